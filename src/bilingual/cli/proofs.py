"""``bilingual import``, ``verify`` and ``find``: editions that come back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bilingual.cli.options import Context, articles_of, options
from bilingual.errors import BilingualError
from bilingual.printing import Output
from bilingual.printing import proofs as show

if TYPE_CHECKING:
    from bilingual.project import Project

_proofs = click.argument("proofs", nargs=-1, required=True, metavar="PDF...", type=click.Path(path_type=Path))


def _each(
    context: Context, proofs: tuple[Path, ...], output: Output, work: Callable[[Project, Path], None]
) -> None:
    project = context.project()
    for path in proofs:
        try:
            work(project, path)
        except BilingualError as error:
            output.fail(error)


@click.command("import")
@_proofs
@options(writes=True)
@click.pass_obj
def import_(context: Context, proofs: tuple[Path, ...], as_json: bool, quiet: bool, dry_run: bool) -> int:
    """Bring a proofreader's remarks into the catalogs.

    The comments that somebody wrote into an edition, in any PDF viewer, become translators' comments of the
    entries that they stand on.
    """
    import contextlib

    from bilingual import files, pipeline, readers

    output = Output(as_json=as_json, quiet=quiet)

    def work(project: Project, path: Path) -> None:
        show.imported(
            output, path, pipeline.import_proof(project, path, tuple(readers.READERS)), dry_run=dry_run
        )

    with files.rehearsal() if dry_run else contextlib.nullcontext():
        _each(context, proofs, output, work)
    return output.finish()


@click.command()
@click.argument("entries", nargs=-1, required=True, metavar="ID...")
@options(writes=False)
@click.pass_obj
def find(context: Context, entries: tuple[str, ...], as_json: bool, quiet: bool) -> int:
    """Find the entries that a page names.

    ID are the six letters and digits beside a draft, e.g. a740ca.
    """
    from bilingual import pipeline
    from bilingual.errors import UsageError

    output = Output(as_json=as_json, quiet=quiet)
    project = context.project()
    articles = articles_of(project, (), output)
    unknown: list[str] = []
    for entry in entries:
        try:
            places = [place for article in articles for place in pipeline.find(project, article, entry)]
        except UsageError as error:
            output.fail(error)
            continue
        for place in places:
            output.add(place, show.place(place))
        unknown += [] if places else [entry]
    show.unknown(output, unknown)
    return output.finish()


@click.command()
@click.argument("proofs", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path))
@options(writes=False)
@click.pass_obj
def verify(context: Context, proofs: tuple[Path, ...], as_json: bool, quiet: bool) -> int:
    """Say what has changed since an edition was built.

    Each entry whose text or state differs is named, then settings, templates and programs.
    """
    from bilingual import pipeline, readers

    output = Output(as_json=as_json, quiet=quiet)

    def work(project: Project, path: Path) -> None:
        show.verified(output, path, pipeline.verify(project, path, tuple(readers.READERS)))

    _each(context, proofs, output, work)
    return output.finish()
