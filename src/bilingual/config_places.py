"""The text of a ``bilingual.toml`` → the line where each of its settings stands, which TOML's parser doesn't say."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

_STRING = r'"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\''
_PART = rf"(?:[A-Za-z0-9_-]+|{_STRING})"
_KEY = rf"{_PART}(?:\s*\.\s*{_PART})*"
_HEADER = re.compile(rf"\s*\[\[?\s*({_KEY})\s*\]")
_SETTING = re.compile(rf"\s*({_KEY})\s*=")
_WHOLE = re.compile(r'"""(?:[^\\]|\\.)*?"{3,5}' + r"|'''.*?'{3,5}" + rf"|{_STRING}|#[^\n]*", re.DOTALL)
"""Strings and comments, whose brackets are none."""


def places(text: str) -> dict[str, int]:
    r"""Give the line, from 1, of each setting and section by its name with dots: ``page.fonts``.

    What stands in an inline table is not told apart from the setting that the table is of. ``text`` is valid TOML.

    >>> places('source = "ja"\n[articles."a b"]\nauthor = {en = "A"}\n')
    {'source': 1, 'articles.a b': 2, 'articles.a b.author': 3}
    """
    found: dict[str, int] = {}
    section = ""
    for number, line in _statements(text):
        if header := _HEADER.match(line):
            section = _plain(header[1])
            found.setdefault(section, number)
        elif setting := _SETTING.match(line):
            name = _plain(setting[1])
            found.setdefault(f"{section}.{name}" if section else name, number)
    return found


def line_of(found: Mapping[str, int], name: str) -> int:
    """Give the line of a setting, else of the nearest section around it; 0 if the file has none of them."""
    while name and name not in found:
        name = name.rpartition(".")[0]
    return found.get(name, 0)


def _statements(text: str) -> Iterator[tuple[int, str]]:
    """Give the lines that begin a section or a setting: not those inside of a list or of a text of several lines."""
    lines = text.replace("\r\n", "\n").split("\n")
    bare = _WHOLE.sub(_hidden, text.replace("\r\n", "\n")).split("\n")
    depth = 0
    for number, (line, plain) in enumerate(zip(lines, bare, strict=True), 1):
        if depth == 0 and "\0" not in plain:
            yield number, line
        depth += sum(map(plain.count, "[{")) - sum(map(plain.count, "]}"))


def _hidden(found: re.Match[str]) -> str:
    """As many lines without brackets; each but the first bears a mark that it begins inside of a text."""
    return "_" + "\n\0" * found[0].count("\n")


def _plain(key: str) -> str:
    return ".".join(part.strip("\"'") for part in re.findall(_PART, key))
