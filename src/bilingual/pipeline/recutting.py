"""An article and a translator's wish to join or split a sentence → its record, and the catalogs of every language."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

from bilingual import catalogs, files, segmentation
from bilingual.errors import UsageError
from bilingual.inline import plain
from bilingual.model import Document, Role, Segment, State, entry_id
from bilingual.pipeline.articles import read_catalog, read_overrides, read_source, update
from bilingual.pipeline.syncing import Written, merge, write_template
from bilingual.project import Article, Project, shown
from bilingual.segmentation import overrides
from bilingual.segmentation.overrides import Kind, Record


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as a person names it."""

    entry: str
    """``entry_id``."""
    text: str


@dataclass(frozen=True, slots=True)
class Migrated:
    """What became of the translation of one of the new sentences."""

    path: str
    line: int
    language: str
    state: State
    text: str


@dataclass(frozen=True, slots=True)
class Recut:
    """What ``join`` or ``split`` did."""

    article: str
    kind: str
    undone: bool
    """Whether an earlier split (or join) was taken back, so that the rules hold again."""
    former: tuple[Sentence, ...]
    present: tuple[Sentence, ...]
    translations: tuple[Migrated, ...]
    written: tuple[Written, ...]


def join(project: Project, article: Article, entry: str) -> Recut:
    """Make one sentence of the one with this id and the one that follows it in its block.

    Raises UsageError for an id that no sentence has, that several have, that is the last of its block's, or that is a
    row of a table.
    """

    def wish(segments: Sequence[Segment]) -> Record:
        own = _named(article, segments, entry)
        row = [*segments[1:], None]
        pairs = {
            (one.text, after.text): None
            for one, after in zip(segments, row, strict=True)
            if one.key == own.key and after and after.block == one.block
        }
        if not pairs:
            raise UsageError(
                f"{entry} is the last sentence of its block: “{_short(own.text)}”",
                hint="a join never goes across a block; name the first of two sentences of one paragraph",
            )
        if len(pairs) > 1:
            raise UsageError(
                f"{entry} stands in several places, and different sentences follow it there",
                hint=_by_hand(article),
            )
        return overrides.record(Kind.JOIN, *next(iter(pairs)))

    return _recut(project, article, wish)


def split(project: Project, article: Article, entry: str, before: str) -> Recut:
    """Make two sentences of the one with this id; the second begins with the text ``before``.

    Raises UsageError for an id that no sentence or several have, for a row of a table, and for a text that is not in it exactly once
    or begins it.
    """

    def wish(segments: Sequence[Segment]) -> Record:
        own = _named(article, segments, entry)
        text = plain(before, own.numbered).strip()
        at = own.text.find(text)
        if not text or at < 0:
            raise UsageError(
                f"“{before}” does not occur in the sentence {entry}: “{_short(own.text)}”",
                hint="copy the words from the source: those with which the second sentence is to begin",
            )
        if own.text.find(text, at + 1) >= 0:
            raise UsageError(
                f"“{before}” occurs more than once in the sentence {entry}",
                hint="copy more of what follows it, so that the place is clear",
            )
        if not own.text[:at].strip():
            raise UsageError(
                f"the sentence {entry} begins with “{before}”: nothing would stand before it",
                hint="name the words with which the second sentence is to begin",
            )
        return overrides.record(Kind.SPLIT, own.text[:at], own.text[at:])

    return _recut(project, article, wish)


def _recut(project: Project, article: Article, wish: Callable[[Sequence[Segment]], Record]) -> Recut:
    """Write catalogs and template first, the record last: until then a sync leads back to where it was."""
    path = Path(shown(article.path.with_suffix(overrides.SUFFIX)))
    with files.alone(path):
        data = files.read(path) if files.exists(path) else None
        document, by_rules = read_source(project, article)
        records = read_overrides(article.path)
        before = overrides.apply(document, by_rules, records).segments
        new = wish(before)
        old = overrides.with_record(document, by_rules, records, new)
        after = overrides.apply(document, by_rules, [*records, new]).segments
        for tag in project.config.targets:  # a broken catalog stops the work before the first is written
            read_catalog(project, article, tag)
        written = [_migrate(project, document, before, after, tag) for tag in project.config.targets]
        written.append(write_template(project, document, after))
        content = overrides.removed(data, old) if data and old else overrides.added(data, new)
        if data and not content:
            files.remove(path, expected=data)
            written.append(Written(str(path), True, removed=True))
        else:
            written.append(Written(str(path), files.write(path, content, expected=data)))
    groups = overrides.regrouped(before, after)
    return Recut(
        article.name,
        new.kind.value,
        old is not None,
        _sentences(s for group in groups for s in group.former),
        _sentences(s for group in groups for s in group.present),
        _translations(project, article, [s.key for group in groups for s in group.present]),
        tuple(written),
    )


def _migrate(
    project: Project, document: Document, before: Sequence[Segment], after: Sequence[Segment], tag: str
) -> Written:
    path = Path(shown(project.catalog(document.article, tag)))
    groups = [(group.former, group.present) for group in overrides.regrouped(before, after)]

    def cut(translation: str, halves: Sequence[str]) -> Sequence[int]:
        return _places(translation, halves, document.language, tag)

    def change(old: bytes | None) -> bytes:
        if old is not None:
            old = merge(old, document, before, tag, path=str(path)).data
            old = catalogs.recut(old, groups, after, path=str(path), language=tag, cut=cut)
        return merge(old, document, after, tag, path=str(path)).data

    return Written(str(path), update(path, change), language=tag)


def _places(translation: str, halves: Sequence[str], source: str, tag: str) -> tuple[int, ...]:
    """Say where to cut a translation: where it has as many sentences as its source has now; else nowhere."""
    counts = [len(segmentation.sentences(half, source, quotes="split")) for half in halves]
    own = segmentation.sentences(translation, tag, quotes="split")
    if len(own) != sum(counts):
        return ()
    return tuple(own[n][0] for n in list(accumulate(counts))[:-1])


def _named(article: Article, segments: Sequence[Segment], entry: str) -> Segment:
    """Find the sentence that an id names."""
    found = {s.key: s for s in segments if entry_id(s.key) == entry.strip().lower()}
    if not found:
        raise UsageError(
            f"no sentence “{entry}” in {article.name}",
            hint=f"the ids stand before the sentences in: bilingual segments {shown(article.path)}",
        )
    if len(found) > 1:
        raise UsageError(f"{entry} names {len(found)} sentences of {article.name}", hint=_by_hand(article))
    own = next(iter(found.values()))
    if own.role is Role.TABLE:
        row = own.text.replace("\t", " | ")
        raise UsageError(
            f"{entry} is a row of a table, which stays one entry: “{_short(row)}”",
            hint="mend the table in the source, or leave it as it is; only running text is joined and split",
        )
    return own


def _by_hand(article: Article) -> str:
    name = shown(article.path.with_suffix(overrides.SUFFIX))
    return f"write it into {name} by hand: “join” or “split”, below it the two sentences, indented; then bilingual sync"


def _short(text: str, limit: int = 40) -> str:
    return text if len(text) <= limit else f"{text[: limit - 1]}…"


def _sentences(segments: Iterable[Segment]) -> tuple[Sentence, ...]:
    return tuple(Sentence(entry_id(s.key), s.id) for s in segments)


def _translations(
    project: Project, article: Article, keys: Sequence[tuple[str, str]]
) -> tuple[Migrated, ...]:
    found = []
    for tag in project.config.targets:
        catalog = read_catalog(project, article, tag)
        for m in catalog.messages if catalog else ():
            if m.key in keys and catalog:
                found.append(Migrated(catalog.path, m.line, tag, m.state, m.text))
    return tuple(found)
