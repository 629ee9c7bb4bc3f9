"""An article's catalogs → the entries that somebody should look at, and where to look first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bilingual import checks, glossary, risk
from bilingual.catalogs import Catalog
from bilingual.checks.pairs import LABELS
from bilingual.inline import plain
from bilingual.model import RUNNING_TEXT, Message, State, text_hash
from bilingual.pipeline.articles import read_catalog
from bilingual.pipeline.checking import stale_messages
from bilingual.project import Article, Project


@dataclass(frozen=True, slots=True)
class Entry:
    """A translation to look at, and the hint how soon."""

    path: str
    line: int
    language: str
    context: str
    id: str
    text: str
    state: State
    risk: float
    """From 0 to 1: a hint, how likely it is to be among the worst fifth."""
    why: tuple[str, ...]
    """What speaks for it, the strongest first; empty if nothing stands out."""


@dataclass(frozen=True, slots=True)
class Open:
    """An entry that somebody still has to look at."""

    path: str
    line: int
    language: str
    state: str
    """``untranslated``, ``draft``, ``needs review``, ``stale`` or ``as drafted``."""
    text: str
    """The source text."""
    risk: float | None = None
    """As ``Entry.risk``; None for what has no translation."""
    why: tuple[str, ...] = ()


_BLANK = ("left blank on purpose",)
_FIGURES = ("figures alone: only their form may differ",)


def to_review(project: Project, article: Article, tag: str, *, reviewed: bool = False) -> tuple[Entry, ...]:
    """Give the drafts of one catalog and what needs review, with ``reviewed`` all translations, in its order."""
    catalog = read_catalog(project, article, tag)
    if not catalog:
        return ()
    wanted = set(State) - {State.UNTRANSLATED} - (set() if reviewed else {State.REVIEWED})
    return _entries(project, article, catalog, [m for m in catalog.messages if m.state in wanted])


def riskiest_first(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """Put entries, of several articles too, in the order in which to look at them."""
    ordered = risk.order([len(entry.id) for entry in entries], [entry.risk for entry in entries])
    return tuple(entries[n] for n in ordered)


def _entries(
    project: Project, article: Article, catalog: Catalog, messages: Sequence[Message]
) -> tuple[Entry, ...]:
    pairs = _pairs(project, article, catalog.language, messages)
    changed = _changed_numbers(project, catalog, messages)
    return tuple(
        Entry(
            catalog.path,
            m.line,
            catalog.language,
            m.context,
            m.id,
            m.text,
            m.state,
            0.0 if m.blank or _unremarkable(m, changed) else round(r.value, 3),
            _why(m, changed, r.why),
        )
        for m, r in zip(messages, risk.assess(pairs), strict=True)
    )


def _why(message: Message, changed: Mapping[int, tuple[str, ...]], signs: tuple[str, ...]) -> tuple[str, ...]:
    if message.blank:
        return _BLANK
    if _unremarkable(message, changed):
        return _FIGURES
    return (*changed.get(message.line, ()), *(signs if _has_words(message) else ()))


def _has_words(message: Message) -> bool:
    return any(map(str.isalpha, plain(message.id, message.tags)))


def _unremarkable(message: Message, changed: Mapping[int, tuple[str, ...]]) -> bool:
    """Whether it is figures alone, and the same ones: no model of sentences says anything of it."""
    return message.line not in changed and not _has_words(message)


def _changed_numbers(
    project: Project, catalog: Catalog, messages: Sequence[Message]
) -> Mapping[int, tuple[str, ...]]:
    """Give by line what the check of numbers says: of all signs the surest."""
    others = set(checks.CODES) - {"number"}
    found = checks.check(
        checks.Catalog(catalog.path, project.config.source, catalog.language, catalog.messages),
        glossary.Glossary(),
        ignore=others,
    )
    wanted = {m.line for m in messages}
    told: dict[int, tuple[str, ...]] = {}
    for finding in found:
        if finding.line in wanted:
            told[finding.line] = (*told.get(finding.line, ()), finding.message)
    return told


def _pairs(project: Project, article: Article, tag: str, messages: Sequence[Message]) -> list[risk.Pair]:
    """Set each translation beside its source, and beside the English that it was drafted from."""
    languages = {m.provenance.pivot_language for m in messages if m.provenance} - {""}
    pivots: dict[str, Mapping[tuple[str, str], str]] = {}
    for language in languages:
        catalog = read_catalog(project, article, language)
        texts = catalog.messages if catalog else ()
        pivots[language] = {m.key: plain(m.text, m.tags) for m in texts}
    pairs = []
    for m in messages:
        language = m.provenance.pivot_language if m.provenance else ""
        pivot = pivots.get(language, {}).get(m.key, "")
        if not (m.provenance and pivot and text_hash(pivot) == m.provenance.pivot):
            pivot = language = ""
        running = m.role in RUNNING_TEXT
        pairs.append(
            risk.Pair(
                plain(m.id, m.tags),
                plain(m.text, m.tags),
                project.config.source,
                tag,
                m.second_opinion,
                pivot,
                language,
                running=running,
                terse=m.role in LABELS,
            )
        )
    return pairs


def open_entries(project: Project, article: Article, *tags: str) -> tuple[Open, ...]:
    """List what is not reviewed, what is stale, and what was approved as the machine drafted it.

    For each language, what has no translation comes first, in the source's order, then the riskiest. ``tags`` limit it to the
    catalogs of these languages.
    """
    found: list[Open] = []
    for tag in tags or project.config.targets:
        catalog = read_catalog(project, article, tag)
        if catalog:
            found += _open_entries(project, article, catalog)
    return tuple(found)


def _open_entries(project: Project, article: Article, catalog: Catalog) -> list[Open]:
    out_of_date = {message.key for message in stale_messages(project, article, catalog.messages)}
    states = {m.line: _open_state(m, out_of_date) for m in catalog.messages}
    messages = [m for m in catalog.messages if states[m.line]]
    without = [m for m in messages if m.state is State.UNTRANSLATED]
    entries = _entries(project, article, catalog, [m for m in messages if m.state is not State.UNTRANSLATED])
    return [Open(catalog.path, m.line, catalog.language, states[m.line], m.id) for m in without] + [
        Open(e.path, e.line, e.language, states[e.line], e.id, e.risk, e.why) for e in riskiest_first(entries)
    ]


def _open_state(message: Message, stale: set[tuple[str, str]]) -> str:
    if message.key in stale:
        return "stale"
    if message.accepted_as_is:
        return "as drafted"
    return "" if message.state is State.REVIEWED else message.state.value
