"""Our rules → SRX 2.0, for OmegaT, Okapi, Trados and whatever else reads it.

A rule of SRX sees the text around a place; our scans have seen all that comes before it. So this is an approximation,
bounded by ``_REACH``: docs/segmentation.md says what it leaves out. The expressions use only what ICU, Java and .NET have in
common, with look-behind of bounded length, and each ``beforebreak`` matches one terminator and what closes behind it: so
tools that search from left to right find the same places as those that look at every place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from bilingual.segmentation.rules import Phrases, phrases, tags_with_rules

_REACH = 300
"""Characters: a quotation that is longer is cut. Of those in the hand-labelled articles the longest has 123."""
_NOTE = """
  Segmentation rules of bilingual, as SRX 2.0: https://www.unicode.org/uli/pas/srx/srx20.html
  OmegaT: Options, Segmentation (or omegat/segmentation.srx in a project). Okapi: the segmentation step. Trados Studio: language
  resource templates. Exceptions stand before the breaks that they are exceptions from.
"""


@dataclass(frozen=True, slots=True)
class _Rule:
    breaks: bool
    before: str
    after: str


def exported(*, quotes: str = "whole") -> str:
    """Give all our rules as the text of an SRX file; with ``quotes="split"`` quotations are cut, too."""
    tags = sorted(
        tags_with_rules(), key=lambda tag: ("Hant" not in tag, tag)
    )  # the first pattern that matches counts
    sets = [_languagerule(tag, _rules(tag, quotes)) for tag in tags] + [_languagerule("Default", _default())]
    maps = [_languagemap(pattern, tag) for tag in tags for pattern in _patterns(tag)] + [
        _languagemap(".*", "Default")
    ]
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f"<!--{_NOTE}-->",
        '<srx xmlns="http://www.lisa.org/srx20" version="2.0">',
        '  <header segmentsubflows="yes" cascade="no">',
        '    <formathandle type="start" include="no"/>',
        '    <formathandle type="end" include="yes"/>',
        '    <formathandle type="isolated" include="no"/>',
        "  </header>",
        "  <body>",
        "    <languagerules>",
        *sets,
        "    </languagerules>",
        "    <maprules>",
        *maps,
        "    </maprules>",
        "  </body>",
        "</srx>",
    ]
    return "\n".join(lines) + "\n"


def _languagerule(name: str, rules: Iterator[_Rule]) -> str:
    lines = [f"      <languagerule languagerulename={quoteattr(name)}>"]
    for rule in rules:
        lines += [
            f'        <rule break="{"yes" if rule.breaks else "no"}">',
            f"          <beforebreak>{escape(rule.before)}</beforebreak>",
            f"          <afterbreak>{escape(rule.after)}</afterbreak>",
            "        </rule>",
        ]
    return "\n".join([*lines, "      </languagerule>"])


def _languagemap(pattern: str, name: str) -> str:
    return f"      <languagemap languagepattern={quoteattr(pattern)} languagerulename={quoteattr(name)}/>"


def _patterns(tag: str) -> list[str]:
    """Give the patterns of a language's tags in any case; Chinese that says no script or place is simplified."""
    base, _, script = tag.partition("-")
    if script == "Hant":
        return [_any_case(base) + f"[-_](?:{'|'.join(map(_any_case, ('Hant', 'TW', 'HK', 'MO')))}).*"]
    return [_any_case(base) + "(?:[-_].*)?"]


def _any_case(text: str) -> str:
    return "".join(f"[{c.upper()}{c.lower()}]" for c in text)


def _rules(tag: str, quotes: str) -> Iterator[_Rule]:
    language = phrases(tag)
    return _spaced(language, quotes) if language.spaced else _ideographs(language, quotes)


def _no(before: str, after: str = "") -> _Rule:
    return _Rule(False, before, after)


def _yes(before: str, after: str = "") -> _Rule:
    return _Rule(True, before, after)


def _set(characters: str) -> str:
    """A set of these characters, escaped where any of the tools might want it."""
    return "[" + _in_set(characters) + "]"


def _in_set(characters: str) -> str:
    return "".join(f"\\{c}" if c.isascii() and not c.isalnum() else c for c in dict.fromkeys(characters))


def _words(words: frozenset[str]) -> str:
    """One of these words and its full stop; in any case, but for a single letter."""
    letters = "".join(sorted(word for word in words if len(word) == 1))
    longer = frozenset(word for word in words if len(word) > 1)
    either = [f"(?i:{_either(longer)})"] * bool(longer) + [_set(letters)] * bool(letters)
    return rf"(?<![\p{{L}}\p{{N}}.])(?:{'|'.join(either)})\."


def _either(words: frozenset[str]) -> str:
    """One of these words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


def _inside(pairs: list[tuple[str, str]], ends: str, closers: str, opened: str) -> Iterator[_Rule]:
    """No break inside a pair of marks; ``opened`` is what stands before a mark that opens and closes alike."""
    for opening, closing in pairs:
        o, c = _in_set(opening), _in_set(closing)
        begin = rf"(?:^|{opened}){_set(opening)}" if opening == closing else _set(opening)
        others = "".join(mark for mark in closers if mark not in (opening, closing))
        end = _set(closing) + (r"(?![\p{L}\p{N}])" if closing == "’" else "")
        yield _no(
            f"(?<={begin}[^{o}{c}]{{0,{_REACH}}}){_set(ends)}[{_in_set(ends + others)}]{{0,20}}",
            f"[^{o}{c}]{{0,{_REACH}}}{end}",
        )


def _ideographs(language: Phrases, quotes: str) -> Iterator[_Rule]:
    """Chinese and Japanese, as ``scan`` has them."""
    ends, closers = language.terminators, "".join(close for _, close in language.pairs)
    run = f"{_set(ends)}[{_in_set(ends + '…⋯')}]{{0,20}}"
    inner = f"{_set(ends)}[{_in_set(ends + closers + '…⋯')}]{{0,20}}"
    for name in language.names:
        yield _no(name)
    yield _no(r"[\x21-\x7e][!?]", r"[!#-'*-;=?-Z^-z|~]")
    yield from _inside(language.titles, ends, closers, "")
    for opening, close in language.titles:
        title = f"{_set(opening)}[^{_in_set(opening + close)}]{{0,{_REACH}}}"
        yield _no(f"(?<={title}){run}{_set(close)}[{_in_set(closers)}]{{0,3}}")
    whole = [*language.quotes, *language.brackets] if quotes == "whole" else []
    yield from _inside(whole, ends, closers, r"[\s，：:,（(]")
    yield from _after_quotations(language, run, ends + closers)
    yield _no(inner, rf"\s{{0,3}}(?:{language.bare_continuation})")
    yield _yes(inner, f"[^{_in_set(ends + closers + '…⋯')}]")
    yield from _ascii_stops(language)


def _after_quotations(language: Phrases, run: str, before: str) -> Iterator[_Rule]:
    """What goes on behind a closing mark: a part of the sentence, or who said it."""
    closing = _set("".join(close for _, close in language.quotes))
    run += f"[{_in_set(''.join(close for _, close in language.pairs))}]{{0,3}}"
    yield _no(run + closing, rf"\s{{0,3}}(?:{language.continuation})")
    for opening, close in language.quotes:
        inside = f"{_set(opening)}[^{_in_set(opening + close)}]{{0,{_REACH}}}"
        if language.attribution:
            yield _no(
                rf"(?<=(?:^|[{_in_set(before)}\s]){inside}){run}{_set(close)}",
                rf"\s{{0,3}}(?:{language.attribution})",
            )
        if language.embedded_continuation:
            yield _no(
                rf"(?<=[^{_in_set(before)}\s：:，,]{inside}){run}{_set(close)}",
                rf"\s{{0,3}}(?:{language.embedded_continuation})",
            )
    for opening, close in language.brackets:
        inside = f"{_set(opening)}[^{_in_set(opening + close)}]{{0,{_REACH}}}"
        yield _no(rf"(?<=[^{_in_set(before)}\s]{inside}){run}{_set(close)}")


def _ascii_stops(language: Phrases) -> Iterator[_Rule]:
    """``.`` ends a sentence before an ideograph, where no ``。`` is near."""
    yield _no(_words(language.abbreviations))
    yield _no(r"(?<![A-Za-z0-9])(?:[A-Za-z]\.){1,6}")
    yield _no(r"(?:^|[\s（(])\d{1,3}\.")
    yield _yes(
        rf"(?<!。.{{0,{_REACH}}})[\p{{L}}\p{{N}}%)）」”]\.[」』”’）)]{{0,3}}",
        rf"\s{{0,3}}(?![\x00-\x7f.．])(?!.{{0,{_REACH}}}。)",
    )


def _spaced(language: Phrases, quotes: str) -> Iterator[_Rule]:
    """Languages with spaces between sentences, as ``spaced`` has them."""
    ends = language.terminators + ".…"
    closers = "".join(close for _, close in language.pairs) + "'’"
    run = f"{_set(ends)}[{_in_set(ends + closers)}]{{0,20}}"
    broken_off = f"[—–][{_in_set(closers)}]{{1,3}}"
    opener = (
        rf"(?!(?:{'|'.join(map(re.escape, language.openers))})(?![\p{{L}}\p{{N}}.\-]))"
        if language.openers
        else ""
    )
    then = rf"\s{{1,3}}(?!\s)[\p{{P}}\p{{S}}]{{0,3}}(?![\p{{P}}\p{{S}}]){opener}"
    for name in language.names:
        yield _no(name, then if language.openers else "")
    for bare in language.bare_ends:
        yield _yes(bare)
    yield from _items()
    yield from _stops(language, then, rf"{run}\s{{1,3}}")
    if quotes == "whole":
        pairs = [*language.quotes, *language.brackets]
        yield from _inside(pairs, ends, closers, r"[\s(\[—–]")
        yield from _inside(pairs, "—–", closers, r"[\s(\[—–]")
    yield _no(rf"[(\[]{_set(ends)}{{1,9}}[)\]][{_in_set(closers)}]{{0,3}}")
    closing = f"[{_in_set(''.join(close for _, close in language.quotes))}'’]"
    for going_on in filter(None, (language.attribution, language.continuation)):
        yield _no(rf"(?:{_set(ends)}{{1,9}}|[—–])[ \xA0\u202F]?{closing}{{1,3}}", rf"\s{{1,3}}(?:{going_on})")
    yield _no(run, rf"\s{{1,3}}(?:{language.bare_continuation})")
    small = r"(?!\p{Ll}{1,40}(?![\p{Ll}\p{Lu}]))" if language.cased else ""
    yield _yes(
        rf"(?:{broken_off}|{run}(?:[ \xA0\u202F][{_in_set(closers)}])?)",
        rf"\s{{1,3}}(?!\s)(?![ \xA0\u202F]?[{_in_set(closers)}]\s)[\p{{P}}\p{{S}}\s]{{0,5}}(?![\p{{P}}\p{{S}}\s]){small}[\p{{L}}\p{{N}}]",
    )


def _items() -> Iterator[_Rule]:
    """The items of a list in one line that begins with a number or letter: ``1) … 2) …``."""
    bullet = r"(?:[•⁃▪*–\-][ \t]?)?"
    signs = r"(?:\p{N}{1,3}|[a-zа-н가-하]|[ivx]{2,5}|[IVX]{2,5})"
    items = [
        (rf"{bullet}{signs}{style}", rf"{bullet}(?:{signs}|I){style}") for style in (r"\.\)", r"\)", r"\.")
    ]
    bracketed = rf"\((?:{signs}|[A-Z])\)"
    for item, first in [*items, (bracketed, bracketed)]:
        line = rf"^\s{{0,3}}{first}\s.{{0,{_REACH}}}"
        yield _yes(rf"(?<={line})[^\s•⁃▪*–\-]", rf"\s{{1,3}}{item}\s")
        yield _no(rf"(?<={line}\s){item}", r"\s")
        yield _no(rf"^\s{{0,3}}{first}", r"\s")
    bullets = rf"^\s{{0,3}}[•⁃▪●■]\s(?!\p{{N}}{{1,3}}[.)]).{{0,{_REACH}}}"
    yield _yes(rf"(?<={bullets})\S", r"\s{1,3}[•⁃▪●■]\s")
    line = rf"^\s{{0,3}}A\.\s.{{0,{_REACH}}}"
    alone = r"[^\s,;&](?<!\s(?:and|or|with|by))"
    yield _yes(rf"(?<={line}){alone}", rf"\s{{1,3}}B\.\s[^,]{{1,{_REACH}}}{alone}\sC\.\s")
    yield _yes(rf"(?<={line}{alone}\sB\.\s[^,]{{1,{_REACH}}}){alone}", r"\s{1,3}[C-Z]\.\s")


def _stops(language: Phrases, then: str, begin: str) -> Iterator[_Rule]:
    """Full stops that end no sentence; ``begin`` is what stands before one."""
    if language.labels:
        labels = rf"(?i:{_either(language.labels)})\.?\s"
        yield _no(rf"(?<=(?:^|{begin})){labels}(?:\d[\d.]{{0,9}}|[IVXLC]{{1,7}}|[A-Z])\.", r"\s")
    unlabelled = _no_label(language)
    if language.never:
        yield _no(unlabelled + _words(language.never), r"\s")
    if language.numbered:
        yield _no(
            unlabelled + _words(language.numbered),
            r"\s{1,3}(?:\d|[IVXLC]{1,7}(?![\p{L}\p{N}])|[A-Z](?![\p{L}\p{N}]))",
        )
    initials = rf"(?<![\p{{L}}\p{{N}}.]){unlabelled}(?:[\p{{Lu}}\p{{Ll}}]\.){{1,6}}"
    if language.fragments:
        fragment = rf"(?<=(?:^|{begin})(?:{'|'.join(language.fragments)}))"
        shortened = [_words(language.abbreviations | language.measures), initials]
        yield _no(rf"{fragment}(?:{'|'.join(shortened)})", r"\s")
    if language.measures:
        goes_on = rf"\d|(?:{'|'.join(language.after_measures)})(?![\p{{L}}\p{{N}}])"
        yield _no(_words(language.measures), rf"\s{{1,3}}[\p{{P}}\p{{S}}]{{0,3}}(?:{goes_on})")
        initials = rf"(?!{_words(language.measures)}){initials}"
    if language.abbreviations:
        yield _no(_words(language.abbreviations), then)
    yield _no(rf"(?<=(?:^|[\p{{Ll}}\p{{N}}]{{3}}{begin})){unlabelled}[\p{{Lu}}\p{{Ll}}]\.", r"\s")
    yield _no(initials, then)
    if language.ordinals:
        yield _no(r"(?<![\p{L}\p{N}.,])\p{N}{1,2}\.", then)
        yield _no(r"\p{N}\.", r"\s{1,3}\p{N}")
    yield _yes(r"[\p{L}\p{N}]\.", r"(?:[ \xA0\u202F]\.){3,9}\s{1,3}[\p{P}\s]{0,3}[\p{L}\p{N}]")
    yield _yes(r"(?<!\S)\.(?:[ \xA0\u202F]\.){3}", r"\s")
    yield _no(r"\.", r"[ \xA0\u202F]\.")
    yield _no(r"\.[ \xA0\u202F]\.", r"\s")
    yield _no(r"(?<!\.)(?:…|\.\.\.)(?!\.)", r"\s{1,3}I(?![\p{L}\p{N}])" if language.cased else "")


def _no_label(language: Phrases) -> str:
    """Before a letter that isn't the number of a label: ``vitamin C``, ``World War I``, ``80 g``."""
    if not language.labels:
        return ""
    alone = r"\p{L}\.(?!\p{L}\.)"
    before = r"(?<!(?<![\p{L}\p{N}])(?i:%s)\s)"
    return (
        rf"(?:{before % _either(language.labels)}|(?!{alone}))"
        rf"(?:{before % _either(language.before_i)}|(?!I\.(?!\p{{L}}\.)))"
        r"(?:(?<!\d\s)|(?!\p{Ll}\.(?!\p{L}\.)))"
    )


def _default() -> Iterator[_Rule]:
    """A language that we have no rules for."""
    yield _yes("[.!?…؟۔।॥][.!?…'\"”’»)\\]]{0,9}", r"\s{1,3}[\p{P}\s]{0,3}[\p{Lu}\p{Lt}\p{Lo}\p{N}]")
    yield _yes("[。！？｡][。！？」』”’）)]{0,9}", "[^。！？」』”’）)]")
