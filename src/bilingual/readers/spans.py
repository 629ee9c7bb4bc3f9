"""A line of a dialect of Markdown → the line in CommonMark, and the pieces of it that no reader sees."""

from __future__ import annotations

import re

from bilingual.readers.shortcodes import SHORTCODE

# What is longer than these patterns allow is text: each of them looks at a bounded piece of a line.
_CODE = re.compile(r"(`+[^`]*`+)")
_EMBED = re.compile(r"!\[\[([^\[\]|]{1,300})((?:\\?\|[^\[\]|]{0,300}){0,5})\]\]")
_WIKILINK = re.compile(r"(?<!!)\[\[([^\[\]|#]{0,300})(#[^\[\]|]{0,300})?(?:\\?\|([^\[\]]{1,300}))?\]\]")
_SIZE = re.compile(r"(!\[[^\[\]]{0,600}\]\([^()\s]{1,600})\s{1,3}=\d*%?x\d*%?(\s+\"[^\"]*\")?\s*\)")
_PLACE = re.compile(r"(\]\()([^()\s]{0,300}(?:\{\{.{0,300}?\}\}|\{%.{0,300}?%\})[^()\s]{0,300})(?=[\s)])")
_POST_LINK = re.compile(r"\{%\s*post_link\s+(\S+)\s+[\"']([^\"']+)[\"'][^%]*%\}")
_SPAN = re.compile(r"(?<!!)\[([^\[\]]{1,600})\]\{[.#][^{}]{0,300}\}")
_ONE = r"(?:[.#][\w:.-]+|-|[\w-]+=(?:\"[^\"]*\"|'[^']*'|[^\s}\"']+))"
_ATTRIBUTES = re.compile(rf"\s{{0,3}}\{{:?\s{{0,3}}{_ONE}(?:\s{{1,3}}{_ONE}){{0,20}}\s{{0,3}}\}}")
_COMMENT = re.compile(r"(?<!\()%%.{1,600}?%%(?!\))|\{/\*.{0,600}?\*/\}")
_ANCHOR = re.compile(r"\s\^[a-z0-9-]{4,}$")
_COLOUR = re.compile(r"\[color=[#\w]+\]")
_RUBY = re.compile(r"\{([㐀-鿿]{1,12})\|([^{}|]{1,30})\}")
_LOWERED = re.compile(r"(?<=[A-Za-z0-9])~([A-Za-z0-9+−-]{1,8})~(?!~)")
_RAISED = re.compile(r"(?<=[\w)])\^([A-Za-z0-9+−-]{1,8})\^")
_INSERTED = re.compile(r"\+\+(?=[^\s+])([^+]{1,200}?)(?<=\S)\+\+")
_FILE = re.compile(r".+\.(?:jpe?g|png|gif|webp|svg|tiff?|bmp|avif|heic)", re.IGNORECASE)
_WIDTH = re.compile(r"\d+(?:x\d+)?")


def plain_spans(line: str) -> tuple[str, list[str]]:
    """Give a line with Obsidian's links and pictures, sizes, attributes and shortcodes as CommonMark has them.

    Code in the line stays as it is. The second value holds what was left out.
    """
    dropped: list[str] = []
    parts = _CODE.split(line)
    return "".join(part if n % 2 else _plain(part, dropped) for n, part in enumerate(parts)), dropped


def _plain(text: str, dropped: list[str]) -> str:
    def drop(found: re.Match[str]) -> str:
        dropped.append(found[0].strip())
        return ""

    text = _EMBED.sub(lambda found: _embedded(found) or drop(found), text)
    text = _WIKILINK.sub(_linked, text)
    text = _SIZE.sub(lambda found: f"{found[1]}{found[2] or ''})", text)
    text = _PLACE.sub(lambda found: found[1] + SHORTCODE.sub(_place, found[2]), _spaceless(text))
    text = _POST_LINK.sub(r"[\2](\1)", text)
    text = _SPAN.sub(r"\1", text)
    for unseen in (SHORTCODE, _ATTRIBUTES, _COMMENT, _ANCHOR, _COLOUR):
        text = unseen.sub(drop, text)
    text = _RUBY.sub(r"<ruby>\1<rt>\2</rt></ruby>", text)
    text = _LOWERED.sub(r"<sub>\1</sub>", text)
    text = _RAISED.sub(r"<sup>\1</sup>", text)
    return _INSERTED.sub(r"<u>\1</u>", text)


def _embedded(found: re.Match[str]) -> str:
    """Obsidian's picture, with what stands behind the bar as its words unless that is a width."""
    if not _FILE.fullmatch(found[1].strip()):
        return ""
    words = [part.strip("\\ ") for part in found[2].split("|")]
    caption = " ".join(word for word in words if word and not _WIDTH.fullmatch(word))
    return f"![{caption}](<{found[1].strip()}>)"


def _linked(found: re.Match[str]) -> str:
    page, place, words = found[1].strip(), found[2] or "", found[3]
    return f"[{words or page or place[1:]}](<{page}{place}>)"


def _spaceless(text: str) -> str:
    """Shortcodes that are addresses of links, without white space: CommonMark has none in an address."""
    return re.sub(
        r"(?<=\]\()[^()]{0,300}?(?:\{\{.{0,300}?\}\}|\{%.{0,300}?%\})",
        lambda found: SHORTCODE.sub(_place, found[0]),
        text,
    )


def _place(found: re.Match[str]) -> str:
    """The address that a shortcode gives: what it quotes, or its last word; nothing for the address of the site."""
    quoted = re.search(r"[\"']([^\"']+)[\"']", found[0])
    if quoted:
        return quoted[1].replace(" ", "%20")
    words = found[0].strip("{}%<> ").split()
    return words[-1] if len(words) > 1 and found[0].startswith("{%") else ""
