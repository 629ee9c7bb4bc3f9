"""``bilingual translate``: drafts for what has no translation."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from bilingual.cli.options import Context, articles_argument, each, languages, options
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
        tags = _targets(project, targets)
        with output.busy(f"drafting {article.name}"):
            drafted = pipeline.translate(project, article, targets=tags)
        for one in drafted:
            show.drafted(output, one, dry_run=dry_run)
            if one.error:
                output.fail(one.error)

    each(context, articles, output, work, dry_run=dry_run)
    return output.finish()


def _targets(project: Project, tags: Sequence[str]) -> tuple[str, ...]:
    """The languages named on the command line, held against those of the project."""
    from bilingual.errors import UsageError
    from bilingual.languages import language

    wanted = tuple(language(tag).tag for tag in tags)
    for tag in wanted:
        if tag not in project.config.targets:
            raise UsageError(
                f"{tag} is not a target of this project",
                hint=f"targets: {', '.join(project.config.targets)}; add it to bilingual.toml",
            )
    return wanted
