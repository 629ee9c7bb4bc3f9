"""A language's data files → the compiled patterns that tell a line's role by its words and marks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from bilingual.languages import language
from bilingual.model import Role
from bilingual.readers.wordlists import wordlists

_NEVER = re.compile(r"(?!)")
_LONGEST = (
    600  # characters: a longer line is running text, whatever it begins with; keeps every pattern cheap
)
SAYING = (
    Role.TAGS, Role.RELATED, Role.SOURCE, Role.EDITOR_NOTE, Role.DATELINE, Role.BYLINE, Role.NOTE, Role.CAPTION,
)  # fmt: skip
"""What lines that stand for themselves say of themselves."""
_BEGINNING = (*SAYING, Role.LEAD, Role.QUOTE, Role.PARAGRAPH)
_DASHES = ("──", "——", "―", "—", "–", "～")
_TAIL = 90  # characters at the end of a line in which a caption's credit stands
_BEFORE = r"[【〔［\[（(<《※☆★➤▶►→☞•·▌▍▎┃│\u2600-\u27bf\U0001f300-\U0001faff\ufe0f\s]*"
_LABEL = r"[【〔［\[]\s?(?:{words})\s?[】〕］\]].*|{before}(?:{words}){after}.*"
_BARS = "/／|｜│∣︱丨=＝"
_AFTER = rf"[】〕］\])）>》※\s]*(?:[:：︰{_BARS}]|$)"
_JOINT = r"\s?[・．·‧、&＆和與与及/／＋+]\s?"
"""Between two labels: 文・圖／, 撰文、攝影：."""
_SPACED_LABEL = r"{before}(?:{words})[ \u3000]+[^。！？\s][^。！？]{{0,60}}"
_LATIN_NAME = r"[A-Z][A-Za-z.'’-]*(?:\s[A-Z][A-Za-z.'’-]*){0,3}"
_BRACKETED = r"[（(\[［【〔<]\s?(?:{inside})\s?[)）\]］】〕>]"


@dataclass(frozen=True, slots=True)
class Markers:
    """What one language's newsrooms write to say what a line is."""

    roles: dict[Role, re.Pattern[str]]
    agency: re.Pattern[str]
    """A line that is nothing but a news agency's name."""
    signature: re.Pattern[str]
    """A dash and a name, below a quotation."""
    bare: re.Pattern[str]
    """A label of related links with nothing behind it: the lines below are the links."""
    credit_line: re.Pattern[str]
    credit_end: re.Pattern[str]
    """A credit that ends a line which has something before it."""
    caption_above_text: re.Pattern[str]
    bullet: re.Pattern[str]
    section: re.Pattern[str]
    """A bullet that, alone, begins a heading."""
    number: re.Pattern[str]
    maker: re.Pattern[str]
    """A line that only names who made pictures: 攝影｜林彥廷; it may be a credit, too."""
    shown: re.Pattern[str]
    """A line that looks like a credit and says what a picture shows: 圖：…"""
    section_name: re.Pattern[str]
    """The name of a section or paper, above the title."""
    no_section: re.Pattern[str]
    """What no section is called, however short."""
    about: re.Pattern[str]
    """A label of notes with nothing behind it: the lines below are the notes."""
    points: re.Pattern[str]
    """A label of a summary with nothing behind it: the lines below are the summary."""
    origin: re.Pattern[str]
    """A label of sources with nothing behind it: the lines below are the sources."""
    name: re.Pattern[str]
    """A line that is nothing but a person's name."""
    pen_name: re.Pattern[str]
    """A line that may be a name, right below the title."""
    end: frozenset[str]
    """Marks that end running text, not a heading."""
    sentence: re.Pattern[str]
    """The end of a sentence, wherever it stands in a line."""
    furniture: re.Pattern[str]
    """What a web page says to those who scroll."""
    invitation: re.Pattern[str]
    """What a paper says for itself, anywhere in a line: to subscribe, to follow, who owns the page. In lower case."""
    writer: re.Pattern[str]
    """A line above what is said about the author."""
    others: re.Pattern[str]
    """A label above links to articles that aren't about this one."""

    def has(self, role: Role, line: str) -> bool:
        """Whether the words or marks of ``line``, without outer white space, say that it has this role."""
        return len(line) <= _LONGEST and bool(self.roles[role].fullmatch(line))

    def says(self, line: str, roles: Sequence[Role] = SAYING) -> Role | None:
        """Which of ``roles`` the words or marks of a line give it, the first that fits; a credit is one of them all."""
        if self.is_credit(line):
            return Role.CREDIT
        return next((role for role in roles if self.has(role, line)), None)

    def is_item(self, line: str) -> bool:
        """Whether a line begins with a bullet or a number."""
        return bool(self.bullet.match(line) or self.number.match(line))

    def begins(self, line: str) -> bool:
        """Whether a line begins something new by its words or marks, wherever it stands."""
        return self.is_item(line) or self.says(line, _BEGINNING) is not None

    def opener(self, role: Role) -> re.Pattern[str] | None:
        """What a line is like that opens a list of lines with its role."""
        return {
            Role.RELATED: self.bare,
            Role.SOURCE: self.origin,
            Role.NOTE: self.about,
            Role.LEAD: self.points,
        }.get(role)

    def dashed(self, line: str) -> bool:
        """Whether a line begins with a dash, as subtitles do."""
        return line.startswith(_DASHES)

    def is_maker(self, line: str) -> bool:
        return len(line) <= _TAIL and bool(self.maker.fullmatch(line))

    def names_people(self, line: str) -> bool:
        """Whether a line only names who wrote the article or made its pictures."""
        return self.has(Role.BYLINE, line) or self.is_maker(line)

    def is_credit(self, line: str) -> bool:
        return len(line) <= _TAIL and bool(self.credit_line.fullmatch(line))

    def is_furniture(self, line: str) -> bool:
        return len(line) <= _TAIL and bool(self.furniture.fullmatch(line))

    def is_invitation(self, line: str) -> bool:
        return len(line) <= _LONGEST and bool(self.invitation.search(line.lower()))

    def is_about_author(self, line: str) -> bool:
        return len(line) <= _TAIL and bool(self.writer.fullmatch(line))

    def is_label_of_others(self, line: str) -> bool:
        return len(line) <= _TAIL and bool(self.others.fullmatch(line))

    def ends_with_credit(self, line: str) -> bool:
        return len(line) <= _LONGEST and bool(self.credit_end.search(line[-_TAIL:]))


@lru_cache(maxsize=16)
def markers(tag: str) -> Markers:
    """Give the markers of a language (BCP 47): its own words, and English's, which are written everywhere."""
    base = language(tag).base
    own = wordlists(base)
    tables = [t for t in (own, wordlists("common"), wordlists("en") if base != "en" else {}) if t]
    inside = _credit_inside(tables)
    return Markers(
        roles={role: _role(tables, role) for role in Role},
        agency=re.compile(_words(_values(tables, "credit", "agencies"))),
        signature=_any(_values(tables, "quote", "signature")),
        bare=_bare("|".join([_labels(tables, "related"), *_values(tables, "related", "openers")])),
        about=_bare(_words(_values(tables, "note", "openers"))),
        points=_bare(_labels(tables, "lead")),
        origin=_bare(_labels(tables, "source")),
        credit_line=_credit_line(tables, inside),
        credit_end=_credit_end(tables, inside),
        caption_above_text=_any(_values([own], "caption", "above_text")),
        bullet=_bullet(tables),
        section=re.compile(f"[{''.join(_values(tables, 'list_item', 'sections'))}]"),
        number=re.compile("".join(_values(tables, "list_item", "numbers"))),
        maker=_maker(tables),
        shown=_any(_values(tables, "caption", "shown")),
        no_section=_any(_values([own], "kicker", "never")),
        section_name=_any(_values(tables, "kicker", "patterns")),
        pen_name=_any(_values([own], "byline", "pen_name")),
        name=re.compile("|".join(f"(?:{p})" for p in _names_alone(own)) or "(?!)"),
        end=frozenset("".join(_values(tables, "heading", "end"))),
        sentence=_any(_values(tables, "heading", "sentence")),
        furniture=_any(_values(tables, "furniture", "patterns")),
        invitation=_anywhere(_values(tables, "furniture", "invitations")),
        writer=_any(_values(tables, "note", "writers")),
        others=_any(_values(tables, "furniture", "others")),
    )


def _values(tables: list[dict[str, Any]], section: str, key: str) -> list[str]:
    found: list[str] = []
    for table in tables:
        value = table.get(section, {}).get(key, [])
        found += [value] if isinstance(value, str) else value
    return found


def _any(patterns: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{p})" for p in patterns), re.IGNORECASE) if patterns else _NEVER


def _anywhere(patterns: list[str]) -> re.Pattern[str]:
    """One of patterns in lower case, to be looked for in lower case: 15 times as fast as without regard to case."""
    return re.compile("|".join(patterns)) if patterns else _NEVER


def _words(words: list[str]) -> str:
    return "|".join(re.escape(w) for w in sorted(set(words), key=len, reverse=True)) or "(?!)"


def _labels(tables: list[dict[str, Any]], section: str) -> str:
    return _words(_values(tables, section, "labels"))


def _bare(words: str) -> re.Pattern[str]:
    return re.compile(f"{_BEFORE}(?:{words}){_AFTER}", re.IGNORECASE)


def _role(tables: list[dict[str, Any]], role: Role) -> re.Pattern[str]:
    words, before = _labels(tables, role), _BEFORE
    if role is Role.BYLINE:
        makers = _words(_values(tables, role, "makers"))
        words = f"(?:(?:{makers}){_JOINT})*(?:{words})(?:{_JOINT}(?:{words}|{makers}))*"
        before = rf"[◎○●■◆◇]?{_BEFORE}"
    label = _LABEL.format(words=words, before=before, after=_AFTER)
    spaced = _words([w for w in _values(tables, role, "labels") if re.fullmatch(r"[⺀-鿿]{4,}", w)])
    patterns = _named(tables, [p for t in tables for p in t.get(role, {}).get("patterns", [])])
    every = [label, _SPACED_LABEL.format(words=spaced, before=before), *(f"(?:{p})" for p in patterns)]
    return re.compile("|".join(every), 0 if role is Role.BYLINE else re.I)


def _named(tables: list[dict[str, Any]], patterns: list[str]) -> list[str]:
    """Put what a person's name looks like in place of <name>, and of several of them in place of <names>."""
    own = _values(tables, "byline", "person")
    name = f"(?:{'|'.join([*own, _LATIN_NAME])})"
    names = f"{name}(?:[、，,／/&＆和與与及\\s]{{1,3}}{name}){{0,5}}"
    return [p.replace("<names>", names).replace("<name>", name) for p in patterns]


def _names_alone(own: dict[str, Any]) -> list[str]:
    return _named([own], _values([own], "byline", "name"))


def _maker(tables: list[dict[str, Any]]) -> re.Pattern[str]:
    """Who made pictures, and nobody who only let them be used: not 圖／市府提供, not 圖／路透."""
    makers = _words(_values(tables, "byline", "makers"))
    others = _words([*_values(tables, "credit", "agencies"), *_values(tables, "byline", "lenders")])
    label = rf"[◎○●■◆◇]?{_BEFORE}(?:{makers})(?:{_JOINT}(?:{makers}))*"
    (spaced,) = _named(tables, [r"[ \u3000]{1,2}<names>"])
    inside = rf"(?:\s?[:：{_BARS}]\s?[^。！？]{{2,60}}|{spaced})[】〕］\])）]?"
    return re.compile(rf"(?!.*(?:{others})){label}{inside}")


def _bullet(tables: list[dict[str, Any]]) -> re.Pattern[str]:
    """The language's own bullets in place of the common ones, and dashes before a space."""
    bullets = _values(tables, "list_item", "bullets")[0]
    dashes = "".join(_values(tables, "list_item", "dashes"))
    return re.compile(rf"[{re.escape(bullets)}]\s*\S|[{re.escape(dashes)}]\s+\S")


def _credit_inside(tables: list[dict[str, Any]]) -> str:
    """What a credit says inside its brackets: 圖/Twitter @POTUS, 記者周敏惠攝, AP Photo/Evan Vucci, 資料圖片."""
    labels = _labels(tables, "credit")
    known = _values(tables, "credit", "endings")
    endings, alone = _words(known), _words([word for word in known if len(word) > 2 and not word.isascii()])
    agencies = _words(_values(tables, "credit", "agencies"))
    return (
        rf"(?:{labels})\s?[:：︰/／|｜=＝]\s?[^()（）]{{1,60}}|[^。()（）\[\]]{{1,40}}(?:{endings})"
        rf"|(?:{agencies})(?:[/／=＝ ,，][^()（）]{{1,40}}|(?:{endings}))?|(?:{alone})"
    )


def _credit_line(tables: list[dict[str, Any]], inside: str) -> re.Pattern[str]:
    labels = _labels(tables, "credit")
    patterns = [p for t in tables for p in t.get("credit", {}).get("patterns", [])]
    plain = rf"[/／▲▼]?\s?(?:{labels})\s?[:：︰/／|｜=＝]\s?[^。！？]{{1,70}}"
    return _any([_BRACKETED.format(inside=inside), plain, *patterns])


def _credit_end(tables: list[dict[str, Any]], inside: str) -> re.Pattern[str]:
    """In brackets anywhere, or bare after the end of a sentence: …。記者黃柏翰／攝影, …。劉洋 攝, …. Photo: AP."""
    agencies = _words(_values(tables, "credit", "agencies"))
    labels = _labels(tables, "credit")
    endings = _words(_values(tables, "credit", "endings"))
    bracketed = rf"\S\s?{_BRACKETED.format(inside=inside)}$"
    bare = rf"(?:{labels})\s?[:：︰/／|｜=＝]\s?[^。！？]{{1,50}}|[^。！？，,.、：:]{{2,30}}?(?:{endings})"
    bare = rf"[。！？!?.、，」”][\s/／]*(?:{bare})$|[。！？!?.」”][\s/／]+(?:{agencies})$|[。！？](?:{agencies})$"
    return re.compile(f"{bracketed}|{bare}", re.IGNORECASE)
