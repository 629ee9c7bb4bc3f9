"""A pair → whether there is a translation, whether its marks are in pairs, and whether it keeps to the glossary."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bilingual.checks.letters import HAN
from bilingual.checks.pairs import LONGEST, Found, Pair
from bilingual.glossary import ALTERNATIVES, Rule, fold, stands_in
from bilingual.languages import language

_PAIRS = (("(", ")"), ("[", "]"), ("「", "」"), ("『", "』"), ("《", "》"), ("【", "】"))
_DOUBLE_QUOTES = '“”"「」『』'
_LIST_NUMBER = re.compile(r"(?:^|\s)[0-9A-Za-z]{1,2}[)）]")
_SHOWN = 20
"""Characters of a sentence that is named."""
_SMILEY = re.compile(r"[:;]-?[()]")


def too_long(pair: Pair) -> Iterator[Found]:
    """An entry that is far longer than a sentence: the other checks leave it alone."""
    if pair.too_long:
        yield f"longer than {LONGEST:,} characters: no other check has looked at it"


def untranslated(pair: Pair) -> Iterator[Found]:
    """No translation at all, or the source's own words in its place."""
    if not pair.marked_text:
        yield "not translated yet"
    elif pair.text.strip() == pair.source.strip() and (
        re.search(f"[{HAN}]", pair.source) or len(re.findall(r"\b[a-z]{2,}\b", pair.source)) > 2
    ):
        yield "the translation is the source text"


def blank(pairs: Sequence[Pair]) -> Iterator[tuple[int, Found]]:
    """An entry left blank on purpose, whose sentence no neighbour's translation seems to say."""
    by_index = {pair.index: pair for pair in pairs}
    for pair in (pair for pair in pairs if pair.blank):
        beside = by_index.get(pair.beside)
        if beside is None:
            yield pair.index, "left blank, and no sentence beside it in its block has a translation"
            continue
        both, own = beside.length_score, replace(beside, marked_source=beside.alone).length_score
        if both is not None and own is not None and abs(both) > abs(own):
            yield (
                pair.index,
                f"left blank, but the translation of “{beside.alone[:_SHOWN]}…” is only as long as usual for that "
                "sentence alone: does it say this one, too?",
            )


def empty(pair: Pair) -> Iterator[Found]:
    """White space only: editors show it as translated, readers see nothing."""
    if pair.marked_text and not pair.marked_text.strip():
        yield "the translation is only white space"


def brackets(pair: Pair) -> Iterator[Found]:
    """A bracket or quotation mark without its partner, unless the source leaves one open as well."""
    if not pair.text.strip() or _unbalanced(pair.source):
        return
    quoting = any(mark in pair.source for mark in _DOUBLE_QUOTES)
    for mark in _unbalanced(pair.text):
        if quoting or mark not in _DOUBLE_QUOTES:
            yield f"{mark} has no partner"


def _unbalanced(text: str) -> list[str]:
    """Give the marks that don't come in pairs; straight and curly double quotes pair with each other."""
    text = _SMILEY.sub("", _LIST_NUMBER.sub("", text.replace("（", "(").replace("）", ")")))
    marks = [
        opening if text.count(opening) > text.count(closing) else closing
        for opening, closing in _PAIRS
        if text.count(opening) != text.count(closing)
    ]
    quotes = [c for c in text if c in '“”"']
    return marks + (quotes[-1:] if len(quotes) % 2 else [])


def glossary(pair: Pair) -> Iterator[Found]:
    """A term of the glossary that is rendered in no way that the glossary allows."""
    text = fold(pair.text)
    for rule in _rules(pair):
        if rule.renderings and not any(fold(rendering) in text for rendering in rule.renderings):
            wanted = f" {ALTERNATIVES} ".join(rule.renderings)
            yield f"“{rule.wording}” should be rendered as: {wanted} (glossary, line {rule.term.line})"


def forbidden(pair: Pair) -> Iterator[Found]:
    """A rendering that the glossary forbids for a term of the source."""
    for rule in _rules(pair):
        text = pair.text
        for allowed in rule.renderings:
            text = text.replace(allowed, " ")
        for wording in rule.term.forbidden.get(language(pair.language).tag, ()):
            if stands_in(wording, text):
                instead = f", write: {f' {ALTERNATIVES} '.join(rule.renderings)}" if rule.renderings else ""
                yield f"“{wording}” must not stand for “{rule.wording}”{instead} (glossary, line {rule.term.line})"


def _rules(pair: Pair) -> Iterator[Rule]:
    """Give each rule of the glossary whose wording stands in the source, once."""
    if not pair.text.strip() or not pair.glossary.terms:
        return
    seen: set[str] = set()
    for hit in pair.glossary.between(pair.source, pair.source_language, pair.language):
        if hit.value.wording not in seen:
            seen.add(hit.value.wording)
            yield hit.value
