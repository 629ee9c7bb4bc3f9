"""The paper that measured column widths save, and the lines that they give: ``python benchmarks/columns.py``.

The article of this project, and two of NTREX-128 where ``../shared/data`` is there (three sentences a paragraph).
White is what of the columns' area stands empty beside a longer text, rows one by one; depth is the height of all
rows. Both are read off the pages as they are set, against columns of equal width. The lines are measured in the glyphs.
"""

from __future__ import annotations

import itertools
import logging
import sys
from collections import defaultdict
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from bilingual import layouts, pdf, project
from bilingual.layouts.sizes import sizes
from bilingual.model import Cell, Edition, Piece, Role, Row, State
from bilingual.page_settings import PageConfig
from bilingual.pdf.typesetting import typeset
from bilingual.pipeline.building import compose
from pages import Line, glyphs, lines

NTREX = Path(__file__).parents[2] / "shared" / "data" / "ntrex"
OTHERS = ("scotsman.133744", "reuters.218865")
FILES = {"zh-Hant": "ref.zho-TW", "en": "src.eng", "ko": "ref.kor"}
EDITIONS = (("zh-Hant", "en"), ("zh-Hant", "ko"), ("zh-Hant", "en", "ko"))


def articles() -> dict[str, dict[tuple[str, ...], Edition]]:
    here = project.find(Path(__file__).parents[1])
    found = {
        article.name: {tags: compose(here, article, tags) for tags in EDITIONS}
        for article in here.articles((), (".txt", ".md"))
    }
    if NTREX.exists():
        found |= {name: {tags: ntrex(name, tags) for tags in EDITIONS} for name in OTHERS}
    return found


def ntrex(name: str, tags: tuple[str, ...]) -> Edition:
    ids = (NTREX / "DOCUMENT_IDS.tsv").read_text("utf-8").split("\n")
    texts = {tag: (NTREX / f"newstest2019-{FILES[tag]}.txt").read_text("utf-8").split("\n") for tag in tags}
    mine = [n for n, line in enumerate(ids) if line.split("\t")[0] == name]
    rows = [
        Row(
            Role.PARAGRAPH,
            start,
            tuple(
                Cell(
                    tag,
                    tuple(
                        Piece(texts[tag][n], State.REVIEWED, Role.PARAGRAPH, tag, entry=f"{n:06x}")
                        for n in mine[start : start + 3]
                    ),
                )
                for tag in tags
            ),
        )
        for start in range(0, len(mine), 3)
    ]
    return Edition(name, tags, tuple(rows), (name,) * len(tags), "zh-Hant")


def heights(edition: Edition, page: PageConfig) -> list[list[float]]:
    """The height of each text of each row, in parts of the type size: its lines by its leading."""
    set_in = sizes(edition.languages, page, {})
    found: dict[tuple[str, str], set[tuple[int, float]]] = defaultdict(set)
    for area in typeset(layouts.render(edition, page, "columns")).areas:
        found[area.entry, area.language].add((area.page, area.bottom))
    rows = []
    for row in edition.rows:
        rows.append(
            [
                len(set[tuple[int, float]]().union(*(found[p.entry, cell.language] for p in cell.pieces)))
                * set_in[cell.language].leading
                for cell in row.cells
            ]
        )
    return rows


def white(rows: list[list[float]]) -> tuple[float, float]:
    """The share that stands empty, and the depth."""
    depth = sum(map(max, rows))
    return sum(max(row) - height for row in rows for height in row) / (len(rows[0]) * depth), depth


def columns_of(edition: Edition, page: PageConfig) -> tuple[list[list[Line]], int]:
    """The lines of each column, and the pages."""
    printed = pdf.write(layouts.render(edition, page, "columns"), edition)
    drawn = [g for g in glyphs(printed.data) if not g.artifact]
    found = []
    for own in sizes(edition.languages, page, {}).values():
        size = own.size * page.font_size
        fonts = {"ideographic": "CJK-TC", "hangul": "CJK-KR", "latin": "Source"}[own.script]
        found.append(lines([g for g in drawn if g.size > 0.9 * size and fonts in g.font]))
    return found, printed.pages


def widest_gap(line: Line) -> float:
    return max(
        ((b.left - a.right) / a.size for a, b in itertools.pairwise(line.glyphs)),
        default=0.0,
    )


def main() -> None:
    logging.disable(logging.CRITICAL)
    print(f"{'article':24} {'columns':14} {'equal':>7} {'chosen':>7} {'less paper':>11} {'pages':>7}")
    for name, editions in articles().items():
        for tags, edition in editions.items():
            page = PageConfig()
            equal = replace(page, ratio=(1.0,) * len(tags))
            (lost, depth), (kept, less) = white(heights(edition, equal)), white(heights(edition, page))
            before = columns_of(edition, equal)[1]
            found, after = columns_of(edition, page)
            print(
                f"{name:24} {'+'.join(tags):14} {lost:7.1%} {kept:7.1%} {1 - less / depth:11.1%} {before:>3} → {after}"
            )
            chinese = [gap for line in found[0] if (gap := widest_gap(line)) > 0]
            print(f"{'':24} {'':14} widest gap in Chinese {max(chinese):.2f} em")


if __name__ == "__main__":
    main()
