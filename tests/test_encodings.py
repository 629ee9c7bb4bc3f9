"""Finding a source's encoding: by its mark, strictly, and by what comes out; and saying what is wrong with a file."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bilingual.errors import SourceError
from bilingual.readers import read
from bilingual.readers.encodings import decode, likeness

HERE = Path(__file__).parent
ARTICLE = (HERE.parent / "source" / "washington-declaration.txt").read_text("utf-8")
CASES = HERE / "cases" / "readers"
HONG_KONG = (
    "昨日有市民喺旺角街頭目擊意外，佢話「我唔知發生咩事」。警方表示，嗰架小巴失控剷上行人路，司機已經送院，"
    "傷者冇生命危險。附近商戶話，嗰度成日塞車，希望政府諗下辦法。啲街坊睇完新聞之後，都話唔使咁嘈喇。"
)


def case(name: str) -> str:
    lines = (CASES / name).read_text("utf-8").splitlines()
    return "".join(line.partition("\t")[2] for line in lines).replace("\u3000", "")


def windows(text: str, size: int, count: int) -> list[str]:
    text = text.replace("\n", "")
    step = max(1, (len(text) - size) // count)
    return [text[at : at + size] for at in range(0, len(text) - size, step)]


def found(data: bytes, language: str = "zh-Hant") -> tuple[str, str]:
    return decode(data, path="source/x.txt", language=language)


TEXTS = {
    "article": (ARTICLE, "zh-Hant", ["cp950", "big5hkscs", "gb18030", "utf-16-le", "utf-16-be", "utf-8"]),
    "hong kong": (HONG_KONG, "zh-Hant", ["big5hkscs", "gb18030", "utf-16-le", "utf-16-be", "utf-8"]),
    "simplified": (case("portal.zh-Hans.txt"), "zh-Hans", ["gb18030", "utf-16-le", "utf-16-be", "utf-8"]),
    "japanese": (case("newspaper.ja.txt"), "ja", ["cp932", "euc_jp", "utf-16-le", "utf-16-be", "utf-8"]),
    "korean": (case("yonhap.ko.txt"), "ko", ["cp949", "utf-16-le", "utf-16-be", "utf-8"]),
}


@pytest.mark.parametrize("name", TEXTS)
def test_twenty_characters_tell_the_encoding(name):
    text, language, encodings = TEXTS[name]
    for encoding in encodings:
        for window in windows(text, 20, 40):
            try:
                data = window.encode(encoding)
            except UnicodeEncodeError:
                continue  # the encoding has no such character
            assert found(data, language)[0] == window, encoding


@pytest.mark.parametrize("encoding", ["cp950", "gb18030", "utf-16-le", "utf-16-be", "utf-8"])
def test_the_article_in_any_encoding_is_the_same_article(encoding):
    document = read(ARTICLE.encode(encoding), path="x.txt", article="x", language="zh-Hant")
    assert document.text == ARTICLE
    assert document.encoding == encoding


def test_big5_is_read_as_windows_writes_it():
    text = "碁銹恒粧嫺，裏面╔═╗都是微軟加進去的字"
    with pytest.raises(UnicodeEncodeError):
        text.encode("big5")
    assert found(text.encode("cp950")) == (text, "cp950")


def test_hong_kong_characters_are_not_in_cp950():
    assert found(HONG_KONG.encode("big5hkscs")) == (HONG_KONG, "big5hkscs")


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
def test_a_byte_order_mark_decides_and_goes(mark, encoding):
    assert found(mark + "標題".encode(encoding)) == ("標題", encoding)


def test_english_in_utf_16_without_a_mark_is_no_binary_file():
    assert found("Hello, world".encode("utf-16-le"), "en") == ("Hello, world", "utf-16-le")


def test_english_quotation_marks_of_windows():
    text = "“It’s fine,” she said – twice."
    assert found(text.encode("cp1252"), "en") == (text, "cp1252")


def test_chinese_read_as_english_is_refused():
    error = refused("标题在这里，内文也在这里。".encode("gb18030"), language="en")
    assert "nor does it read like cp1252" in error.message


def test_a_named_encoding_is_believed():
    assert decode("標題".encode("cp950"), path="x", language="zh-Hant", encoding="Big5") == ("標題", "big5")
    marked = codecs.BOM_UTF8 + "標題".encode()
    assert decode(marked, path="x", language="zh-Hant", encoding="UTF-8") == ("標題", "utf-8")


@given(
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=60).filter(lambda t: t[:1] != "\ufeff")
)
def test_utf_8_is_always_right(text):
    if not text.startswith(("%PDF", "{\\rtf", "GIF8")):
        assert found(text.encode("utf-8")) == (text, "utf-8")


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data):
    try:
        text, encoding = found(data)
    except SourceError as error:
        assert error.path and error.hint
    else:
        assert codecs.lookup(encoding)
        assert "\x00" not in text


def refused(data: bytes, **options: str) -> SourceError:
    with pytest.raises(SourceError) as caught:
        decode(data, **{"path": "source/x.txt", "language": "zh-Hant", **options})
    return caught.value


def test_one_damaged_byte_is_told_by_line_column_and_byte():
    data = bytearray("標題\n\n第一段在這裡。\n".encode())
    data[data.index("在".encode())] = 0xFF
    error = refused(bytes(data))
    assert (error.line, error.column) == (3, 4)
    assert "not valid UTF-8: byte 0xFF (byte 18 of the file)" in error.message
    assert "save it as plain text in UTF-8" in error.hint


def test_a_file_cut_short_is_damaged_not_big5():
    error = refused(ARTICLE.encode()[:1000])
    assert "not valid UTF-8" in error.message
    assert "cut short" in error.message


def test_lines_are_counted_before_a_damaged_byte_whatever_their_ends():
    assert refused("一二三四\r\n一二三四\r一二三四\n二".encode() + b"\xe4").line == 4


def test_a_nul_byte_is_shown_where_it_stands():
    error = refused("標題\n內\x00文".encode())
    assert (error.line, error.column) == (2, 2)
    assert "U+0000" in error.message


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"%PDF-1.7\n", "a PDF"),
        (b"PK\x03\x04...", "Word"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"{\\rtf1", "RTF"),
    ],
)
def test_another_kind_of_file_is_called_by_its_name(data, name):
    assert name in refused(data).message


def test_random_bytes_are_refused():
    import random

    assert refused(random.Random(1).randbytes(4000)).hint


def test_a_broken_file_with_a_mark():
    assert "not valid UTF-16-LE" in refused(codecs.BOM_UTF16_LE + b"a").message


def test_an_unknown_encoding_is_named():
    assert "unknown encoding “big6”" in refused(b"x", encoding="big6").message


def test_a_wrong_named_encoding_is_told():
    assert "not valid ASCII" in refused("標題".encode(), encoding="ascii").message


def test_an_encoding_that_gives_no_text_is_unknown():
    assert refused(b"00", encoding="hex").hint


def test_likeness_tells_chinese_from_its_wrong_reading():
    wrong = ARTICLE.encode("cp950").decode("gb18030", "replace")
    assert likeness(ARTICLE, "zh-Hant") > 0.7 > 0.5 > likeness(wrong, "zh-Hant")
