"""``bilingual segments --export-srx``: our segmentation rules, for other tools."""

from __future__ import annotations

import contextlib
from pathlib import Path

import click

from bilingual.cli.options import Context
from bilingual.printing import Output
from bilingual.printing.wording import verb

STANDARD_OUTPUT = "-"


def export(context: Context, target: str, *, as_json: bool, quiet: bool, dry_run: bool) -> int:
    """Write our rules to a file whose name ends in ``.srx``, or print them; cutting quotations as the project does.

    Another name is refused: an article may stand where the file was left out.
    """
    from bilingual import files
    from bilingual.errors import ConfigError, UsageError
    from bilingual.segmentation.export import exported

    if target != STANDARD_OUTPUT and not target.lower().endswith(".srx"):
        raise UsageError(
            f"“{target}” would be overwritten by rules",
            hint="name a file that ends in .srx, or none to print them",
        )
    try:
        quotes = context.project().config.segmentation.quotes
    except ConfigError:
        raise
    except UsageError:  # no project: our default
        if context.folder is not None:
            raise
        quotes = "whole"
    text = exported(quotes=quotes)
    if target == STANDARD_OUTPUT:
        click.echo(text, nl=False)
        return 0
    output = Output(as_json=as_json, quiet=quiet)
    with files.rehearsal() if dry_run else contextlib.nullcontext():
        changed = files.write(Path(target), text.encode())
    output.add({"path": target, "changed": changed}, f"{verb(changed, dry_run=dry_run):9} {target}")
    return output.finish()
