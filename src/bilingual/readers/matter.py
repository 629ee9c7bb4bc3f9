"""The front and back matter of a book: pages that are a cover, a title page, a table of contents, or say who owns it."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bilingual.model import Metadata
from bilingual.readers.assembly import squeezed
from bilingual.readers.elements import names
from bilingual.readers.source import Paragraph
from bilingual.readers.trees import Element, local
from bilingual.readers.wordlists import wordlists

_SIGNS = re.compile(r"[\W_]+")
_NUMBER = re.compile(r"^\d+|\d+$")
_SENTENCE = re.compile(r"[。！？]|[a-z]\. |\.$")
_LONGEST = 1500
"""Characters of a page that its name alone can make front matter."""
_TITLE_PAGE = 8
"""Paragraphs of a title page."""
_SHARE = 0.5
"""Of the paragraphs of a page that says who made the book, those that begin as its lines do."""
_LINKS = 0.6
"""Of the paragraphs of a table of contents, those that are links."""


@dataclass(frozen=True, slots=True)
class _Known:
    front: frozenset[str]
    contents: frozenset[str]
    roles: re.Pattern[str]
    made: re.Pattern[str]
    owned: re.Pattern[str]


@lru_cache(maxsize=1)
def _known() -> _Known:
    data = wordlists("book")
    words = "|".join(map(re.escape, sorted(data["roles"], key=len, reverse=True)))
    return _Known(
        frozenset(data["front"]),
        frozenset(data["contents"]),
        re.compile(rf"(?:{words}|[\W\d_]|年|月|日)*", re.IGNORECASE),
        re.compile("|".join((*data["made"], *data["owned"])), re.IGNORECASE),
        re.compile("|".join(data["owned"]), re.IGNORECASE),
    )


def is_front(name: str) -> bool:
    """Whether a word of EPUB, of a guide or of a class means a page that is not the text: ``copyright-page``."""
    return _SIGNS.sub("", name.lower()) in _known().front


def is_matter(
    body: Element, name: str, paragraphs: Sequence[Paragraph], metadata: Metadata, pages: Collection[str]
) -> bool:
    """Whether a page is no text of the book, by what it is called, or by what it holds.

    ``name`` is its part in the package, ``pages`` are the file names of all pages.
    """
    texts = [p.text for p in paragraphs if not p.picture and p.text.strip()]
    if not texts:
        return not paragraphs or _says_so(body)
    if _says_so(body):
        return True
    stem = _NUMBER.sub("", name.rpartition("/")[2].rpartition(".")[0])
    short = sum(map(len, texts)) < _LONGEST
    running = sum(_SENTENCE.search(text) is not None for text in texts) * 2 > len(texts)
    if short and not running and is_front(stem):
        return True
    return _is_contents(body, texts, pages) or _is_title_page(texts, metadata) or _is_colophon(texts)


def _says_so(body: Element) -> bool:
    """Whether a page, or the only part of it, is named as front matter."""
    for element in (body, *list(body)[:1]):
        if any(map(is_front, names(element).split())) and not (element is not body and len(list(body)) > 1):
            return True
    return False


def _is_contents(body: Element, texts: Sequence[str], pages: Collection[str]) -> bool:
    if any(_SENTENCE.search(text) for text in texts):
        return False
    if _SIGNS.sub("", texts[0].lower()) in _known().contents:
        return True
    linked = {
        squeezed("".join(a.itertext()))
        for a in body.iter()
        if local(a) == "a" and (a.get("href") or "").partition("#")[0].rpartition("/")[2] in pages
    }
    found = sum(squeezed(text) in linked for text in texts)
    return found > 2 and found >= _LINKS * len(texts)


def _is_title_page(texts: Sequence[str], metadata: Metadata) -> bool:
    """Whether a page says no more than the book's own title, author and publisher, and what they did."""
    said = [squeezed(text) for text in (metadata.title, metadata.author, metadata.publisher) if text]
    if len(texts) > _TITLE_PAGE or not said or said[0] not in squeezed("".join(texts)):
        return all(squeezed(text) in said for text in texts)
    for text in texts:
        rest = squeezed(text)
        for known in sorted(said, key=len, reverse=True):
            rest = rest.replace(known, "")
        if not _known().roles.fullmatch(rest):
            return False
    return True


def _is_colophon(texts: Sequence[str]) -> bool:
    """Whether the lines of a page say who made and owns the book: three of them, or all."""
    known = _known()
    lines = [text.strip("　 【〔[（(●■◆") for text in texts]
    plain = [line for line in lines if "。" not in line.rstrip("。")]
    made = sum(known.made.match(line) is not None for line in plain)
    owned = any(known.owned.search(line) for line in plain)
    return owned and (made > 2 or made == len(lines)) and made >= _SHARE * (len(lines) - 1)
