"""Inline tags in drafts on the shipped article: how many come to the right words, the wrong ones, or are lost.

Tags are put about one to three words of each sentence, and behind one of them, by chance. The drafts come from the hand-wired
test models, which translate word by word in the order of the source, so that the right place is known.
"""

from __future__ import annotations

import os
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

import wired  # noqa: E402  (it lies with the tests)
from bilingual import engines, glossary, models, protection, readers, segmentation  # noqa: E402
from bilingual.config import SegmentationConfig, TranslateConfig  # noqa: E402
from bilingual.drafting.tagging import tagged  # noqa: E402
from bilingual.model import Draft, Passage  # noqa: E402

SEEDS = 20
LETTERS = ",.:;!?，。：；！？ "


def marked(
    passage: Passage, draft: Draft, chance: random.Random
) -> tuple[Passage, dict[int, tuple[int, int]]]:
    """Put a pair of tags about some words, and one behind another; give their right places in the draft."""
    row = [one for one in draft.alignment if draft.text[one[2] : one[3]].strip(LETTERS)]
    if len(row) < 4:
        return replace(passage, tags=()), {}
    first = chance.randrange(len(row) - 3)
    last = first + chance.randrange(3)
    point = chance.randrange(last + 1, len(row))
    start, end = row[first][2], row[last][3]
    text = draft.text[start:end]
    start += len(text) - len(text.lstrip())
    tags = ((1, row[first][0], row[last][1]), (2, row[point][1], row[point][1]))
    return replace(passage, tags=tags), {1: (start, end), 2: (row[point][3], row[point][3])}


def score(drafts: Sequence[Draft | None], truth: Sequence[dict[int, tuple[int, int]]]) -> str:
    """Count by kind of tag."""
    counts: dict[int, Counter[str]] = {1: Counter(), 2: Counter()}
    for draft, right in zip(drafts, truth, strict=True):
        there = {number: (start, end) for number, start, end in draft.tags} if draft else {}
        for number, place in right.items():
            found = there.get(number)
            counts[number]["lost" if found is None else "right" if found == place else "wrong"] += 1
    parts = []
    for number, name in ((1, "pairs"), (2, "single tags")):
        of = counts[number].total()
        said = ", ".join(f"{100 * counts[number][k] / of:.1f} % {k}" for k in ("right", "wrong", "lost"))
        parts.append(f"{name} {said}")
    return f"{'; '.join(parts)} of {counts[1].total()} each"


def main() -> None:
    """Print the shares for each way of finding the words."""
    data = (ROOT / "source" / "washington-declaration.txt").read_bytes()
    document = readers.read(data, path="article.txt", article="article", language="zh-Hant")
    passages = [Passage(s.text, s.role) for s in segmentation.segment(document, SegmentationConfig())]
    terms = glossary.load(ROOT / "glossary.csv", source="zh-Hant")
    with tempfile.TemporaryDirectory() as folder:
        os.environ["ARGOS_PACKAGES_DIR"] = f"{folder}/packages"
        for path in wired.packages(Path(folder)):
            models.install_file(path)
        engine = engines.create(TranslateConfig())
        kept = protection.Protected(engine, terms)
        for way in (("zh-Hant", "en"), ("en", "ko")):
            looked = [replace(p, tags=((1, 0, len(p.text)),)) for p in passages]
            drafts = [d for d in engine.translate(looked, *way) if d]

            def alone(
                texts: Sequence[str], way: tuple[str, str] = way, by: protection.Engine = engine
            ) -> list[str]:
                found = by.translate([Passage(text) for text in texts], *way)
                return [draft.text if draft else "" for draft in found]

            def silent(texts: Sequence[str]) -> list[str]:
                return [""] * len(texts)

            bare = [replace(draft, alignment=()) for draft in drafts]
            ways = {
                "what the model looked at": (drafts, silent),
                "the words translated alone": (bare, alone),
                "both": (drafts, alone),
            }
            for name, (given, translate) in ways.items():
                pairs = [
                    (*marked(p, d, random.Random(f"{seed} {n}")), g)
                    for seed in range(SEEDS)
                    for n, (p, d, g) in enumerate(zip(passages, drafts, given, strict=True))
                ]
                asked = [passage for passage, _, _ in pairs]
                done = tagged(asked, [draft for _, _, draft in pairs], translate)
                print(f"{' → '.join(way)}, {name}: {score(done, [right for _, right, _ in pairs])}")
            asked = [
                marked(p, d, random.Random(n))[0]
                for n, (p, d) in enumerate(zip(passages, drafts, strict=True))
            ]
            done = tagged(asked, kept.translate(asked, *way), partial(alone, by=kept))
            lost = sum(len(p.tags) - len(d.tags) for p, d in zip(asked, done, strict=True) if d)
            print(f"{' → '.join(way)}, with the glossary: {lost} of {sum(len(p.tags) for p in asked)} lost")
            passages = [Passage(draft.text) for draft in drafts]


if __name__ == "__main__":
    main()
