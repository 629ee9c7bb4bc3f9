"""``bilingual sync``: catalogs that follow their source."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from bilingual.cli.options import Context, articles_argument, each, options
from bilingual.printing import Output
from bilingual.printing import catalogs as show

if TYPE_CHECKING:
    from bilingual.project import Article, Project


@click.command()
@articles_argument
@options(writes=True)
@click.pass_obj
def sync(context: Context, articles: tuple[str, ...], as_json: bool, quiet: bool, dry_run: bool) -> int:
    """Bring the catalogs up to a changed source."""
    from bilingual import pipeline

    output = Output(as_json=as_json, quiet=quiet)

    def work(project: Project, article: Article) -> None:
        for written in pipeline.sync(project, article):
            show.written(output, written, dry_run=dry_run)

    each(context, articles, output, work, dry_run=dry_run)
    return output.finish()
