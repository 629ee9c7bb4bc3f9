"""What notes at the foot of their page cost against notes at the end: ``python benchmarks/footnotes.py``.

A made-up article with a note for every third sentence, in every layout; seconds of the processor, the better of two
runs, and pages. An article without notes is laid out by the same HTML whatever the setting says.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from bilingual import layouts, pdf
from bilingual.model import Edition
from bilingual.page_settings import PageConfig
from test_footnotes import LAYOUTS, article

PARAGRAPHS = 60


def laid_out(edition: Edition, layout: str, notes: str) -> tuple[float, int]:
    start = time.process_time()
    html = layouts.render(edition, PageConfig(notes=notes), layout, layouts.Tools(measure=pdf.places))
    pages = pdf.write(html, edition).pages
    return time.process_time() - start, pages


def main() -> None:
    for layout, tags in LAYOUTS:
        edition = article(tags, seed=1, paragraphs=PARAGRAPHS)
        end, foot = (min(laid_out(edition, layout, notes) for _ in range(2)) for notes in ("end", "foot"))
        print(
            f"{layout:12} {len(tags)} languages: {foot[0]:5.2f} s against {end[0]:5.2f} s, ratio {foot[0] / end[0]:.2f};"
            f" {foot[1]} pages against {end[1]}"
        )


if __name__ == "__main__":
    main()
