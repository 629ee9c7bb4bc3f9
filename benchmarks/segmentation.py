"""How fast and how well sentences are cut: our scan beside sentencex on the same text, and F1 on hand-made labels.

python benchmarks/segmentation.py
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path

import sentencex

from bilingual.readers import read
from bilingual.segmentation import sentences

ROOT = Path(__file__).parents[1]
ARTICLE = ROOT / "source" / "washington-declaration.txt"
GOLD = ROOT.parent / "shared" / "gold"
LANGUAGES = {"seed": "zh-Hant", "zh_hans": "zh-Hans", "ja": "ja", "ko": "ko", "en_golden": "en"}


def seconds(work: Callable[[], object], runs: int = 3) -> float:
    """The best of a few runs, so that other work on the machine counts least."""
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


def speed() -> None:
    article = ARTICLE.read_text("utf-8").replace("\n", "")
    sentences(article, "zh-Hant")  # reads the rules
    megabyte = article * (1_000_000 // len(article.encode()) + 1)
    unclosed = "「他說。" * 20_000
    for name, text in (
        ("1 MB of the article, one line", megabyte),
        ("80,000 characters of 「他說。", unclosed),
        ("200,000 of 。", "。" * 200_000),
        ("200,000 of 「", "「" * 200_000),
        ("200,000 of 」", "」" * 200_000),
        ("10 MB, one line", megabyte * 10),
    ):
        ours = seconds(lambda text=text: sentences(text, "zh-Hant"))
        line = f"{name:32} {len(text):>9,} characters  ours {ours:6.3f} s  {len(text) / ours / 1e6:6.2f} M/s"
        if len(text) <= 400_000:
            theirs = seconds(lambda text=text: sentencex.segment("zh", text), 1)
            line += f"  sentencex {theirs:6.3f} s  ours/theirs {ours / theirs:6.2f}"
        print(line)
    data = (megabyte * 10).encode()
    whole = seconds(lambda: read(data, path="x.txt", article="x", language="zh-Hant"), 1)
    print(f"reading a line of 10 MB: {whole:.2f} s")


def dense(text: str) -> int:
    return sum(not c.isspace() for c in text)


def score(items: list[dict], cut: Callable[[str], list[int]], kinds: set[str]) -> float:
    """F1 of the boundaries inside a text, at offsets without white space; optional ones count neither way."""
    right = wrong = 0
    for item in items:
        text = item["text"]
        marks = {kind: set() for kind in ("hard", "inner", "optional")}
        for boundary in item["boundaries"]:
            marks[boundary["kind"]].add(dense(text[: boundary["offset"]]))
        expected = set().union(*(marks[kind] for kind in kinds))
        found = {dense(text[:end]) for end in cut(text)} - {0, dense(text)}
        right += 2 * len(found & expected)
        wrong += len((found - marks["optional"]) ^ expected)
    return right / (right + wrong)


def library(language: str) -> Callable[[str], list[int]]:
    def cut(text: str) -> list[int]:
        ends, position = [], 0
        for piece in sentencex.segment(language.split("-")[0], text):
            position += len(piece)
            ends.append(position)
        return ends

    return cut


def ours(language: str, quotes: str) -> Callable[[str], list[int]]:
    return lambda text: [end for _, end in sentences(text, language, quotes=quotes)]


def quality() -> None:
    uncut = {"title", "heading", "credit", "related", "tags"}
    for name, language in LANGUAGES.items():
        gold = json.loads((GOLD / f"{name}.gold.json").read_text("utf-8"))
        items = [item for item in gold.get("items") or gold["blocks"] if item.get("role") not in uncut]
        whole = score(items, ours(language, "whole"), {"hard"})
        split = score(items, ours(language, "split"), {"hard", "inner"})
        other = score(items, library(language), {"hard"})
        print(f"{name:10} F1 quotes whole {whole:.3f}  quotes split {split:.3f}  sentencex alone {other:.3f}")


if __name__ == "__main__":
    speed()
    if GOLD.is_dir():
        quality()
