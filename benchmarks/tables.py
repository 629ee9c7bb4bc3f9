"""What a row of a long table costs, against one of a short table: ``python benchmarks/tables.py``.

A made-up table in three languages, as long tables and as short ones of the same number of rows with a paragraph between
them; seconds of the processor for the HTML, the best of five runs. The ratio is 1 where a table is reckoned once.
"""

from __future__ import annotations

import time

from bilingual import layouts
from bilingual.model import Cell, Edition, Piece, Role, Row, State
from bilingual.page_settings import PageConfig

ROWS, SHORT = 400, 20
NAMES = {"zh-Hant": "港口", "en": "Harbour", "ko": "항구"}


def row(role: Role, text: str) -> Row:
    return Row(
        role,
        0,
        tuple(
            Cell(tag, (Piece(f"{name} {text}", State.REVIEWED, role, tag),)) for tag, name in NAMES.items()
        ),
    )


def article(length: int) -> Edition:
    rows = [
        row(Role.PARAGRAPH, f"{n}") if n % (length + 1) == 0 else row(Role.TABLE, f"{n}\t{n * 37}\t1,5{n}")
        for n in range(ROWS)
    ]
    tags = tuple(NAMES)
    return Edition("harbours", tags, tuple(rows), tuple(NAMES.values()), tags[0])


def seconds(edition: Edition, layout: str) -> float:
    start = time.process_time()
    layouts.render(edition, PageConfig(), layout)
    return time.process_time() - start


def main() -> None:
    for layout in ("columns", "stacked"):
        long, short = (min(seconds(article(length), layout) for _ in range(5)) for length in (ROWS, SHORT))
        print(
            f"{layout:8} {ROWS} rows: {long:.2f} s as one table, {short:.2f} s as short ones, ratio {long / short:.2f}"
        )


if __name__ == "__main__":
    main()
