"""Facts per language: from a BCP 47 tag to everything that sentences and pages need to know of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

from bilingual.errors import UsageError


@dataclass(frozen=True, slots=True)
class Language:
    """What the project knows of one language."""

    tag: str
    """BCP 47, in canonical case: ``zh-Hant``, ``en-GB``."""
    base: str
    """The language with its script where that matters: ``zh-Hant``, ``zh-Hans``, ``ja``, ``ko``, ``en`` …"""
    joiner: str
    """What stands between two sentences of a paragraph."""
    quotes: tuple[str, str, str, str]
    """Outer opening, outer closing, inner opening, inner closing quotation mark."""
    fonts: tuple[str, ...]
    """Serif families by name, best first."""
    argos: str
    """The code that Argos packages use."""
    rtl: bool = False

    @property
    def gettext(self) -> str:
        """The folder's name under ``locales/``: ``zh_Hant``."""
        return self.tag.replace("-", "_")

    @property
    def cjk(self) -> bool:
        """Whether lines may break between any two characters and are set solid (Chinese, Japanese)."""
        return self.base in {"zh-Hant", "zh-Hans", "ja"}

    @property
    def script(self) -> str:
        """The class of type that it is set in: ``ideographic``, ``hangul``, or ``latin`` for all others."""
        return "ideographic" if self.cjk else "hangul" if self.base == "ko" else "latin"


HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
"""Han characters, for use inside a character class."""
LATIN_SERIF = "Source Serif 4"
MONOSPACE = "Noto Sans Mono CJK TC"
"""What code is set in, in every language."""
_LATIN = (LATIN_SERIF, "Source Serif 4 Ext", "Noto Serif")
_CURLY = ("“", "”", "‘", "’")
_LOW, _ANGLED = ("„", "“", "‚", "‘"), ("«", "»", "“", "”")
_QUOTES = {
    **dict.fromkeys(("de", "cs", "sk", "sl", "bg", "is", "lt"), _LOW),
    **dict.fromkeys(("es", "it", "el", "nb", "nn", "no", "ca", "uk", "hy"), _ANGLED),
    "ru": ("«", "»", "„", "“"),
    "fr": ("«\u00a0", "\u00a0»", "“", "”"),
    **dict.fromkeys(("pl", "ro", "hr"), ("„", "”", "«", "»")),
    "hu": ("„", "”", "»", "«"),
    **dict.fromkeys(("sv", "fi"), ("”", "”", "’", "’")),
}
"""Quotation marks that are not those of English (CLDR, delimiters)."""
_CORNER = ("「", "」", "『", "』")

_TABLE = {
    "zh-Hant": Language("zh-Hant", "zh-Hant", "", _CORNER, ("Noto Serif CJK TC",), "zt"),
    "zh-Hans": Language("zh-Hans", "zh-Hans", "", _CURLY, ("Noto Serif CJK SC",), "zh"),
    "ja": Language("ja", "ja", "", _CORNER, ("Noto Serif CJK JP",), "ja"),
    "ko": Language("ko", "ko", " ", _CURLY, ("Noto Serif CJK KR",), "ko"),
    "en": Language("en", "en", " ", _CURLY, _LATIN, "en"),
}
_TRADITIONAL = frozenset({"TW", "HK", "MO"})


@lru_cache(maxsize=256)
def language(tag: str) -> Language:
    """Give the facts of the language that ``tag`` (BCP 47, any case; ``zh_TW`` is understood) names.

    Raises UsageError for a tag that no locale of CLDR (through Babel) knows.
    """
    from babel import Locale, UnknownLocaleError

    try:
        locale = Locale.parse(tag.strip().replace("-", "_"))
    except (UnknownLocaleError, ValueError, TypeError):
        raise UsageError(
            f"unknown language tag “{tag}”",
            hint="use a BCP 47 tag such as zh-Hant, en, en-GB or ko",
        ) from None
    base = locale.language
    if base == "zh":
        script = locale.script or ("Hant" if locale.territory in _TRADITIONAL else "Hans")
        base = f"zh-{script}"
    canonical = _canonical(tag)
    if base in _TABLE:
        return replace(_TABLE[base], tag=canonical)
    return Language(
        tag=canonical,
        base=base,
        joiner=" ",
        quotes=_QUOTES.get(base, _CURLY),
        fonts=_LATIN,
        argos=base,
        rtl=locale.text_direction == "rtl",
    )


def _canonical(tag: str) -> str:
    """Write each subtag in the case that BCP 47 (RFC 5646, 2.1.1) recommends."""
    language_part, *rest = tag.strip().replace("_", "-").split("-")
    parts = [language_part.lower()]
    parts += [p.title() if len(p) == 4 else p.upper() if len(p) == 2 else p.lower() for p in rest]
    return "-".join(parts)


def display_name(tag: str, in_language: str) -> str:
    """Name a language in another: ``display_name("ko", "en")`` gives ``Korean``."""
    from babel import Locale

    of = Locale.parse(language(tag).gettext)
    return of.get_display_name(Locale.parse(language(in_language).gettext)) or tag
