"""What a merge made of revisions whose truth is known: how much was carried, and from where."""

from __future__ import annotations

import importlib.util
import io
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from bilingual.catalogs import add_translations, merge, parse
from bilingual.model import Role, State
from revisions import Revision, Sentence
from strategies_catalogs import ABOUT, segment

SHARED = Path(__file__).parents[2] / "shared"
"""The reference material; the project does without it."""

Merged = Mapping[tuple[str, str], tuple[str, bool]]
"""What a merge gives: the translation of each key and whether it counts as reviewed."""
Merge = Callable[[Revision], Merged]
"""A tool: the translation of former sentence n is ``<n>``."""

UNCHANGED = {"same", "restored"}


@dataclass
class Tally:
    """Sentences by kind: how many there were, and how many came out right."""

    of: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    wrong: list[tuple[Sentence, str]] = field(default_factory=list)

    @property
    def changed(self) -> tuple[int, int]:
        """Changed sentences: with a translation of their own former one and no other, and all."""
        kinds = set(self.of) - UNCHANGED - {"new"}
        return sum(self.right[kind] for kind in kinds), sum(self.of[kind] for kind in kinds)

    @property
    def unchanged(self) -> tuple[int, int]:
        """Unchanged sentences: those still reviewed, and all."""
        return sum(self.right[kind] for kind in UNCHANGED), sum(self.of[kind] for kind in UNCHANGED)

    @property
    def joined(self) -> tuple[int, int]:
        """Joined sentences: those with both halves, and all."""
        return self.right["both halves"], self.of["join"]

    @property
    def false(self) -> tuple[int, int]:
        """New sentences: those with somebody else's translation, and all."""
        return self.of["new"] - self.right["new"], self.of["new"]


def tally(revisions: Iterable[Revision], tool: Merge) -> Tally:
    """Run a tool over revisions and hold what it made against the truth."""
    total = Tally()
    for revision in revisions:
        merged = tool(revision)
        for sentence in revision.present:
            text, reviewed = merged.get(sentence.segment.key, ("", False))
            total.of[sentence.kind] += 1
            if _right(sentence, text, reviewed=reviewed):
                total.right[sentence.kind] += 1
            else:
                total.wrong.append((sentence, text))
            total.right["both halves"] += sentence.kind == "join" and _origins(text) == sentence.origins
    return total


def _right(sentence: Sentence, text: str, *, reviewed: bool) -> bool:
    found = _origins(text)
    if sentence.kind == "new":
        return not found
    if sentence.kind in UNCHANGED:
        return reviewed and found == sentence.origins
    return bool(found) and found <= sentence.origins and not reviewed


def _origins(text: str) -> set[int]:
    return {int(part.strip("<>")) for part in text.split()}


def former(revision: Revision) -> bytes:
    """Give the catalog that a revision begins with: all reviewed, what had left the source obsolete."""
    data = merge(None, revision.former, **ABOUT).data
    texts = {s.key: f"<{n}>" for n, s in enumerate(revision.former)}
    data = add_translations(data, texts, path="x.po")
    return merge(data, [s for n, s in enumerate(revision.former) if n not in revision.left], **ABOUT).data


def ours(revision: Revision) -> Merged:
    """Merge as ``bilingual sync`` does."""
    data = merge(former(revision), [s.segment for s in revision.present], **ABOUT).data
    messages = parse(data, path="x.po", language="en").messages
    return {m.key: (m.text, m.state is State.REVIEWED) for m in messages}


def gold() -> Iterator[Revision]:
    """Give the 99 revisions of the reference material."""
    folder = SHARED / "gold" / "merge"
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.syspath_prepend(str(folder))
        patch.setattr(sys, "dont_write_bytecode", True)
        spec = importlib.util.spec_from_file_location("edits", folder / "edits.py")
        assert spec and spec.loader
        edits = importlib.util.module_from_spec(spec)
        edits.open = lambda path, encoding: io.StringIO(Path(path).read_text(encoding))  # it closes no file
        spec.loader.exec_module(edits)
        built = edits.build()
    numbers: dict[tuple[str, str], int] = {}
    first = {n: numbers.setdefault(_key(item), len(numbers)) for n, item in enumerate(edits.FLAT)}
    articles = tuple(segment(text, Role(role)) for role, text in numbers)
    for _, items, _ in built:
        present = [
            Sentence(item["t"], Role(_key(item)[0]), frozenset(first[n] for n in item["o"]), item["k"])
            for item in items
        ]
        yield Revision(articles, frozenset(), tuple(present))


def _key(item: dict[str, str]) -> tuple[str, str]:
    return {"p": "paragraph", "tag": "tags"}.get(item["r"], item["r"]), item["t"]
