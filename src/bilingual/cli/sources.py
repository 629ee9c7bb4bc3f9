"""``bilingual segments``: sources as they are read."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from bilingual.cli.options import Context, options
from bilingual.printing import Output
from bilingual.printing import sources as show

if TYPE_CHECKING:
    pass


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--language", "tag", metavar="TAG", help="Language of the file, if no project says it.")
@options(writes=False)
@click.pass_obj
def segments(context: Context, file: Path, tag: str | None, as_json: bool, quiet: bool) -> int:
    """Show how an article is cut into blocks and segments."""
    from bilingual import files, readers, segmentation
    from bilingual.config import Config
    from bilingual.errors import UsageError
    from bilingual.languages import language

    try:
        config = context.project(str(file)).config
    except UsageError:
        if context.folder is not None:
            raise
        config = Config()
    spoken = language(tag or config.source).tag
    path = file if context.folder is None or file.exists() else context.folder / file
    document = readers.read(files.read(path), path=str(file), article=file.stem, language=spoken)
    output = Output(as_json=as_json, quiet=quiet)
    show.segments(output, document, segmentation.segment(document, config.segmentation))
    return output.finish()
