"""One catalog that wants drafts: what it still wants, and what was written into it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bilingual import catalogs, drafting, figures
from bilingual.errors import BilingualError
from bilingual.model import Message, Passage, State
from bilingual.pipeline.articles import read_catalog, update
from bilingual.project import Article, Project, shown

_FREE = frozenset({State.UNTRANSLATED, State.DRAFT})
"""States in which nobody has touched an entry."""


@dataclass(frozen=True, slots=True)
class Rejected:
    """A sentence that was left without a draft, because what the machine wrote was worthless."""

    line: int
    """Line of its ``msgid`` in the catalog."""
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Drafted:
    """What ``translate`` did for one language of an article."""

    path: str
    language: str
    drafts: int
    """New and renewed drafts."""
    waiting: int
    """Sentences still without any text, e.g. because the pivot has none."""
    unreviewed: int = 0
    """Those among them that wait for their English, which needs review."""
    blank: int = 0
    """Those among them whose English was left blank on purpose: nothing to draft them from."""
    copied: int = 0
    """Those that are the same in every language, such as a row of figures: reviewed, for there is nothing to review."""
    overtaken: int = 0
    """Drafts that were not written, because somebody else saved the entry meanwhile."""
    warned: int = 0
    """Drafts among the new ones that carry a warning for the reviser."""
    rejected: tuple[Rejected, ...] = ()
    stale: int = 0
    """Translations of a person's whose draft came from English that has changed since; they stay as they are."""
    article: str = ""
    leads_to: str = ""
    """The language that was asked for, if this one was drafted only because that is drafted from it."""
    error: BilingualError | None = None


@dataclass(eq=False, slots=True)
class Job:
    """A catalog at work."""

    project: Project
    article: Article
    tag: str
    catalog: catalogs.Catalog | None = None
    pivot: catalogs.Catalog | None = None
    """The English catalog beside it."""
    error: BilingualError | None = None
    wanted: dict[drafting.Key, Passage] = field(default_factory=dict)
    """What the engine at work was asked for and has not answered yet."""
    settled_keys: set[drafting.Key] = field(default_factory=set)
    """What has its draft, or was refused."""
    rejected: dict[drafting.Key, str] = field(default_factory=dict)
    drafts: int = 0
    warned: int = 0
    overtaken: int = 0
    copied: int = 0

    @property
    def path(self) -> Path:
        return Path(shown(self.project.catalog(self.article.name, self.tag)))

    @property
    def messages(self) -> Sequence[Message]:
        """Its entries as they were when the work began."""
        return self.catalog.messages if self.catalog else ()

    @property
    def settled(self) -> bool:
        """Whether the engine at work has answered everything."""
        return not self.wanted

    @property
    def wants_anything(self) -> bool:
        pivot = self.pivot
        pending = drafting.pending(
            self.messages, pivot.messages if pivot else None, pivot.language if pivot else ""
        )
        return any(message.key not in self.settled_keys for message in pending)

    @property
    def lacks_pivot(self) -> bool:
        """Whether it wants drafts of sentences whose English nobody has written or drafted yet."""
        messages = self.pivot.messages if self.pivot else ()
        untranslated = {m.key for m in messages if not m.text and not m.blank}
        return any(m.state is State.UNTRANSLATED and m.key in untranslated for m in self.messages)

    def copy(self) -> None:
        """Write what needs no translation as it stands in the source, unless a person has written something else."""
        source = self.project.config.source

        def free(messages: Sequence[Message]) -> dict[drafting.Key, str]:
            return {
                m.key: m.id
                for m in messages
                if m.state in _FREE and not m.plural_id and figures.same(m.id, source, self.tag)
            }

        def change(old: bytes | None) -> bytes:
            now = catalogs.parse(old or b"", path=str(self.path), language=self.tag)
            wanted = free(now.messages)
            self.copied = len(wanted)
            return catalogs.add_translations(old or b"", wanted, path=str(self.path))

        if self.catalog is None or not free(self.messages):
            return
        try:
            update(self.path, change)
            self.catalog = read_catalog(self.project, self.article, self.tag)
        except BilingualError as error:
            self.fail(error)

    def want(self, way: drafting.Route) -> Mapping[drafting.Key, Passage]:
        """Give what is still to be translated on this way."""
        found = self.passages(way)
        self.wanted = {key: passage for key, passage in found.items() if key not in self.settled_keys}
        return self.wanted

    def passages(self, way: drafting.Route) -> Mapping[drafting.Key, Passage]:
        """Give all that wants a draft, as the way's first language has it."""
        pivot = self.pivot.messages if self.pivot and way.pivot else None
        return drafting.passages(self.messages, pivot, way.pivot)

    def fail(self, error: BilingualError) -> None:
        """Give up what is wanted; the first error is told."""
        self.error = self.error or error
        self.wanted = {}

    def save(
        self, outcomes: Mapping[str, drafting.Outcome], keys: Sequence[drafting.Key], way: drafting.Route
    ) -> None:
        """Write what an engine answered for these keys into the catalog."""
        answered = {key: self.wanted.pop(key) for key in keys if key in self.wanted}
        drafts = drafting.drafts(answered, outcomes, way.pivot)
        for key, passage in answered.items():
            if refused := outcomes[passage.wording].refused:
                self.rejected[key] = refused
        self.settled_keys |= {*drafts, *self.rejected}
        if not drafts:
            return
        try:
            written = self._write(drafts)
        except BilingualError as error:
            self.fail(error)
            return
        self.drafts += len(written)
        self.overtaken += len(drafts) - len(written)
        for key in written:
            draft = outcomes[answered[key].wording].draft
            self.warned += bool(draft and draft.notes)

    def _write(self, drafts: drafting.Drafts) -> drafting.Drafts:
        written: drafting.Drafts = {}

        def change(old: bytes | None) -> bytes:
            nonlocal written
            now = catalogs.parse(old or b"", path=str(self.path), language=self.tag)
            written = drafting.still_wanted(drafts, self.messages, now.messages)
            return catalogs.add_drafts(old or b"", written, path=str(self.path), language=self.tag)

        update(self.path, change)
        return written

    def _tidy(self) -> None:
        """Take the machine's remarks off what somebody has reviewed since: they have done their work."""
        if any(m.state is State.REVIEWED and m.provenance and m.provenance.remarks for m in self.messages):
            update(self.path, lambda old: catalogs.without_machine_remarks(old or b"", path=str(self.path)))

    def finished(self) -> Drafted:
        """Say what was done."""
        left, error = self.messages, self.error
        try:
            self._tidy()
            now = read_catalog(self.project, self.article, self.tag)
            left = now.messages if now else left
        except BilingualError as unreadable:
            error = error or unreadable
        pivot = self.pivot.messages if self.pivot else ()
        waiting = [message.key for message in left if message.state is State.UNTRANSLATED]
        unreviewed = {m.key for m in pivot if m.state is State.NEEDS_REVIEW and not m.blank}
        blank = {message.key for message in pivot if message.blank}
        return Drafted(
            str(self.path),
            self.tag,
            drafts=self.drafts,
            waiting=len(waiting),
            unreviewed=len(unreviewed.intersection(waiting)),
            blank=len(blank.intersection(waiting)),
            copied=self.copied,
            overtaken=self.overtaken,
            warned=self.warned,
            rejected=tuple(
                Rejected(m.line, m.id, self.rejected[m.key]) for m in left if m.key in self.rejected
            ),
            stale=len(drafting.stale(left, pivot, self.pivot.language if self.pivot else "")),
            article=self.article.name,
            error=error,
        )


def open_jobs(project: Project, articles: Sequence[Article], tag: str, pivot: str = "") -> tuple[Job, ...]:
    """Read the catalogs of some articles, and those of the pivot beside them; what can't be read is an error."""
    return tuple(_open(Job(project, article, tag), pivot) for article in articles)


def _open(job: Job, pivot: str) -> Job:
    try:
        job.catalog = read_catalog(job.project, job.article, job.tag)
        job.pivot = read_catalog(job.project, job.article, pivot) if pivot else None
        if job.catalog is None:
            raise BilingualError(
                f"no catalog {job.path} yet", hint=f"run first: bilingual sync {job.article.name}"
            )
    except BilingualError as error:
        job.catalog = None
        job.fail(error)
    return job
