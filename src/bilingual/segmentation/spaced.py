"""A text in a language with spaces between its sentences → where they end, by one pass from left to right.

A full stop ends a sentence unless it belongs to an abbreviation, an initial or an ordinal, or the next word is written
small. Which words are which says the language's file in ``data/``.
"""

from __future__ import annotations

import re
from collections import Counter

from bilingual.segmentation.rules import SpacedRules

_LONGEST_WORD = 40
_LONGEST_QUOTATION = 2000
"""Characters: two marks further apart are no pair but two mistakes. The longest in 2,000 lines of news has 313."""
_SPACE = re.compile(r"\s*")
_NEXT = re.compile(r"(?P<skipped>[\s\W_]*)(?P<word>[^\W_]+(?:['’-][^\W_]+)*)?")
_PREFIXES = re.compile(r"[(\[{/“‘«\"'„=-]")
"""What may stand right before a word that belongs to it no more."""
_APOSTROPHE = re.compile("['’]")
_BULLET = "•"
_ITEM = r"\d{1,3}|[a-z]|[A-Z]|[ivx]{2,5}|[IVX]{2,5}|[а-ик-н]|[가나다라마바사아자차카타파하]"
_ENUMERATOR = re.compile(
    rf"(?:(?<=\s)|^)(?:[•⁃▪*–-]?[ \t]?(?:(?P<number>{_ITEM})(?P<style>\.\)|[.)])"
    rf"|\((?P<inside>{_ITEM})\)|(?P<circled>[①-⑳]))(?=\s)|(?P<bullet>[•⁃▪●■])(?=\s))"
)
_IN_A_SERIES = re.compile(r"(?:[,&;]|\b(?:and|or|with|by))\s*\Z")
"""Before a second initial that is a name's: ``A. Lin and B. Park``."""
_ROMAN = {"i": 1, "v": 5, "x": 10}
_LETTERS = {
    letter: n
    for letters in ("abcdefghijklmnopqrstuvwxyz", "абвгдежзиклмн", "가나다라마바사아자차카타파하")
    for n, letter in enumerate(letters)
}


def spaced_ends(text: str, rules: SpacedRules) -> list[tuple[int, bool]]:
    """Give the offsets (code points) right after each sentence of ``text``, and whether each is an inner one.

    As ``scan.sentence_ends`` does. Time is linear in the length of the text.
    """
    return _Scan(text, rules).run()


def _enumerated(text: str) -> list[tuple[int, int]]:
    """Give where the items of a list in one line have their numbers: ``1) … 2) … 3) …``, from its start on.

    ``i.`` may be a letter or a Roman number: it is what makes the longer list.
    """
    first = _ENUMERATOR.search(text, 0, 20)
    if first is None or text[: first.start()].strip():
        return []
    lists: list[list[tuple[int, int]]] = [[first.span()] for _ in _signs(first)]
    last = _signs(first)
    for found in _ENUMERATOR.finditer(text, first.end()):
        signs = _signs(found)
        for n, (number, style) in enumerate(last):
            if (number + (style != _BULLET), style) in signs:
                last[n] = (number + (style != _BULLET), style)
                lists[n].append(found.span())
    read = zip(lists, last, strict=True)
    return max(
        ([] if style == ".A" and _are_names(text, items) else items for items, (_, style) in read), key=len
    )


def _are_names(text: str, items: list[tuple[int, int]]) -> bool:
    """Say whether capitals in alphabetical order may be initials: ``A. Lin met B. Park``."""
    return len(items) < 3 or any(_IN_A_SERIES.search(text, max(0, at - 10), at) for at, _ in items[1:])


def _signs(found: re.Match[str]) -> list[tuple[int, str]]:
    """Give what an item's number may be, and the style that it is written in."""
    if found["circled"] or found["bullet"]:
        return [(ord(found["circled"]), "") if found["circled"] else (0, _BULLET)]
    sign, style = found["number"] or found["inside"], found["style"] or "()"
    if sign.isdigit():
        return [(int(sign), style)]
    style += "A" if sign.isupper() else "a"
    letter = [(_LETTERS[sign.lower()], style)] if len(sign) == 1 else []
    return letter + ([(_roman(sign.lower()), style + "I")] if set(sign.lower()) <= set(_ROMAN) else [])


def _roman(sign: str) -> int:
    values = [_ROMAN[letter] for letter in sign]
    return sum(-a if a < b else a for a, b in zip(values, [*values[1:], 0], strict=True))


def _is_small(word: str) -> bool:
    """Say whether a word is written small; ``iPhone`` and ``macOS`` are names."""
    rest = next((c for c in word[1:] if not c.islower()), "")
    return word[0].islower() and not rest.isupper()


class _Scan:
    """One pass over one text: the marks that are open, and where the sentence began."""

    def __init__(self, text: str, rules: SpacedRules) -> None:
        self.text = text
        self.rules = rules
        self.tokens = [(m.lastgroup or "", m.start(), m.end()) for m in rules.tokens.finditer(text)]
        self.items = _enumerated(text)
        self.numbers = {end for _, end in self.items}
        self.partners = self.pairs()
        self.depth = 0
        self.start = self.after_space(0)
        self.tail = self.tail_start()
        self.ends: list[tuple[int, bool]] = []

    def run(self) -> list[tuple[int, bool]]:
        position = 0
        for kind, start, end in self.tokens:
            if start < position:
                continue
            position = end
            if kind == "mark":
                self.depth += self.direction(start)
            elif kind == "bare":
                self.note(end)
            elif kind == "spaced":
                self.spaced(start, end)
            elif kind == "end":
                position = self.finish(start, end)
        items = [(start, False) for start, _ in self.items[1:]]
        return sorted(dict([*self.ends, *items]).items()) if items else self.ends

    def after_space(self, at: int) -> int:
        match = _SPACE.match(self.text, at)
        return match.end() if match else at

    def tail_start(self) -> int:
        """Where only signs are left, which are no sentence."""
        at = len(self.text)
        while at and not self.text[at - 1].isalnum():
            at -= 1
        return at

    def pairs(self) -> dict[int, int]:
        """Match opening and closing marks, both ways; ``"`` opens behind a space. One without a partner is left out."""
        partners: dict[int, int] = {}
        stack: list[int] = []
        waiting: Counter[str] = Counter()
        for kind, start, _ in self.tokens:
            if kind != "mark":
                continue
            mark = self.text[start]
            if self.is_apostrophe(start):
                continue
            opening = next((o for o in self.rules.closing.get(mark, "") if waiting[o]), None)
            both_ways = mark in self.rules.closing.get(mark, "")
            if opening is None or (both_ways and self.opens(start)):
                if mark in self.rules.opening and (not both_ways or self.opens(start)):
                    stack.append(start)
                    waiting[mark] += 1
            else:
                while self.text[stack[-1]] != opening:
                    waiting[self.text[stack.pop()]] -= 1
                waiting[opening] -= 1
                begin = stack.pop()
                if start - begin < _LONGEST_QUOTATION:
                    partners[start], partners[begin] = begin, start
        return partners

    def opens(self, at: int) -> bool:
        before, after = self.text[at - 1 : at] if at else "", self.text[at + 1 : at + 2]
        return (
            not (before and (before.isalnum() or before in ".,!?…%)]"))
            and not after.isspace()
            and after != ""
        )

    def is_apostrophe(self, at: int) -> bool:
        after = self.text[at + 1 : at + 2]
        return self.text[at] == "’" and (after.isdigit() or after.lower() != after.upper())

    def direction(self, at: int) -> int:
        partner = self.partners.get(at)
        return 0 if partner is None else (1 if partner > at else -1)

    def note(self, end: int) -> None:
        if end < self.tail:
            self.ends.append((end, self.depth > 0))
            self.start = self.after_space(end)

    def is_name(self, end: int) -> bool:
        """Say whether a mark is part of a name, and no more: ``He left Yahoo! She stayed.`` ends there."""
        window = self.rules.names.finditer(self.text, max(0, end - _LONGEST_WORD), end + _LONGEST_WORD)
        name = next((found for found in window if found.start() < end <= found.end()), None)
        return name is not None and not (name.end() == end and self.next_word(end) in self.rules.openers)

    def spaced(self, start: int, end: int) -> None:
        """``. . . .`` is a full stop and an ellipsis, in this order right behind a word; three dots are an ellipsis."""
        if end - start > 5:
            attached = start > 0 and not self.text[start - 1].isspace()
            self.note(start + 1 if attached else end)

    def finish(self, start: int, end: int) -> int:
        """Take the closing marks that follow a terminator, note the sentence's end, give where to go on."""
        if self.text[end : end + 1].isalnum() and self.text[end - 1] not in "。！？":
            return end  # 3.5, example.com: what ends no sentence is mostly this
        if self.text[end - 1] in "!?" and self.is_name(end):
            return end
        depth = self.depth
        closed, at = self.closers(end)
        if self.ends_here(start, end, closed, at):
            self.note(at)
        elif at == end:
            self.depth = depth
        return at

    def closers(self, end: int) -> tuple[bool, int]:
        """Give whether a quotation closes right behind, and where its closing marks end; also ``. »``."""
        closed = False
        while end < len(self.text):
            at = end + (self.text[end] in " \xa0\u202f")
            if self.direction(at) < 0:
                closed = closed or self.text[self.partners[at]] in self.rules.quotes
                self.depth -= 1
                end = at + 1
            elif self.text[end] in self.rules.swallowed and self.direction(end) == 0:
                end += 1
            else:
                break
        return closed, end

    def ends_here(self, start: int, end: int, closed: bool, at: int) -> bool:
        text = self.text
        if at >= self.tail:
            return False
        if not text[at].isspace() and text[end - 1] not in "。！？":
            return False
        if at in self.numbers or (
            text[start - 1 : start] in {"(", "["} and text[end : end + 1] in {")", "]"}
        ):
            return False  # a remark: (!), (?), [...]
        if set(text[start:end]) <= set(".…") and not self.stop_ends(start, end, at):
            return False
        return self.next_begins(start, closed, at)

    def next_begins(self, start: int, closed: bool, at: int) -> bool:
        """Say whether what follows looks like a new sentence."""
        rules, after = self.rules, self.after_space(at)
        following = _NEXT.match(self.text, after)
        word = following["word"] if following else None
        cased = rules.cased or self.text[start - 1 : start].isascii()
        if cased and word and _is_small(word):
            return False
        if closed:
            return not (
                rules.continuation.match(self.text, after) or rules.attribution.match(self.text, after)
            )
        return rules.bare_continuation.match(self.text, after) is None

    def stop_ends(self, start: int, end: int, at: int) -> bool:
        """Say whether a full stop, or several, may end a sentence, as far as what is before it goes."""
        text, rules = self.text, self.rules
        dots = text[start:end]
        before = text[max(0, start - _LONGEST_WORD) : start]
        if not before or before[-1].isspace():
            return dots == "."
        if dots != ".":
            return (
                len(dots) > 3
                or dots == ".."
                or dots.endswith("….")
                or (rules.cased and self.next_word(at) != "I")
            )
        *_, behind, word = ["", *before.rsplit(None, 2)[-2:]]
        if not word.isalnum():
            word = _PREFIXES.split(word)[-1]
        if start - self.start < _LONGEST_WORD and rules.heading.fullmatch(text, self.start, start):
            return False
        if len(word) == 1 and self.is_label(behind.lower().lstrip("([“‘\"'"), word):
            return True
        return self.word_ends(word if len(word) == 1 else word.lower(), start - len(word), at)

    def is_label(self, behind: str, letter: str) -> bool:
        """Say whether a letter is no initial, from the word before it: ``vitamin C``, ``World War I``, ``80 g``."""
        rules = self.rules
        return (
            behind in rules.labels
            or (letter == "I" and behind in rules.before_i)
            or (bool(rules.labels) and letter.islower() and behind[-1:].isdigit())
        )

    def word_ends(self, word: str, begin: int, at: int) -> bool:
        """Say whether a full stop behind a word ends the sentence; ``begin`` is where the word does."""
        rules, then = self.rules, self.next_word(at)
        first = begin <= self.start
        number = word.replace(",", "").replace(".", "")
        if number.isdigit():
            if first and len(number) < 4:
                return False
            return not rules.ordinals or (len(number) > 2 and not then[:1].isdigit()) or then in rules.openers
        if word in rules.never:
            return False
        if word in rules.numbered and (then[:1].isdigit() or re.fullmatch("[IVXLC]+|[A-Z]", then)):
            return False
        letters = word.split(".")
        initials = all(len(part) == 1 and part.isalpha() for part in letters) and self.is_initial(letters)
        if not initials and word not in rules.abbreviations and word not in rules.measures:
            return True
        if (first and initials and len(letters) == 1) or rules.fragment.fullmatch(
            self.text, self.start, begin
        ):
            return False
        if word in rules.measures:
            return not (then[:1].isdigit() or then in rules.after_measures)
        return then in rules.openers

    def next_word(self, at: int) -> str:
        """Give the next word, up to an apostrophe; none if it is a letter with a full stop: ``В. В.`` are two initials."""
        following = _NEXT.match(self.text, at)
        word = (following["word"] if following else None) or ""
        is_initial = (
            len(word) == 1
            and word.isalpha()
            and following is not None
            and self.text.startswith(".", following.end())
        )
        return "" if is_initial else _APOSTROPHE.split(word, maxsplit=1)[0]

    def is_initial(self, letters: list[str]) -> bool:
        """A letter that stands for a word: those of scripts with two cases."""
        return all(letter.lower() != letter.upper() for letter in letters)
