"""``import``, ``find`` and ``verify`` → what they print."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from bilingual.errors import UsageError
from bilingual.printing.output import Output, fields
from bilingual.printing.wording import count, short

if TYPE_CHECKING:
    from bilingual.pipeline import Difference, Imported, Place
    from bilingual.remark import Remark

_SINCE = frozenset({"joined", "split", "edited"})
_OTHERS = {
    "pictures": "its pictures have changed",
    "credits": "the translators, or what the colophon says of the translations, have changed",
    "settings": "the page settings, or what bilingual.toml says of the article, have changed",
    "templates": "the project's own templates or style sheets have changed",
    "programs": "it was made by other versions of the programs",
}


def imported(output: Output, path: Path, results: Sequence[Imported], *, dry_run: bool) -> None:
    """One line a remark, so that editors can jump to its entry."""
    verb = "would note" if dry_run else "noted"
    for one in results:
        output.values.append({**fields(one), "remark": fields(one.remark), "proof": str(path)})
        if one.written:
            output.say(f"{one.path}:{one.line}: {verb}: {_said(one.remark)}")
        elif one.path and one.remark.language and not one.path.endswith(".po"):
            output.say(f"{one.path}:{one.line}: on the source: {_said(one.remark)}", always=True)
        elif one.path:
            output.say(f"{one.path}:{one.line}: noted before: {_said(one.remark)}")
        else:
            output.say(f"{path}: page {one.remark.page}: beside no entry: {_said(one.remark)}", always=True)
    if not results:
        output.say(f"{path}: no remarks")


def _said(remark: Remark) -> str:
    return f"{remark.author}: {remark.text}" if remark.author else remark.text


def place(place: Place) -> str:
    """A line that leads to an entry, or to what became of it."""
    was = f"{place.was} since: " if place.was in _SINCE else f"{place.was}: " if place.was else ""
    return f"{place.path}:{place.line}: {place.language}: {was}{short(place.sentence)}"


_NEVER = (
    "as far as the catalogs tell, no entry has or had this id: look at the page once more "
    "(an entry that nobody had reviewed is forgotten when its sentence is edited)"
)


def unknown(output: Output, entries: Sequence[str]) -> None:
    """The names of entries that lead nowhere, and below them why that may be."""
    for n, entry in enumerate(entries, 1):
        output.fail(
            UsageError(f"no entry “{entry}” in this project", hint=_NEVER if n == len(entries) else "")
        )


def verified(output: Output, path: Path, differences: Sequence[Difference]) -> None:
    """One line a difference; status 1 if there is one."""
    for one in differences:
        output.values.append({**fields(one), "edition": str(path)})
        if one.entry:
            where = f"{one.path}:{one.line}" if one.path else str(path)
            was = f" (was {', '.join(one.former)})" if one.former else ""
            said = short(one.sentence) or f"{one.entry}, which no catalog has any more"
            output.say(f"{where}: {one.what}: {said}{was}", always=True)
        else:
            output.say(f"{path}: {_OTHERS[one.what]}", always=True)
    if differences:
        output.incomplete()
        output.say(f"{path}: {count(len(differences), 'difference')}; build it anew: bilingual build")
    else:
        output.say(f"{path}: says what the project says now")
