"""``bilingual check`` and ``status``: what is wrong, and how far a catalog is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from bilingual.cli.options import Context, articles_argument, each, options
from bilingual.printing import Output
from bilingual.printing import review as show

if TYPE_CHECKING:
    from bilingual.pipeline import Status
    from bilingual.project import Article, Project


@click.command()
@articles_argument
@options(writes=False)
@click.pass_obj
def check(context: Context, articles: tuple[str, ...], as_json: bool, quiet: bool) -> int:
    """Look for mistakes in the source and its translations."""
    from bilingual import pipeline

    output = Output(as_json=as_json, quiet=quiet)

    def work(project: Project, article: Article) -> None:
        show.findings(output, pipeline.check(project, article))

    each(context, articles, output, work)
    return output.finish()


@click.command()
@articles_argument
@click.option("--list", "listed", is_flag=True, help="List what is not reviewed, path:line: state: text.")
@options(writes=False)
@click.pass_obj
def status(context: Context, articles: tuple[str, ...], listed: bool, as_json: bool, quiet: bool) -> int:
    """Count what is untranslated, drafted, to review and reviewed."""
    from bilingual import pipeline

    output = Output(as_json=as_json, quiet=quiet)
    rows: list[Status] = []

    def work(project: Project, article: Article) -> None:
        if listed:
            show.open_entries(output, pipeline.open_entries(project, article))
        else:
            rows.extend(pipeline.status(project, article))

    each(context, articles, output, work)
    show.status(output, rows)
    return output.finish()
