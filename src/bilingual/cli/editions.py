"""``bilingual make`` and ``build``: editions, and the whole way to them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from bilingual.cli.consent import Consent
from bilingual.cli.options import (
    Context,
    articles_argument,
    each,
    format_names,
    languages,
    options,
    rehearsed,
    volume_of,
)
from bilingual.errors import BilingualError
from bilingual.page_settings import VARIANTS
from bilingual.printing import Output
from bilingual.printing import editions as show

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bilingual.pipeline import Built
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
@click.option("--volume", metavar="NAME", help="Build one volume of them, with a title page and contents.")
@click.option("--final", is_flag=True, help="Refuse what is not reviewed or has errors.")
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
    volume: str | None,
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

    def asked(project: Project) -> Project:
        pdf = replace(project.config.pdf, **_said(variant=variant, attach=attach))
        wanted = tuple(name.strip().lower() for one in formats for name in one.split(",") if name.strip())
        said = _said(layout=layout, formats=wanted or None)
        options = {"layout": layout, "formats": wanted, "pdf.variant": variant, "pdf.attach": attach}
        told = {name: _OPTIONS[name] for name, value in options.items() if value}
        return replace(project, config=replace(project.config, pdf=pdf, **said), told=told)

    def tell(results: Iterable[Built | BilingualError]) -> None:
        for one in results:
            if isinstance(one, BilingualError):
                output.fail(one)
            else:
                show.built(output, one, dry_run=dry_run)

    def work(project: Project, article: Article) -> None:
        project = asked(project)
        tell(making.editions(project, article, making.columns(project.config, columns), final=final))

    if volume is None:
        each(context, articles, output, work, dry_run=dry_run)
        return output.finish()
    project = asked(context.project(articles[0] if articles else ""))
    found = volume_of(project, volume, articles, output)
    with rehearsed(dry_run=dry_run):
        tell(making.volumes(project, volume, found, making.columns(project.config, columns), final=final))
    return output.finish()


_OPTIONS = {"layout": "--layout", "formats": "--format", "pdf.variant": "--variant", "pdf.attach": "--attach"}
"""Which option says a setting."""


def _said(**options: Any) -> dict[str, Any]:
    """The options that were given."""
    return {name: value for name, value in options.items() if value is not None}
