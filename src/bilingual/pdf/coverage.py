"""Characters and the fonts that are to print them → those that the fonts lack, and what would stand in for each.

It asks fontconfig, whose cache knows the characters of every installed font: some 5 ms a process and 0.3 ms a family,
where reading a Chinese font's own table takes a hundred times as long. The package's own fonts are read themselves.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import difflib
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from importlib import resources
from typing import Any

from bilingual.pdf.system import BUNDLED

_ASSETS = resources.files("bilingual.layouts") / "fonts"
_OWN = {"source serif 4": "source-serif-4-latin-400-normal.woff2",
        "source serif 4 ext": "source-serif-4-latin-ext-400-normal.woff2"}  # fmt: skip
_NAMES = ("libfontconfig.so.1", "libfontconfig.1.dylib", "libfontconfig-1.dll")
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Zs", "Zl", "Zp"})
"""Categories of characters that print nothing, whatever the font has."""
_SELECTORS = frozenset([*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)])

Has = Callable[[int], bool]


def uncovered(characters: Iterable[str], families: Iterable[str]) -> dict[str, str]:
    """Give each character that none of the families has, with the family that would stand in; empty for none.

    Nothing where fontconfig can't be asked: what was missing is then told after the pages are set.
    """
    fontconfig = _fontconfig()
    if fontconfig is None:
        return {}
    faces = [_has(family) for family in dict.fromkeys(families) if family]
    wanted = sorted({c for c in characters if _prints(c)})
    lacking = [c for c in wanted if not any(has(ord(c)) for has in faces)]
    return {c: fontconfig.stand_in(c) for c in lacking}


def monospaced(tags: Iterable[str]) -> frozenset[str]:
    """Name the families that ``monospace`` is on this machine, in any of the languages."""
    fontconfig = _fontconfig()
    return (
        frozenset(name for tag in tags for name in fontconfig.generic("monospace", tag))
        if fontconfig
        else frozenset()
    )


def named_wrong(family: str) -> str:
    """Say what to do about a family that a project names and that is not installed: the nearest that are, if any."""
    fontconfig = _fontconfig()
    known = {name.lower(): name for name in (fontconfig.families() if fontconfig else ())}
    near = [f"“{known[name]}”" for name in difflib.get_close_matches(family.lower(), known, n=2, cutoff=0.7)]
    if near:
        return f"did you mean {' or '.join(near)}?"
    return "name a family that is installed: the command “fc-list : family” lists them"


def _prints(character: str) -> bool:
    return unicodedata.category(character) not in _INVISIBLE and ord(character) not in _SELECTORS


@lru_cache(maxsize=64)
def _has(family: str) -> Has:
    """What tells whether a family has a character; of one that is not installed, it never has."""
    if family.lower() in BUNDLED:
        from fontTools.ttLib import TTFont  # WeasyPrint has imported it already

        with (_ASSETS / _OWN[family.lower()]).open("rb") as file:
            return frozenset(TTFont(file, lazy=True).getBestCmap()).__contains__
    fontconfig = _fontconfig()
    return fontconfig.face(family) if fontconfig else _never


def _never(_code: int) -> bool:
    return False


@lru_cache(maxsize=1)
def _fontconfig() -> _Fontconfig | None:
    for name in (*_NAMES, ctypes.util.find_library("fontconfig")):
        try:
            return _Fontconfig(ctypes.CDLL(name)) if name else None
        except OSError:
            continue
    return None


class _FontSet(ctypes.Structure):
    """``FcFontSet``: the patterns that a list of fonts is made of."""

    _fields_ = (
        ("count", ctypes.c_int),
        ("room", ctypes.c_int),
        ("patterns", ctypes.POINTER(ctypes.c_void_p)),
    )


class _Fontconfig:
    """As much of fontconfig's C interface as asks for characters."""

    def __init__(self, library: Any) -> None:
        self.library = library
        for name in (
            "FcInitLoadConfigAndFonts",
            "FcPatternCreate",
            "FcFontMatch",
            "FcCharSetCreate",
            "FcObjectSetCreate",
            "FcFontList",
        ):
            getattr(library, name).restype = ctypes.c_void_p
        self.config = ctypes.c_void_p(library.FcInitLoadConfigAndFonts())

    def face(self, family: str) -> Has:
        """Give what tells whether the family's regular face has a character."""
        pattern = self._pattern()
        self.library.FcPatternAddString(pattern, b"family", family.encode())
        names, characters = self._match(pattern)
        if family.lower() not in map(str.lower, names):
            return _never
        return lambda code: bool(self.library.FcCharSetHasChar(characters, code))

    def stand_in(self, character: str) -> str:
        """Name a family that has the character; empty if none here has."""
        pattern = self._pattern()
        wanted = ctypes.c_void_p(self.library.FcCharSetCreate())
        self.library.FcCharSetAddChar(wanted, ord(character))
        self.library.FcPatternAddCharSet(pattern, b"charset", wanted)
        names, characters = self._match(pattern)
        return names[0] if self.library.FcCharSetHasChar(characters, ord(character)) else ""

    def generic(self, family: str, tag: str) -> list[str]:
        """Name the family that a generic one is in a language."""
        pattern = self._pattern()
        self.library.FcPatternAddString(pattern, b"family", family.encode())
        self.library.FcPatternAddString(pattern, b"lang", tag.lower().encode())
        return self._match(pattern)[0]

    def families(self) -> Iterator[str]:
        """Give the names of all installed families."""
        wanted = ctypes.c_void_p(self.library.FcObjectSetCreate())
        self.library.FcObjectSetAdd(wanted, b"family")
        found = self.library.FcFontList(self.config, self._pattern(), wanted)
        fonts = ctypes.cast(found, ctypes.POINTER(_FontSet)).contents
        for font in fonts.patterns[: fonts.count]:
            yield from self._names(ctypes.c_void_p(font))

    def _pattern(self) -> ctypes.c_void_p:
        return ctypes.c_void_p(self.library.FcPatternCreate())

    def _match(self, pattern: ctypes.c_void_p) -> tuple[list[str], ctypes.c_void_p]:
        """The names of the family that fontconfig takes, and its characters; both are kept while the process lasts."""
        self.library.FcConfigSubstitute(self.config, pattern, 0)
        self.library.FcDefaultSubstitute(pattern)
        found = self.library.FcFontMatch(self.config, pattern, ctypes.byref(ctypes.c_int()))
        match, characters = ctypes.c_void_p(found), ctypes.c_void_p()
        self.library.FcPatternGetCharSet(match, b"charset", 0, ctypes.byref(characters))
        return self._names(match), characters

    def _names(self, pattern: ctypes.c_void_p) -> list[str]:
        name = ctypes.c_char_p()
        names: list[str] = []
        while self.library.FcPatternGetString(pattern, b"family", len(names), ctypes.byref(name)) == 0:
            names.append((name.value or b"").decode(errors="replace"))
        return names
