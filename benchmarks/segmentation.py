"""How fast and how well sentences are cut: ours beside sentencex, pysbd and ICU, in one run on the same texts.

    python benchmarks/segmentation.py

The labels are F1 of hand-made boundaries where they are at hand; news is how well lines of news that were joined, eight at a
time, are parted again (a line has now and then two sentences, and titles have no full stop: nobody reaches 1; quotations that
lines part are whole to us, see the last column). pysbd and ICU
are peers of this script only (peers.txt); where one isn't installed the table says so.
"""

from __future__ import annotations

import importlib.util
import json
import time
import warnings
from collections.abc import Callable, Iterable
from pathlib import Path

import sentencex

from bilingual.config import SegmentationConfig
from bilingual.readers import read
from bilingual.segmentation import segment, sentences
from bilingual.segmentation.export import exported
from bilingual.segmentation.srx import parse

ROOT = Path(__file__).parents[1]
ARTICLE = ROOT / "source" / "washington-declaration.txt"
GOLD = ROOT.parent / "shared" / "gold"
DATA = ROOT.parent / "shared" / "data"
CASES = ROOT / "tests" / "cases" / "segmentation-gold"
"""English of newsrooms and books by category, of which one half was not looked at while the rules were made."""
NEWS = {
    "ntrex/newstest2019-src.eng.txt": "en",
    "ntrex/newstest2019-ref.kor.txt": "ko",
    "ntrex/newstest2019-ref.zho-TW.txt": "zh-Hant",
    "argos-outputs/flores-dev.en": "en",
    "argos-outputs/flores-dev.ko": "ko",
    "argos-outputs/flores-dev.zh": "zh-Hans",
}
HELD_OUT = {"ko", "en_golden"}
"""Labels of which every second text was not looked at while the rules were made."""
Cut = Callable[[str], list[int]]
LANGUAGES = {"seed": "zh-Hant", "zh_hans": "zh-Hans", "ja": "ja", "ko": "ko", "en_golden": "en"}


def seconds(work: Callable[[], object], runs: int = 3) -> float:
    """Processor time, the best of a few runs: other work on the machine counts least."""
    times = []
    for _ in range(runs):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
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
    lines = ARTICLE.read_bytes() + b"\n"
    data = lines * (10_000_000 // len(lines))
    whole = seconds(
        lambda: segment(read(data, path="x.txt", article="x", language="zh-Hant"), SegmentationConfig()), 1
    )
    print(f"10 MB of articles from bytes to segments: {whole:.2f} s")
    english = (
        "“We will act,” said Dr. Lin of Acme Inc. on Tuesday. They met for 3.5 hours; nobody answered. "
        * 1_000
    )
    for language, text in (
        ("en", english),
        ("ko", "그는 “함께 갑시다.”라고 말했다. 3.5%가 올랐다고 한다. " * 2_500),
    ):
        mine = seconds(lambda text=text, language=language: sentences(text, language))
        twice = seconds(lambda text=text, language=language: sentences(text * 2, language))
        theirs = seconds(lambda text=text, language=language: sentencex.segment(language, text))
        megabytes = len(text.encode()) / 1e6
        print(
            f"{language}: 10 MB in {mine / megabytes * 10:.1f} s, twice the text {twice / mine:.1f} times the time, "
            f"ours/sentencex {mine / theirs:.1f}"
        )
    rules = parse(exported().encode(), "exported.srx")
    text = megabyte[:100_000]
    mine = seconds(lambda: sentences(text, "zh-Hant"))
    print(f"by SRX rules: {seconds(lambda: sentences(text, 'zh-Hant', srx=rules), 1) / mine:.1f} times ours")


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


def offsets(pieces: Iterable[str]) -> list[int]:
    ends, position = [], 0
    for piece in pieces:
        position += len(piece)
        ends.append(position)
    return ends


def ours(language: str, quotes: str = "whole") -> Cut:
    return lambda text: [end for _, end in sentences(text, language, quotes=quotes)]


def by_exported_rules(language: str) -> Cut:
    rules = parse(exported().encode(), "exported.srx")
    return lambda text: [end for _, end in sentences(text, language, srx=rules)]


def by_sentencex(language: str) -> Cut:
    return lambda text: offsets(sentencex.segment(language.split("-")[0], text))


def by_pysbd(language: str) -> Cut | None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # invalid escapes in its source
            import pysbd

            cutter = pysbd.Segmenter(language=language.split("-")[0], clean=False, char_span=True)
    except (ImportError, ValueError):  # it knows no Korean
        return None
    return lambda text: [span.end for span in cutter.segment(text)]


def by_icu(language: str) -> Cut | None:
    try:
        import icu
    except ImportError:
        return None
    breaks = icu.BreakIterator.createSentenceInstance(icu.Locale(language))

    def cut(text: str) -> list[int]:
        units = icu.UnicodeString(text)
        breaks.setText(units)
        return [len(str(units[:place])) for place in breaks]  # it counts UTF-16

    return cut


PEERS: dict[str, Callable[[str], Cut | None]] = {
    "ours": ours,
    "our SRX": by_exported_rules,
    "sentencex": by_sentencex,
    "pysbd": by_pysbd,
    "ICU": by_icu,
}


def row(name: str, language: str, items: list[dict]) -> None:
    cells = []
    for make in PEERS.values():
        cut = make(language)
        cells.append(f"{score(items, cut, {'hard'}):9.3f}" if cut else "        –")
    cells.append(f"{score(items, ours(language, 'split'), {'hard', 'inner'}):11.3f}")
    print(f"{name:22}{len(items):5}" + "".join(cells))


def quality() -> None:
    missing = [name for name in ("pysbd", "icu") if importlib.util.find_spec(name) is None]
    print(f"not installed: {', '.join(missing) or 'none of the peers'}")
    print(f"{'F1':22}{'texts':>5}" + "".join(f"{name:>9}" for name in PEERS) + "  ours, split")
    uncut = {"title", "heading", "credit", "related", "tags"}
    for name, language in LANGUAGES.items():
        if (path := GOLD / f"{name}.gold.json").is_file():
            gold = json.loads(path.read_text("utf-8"))
            items = [item for item in gold.get("items") or gold["blocks"] if item.get("role") not in uncut]
            row(f"labels {name}", language, items)
            if name in HELD_OUT:
                row("  … while tuning", language, items[0::2])
                row("  … held out", language, items[1::2])
    halves = {path.stem: cases(path) for path in sorted(CASES.glob("en-*.txt"))}
    row("our own, English", "en", [item for half in halves.values() for item in half])
    row("  … while tuning", "en", halves["en-tuned"])
    row("  … held out", "en", halves["en-held-out"])
    for name, language in NEWS.items():
        if (path := DATA / name).is_file():
            row(
                f"news {path.suffixes[-2][-6:]}" if path.suffix == ".txt" else f"FLORES {language}",
                language,
                joined(path),
            )


def cases(path: Path) -> list[dict]:
    """The labelled texts of a file, one a line: ‖ and ┊ are boundaries, ~ is an optional one."""
    kinds = {"‖": "hard", "┊": "inner", "~": "optional"}
    items = []
    for line in path.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            text, boundaries = "", []
            for character in line:
                if character in kinds:
                    boundaries.append({"kind": kinds[character], "offset": len(text)})
                else:
                    text += character
            items.append({"text": text, "boundaries": boundaries})
    return items


def joined(path: Path, together: int = 8) -> list[dict]:
    """Lines of news, several in one text: where one ends is the boundary."""
    lines = [line.strip() for line in path.read_text("utf-8").splitlines() if line.strip()]
    items = []
    for start in range(0, len(lines), together):
        text, boundaries = "", []
        for line in lines[start : start + together]:
            text += f" {line}" if text else line
            boundaries.append({"kind": "hard", "offset": len(text)})
        items.append({"text": text, "boundaries": boundaries[:-1]})
    return items


if __name__ == "__main__":
    speed()
    quality()
