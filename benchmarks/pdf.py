"""Time and memory of typesetting, beside plain WeasyPrint in the same run: ``python benchmarks/pdf.py [ROWS]``.

Plain is the same text as an ordinary auto-width table in the default fonts. Read the ratios; the seconds
depend on the machine and on what else it does.
"""

from __future__ import annotations

import html
import logging
import resource
import sys
import time
from collections.abc import Callable
from typing import Any

from bilingual import layouts, pdf
from bilingual.config import PageConfig
from bilingual.model import Cell, Edition, Piece, Role, Row, State

TEXTS = {
    "zh-Hant": "韓國總統尹錫悅和美國總統拜登於當地時間 26 日在白宮舉行會談,就北韓核武飛彈威脅的升級達成共識,決定加強"
    "延伸威懾。此次會談還發表了一份《華盛頓宣言》,內容包含新設協商機制「核諮詢小組」(NCG)等。",
    "en": "South Korean President Yoon Suk Yeol and U.S. President Joe Biden held talks at the White House on the "
    "26th, local time, and decided to strengthen extended deterrence. The talks also produced the Washington "
    "Declaration, whose provisions include establishing the “Nuclear Consultative Group,” or NCG.",
    "ko": "윤석열 한국 대통령과 조 바이든 미국 대통령은 26일(현지시간) 백악관에서 회담을 열어 확장억제를 강화하기로 "
    "결정했다. 이번 회담에서는 ‘워싱턴 선언’도 발표됐다. 선언에는 ‘핵협의그룹’(NCG) 신설 등이 담겼다.",
}


def edition(rows: int) -> Edition:
    tags = tuple(TEXTS)
    cells = tuple(Cell(t, (Piece(TEXTS[t] * 2, State.REVIEWED, Role.PARAGRAPH, t),)) for t in tags)
    made = tuple(Row(Role.PARAGRAPH, n, cells) for n in range(rows))
    return Edition("bench", tags, made, ("題", "Title", "제목"), "zh-Hant")


def plain(rows: int) -> bytes:
    import weasyprint

    cells = "".join(f"<td>{html.escape(text * 2)}</td>" for text in TEXTS.values())
    page = f"<meta charset=utf-8><table>{f'<tr>{cells}</tr>' * rows}</table>"
    return weasyprint.HTML(string=page).write_pdf()  # type: ignore[no-any-return]


def seconds(work: Callable[[], Any]) -> tuple[float, Any]:
    start = time.process_time()
    done = work()
    return time.process_time() - start, done


def main() -> None:
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 24
    logging.disable(logging.CRITICAL)
    pdf.write(layouts.render(edition(1), PageConfig(), "columns"), edition(1))  # start-up, not counted
    page, text = seconds(lambda: layouts.render(edition(rows), PageConfig(), "columns"))
    first, printed = seconds(lambda: pdf.write(text, edition(rows)))
    again, _ = seconds(lambda: [pdf.write(text, edition(rows)) for _ in range(3)])
    other, _ = seconds(lambda: plain(rows))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{rows} rows, {printed.pages} pages, {len(printed.data) // 1024} kB, {memory:.0f} MB at most")
    print(f"layout to HTML        {page:6.2f} s CPU")
    print(f"one edition to PDF    {first:6.2f} s CPU, {1000 * first / printed.pages:.0f} ms a page")
    print(f"three editions / one  {again / first:6.2f}")
    print(f"ours / plain          {(page + first) / other:6.2f}")


if __name__ == "__main__":
    main()
