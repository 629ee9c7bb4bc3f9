"""A source's bytes → its text and the name of its encoding, found by trying strictly and looking at what comes out."""

from __future__ import annotations

import codecs
import re
from functools import lru_cache

from bilingual.errors import SourceError
from bilingual.languages import language as facts

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CHINESE = ("cp950", "big5hkscs", "gb18030")
_CANDIDATES = {
    "zh-Hant": _CHINESE,
    "zh-Hans": ("gb18030", "cp950", "big5hkscs"),
    "ja": ("cp932", "euc_jp"),
    "ko": ("cp949",),
}
"""Encodings tried, by language, the likelier first. Big5 as it is written is Windows' code page 950."""
_OTHERS = ("cp1252",)
_WIDE = ("utf-16-le", "utf-16-be")

_FREQUENT = {
    "zh-Hant": "的一是在不了有人我他這中大來上國個到說們為子和你地出道也時年得就那要下以生會自著去之過家學對可里後小麼心多天而能好都然沒日於起還發成事只作當想看文無開手十用主行方又如前所本見經頭面公同三已老從動兩長知民樣現分將外但身些與高意進把法此實回二理美點月明其種聲全工己話兒者向情部正名定女問力機給等幾很業最間新什打便位因重被走電四第門相次東政海口使教西再平真聽世氣信北少關並內加化由卻代軍產入先己山五太水萬市稱報表示記者總統，。「」、：；？！",
    "zh-Hans": "的一是在不了有人我他这中大来上国个到说们为子和你地出道也时年得就那要下以生会自着去之过家学对可里后小么心多天而能好都然没日于起还发成事只作当想看文无开手十用主行方又如前所本见经头面公同三已老从动两长知民样现分将外但身些与高意进把法此实回二理美点月明其种声全工己话儿者向情部正名定女问力机给等几很业最间新什打便位因重被走电四第门相次东政海口使教西再平真听世气信北少关并内加化由却代军产入先山五太水万市称报表示记者总统，。“”、：；？！",
}
"""Frequent characters and punctuation: 55 % of the characters in 1,997 news sentences (NTREX-128, zh-TW)."""
_COMMON_ENCODINGS = {
    "zh-Hant": ("big5", 0xA4, 0xC6),  # level 1 of Big5: the 5,401 characters in common use
    "zh-Hans": ("gb2312", 0xB0, 0xD7),  # level 1 of GB 2312: the 3,755 characters in common use
    "ja": ("euc_jp", 0xB0, 0xCF),  # level 1 of JIS X 0208
    "ko": ("euc_kr", 0xB0, 0xC8),  # the 2,350 syllables of KS X 1001
}
_HONG_KONG = "嘅咗喺唔啲嚟哋佢冇睇咁嗰咩嘢噉哂晒嚿攞揾搵諗瞓啱啩嘥嗌咪喎喇囉㗎啫咋仔邨滙綫裏着衞"
_PUNCTUATION = "\t\n\r 　，。、；：？！「」『』（）《》〈〉【】〔〕“”‘’…—─·・～％／－＋＝※▲△▼■□●○◆◎★☆→"
_SAMPLE = 4096  # characters that are looked at: windows of 20 are told apart already
_CLOSE = 0.1
"""Difference of two scores that a person should decide on: of 240 windows of 20 characters in 6 encodings 3 had such
a rival, all of them traditional Chinese in GB 18030."""
_ENOUGH = 0.4
"""Least score of a text: of 2,600 windows of 20 characters from 6 texts in 4 languages the lowest has 0.53."""

_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
_MAGIC = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a ZIP package, as Word and OpenOffice write"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"\x89PNG", "a picture (PNG)"),
    (b"\xff\xd8\xff", "a picture (JPEG)"),
    (b"GIF8", "a picture (GIF)"),
    (b"{\\rtf", "rich text (RTF)"),
    (b"\x1f\x8b", "a compressed file (gzip)"),
)
_SAVE = "open it in the program that wrote it and save it as plain text in UTF-8"


def decode(data: bytes, *, path: str, language: str, encoding: str = "") -> tuple[str, str]:
    """Give the text of ``data``, without its byte-order mark, and the name of the encoding.

    In this order: ``encoding`` if it is given; a byte-order mark; strict UTF-8; the language's legacy
    encodings and UTF-16 without a mark, each strictly, taking the one whose text has the most common
    characters. Raises SourceError with the line and column of what can't be read.
    """
    if encoding:
        name = _known(encoding, path)
        return _text(data.removeprefix(codecs.BOM_UTF8) if name == "utf-8" else data, name, path), name
    for kind, name in _MAGIC:
        if data.startswith(kind):
            raise SourceError(f"this is {name}, not plain text", path=path, hint=_SAVE)
    for mark, name in _BOMS:
        if data.startswith(mark):
            return _text(data[len(mark) :], name, path), name
    text = _strict(data, "utf-8")
    if text is not None and not _CONTROL.search(text):
        return text, "utf-8"
    if _damaged_utf8(data):
        return _text(data, "utf-8", path, "likely a damaged file"), "utf-8"
    tried = ", ".join(_candidates(language))
    return _best(data, language) or (_text(data, "utf-8", path, f"nor does it read like {tried}"), "utf-8")


_LABELS = {
    "big5": ("cp950", "big5hkscs"), "big5-hkscs": ("big5hkscs",), "x-x-big5": ("cp950", "big5hkscs"),
    "gb2312": ("gb18030",), "gbk": ("gb18030",), "gb_2312-80": ("gb18030",), "x-gbk": ("gb18030",),
    "shift_jis": ("cp932",), "shift-jis": ("cp932",), "sjis": ("cp932",), "x-sjis": ("cp932",), "windows-31j": ("cp932",),
    "euc-kr": ("cp949",), "ks_c_5601-1987": ("cp949",), "ksc5601": ("cp949",),
    "iso-8859-1": ("cp1252",), "latin1": ("cp1252",), "us-ascii": ("cp1252",), "ascii": ("cp1252",),
}  # fmt: skip
"""What the names that pages write mean in practice: the WHATWG's Encoding Standard, in Python's names."""


def declared(label: str, data: bytes) -> str:
    """Give Python's name of the encoding that a page says it is in; empty if its bytes are not in it."""
    names = _LABELS.get(label.lower(), (label,))
    for name in names:
        try:
            if "".encode(name) == b"" and not _CONTROL.search(data.decode(name)):
                return codecs.lookup(name).name
        except (LookupError, UnicodeError):
            continue
    return ""


def _candidates(language: str) -> tuple[str, ...]:
    return (*_CANDIDATES.get(facts(language).base, _OTHERS), *_WIDE)


def _damaged_utf8(data: bytes) -> bool:
    """Whether a file that isn't UTF-8 nearly is: then a bad byte is damage, not another encoding.

    Counted are characters from U+0800 on (three bytes that fit) against bytes that don't. No window of 20
    characters in Big5, GB18030, Shift_JIS, EUC or UTF-16 had more than 0.34 of the first for one of the second.
    """
    text = data.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    return sum(c >= "\u0800" for c in text) - bad > 2 * bad


def _best(data: bytes, language: str) -> tuple[str, str] | None:
    """The best-scoring candidate that decodes strictly and looks like the language; ties go to the first."""
    best: tuple[float, str, str] | None = None
    for name in _candidates(language):
        text = _strict(data, name)
        if text is None or _CONTROL.search(text):
            continue
        score = likeness(text[:_SAMPLE], language)
        if score >= _ENOUGH and (best is None or score > best[0]):
            best = (score, text, name)
    return best and (best[1], best[2])


def rival(data: bytes, language: str, chosen: str) -> str:
    """Name another encoding in which a file reads nearly as much like its language; empty if there is none."""
    if data.startswith(tuple(mark for mark, _ in _BOMS)) or chosen == "utf-8":
        return ""
    texts = {name: text for name in _candidates(language) if (text := _strict(data, name)) is not None}
    own = texts.get(chosen)
    if own is None:
        return ""
    score = likeness(own[:_SAMPLE], language)
    close = (
        name
        for name, text in texts.items()
        if text != own and not _CONTROL.search(text) and likeness(text[:_SAMPLE], language) >= score - _CLOSE
    )
    return next(close, "")


def likeness(text: str, language: str) -> float:
    """Score from 0 to 1 how much ``text`` looks like the language: 1 a frequent character, 0.6 a common one.

    For languages without a table of their own the frequent characters are ASCII's.
    """
    base = facts(language).base
    frequent, common = _frequent(base), _common(base)
    seen = [c for c in text if not c.isspace()]
    if base in _COMMON_ENCODINGS:  # ASCII reads alike in every encoding, and says nothing
        seen = [c for c in seen if c > "\x7f"] or seen
    points = sum(1.0 if c in frequent else 0.6 if c in common else 0.0 for c in seen)
    return points / len(seen) if seen else 0.0


@lru_cache(maxsize=8)
def _frequent(base: str) -> frozenset[str]:
    if base in _COMMON_ENCODINGS:
        kana = "".join(map(chr, range(0x3041, 0x3097))) if base == "ja" else ""
        return frozenset(_FREQUENT.get(base, "") + kana + _PUNCTUATION)
    return frozenset(map(chr, range(0x20, 0x7F)))


@lru_cache(maxsize=8)
def _common(base: str) -> frozenset[str]:
    """Characters in common use, read off the first level of the language's own standard, and ASCII."""
    characters = set(map(chr, range(0x20, 0x7F))) | set(_PUNCTUATION)
    kinds = ("zh-Hant", "zh-Hans") if base.startswith("zh") else (base,)
    for kind in kinds:
        if kind in _COMMON_ENCODINGS:
            characters |= _first_level(*_COMMON_ENCODINGS[kind])
    if base.startswith("zh"):
        characters |= set(_HONG_KONG)
    if base == "ja":
        characters |= set(map(chr, range(0x30A1, 0x30FF)))
    return frozenset(characters)


def _first_level(encoding: str, first: int, last: int) -> set[str]:
    rows = range(first, last + 1)
    pairs = (bytes((lead, trail)) for lead in rows for trail in range(0x40, 0xFF))
    return {c for pair in pairs if len(c := pair.decode(encoding, "ignore")) == 1}


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _known(encoding: str, path: str) -> str:
    try:
        "".encode(encoding)  # codecs.lookup() also knows hex and zip, which give no text
        return codecs.lookup(encoding).name
    except LookupError:
        raise SourceError(
            f"unknown encoding “{encoding}”", path=path, hint="use a name such as utf-8, cp950 or gb18030"
        ) from None


def _text(data: bytes, encoding: str, path: str, likely: str = "likely a damaged file") -> str:
    """Decode strictly; ``likely`` is the cause to name if that fails. Raises SourceError that says where and what the first bad byte or control character is."""
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        before = data[: error.start].decode(encoding, "ignore")
        line, column = _place(before)
        if error.reason == "unexpected end of data":
            likely = "the file ends in the middle of a character, it was likely cut short"
        raise SourceError(
            f"not valid {encoding.upper()}: byte 0x{data[error.start]:02X} "
            f"(byte {error.start + 1} of the file); {likely}",
            path=path, line=line, column=column, hint=_SAVE,
        ) from error  # fmt: skip
    except UnicodeError as error:
        raise SourceError(f"not valid {encoding.upper()}: {error}", path=path, hint=_SAVE) from error
    if found := _CONTROL.search(text):
        line, column = _place(text[: found.start()])
        raise SourceError(
            f"not plain text: it holds the control character U+{ord(found[0]):04X}; likely a binary file",
            path=path, line=line, column=column, hint=_SAVE,
        )  # fmt: skip
    return text


def _place(before: str) -> tuple[int, int]:
    """Line and column, from 1, of what follows ``before``."""
    lines = re.split("\r\n|\r|\n", before)
    return len(lines), len(lines[-1]) + 1
