"""Wordings + a text → where they stand in it, the longest first and never inside another word."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from bilingual.glossary.folding import Folded, fold, folded

T = TypeVar("T")

_HAN = "\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_HANGUL = "\u1100-\u11ff\u3130-\u318f\uac00-\ud7af"
_KATAKANA = "\u30a1-\u30fa\u30fc-\u30ff"
_KIND = re.compile(
    f"(?P<hangul>[{_HANGUL}])|(?P<katakana>[{_KATAKANA}])|(?P<han>[{_HAN}\u3041-\u309f])|(?P<word>\\w)"
)

_INFLECTION = re.compile(r"(?:'s|s'|es|s)(?!\w)")
"""What English adds to a noun; written in lower case even after an acronym (SSBNs)."""
_PARTICLE = re.compile(
    "(?:들)?(?:"
    "이라고는|이라고|이라는|이라도|이라며|라고는|라고|라는|라도|라며|이란|이나마|이나|이며|이고|이자|이다|입니다|"
    "에게서|에게|에서|에는|에도|에|께서|께|한테서|한테|으로서|으로써|으로|로서|로써|로|"
    "은|는|이|가|을|를|의|와|과|이랑|랑|하고|도|만|까지|부터|마다|조차|마저|밖에|처럼|보다|같이|나|란|뿐|측|씨|"
    ")(?:의|은|는|도|만|까지|부터)?"
    f"(?![{_HANGUL}])"
)
"""Particles of Korean that follow a noun without a space, one or two of them, to the end of the word."""


@dataclass(frozen=True, slots=True)
class Hit(Generic[T]):
    """One place where a wording stands."""

    value: T
    """What the wording belongs to."""
    start: int
    """Offsets in the text; an English ending or a Korean particle is outside."""
    end: int


class Matcher(Generic[T]):
    """Finds any of many wordings in a text."""

    def __init__(self, wordings: Iterable[tuple[str, T]]) -> None:
        self._by_first: dict[str, list[tuple[str, str, T]]] = defaultdict(list)
        for wording, value in wordings:
            if key := fold(wording).strip():
                self._by_first[key[0]].append((key, wording, value))

    def find(self, text: str) -> tuple[Hit[T], ...]:
        """Give the hits in the order of the text; where two overlap, the longer one, then the earlier."""
        plain = folded(text)
        found: list[tuple[int, int, T]] = []
        for at, char in enumerate(plain.text):
            for key, wording, value in self._by_first.get(char, ()):
                if plain.text.startswith(key, at) and _stands(plain, text, at, key, wording):
                    found.append((at, at + len(key), value))
        found.sort(key=lambda hit: (hit[0] - hit[1], hit[0]))
        taken = bytearray(len(plain.text))
        hits = []
        for start, end, value in found:
            if not any(taken[start:end]):
                taken[start:end] = b"\1" * (end - start)
                hits.append(Hit(value, plain.starts[start], plain.starts[end]))
        return tuple(sorted(hits, key=lambda hit: hit.start))


def stands_in(wording: str, text: str) -> bool:
    """Say whether a text has a wording as words of its own, by the rules by which terms are found."""
    return bool(Matcher([(wording, None)]).find(text))


def _stands(plain: Folded, text: str, at: int, key: str, wording: str) -> bool:
    """Whether the folded wording, found at this offset, is there as a word of its own and in its own case."""
    end = at + len(key)
    if plain.starts[at] < 0 or plain.starts[end] < 0:
        return False
    if at and _kind(key[0]) and _kind(plain.text[at - 1]) == _kind(key[0]):
        return False
    return _ends(plain.text, end, _kind(key[-1])) and _case_fits(
        wording, text[plain.starts[at] : plain.starts[end]]
    )


def _ends(text: str, end: int, kind: str) -> bool:
    """Whether a word of this script ends here, but for what its language hangs on to a noun."""
    follower = text[end : end + 1]
    if kind == "word" and (follower == "'" or _kind(follower) == kind):
        return _kind(text[end + 1 : end + 2] if follower == "'" else follower) != kind or bool(
            _INFLECTION.match(text, end)
        )
    if kind and _kind(follower) == kind:
        return kind == "hangul" and bool(_PARTICLE.match(text, end))
    return True


def _kind(char: str) -> str:
    """Name the script of a letter or digit where words of it have borders; empty for Han, kana and everything else."""
    found = _KIND.match(char)
    return "" if not found or found.lastgroup == "han" else str(found.lastgroup)


def _case_fits(wording: str, there: str) -> bool:
    """Whether every capital of the wording is one in the text: WHO is not who, May is not may."""
    if len(wording) != len(there):
        return True
    return all(not a.isupper() or b.isupper() for a, b in zip(wording, there, strict=True))
