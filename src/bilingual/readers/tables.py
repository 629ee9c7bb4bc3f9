"""A table → whether it holds data, a row a line, or lays a page out."""

from __future__ import annotations

from bilingual.readers.trees import Element, local

_LONGEST_CELL = 160
"""Characters: what is longer is no cell of figures or names."""
_TEXT = frozenset(
    {"h1", "h2", "h3", "h4", "h5", "h6", "table", "figure", "article", "blockquote", "iframe", "form"}
)


def is_data(table: Element) -> bool:
    """Whether every row can be one block: two rows and two columns or more, and cells that are short."""
    widest = rows = 0
    cells = 0
    for element in table.iter():
        name = local(element)
        if name in _TEXT and element is not table:
            return False
        if name == "tr":
            rows += 1
            widest, cells = max(widest, cells), 0
        elif name in {"td", "th"}:
            cells += 1
            if sum(map(len, element.itertext())) > 4 * _LONGEST_CELL or _dense(element) > _LONGEST_CELL:
                return False
    return rows > 1 and max(widest, cells) > 1


def _dense(element: Element) -> int:
    return sum(len(piece) for text in element.itertext() for piece in text.split())
