"""``terms`` → what it prints."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import TYPE_CHECKING

from bilingual.printing.output import Output
from bilingual.printing.wording import count

if TYPE_CHECKING:
    from bilingual.config import Config
    from bilingual.terminology import Candidate

_PLACES = 2
"""Besides the first."""


def terms(output: Output, candidates: Sequence[Candidate]) -> None:
    """One candidate a line: how often, where, and what it has become."""
    for one in candidates:
        words = [_renderings(tag, found) for tag, found in one.renderings.items()]
        output.add(
            {
                "text": one.text,
                "count": one.count,
                "places": [f"{place.path}:{place.line}" for place in one.places],
                "renderings": {
                    tag: [{"text": text, "count": n} for text, n in found]
                    for tag, found in one.renderings.items()
                },
            },
            "; ".join([_where(one), *words]),
        )
    if once := sum(one.count == 1 for one in candidates):
        output.say(
            f"{once} of them {'stands' if once == 1 else 'stand'} only once, and {'is' if once == 1 else 'are'} listed "
            "because the text marks names so: people, titles in 《》, names with letters behind them, acronyms"
        )
    if candidates:
        output.say(f"{count(len(candidates), 'candidate')}; as rows for glossary.csv: bilingual terms --csv")
    else:
        output.say("nothing that the glossary lacks")


def _where(one: Candidate) -> str:
    first, *others = one.places
    shown = [
        f"line {place.line}" if place.path == first.path else f"{place.path}:{place.line}"
        for place in others[:_PLACES]
    ]
    more = f" and {len(others) - _PLACES} more" if len(others) > _PLACES else ""
    also = f", also {', '.join(shown)}{more}" if shown else ""
    return f"{first.path}:{first.line}: {one.text}: {count(one.count, 'time')}{also}"


def _renderings(tag: str, found: Sequence[tuple[str, int]]) -> str:
    if len(found) == 1:
        return f"{tag}: {found[0][0]}"
    return f"{tag} has {len(found)} renderings: {', '.join(f'{text} ({n})' for text, n in found)}"


def rows(output: Output, candidates: Sequence[Candidate], config: Config) -> None:
    """Rows in the columns of a glossary; renderings that were found are filled in, to be looked at."""
    table = io.StringIO()
    writer = csv.writer(table, lineterminator="\n")
    writer.writerow([config.source, *config.targets, "note"])
    for one in candidates:
        words = ["|".join(text for text, _ in one.renderings.get(tag, ())) for tag in config.targets]
        writer.writerow([one.text, *words, ""])
    output.say(table.getvalue().rstrip("\n"), always=True)
