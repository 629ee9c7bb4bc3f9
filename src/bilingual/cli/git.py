"""``bilingual init``: a project folder, and git set up for it; ``bilingual merge``: what git then calls."""

from __future__ import annotations

from pathlib import Path

import click

from bilingual.cli.options import Context, options
from bilingual.printing import Output
from bilingual.printing import git as show


@click.command()
@click.argument("folder", required=False, metavar="[DIR]", type=click.Path(path_type=Path))
@click.option("--git", "with_git", is_flag=True, help="Let git merge catalogs entry by entry.")
@options(writes=True)
@click.pass_obj
def init(
    context: Context, folder: Path | None, *, with_git: bool, as_json: bool, quiet: bool, dry_run: bool
) -> int:
    """Set up a project, and git for it."""
    import contextlib

    from bilingual import files, founding

    output = Output(as_json=as_json, quiet=quiet)
    root = folder or context.folder or Path.cwd()
    with files.rehearsal() if dry_run else contextlib.nullcontext():
        steps = founding.begin(root, with_git=with_git, dry_run=dry_run)
    show.steps(output, steps, dry_run=dry_run, with_git=with_git)
    return output.finish()


@click.command()
@click.argument("base", type=click.Path(path_type=Path))
@click.argument("ours", type=click.Path(path_type=Path))
@click.argument("theirs", type=click.Path(path_type=Path))
@click.option("--path", default="", metavar="NAME", help="The catalog's own name, for messages.")
@click.option(
    "--marker-size", type=click.IntRange(min=1), default=7, metavar="N", help="Length of conflict markers."
)
@options(writes=True)
def merge(
    base: Path,
    ours: Path,
    theirs: Path,
    *,
    path: str,
    marker_size: int,
    as_json: bool,
    quiet: bool,
    dry_run: bool,
) -> int:
    """Merge two versions of a catalog, entry by entry.

    BASE is the version that both were made from, OURS and THEIRS are the two; the result is written to OURS.
    Exit status 1 means that people wrote different texts for one sentence: both stand there between conflict
    markers. git calls this by itself after: bilingual init --git
    """
    import contextlib

    from bilingual import files, pipeline

    output = Output(as_json=as_json, quiet=quiet)
    with files.rehearsal() if dry_run else contextlib.nullcontext():
        merged = pipeline.merge_versions(base, ours, theirs, name=path or str(ours), marker_size=marker_size)
    show.merged(output, merged)
    return output.finish()
