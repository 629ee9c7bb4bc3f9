"""Line breaks inside the paragraphs of a document → gone where they only part a line, kept where each line is something."""

from __future__ import annotations

from bilingual.readers.elements import BLOCKS
from bilingual.readers.markers import Markers, markers
from bilingual.readers.page import VERSE_COLUMNS, narrow
from bilingual.readers.trees import Element, local

_ENDS = "。！？!?.」』”"


def join_lines(body: Element, language: str) -> None:
    """Take the line breaks out of paragraphs that are one: a long title, a sentence that was parted by hand.

    Breaks stay in poems and lists, below a bold line, between lines that say what they are (文／…, 攝影／…), where two
    stand together, and everywhere in a document that uses them in place of paragraphs.
    """
    paragraphs = [e for e in body.iter("p") if "".join(e.itertext()).strip()]
    broken = [p for p in paragraphs if any(True for _ in p.iter("br"))]
    lines = {p: _lines(p) for p in broken}
    running = sum(
        len(found) - 1 for found in lines.values() if any(line[-1:] in _ENDS for line in found[:-1])
    )
    if running > len(paragraphs) - len(broken):
        return
    known = markers(language)
    for paragraph in broken:
        if not _each_its_own(paragraph, lines[paragraph], known):
            for one in list(paragraph.iter("br")):
                one.tag = "span"
                one.text = "\n"


def _lines(paragraph: Element) -> list[str]:
    """The lines of a paragraph, without outer white space; an empty one where two breaks stand together."""
    pieces: list[str] = [""]
    for element in paragraph.iter():
        if local(element) == "br":
            pieces.append("")
        elif local(element) not in {"rt", "rp"}:
            pieces[-1] += element.text or ""
        if element is not paragraph:
            pieces[-1] += element.tail or ""
    return [piece.strip() for piece in pieces]


def _each_its_own(paragraph: Element, lines: list[str], known: Markers) -> bool:
    inner = lines[next((n for n, line in enumerate(lines) if line), 0) :]
    while inner and not inner[-1]:
        inner.pop()
    if "" in inner or any(local(e) in BLOCKS for e in paragraph.iter() if e is not paragraph):
        return True
    verse = len(inner) > 2 and all(narrow(line, VERSE_COLUMNS) and line[-1] not in "。." for line in inner)
    said = [line for line in inner if known.begins(line)]
    return (
        verse
        or len(said) == len(inner)
        or bool(said and known.begins(inner[-1]))
        or _begins_bold(paragraph, inner)
    )


def _begins_bold(paragraph: Element, lines: list[str]) -> bool:
    """Whether the first line is bold and the others are not: a heading above its text."""
    bold = "".join("".join(e.itertext()) for e in paragraph.iter("strong")).split()
    return "".join(bold) == "".join(lines[0].split()) and len(lines) > 1
