"""Words → how they sound: Sino-Korean readings of Han characters, and consonants that names keep across scripts."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib import resources
from itertools import product

_SYLLABLE_BASE, _SYLLABLES_PER_INITIAL, _FINALS = 0xAC00, 588, 28
_INITIALS = "KKNTTRMPPSS-SSSKTPH"
"""Consonant class of each initial of a Hangul syllable, in Unicode's order; ``-`` is the silent ㅇ."""
_FINAL_CLASSES = "-KKKNNNTRRRRRRRRMPPTTNTTKTP-"
_LATIN = re.compile(r"tch|sch|[cs]h|th|ph|gh|ck|qu|ts|tz|ng(?![aeiouyr])|cq|x|[a-z]")
_LATIN_CLASSES = {
    "tch": "S", "sch": "S", "ch": "S", "sh": "S", "th": "S", "ph": "P", "gh": "", "ck": "K", "ts": "S", "tz": "S", "ng": "N", "cq": "K", "qu": "K", "x": "KS",
    "b": "P", "c": "K", "d": "T", "f": "P", "g": "K", "j": "S", "k": "K", "l": "R", "m": "M", "n": "N", "p": "P",
    "q": "K", "r": "R", "s": "S", "t": "T", "v": "P", "z": "S",
}  # fmt: skip


@lru_cache(maxsize=1)
def _sino_korean() -> dict[str, tuple[str, ...]]:
    text = resources.files("bilingual.checks").joinpath("data/sino-korean.txt").read_text(encoding="utf-8")
    readings: dict[str, tuple[str, ...]] = {}
    for line in text.splitlines():
        if not line.startswith("#"):
            reading, characters = line.split(" ")
            for character in characters:
                readings[character] = (*readings.get(character, ()), reading)
    return readings


@lru_cache(maxsize=1 << 16)
def sino_korean(word: str) -> tuple[str, ...]:
    """Give the readings of a word in Han characters: 總統 is 총통; empty if a character has none.

    >>> sino_korean("總統")
    ('총통',)
    """
    table = _sino_korean()
    parts = [table.get(character, ()) for character in word]
    return tuple("".join(reading) for reading in product(*parts)) if all(parts) else ()


@lru_cache(maxsize=4096)
def consonants(word: str) -> str:
    """Give the classes of a word's consonants, alike for a name and its transliteration.

    ``Trump`` and 트럼프 are TRMP. An r before a consonant or at the end is silent in Korean spelling: Carter, 카터.
    Voice, aspiration, h, w and y are left out; z, ch, sh, th and s are one class, and so are f, v, p and b.

    >>> consonants("Kavanaugh"), consonants("캐버노")
    ('KPN', 'KPN')
    """
    if "\uac00" <= word[:1] <= "\ud7a3":
        return _hangul_consonants(word)
    word = re.sub(r"r(?![aeiouyr])", "", re.sub(r"(.)\1", r"\1", word.casefold()))
    return "".join(_LATIN_CLASSES.get(match[0], "") for match in _LATIN.finditer(word))


def _hangul_consonants(word: str) -> str:
    classes = []
    for character in word:
        place = ord(character) - _SYLLABLE_BASE
        if 0 <= place < 11172:
            classes += [_INITIALS[place // _SYLLABLES_PER_INITIAL], _FINAL_CLASSES[place % _FINALS]]
    joined = "".join(classes).replace("-", "").replace("H", "")
    return joined.replace("RR", "R")
