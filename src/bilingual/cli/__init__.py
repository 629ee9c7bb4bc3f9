"""Arguments → the pipeline's functions → what a person or a program reads, and the exit status.

One module a group of commands; here they come together in the order of a day's work.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from bilingual.cli.accepting import accept
from bilingual.cli.catalogs import sync
from bilingual.cli.checks import check
from bilingual.cli.drafts import translate
from bilingual.cli.editions import build, make
from bilingual.cli.git import init, merge
from bilingual.cli.machine import completion, doctor
from bilingual.cli.models import models
from bilingual.cli.options import Context
from bilingual.cli.proofs import find, import_, verify
from bilingual.cli.recutting import join, split
from bilingual.cli.review import review, status
from bilingual.cli.sources import add, segments
from bilingual.cli.terms import terms
from bilingual.errors import BilingualError, FileError
from bilingual.printing import Output

INTERRUPTED = 130


class _InOrder(click.Group):
    """A group whose help lists the commands as they follow in a day's work."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  # click's signature
        return list(self.commands)


@click.group(cls=_InOrder, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 80})
@click.option(
    "--project", "folder", metavar="DIR", type=click.Path(path_type=Path), help="Work on the project in DIR."
)
@click.version_option(package_name="bilingual", message="%(prog)s %(version)s")
@click.pass_context
def main(context: click.Context, folder: Path | None) -> None:
    """Turn an article into catalogs that people revise and parallel-column PDFs.

    \b
    A project is a folder:  source/    one file an article
                            locales/   its translations, gettext catalogs (.po)
                            build/     the editions (.pdf)
    Begin with:             bilingual make source/my-article.txt
    """  # noqa: D301  # click reads the control character itself
    context.obj = Context(folder)


for _command in (
    init,
    make,
    add,
    segments,
    sync,
    join,
    split,
    accept,
    translate,
    check,
    review,
    status,
    terms,
    build,
    verify,
    import_,
    find,
    merge,
    models,
    doctor,
    completion,
):
    main.add_command(_command)


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and give the exit status; nothing that a user can mend ends in a traceback."""
    color = False if os.environ.get("NO_COLOR") else None
    output = Output(as_json="--json" in (sys.argv[1:] if arguments is None else arguments))
    try:
        status = main.main(args=arguments, prog_name="bilingual", standalone_mode=False, color=color)
        sys.stdout.flush()
        return int(status or 0)
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except click.ClickException as error:
        error.show()
        return 2
    except (KeyboardInterrupt, click.Abort):
        click.echo("interrupted; what was finished is kept", err=True)
        return INTERRUPTED
    except BrokenPipeError:  # the reader, e.g. head, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except BilingualError as error:
        output.fail(error)
        return output.finish()
    except OSError as error:
        output.fail(FileError(str(error.strerror or error).lower(), path=str(error.filename or "")))
        return output.finish()
