"""``bilingual terms``: what the glossary lacks."""

from __future__ import annotations

import click

from bilingual.cli.options import Context, articles_argument, articles_of, options
from bilingual.printing import Output
from bilingual.printing import terms as show


@click.command()
@articles_argument
@click.option("--csv", "as_csv", is_flag=True, help="Print rows that can be pasted into glossary.csv.")
@options(writes=False)
@click.pass_obj
def terms(context: Context, articles: tuple[str, ...], *, as_csv: bool, as_json: bool, quiet: bool) -> int:
    """List names and terms that the glossary lacks."""
    from bilingual.pipeline.terms import (
        terms as lacking,
    )  # once loaded, the module hides the function of its name

    output = Output(as_json=as_json, quiet=quiet)
    project = context.project(articles[0] if articles else "")
    found = lacking(project, articles_of(project, articles, output))
    if as_csv and not as_json:
        show.rows(output, found.candidates, project.config)
    else:
        show.terms(output, found.candidates)
    for error in found.errors:
        output.fail(error)
    return output.finish()
