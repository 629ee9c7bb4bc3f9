"""A language → the words that pages add to an article: folio, legend, language names, dates.

They are a gettext catalog of this package, ``locale/<language>/LC_MESSAGES/furniture.po``, read as text: to
speak another language takes one more file. A language without one gets the English words.
"""

from __future__ import annotations

import io
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING

from bilingual.languages import display_name, language

if TYPE_CHECKING:
    from babel.support import Translations

_ASSETS = resources.files("bilingual") / "locale"
_FALLBACK = "en"


def word(text: str, tag: str, **values: object) -> str:
    """Give the furniture word ``text`` (its English) in the language ``tag``, its ``{names}`` filled in."""
    return str(_translations(tag).gettext(text)).format(**values)


def count(singular: str, plural: str, number: int, tag: str) -> str:
    """Give ``{count} …`` in the plural form that the language ``tag`` has for ``number``."""
    return str(_translations(tag).ngettext(singular, plural, number)).format(count=number)


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


@lru_cache(maxsize=64)
def _translations(tag: str) -> Translations:
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po
    from babel.support import Translations

    base = language(tag).base.replace("-", "_")
    file = _ASSETS / base / "LC_MESSAGES" / "furniture.po"
    if not file.is_file():
        return _translations(_FALLBACK)
    compiled = io.BytesIO()
    write_mo(compiled, read_po(io.BytesIO(file.read_bytes()), locale=base))
    compiled.seek(0)
    return Translations(compiled, domain="furniture")
