"""Rows that begin on one page in every column, without laying everything out twice."""

from __future__ import annotations

from typing import Any

import pytest
import weasyprint

from bilingual.pdf import parting, proofs

SPACES = range(0, 130, 12)
"""Heights above the row, in pixels: it meets the page's foot at every line."""


def html(space: int, first: str, second: str) -> str:
    return (
        "<style>@page { size: 300px 400px; margin: 20px } table { width: 100%; table-layout: fixed }"
        "td { vertical-align: top } p { margin: 0; orphans: 2; widows: 2; line-height: 16px }</style>"
        f"<div style='height: {235 + space}px'></div><table><tr><td><p>{first}</p></td>"
        f"<td><p>{second}</p></td></tr></table>"
    )


def document(space: int, first: str = "一二三四五" * 4, second: str = "a word or two " * 7) -> Any:
    """Near the foot of a page a row of two cells: the first can't be parted, the second can, unless given otherwise."""
    return weasyprint.HTML(string=html(space, first, second)).render()


def parts_badly(space: int) -> bool:
    return proofs._keep_in_step(document(space))


def test_no_row_parts_badly() -> None:
    with parting.rows_in_step() as known:
        assert known
        assert [space for space in SPACES if parts_badly(space)] == []
    assert [space for space in SPACES if parts_badly(space)] != []  # else the rows above prove nothing


def test_a_row_that_parts_well_is_parted_all_the_same() -> None:
    with parting.rows_in_step():
        longer = "一二三四五" * 10, "一二三四五" * 10
        parted = [
            space
            for space in SPACES
            if [len(proofs.rows_of(page)) for page in document(space, *longer).pages] == [1, 1]
        ]
    assert parted


def test_a_weasyprint_that_nobody_has_tried_is_left_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    from weasyprint.layout import block

    before = block.block_container_layout
    monkeypatch.setattr(weasyprint, "__version__", "999.0")
    with parting.rows_in_step() as known:
        assert not known
        assert block.block_container_layout is before


def test_what_is_replaced_is_put_back() -> None:
    from weasyprint.layout import block

    before = (block.block_container_layout, block.avoid_page_break)
    with pytest.raises(ValueError), parting.rows_in_step():
        assert block.block_container_layout != before[0]
        raise ValueError
    assert (block.block_container_layout, block.avoid_page_break) == before
