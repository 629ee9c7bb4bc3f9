"""The strict reader: gettext's own tools are the oracle of what is valid, the bytes of what is kept."""

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bilingual.catalogs import parse
from bilingual.catalogs.reading import read
from bilingual.errors import CatalogError
from strategies_catalogs import CASES, HEADER, VALID, gettext, in_style


def msgfmt_accepts(data: bytes, folder: Path) -> bool:
    (folder / "x.po").write_bytes(data)
    return gettext("msgfmt", "-o", "x.mo", "x.po", cwd=folder).returncode == 0


def broken_cases() -> list:
    cases = []
    for case in re.split(r"^== ", (CASES / "broken.txt").read_text("utf-8"), flags=re.MULTILINE)[1:]:
        title, _, rest = case.partition("\n")
        entries, _, error = rest.rpartition("\n-- ")
        cases.append(pytest.param(title, entries + "\n", error.strip(), id=title))
    return cases


# What must be refused


@pytest.mark.parametrize(("title", "entries", "error"), broken_cases())
def test_broken_catalog_is_refused_with_line_and_the_line_itself(title, entries, error, tmp_path):
    data = (HEADER + entries).encode()
    with pytest.raises(CatalogError) as caught:
        parse(data, path="x.po", language="en")
    assert str(caught.value) == f"x.po:{error}"
    assert caught.value.hint
    assert msgfmt_accepts(data, tmp_path) == ("(!)" in title)


@pytest.mark.parametrize(
    ("data", "where", "word"),
    [
        (b"", "x.po", "empty"),
        (b" \n\n", "x.po", "empty"),
        (b"\xef\xbb\xbf\n", "x.po", "empty"),
        (b'msgid "a"\nmsgstr "b"\n', "x.po:1", "no header"),
        (b"# only a comment\n", "x.po:1", "no header"),
        (HEADER.encode() + b'msgid "a\0b"\nmsgstr ""\n', "x.po:5:9", "NUL"),
        (HEADER.encode() + b'msgid "a"\nmsgstr "\xe4\xbd"\n', "x.po:6:9", "0xe4 is not utf-8"),
        (
            HEADER.replace("UTF-8", "ASCII").encode() + '\nmsgid "甲"\nmsgstr ""\n'.encode(),
            "x.po:6:8",
            "ascii",
        ),
        (HEADER.replace("UTF-8", "KLINGON-1").encode(), "x.po:3", "unknown charset “KLINGON-1”"),
        (HEADER.replace("UTF-8", "rot13").encode(), "x.po:3", "unknown charset"),
        (HEADER.replace("UTF-8", "hex").encode(), "x.po:3", "unknown charset"),
        (HEADER.encode("utf-16"), "x.po:1", "UTF-16"),
        (HEADER.encode("utf-16-le"), "x.po:1:2", "NUL"),
    ],
)
def test_damaged_or_mislabelled_file_is_refused(data, where, word):
    with pytest.raises(CatalogError) as caught:
        read(data, "x.po")
    assert caught.value.where == where
    assert word in caught.value.message
    assert caught.value.hint


def test_long_line_is_quoted_short():
    with pytest.raises(CatalogError) as caught:
        read((HEADER + 'msgid "' + "字" * 5000).encode(), "x.po")
    assert len(str(caught.value)) < 200


# What must be accepted, and come out byte for byte


@pytest.mark.parametrize("style", ["", "crlf", "bom", "no final newline", "comments at the end"])
@pytest.mark.parametrize("path", VALID, ids=lambda path: path.stem)
def test_valid_catalog_of_any_editor_comes_out_as_it_went_in(path, style, tmp_path):
    data = in_style(path.read_bytes(), style)
    file = read(data, path.name)
    assert file.encoded() == data
    # Every line of an entry belongs to one of its parts, or parts and lines don't coincide.
    assert all(sum(map(len, e.parts.values())) in {0, len(e.raw)} for e in file.entries)
    if style != "bom":  # gettext has no byte order mark
        assert msgfmt_accepts(data, tmp_path)


@pytest.mark.parametrize("path", VALID, ids=lambda path: path.stem)
def test_every_entry_is_read_as_gettext_reads_it(path, tmp_path):
    """msgcat writes what it understood in one style: read before and after, both must say the same."""
    (tmp_path / "in.po").write_bytes(path.read_bytes())
    done = gettext("msgcat", "--no-wrap", "-o", "out.po", "in.po", cwd=tmp_path)
    assert done.returncode == 0, done.stderr

    def said(data: bytes) -> list:
        entries = [e for e in read(data, path.name).entries if not e.is_header]
        entries.sort(key=lambda e: bool(e.fields.obsolete))  # msgcat puts the obsolete ones last
        return [
            (e.fields.msgctxt, e.fields.msgid, e.texts, e.fuzzy, bool(e.fields.obsolete)) for e in entries
        ]

    mine, theirs = said(path.read_bytes()), said((tmp_path / "out.po").read_bytes())
    assert mine == theirs


@pytest.mark.parametrize("charset", ["big5", "gb18030", "euc-jp", "utf-8"])
def test_other_charsets_are_read_and_kept(charset, tmp_path):
    text = HEADER.replace("UTF-8", charset.upper()) + '\n# 功能\nmsgid "許功蓋"\nmsgstr "淚"\n'
    if charset == "euc-jp":
        text = text.replace("淚", "涙")
    data = text.encode(charset)  # in Big5, 許功蓋 hold the byte of a backslash
    catalog = parse(data, path="x.po", language="en")
    assert [m.id for m in catalog.messages] == ["許功蓋"]
    assert read(data, "x.po").encoded() == data
    assert msgfmt_accepts(data, tmp_path)


def test_date_of_revision():
    def revised(date: str) -> str:
        header = HEADER.replace('"Content', f'"PO-Revision-Date: {date}\\n"\n"Content')
        return parse(header.encode(), path="x.po", language="en").revised

    assert revised("2024-03-02 10:15+0800") == "2024-03-02T10:15+08:00"
    assert revised("2024-03-02 10:15") == "2024-03-02T10:15"
    assert revised("2024-03-02") == "2024-03-02"
    assert revised("YEAR-MO-DA HO:MI+ZONE") == ""
    assert revised("last Tuesday") == ""
    assert parse(HEADER.encode(), path="x.po", language="en").revised == ""


def test_header_is_read_though_it_stands_last_and_the_first_of_two_values_counts():
    last = (CASES / "valid" / "header-last.po").read_bytes()
    assert parse(last, path="x.po", language="en").revised == "2024-03-02T10:15:30"
    twice = (CASES / "valid" / "gettext-new.po").read_bytes()
    assert parse(twice, path="x.po", language="en").header["Language"] == "en"


# Laws

LINES = [
    "# c\n", "#. role: x\n", "#: a.txt\n", "#, fuzzy\n", '#| msgid "p"\n', '#| msgctxt "c"\n', '#| "z"\n',
    '#~| msgid "p"\n', '#~ msgid "o1"\n', '#~ msgstr "t"\n', '#~ "q"\n', 'msgctxt "c"\n', 'msgid "a"\n',
    'msgid "b"\n', 'msgid_plural "b"\n', 'msgstr "x"\n', 'msgstr ""\n', 'msgstr[0] "x"\n', 'msgstr[1] "y"\n',
    '"more\\n"\n', "\n", 'msgid "d" "e" msgstr "f"\n', 'msgstr "c" # t\n', '"bad\\q"\n', '"open\n', "#~\n", "#|\n",
    "#= c-format\n", 'msgid "韓國"\r\n', "word\n", "“x”\n", '\tmsgid\t"t"\n', '"\\x41\\101"\n', "[0]\n",
]  # fmt: skip
ENTRIES = [
    'msgid "m"\nmsgstr "x"\n\n',
    '#. role: y\n#, fuzzy\n#| msgid "old"\nmsgctxt "t"\nmsgid "n"\nmsgstr ""\n"a"\n\n',
    '#~ msgid "o2"\n#~ msgstr "v"\n\n',
    'msgid "p"\nmsgid_plural "k"\nmsgstr[0] "x"\nmsgstr[1] "x"\n',
]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pieces=st.lists(st.sampled_from(LINES + ENTRIES * 6), min_size=1, max_size=6))
def test_accepts_exactly_what_msgfmt_accepts(pieces, tmp_path):
    data = (HEADER + "".join(pieces)).encode()
    try:
        accepted = read(data, "x.po").encoded() == data
    except CatalogError as error:
        assert error.line and error.hint
        accepted = False
    assert accepted == msgfmt_accepts(data, tmp_path)


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_give_a_catalog_or_a_catalog_error(junk):
    for data in (junk, HEADER.encode() + junk):
        try:
            assert read(data, "x.po").encoded() == data
        except CatalogError as error:
            assert error.path == "x.po"
