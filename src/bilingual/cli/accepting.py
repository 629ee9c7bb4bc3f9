"""``bilingual accept``: translations that need no second look, or have had it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from bilingual.cli.options import Context, articles_argument, each, options, targets_of, targets_option
from bilingual.printing import Output
from bilingual.printing import accepting as show

if TYPE_CHECKING:
    from bilingual.project import Article, Project


@click.command()
@articles_argument
@click.option(
    "--trivial",
    is_flag=True,
    help="Accept reviewed translations whose source changed only in width, spacing, style of punctuation or 臺/台.",
)
@click.option(
    "--stale",
    is_flag=True,
    help="Accept that reviewed translations fit the English that has changed since they were drafted from it.",
)
@targets_option
@options(writes=True)
@click.pass_obj
def accept(
    context: Context,
    articles: tuple[str, ...],
    targets: tuple[str, ...],
    *,
    trivial: bool,
    stale: bool,
    as_json: bool,
    quiet: bool,
    dry_run: bool,
) -> int:
    """Accept what changed only in typography, or still fits."""
    from bilingual import pipeline
    from bilingual.errors import UsageError

    if not trivial and not stale:
        raise UsageError(
            "accept what?",
            hint="--trivial accepts what changed only in typography, --stale what “status --list” names as stale; "
            "everything else is a translator's to accept: clear “fuzzy” in the catalog",
        )
    output = Output(as_json=as_json, quiet=quiet)

    def work(project: Project, article: Article) -> None:
        tags = targets_of(project, targets)
        if trivial:
            for approved in pipeline.accept_trivial(project, article, targets=tags):
                show.approved(output, approved, dry_run=dry_run)
        if stale:
            for approved in pipeline.accept_stale(project, article, targets=tags):
                show.confirmed(output, approved, dry_run=dry_run)

    each(context, articles, output, work, dry_run=dry_run)
    return output.finish()
