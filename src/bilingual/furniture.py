"""A language → the words that pages add to an article: folio, legend, language names, dates.

They are a gettext catalog of this package, ``locale/<language>/LC_MESSAGES/furniture.po``, read as text: to
speak another language takes one more file. A language without one gets the English words.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from functools import lru_cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import TYPE_CHECKING

from bilingual.languages import display_name, language

if TYPE_CHECKING:
    from babel.support import Translations

_ASSETS = resources.files("bilingual") / "locale"
_FALLBACK = "en"


def word(text: str, tag: str, **values: object) -> str:
    """Give the furniture word ``text`` (its English) in the language ``tag``, its ``{names}`` filled in."""
    return str(_translations(tag).gettext(text)).format(**values)


def known(text: str, tag: str) -> str:
    """Give ``text`` in the language ``tag`` if it is one of the furniture's, else nothing."""
    plain = text.strip().replace("’", "'")
    return word(plain, tag) if plain in _texts() else ""


def count(singular: str, plural: str, number: int, tag: str, **values: object) -> str:
    """Give ``{count} …`` in the plural form that the language ``tag`` has for ``number``, other names filled in."""
    return str(_translations(tag).ngettext(singular, plural, number)).format(count=number, **values)


def listed(items: Sequence[str], tag: str) -> str:
    """Join names as a colophon in the language ``tag`` lists them: ``A, B, and C``, ``A、B、C``, Korean ``A, B, C``."""
    from babel.lists import format_list

    known = language(tag)
    if known.cjk or known.base == "ko":  # CLDR's 和 and 및 want no Latin name beside them
        return ("、" if known.cjk else ", ").join(items)
    return str(format_list(items, locale=known.gettext)) if items else ""


def spoken(tag: str) -> str:
    """Give the language in which the furniture speaks to readers of ``tag``: itself, or English."""
    return tag if _file(tag).is_file() else _FALLBACK


def language_name(tag: str) -> str:
    """Name a language in itself, as a heading does: ``繁體中文``, ``English``, ``한국어``."""
    name = display_name(tag, tag)
    own = {"zh-Hant": "繁體中文", "zh-Hans": "简体中文"}.get(tag)  # CLDR: 中文 (繁體), right in lists only
    return own or name[:1].upper() + name[1:]


def date(iso: str, tag: str) -> str:
    """Write an ISO 8601 date out as the language ``tag`` does; the empty string stays empty."""
    if not iso:
        return ""
    from datetime import date as day

    from babel.dates import format_date

    return format_date(day.fromisoformat(iso[:10]), format="long", locale=language(tag).gettext)


def _base(tag: str) -> str:
    return language(tag).base.replace("-", "_")


def _file(tag: str) -> Traversable:
    return _ASSETS / _base(tag) / "LC_MESSAGES" / "furniture.po"


@lru_cache(maxsize=1)
def _texts() -> frozenset[str]:
    """Everything that the furniture can say, in its English."""
    return frozenset(key for key in _translations(_FALLBACK)._catalog if isinstance(key, str))


@lru_cache(maxsize=64)
def _translations(tag: str) -> Translations:
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po
    from babel.support import Translations

    file = _file(tag)
    if not file.is_file():
        return _translations(_FALLBACK)
    compiled = io.BytesIO()
    write_mo(compiled, read_po(io.BytesIO(file.read_bytes()), locale=_base(tag)))
    compiled.seek(0)
    return Translations(compiled, domain="furniture")
