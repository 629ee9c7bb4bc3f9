"""A text without a letter (figures, a date, marks) → whether another language writes it in the same way."""

from __future__ import annotations

import re

from bilingual.languages import language

_PLAIN = re.compile(r"[0-9\s.,:/%+*#=<>|~()\[\]×±−–—-]+")
"""What every language that writes Latin digits has; currencies and units stand elsewhere in each."""
_DIGIT = re.compile(r"\d")
_SEPARATED = re.compile(r"\d[.,]\d")
_PUNCTUATION = re.compile(r"(?<!\d)[.,:/~]|[.,:/~](?!\d)|[()\[\]]|—")
"""Marks outside a figure, which Chinese and Japanese write full width."""


def plain(text: str) -> bool:
    """Whether a text is nothing but Latin digits and marks that many languages share."""
    return bool(_PLAIN.fullmatch(text)) and not text.isspace()


def copied(text: str, translation: str, source: str, target: str) -> bool:
    """Whether a translation is the source text because it needs none: nobody has to read it."""
    return text == translation and same(text, source, target)


def same(text: str, source: str, target: str) -> bool:
    r"""Whether a text needs no translation: without a letter, and of one form in both languages (BCP 47).

    Of one form are bare digits, and what else is in a figure where both group and part digits alike (CLDR): 1,500
    for Chinese, English and Korean, not for German. Full-width digits, currencies and units are not.

    >>> same("2006\t1,500", "zh-Hant", "en"), same("2006年", "zh-Hant", "en"), same("1,500", "en", "de")
    (True, False, False)
    """
    if not plain(text):
        return False
    if language(target).cjk and not language(source).cjk and _PUNCTUATION.search(text):
        return False
    if not _DIGIT.search(text):
        return True
    there, here = _forms(source), _forms(target)
    if there[0] != "latn" or here[0] != "latn":
        return False
    separated = not _SEPARATED.search(text) or there[1] == here[1]
    return separated and ("%" not in text or there[2] == here[2])


def _forms(tag: str) -> tuple[str, tuple[str, str], str]:
    """The digits of a language, what it parts and groups them by, and how it writes a percentage."""
    from babel import Locale

    locale = Locale.parse(language(tag).gettext.replace("-", "_"))
    symbols = locale.number_symbols.get("latn", {})
    percent = locale.percent_formats[None].pattern
    return locale.default_numbering_system, (symbols.get("decimal", ""), symbols.get("group", "")), percent
