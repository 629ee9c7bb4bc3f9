"""``bilingual check``: what is wrong in articles, or in catalogs of any origin by their paths."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.shell_completion import CompletionItem

from bilingual.cli.options import Context, article_names, articles_of, languages, options, targets_of
from bilingual.errors import BilingualError, CatalogError, UsageError
from bilingual.languages import language
from bilingual.model import Finding, Severity
from bilingual.printing import Output
from bilingual.printing.findings import Report

if TYPE_CHECKING:
    from bilingual.pipeline import Checked
    from bilingual.project import Project

_CATALOGS = (".po", ".pot")
"""By these endings a path is told from the name of an article."""


def _complete(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The names of articles that begin so; else leave it to the shell to complete a path."""
    found = [CompletionItem(name) for name in article_names(context, parameter, incomplete)]
    return found or [CompletionItem(incomplete, type="file")]


@dataclass(frozen=True, slots=True)
class _Wish:
    """What the command line asks for."""

    only: tuple[str, ...]
    source: str
    language: str
    ignore: tuple[str, ...]
    model: bool = False
    """Whether the installed models are asked, too."""

    def wants(self, tag: str) -> bool:
        """Tell whether translations into this language are asked for: ``ko`` asks for ``ko-KR`` too."""
        return not self.only or any(tag == one or tag.startswith(f"{one}-") for one in self.only)

    def heeded(self, findings: Sequence[Finding]) -> list[Finding]:
        return [finding for finding in findings if finding.code not in self.ignore]


@click.command()
@click.argument("names", nargs=-1, metavar="[ARTICLE|PATH.po]...", shell_complete=_complete)
@click.option(
    "--lang",
    "--to",
    "only",
    metavar="TAG",
    multiple=True,
    help="Only this language (may be repeated).",
    shell_complete=languages,
)
@click.option("--source-language", "source", metavar="TAG", help="What the texts of PATH.po are written in.")
@click.option("--language", "told", metavar="TAG", help="What PATH.po translates them into.")
@click.option("--ignore", metavar="CODE", multiple=True, help="Not this check (may be repeated).")
@click.option("--model", is_flag=True, help="Ask the installed models, too: are translations misplaced?")
@click.option(
    "--fail-on",
    type=click.Choice([Severity.ERROR.value, Severity.WARNING.value]),
    default=Severity.ERROR.value,
    show_default=True,
    help="From which severity on the exit status is 1.",
)
@click.option(
    "--format",
    "style",
    type=click.Choice(["text", "github"]),
    default="text",
    help="How findings are written: github makes annotations.",
)
@options(writes=False)
@click.pass_obj
def check(
    context: Context,
    names: tuple[str, ...],
    only: tuple[str, ...],
    source: str | None,
    told: str | None,
    ignore: tuple[str, ...],
    *,
    model: bool,
    fail_on: str,
    style: str,
    as_json: bool,
    quiet: bool,
) -> int:
    """Look for mistakes in the source and its translations.

    A catalog of any origin can be given by its path; it needs no project.
    """
    from bilingual import pipeline

    output = Output(as_json=as_json, quiet=quiet, bare=True)
    report = Report(output, github=style == "github", fail_on=Severity(fail_on))
    paths = [name for name in names if Path(name).suffix.lower() in _CATALOGS]
    with _reported(report):
        if as_json and report.github:
            raise UsageError("--json and --format github exclude each other", hint="leave one of them out")
        if (source or told) and not paths:
            raise UsageError(
                "--source-language and --language are for catalogs that are given by their paths",
                hint="the languages of a project stand in bilingual.toml; --lang chooses among them",
            )
        wish = _Wish(tuple(language(tag).tag for tag in only), source or "", told or "", ignore, model)
        pipeline.refuse_unknown(ignore)
        for path in paths:
            with _reported(report):
                _check_path(context, Path(path), wish, report)
        if len(paths) < len(names) or not names:
            _check_articles(context, [name for name in names if name not in paths], wish, report)
    report.finish()
    return output.finish()


@contextmanager
def _reported(report: Report) -> Iterator[None]:
    """Let an error be told and the work go on; a catalog that gettext would refuse is a finding as well."""
    from bilingual import pipeline

    try:
        yield
    except BilingualError as error:
        if isinstance(error, CatalogError):
            report.refused(pipeline.refusal(error))
        report.output.fail(error)


def _check_path(context: Context, path: Path, wish: _Wish, report: Report) -> None:
    from bilingual import pipeline
    from bilingual import project as projects

    mine = context.project() if context.folder else projects.owner(path)
    checked = pipeline.check_path(path, source=wish.source, language_told=wish.language, project=mine)
    if not wish.wants(checked.language):
        return
    _say_what_was_assumed(path, checked, report.output)
    report.add(wish.heeded(checked.findings))


def _say_what_was_assumed(path: Path, checked: Checked, output: Output) -> None:
    """Say it of the first catalog only: where one lacks the header, hundreds may."""
    if checked.assumed and checked.assumed not in output.warned and not output.quiet:
        output.warned.add(checked.assumed)
        click.echo(
            f"{path}: no X-Source-Language in the header: its source texts, and those of others like it, are taken "
            f"as {checked.assumed} (--source-language says otherwise)",
            err=True,
        )


def _check_articles(context: Context, names: Sequence[str], wish: _Wish, report: Report) -> None:
    from bilingual import pipeline

    project = context.project(names[0] if names else "")
    tags = _tags(project, wish)
    for article in articles_of(project, names, report.output):
        if not wish.only:
            with _reported(report):
                report.add(wish.heeded(pipeline.check_source(project, article)))
        for tag in tags:
            with _reported(report):
                said = pipeline.likelihood(project, article, tag) if wish.model else {}
                report.add(wish.heeded(pipeline.check_catalog(project, article, tag, said)))


def _tags(project: Project, wish: _Wish) -> tuple[str, ...]:
    return targets_of(project, wish.only) or project.config.targets
