"""Chinese text → the names and terms that recur in it: closed repeated strings, seen with the words around them."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_NUMERALS = frozenset("一二三四五六七八九十")
"""Grammar elsewhere, but the end of many a Japanese name: 松野博一."""
_RUN = re.compile(f"[{_HAN}]+")
_TITLE_MARKS = re.compile(f"[《〈]([{_HAN}A-Za-z0-9·・:：]+)[》〉]")
_QUOTED = re.compile(f"[「『“]([{_HAN}A-Za-z0-9]{{2,12}})[」』”]")
_GLOSSED = re.compile(f"([{_HAN}]{{2,12}})[》」』”]?[(（][A-Za-z][A-Za-z0-9 .,’'&-]*[)）]")
_FOREIGN = re.compile(f"([{_HAN}]{{1,5}}(?:[·‧・][{_HAN}]+)*[·‧・])([{_HAN}]+)")
_LONGEST = 10
"""Characters of a term; the longest names of bodies have more, but in title marks or with a gloss."""
_OFTEN = {2: 4, 3: 3}
"""How often a string of so many characters must recur if nothing else says that it is a name; longer ones twice."""
_LEADS = 3
"""So many times as often as with what follows it, a name is one of its own."""
_NAME = (2, 4)
"""Characters of a person's name; longer transliterations have a dot in them or recur."""


@dataclass(frozen=True, slots=True)
class Words:
    """What a language's newsrooms write around names."""

    grammar: frozenset[str]
    everyday: tuple[str, ...]
    titles: tuple[str, ...]
    says: tuple[str, ...]
    endings: tuple[str, ...]
    common: frozenset[str]
    surnames: frozenset[str]
    joints: frozenset[str]

    def shorn(self, text: str) -> str:
        """Take grammar, titles and everyday words off both ends, as often as there are any."""
        before = ""
        while text != before:
            before = text
            while text and text[0] in self.grammar:
                text = text[1:]
            while text and text[-1] in self.grammar:
                text = text[:-1]
            for word in (*self.everyday, *self.titles):
                if len(text) > len(word):
                    text = text.removeprefix(word)
                if len(text) > len(word):
                    text = text.removesuffix(word)
        return text


@lru_cache
def words(script: str) -> Words:
    """Read the words of ``zh-Hant`` or ``zh-Hans``."""
    file = resources.files("bilingual.terminology") / "data" / f"{script}.toml"
    table = tomllib.loads(file.read_text(encoding="utf-8"))
    longest_first = {
        name: tuple(sorted(dict.fromkeys(table[name].split()), key=len, reverse=True))
        for name in ("everyday", "titles", "says", "endings")
    }
    return Words(
        frozenset(table["grammar"]),
        longest_first["everyday"],
        longest_first["titles"],
        longest_first["says"],
        longest_first["endings"],
        frozenset(table["common"].split()),
        frozenset(table["surnames"]),
        frozenset(table["joints"]),
    )


def names(texts: Sequence[str], script: str) -> list[str]:
    """Give the names and terms of a text, its lines given, in no order; what is known must be masked out before."""
    own = words(script)
    counts = _substrings(texts)
    whole = "\n".join(texts)
    people = [name for name in _people(texts, counts, own) if not own.joints & set(name)]
    kept = [
        name
        for name in dict.fromkeys([*_marked(texts, counts), *people])
        if len(name) > 1
        and name[0] not in own.grammar
        and name not in own.everyday
        and name not in own.common
    ]
    likely = sorted(
        _recurring(counts, own), key=lambda name: (len(name) > 2, -counts[name], -len(name), name)
    )
    known = {*kept, *own.everyday, *own.titles, *own.common}
    for name in likely:
        if name in kept or own.joints & set(name) or any(title in name for title in own.titles):
            continue
        if not _crossed(name, known, whole) and not _composed(name, {*kept, *own.common}, counts):
            kept.append(name)
            known.add(name)
    return _independent([name for name in kept if name not in own.everyday + own.titles], whole)


def _crossed(name: str, known: Set[str], whole: str) -> bool:
    """Whether another word lies across a border of the string at half of its places: 國戰略 out of 美國戰略."""
    places = [found.start() for found in re.finditer(re.escape(name), whole)]
    crossed = sum(
        any(
            word in known and word not in name
            for edge in (at, at + len(name))
            for word in _across(whole, edge)
        )
        for at in places
    )
    return 2 * crossed >= len(places)


def _across(whole: str, edge: int) -> Iterator[str]:
    """Give the strings of a term's length that lie across this offset of the text."""
    for length in range(2, _LONGEST + 1):
        for start in range(max(0, edge - length + 1), edge):
            yield whole[start : start + length]


def _composed(name: str, known: Set[str], counts: Counter[str]) -> bool:
    """Whether it is only a frequent name beside others, as 北韓核武, or a verb before a country's, as 停靠韓國."""
    if any(name[n:] in known for n in range(1, len(name) - 1) if name.endswith("國")):
        return True
    first = next((name[:n] for n in range(len(name) - 1, 1, -1) if name[:n] in known), "")
    if not first or counts[first] < _LEADS * counts[name]:
        return False
    rest = name[len(first) :]
    return len(rest) == 1 or rest in known or _composed(rest, known, counts)


def _substrings(texts: Sequence[str]) -> Counter[str]:
    """Count every string of ideographs up to the longest term."""
    counts: Counter[str] = Counter()
    for text in texts:
        for run in _RUN.findall(text):
            for start in range(len(run)):
                for end in range(start + 2, min(len(run), start + _LONGEST) + 1):
                    counts[run[start:end]] += 1
    return counts


def _marked(texts: Sequence[str], counts: Counter[str]) -> Iterator[str]:
    """Names that the text itself marks: 《…》, a gloss in letters behind them, a dot inside, quotes more than once."""
    whole = "\n".join(texts)
    for text in texts:
        yield from _TITLE_MARKS.findall(text)
        yield from filter(None, (_dotted(found[1], found[2], whole) for found in _FOREIGN.finditer(text)))
        yield from (quoted for quoted in _QUOTED.findall(text) if counts[quoted] > 1 and len(quoted) > 2)
        for before in _GLOSSED.findall(text):
            yield next((before[n:] for n in range(len(before) - 1) if counts[before[n:]] > 1), "")


def _dotted(before: str, last: str, whole: str) -> str:
    """A foreign name with a dot in it: as far as it recurs, else to its end, if that is near."""
    for end in range(min(len(last), _NAME[1] + 1), 1, -1):
        if whole.count(before + last[:end]) > 1:
            return before + last[:end]
    return before + last if len(last) <= _NAME[1] else ""


def _people(texts: Sequence[str], counts: Counter[str], own: Words) -> Iterator[str]:
    """Names beside a title, or before a word of saying."""
    titles, says = "|".join(own.titles), "|".join(own.says)
    for text in texts:
        for found in re.finditer(f"(?:{titles})([{_HAN}]{{2,}})", text):
            yield _name_at_start(found[1], counts, own)
        for found in re.finditer(
            f"(?<![{_HAN}])([{_HAN}]{{2,4}}?)(?:{titles}|在[{_HAN}]{{0,6}})?(?:{says})", text
        ):
            recurs = counts[found[1]] > 1 and own.shorn(found[1]) == found[1]
            if recurs or (found[1][0] in own.surnames and len(found[1]) < 4):
                yield found[1]


def _name_at_start(text: str, counts: Counter[str], own: Words) -> str:
    """The name with which a text begins: as long as it recurs, or after a surname two or three characters."""
    best = ""
    for length in range(_NAME[0], min(_NAME[1], len(text)) + 1):
        if counts[text[:length]] > 1 and text[length - 1] not in own.grammar - _NUMERALS:
            best = text[:length]
    if best or text[0] not in own.surnames:
        return best if own.shorn(best) in {best, best.rstrip("".join(_NUMERALS))} else ""
    return (
        text[:3] if len(text) > 2 and text[2] not in own.grammar and text[1] not in own.grammar else text[:2]
    )


def _recurring(counts: Counter[str], own: Words) -> Iterator[str]:
    """Strings that recur with different neighbours and look like the name of something."""
    for text in _closed(counts):
        core = own.shorn(text)
        count = counts[core]
        if len(core) < 2 or count < 2 or core in own.common:
            continue
        if core.endswith(own.endings) or count >= _OFTEN.get(len(core), 2):
            yield core


def _closed(counts: Counter[str]) -> set[str]:
    """Give the strings that recur with different neighbours: no string with one more character recurs as often."""
    open_ended = set()
    for text, count in counts.items():
        for shorter in (text[1:], text[:-1]):
            if counts.get(shorter) == count:
                open_ended.add(shorter)
    return {text for text, count in counts.items() if count > 1 and text not in open_ended}


def _independent(names: list[str], whole: str) -> list[str]:
    """Drop what stands only inside longer names."""
    kept: list[str] = []
    for name in sorted(names, key=len, reverse=True):
        rest = whole
        for longer in kept:
            if name in longer:
                rest = rest.replace(longer, "\0")
        if name in rest:
            kept.append(name)
    return kept
