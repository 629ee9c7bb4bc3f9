"""A Project and one of its articles → what each command does: the stages in a row.

::

    read_article   source ─ readers ─▶ Document ─ segmentation ─▶ Segments
    sync           Segments ─ catalogs.merge ─▶ .po
    translate      .po ─ drafting(engine) ─▶ .po
    check          .po ─ checks ─▶ Findings
    status         .po ─▶ Status
    build          Document + Segments + .po ─ editions ─ layouts ─ pdf ─▶ PDF

Every function works on one article and gives back what it did as a value; only ``cli`` prints.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bilingual import (
    catalogs,
    checks,
    drafting,
    editions,
    engines,
    files,
    glossary,
    layouts,
    models,
    pdf,
    readers,
    segmentation,
)
from bilingual import config as configuration
from bilingual.errors import BilingualError, ConfigError, FileChangedError, MissingError, NotFinalError
from bilingual.languages import language
from bilingual.model import Document, Edition, Finding, Message, Segment, Severity, State
from bilingual.project import Article, Project, shown

_ATTEMPTS = 5
"""How often a change is made anew on top of what an editor saved meanwhile."""


@dataclass(frozen=True, slots=True)
class Written:
    """One file after a command."""

    path: str
    changed: bool
    """Whether its bytes are other than before (or would be, in a dry run)."""
    language: str = ""
    changes: tuple[catalogs.Change, ...] = ()
    """What happened to the sentences, for catalogs that were synced."""


@dataclass(frozen=True, slots=True)
class Drafted:
    """What ``translate`` did for one language of an article."""

    path: str
    language: str
    drafts: int
    """New and renewed drafts."""
    waiting: int
    """Sentences still without any text, e.g. because the pivot has none."""
    overtaken: int = 0
    """Drafts that were not written, because somebody else saved the entry meanwhile."""
    error: BilingualError | None = None


@dataclass(frozen=True, slots=True)
class Status:
    """How far one catalog is."""

    article: str
    language: str
    path: str
    counts: Mapping[State, int]
    accepted_as_is: int
    """Reviewed entries that are letter for letter what the machine drafted."""
    stale: int
    """Entries that a person has reviewed, but whose English has changed since."""
    out_of_date: int
    """Sentences of the source that the catalog lacks: ``sync`` brings them."""
    findings: Mapping[Severity, int]

    @property
    def total(self) -> int:
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class Built:
    """One edition."""

    path: str
    columns: tuple[str, ...]
    pages: int
    changed: bool
    drafts: int
    missing: int
    warnings: tuple[str, ...] = ()


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


def read_article(project: Project, article: Article) -> tuple[Document, tuple[Segment, ...]]:
    """Read a source and cut it into segments."""
    document = readers.read(
        files.read(Path(shown(article.path))),
        path=project.reference(article.path),
        article=article.name,
        language=project.config.source,
    )
    return document, segmentation.segment(document, project.config.segmentation)


def read_catalog(project: Project, article: Article, tag: str) -> catalogs.Catalog | None:
    """Read a catalog; None if there is none yet."""
    path = Path(shown(project.catalog(article.name, tag)))
    return catalogs.parse(files.read(path), path=str(path), language=tag) if files.exists(path) else None


def update(path: Path, change: Callable[[bytes | None], bytes]) -> bool:
    """Replace a file by what ``change`` makes of it; made anew if an editor saves it meanwhile."""
    for attempt in range(_ATTEMPTS):
        old = files.read(path) if files.exists(path) else None
        try:
            return files.write(path, change(old), expected=old)
        except FileChangedError:
            if attempt == _ATTEMPTS - 1:
                raise
    raise AssertionError("unreachable")


def sync(project: Project, article: Article) -> tuple[Written, ...]:
    """Bring the template and every catalog of an article up to its source."""
    document, segments = read_article(project, article)
    for tag in project.config.targets:
        read_catalog(project, article, tag)  # a broken one stops the article before the first is written
    path = Path(shown(project.template(article.name)))
    template = catalogs.template(
        segments, article=article.name, source_path=document.path, language=project.config.source
    )
    written = [Written(str(path), files.write(path, template))]
    for tag in project.config.targets:
        written.append(_sync_catalog(project, document, segments, tag))
    return tuple(written)


def _sync_catalog(project: Project, document: Document, segments: Sequence[Segment], tag: str) -> Written:
    path = Path(shown(project.catalog(document.article, tag)))
    changes: tuple[catalogs.Change, ...] = ()

    def change(old: bytes | None) -> bytes:
        nonlocal changes
        merged = catalogs.merge(
            old,
            segments,
            path=str(path),
            article=document.article,
            source_path=document.path,
            source_language=project.config.source,
            language=tag,
        )
        changes = merged.changes
        return merged.data

    return Written(str(path), update(path, change), tag, changes)


def translate(project: Project, article: Article, *, targets: Sequence[str] = ()) -> tuple[Drafted, ...]:
    """Draft what has no translation; a language that can't be drafted is reported, the others go on."""
    engine = engines.create(project.config.translate)
    wanted = targets or project.config.targets
    return tuple(_draft(project, article, tag, engine) for tag in _pivots_first(wanted))


def _pivots_first(tags: Sequence[str]) -> list[str]:
    """English before the languages that are drafted from it."""
    return sorted(tags, key=lambda tag: language(tag).base != drafting.PIVOT)


def _draft(project: Project, article: Article, tag: str, engine: engines.Engine) -> Drafted:
    path = Path(shown(project.catalog(article.name, tag)))
    catalog = read_catalog(project, article, tag)
    if catalog is None:
        raise BilingualError(f"no catalog {path} yet", hint=f"run first: bilingual sync {article.name}")
    try:
        drafts = _drafts(project, article, catalog, engine)
    except MissingError as error:
        return Drafted(str(path), tag, 0, _waiting(catalog.messages), error=error)
    written: drafting.Drafts = {}

    def change(old: bytes | None) -> bytes:
        nonlocal written
        now = catalogs.parse(old or b"", path=str(path), language=tag)
        written = drafting.still_wanted(drafts, catalog.messages, now.messages)
        return catalogs.add_drafts(old or b"", written, path=str(path), language=tag)

    if drafts:
        update(path, change)
    left = read_catalog(project, article, tag)
    waiting = _waiting(left.messages if left else ())
    return Drafted(str(path), tag, len(written), waiting, len(drafts) - len(written))


def _drafts(
    project: Project, article: Article, catalog: catalogs.Catalog, engine: engines.Engine
) -> drafting.Drafts:
    """Draft what a catalog needs; one that needs nothing asks for no model."""
    source, target = project.config.source, catalog.language
    pivot = _pivot_catalog(project, article, catalog)
    if not drafting.pending(
        catalog.messages, pivot.messages if pivot else None, pivot.language if pivot else ""
    ):
        return {}
    via = drafting.route(source, target, models.pairs(), beside=project.config.targets)
    if not via:
        return drafting.draft(catalog.messages, engine, source=source, target=target)
    return drafting.draft(
        catalog.messages,
        engine,
        source=source,
        target=target,
        pivot=pivot.messages if pivot else None,
        pivot_language=pivot.language if pivot else via,
    )


def _pivot_catalog(project: Project, article: Article, catalog: catalogs.Catalog) -> catalogs.Catalog | None:
    """The English catalog, if the project has one beside this; en-GB serves as English."""
    for tag in project.config.targets:
        if language(tag).base == drafting.PIVOT and tag != catalog.language:
            return read_catalog(project, article, tag)
    return None


def _waiting(messages: Sequence[Message]) -> int:
    return sum(message.state is State.UNTRANSLATED for message in messages)


def check(project: Project, article: Article) -> tuple[Finding, ...]:
    """Look through the source and every catalog of an article."""
    config = project.config
    document, _ = read_article(project, article)
    unknown = sorted(set(config.check.ignore) - set(checks.CODES))
    if unknown:
        raise ConfigError(
            f"[check] ignore names “{unknown[0]}”, which is no check",
            path=shown(project.root / configuration.FILE_NAME),
            hint=f"checks: {', '.join(checks.CODES)}",
        )
    terms = glossary.load(Path(shown(project.root / glossary.FILE_NAME)), source=config.source)
    findings = list(checks.check_source(document, ignore=config.check.ignore))
    for tag in config.targets:
        catalog = read_catalog(project, article, tag)
        if catalog:
            pairs = checks.Catalog(catalog.path, config.source, tag, catalog.messages)
            findings += checks.check(pairs, terms, ignore=config.check.ignore)
    return tuple(findings)


def status(
    project: Project, article: Article, *, findings: Sequence[Finding] | None = None
) -> tuple[Status, ...]:
    """Count how far every catalog of an article is; ``findings`` are those of ``check``, if it has run."""
    _, segments = read_article(project, article)
    keys = {segment.key for segment in segments}
    found = check(project, article) if findings is None else findings
    return tuple(_status(project, article, tag, keys, found) for tag in project.config.targets)


def _status(
    project: Project,
    article: Article,
    tag: str,
    keys: set[tuple[str, str]],
    findings: Sequence[Finding],
) -> Status:
    catalog = read_catalog(project, article, tag)
    messages = catalog.messages if catalog else ()
    counts = Counter(message.state for message in messages)
    return Status(
        article=article.name,
        language=tag,
        path=shown(project.catalog(article.name, tag)),
        counts={state: counts[state] for state in State},
        accepted_as_is=sum(message.accepted_as_is for message in messages),
        stale=len(_stale(project, article, messages)),
        out_of_date=len(keys - {message.key for message in messages}),
        findings=dict(Counter(f.severity for f in findings if f.language == tag)),
    )


def open_entries(project: Project, article: Article) -> tuple[Open, ...]:
    """List what is not reviewed, what is stale, and what was approved as the machine drafted it."""
    found = []
    for tag in project.config.targets:
        catalog = read_catalog(project, article, tag)
        messages = catalog.messages if catalog else ()
        stale = {message.key for message in _stale(project, article, messages)}
        for message in messages:
            state = _open_state(message, stale)
            if state and catalog:
                found.append(Open(catalog.path, message.line, tag, state, message.id))
    return tuple(found)


def _open_state(message: Message, stale: set[tuple[str, str]]) -> str:
    if message.key in stale:
        return "stale"
    if message.accepted_as_is:
        return "as drafted"
    return "" if message.state is State.REVIEWED else message.state.value


def _stale(project: Project, article: Article, messages: Sequence[Message]) -> tuple[Message, ...]:
    pivots = {m.provenance.pivot_language for m in messages if m.provenance} - {""}
    stale: list[Message] = []
    for tag in sorted(pivots):
        pivot = read_catalog(project, article, tag)
        stale += drafting.stale(messages, pivot.messages if pivot else (), tag)
    return tuple(stale)


def build(project: Project, article: Article, columns: Sequence[str], *, final: bool = False) -> Built:
    """Typeset one edition. With ``final`` it raises NotFinalError if any text in it is not reviewed."""
    edition = compose(project, article, columns)
    if final and (edition.drafts or edition.missing):
        raise _not_final(project, article, edition)
    page = project.config.page
    absent = pdf.missing_fonts([page.fonts.get(tag) or language(tag).fonts[0] for tag in columns])
    if absent:
        raise MissingError(f"font not installed: {', '.join(absent)}", hint=pdf.FONT_HINT)
    printed = pdf.write(layouts.render(edition, page, project.config.layout), edition)
    path = Path(shown(project.edition(article.name, columns)))
    changed = files.write(path, printed.data)
    warnings = printed.warnings + (_reservations(project, article, columns) if final else ())
    return Built(str(path), tuple(columns), printed.pages, changed, edition.drafts, edition.missing, warnings)


def _reservations(project: Project, article: Article, columns: Sequence[str]) -> tuple[str, ...]:
    """What a publisher should know of an edition that is reviewed, and so can be final."""
    notes = []
    for row in status(project, article):
        if row.language in columns and (errors := row.findings.get(Severity.ERROR, 0)):
            notes.append(f"{row.language}: bilingual check finds {errors} errors in {row.path}")
        if row.language in columns and row.accepted_as_is:
            notes.append(
                f"{row.language}: {row.accepted_as_is} of {row.total} sentences are letter for letter what "
                f"the machine drafted: bilingual status {article.name} --list"
            )
    return tuple(notes)


def compose(project: Project, article: Article, columns: Sequence[str]) -> Edition:
    """Bring the source and its translations together as the rows of an edition."""
    document, segments = read_article(project, article)
    found = {tag: read_catalog(project, article, tag) for tag in columns if tag != project.config.source}
    return editions.compose(
        document,
        segments,
        {tag: catalog.messages if catalog else () for tag, catalog in found.items()},
        columns,
        article=project.config.article(article.name),
        date=max((catalog.revised for catalog in found.values() if catalog), default=""),
    )


def _not_final(project: Project, article: Article, edition: Edition) -> NotFinalError:
    parts = [
        f"{count} {what}"
        for count, what in ((edition.drafts, "not reviewed"), (edition.missing, "not translated"))
        if count
    ]
    name = project.edition(article.name, edition.languages).name
    return NotFinalError(
        f"{name} can't be final: {' and '.join(parts)}",
        hint=f"see which: bilingual status {article.name} --list; or build it as a draft, without --final",
    )
