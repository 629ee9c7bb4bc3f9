"""How long readers take for lines that are made to be slow: the letters of each pattern in readers/data, again and again.

python benchmarks/hostile_lines.py

A file of each in one line, and in many of 590 characters, which is what patterns of whole lines look at; as plain
text, Markdown and a web page. What takes more than three times as long for twice as much is printed, and the slowest.
"""

from __future__ import annotations

import contextlib
import re
import time
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import bilingual.readers
from bilingual.errors import SourceError

LENGTH = 25_000  # characters
LINE = 590
SUFFIXES = (".txt", ".md", ".html")
SIGNS = (
    "[",
    "![",
    "[a",
    "[a](b)",
    "[[a]]",
    "{{",
    "{%",
    "*a",
    "**a ",
    "_a ",
    "`",
    "`a",
    "<b>",
    "> ",
    "- ",
    "a|",
    "\\",
    "&",
    ":::",
)
LITERAL = re.compile(r"[^\\\[\](){}|?*+.^$]+")


def strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif value:
        for part in value.values() if isinstance(value, dict) else value:
            yield from strings(part)


def seeds() -> dict[str, str]:
    """What is repeated, and the language whose patterns it is from."""
    found = dict.fromkeys(SIGNS, "zh-Hant")
    for file in sorted(Path(bilingual.readers.__file__).parent.glob("data/*.toml")):
        language = file.stem if file.stem in {"en", "ja", "ko", "zh-Hans"} else "zh-Hant"
        for pattern in strings(tomllib.loads(file.read_text("utf-8"))):
            pieces = LITERAL.findall(pattern)
            for piece in ("".join(pieces), *pieces[:2]):
                found.setdefault(piece[:80], language)
    return {seed: language for seed, language in found.items() if seed.strip()}


def seconds(text: str, suffix: str, language: str) -> float:
    if suffix == ".html":
        text = f"<article><p>{text.replace('&', '&amp;').replace('<', '&lt;')}</article>".replace(
            "\n\n", "<p>"
        )
    start = time.process_time()
    with contextlib.suppress(SourceError):
        bilingual.readers.read(text.encode(), path=f"x{suffix}", article="x", language=language)
    return time.process_time() - start


def shapes(seed: str, length: int) -> tuple[str, str]:
    line = (seed * (length // len(seed) + 1))[:length]
    return line, "\n\n".join(line[n : n + LINE] for n in range(0, length, LINE))


def main() -> None:
    slowest: list[tuple[float, str, str, str]] = []
    for seed, language in seeds().items():
        for shape, once, twice in zip(
            ("one line", "lines"), shapes(seed, LENGTH), shapes(seed, 2 * LENGTH), strict=True
        ):
            for suffix in SUFFIXES:
                first = seconds(once, suffix, language)
                slowest.append((first, shape, suffix, seed))
                if first > 0.05 and (second := seconds(twice, suffix, language)) > 3 * first:
                    print(
                        f"  ×{second / first:.1f} for twice as much: {seed!r} in {shape} of {suffix}, {second:.2f} s"
                    )
    print(f"{len(slowest)} files of {LENGTH:,} characters; the slowest:")
    for took, shape, suffix, seed in sorted(slowest, reverse=True)[:5]:
        print(f"  {took:.2f} s  {seed!r} in {shape} of {suffix}")


if __name__ == "__main__":
    main()
