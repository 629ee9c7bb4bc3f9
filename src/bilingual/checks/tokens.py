"""A pair → what must pass unchanged and did not: addresses, handles, placeholders, inline tags; and debris."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from bilingual import tables
from bilingual.checks.letters import HAN, INLINE_TAG
from bilingual.checks.pairs import Found, Pair
from bilingual.model import Role

_ADDRESS = re.compile(
    r"(?:https?://|www\.)[A-Za-z0-9._~:/?#\[\]@!$&'()*+;=%-]*[A-Za-z0-9/_=&-]"
    r"|(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+"
    r"|(?<![\w/])[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.(?:com|org|net|gov|edu|int|info|io|tw|kr|jp|cn|uk|tv)(?:/[A-Za-z0-9._~/%-]*)?(?![A-Za-z])"
    r"|(?<![\w/&])@[A-Za-z0-9_]{2,}"
    r"|(?<![\w&/])#[^\W\d]\w*",
    re.ASCII | re.IGNORECASE,
)
_ENTITY = re.compile(r"&(?:[A-Za-z]{2,8}|#\d{2,6}|#x[0-9A-Fa-f]{2,6});")
_PLACEHOLDER = re.compile(
    r"%\(\w+\)[a-zA-Z]|(?<![\d%A-Za-z])%(?:\d+\$)?[sdif](?![a-zA-Z])|\$?\{\w*\}|\{\{[^{}]*\}\}"
)
_WORDS_TWICE = 3
"""A phrase of this many words said twice in a row is a machine's loop; so is a shorter one said three times."""
STRETCHED = 19
"""A cry may be stretched (nooooo); more of one letter than this is a machine's."""
LONGEST_LOOP = 60
"""Words of the longest phrase that is looked for twice: more than any sentence has."""
_GLUED = re.compile(r"([^\W\d_]{2,12}?)\1{3,}")
_SAID_TWICE = re.compile(
    rf"([{HAN}]{{2,}})[，、,!！]?\1|([不好對是])\2\2|(?<!\w)(\w{{2,}}(?: \w+){{0,4}})[\s,!]+\3(?!\w)",
    re.IGNORECASE,
)
"""What the source itself repeats: a refrain, 不不不."""
_CRIES = frozenset({"no", "yes", "ha", "oh", "bye", "hey", "go", "아니", "네"})
_LAUGHTER = re.compile(r"[하호히후ㅋㅎ哈呵嘿]+")


def address(pair: Pair) -> Iterator[Found]:
    """A URL, e-mail address, handle or hashtag of the source that the translation lacks; a hashtag may be translated."""
    if not pair.translated or not re.search(r"[.@#/]", pair.source):
        return
    text = pair.text.casefold()
    for written in dict.fromkeys(_ADDRESS.findall(pair.source)):
        translated = written[0] == "#" and pair.text.count("#") >= pair.source.count("#")
        if written.casefold() not in text and not translated:
            yield f"{written} is not in the translation"


def entity(pair: Pair) -> Iterator[Found]:
    """A character reference of HTML (``&amp;``, ``&#39;``): readers would see it as it stands."""
    for written in dict.fromkeys(_ENTITY.findall(pair.text)):
        if written not in pair.source:
            yield f"{written} is HTML: write the character itself"


def placeholder(pair: Pair) -> Iterator[Found]:
    """A placeholder (``%s``, ``{name}``) that got lost, came in or was changed."""
    if not pair.text.strip():
        return
    there, here = (Counter(_PLACEHOLDER.findall(text)) for text in (pair.source, pair.text))
    for written in there - here:
        yield f"the placeholder {written} is not in the translation"
    for written in here - there:
        yield f"the placeholder {written} is not in the source"


def tag(pair: Pair) -> Iterator[Found]:
    """Inline tags (``<1>…</1>``, ``<2/>``) that are lost, added, left open or crossed."""
    if not pair.marked_text.strip() or not pair.tagged:
        return
    there = Counter(match[0] for match in INLINE_TAG.finditer(pair.marked_source))
    here = Counter(match[0] for match in INLINE_TAG.finditer(pair.marked_text))
    for written in there - here:
        yield f"the tag {written} is not in the translation"
    for written in here - there:
        yield f"the tag {written} is not in the source"
    if there == here and not _nested(pair.marked_text) and _nested(pair.marked_source):
        yield "the tags are crossed or closed before they are opened"


def _nested(text: str) -> bool:
    open_tags: list[str] = []
    for closing, name, alone in INLINE_TAG.findall(text):
        if alone:
            continue
        if not closing:
            open_tags.append(name)
        elif not open_tags or open_tags.pop() != name:
            return False
    return not open_tags


def cells(pair: Pair) -> Iterator[Found]:
    """A row of a table with more or fewer cells than the source's: what follows stands in the wrong columns."""
    if pair.role is not Role.TABLE or not pair.text.strip():
        return
    mark = tables.mark(pair.source)
    there, here = pair.source.count(mark) + 1, pair.text.count(mark) + 1
    if there != here:
        between = "a tab" if mark == tables.TAB else mark
        yield f"the source has {_counted(there)}, the translation {_counted(here)}: put {between} between two"


def _counted(number: int) -> str:
    return "one cell" if number == 1 else f"{number} cells"


def repetition(pair: Pair) -> Iterator[Found]:
    """Words that a machine repeated: a phrase twice in a row, or anything three times."""
    words = [word.strip(",.!?") for word in pair.text.casefold().split()]
    if len(set(words)) < len(words) and not _SAID_TWICE.search(pair.source):
        for phrase in _loops(words):
            if phrase not in _CRIES and phrase not in " ".join(pair.source.casefold().split()):
                yield f"“{phrase}” is repeated"
                return
    glued = _GLUED.search(pair.text)
    if (
        glued
        and (len(set(glued[0])) > 1 or len(glued[0]) > STRETCHED)
        and not _LAUGHTER.fullmatch(glued[0])
        and not _GLUED.search(pair.source)
    ):
        yield f"“{glued[0][:24]}” is repeated"


def _loops(words: Sequence[str]) -> Iterator[str]:
    """Find the longest runs in which every word equals the one a period later."""
    for period in range(1, min(len(words) // 2, LONGEST_LOOP) + 1):
        needed = period if period >= _WORDS_TWICE else 2 * period
        run = 0
        for at in range(len(words) - period):
            run = run + 1 if words[at] == words[at + period] else 0
            if run >= needed:
                yield " ".join(words[at - run + 1 : at - run + 1 + period])
                return
