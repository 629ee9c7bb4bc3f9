"""``bilingual sync``: catalogs that follow their source."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from bilingual.cli.options import Context, articles_argument, each, options
from bilingual.printing import Output
from bilingual.printing import catalogs as show
from bilingual.printing import recutting as show_overrides

if TYPE_CHECKING:
    from bilingual.project import Article, Project


@click.command()
@articles_argument
@click.option("--check", is_flag=True, help="Write nothing; end with status 1 if anything would be written.")
@click.option("--full", is_flag=True, help="List every changed sentence, and in full.")
@options(writes=True)
@click.pass_obj
def sync(
    context: Context,
    articles: tuple[str, ...],
    *,
    check: bool,
    full: bool,
    as_json: bool,
    quiet: bool,
    dry_run: bool,
) -> int:
    """Bring the catalogs up to a changed source."""
    from bilingual import pipeline

    output = Output(as_json=as_json, quiet=quiet)
    dry_run = dry_run or check

    trivial: list[bool] = []

    def work(project: Project, article: Article) -> None:
        written = pipeline.sync(project, article)
        trivial.append(show.synced(output, written, dry_run=dry_run, check=check, full=full))
        show_overrides.unused(output, pipeline.unused_overrides(project, article))

    each(context, articles, output, work, dry_run=dry_run)
    if any(trivial):
        show.trivial(output)
    if check and output.status_code == 1:
        click.echo("not in sync: run “bilingual sync” and commit what it writes", err=True)
    return output.finish()
