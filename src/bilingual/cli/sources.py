"""``bilingual add`` and ``segments``: files taken in, and sources as they are read."""

from __future__ import annotations

import contextlib
from pathlib import Path

import click

from bilingual.cli import rules
from bilingual.cli.options import Context, F, options
from bilingual.printing import Output
from bilingual.printing import sources as show


def _reading_options(function: F) -> F:
    """How a source is to be read, where its bytes don't say it."""
    wrapped = "Whether lines were broken where they were full (a plain text)."
    function = click.option("--wrapped/--not-wrapped", default=None, help=wrapped)(function)
    selector = "CSS selector of the article in a web page."
    function = click.option("--selector", metavar="CSS", default="", help=selector)(function)
    return click.option("--encoding", metavar="NAME", default="", help="Encoding of the file.")(function)


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--name", metavar="NAME", default="", help="Name of the article.")
@_reading_options
@options(writes=True)
@click.pass_obj
def add(
    context: Context,
    file: Path,
    name: str,
    *,
    encoding: str,
    selector: str,
    wrapped: bool | None,
    as_json: bool,
    quiet: bool,
    dry_run: bool,
) -> int:
    """Take a file into the project, and show what was recognised.

    A text, a web page, Markdown, DOCX, ODT; of an e-book (EPUB) each chapter is an article.
    """
    from bilingual import files, pipeline, readers

    output = Output(as_json=as_json, quiet=quiet)
    with files.rehearsal() if dry_run else contextlib.nullcontext():
        wanted = readers.Options(encoding, selector, wrapped)
        added = list(pipeline.add(context.project(), file, name=name, options=wanted))
    show.added(output, added, dry_run=dry_run)
    return output.finish()


@click.command()
@click.argument("file", type=click.Path(path_type=Path), required=False)
@click.option(
    "--export-srx",
    is_flag=False,
    flag_value=rules.STANDARD_OUTPUT,
    metavar="[FILE.srx]",
    help="Write our rules as SRX 2.0 for other tools; without a file, print them.",
)
@click.option("--language", "tag", metavar="TAG", help="Language of the file, if no project says it.")
@_reading_options
@options(writes=True)
@click.pass_obj
def segments(
    context: Context,
    file: Path | None,
    tag: str | None,
    *,
    export_srx: str | None,
    encoding: str,
    selector: str,
    wrapped: bool | None,
    as_json: bool,
    quiet: bool,
    dry_run: bool,
) -> int:
    """Show how an article is cut into blocks and segments."""
    if export_srx is not None and file is None:
        return rules.export(context, export_srx, as_json=as_json, quiet=quiet, dry_run=dry_run)
    if file is None or export_srx is not None:
        raise click.UsageError("name either an article, or --export-srx")
    from bilingual import files, readers
    from bilingual.config import Config
    from bilingual.errors import ConfigError, UsageError
    from bilingual.languages import language
    from bilingual.pipeline.articles import read_overrides, segmented
    from bilingual.pipeline.picturing import illustrated
    from bilingual.project import Article, Project
    from bilingual.segmentation import overrides

    try:
        project = context.project(str(file))
    except ConfigError:
        raise
    except UsageError:
        if context.folder is not None:
            raise
        project = Project(file.parent, Config())
    config = project.config
    spoken = language(tag or config.source).tag
    path = file if context.folder is None or file.exists() else context.folder / file
    own = config.article(file.stem)
    asked = readers.Options(
        encoding or own.encoding, selector or own.selector, own.wrapped if wrapped is None else wrapped
    )
    document = readers.read(
        files.read(path), path=str(file), article=file.stem, language=spoken, options=asked
    )
    document = illustrated(project, Article(file.stem, path), document)
    output = Output(as_json=as_json, quiet=quiet)
    by_rules = segmented(project, document)
    records = read_overrides(path)
    show.segments(output, document, overrides.apply(document, by_rules, records).segments)
    return output.finish()
