"""Valid catalogs in every style there is: the files of cases/catalogs/valid, and what has to be built of bytes."""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).parent / "cases" / "catalogs" / "valid"


def in_charset(charset: str, source: str, translation: str, *, codec: str = "") -> bytes:
    """A small catalog in another charset; ``codec`` is Python's name of it."""
    text = (
        f"# {translation}.\n"
        'msgid ""\nmsgstr ""\n"Project-Id-Version: article\\n"\n"MIME-Version: 1.0\\n"\n'
        f'"Content-Type: text/plain; charset={charset}\\n"\n"Content-Transfer-Encoding: 8bit\\n"\n\n'
        f'#. role: paragraph\n#: source/article.txt\nmsgid "{source}"\nmsgstr "{translation}"\n\n'
        f'#, fuzzy\n#| msgid "{source}"\nmsgid "{source} 2"\nmsgstr "{translation}"\n\n'
        f'msgid "{source} 3"\nmsgstr ""\n\n#~ msgid "{source} 4"\n#~ msgstr "{translation}"\n'
    )
    return text.encode(codec or charset)


def _built() -> dict[str, bytes]:
    poedit = (FOLDER / "poedit.po").read_bytes()
    kde = (FOLDER / "kde-scripty.po").read_bytes()
    small = b'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "a"\nmsgstr "b"\n'
    long = "長" * 3000
    return {
        # In Big5, 許功蓋 hold the byte of a backslash and 餐 that of a bar.
        "big5": in_charset("BIG5", "許功蓋與午餐", "淚"),
        "big5 with characters that Python's lacks": in_charset("BIG5", "裏牆恒", "碁銹墻‧", codec="cp950"),
        "big5-hkscs": in_charset("BIG5-HKSCS", "喺香港", "嘅"),
        "gb18030": in_charset("GB18030", "新闻稿", "㐀𠀀"),
        "gbk": in_charset("GBK", "新聞稿", "會談"),
        "gb2312": in_charset("GB2312", "新闻稿", "会谈"),
        "euc-kr": in_charset("EUC-KR", "美韓 會談", "한미 회담"),
        "cp949": in_charset("CP949", "美韓 會談", "펲시맨"),
        "euc-jp": in_charset("EUC-JP", "日米会談", "表示する"),
        "shift-jis": in_charset("SHIFT_JIS", "ソ連の表", "能力"),
        "iso-8859-1": in_charset("ISO-8859-1", "Café", "Kaffeehaus für ½ £"),
        "iso-8859-15": in_charset("iso-8859-15", "Cœur", "Herz für 3 €"),
        "windows-1252": in_charset("CP1252", "“Café”", "„Kaffee“ – 3 €"),
        "koi8-r": in_charset("KOI8-R", "Встреча", "встреча"),
        "tis-620": in_charset("TIS-620", "ข่าว", "ข่าว"),
        "utf-8 without its hyphen": in_charset("utf8", "新聞", "뉴스"),
        "ascii": in_charset("US-ASCII", "news", "article"),
        "crlf": poedit.replace(b"\n", b"\r\n"),
        "crlf but for one line": kde.replace(b"\n", b"\r\n").replace(b"\r\n", b"\n", 1),
        "one line with crlf": kde.replace(b'"\n\n', b'"\r\n\n', 1),
        "bom": b"\xef\xbb\xbf" + poedit,
        "bom and crlf": b"\xef\xbb\xbf" + kde.replace(b"\n", b"\r\n"),
        "no final newline": poedit.rstrip(b"\n"),
        "no final newline after a header": small.partition(b"\n\n")[0],
        "ends in a comment without newline": kde + b"# the end",
        "ends in a carriage return": small + b"\r",
        "ends in spaces": small + b"   ",
        "begins with blanks": b"\n \t\n" + small,
        "only a header": small.partition(b"\n\n")[0] + b"\n",
        "form feeds between entries": poedit.replace(b"\n\n", b"\n\f\n"),
        "spaces at the ends of lines": kde.replace(b"\n", b"  \n"),
        "lines of thousands": small + f'\n# {long}\nmsgid "{long}"\nmsgstr "{long}"\n'.encode(),
        "five hundred entries": small
        + b"".join(b'\nmsgid "%d"\nmsgstr "n%d"\n' % (n, n) for n in range(100)),
    }


CORPUS: dict[str, bytes] = {path.stem: path.read_bytes() for path in sorted(FOLDER.glob("*.po"))} | _built()
"""The catalogs by name."""
