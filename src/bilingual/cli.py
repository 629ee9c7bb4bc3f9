"""Arguments → the pipeline's functions → what a person or a program reads, and the exit status."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bilingual.cli_models import models
from bilingual.cli_options import Context, articles_argument, languages, options
from bilingual.errors import BilingualError, FileError
from bilingual.printing import Output

if TYPE_CHECKING:
    from bilingual.pipeline import Status
    from bilingual.project import Article, Project

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
    A project is a folder:  source/    one text file an article
                            locales/   its translations, gettext catalogs (.po)
                            build/     the editions (.pdf)
    Begin with:             bilingual make source/my-article.txt
    """  # noqa: D301  # click reads the control character itself
    context.obj = Context(folder)


def _articles(project: Project, names: Sequence[str]) -> tuple[Article, ...]:
    from bilingual import readers

    return project.articles(names, tuple(readers.READERS))


def _each(
    context: Context,
    names: Sequence[str],
    output: Output,
    work: Callable[[Project, Article], None],
    *,
    dry_run: bool = False,
) -> None:
    """Do the work for every article; one that fails is reported and the others go on."""
    from bilingual import files

    project = context.project(names[0] if names else "")
    with files.rehearsal() if dry_run else contextlib.nullcontext():
        for article in _articles(project, names):
            try:
                work(project, article)
            except BilingualError as error:
                output.fail(error)


@main.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path())
@options(writes=True)
@click.pass_obj
def make(context: Context, files: tuple[str, ...], as_json: bool, quiet: bool, dry_run: bool) -> int:
    """Go the whole way: catalogs, drafts, editions."""
    from bilingual import making

    output = Output(as_json=as_json, quiet=quiet)

    def work(project: Project, article: Article) -> None:
        made = making.make(project, article)
        output.made(made)
        for error in made.errors:
            output.fail(error)

    _each(context, files, output, work, dry_run=dry_run)
    return output.finish()


@main.command()
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
    output.segments(document, segmentation.segment(document, config.segmentation))
    return output.finish()


@main.command()
@articles_argument
@options(writes=True)
@click.pass_obj
def sync(context: Context, articles: tuple[str, ...], as_json: bool, quiet: bool, dry_run: bool) -> int:
    """Bring the catalogs up to a changed source."""
    from bilingual import pipeline

    output = Output(as_json=as_json, quiet=quiet)

    def work(project: Project, article: Article) -> None:
        for written in pipeline.sync(project, article):
            output.written(written, dry_run=dry_run)

    _each(context, articles, output, work, dry_run=dry_run)
    return output.finish()


@main.command()
@articles_argument
@click.option(
    "--to",
    "targets",
    metavar="TAG",
    multiple=True,
    help="Only this language (may be repeated).",
    shell_complete=languages,
)
@options(writes=True)
@click.pass_obj
def translate(
    context: Context,
    articles: tuple[str, ...],
    targets: tuple[str, ...],
    *,
    as_json: bool,
    quiet: bool,
    dry_run: bool,
) -> int:
    """Draft what has no translation yet."""
    from bilingual import pipeline

    output = Output(as_json=as_json, quiet=quiet)

    def work(project: Project, article: Article) -> None:
        tags = _targets(project, targets)
        with output.busy(f"drafting {article.name}"):
            drafted = pipeline.translate(project, article, targets=tags)
        for one in drafted:
            output.drafted(one, dry_run=dry_run)
            if one.error:
                output.fail(one.error)

    _each(context, articles, output, work, dry_run=dry_run)
    return output.finish()


def _targets(project: Project, tags: Sequence[str]) -> tuple[str, ...]:
    """The languages named on the command line, held against those of the project."""
    from bilingual.errors import UsageError
    from bilingual.languages import language

    wanted = tuple(language(tag).tag for tag in tags)
    for tag in wanted:
        if tag not in project.config.targets:
            raise UsageError(
                f"{tag} is not a target of this project",
                hint=f"targets: {', '.join(project.config.targets)}; add it to bilingual.toml",
            )
    return wanted


@main.command()
@articles_argument
@options(writes=False)
@click.pass_obj
def check(context: Context, articles: tuple[str, ...], as_json: bool, quiet: bool) -> int:
    """Look for mistakes in the source and its translations."""
    from bilingual import pipeline

    output = Output(as_json=as_json, quiet=quiet)

    def work(project: Project, article: Article) -> None:
        output.findings(pipeline.check(project, article))

    _each(context, articles, output, work)
    return output.finish()


@main.command()
@articles_argument
@click.option("--list", "listed", is_flag=True, help="List what is not reviewed, path:line: state: text.")
@options(writes=False)
@click.pass_obj
def status(context: Context, articles: tuple[str, ...], listed: bool, as_json: bool, quiet: bool) -> int:
    """Count what is untranslated, drafted, to review and reviewed."""
    from bilingual import pipeline

    output = Output(as_json=as_json, quiet=quiet)
    rows: list[Status] = []

    def work(project: Project, article: Article) -> None:
        if listed:
            output.open_entries(pipeline.open_entries(project, article))
        else:
            rows.extend(pipeline.status(project, article))

    _each(context, articles, output, work)
    output.status(rows)
    return output.finish()


@main.command()
@articles_argument
@click.option("--final", is_flag=True, help="Refuse text that nobody has reviewed.")
@click.option(
    "--columns",
    metavar="TAG,TAG",
    multiple=True,
    help="Build only these columns, e.g. zh-Hant,ko.",
    shell_complete=languages,
)
@options(writes=True)
@click.pass_obj
def build(
    context: Context,
    articles: tuple[str, ...],
    columns: tuple[str, ...],
    *,
    final: bool,
    as_json: bool,
    quiet: bool,
    dry_run: bool,
) -> int:
    """Typeset the editions."""
    from bilingual import making

    output = Output(as_json=as_json, quiet=quiet)

    def work(project: Project, article: Article) -> None:
        for one in making.editions(project, article, making.columns(project.config, columns), final=final):
            if isinstance(one, BilingualError):
                output.fail(one)
            else:
                output.built(one, dry_run=dry_run)

    _each(context, articles, output, work, dry_run=dry_run)
    return output.finish()


main.add_command(models)


@main.command()
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
    output.items(examination.examine(config))
    return output.finish()


@main.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> int:
    """Print the completion script for a shell.

    Put it where your shell looks, e.g.: bilingual completion bash > ~/.local/share/bash-completion/completions/bilingual
    """
    from click.shell_completion import get_completion_class

    kind = get_completion_class(shell)
    if kind is None:
        raise click.UsageError(f"no completion for {shell}")
    click.echo(kind(main, {}, "bilingual", "_BILINGUAL_COMPLETE").source())
    return 0


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


if __name__ == "__main__":  # the help text in full, for help.txt
    sys.exit(run(["--help"]))
