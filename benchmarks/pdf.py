"""Time and memory of typesetting, beside other typesetters in the same run: ``python benchmarks/pdf.py [PAGES]``.

The shipped article in its three editions, then the same text again and again for 100 pages (or PAGES, e.g. 500).
All are given the same words in columns, the peers in an ordinary table: plain WeasyPrint with automatic widths and
default fonts, Typst and Chromium with ours. Seconds are of the processor, after start-up; read the ratios, for the
seconds depend on the machine and on what else it does. ``pip install typst`` and a ``chromium`` bring the peers.
"""

from __future__ import annotations

import html
import json
import logging
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from bilingual import layouts, making, pdf, pipeline, project, readers
from bilingual.collecting import seldom_collecting
from bilingual.model import Edition, Row

ROOT = Path(__file__).parents[1]
FONTS = {"zh-Hant": "Noto Serif CJK TC", "ko": "Noto Serif CJK KR", "en": "Source Serif 4"}
ROUNDS = 3


def seconds(work: Callable[[], Any], rounds: int = ROUNDS) -> tuple[float, Any]:
    """Give the median of the processor's seconds, children's included, and what was made."""
    found = []
    for _ in range(rounds):
        start = sum(os.times()[:4])
        done = work()
        found.append(sum(os.times()[:4]) - start)
    return statistics.median(found), done


@seldom_collecting()
def ours(edition: Edition, page: Any) -> pdf.Printed:
    tools = layouts.Tools(measure=pdf.places)
    return pdf.write(layouts.render(edition, page, "columns", tools), edition)


def texts(edition: Edition) -> list[list[str]]:
    """The words of each cell of each row."""
    return [[" ".join(piece.text for piece in cell.pieces) for cell in row.cells] for row in edition.rows]


def table(edition: Edition) -> str:
    rows = "".join(f"<tr>{''.join(f'<td>{html.escape(t)}</td>' for t in row)}</tr>" for row in texts(edition))
    return f"<meta charset=utf-8><table>{rows}</table>"


def plain(edition: Edition) -> bytes:
    import weasyprint

    made: bytes = weasyprint.HTML(string=table(edition)).write_pdf()
    return made


def typst(edition: Edition) -> bytes:
    """The same columns as Typst's grid, justified, in the same fonts and sizes."""
    import typst as peer

    def cell(text: str, tag: str) -> str:
        font = FONTS.get(tag, "Noto Serif CJK TC")
        return f'[#text(font: "{font}", lang: "{tag[:2]}", {json.dumps(text, ensure_ascii=False)})]'

    columns = ", ".join("1fr" for _ in edition.languages)
    cells = ", ".join(
        cell(text, tag) for row in texts(edition) for text, tag in zip(row, edition.languages, strict=True)
    )
    source = (
        '#set page(paper: "a4", margin: 18mm)\n#set par(justify: true)\n#set text(size: 10.5pt)\n'
        f"#grid(columns: ({columns}), column-gutter: 8mm, row-gutter: 6pt, {cells})\n"
    )
    made: bytes = peer.compile(source.encode())
    return made


def chromium(edition: Edition) -> bytes:
    """Printed by a new Chromium each time, which is how it is used; its start-up counts, unlike the others'."""
    styles = "".join(
        f"td:nth-child({n}) {{ font-family: '{FONTS.get(tag, '')}' }}"
        for n, tag in enumerate(edition.languages, 1)
    )
    with tempfile.TemporaryDirectory() as folder:
        page, made = Path(folder) / "page.html", Path(folder) / "page.pdf"
        page.write_text(
            f"<style>@page {{ size: A4; margin: 18mm }} {styles}</style>{table(edition)}", "utf-8"
        )
        options = ["--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder}/profile"]
        subprocess.run(
            ["chromium", *options, "--no-pdf-header-footer", f"--print-to-pdf={made}", page.as_uri()],
            check=True,
            capture_output=True,
        )
        return made.read_bytes()


def peers() -> dict[str, Callable[[Edition], bytes]]:
    found: dict[str, Callable[[Edition], bytes]] = {"plain WeasyPrint": plain}
    try:
        import typst as _  # noqa: F401  # only whether it is there

        found["Typst"] = typst
    except ImportError:
        print("Typst is not here: pip install typst")
    if shutil.which("chromium"):
        found["Chromium"] = chromium
    else:
        print("Chromium is not here: apt install chromium")
    return found


def longer(edition: Edition, pages: int, per_article: int) -> Edition:
    """The rows of an edition, again and again, until they fill about so many pages."""
    rows: list[Row] = []
    for n in range(max(round(pages / per_article), 1)):
        rows += [replace(row, group=row.group + n * 1000) for row in edition.rows]
    return replace(edition, rows=tuple(rows))


def long_run(pages: int) -> None:
    """In a process of its own, so that memory is this edition's."""
    found = project.find(ROOT)
    (article, *_) = found.articles((), tuple(readers.READERS))
    edition = pipeline.compose(found, article, ("zh-Hant", "en"))
    first = ours(edition, found.config.page)
    time_taken, printed = seconds(
        lambda: ours(longer(edition, pages, first.pages), found.config.page), rounds=1
    )
    memory = peak()
    print(json.dumps({"seconds": time_taken, "pages": printed.pages, "memory": memory}))


def peak() -> float:
    """Megabytes at most; what getrusage says would begin with the memory of the process that started this one."""
    status = Path("/proc/self/status").read_text("ascii")
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


def main() -> None:
    logging.disable(logging.CRITICAL)
    if sys.argv[1:2] == ["--long"]:
        long_run(int(sys.argv[2]))
        return
    found = project.find(ROOT)
    (article, *_) = found.articles((), tuple(readers.READERS))
    sets = making.columns(found.config, ())
    editions = [pipeline.compose(found, article, columns) for columns in sets]
    page = found.config.page
    ours(editions[0], page), plain(editions[0])  # start-up, not counted
    others = peers()
    print(f"{'one edition, s CPU':32} {'ours':>6} {'pages':>5}  " + "  ".join(f"ours/{n}" for n in others))
    single = []
    for edition in editions:
        mine, printed = seconds(lambda edition=edition: ours(edition, page))
        single.append(mine)
        ratios = [mine / seconds(lambda e=edition, work=work: work(e))[0] for work in others.values()]
        listed = "  ".join(f"{r:{len(n) + 5}.2f}" for n, r in zip(others, ratios, strict=True))
        print(f"{' '.join(edition.languages):32} {mine:6.2f} {printed.pages:5}  {listed}")
    together, _ = seconds(lambda: [ours(editions[0], page) for _ in range(3)], rounds=1)
    print(f"three times the first edition in one process, in times of one: {together / single[0]:.2f}")
    commands(sets)
    lengths = [int(sys.argv[1])] if len(sys.argv) > 1 else [50, 100]
    for pages in lengths:
        done = subprocess.run(
            [sys.executable, __file__, "--long", str(pages)], capture_output=True, check=True, text=True
        )
        said = json.loads(done.stdout)
        per_page = 1000 * said["seconds"] / said["pages"]
        print(
            f"{said['pages']} pages: {said['seconds']:.1f} s CPU, {per_page:.0f} ms a page, {said['memory']:.0f} MB"
        )


def commands(sets: Any) -> None:
    """Whole processes, start-up included."""

    def run(*arguments: str) -> float:
        command = [sys.executable, "-m", "bilingual", "--project", str(folder), *arguments]
        return seconds(lambda: subprocess.run(command, check=True, capture_output=True), rounds=1)[0]

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for part in ("source", "locales"):
            shutil.copytree(ROOT / part, folder / part)
        shutil.copy(ROOT / "bilingual.toml", folder)
        one = run("build", "--columns", ",".join(sets[0]))
        shutil.rmtree(folder / "build")
        three = run("build")
        again = statistics.median(run("build") for _ in range(5))
    print(f"bilingual build: one edition {one:.2f} s, three {three:.2f} s ({three / one:.2f} times one),")
    print(f"                 again with nothing changed {again:.2f} s")


if __name__ == "__main__":
    main()
