"""The strict reader: gettext's own tools are the oracle of what is valid, the bytes of what is kept."""

import io
import re
from pathlib import Path

import polib
import pytest
from babel.messages.pofile import read_po
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bilingual.catalogs import parse
from bilingual.catalogs.reading import read
from bilingual.errors import CatalogError
from catalog_corpus import CORPUS
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
        (HEADER.replace("UTF-8", "KLINGON-1").encode(), "x.po:3:28", "unknown charset “KLINGON-1”"),
        (HEADER.replace("UTF-8", "rot13").encode(), "x.po:3:28", "unknown charset"),
        (HEADER.replace("UTF-8", "hex").encode(), "x.po:3:28", "unknown charset"),
        (HEADER.replace("UTF-8", "undefined").encode(), "x.po:3:28", "unknown charset"),
        (HEADER.replace("UTF-8", "UTF-16").encode(), "x.po:3:28", "unknown charset"),
        (HEADER.replace("UTF-8", "UTF\0").encode(), "x.po:3:28", "unknown charset"),
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


def test_message_holds_nothing_that_a_terminal_obeys():
    with pytest.raises(CatalogError) as caught:
        read((HEADER + "\x1b]0;title\x07 msgid").encode(), "x.po")
    assert str(caught.value) == r"x.po:5:1: “\x1b” means nothing here: \x1b]0;title\x07 msgid"


def test_file_cut_off_in_a_character_is_said_to_be_cut_off():
    with pytest.raises(CatalogError) as caught:
        read((HEADER + 'msgid "甲').encode()[:-1], "x.po")
    assert caught.value.where == "x.po:5:8"
    assert "cut off" in caught.value.hint


def test_long_line_is_quoted_short():
    with pytest.raises(CatalogError) as caught:
        read((HEADER + 'msgid "' + "字" * 5000).encode(), "x.po")
    assert len(str(caught.value)) < 200


# What must be accepted, and come out byte for byte


@pytest.mark.parametrize("style", ["crlf", "bom", "no final newline", "comments at the end"])
@pytest.mark.parametrize("path", VALID, ids=lambda path: path.stem)
def test_valid_catalog_comes_out_as_it_went_in_in_every_style_of_bytes(path, style):
    data = in_style(path.read_bytes(), style)
    assert read(data, path.name).encoded() == data


@pytest.mark.parametrize("name", CORPUS)
def test_valid_catalog_of_any_editor_comes_out_as_it_went_in(name, tmp_path):
    data = CORPUS[name]
    file = read(data, "x.po")
    assert file.encoded() == data
    # Every line of an entry belongs to one of its parts, or parts and lines don't coincide.
    assert all("".join(raw for _, raw in e.parts) in {"", e.raw} for e in file.entries)
    assert msgfmt_accepts(data.removeprefix(b"\xef\xbb\xbf"), tmp_path)  # gettext has no byte order mark


def test_corpus_is_varied():
    assert len(CORPUS) >= 40


def said(data: bytes) -> list:
    """What the messages say, the obsolete ones last, as msgcat orders them.

    It drops the fuzzy flag of a message without translation, and an obsolete message without one.
    """
    entries = [e for e in read(data, "x.po").entries if not e.is_header]
    entries.sort(key=lambda e: bool(e.fields.obsolete))
    return [
        (e.fields.msgctxt, e.fields.msgid, e.fields.msgid_plural, e.texts, e.fuzzy and any(e.texts))
        for e in entries
        if any(e.texts) or not e.fields.obsolete
    ]


@pytest.mark.parametrize("name", CORPUS.keys() - {"no-charset", "utf-8 without its hyphen"})
def test_every_entry_is_read_as_gettext_reads_it(name, tmp_path):
    """msgcat writes what it understood in one style: read before and after, both must say the same."""
    (tmp_path / "in.po").write_bytes(CORPUS[name].removeprefix(b"\xef\xbb\xbf"))
    done = gettext("msgcat", "--no-wrap", "--force-po", "-o", "out.po", "in.po", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert said(CORPUS[name]) == said((tmp_path / "out.po").read_bytes())


POLIB_REFUSES = {
    "comments", "emacs", "escapes", "gettext-new", "multi-line", "obsolete-blocks", "one-line",
    "previous-lines", "references", "sticky-flags", "tabs",
}  # fmt: skip


@pytest.mark.parametrize("name", CORPUS)
def test_every_entry_is_read_as_polib_reads_it(name, tmp_path):
    file = read(CORPUS[name], "x.po")
    (tmp_path / "x.po").write_bytes(CORPUS[name].removeprefix(b"\xef\xbb\xbf"))
    try:
        theirs = polib.pofile(str(tmp_path / "x.po"), encoding=file.codec)
    except OSError:
        assert name in POLIB_REFUSES
        return
    assert [(e.msgctxt, e.msgid, e.fuzzy, bool(e.obsolete)) for e in theirs] == [
        (e.fields.msgctxt, e.fields.msgid, e.fuzzy, bool(e.fields.obsolete))
        for e in file.entries
        if not e.is_header
    ]
    assert [tuple(e.msgstr_plural.values()) or (e.msgstr,) for e in theirs] == [
        e.texts for e in file.entries if not e.is_header
    ]


BABEL_MISREADS = {
    "contexts": "takes an empty context for none",
    "emacs": "wants one space after a keyword",
    "escapes": "knows \\n, \\t, \\r only",
    "gettext-new": "knows \\n, \\t, \\r only",
    "header-in-context": "takes an empty context for none",
    "multi-line": "knows one string a line",
    "one-line": "knows one string a line",
    "sticky-flags": "does not know #!",
    "tabs": "wants one space after a keyword",
    "utf-8 without its hyphen": "",
}


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", CORPUS.keys() - BABEL_MISREADS.keys())
def test_every_entry_is_read_as_babel_reads_it(name, capsys):
    try:
        theirs = read_po(io.BytesIO(CORPUS[name]))
    except (ValueError, LookupError):  # it wants a date of its own form, and knows fewer charsets
        return
    assert [
        (m.context, m.id[0] if m.pluralizable else m.id, m.string if m.pluralizable else (m.string,), m.fuzzy)
        for m in theirs
        if m.id or m.context
    ] == [
        (e.fields.msgctxt, e.fields.msgid, e.texts, e.fuzzy)
        for e in read(CORPUS[name], "x.po").entries
        if not e.is_header and not e.fields.obsolete
    ]


@pytest.mark.parametrize(("charset", "byte"), [("TIS-620", b"\x80"), ("CP932", b"\xfd")])
def test_byte_that_only_python_has_in_a_charset_is_refused(charset, byte, tmp_path):
    data = HEADER.replace("UTF-8", charset).encode() + b'msgid "a"\nmsgstr "b' + byte + b'"\n'
    with pytest.raises(CatalogError, match=r"^x.po:6:10: the byte 0x"):
        read(data, "x.po")
    assert not msgfmt_accepts(data, tmp_path)


def test_plural_entry_without_its_first_form_counts_as_untranslated(tmp_path):
    data = f'{HEADER}msgid "a"\nmsgid_plural "b"\nmsgstr[0] ""\nmsgstr[1] "x\\n"\n'.encode()
    assert msgfmt_accepts(data, tmp_path)
    assert read(data, "x.po").entries[1].texts == ("", "x\n")


def test_two_lines_of_flags_are_fuzzy_if_one_is():
    """gettext 0.21 goes by the last line, and so would publish what a person has marked."""
    data = f'{HEADER}#, fuzzy\n#, no-wrap\nmsgid "a"\nmsgstr "b"\n'
    assert read(data.encode(), "x.po").entries[1].fuzzy


@pytest.mark.parametrize(
    ("charset", "comment"),
    [("BIG5", "淚"), ("GBK", "甛"), ("SHIFT_JIS", "能ソ")],
    ids=["big5", "gbk", "sjis"],
)
def test_half_a_character_that_gettext_takes_for_a_backslash_is_refused(charset, comment, tmp_path):
    entry = 'msgid "a"\nmsgstr "b"\n'
    data = f"# {comment}\n{HEADER.replace('UTF-8', charset)}{entry}".encode(charset)
    with pytest.raises(CatalogError, match=f"x.po:1:.*for a backslash: # {comment}"):
        read(data, "x.po")
    assert not msgfmt_accepts(data, tmp_path)
    first = f"{entry.replace('b', comment)}\n{HEADER.replace('UTF-8', charset)}".encode(charset)
    with pytest.raises(CatalogError, match=r"x.po:2:.*for a backslash: msgstr"):
        read(first, "x.po")
    former = f'#| msgid "{comment}"\n{HEADER.replace("UTF-8", charset)}'.encode(charset)
    with pytest.raises(CatalogError, match=r"x.po:1:.*for a backslash: #| msgid"):
        read(former, "x.po")
    assert not msgfmt_accepts(first, tmp_path)


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
