"""The short cut for catalogs in gettext's own layout: it reads what the grammar reads, or leaves it to the grammar."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bilingual.catalogs import merge, plain, reading
from bilingual.errors import CatalogError
from strategies_catalogs import ABOUT, HEADER, VALID, articles, gettext, in_style, segment, texts
from test_catalog_reading import ENTRIES, LINES


def everything(data: bytes) -> object:
    """Give all that is read, or the error."""
    try:
        file = reading.read(data, "x.po")
    except CatalogError as error:
        return (str(error), error.hint)
    entries = [
        (dict(vars(e.fields)), e.raw, list(dict(e.parts).items()), e.before, e.number) for e in file.entries
    ]
    return entries, file.tail, file.codec, file.newline


def same_without(data: bytes) -> bool:
    quick = everything(data)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reading, "plain_entries", lambda place, codec: ([], 0))
        return everything(data) == quick


@pytest.mark.parametrize("style", ["", "crlf", "bom", "no final newline", "comments at the end"])
@pytest.mark.parametrize("path", VALID, ids=lambda path: path.stem)
def test_every_editors_file_is_read_the_same(path: Path, style: str) -> None:
    assert same_without(in_style(path.read_bytes(), style))


@pytest.mark.parametrize("width", ["--no-wrap", "--width=40", "--sort-output", "--indent", "--strict"])
def test_what_gettext_writes_is_read_the_same(width: str, tmp_path: Path) -> None:
    for n, path in enumerate(VALID):
        (tmp_path / "x.po").write_bytes(path.read_bytes())
        if gettext("msgcat", width, "-o", f"{n}.po", "x.po", cwd=tmp_path).returncode == 0:
            assert same_without((tmp_path / f"{n}.po").read_bytes())


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from(LINES + ENTRIES * 6), min_size=1, max_size=8))
def test_right_and_wrong_lines_are_read_the_same(pieces: list[str]) -> None:
    assert same_without((HEADER + "".join(pieces)).encode())


@settings(max_examples=50, deadline=None)
@given(articles(texts))
def test_what_is_written_here_is_read_the_same(article: list) -> None:
    assert same_without(merge(None, article, **ABOUT).data)


def test_our_own_catalogs_take_the_short_cut() -> None:
    """Else it would be correct and useless."""
    data = merge(None, [segment(f"第{n}句。") for n in range(50)], **ABOUT).data
    entries, at = plain.plain_entries(reading.Place(data.decode(), "x.po"), "utf-8")
    assert (len(entries), at) == (51, len(data.decode()))
