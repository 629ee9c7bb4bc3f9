"""``bilingual make`` and ``build``: editions, and the whole way to them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from bilingual.cli.consent import Consent
from bilingual.cli.options import Context, articles_argument, each, format_names, languages, options
from bilingual.errors import BilingualError
from bilingual.page_settings import VARIANTS
from bilingual.printing import Output
from bilingual.printing import editions as show

if TYPE_CHECKING:
    from bilingual.project import Article, Project


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path())
@click.option("--yes", "-y", is_flag=True, help="Send texts to the configured server without asking.")
@options(writes=True)
@click.pass_obj
def make(
    context: Context, files: tuple[str, ...], *, yes: bool, as_json: bool, quiet: bool, dry_run: bool
) -> int:
    """Go the whole way: catalogs, drafts, editions."""
    from bilingual import making

    output = Output(as_json=as_json, quiet=quiet)
    consent = Consent(output, yes=yes, dry_run=dry_run)

    def work(project: Project, article: Article) -> None:
        made = making.make(project, article, consent.access())
        show.made(output, made, dry_run=dry_run)
        for error in made.errors:
            if not consent.withheld(error):
                output.fail(error)

    each(context, files, output, work, dry_run=dry_run)
    return output.finish()


@click.command()
@articles_argument
@click.option("--final", is_flag=True, help="Refuse text that nobody has reviewed.")
@click.option(
    "--columns",
    metavar="TAG,TAG",
    multiple=True,
    help="Build only these columns, e.g. zh-Hant,ko.",
    shell_complete=languages,
)
@click.option("--layout", metavar="NAME", help="Build in this layout, e.g. facing or stacked.")
@click.option(
    "--format",
    "formats",
    metavar="NAME,NAME",
    multiple=True,
    help="Build as these: pdf, html, epub.",
    shell_complete=format_names,
)
@click.option("--variant", type=click.Choice(VARIANTS), help="Conform to this standard, too.")
@click.option("--attach/--no-attach", default=None, help="Put the source and the catalogs into the PDF.")
@options(writes=True)
@click.pass_obj
def build(
    context: Context,
    articles: tuple[str, ...],
    columns: tuple[str, ...],
    *,
    final: bool,
    layout: str | None,
    formats: tuple[str, ...],
    variant: str | None,
    attach: bool | None,
    as_json: bool,
    quiet: bool,
    dry_run: bool,
) -> int:
    """Build the editions: PDF, web page, e-book."""
    from bilingual import making

    output = Output(as_json=as_json, quiet=quiet)

    def work(project: Project, article: Article) -> None:
        pdf = replace(project.config.pdf, **_said(variant=variant, attach=attach))
        project = replace(project, config=replace(project.config, pdf=pdf, **_said(layout=layout)))
        if wanted := [name.strip().lower() for one in formats for name in one.split(",") if name.strip()]:
            project = replace(project, config=replace(project.config, formats=tuple(wanted)))
        for one in making.editions(project, article, making.columns(project.config, columns), final=final):
            if isinstance(one, BilingualError):
                output.fail(one)
            else:
                show.built(output, one, dry_run=dry_run)

    each(context, articles, output, work, dry_run=dry_run)
    return output.finish()


def _said(**options: Any) -> dict[str, Any]:
    """The options that were given."""
    return {name: value for name, value in options.items() if value is not None}
