"""``bilingual join`` and ``split``: sentences as their translators want them cut."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from typing import TYPE_CHECKING

import click

from bilingual.cli.options import Context, article_names, articles_of, options
from bilingual.printing import Output
from bilingual.printing import recutting as show

if TYPE_CHECKING:
    from bilingual.pipeline import Recut
    from bilingual.project import Article, Project

_article = click.argument("article", shell_complete=article_names)
_entry = click.argument("entry", metavar="ID")


@click.command()
@_article
@_entry
@options(writes=True)
@click.pass_obj
def join(context: Context, article: str, entry: str, *, as_json: bool, quiet: bool, dry_run: bool) -> int:
    """Join a sentence with the one after it, in every language.

    ID are the six letters and digits before the sentence in “bilingual segments”. Both translations are kept, as
    one that needs review. A join of two sentences that “split” made takes the split back.
    """
    from bilingual import pipeline

    output = Output(as_json=as_json, quiet=quiet)
    _do(context, article, output, lambda project, one: pipeline.join(project, one, entry), dry_run=dry_run)
    return output.finish()


@click.command()
@_article
@_entry
@click.argument("text")
@options(writes=True)
@click.pass_obj
def split(
    context: Context, article: str, entry: str, text: str, *, as_json: bool, quiet: bool, dry_run: bool
) -> int:
    """Split a sentence before TEXT, in every language.

    ID are the six letters and digits before the sentence in “bilingual segments”; TEXT are the words with which
    the second sentence begins. Each half keeps its part of the translation, or all of it, and needs review. A
    split where “join” joined takes the join back.
    """
    from bilingual import pipeline

    output = Output(as_json=as_json, quiet=quiet)
    _do(
        context,
        article,
        output,
        lambda project, one: pipeline.split(project, one, entry, text),
        dry_run=dry_run,
    )
    return output.finish()


def _do(
    context: Context,
    name: str,
    output: Output,
    work: Callable[[Project, Article], Recut],
    *,
    dry_run: bool,
) -> None:
    from bilingual import files

    project = context.project(name)
    with files.rehearsal() if dry_run else contextlib.nullcontext():
        (article,) = articles_of(project, [name], output)
        show.recut(output, work(project, article), dry_run=dry_run)
