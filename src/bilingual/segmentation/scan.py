"""A text in Chinese or Japanese → where its sentences end, by one pass from left to right with a quote stack."""

from __future__ import annotations

import re
from collections import Counter

from bilingual.segmentation.rules import Rules

_SPACE = re.compile(r"\s*")
_Token = tuple[str, int, int]


def sentence_ends(text: str, rules: Rules) -> list[tuple[int, bool]]:
    """Give the offsets (code points) right after each sentence of ``text``, and whether each is an inner one.

    Inner ends stand inside a quotation or a bracket that goes on behind them. The end of the text is not
    told. Time is linear in the length of the text, whatever it holds.
    """
    return _Scan(text, rules).run()


def _pairs(text: str, tokens: list[_Token], rules: Rules) -> dict[int, int]:
    """Match opening and closing marks, both ways; a mark without a partner is left out.

    So an unclosed quotation can't swallow what follows it, and a closer that was never opened is no more than
    a character. Each mark is pushed and popped at most once.
    """
    partners: dict[int, int] = {}
    stack: list[int] = []
    waiting: Counter[str] = Counter()
    for kind, start, _ in tokens:
        if kind != "mark":
            continue
        mark = text[start]
        opening = rules.closing.get(mark)
        if opening is None or (opening == mark and not waiting[mark]):
            stack.append(start)
            waiting[mark] += 1
        elif waiting[opening]:
            while text[stack[-1]] != opening:
                waiting[text[stack.pop()]] -= 1
            waiting[opening] -= 1
            partners[start] = stack.pop()
            partners[partners[start]] = start
    return partners


class _Scan:
    """One pass over one text: the marks that are open, and where the sentence at each depth began."""

    def __init__(self, text: str, rules: Rules) -> None:
        self.text = text
        self.rules = rules
        self.tokens = [(m.lastgroup or "", m.start(), m.end()) for m in rules.tokens.finditer(text)]
        self.partners = _pairs(text, self.tokens, rules)
        self.open: list[int] = []
        self.titles = 0
        self.starts = [self.after_space(0)]
        self.ends: list[tuple[int, bool]] = []
        self.ascii_stops = "。" not in text
        """Whether ``.`` ends sentences here; where 。 does, 崔西.烏嫚 is a name."""

    def run(self) -> list[tuple[int, bool]]:
        position = 0
        for kind, start, end in self.tokens:
            if start < position:
                continue
            position = end
            if kind == "mark":
                self.mark(start)
            elif self.titles == 0 and self.terminates(kind, start, end):
                position = self.finish(end)
        return self.ends

    def after_space(self, at: int) -> int:
        match = _SPACE.match(self.text, at)
        return match.end() if match else at

    def mark(self, at: int) -> None:
        partner = self.partners.get(at)
        if partner is None:
            return
        if partner < at:
            self.close()
        else:
            self.open.append(at)
            self.starts.append(self.after_space(at + 1))
            self.titles += self.text[at] in self.rules.titles

    def close(self) -> None:
        self.titles -= self.text[self.open.pop()] in self.rules.titles
        self.starts.pop()

    def terminates(self, kind: str, start: int, end: int) -> bool:
        if kind == "dot":
            return self.ascii_stops and self.dot_terminates(start, end)
        if kind == "word":
            return self.word_terminates(start, end)
        return kind == "end"

    def dot_terminates(self, start: int, end: int) -> bool:
        """``.`` after an ideograph or a bracket is a full stop; ``...``, ``３．２`` and ``第.5`` are not."""
        before, after = self.text[start - 1 : start], self.text[end : end + 1]
        alone = end - start == 1 and before != "" and not before.isspace()
        return alone and not before.isdigit() and not (after.isascii() and after.isalnum())

    def word_terminates(self, start: int, end: int) -> bool:
        """Say whether a run of ASCII ends a sentence: ``OK!`` and ``12.5%.`` do, ``No.``, ``U.S.`` and ``2.`` don't."""
        word = self.text[start:end]
        if word[-1] in "!?":
            return True
        if word[-1] != "." or not self.ascii_stops or word.endswith(".."):
            return False
        after = self.after_space(end)
        if self.text[after : after + 1].isascii() and after < len(self.text):
            return False
        last = re.split(r"[^A-Za-z0-9.%]", word)[-1]
        if last[:-1].replace(".", "").isdigit():
            return start != self.starts[-1] and (len(last) > 4 or "." in last[:-1])
        initials = all(len(part) < 2 for part in last.split("."))
        return not initials and last.lower() not in self.rules.abbreviations

    def finish(self, end: int) -> int:
        """Take the closing marks that follow a terminator, note the sentence's end, give where to go on."""
        closed = -1
        while end < len(self.text):
            char, partner = self.text[end], self.partners.get(end, end)
            if partner < end:
                self.close()
                closed = partner
            elif char in self.rules.terminators:
                closed = -1
            elif partner > end or char not in self.rules.closing:
                break
            end += 1
        if self.titles == 0 and self.ends_here(closed, end):
            self.ends.append((end, bool(self.open)))
            self.starts[-1] = self.after_space(end)
        return end

    def ends_here(self, closed: int, end: int) -> bool:
        """Decide whether the sentence is over at ``end``; ``closed`` is where what was just closed had opened."""
        rules, after = self.rules, self.after_space(end)
        going_on = rules.bare_continuation if closed < 0 else rules.continuation
        if going_on.match(self.text, after):
            return False
        if closed < 0:
            return True
        if self.text[closed] not in rules.quotes:
            return closed == self.starts[-1]  # （…。） after a full stop stands alone, else it is a remark
        if closed == self.starts[-1]:
            return not rules.attribution.match(self.text, after)
        introduced = self.text[max(0, closed - 2) : closed].rstrip().endswith(("：", ":", "，", ","))
        return introduced or not rules.embedded_continuation.match(self.text, after)
