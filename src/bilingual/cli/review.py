"""``bilingual review`` and ``status``: where to look first, and how far a catalog is."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

import click

from bilingual.cli import editor
from bilingual.cli.options import Context, articles_argument, each, languages, options, targets_of
from bilingual.errors import UsageError
from bilingual.printing import Output
from bilingual.printing import review as show

if TYPE_CHECKING:
    from bilingual.pipeline import Entry, Status
    from bilingual.project import Article, Project

_SCREENFUL = 20


@click.command()
@click.argument("language", metavar="LANG", shell_complete=languages)
@articles_argument
@click.option(
    "--limit",
    type=click.IntRange(0),
    metavar="N",
    help=f"Only the first N entries; 0: all (default {_SCREENFUL}, all with --list and --json).",
)
@click.option("--all", "reviewed", is_flag=True, help="Reviewed entries too.")
@click.option("--list", "listed", is_flag=True, help="One line an entry, path:line: why: text.")
@click.option(
    "--open",
    "rank",
    type=click.IntRange(1),
    is_flag=False,
    flag_value=1,
    metavar="[RANK]",
    help="Open the first entry, or that of this rank, in $VISUAL or $EDITOR.",
)
@options(writes=False)
@click.pass_obj
def review(
    context: Context,
    language: str,
    articles: tuple[str, ...],
    *,
    limit: int | None,
    reviewed: bool,
    listed: bool,
    rank: int | None,
    as_json: bool,
    quiet: bool,
) -> int:
    """List drafts and what needs review, the riskiest first.

    The order is a hint: it goes by a second engine's opinion where the catalog has one, else by signs
    like a missing clause or left-over words.
    """
    from bilingual import pipeline

    if rank is not None and as_json:
        raise UsageError("--open and --json exclude each other", hint="leave one of them out")
    output = Output(as_json=as_json, quiet=quiet)
    project = context.project(articles[0] if articles else "")
    if articles and articles[0] in project.config.targets:
        raise UsageError(
            "the language comes first", hint=f"bilingual review {articles[0]} {shlex.quote(language)}"
        )
    (tag,) = targets_of(project, [language])
    found: list[Entry] = []

    def work(project: Project, article: Article) -> None:
        found.extend(pipeline.to_review(project, article, tag, reviewed=reviewed))

    each(context, articles, output, work)
    entries = pipeline.riskiest_first(found)
    if rank is not None:
        _open(output, entries, rank)
    elif listed or as_json:
        show.listed(output, entries[: limit or None])
    elif entries or not output.problems:
        show.riskiest(output, entries, _SCREENFUL if limit is None else limit, tag, reviewed=reviewed)
    return output.finish()


def _open(output: Output, entries: tuple[Entry, ...], rank: int) -> None:
    """Open the editor at an entry, or say how one could."""
    if len(entries) < rank:
        raise UsageError(
            f"there is no entry of rank {rank}",
            hint=f"entries to review: {len(entries)}; see them without --open",
        )
    entry = entries[rank - 1]
    words = editor.command(editor.chosen(), entry.path, entry.line)
    show.listed(output, [entry])
    if words:
        editor.start(words)
    else:
        show.how_to_open(output, editor.chosen(), entry)


@click.command()
@articles_argument
@click.option(
    "--list",
    "listed",
    is_flag=True,
    help="List what is not reviewed, the riskiest first, path:line: state: text.",
)
@options(writes=False)
@click.pass_obj
def status(context: Context, articles: tuple[str, ...], listed: bool, as_json: bool, quiet: bool) -> int:
    """Count what is untranslated, drafted, to review and reviewed."""
    from bilingual import pipeline

    output = Output(as_json=as_json, quiet=quiet)
    rows: list[Status] = []

    def work(project: Project, article: Article) -> None:
        if listed:
            show.open_entries(output, pipeline.open_entries(project, article))
        else:
            rows.extend(pipeline.status(project, article))

    each(context, articles, output, work)
    show.status(output, rows)
    return output.finish()
