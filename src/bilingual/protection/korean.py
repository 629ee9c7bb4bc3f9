"""A Korean noun + the text that follows it → that text with the particle that the noun's last sound asks for."""

from __future__ import annotations

import re

_PAIRS = {
    "은": "은는", "는": "은는", "이": "이가", "가": "이가", "을": "을를", "를": "을를", "과": "과와", "와": "과와",
}  # fmt: skip
"""Particle → the one after a consonant and the one after a vowel (standard orthography, National Institute of Korean Language)."""
_PARTICLE = re.compile(
    r"(?:([은는이가을를과와])(?![가-힣])|(으로|로)(?=(?:서|써|부터|의|는|도)?(?![가-힣])))"
)
_RIEUL = 8
"""The final ㄹ among the 28 finals of Unicode's Hangul syllables: 로 follows it as it does a vowel."""
_LETTERS = {"L": _RIEUL, "M": 16, "N": 4, "R": _RIEUL}
_FIGURES = {"0": 21, "1": _RIEUL, "3": 16, "6": 1, "7": _RIEUL, "8": _RIEUL}
"""Finals of the Korean names of letters (엘, 엠, 엔, 알) and figures (영, 일, 삼, 육, 칠, 팔); all others end in a vowel."""


def agreed(noun: str, rest: str) -> str:
    """Mend the particle at the beginning of ``rest``; one that can't be told to be wrong stays.

    >>> agreed("바이든", "는 말했다"), agreed("NCG", "을 신설"), agreed("서울", "으로 갔다")
    ('은 말했다', '를 신설', '로 갔다')
    """
    found = _PARTICLE.match(rest)
    final = _final(noun)
    if not found or final is None:
        return rest
    direction = "로" if final in {0, _RIEUL} else "으로"
    particle = _PAIRS[found[1]][final == 0] if found[1] else direction
    return particle + rest[found.end() :]


def _final(noun: str) -> int | None:
    """Give the final consonant of the noun's last sound, 0 for a vowel, None if its reading is not known."""
    letters = [c for c in noun if c.isalnum()]
    last = letters[-1] if letters else ""
    if "가" <= last <= "힣":
        return (ord(last) - ord("가")) % 28
    if last.isdigit() and last.isascii():
        return _FIGURES.get(last, 0)
    if re.search(r"(?<![a-z])[A-Z]{2,}$", "".join(letters)):
        return _LETTERS.get(last, 0)
    return None
