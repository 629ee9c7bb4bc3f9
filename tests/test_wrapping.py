"""Articles wrapped as mail, wires and terminals wrap them are read as the same blocks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from bilingual.readers import read
from bilingual.readers.page import columns
from test_blind_trial import CASES, SECOND, THIRD, language, source

_UNIT = re.compile(r"[A-Za-z0-9@._%/-]+|.")
_NEVER_FIRST = "，。、；：？！」』）》〉】”’…—％,.;:?!)"
ARTICLES = [
    path
    for folder in (CASES, SECOND, THIRD)
    for path in sorted((folder / "text").glob("*.zh-Hant.txt"))
    if not re.search("wrapped|wire", path.name) and not source(path).startswith((b"---", b"+++"))
]
WIDTHS = (40, 56, 64, 76, 80, 100)


def wrapped(text: str, width: int, kinsoku: str) -> Iterator[str]:
    """Break a paragraph: a mark that may not begin a line takes the character before it along, hangs, or stands there."""
    line = ""
    for unit in _UNIT.findall(text):
        if columns(line + unit) <= width or (kinsoku == "hangs" and unit in _NEVER_FIRST):
            line += unit
        elif kinsoku == "takes along" and unit in _NEVER_FIRST:
            last = _UNIT.findall(line)[-1]
            yield line.removesuffix(last)
            line = last + unit
        else:
            yield line
            line = unit.lstrip()
    yield line


def rewrapped(text: str, width: int, kinsoku: str, style: str) -> str:
    """Break all lines that are wider, with an indent or blank lines between paragraphs, or both."""
    lines: list[str] = []
    for line in text.splitlines():
        bare = line.strip(" \u3000")
        if "\t" in line or columns(bare) <= width:
            lines += [line] if "\t" in line else [bare]
            continue
        apart = [""] if "blank" in style else []
        lines += [*apart, *wrapped(("　　" if "indent" in style else "") + bare, width, kinsoku), *apart]
    return "\n".join(lines)


def texts(data: bytes, path: Path) -> Counter[str]:
    document = read(data, path="source/x.txt", article="x", language=language(path))
    return Counter("".join(block.text.split()) for block in document.blocks)


@pytest.mark.parametrize("kinsoku", ["takes along", "hangs", "none"])
@pytest.mark.parametrize("style", ["blank", "indent", "indent, blank"])
def test_a_wrapped_article_has_the_blocks_of_the_whole_one(style: str, kinsoku: str) -> None:
    same = blocks = 0
    for path in ARTICLES:
        data = source(path)
        wanted = texts(data, path)
        for width in WIDTHS:
            if sum(columns(text) > width for text in wanted) < 4:
                continue  # next to nothing to break
            got = texts(rewrapped(data.decode(), width, kinsoku, style).encode(), path)
            same, blocks = same + (wanted & got).total(), blocks + wanted.total()
    assert blocks > 500
    assert same >= 0.97 * blocks
