"""A language tag → the hyphenation patterns of the country where it is mostly spoken, for pyphen, which WeasyPrint asks.

Pyphen takes the first of the alphabet: British patterns for ``en``, Austrian ones for ``de``.
"""

from __future__ import annotations

from functools import lru_cache


@lru_cache(maxsize=1)
def prefer_likely_countries() -> None:
    """Let a bare language have the patterns of its likely country (CLDR), and British ones for English elsewhere.

    ``en`` and ``en-US`` are hyphenated as in America, ``en-GB``, ``en-AU``, ``en-IN`` … as in Britain.
    """
    import pyphen  # type: ignore[import-untyped]
    from babel.core import get_global

    likely = get_global("likely_subtags")
    for name in [name for name in pyphen.LANGUAGES if "_" not in name]:
        country = f"{name}_{likely.get(name, '').rpartition('_')[2]}"
        pyphen.LANGUAGES[name] = pyphen.LANGUAGES.get(country, pyphen.LANGUAGES[name])
    for name, parent in get_global("parent_exceptions").items():
        if parent == "en_001" and "en_GB" in pyphen.LANGUAGES:
            pyphen.LANGUAGES.setdefault(name, pyphen.LANGUAGES["en_GB"])
            pyphen.LANGUAGES_LOWERCASE.setdefault(name.lower(), name)
