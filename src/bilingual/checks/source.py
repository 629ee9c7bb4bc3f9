"""A Document → what its publisher should mend in the source itself, one function a check."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from bilingual.checks.letters import CLOSERS, HAN, NOTE_MARK
from bilingual.checks.names import one_name
from bilingual.checks.readings import sino_korean
from bilingual.glossary import fold
from bilingual.languages import language
from bilingual.model import Document, Role

Found = tuple[int, str]
"""Line of the source, and what is wrong there."""

_CLOSING = {"》": "《", "」": "「", "』": "『", "〉": "〈", "】": "【", "）": "（", "”": "“", ")": "("}
_STOPPED = {Role.PARAGRAPH, Role.LEAD, Role.QUOTE}
_STOP = re.compile(rf"[。．.!?！？…:：;；‥～~](?:[{CLOSERS}]|{NOTE_MARK})*$")
_LONG_ENOUGH = 15
"""Characters from which a line is a sentence and no label."""
_HALF_WIDTH = re.compile(rf"(?<=[{HAN}」』》）)])[,;:?!](?=\s?[{HAN}「『《（(]|$)|(?<=[{HAN}])\((?=[{HAN}])")
_FULL_WIDTH = re.compile("[，；：？！（]")
_FULL_LETTERS = re.compile("[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]+")
_GLOSSED = re.compile(rf"([{HAN}·．‧]{{2,12}}) ?[(（]([A-Z][A-Za-z .’'-]{{3,40}})[)）]")
_HAN_RUN = re.compile(f"[{HAN}]{{3,}}")
OFTEN = 3
"""Times that a spelling is met before another one beside it is a slip."""
_FOOTNOTE = re.compile(r"\[\^[^\]\s]{1,40}\]")
_LATIN_NAME = re.compile(r"(?<![A-Za-z'’-])[A-Z][a-z]{4,}")


def brackets(document: Document) -> Iterator[Found]:
    """A bracket or quotation mark whose partner is missing in the same block."""
    for block in document.blocks:
        for mark, partner in _unmatched(block.text):
            yield block.line, f"{mark} has no {partner} in this line"


def _unmatched(text: str) -> list[tuple[str, str]]:
    openings = {opening: closing for closing, opening in _CLOSING.items()}
    open_marks: list[str] = []
    found = []
    for character in text.replace("（", "(").replace("）", ")"):
        if character in openings:
            open_marks.append(character)
        elif character in _CLOSING:
            if open_marks and open_marks[-1] == _CLOSING[character]:
                open_marks.pop()
            else:
                found.append((character, _CLOSING[character]))
    return found + [(mark, openings[mark]) for mark in open_marks]


def ending(document: Document) -> Iterator[Found]:
    """A paragraph that stops without a mark, while the article's others have one."""
    lines = [b for b in document.blocks if b.role in _STOPPED and len(b.text.strip()) >= _LONG_ENOUGH]
    bare = [block for block in lines if not _STOP.search(block.text.strip())]
    if len(bare) * 3 <= len(lines):
        for block in bare:
            yield block.line, f"no mark at the end of “…{block.text.strip()[-8:]}”"


def width(document: Document) -> Iterator[Found]:
    """Half-width marks between Han characters beside full-width ones, and full-width letters or digits."""
    if not language(document.language).cjk:
        return
    half = Counter(mark for block in document.blocks for mark in _HALF_WIDTH.findall(block.text))
    full = Counter(mark for block in document.blocks for mark in _FULL_WIDTH.findall(block.text))
    if half and full:
        rarer, few = min(("half-width", half), ("full-width", full), key=lambda kind: kind[1].total())
        pattern = _HALF_WIDTH if rarer == "half-width" else _FULL_WIDTH
        line = next(block.line for block in document.blocks if pattern.search(block.text))
        usual = max(half.total(), full.total())
        yield (
            line,
            f"{rarer} {' '.join(few)} ({few.total()} times, here first) beside {usual} marks of the other width",
        )
    for block in document.blocks:
        for written in _FULL_LETTERS.findall(block.text):
            yield block.line, f"full-width “{written}”"


def footnote(document: Document) -> Iterator[Found]:
    """The mark of a footnote that the article does not have, as Markdown writes it: it is printed as it stands."""
    for block in document.blocks:
        code = [(tag.start, tag.end) for tag in block.tags if tag.name == "code"]
        for mark in _FOOTNOTE.finditer(block.text):
            if not any(start <= mark.start() and mark.end() <= end for start, end in code):
                yield block.line, f"{mark[0]} has no footnote, and is printed as it stands"


def front_matter(document: Document) -> Iterator[Found]:
    """A line of the front matter that says nothing: a key that is misspelled, a day that is none."""
    yield from document.slips


def name(document: Document) -> Iterator[Found]:
    """A name that is written in two ways: 臺灣 and 台灣, two Chinese forms of one Latin name, one wrong character."""
    yield from _variants(document)
    yield from _glossed(document)
    yield from _homophones(document)
    yield from _misspelled(document)


def _variants(document: Document) -> Iterator[Found]:
    """Give words that hold 臺 where others hold 台."""
    words: dict[str, str] = {}
    for block in document.blocks:
        for match in re.finditer(f"[{HAN}]?[臺台][{HAN}]", block.text):
            written = match[0][-2:]
            first = words.setdefault(fold(written), written)
            if first != written:
                yield block.line, f"“{written}” is written “{first}” above"


def _glossed(document: Document) -> Iterator[Found]:
    """Give names whose Latin form stands beside two Chinese ones."""
    seen: dict[str, str] = {}
    for block in document.blocks:
        for chinese, latin in _GLOSSED.findall(block.text):
            first = seen.setdefault(latin, chinese)
            if not (first.endswith(chinese[-3:]) or chinese.endswith(first[-3:])):
                yield block.line, f"{latin} is “{chinese[-6:]}” here and “{first[-6:]}” above"


def _homophones(document: Document) -> Iterator[Found]:
    """Give three characters that are met once, sound like three that are met often, and differ in the middle one."""
    counts: Counter[str] = Counter()
    lines: dict[str, int] = {}
    for block in document.blocks:
        for run in _HAN_RUN.findall(block.text):
            for at in range(len(run) - 2):
                counts[run[at : at + 3]] += 1
                lines.setdefault(run[at : at + 3], block.line)
    by_sound: dict[str, list[str]] = defaultdict(list)
    for word in counts:
        for reading in sino_korean(word)[:1]:
            by_sound[word[0] + reading + word[2]].append(word)
    for alike in by_sound.values():
        usual = max(alike, key=lambda word: (counts[word], word))
        for word in alike:
            if counts[word] == 1 and counts[usual] >= OFTEN:
                yield lines[word], f"“{word}” is written “{usual}” {counts[usual]} times"


def _misspelled(document: Document) -> Iterator[Found]:
    """Give a Latin name that is met once beside one that is met often and differs as misspellings do."""
    lines: dict[str, list[int]] = defaultdict(list)
    for block in document.blocks:
        for written in _LATIN_NAME.findall(block.text):
            lines[written].append(block.line)
    for rare in lines:
        for usual in lines if len(lines[rare]) == 1 else ():
            if len(lines[usual]) >= OFTEN and rare[0] == usual[0] and one_name(rare, usual, "en"):
                yield lines[rare][0], f"“{rare}” is written “{usual}” {len(lines[usual])} times"
