"""How grey the columns of the project's three-language edition are: ``python benchmarks/grey.py``.

Of each line of running text the part of its area that is ink: from its first letter to its last, as high as the
distance to the next line. Chinese is 100. The page is drawn by poppler's ``pdftoppm``, where that is installed.
"""

from __future__ import annotations

import re
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from PIL import Image

from bilingual import layouts, pdf, project
from bilingual.page_settings import PageConfig
from bilingual.pipeline.building import compose
from pages import Glyph, Line, glyphs, lines

COLUMNS = {"zh-Hant": "[\u4e00-\u9fff]", "en": "[a-z]", "ko": "[\uac00-\ud7a3]"}
"""The languages from left to right, and what only their columns have (the English one far more than the others)."""
INCH = 300
"""Pixels; a grey is right within a per cent from 200 on."""
_ASCENT = 0.88


def main() -> None:
    here = project.find(Path(__file__).parents[1])
    (article,) = here.articles((), (".txt", ".md"))
    edition = compose(here, article, tuple(COLUMNS))
    html = layouts.render(edition, PageConfig(), "columns", layouts.Tools(face=pdf.face))
    greys = measured(pdf.write(html, edition).data)
    for tag, grey in greys.items():
        print(f"{tag:8} {grey:6.1%} ink {100 * grey / greys['zh-Hant']:6.0f} of 100")


def measured(data: bytes) -> dict[str, float]:
    """Give the part of ink of each column's lines."""
    every = glyphs(data)
    found: dict[str, list[float]] = {tag: [] for tag in COLUMNS}
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "edition.pdf")
        file.write_bytes(data)
        subprocess.run(["pdftoppm", "-r", str(INCH), "-gray", file, Path(folder, "p")], check=True)
        for page, path in enumerate(sorted(Path(folder).glob("p-*.pgm")), 1):
            picture = Image.open(path)
            for tag, line, leading in running([glyph for glyph in every if glyph.page == page]):
                found[tag].append(ink(picture, line, leading))
    return {tag: statistics.mean(greys) for tag, greys in found.items()}


def running(page: list[Glyph]) -> Iterator[tuple[str, Line, float]]:
    """Give the lines of running text of each column and the distance to the next one."""
    body = [glyph for glyph in page if not glyph.artifact]
    edges = [
        min((g.left for g in body if re.match(letter, g.text)), default=0) for letter in COLUMNS.values()
    ]
    edges[1] = min((g.left for g in body if _source(g)), default=0)
    for tag, left, right in zip(COLUMNS, edges, [*edges[1:], 10_000.0], strict=True):
        column = lines(body, left=left - 1, right=right - 1)
        for line, below in pairwise(column):
            size, leading = line.glyphs[0].size, below.baseline - line.baseline
            if 1.3 * size < leading < 1.75 * size and line.right - line.left > 7 * size and size > 9.5:
                yield tag, line, leading


def _source(glyph: Glyph) -> bool:
    return "Source" in glyph.font


def ink(picture: Image.Image, line: Line, leading: float) -> float:
    scale, top = INCH / 72, line.baseline - _ASCENT * line.glyphs[0].size
    box = [round(scale * at) for at in (line.left, top, line.right, top + leading)]
    levels = picture.crop((box[0], box[1], box[2], box[3])).histogram()
    return sum((255 - level) * count for level, count in enumerate(levels)) / 255 / sum(levels)


if __name__ == "__main__":
    main()
