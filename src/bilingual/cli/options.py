"""What the commands share: the project they work on, and the options that each of them has."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from bilingual.errors import BilingualError

if TYPE_CHECKING:
    from bilingual.printing import Output
    from bilingual.project import Article, Project

F = TypeVar("F", bound=Callable[..., Any])


class Context:
    """What the options before the command say."""

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder

    def project(self, near: str = "") -> Project:
        """The project named by ``--project``, else the nearest one; ``near`` is a file inside a new one."""
        from bilingual import project

        start = Path.cwd()
        if near and self.folder is None and Path(near).resolve().parent.name == project.SOURCES:
            start = Path(near).resolve().parents[1]
        return project.find(start, folder=self.folder)


def article_names(context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[str]:
    """The names of the project's articles that begin so, for the shell's completion."""
    from bilingual import readers

    try:
        found = _project(context).articles((), tuple(readers.READERS))
    except BilingualError:
        return []
    return [article.name for article in found if article.name.startswith(incomplete)]


def languages(context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[str]:
    """The project's languages, as far as they complete what is typed, also after a comma."""
    try:
        config = _project(context).config
    except BilingualError:
        return []
    before, comma, last = incomplete.rpartition(",")
    return [before + comma + tag for tag in (config.source, *config.targets) if tag.startswith(last)]


def format_names(_context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[str]:
    """The formats of editions, as far as they complete what is typed, also after a comma."""
    from bilingual import web

    before, comma, last = incomplete.rpartition(",")
    return [before + comma + name for name in ("pdf", *web.known()) if name.startswith(last)]


def _project(context: click.Context) -> Project:
    return Context(context.find_root().params.get("folder")).project()


articles_argument = click.argument("articles", nargs=-1, metavar="[ARTICLE]...", shell_complete=article_names)

targets_option = click.option(
    "--to",
    "--lang",
    "targets",
    metavar="TAG",
    multiple=True,
    help="Only this language (may be repeated).",
    shell_complete=languages,
)


def targets_of(project: Project, tags: Sequence[str]) -> tuple[str, ...]:
    """The languages named on the command line, each once, held against those of the project."""
    from bilingual.errors import UsageError
    from bilingual.languages import language

    wanted = tuple(dict.fromkeys(language(tag).tag for tag in tags))
    for tag in wanted:
        if tag not in project.config.targets:
            raise UsageError(
                f"{tag} is not a target of this project",
                hint=f"targets: {', '.join(project.config.targets)}; add it to bilingual.toml",
            )
    return wanted


def options(*, writes: bool) -> Callable[[F], F]:
    """Give a command ``--json`` and ``--quiet``, and ``--dry-run`` if it writes."""

    def add(function: F) -> F:
        function = click.option("--quiet", "-q", is_flag=True, help="Print only what is wrong.")(function)
        function = click.option("--json", "as_json", is_flag=True, help="Print JSON for programs.")(function)
        if writes:
            function = click.option("--dry-run", "-n", is_flag=True, help="Write nothing.")(function)
        return function

    return add


def articles_of(project: Project, names: Sequence[str], output: Output) -> tuple[Article, ...]:
    """Find the articles with these names, each once; without any, all of them but those whose names clash, which are told."""
    from bilingual import pipeline, readers

    suffixes = tuple(readers.READERS)
    for error in () if names else project.clashes(suffixes):
        output.fail(error)
    for complaint in pipeline.doubts(project, whole=not names):
        output.warn(complaint)
    return tuple(dict.fromkeys(project.articles(names, suffixes)))


def volume_of(project: Project, name: str, articles: Sequence[str], output: Output) -> tuple[Article, ...]:
    """Find the articles of a volume: those given, else those of the settings, else all but those whose names clash."""
    from bilingual import pipeline, readers

    articles_of(project, articles, output)  # tells what is wrong with the project's names
    return pipeline.volume_articles(project, name, articles, tuple(readers.READERS))


def rehearsed(*, dry_run: bool) -> contextlib.AbstractContextManager[None]:
    """Let a dry run write nothing."""
    from bilingual import files

    return files.rehearsal() if dry_run else contextlib.nullcontext()


def each(
    context: Context,
    names: Sequence[str],
    output: Output,
    work: Callable[[Project, Article], None],
    *,
    dry_run: bool = False,
) -> None:
    """Do the work for every article; one that fails is reported and the others go on."""
    project = context.project(names[0] if names else "")
    with rehearsed(dry_run=dry_run):
        for article in articles_of(project, names, output):
            try:
                work(project, article)
            except BilingualError as error:
                output.fail(error)
