"""What typesetting needs of the system → whether it is there, and the commands that bring it."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator
from types import ModuleType
from typing import Any

from bilingual.errors import MissingError

FONT_HINT = """\
Debian, Ubuntu:  apt install fonts-noto-cjk
Fedora:          dnf install google-noto-serif-cjk-fonts
macOS:           brew install --cask font-noto-serif-cjk
or name another font under [page] fonts in bilingual.toml"""
"""The commands that install the fonts of every language we know."""
CHARACTER_HINT = """\
install a font that has it (Debian, Ubuntu: apt install fonts-noto-core fonts-hanazono; Fedora: dnf install
google-noto-fonts-all; macOS: brew install --cask font-noto-sans) and name it under [page] fonts, or write another character"""
"""What to do about a character that no installed font has."""

_LIBRARY_HINT = """\
Debian, Ubuntu:  apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0
Fedora:          dnf install pango harfbuzz
macOS:           brew install pango harfbuzz"""
BUNDLED = frozenset({"source serif 4", "source serif 4 ext"})
"""Families, in lower case, that the package brings along."""


def weasyprint() -> ModuleType:
    """Import WeasyPrint. Raises MissingError if the system's libraries behind it are not there."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # its word on harfbuzz-subset; ours is below
            import weasyprint as module
            from weasyprint.text import ffi
    except OSError as error:
        raise MissingError("Pango, which sets the type, is not installed", hint=_LIBRARY_HINT) from error
    if ffi.harfbuzz_subset is None:  # it works without, 40 times slower and with twice the memory
        raise MissingError("HarfBuzz’s subsetter is not installed", hint=_LIBRARY_HINT)
    return module  # type: ignore[no-any-return]


def versions() -> str:
    """Name the versions of WeasyPrint and Pango. Raises MissingError if one is not there."""
    module = weasyprint()
    from weasyprint.text.ffi import pango

    number = pango.pango_version()
    return f"WeasyPrint {module.__version__}, Pango {number // 10000}.{number // 100 % 100}.{number % 100}"


def missing_fonts(families: Iterable[str]) -> tuple[str, ...]:
    """Give those of the families that are neither installed nor bundled, each once, in the order given.

    Asks fontconfig, as the typesetter will: a family that is not there is silently replaced by another.
    """
    wanted = [family for family in dict.fromkeys(families) if family.lower() not in BUNDLED]
    if not wanted:
        return ()
    weasyprint()
    from weasyprint.text.ffi import ffi, fontconfig

    config = ffi.gc(fontconfig.FcInitLoadConfigAndFonts(), fontconfig.FcConfigDestroy)
    return tuple(family for family in wanted if not _installed(family, ffi, fontconfig, config))


def font_file(family: str) -> str:
    """Give the path of the installed family's regular face; empty if the family is not there."""
    weasyprint()
    from weasyprint.text.ffi import ffi, fontconfig

    config = ffi.gc(fontconfig.FcInitLoadConfigAndFonts(), fontconfig.FcConfigDestroy)
    return _installed(family, ffi, fontconfig, config)


def _installed(family: str, ffi: Any, fontconfig: Any, config: Any) -> str:
    """Give the file of the font that fontconfig would take for ``family``, if that bears the name."""
    pattern = ffi.gc(fontconfig.FcPatternCreate(), fontconfig.FcPatternDestroy)
    fontconfig.FcPatternAddString(pattern, b"family", family.encode())
    fontconfig.FcConfigSubstitute(config, pattern, fontconfig.FcMatchPattern)
    fontconfig.FcDefaultSubstitute(pattern)
    match = fontconfig.FcFontMatch(config, pattern, ffi.new("FcResult *"))
    if match == ffi.NULL:
        return ""
    match = ffi.gc(match, fontconfig.FcPatternDestroy)
    names = {name.lower() for name in _strings(match, b"family", ffi, fontconfig)}
    return next(_strings(match, b"file", ffi, fontconfig), "") if family.lower() in names else ""


def _strings(pattern: Any, key: bytes, ffi: Any, fontconfig: Any) -> Iterator[str]:
    value, number = ffi.new("FcChar8 **"), 0
    while fontconfig.FcPatternGetString(pattern, key, number, value) == fontconfig.FcResultMatch:
        yield ffi.string(value[0]).decode(errors="replace")
        number += 1
