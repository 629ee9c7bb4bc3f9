"""A table's row as one text ↔ its cells, which stand between tabs, or between bars in a plain text."""

from __future__ import annotations

TAB, BAR = "\t", "|"
_BUT_TABS = " \n\r\f\v\x85\xa0\u2028\u2029\u3000"


def stripped(row: str) -> str:
    """Give a row without the space about it; the tabs at its ends stay, for they part empty cells from it."""
    return row.strip(_BUT_TABS) if row.strip() else ""


def mark(row: str) -> str:
    r"""Give what parts the cells of a row: a tab, or a bar where it has no tab.

    >>> mark("年\t船"), mark("| 年 | 船 |")
    ('\t', '|')
    """
    return BAR if BAR in row and TAB not in row else TAB


def cells(row: str) -> tuple[tuple[int, int], ...]:
    """Give where each cell of a row begins and ends, white space about it left out; one that is empty too.

    Law: what lies between two cells, before the first and after the last, is white space and marks only.

    >>> [("| 年 | 船 |")[a:b] for a, b in cells("| 年 | 船 |")]
    ['', '年', '船', '']
    """
    found, at = [], 0
    for piece in row.split(mark(row)):
        first = at + len(piece) - len(piece.lstrip())
        found.append((first, max(first, at + len(piece.rstrip()))))
        at += len(piece) + 1
    return tuple(found)
