"""How well and how fast files are read: roles and boundaries by format, encodings, and speeds in one run.

python benchmarks/readers.py
"""

from __future__ import annotations

import contextlib
import io
import random
import resource
import sys
import time
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

from bilingual import segmentation
from bilingual.config import SegmentationConfig
from bilingual.errors import SourceError
from bilingual.model import Document
from bilingual.readers import read
from bilingual.readers.encodings import decode

if TYPE_CHECKING:
    from test_blind_trial import Score

ROOT = Path(__file__).parents[1]
ARTICLE = ROOT / "source" / "washington-declaration.txt"
PAGE = 1_000  # characters of a book's page
ENCODINGS = {
    "utf-8": "zh-Hant", "cp950": "zh-Hant", "big5hkscs": "zh-Hant", "gb18030": "zh-Hans", "utf-16-le": "zh-Hant",
    "utf-16-be": "zh-Hant",
}  # fmt: skip

sys.path.insert(0, str(ROOT / "tests"))


def quality() -> None:
    from test_blind_trial import CASES, FIRST_RUN, FORMATS, total

    print("articles written before the rules (roles right, F1 of segment boundaries)")
    _print_scores({name: total(name, CASES) for name in FORMATS})
    for folder, first in FIRST_RUN.items():
        print(f"{folder.name}, written without a look at the rules")
        _print_scores({name: total(name, folder) for name in first})
        told = (f"{name} {r} of {n} = {r / n:.3f}, F1 {f1}" for name, (r, n, f1) in first.items())
        print("  first run: ", ", ".join(told))


def _print_scores(scores: dict[str, Score]) -> None:
    for name, score in scores.items():
        print(f"  {name:9} {score.roles:3} of {score.blocks:3}  {score.role_share:.3f}   F1 {score.f1:.3f}")


def encodings() -> None:
    article = ARTICLE.read_text("utf-8")
    hong_kong = "佢哋嘅嘢喺邊度嚟㗎，唔該晒你話畀我知啦，咁樣就啱嘞，啲人冇睇到嗰個咩。" * 20
    simplified = article.translate(
        str.maketrans("國韓會話總統應點與對產發這個時", "国韩会话总统应点与对产发这个时")
    )
    texts = {"big5hkscs": hong_kong, "gb18030": simplified}
    print("encodings found, of 40 windows of 20 characters")
    for name, language in ENCODINGS.items():
        text = "".join(texts.get(name, article).split())
        windows = [text[n : n + 20] for n in random.Random(7).sample(range(len(text) - 20), 40)]
        right = 0
        for window in windows:
            data = window.encode(name, "ignore")
            with contextlib.suppress(SourceError):
                right += decode(data, path="x", language=language)[0] == data.decode(name)
        print(f"  {name:10} {right} of 40")


def timed(data: bytes, suffix: str) -> tuple[Document, float, float]:
    """Processor time of reading and of cutting, so that other work on the machine counts least."""
    start = time.process_time()
    document = read(data, path=f"x{suffix}", article="x", language="zh-Hant")
    middle = time.process_time()
    segmentation.segment(document, SegmentationConfig())
    return document, middle - start, time.process_time() - middle


def book(pages: int) -> bytes:
    """An e-book of so many pages, 20 to a chapter."""
    paragraphs = [line for line in ARTICLE.read_text("utf-8").splitlines() if len(line) > 80]
    whole = "".join(f"<p>{line[:40]}<b>{line[40:50]}</b>{line[50:]}</p>" for line in paragraphs)
    chapter = whole * (PAGE * 20 // sum(map(len, paragraphs)) + 1)
    file = io.BytesIO()
    names = [f"c{n}.xhtml" for n in range(pages // 20)]
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("META-INF/container.xml", '<container><rootfile full-path="b.opf"/></container>')
        items = "".join(f'<item id="{n}" href="{n}" media-type="application/xhtml+xml"/>' for n in names)
        spine = "".join(f'<itemref idref="{n}"/>' for n in names)
        package.writestr("b.opf", f"<package><manifest>{items}</manifest><spine>{spine}</spine></package>")
        for n, name in enumerate(names):
            package.writestr(name, f"<html><body><h1>第{n}章</h1>{chapter}</body></html>")
    return file.getvalue()


def speed() -> None:
    article = ARTICLE.read_text("utf-8")
    megabyte = article * (1_000_000 // len(article.encode()) + 1)
    wrapped = "\n".join(
        "\n".join(line[n : n + 36] for n in range(0, len(line), 36)) for line in megabyte.splitlines()
    )
    timed(megabyte.encode(), ".txt")
    base = 0.0
    print("processor time: reading, cutting, all of it per MB beside 1 MB of text")
    for name, data, suffix in (
        ("1 MB of text", megabyte.encode(), ".txt"),
        ("10 MB of text", (megabyte * 10).encode(), ".txt"),
        ("10 MB, hard-wrapped", (wrapped * 10).encode(), ".txt"),
        ("1 MB of Markdown", megabyte.encode(), ".md"),
        ("1 MB of HTML", f"<article>{megabyte.replace(chr(10), '<p>')}</article>".encode(), ".html"),
        ("10 MB of HTML", f"<article>{(megabyte * 10).replace(chr(10), '<p>')}</article>".encode(), ".html"),
        ("EPUB of 500 pages", book(500), ".epub"),
    ):
        document, reading, cutting = timed(data, suffix)
        size = len(document.text.encode()) / 1e6
        base = base or (reading + cutting) / size
        ratio = (reading + cutting) / size / base
        print(f"  {name:20} {reading:6.2f} s {cutting:6.2f} s   ×{ratio:.2f}   ({size:.1f} MB of text)")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"  most memory in all of this: {peak} MB")


if __name__ == "__main__":
    quality()
    encodings()
    speed()
