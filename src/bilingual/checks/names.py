"""The pairs of an article → names that are spelled in more than one way."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from bilingual.checks.consistency import Placed
from bilingual.checks.letters import HAN
from bilingual.checks.pairs import Pair
from bilingual.glossary import fold

_ENGLISH_NAME = re.compile(r"(?<![A-Za-z'’-])[A-Z][a-z]+(?:[A-Z][a-z]+)?")
_HANGUL_WORD = re.compile("[가-힣]{3,}")
_PARTICLES = re.compile(
    "(?:에게서|으로부터|에서는|에서의|이라고|이라는|에서|에게|으로|까지|부터|처럼|보다|이나|라고|라는|은|는|이|가|을|를|과|와|의|에|도|만|로|나|씨)$"
)
_VERBAL = re.compile(
    "(?:[다요까고며서면지는은을던한할해된될게도록]|니다|습니|했|하였|합|됩|입|있|없|되었|됐|하기|하는|하지|면서|지만|이라|적인|적으)$"
)
_KEYS = {
    "en": re.compile(r"(?<![A-Za-z'’-])[A-Z][A-Za-z]{2,}"),
    "zh": re.compile(r"[A-Z][A-Za-z]{2,}"),
}
_HAN_RUN = re.compile(f"[{HAN}]{{2,}}")
_ENDINGS = frozenset(
    {"", "s", "n", "an", "ian", "i", "ish", "ese", "ic", "e", "er", "ers", "al", "y", "ies", "ed", "ing"}
)
"""What English adds to one name to make another word of it: Koreas, Korean."""
_LONG = 7
"""Letters from which two differences still make the same name: Schroeder, Shroder."""
_SHORTEST = {"en": 4, "ko": 3}


def name(pairs: Sequence[Pair]) -> Iterator[Placed]:
    """A name that one entry spells differently from the other entries whose source has the same word."""
    if not pairs or pairs[0].base not in _SHORTEST or pairs[0].source_base[:2] not in _KEYS:
        return
    spelled = _spellings(pairs)
    keys = [_keys(pair) for pair in pairs]
    entries_of: dict[str, set[int]] = defaultdict(set)
    for at, found in enumerate(keys):
        for key in found:
            entries_of[key].add(at)
    for rare, usual in _alike(spelled, pairs[0].base):
        for at in sorted(spelled[rare] - spelled[usual]):
            if _one_source(spelled[usual], keys[at], entries_of):
                others = len(spelled[usual])
                yield (
                    pairs[at].index,
                    f"“{rare}” is spelled “{usual}” in {others} other {'entry' if others == 1 else 'entries'}",
                )


def _spellings(pairs: Sequence[Pair]) -> dict[str, set[int]]:
    """Give each name-like word of the translations with the places of its entries."""
    found: dict[str, set[int]] = defaultdict(set)
    for at, pair in enumerate(pairs):
        if pair.translated:
            for word in _english(pair.text) if pair.base == "en" else _korean(pair.text):
                found[word].add(at)
    return found


def _english(text: str) -> Iterator[str]:
    for match in _ENGLISH_NAME.finditer(text):
        if len(match[0]) >= _SHORTEST["en"]:
            yield match[0]


def _korean(text: str) -> Iterator[str]:
    for match in _HANGUL_WORD.finditer(text):
        stem = _PARTICLES.sub("", match[0])
        if len(stem) >= _SHORTEST["ko"] and not _VERBAL.search(stem):
            yield stem


def _keys(pair: Pair) -> set[str]:
    """Give the words of a source by which its names can be recognised: capitals, and pairs of Han characters."""
    base = pair.source_base[:2]
    found = set(_KEYS[base].findall(pair.source))
    if base == "zh":
        found |= {run[i : i + 2] for run in _HAN_RUN.findall(fold(pair.source)) for i in range(len(run) - 1)}
    return found


def _alike(spelled: dict[str, set[int]], base: str) -> Iterator[tuple[str, str]]:
    """Give pairs of spellings that may be one name, the rarer one first."""
    words = sorted(spelled, key=lambda word: (len(spelled[word]), word))
    by_start: dict[str, list[str]] = defaultdict(list)
    for word in words:
        by_start[word[0]].append(word)
    for group in by_start.values():
        for i, rare in enumerate(group):
            for usual in group[i + 1 :]:
                if len(spelled[usual]) > len(spelled[rare]) and one_name(rare, usual, base):
                    yield rare, usual


def one_name(a: str, b: str, base: str) -> bool:
    """Say whether two words differ as misspellings do, and not as Korea and Korean do."""
    if abs(len(a) - len(b)) > 1 or a.startswith(b) or b.startswith(a):
        return False
    stem = next((at for at, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    if base == "en" and a[stem:] in _ENDINGS and b[stem:] in _ENDINGS:
        return False
    if base == "ko":
        return len(a) == len(b) and [_one_letter(x, y) for x, y in zip(a, b, strict=True) if x != y] == [True]
    from rapidfuzz.distance import Levenshtein

    allowed = 2 if min(len(a), len(b)) >= _LONG else 1
    return Levenshtein.distance(a, b, score_cutoff=allowed) <= allowed


def _one_letter(a: str, b: str) -> bool:
    """Say whether two Hangul syllables differ in one letter, as 로 and 루 do: 대법원 and 대법관 are two words."""
    letters = [
        ((ord(c) - 0xAC00) // 588, (ord(c) - 0xAC00) // 28 % 21, (ord(c) - 0xAC00) % 28) for c in (a, b)
    ]
    return sum(int(x != y) for x, y in zip(*letters, strict=True)) == 1


def _one_source(usual: set[int], keys: set[str], entries_of: dict[str, set[int]]) -> bool:
    """Say whether some word of this source marks the entries of the usual spelling, and hardly any other."""
    for key in keys:
        having = entries_of[key]
        shared = len(having & usual)
        if shared >= max(1, 0.6 * len(usual)) and len(having) <= 1.5 * len(usual) + 1:
            return True
    return False
