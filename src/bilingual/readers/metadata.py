"""What a web page's head says of the article: Open Graph, Dublin Core, JSON-LD (schema.org)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from bilingual.model import Metadata
from bilingual.readers.frontmatter import day
from bilingual.readers.trees import Element, local

_TITLES = ("og:title", "twitter:title", "title", "dc.title")
_AUTHORS = ("author", "article:author", "dc.creator", "parsely-author")
_DATES = (
    "article:published_time",
    "date",
    "pubdate",
    "dc.date",
    "publishdate",
    "datepublished",
    "og:article:published_time",
)
_SITES = ("og:site_name", "publisher", "dc.publisher")
_LARGEST = 2**18
"""Characters of JSON-LD that are parsed: an article's are up to 40,000, with its whole text."""
_DEEPEST = 40


def metadata(root: Element) -> Metadata:
    """Give the title, author, day, language and publisher that a page says it has; what it doesn't say is empty."""
    said = _said(root)
    return Metadata(
        title=_first(said, _TITLES),
        author=_first(said, _AUTHORS),
        published=day(_first(said, _DATES)),
        language=root.get("lang") or "",
        publisher=_first(said, _SITES),
    )


def titles(root: Element) -> tuple[str, ...]:
    """Give what a page says that its article is called, each once."""
    said = _said(root)
    return tuple(dict.fromkeys(said[key] for key in (*_TITLES, "headline") if said.get(key)))


def _said(root: Element) -> dict[str, str]:
    said: dict[str, str] = {}
    scripts: list[str] = []
    for element in root.iter():
        name = local(element)
        if name == "meta":
            key = (element.get("property") or element.get("name") or element.get("itemprop") or "").lower()
            content = " ".join((element.get("content") or "").split())
            if not (key in _AUTHORS and content.startswith(("http:", "https:"))):
                said.setdefault(key, content)
        elif name == "title" and "title" not in said and local(element.getparent()) == "head":
            said["title"] = " ".join("".join(element.itertext()).split())
        elif name == "script" and (element.get("type") or "").lower() == "application/ld+json":
            scripts.append(element.text or "")
    for script in scripts:
        for key, value in _of_article(script):
            said.setdefault(key, value)
    return said


def _of_article(script: str) -> Iterator[tuple[str, str]]:
    """What JSON-LD says of the article, by the names that ``meta`` has for it."""
    try:
        found = json.loads(script, strict=False) if len(script) <= _LARGEST else None
    except (ValueError, RecursionError):
        return
    for thing in _things(found):
        if not any("Article" in kind or "Posting" in kind for kind in _texts(thing.get("@type"))):
            continue
        people = thing.get("author")
        names = [
            name
            for one in (people if isinstance(people, list) else [people])
            for name in _texts(one.get("name") if isinstance(one, dict) else one)
        ]
        publisher = thing.get("publisher")
        said = (
            ("headline", _texts(thing.get("headline"))),
            ("author", ["、".join(names)]),
            ("datepublished", _texts(thing.get("datePublished"))),
            ("publisher", _texts(publisher.get("name") if isinstance(publisher, dict) else publisher)),
        )
        yield from ((key, values[0]) for key, values in said if values and values[0])


def _things(found: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    if isinstance(found, dict):
        yield found
    inner = found if isinstance(found, list) else found.get("@graph") if isinstance(found, dict) else None
    if isinstance(inner, list) and depth < _DEEPEST:
        for one in inner:
            yield from _things(one, depth + 1)


def _texts(value: Any) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [" ".join(text.split()) for text in values if isinstance(text, str)]


def _first(said: dict[str, str], keys: tuple[str, ...]) -> str:
    return next((said[key] for key in keys if said.get(key)), "")
