"""Catalogs with gaps + the engines → catalogs with drafts, written article by article as they come."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from bilingual import drafting, engines, models
from bilingual.errors import BilingualError
from bilingual.languages import language
from bilingual.model import Passage
from bilingual.pipeline.chaining import access_of, chain
from bilingual.pipeline.guarding import examiner
from bilingual.pipeline.jobs import Drafted, Job, Rejected, open_jobs
from bilingual.project import Article, Project

__all__ = ["Drafted", "Progress", "Rejected", "translate", "translate_all"]

Progress = Callable[[str, int, int], None]
"""Called with a language, how many of its texts are done, and how many there are."""

Places = dict[str, list[tuple[Job, drafting.Key]]]
"""Where each text is wanted."""


def translate(
    project: Project,
    article: Article,
    *,
    targets: Sequence[str] = (),
    access: engines.Access | None = None,
) -> tuple[Drafted, ...]:
    """Draft what one article has no translation for; see ``translate_all``."""
    return tuple(translate_all(project, (article,), targets=targets, access=access))


def translate_all(
    project: Project,
    articles: Sequence[Article],
    *,
    targets: Sequence[str] = (),
    access: engines.Access | None = None,
    progress: Progress | None = None,
) -> Iterator[Drafted]:
    """Draft what has no translation, language by language, each text once for all articles.

    English comes first, for other languages are drafted from it: of what ``targets`` need and English has not,
    the English is drafted too. Every call of an engine is saved before the next, and an article is given as soon
    as it is complete in a language, so that whatever ends the work, what was finished is kept. What can't be
    drafted is given with its error, and the rest goes on. Raises ConfigError for an unknown engine.
    """
    pivot = _pivot_tag(project)
    order = sorted(targets or project.config.targets, key=lambda tag: tag != pivot)
    work = _Work(project, access or engines.Access(), progress or (lambda *_: None))
    for tag in order:
        if pivot not in order and work.leads_through(pivot, tag):
            lacking = [job.article for job in open_jobs(project, articles, tag, pivot) if job.lacks_pivot]
            for drafted in work.translate(open_jobs(project, lacking, pivot), pivot):
                yield replace(drafted, leads_to=tag)
        yield from work.translate(open_jobs(project, articles, tag, "" if tag == pivot else pivot), tag)


def _pivot_tag(project: Project) -> str:
    """The tag of the English catalogs, if the project has them; en-GB serves as English."""
    if language(project.config.source).base == drafting.PIVOT:
        return ""
    english = (tag for tag in project.config.targets if language(tag).base == drafting.PIVOT)
    return next(english, "")


class _Work:
    """The engines, and what they have done of the language at hand."""

    def __init__(self, project: Project, access: engines.Access, progress: Progress) -> None:
        config = project.config.translate
        access = replace(access_of(project, access), progress=self._advance)
        self.access = access
        self.project = project
        self.engines = chain(project, access)
        self.second = config.second_opinion
        self.other = engines.create(config, access, name=self.second) if self.second else None
        self.examine = examiner(project.config)
        self.trouble: BilingualError | None = None
        """Why there are no second opinions any more; told once."""
        self.progress = progress
        self.counting = True
        self.tag, self.done, self.total = "", 0, 0

    def _advance(self, count: int) -> None:
        if count and self.counting:
            self.done += count
            self.progress(self.tag, min(self.done, self.total), self.total)

    def leads_through(self, pivot: str, tag: str) -> bool:
        """Whether an engine would draft this language from the catalog of that one."""
        try:
            return bool(pivot) and any(self._route(engine, tag, pivot).pivot for engine in self.engines)
        except BilingualError:  # told when it comes to the language itself
            return False

    def translate(self, jobs: Sequence[Job], tag: str) -> Iterator[Drafted]:
        """Copy what needs no engine, ask one engine after the other for what is still open; give each job when it is complete."""
        self.tag, self.done, self.total = tag, 0, 0
        given = 0
        for job in jobs:
            job.copy()
        for engine in self.engines:
            for _ in self._ask(engine, jobs, tag):
                while engine is self.engines[-1] and given < len(jobs) and jobs[given].settled:
                    yield self._finished(jobs[given])
                    given += 1
        for job in jobs[given:]:
            yield self._finished(job)

    def _finished(self, job: Job) -> Drafted:
        job.error, self.trouble = job.error or self.trouble, None
        return job.finished()

    def _ask(self, engine: engines.Engine, jobs: Sequence[Job], tag: str) -> Iterator[None]:
        """Ask an engine for everything that it can do; stop after each call, when it is saved."""
        ways = self._ways(engine, jobs, tag)
        texts = sum(map(len, ways.values()))
        self.total = max(self.total, texts)
        self.done = self.total - texts
        for way, places in ways.items():
            passages = [job.wanted[key] for (job, key), *_ in places.values()]
            if sending := engine.sending(passages, *way.steps[-2:]):
                self.access.approve(sending)  # the whole of it; the engine asks again for each portion
            for portion in drafting.portions(passages, engine.portion):
                before = self.done
                try:
                    outcomes = self._answer(portion, engine, way)
                except BilingualError as error:
                    for job in {job for wanted in places.values() for job, _ in wanted}:
                        job.fail(error)
                    break
                self._advance(before + len(portion) - self.done)
                self._save(dict(zip((p.wording for p in portion), outcomes, strict=True)), places, way)
                yield

    def _ways(self, engine: engines.Engine, jobs: Sequence[Job], tag: str) -> dict[drafting.Route, Places]:
        """Find the way for each job that wants something; one that wants nothing asks for no model."""
        ways: dict[drafting.Route, Places] = {}
        for job in jobs:
            if not job.wants_anything:
                continue
            try:
                way = self._route(engine, tag, job.pivot.language if job.pivot else "")
            except BilingualError as error:
                job.fail(error)
                continue
            for key, passage in job.want(way).items():
                ways.setdefault(way, {}).setdefault(passage.wording, []).append((job, key))
        return ways

    def _route(self, engine: engines.Engine, tag: str, catalog: str, start: str = "") -> drafting.Route:
        config = self.project.config
        return drafting.route(
            start or config.source,
            tag,
            models.pairs(),
            way=engine.way,
            catalog=catalog,
            pivot=config.translate.pivot and engine.terms is not engines.Terms.FREE,
            beside=config.targets,
        )

    def _answer(
        self, portion: Sequence[Passage], engine: engines.Engine, way: drafting.Route
    ) -> list[drafting.Outcome]:
        guarded = engine.terms is not engines.Terms.FREE
        outcomes = drafting.answer(portion, engine, way.steps, self.examine, guarded=guarded)
        if self.other is None:
            return outcomes
        self.counting = False
        try:
            steps = self._route(self.other, way.steps[-1], "", way.steps[0]).steps
            return drafting.second_opinions(portion, outcomes, self.other, self.second, steps)
        except BilingualError as error:
            self.other, self.trouble = None, error
            return outcomes
        finally:
            self.counting = True

    def _save(self, outcomes: dict[str, drafting.Outcome], places: Places, way: drafting.Route) -> None:
        touched: dict[Job, list[drafting.Key]] = {}
        for text in outcomes:
            for job, key in places[text]:
                touched.setdefault(job, []).append(key)
        for job, keys in touched.items():
            job.save(outcomes, keys, way)
