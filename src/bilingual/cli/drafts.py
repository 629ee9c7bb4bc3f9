"""``bilingual translate``: drafts for what has no translation."""

from __future__ import annotations

import contextlib
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from bilingual.cli.consent import Consent
from bilingual.cli.options import Context, articles_argument, articles_of, options, targets_of, targets_option
from bilingual.errors import UsageError
from bilingual.printing import Output
from bilingual.printing import drafts as show

if TYPE_CHECKING:
    from bilingual.project import Project

_DEVICES = ("auto", "cpu", "cuda")


@click.command()
@articles_argument
@targets_option
@click.option("--fast", is_flag=True, help="Beam size 1: over twice as fast, a little worse.")
@click.option("--beam", metavar="N", type=click.IntRange(1), help="Beam size, 4 by default.")
@click.option("--device", type=click.Choice(_DEVICES), help="What computes; auto by default.")
@click.option(
    "--threads", metavar="N", type=click.IntRange(1), help="Processor cores to use, all by default."
)
@click.option("--yes", "-y", is_flag=True, help="Send texts to the configured server without asking.")
@options(writes=True)
@click.pass_obj
def translate(
    context: Context,
    /,
    articles: tuple[str, ...],
    targets: tuple[str, ...],
    *,
    yes: bool,
    as_json: bool,
    quiet: bool,
    dry_run: bool,
    **settings: Any,
) -> int:
    """Draft what has no translation yet."""
    from bilingual import files, pipeline

    output = Output(as_json=as_json, quiet=quiet)
    project = _with_settings(context.project(articles[0] if articles else ""), **settings)
    wanted = articles_of(project, articles, output)
    tags = targets_of(project, targets)
    consent = Consent(output, yes=yes, dry_run=dry_run)
    with (
        files.rehearsal() if dry_run else contextlib.nullcontext(),
        show.progress(output) as progress,
    ):
        drafted = pipeline.translate_all(
            project, wanted, targets=tags, access=consent.access(), progress=progress
        )
        for one in drafted:
            show.drafted(output, one, dry_run=dry_run, named=len(wanted) > 1)
            if one.error and not consent.withheld(one.error):
                output.fail(one.error)
    return output.finish()


def _with_settings(
    project: Project, *, fast: bool, beam: int | None, device: str | None, threads: int | None
) -> Project:
    """Put what the command line says over what ``bilingual.toml`` says."""
    if fast and beam not in (None, 1):
        raise UsageError("--fast is beam size 1, --beam asks for another", hint="leave one of them out")
    said = {"beam": beam, "device": device, "threads": threads}
    changes: dict[str, Any] = {name: value for name, value in said.items() if value is not None}
    if fast or beam:
        changes["fast"] = fast
    translate = replace(project.config.translate, **changes)
    return replace(project, config=replace(project.config, translate=translate))
