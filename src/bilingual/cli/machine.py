"""``bilingual doctor`` and ``completion``: this machine and its shell."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from bilingual.cli.options import Context, options
from bilingual.printing import Output
from bilingual.printing import machine as show

if TYPE_CHECKING:
    pass


@click.command()
@options(writes=False)
@click.pass_obj
def doctor(context: Context, as_json: bool, quiet: bool) -> int:
    """Say what is missing on this machine and how to get it."""
    from bilingual import doctor as examination
    from bilingual.config import Config
    from bilingual.errors import ConfigError, UsageError

    try:
        config = context.project().config
    except ConfigError:
        raise
    except UsageError:  # outside a project the defaults are as good a guess as any
        config = Config()
    output = Output(as_json=as_json, quiet=quiet)
    show.items(output, examination.examine(config))
    return output.finish()


@click.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> int:
    """Print the completion script for a shell.

    Put it where your shell looks, e.g.: bilingual completion bash > ~/.local/share/bash-completion/completions/bilingual
    """
    from click.shell_completion import get_completion_class

    kind = get_completion_class(shell)
    if kind is None:
        raise click.UsageError(f"no completion for {shell}")
    click.echo(
        kind(click.get_current_context().find_root().command, {}, "bilingual", "_BILINGUAL_COMPLETE").source()
    )
    return 0
