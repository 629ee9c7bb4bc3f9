"""``bilingual translate``: drafts for what has no translation."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from bilingual.cli.options import Context, articles_argument, each, languages, options, targets_of
from bilingual.printing import Output
from bilingual.printing import drafts as show

if TYPE_CHECKING:
    from bilingual.project import Article, Project


@click.command()
@articles_argument
@click.option(
    "--to",
    "targets",
    metavar="TAG",
    multiple=True,
    help="Only this language (may be repeated).",
    shell_complete=languages,
)
@options(writes=True)
@click.pass_obj
def translate(
    context: Context,
    articles: tuple[str, ...],
    targets: tuple[str, ...],
    *,
    as_json: bool,
    quiet: bool,
    dry_run: bool,
) -> int:
    """Draft what has no translation yet."""
    from bilingual import pipeline

    output = Output(as_json=as_json, quiet=quiet)

    def work(project: Project, article: Article) -> None:
        tags = targets_of(project, targets)
        with output.busy(f"drafting {article.name}"):
            drafted = pipeline.translate(project, article, targets=tags)
        for one in drafted:
            show.drafted(output, one, dry_run=dry_run)
            if one.error:
                output.fail(one.error)

    each(context, articles, output, work, dry_run=dry_run)
    return output.finish()
