"""Edition in two languages → HTML of facing pages: the source on the left, the translation on the right, in step.

What stands on a spread is chosen here, sentence by sentence, from heights that the typesetter measured: both
pages of a spread hold the same sentences, and a paragraph that doesn't fit goes on over the leaf on both sides.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Any

from bilingual import footnotes
from bilingual.config import PageConfig
from bilingual.errors import ConfigError
from bilingual.layouts import feet, matter, pictures, setting, templates
from bilingual.layouts.sizes import Setting
from bilingual.model import Edition, Role, Row, Volume
from bilingual.page_settings import text_area
from bilingual.typography import measure

_LAYOUT = "facing"
_LEAST_FILL = 0.2
"""Part of the last spread that should be filled: less looks like a mistake."""
_DEPTHS = (1.0, 0.97, 0.94, 0.91, 0.88, 0.85, 0.82)
"""Parts of the page that are filled, in turn, to mend that; a reader sees a shorter page from .8 on."""
_FEWEST_LINES = 2
"""Lines of a paragraph that may stand alone before or after the leaf is turned."""
_MEASURE = 38.0
"""Em of the Chinese beyond which a line is too long to find the next one."""
_NARROWEST = 0.66
"""Part of the longer text's width that the shorter one has at least: below it a reader sees margins, not a page."""
_STEP = 0.01
_SINKS = (1 / 6, 1 / 12)
"""Parts of the page that stay free above the title of an article, as books leave it; none where that would cost a spread."""
_TIGHT = 0.5
"""Points that a page keeps free: heights are sums of rounded ones."""


@dataclass(frozen=True, slots=True)
class _Part:
    """Some sentences of a row, from ``start`` to ``end``; the row after the last one is the colophon.

    Of a title no sentence at all are its words without the imprint.
    """

    row: int
    start: int
    end: int


Heights = tuple[float, ...]
"""Points that a part takes on each page of a spread."""
_Spreads = list[list[_Part]]
"""What stands on each spread."""


def facing(edition: Edition, page: PageConfig, tools: setting.Tools) -> str:
    """Lay an edition out on facing pages, after a title page.

    Raises ConfigError if it has not two languages, or for impossible paper or fonts.
    """
    return facing_bound(matter.single(edition), page, tools)


def facing_bound(volume: Volume, page: PageConfig, tools: setting.Tools) -> str:
    """Lay a volume out on facing pages, each article on spreads of its own. Raises ConfigError as ``facing`` does."""
    languages = volume.whole.languages
    if len(languages) != 2:
        raise ConfigError(
            f"the layout “facing” takes two languages, not {', '.join(languages)}",
            hint="name two, in editions of bilingual.toml or with --columns "
            f"{volume.whole.source_language},{languages[-1]}",
        )
    printer = _Printer(volume, page, tools)
    return printer.html(articles=[_packed(printer, rows) for rows in printer.articles])


class _Printer:
    """Fills the template, and asks the typesetter how high things come out."""

    def __init__(self, volume: Volume, page: PageConfig, tools: setting.Tools) -> None:
        self.volume, self.page, self.tools = volume, page, tools
        edition = self.edition = volume.whole
        self.colophon = matter.back(volume, page, tools)
        ends = list(accumulate(len(one.rows) for one in volume.editions))
        self.articles = [
            range(end - len(one.rows), end) for end, one in zip(ends, volume.editions, strict=True)
        ]
        """The numbers of each article's rows; the colophon, if there is one, ends the last."""
        self.articles[-1] = range(self.articles[-1].start, ends[-1] + bool(self.colophon))
        self.width, self.depth = text_area(page)
        self.set_in = setting.settings(edition, page, tools)
        self.widths = _widths(edition, page, self.set_in, min(self.width, _MEASURE * page.font_size))
        self.line = page.font_size * max(own.leading for own in self.set_in.values())
        self._known: dict[_Part, Heights] = {}
        self._sinks: dict[int, float] = {}
        self._levels: dict[int, list[dict[str, float]]] = {}
        every = range(self.articles[-1].stop)
        titles = [n for n in every if self.role(n) is Role.TITLE]
        self._notes: dict[str, Heights] = {}
        self._noted: dict[int, list[list[list[str]]]] = {}
        self.measured([_Part(n, 0, self.sentences(n)) for n in every] + [_Part(n, 0, 0) for n in titles])
        self._levels = {n: self._level(n) for n in titles}

    def row(self, number: int) -> Row | None:
        """Give a row of the text; None for the colophon."""
        return self.edition.rows[number] if number < len(self.edition.rows) else None

    def role(self, number: int) -> Role | None:
        row = self.row(number)
        return row.role if row else None

    def sentences(self, number: int) -> int:
        row = self.row(number)
        return setting.count(row) if row else 1

    def _level(self, title: int) -> list[dict[str, float]]:
        """Say what each side of a title lacks below its words and below its imprint to be as high as the other."""
        words, whole = self._known[_Part(title, 0, 0)], self._known[_Part(title, 0, self.sentences(title))]
        below = [max(words) - own for own in words]
        levelled = [own + more for own, more in zip(whole, below, strict=True)]
        self._known[_Part(title, 0, self.sentences(title))] = (max(levelled),) * len(levelled)
        return [
            {"words": more, "imprint": max(levelled) - own} for own, more in zip(levelled, below, strict=True)
        ]

    def sink(self, title: int, points: float) -> None:
        """Let a title begin so far below the top of its pages."""
        self._sinks[title] = points

    def height(self, part: _Part) -> Heights:
        """Give the height of a part, and what stays free above it."""
        sink = self._sinks.get(part.row, 0.0) if part.start == 0 else 0.0
        return tuple(height + sink for height in self._own_height(part))

    def _own_height(self, part: _Part) -> Heights:
        """Give the height of a part; those of a paragraph's beginnings and ends are measured when one is asked for."""
        if part not in self._known:
            count = self.sentences(part.row)
            ends = [_Part(part.row, 0, n) for n in range(1, count)]
            found = [*ends, *(_Part(part.row, n, count) for n in range(1, count))]
            if not self._known.keys() >= {*found}:
                self.measured(found)
        if (
            part not in self._known
        ):  # from the middle of a paragraph: what its ends leave, and a line to be safe
            whole = self._known[_Part(part.row, part.start, self.sentences(part.row))]
            rest = self._known[_Part(part.row, part.end, self.sentences(part.row))]
            self._known[part] = tuple(a - b + self.line for a, b in zip(whole, rest, strict=True))
        return self._known[part]

    def measured(self, parts: Sequence[_Part]) -> None:
        if self.tools.measure is None:
            raise ConfigError("the layout “facing” needs a typesetter", hint="build it with: bilingual build")
        notes = list(self.edition.footnotes)[len(self._notes) :]  # with the first parts, all of them
        places = self.tools.measure(self.html(galley=parts, notes=notes))

        def heights(kind: str, n: int) -> Heights:
            sides = range(len(self.edition.languages))
            return tuple(places[f"s{s}{kind}{n + 1}"][1] - places[f"s{s}{kind}{n}"][1] for s in sides)

        self._known |= {part: heights("p", n) for n, part in enumerate(parts)}
        self._notes |= {name: heights("n", n) for n, name in enumerate(notes)}

    def notes(self, parts: Sequence[_Part]) -> Heights:
        """Give what the notes of parts take at the foot of each page, with the rule above them."""
        if not self._notes:
            return (0.0,) * len(self.edition.languages)
        found = [
            [self._notes[name][side] for part in parts for name in self.noted(part, side)] for side in (0, 1)
        ]
        return tuple(sum(side) + sum(feet.SPACE) * self.page.font_size * bool(side) for side in found)

    def noted(self, part: _Part, side: int) -> list[str]:
        """Name the notes of a part on one side."""
        row = self.row(part.row)
        if row is None:
            return []
        if part.row not in self._noted:
            sides = range(len(row.cells))
            self._noted[part.row] = [
                [footnotes.standing(one, n) for n in sides] for one in setting.sentences(row)
            ]
        found = self._noted[part.row][part.start : part.end or None]
        return [name for sentence in found for name in sentence[side]]

    def html(
        self,
        *,
        articles: Sequence[_Spreads] = (),
        galley: Sequence[_Part] = (),
        notes: Sequence[str] = (),
    ) -> str:
        """Fill the template: with spreads for the reader, or with a galley on one endless page for the ruler."""
        edition = self.edition
        left = self.width - self.widths[0]  # both texts stand at the spine
        style = matter.style(
            self.volume, self.page, self.tools, _LAYOUT, widths=self.widths, lefts=(left, 0.0)
        )
        if galley:
            style = replace(style, size=f"{self.width:.3f}pt 400000pt", margin="0")
        return templates.filled(
            _LAYOUT,
            self.tools.own,
            edition=edition,
            style=style,
            columns=self.columns(edition),
            widths=[f"{width:.2f}pt" for width in self.widths],
            title=self.title(),
            articles=[
                {
                    **matter.part(self.volume, n),
                    "columns": self.columns(self.volume.editions[n]),
                    "spreads": [list(self.sides(parts)) for parts in spreads],
                }
                for n, spreads in enumerate(articles)
            ],
            spreads=[list(self.sides(parts)) for spreads in articles for parts in spreads],
            galley=list(self.sides(galley, notes)) if galley else [],
            front=matter.front(self.volume, ("#{}", "#{}-right")),
            colophon=self.colophon,
        )

    def columns(self, edition: Edition) -> list[dict[str, Any]]:
        return [setting.column(edition, self.page, n, width) for n, width in enumerate(self.widths)]

    def title(self) -> list[dict[str, Any]]:
        """The title page's cells: the first title row's, as far as there is one."""
        for row in self.edition.rows:
            if row.role is Role.TITLE:
                row = footnotes.unmarked(row)
                return [setting.values(cell, row, self.edition) for cell in row.cells]
        return []

    def sides(self, parts: Sequence[_Part], notes: Sequence[str] | None = None) -> Iterator[dict[str, Any]]:
        """Give what stands on the left and on the right; for the ruler, with these notes, the text has none in it."""
        for side, tag in enumerate(self.edition.languages):
            yield {
                "language": tag,
                "blocks": [self.block(part, side, noted=notes is None) for part in parts],
                "notes": [feet.foot(name, side, self.edition, setting.values) for name in notes or ()],
                "width": f"{self.widths[side]:.2f}pt",
            }

    def block(self, part: _Part, side: int, *, noted: bool) -> dict[str, Any]:
        """Give what stands in one place on one side."""
        whole = self.row(part.row)
        if whole is None:
            return {
                "role": "colophon",
                "row": part.row,
                "continued": False,
                "lacks": {},
                "cell": self.colophon[side],
            }
        row = setting.part_of(whole, part.start, part.end or self.sentences(part.row))
        article = next(n for n, rows in enumerate(self.articles) if part.row in rows)
        edition = self.volume.editions[article]
        edition = edition if noted else replace(edition, footnotes={})
        cell = setting.values(row.cells[side], row, edition)
        if row.role is Role.TITLE and not part.end:
            cell["parts"] = cell["parts"][:1]
        level = self._levels[part.row][side] if part.row in self._levels else {}
        sink = self._sinks.get(part.row, 0.0)
        return {
            "role": setting.css(row.role),
            "row": part.row,
            "continued": part.start > 0,
            "lacks": {"sink": sink, **level} if level else {},
            "cell": cell,
            "picture": pictures.values(row, row.cells[side : side + 1], self.widths[side], self.depth),
        }


def _widths(
    edition: Edition, page: PageConfig, set_in: Mapping[str, Setting], widest: float
) -> tuple[float, ...]:
    """Set the shorter text narrower, so that both pages of a spread are about as full; not so narrow that its page looks empty."""
    faces = setting.faces(edition, page, set_in, widest)
    measured = [setting.extents(row, set_in) for row in edition.rows]
    extents = [[row[n] for row in measured] for n in range(len(faces))]

    def depth(side: int, width: float) -> float:
        lines = (measure.lines(text, width / faces[side].size) for text in extents[side])
        return sum(lines) * faces[side].leading

    deepest = max(depth(side, widest) for side in range(len(faces)))
    least = _NARROWEST * widest
    steps = [widest * (1 - _STEP * n) for n in range(int(1 / _STEP))]
    return tuple(
        min(
            (w for w in steps if w >= max(face.narrowest, least) and depth(side, w) <= deepest),
            default=widest,
        )
        for side, face in enumerate(faces)
    )


def _packed(printer: _Printer, rows: range) -> _Spreads:
    """Fill spreads with the rows of an article, its title lowered where that costs no spread more."""
    close = _balanced(printer, rows)
    if not rows or printer.role(rows.start) is not Role.TITLE:
        return close
    for part in _SINKS:
        printer.sink(rows.start, part * printer.depth)
        sunk = _balanced(printer, rows)
        if len(sunk) <= len(close):
            return sunk
    printer.sink(rows.start, 0.0)
    return close


def _balanced(printer: _Printer, rows: range) -> _Spreads:
    """Fill spreads with the rows of an article; if the last would be nearly empty, shorter pages before it give it more."""
    first: _Spreads = []
    for part in _DEPTHS:
        spreads = _filled(printer, rows, part * printer.depth - _TIGHT)
        first = first or spreads
        if len(spreads) > len(first):
            break
        if len(spreads) < 2 or _fill(printer, spreads[-1]) >= _LEAST_FILL:
            return spreads
    return first


def _fill(printer: _Printer, spread: Sequence[_Part]) -> float:
    return max(_total(printer, spread)) / printer.depth


def _total(printer: _Printer, parts: Sequence[_Part]) -> Heights:
    heights = [printer.notes(parts), *(printer.height(part) for part in parts)]
    return tuple(map(sum, zip(*heights, strict=True)))


def _filled(printer: _Printer, rows: range, depth: float) -> _Spreads:
    """Put each part on the spread where it fits on both pages, parting paragraphs between sentences."""
    spreads: _Spreads = [[]]
    waiting = [_Part(n, 0, printer.sentences(n)) for n in reversed(rows)]
    while waiting:
        part = waiting.pop()
        kept = _total(printer, [*spreads[-1], part, *_kept_with(printer, part, waiting)])
        if all(used <= depth for used in kept):
            spreads[-1].append(part)
            continue
        cut = _cut(printer, part, spreads[-1], depth)
        if cut:
            spreads[-1].append(replace(part, end=cut))
            waiting.append(replace(part, start=cut))
        elif spreads[-1]:
            waiting.append(part)
        else:  # higher than a page: the typesetter parts it, and the next spread begins anew
            spreads[-1].append(part)
        spreads.append([])
    return [spread for spread in spreads if spread]


def _kept_with(printer: _Printer, part: _Part, waiting: Sequence[_Part]) -> list[_Part]:
    """What has to stand on the same spread: below a heading the first lines of what it heads, below a picture its caption."""
    role = printer.role(part.row)
    if role not in {Role.TITLE, Role.HEADING, Role.ALT} or not waiting:
        return []
    following = waiting[-1]
    if role is Role.ALT:  # the caption is never parted
        return [following] if printer.role(following.row) is Role.CAPTION else []
    return [replace(following, end=min(following.start + 1, following.end))]


def _cut(printer: _Printer, part: _Part, above: Sequence[_Part], depth: float) -> int:
    """Find the last sentence that still fits below what stands above, on both pages; 0 if the part should not be cut."""
    if printer.role(part.row) in {Role.TITLE, Role.HEADING, Role.CAPTION, Role.RELATED, Role.ALT}:
        return 0
    least = _FEWEST_LINES * printer.line * 0.9
    for end in reversed(range(part.start + 1, part.end)):
        before, after = replace(part, end=end), replace(part, start=end)
        high = min(*printer.height(before), *printer.height(after)) >= least
        if high and all(used <= depth for used in _total(printer, [*above, before])):
            return end
    return 0
