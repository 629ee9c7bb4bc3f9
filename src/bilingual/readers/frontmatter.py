"""The head of a text between lines of ``---`` (YAML) or ``+++`` (TOML) → what it says of the article."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from bilingual.errors import SourceError, UsageError
from bilingual.languages import language as known
from bilingual.model import Metadata, Role

_FENCES = {"---": ("---", "..."), "+++": ("+++",)}
_LONGEST = 400  # lines: a head that is longer is none
_ENTRY = re.compile(r"""(?P<key>[^\s:#\-'"\[{][^:]{0,40}?|"[^"]+"|'[^']+')\s*[:：](?:\s+(?P<value>.*))?$""")
_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})")

_TITLE = ("title", "標題", "标题", "タイトル", "제목")
_LEAD = (
    "subtitle", "lead", "lede", "dek", "deck", "standfirst", "副標題", "副標", "副标题", "導言", "导语", "前言", "description", "summary",
    "excerpt", "abstract", "custom_excerpt", "摘要", "簡介", "简介", "リード", "要約", "부제", "요약",
)  # fmt: skip
"""Of these the first that says something: a subtitle goes before what is written for lists of articles."""
_WITHIN = ("extra", "params", "seo", "meta")
"""Tables in which Zola, Hugo and others keep a theme's own keys."""
_AUTHOR = ("author", "authors", "byline", "作者", "記者", "记者", "著者", "글쓴이")
_PUBLISHED = ("published", "date", "pubdate", "日期", "發布日期", "发布日期", "日付", "날짜")
_LANGUAGE = ("language", "lang", "locale", "語言", "语言")
_PUBLISHER = ("publisher", "publication", "出版者", "出版社")
_KNOWN = frozenset({*_TITLE, *_LEAD, *_AUTHOR, *_PUBLISHED, *_LANGUAGE, *_PUBLISHER, "roles"})
_NAMES = (*_AUTHOR, *_PUBLISHER)
"""Keys of names, which may be said for each language: ``author-en``, or a table."""
_IN_LANGUAGE = re.compile(rf"({'|'.join(_NAMES)})[-_.]([a-z]{{2,3}}(?:[-_][a-z0-9]{{2,8}})*)")

_SUFFIX = re.compile(r"[-_.][a-z]{2,3}(?:[-_][a-z0-9]{2,8})*$")
_USUAL = (
    "title, subtitle, author, date, language, publisher, roles, and for a language author-en, publisher-en"
)
_NEAR = 0.8
"""How alike a slip and a key are: “auther”, “titel” and “published_at” are, “layout”, “tags” and “updated” are not."""

_NOTHING = Metadata()


@dataclass(frozen=True, slots=True)
class Head:
    """What a front matter says."""

    lines: int = 0
    """How many lines it takes, its fences too; 0 if there is none."""
    metadata: Metadata = _NOTHING
    lead: str = ""
    """A subtitle or summary, which is printed."""
    roles: Mapping[Role, tuple[str, ...]] = field(default_factory=dict)
    """Beginnings of lines by the role that these lines have."""
    unused: tuple[str, ...] = ()
    """Keys that say nothing that is known here."""
    slips: tuple[tuple[int, str], ...] = ()
    """Lines that were meant to say something and don't, and what to write there."""

    @property
    def notes(self) -> tuple[str, ...]:
        """What a person should know of it."""
        return (f"passed over in the front matter: {', '.join(self.unused)}",) if self.unused else ()


def head(lines: list[str], path: str, language: str = "") -> Head:
    """Read the front matter that ``lines`` begin with, of a text in ``language`` (BCP 47).

    Known are ``title``, ``subtitle``, ``author``, ``date``, ``language``, ``publisher`` (in the languages' own
    words too) and ``roles``, a table of roles with the beginnings of the lines that have them; author and publisher
    may be said for each language, as ``author-en`` or as a table. Other keys are passed over. Raises SourceError for a role that there is not, and for broken TOML.
    """
    closing = _FENCES.get(lines[0].rstrip()) if lines else None
    if closing is None:
        return Head()
    end = next((n for n, line in enumerate(lines[1:_LONGEST], 1) if line.rstrip() in closing), 0)
    inside = lines[1:end]
    if not end or not inside or not any(_ENTRY.match(line) or "=" in line for line in inside):
        return Head()
    values = _toml(inside, path) if lines[0].startswith("+") else _yaml(inside)
    values = {str(key).strip().lower(): value for key, value in values.items()}
    own = _text(values, _LANGUAGE)
    author, authors = _worded(values, _AUTHOR, _tag_of(own) or language)
    publisher, publishers = _worded(values, _PUBLISHER, _tag_of(own) or language)
    metadata = Metadata(
        title=_text(values, _TITLE),
        author=author,
        published=day(_text(values, _PUBLISHED)),
        language=own,
        publisher=publisher,
        renderings=(*authors, *publishers),
    )
    unused = [key for key in values if key not in _KNOWN and not _language_of(key, _NAMES)]
    slips = {key: words for key in unused if (words := _misspelled(key))}
    if not metadata.published and (said := _text(values, _PUBLISHED)):
        key = next(key for key in _PUBLISHED if values.get(key))
        slips[key] = f"“{said}” is no day, and is left out: write it like 2025-03-14"
    return Head(
        end + 1,
        metadata,
        _lead(values),
        _roles(values.get("roles"), inside, path),
        tuple(key for key in unused if key not in slips),
        tuple(sorted((_line_of(inside, key), words) for key, words in slips.items())),
    )


def _lead(values: Mapping[str, Any]) -> str:
    tables = [values, *(values[key] for key in _WITHIN if isinstance(values.get(key), dict))]
    return next((said for table in tables if (said := _text(table, _LEAD))), "")


def _misspelled(key: str) -> str:
    """Say what a key that is not known was probably meant to be; nothing of one that is like none, as other programs have."""
    base = _SUFFIX.sub("", key)
    near = difflib.get_close_matches(base, sorted(_KNOWN), n=1, cutoff=_NEAR)
    if not near:
        return ""
    ending = key.removeprefix(base)
    meant = near[0] + (ending if near[0] in _NAMES else "")
    said = f"“{key}” says nothing here"
    return (
        f"{said}; known are {_USUAL}"
        if base in _KNOWN
        else f"{said}: did you mean “{meant}”? (known are {_USUAL})"
    )


def _line_of(lines: list[str], key: str) -> int:
    """Give the line of the file that a key stands in, by the lines between the fences."""
    begin = re.compile(rf"\s*[\"']?{re.escape(key)}(?!\w)", re.IGNORECASE)
    return next((n for n, text in enumerate(lines, 2) if begin.match(text)), 1)


def _toml(lines: list[str], path: str) -> dict[str, Any]:
    try:
        return tomllib.loads("\n".join(lines))
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"at line (\d+)", str(error))
        line = int(place[1]) + 1 if place else 1
        raise SourceError(
            f"the front matter is not valid TOML: {error}", path=path, line=line, hint="mend it, or delete it"
        ) from None


def _yaml(lines: list[str]) -> dict[str, Any]:
    """Read the part of YAML that front matters are written in: scalars, lists, and one level of tables."""
    values: dict[str, Any] = {}
    at = 0
    while at < len(lines):
        entry = _ENTRY.match(lines[at]) if lines[at][:1].strip() else None
        below = at + 1
        while below < len(lines) and (not lines[below].strip() or lines[below][:1] in " \t-"):
            below += 1
        if entry:
            values[_scalar(entry["key"])] = _value(entry["value"] or "", lines[at + 1 : below])
        at = below
    return values


def _value(first: str, below: list[str]) -> Any:
    first = first.strip()
    below = [line for line in below if line.strip()]
    if first[:1] in "|>" and len(first) < 3 and first:
        return ("\n" if first[0] == "|" else " ").join(line.strip() for line in below)
    if first.startswith("["):
        return _items(" ".join([first, *below]))
    if first.startswith("{"):
        parts = (re.split(r":\s+", item, maxsplit=1) for item in _items(" ".join([first, *below])))
        return {_scalar(part[0]): _scalar(part[1]) for part in parts if len(part) == 2}
    if first or not below:
        return " ".join([_scalar(first), *(line.strip() for line in below)])
    if all(line.lstrip().startswith("-") for line in below):
        return [_scalar(line.lstrip()[1:]) for line in below]
    indent = len(below[0]) - len(below[0].lstrip())
    return _yaml([line[indent:] for line in below])


def _items(flow: str) -> list[str]:
    inside = flow.strip()[1:].removesuffix("]").removesuffix("}")
    return [
        _scalar(item)
        for item in re.findall(r"""\s*("[^"]*"|'[^']*'|[^,]+)\s*(?:,|$)""", inside)
        if item.strip()
    ]


def _scalar(text: str) -> str:
    text = text.strip()
    for quote in "\"'":
        if len(text) > 1 and text.startswith(quote) and text.rfind(quote) > 0:
            return text[1 : text.rfind(quote)].replace("''" if quote == "'" else '\\"', quote)
    return re.sub(r"\s+#.*$", "", text)


def _worded(
    values: Mapping[str, Any], keys: tuple[str, ...], language: str
) -> tuple[str, tuple[tuple[str, str, str], ...]]:
    """A name in the text's own language, and what it is in others: (name, BCP 47 tag, rendering)."""
    own = next((values[key] for key in keys if values.get(key)), "")
    table = own if isinstance(own, dict) and not own.get("name") else {}
    said = {tag: _text(table, (key,)) for key in table if (tag := _tag_of(str(key)))}
    said |= {tag: _text(values, (key,)) for key in values if (tag := _language_of(key, keys))}
    plain = _text(values, keys) or said.get(language) or next(iter(said.values()), "")
    return plain, tuple((plain, tag, words) for tag, words in said.items() if words)


def _language_of(key: str, keys: tuple[str, ...]) -> str:
    """The language in a key like ``author-en``, if the rest of it is one of the keys; else nothing."""
    found = _IN_LANGUAGE.fullmatch(key)
    return _tag_of(found[2]) if found and found[1] in keys else ""


def _tag_of(text: str) -> str:
    """Give the BCP 47 tag that a text is; empty if it is none."""
    try:
        return known(text).tag if text else ""
    except UsageError:
        return ""


def _text(values: Mapping[str, Any], keys: tuple[str, ...]) -> str:
    value = next((values[key] for key in keys if values.get(key)), "")
    if isinstance(value, dict):
        value = value.get("name", "")
    if isinstance(value, list):
        return "、".join(str(item.get("name", "") if isinstance(item, dict) else item) for item in value)
    return value.isoformat() if isinstance(value, date | datetime) else " ".join(str(value).split())


def day(text: str) -> str:
    """Give the day that a text begins with, as ISO 8601; empty if it begins with none."""
    found = _DAY.match(text)
    if not found:
        return ""
    try:
        return date(int(found[1]), int(found[2]), int(found[3])).isoformat()
    except ValueError:
        return ""


def _roles(table: Any, lines: list[str], path: str) -> dict[Role, tuple[str, ...]]:
    said: dict[Role, tuple[str, ...]] = {}
    for name, value in table.items() if isinstance(table, dict) else ():
        if name not in set(Role):
            raise SourceError(
                f"“{name}” is no role",
                path=path,
                line=_line_of(lines, str(name)),
                hint=f"roles: {', '.join(sorted(Role))}",
            )
        said[Role(name)] = tuple(map(str, value if isinstance(value, list) else [value]))
    return said
