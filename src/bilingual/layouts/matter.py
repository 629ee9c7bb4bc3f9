"""A Volume and page settings → what stands before and after its text: title page, contents, colophon."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import chain
from typing import Any

from bilingual import furniture, typography
from bilingual.colophon import Paragraph, byline, colophon
from bilingual.config import PageConfig
from bilingual.inline import Tag
from bilingual.languages import LATIN_SERIF, MONOSPACE, language
from bilingual.layouts import setting
from bilingual.model import Edition, Role, Volume

_CODE = re.compile(r"\bcode\b")


def single(edition: Edition) -> Volume:
    """Give an article that is an edition of its own as a volume without front matter."""
    return Volume(edition, (edition,))


def style(
    volume: Volume,
    page: PageConfig,
    tools: setting.Tools,
    *sheets: str,
    widths: Sequence[float],
    lefts: Sequence[float],
) -> setting.Style:
    """Give the style of a volume as ``setting.style`` does; the body says whether it is one."""
    found = setting.style(volume.whole, page, tools, *sheets, widths=widths, lefts=lefts)
    return found if volume.editions == (volume.whole,) else replace(found, body=f"{found.body} volume")


def back(volume: Volume, page: PageConfig, tools: setting.Tools) -> list[dict[str, Any]]:
    """Give the colophon: for each language its paragraphs, each with a label and the runs that print it.

    Empty if it is switched off.
    """
    whole = volume.whole
    fonts = families(whole, page, tools)
    sides = []
    for tag in whole.languages:
        found = colophon(whole, volume.editions, tools.colophon, tag, fonts)
        sides.append(
            {
                **_side(tag),
                "words": furniture.spoken(tag),
                "paragraphs": [_paragraph(p, tag, whole) for p in found],
            }
        )
    return sides if any(side["paragraphs"] for side in sides) else []


def front(volume: Volume, hrefs: Sequence[str] = ("#{}",)) -> dict[str, Any]:
    """Give the title page and the contents of a volume; nothing for an article that is an edition of its own.

    One article alone needs no contents: its title would stand by itself on a white page, before a page that begins with it.

    ``hrefs`` say where an entry of each column leads, the last of them for all further ones; ``{}`` is the
    article's ``id`` on the page.
    """
    whole = volume.whole
    if volume.editions == (whole,):
        return {}
    labels = [
        {**_side(tag), "runs": typography.prepare(furniture.word("Contents", tag), tag)}
        for tag in whole.languages
    ]
    return {
        "title": [
            {
                **_side(tag),
                "runs": () if whole.titles[n] in whole.titles[:n] else _title(whole.titles[n], tag, whole),
                "imprint": _runs(byline(whole, tag), tag, whole),
            }
            for n, tag in enumerate(whole.languages)
        ],
        "bookmark": " | ".join(dict.fromkeys(whole.titles)),
        "labels": labels,
        "label": " | ".join(dict.fromkeys(furniture.word("Contents", tag) for tag in whole.languages)),
        "entries": [
            [
                {
                    **_side(tag),
                    "words": edition.title_language(n),
                    "runs": _title(edition.titles[n], edition.title_language(n), whole),
                    "href": hrefs[min(n, len(hrefs) - 1)].format(identity(number)),
                }
                for n, tag in enumerate(whole.languages)
            ]
            for number, edition in enumerate(volume.editions)
            if len(volume.editions) > 1
        ],
    }


def identity(number: int) -> str:
    """Give the ``id`` of the article of this number, from 0, in a volume."""
    return f"article-{number + 1}"


def part(volume: Volume, number: int) -> dict[str, Any]:
    """Give what a template says of an article of a volume beside its text; empty where it is an edition of its own."""
    edition = volume.editions[number]
    if edition is volume.whole:
        return {"id": "", "name": "", "bookmark": ""}
    titled = any(row.role is Role.TITLE for row in edition.rows)
    return {
        "id": identity(number),
        "name": edition.article,
        "bookmark": "" if titled else " | ".join(dict.fromkeys(edition.titles)),
    }


def families(edition: Edition, page: PageConfig, tools: setting.Tools) -> tuple[str, ...]:
    """Name the families that an edition is set in: those of its languages, of the words left in the source's, of its code."""
    rows = (*edition.rows, *chain.from_iterable(edition.footnotes.values()))
    cells = [cell for row in rows for cell in row.cells]
    pieces = [(piece, piece.language or cell.language) for cell in cells for piece in cell.pieces]
    tags = dict.fromkeys([*edition.languages, *(tag for _, tag in pieces)])
    names = [page.fonts.get(tag) or language(tag).fonts[0] or LATIN_SERIF for tag in tags]
    if any(tag.name == "code" for piece, _ in pieces for tag in piece.tags) and _is_code_ours(tools):
        names.append(MONOSPACE)
    return tuple(dict.fromkeys(names))


def _is_code_ours(tools: setting.Tools) -> bool:
    """Whether code is set in the family that our style sheet names: it is installed, and no sheet of the project speaks of code."""
    if any(_CODE.search(text) for name, text in tools.own.items() if name.endswith(".css")):
        return False
    return tools.face is None or tools.face(MONOSPACE, "latin") is not None


def _side(tag: str) -> dict[str, Any]:
    known = language(tag)
    return {"language": tag, "script": known.script, "rtl": known.rtl}


def _paragraph(found: Paragraph, tag: str, edition: Edition) -> dict[str, Any]:
    words = furniture.spoken(tag)
    text = typography.printable(found.text)
    runs = _runs(text, words, edition)
    if found.url and found.url in text:
        at = text.index(found.url)
        link = Tag(at, at + len(found.url), "a", (("href", found.url),))
        runs = typography.tagged(runs, text, [link])
    return {"part": found.part, "label": _runs(found.label, words, edition), "runs": runs}


def _title(text: str, tag: str, edition: Edition) -> tuple[typography.Run, ...]:
    return typography.prepare(text, tag, around=edition.source_language, headline=True)


def _runs(text: str, tag: str, edition: Edition) -> tuple[typography.Run, ...]:
    return typography.prepare(text, tag, around=edition.source_language)
