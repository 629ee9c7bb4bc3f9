"""A text in Markdown (CommonMark with tables and footnotes) → its blocks."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from bilingual.errors import SourceError
from bilingual.model import Role
from bilingual.readers import marks
from bilingual.readers.assembly import assembled, squeezed
from bilingual.readers.dialects import Dialect, plain
from bilingual.readers.encodings import decode
from bilingual.readers.flanking import beside_wide
from bilingual.readers.frontmatter import head
from bilingual.readers.images import WORDED
from bilingual.readers.lines import parted
from bilingual.readers.markers import markers
from bilingual.readers.places import Places
from bilingual.readers.source import Paragraph, Reading, Source, has_text, refuse_large
from bilingual.readers.standing import placed
from bilingual.readers.text import head_text, headings, refuse_empty, role_said
from bilingual.readers.trees import html_tree, local
from bilingual.readers.walk import Walk

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_LINE = re.compile(r"\r\n|\r|\n")
_DEFINITIONS = frozenset({"dl_open", "dl_close", "dt_open", "dt_close", "dd_open", "dd_close"})
_HIGHLIGHT = re.compile(r"==(?=[^\s=])([^=]{1,300}?)(?<=\S)==")
_BRACKETS = re.compile(r"(?:!?\[){1000}")
"""No article has as many, and the time to read them grows with their square."""
_DEEPEST = 60  # lists and quotations inside one another
_LARGEST = 8 * 2**20
"""Bytes of one article: tokens and tree take 60 times as much memory."""


def read(source: Source) -> Reading:
    """Read Markdown: it is rendered as HTML, each block with its line, and walked as a web page is.

    A picture that stands alone has its title as its caption, or else what stands in its place. Lines that only
    programs know (``[TOC]``, ``{.class}``) are left out.
    Law, checked on every call: every text node of what it is rendered as is in a block or left out.
    Raises SourceError for bytes that are no text, and a file without a letter.
    """
    refuse_large(source, _LARGEST)
    text, encoding = decode(
        source.data, path=source.path, language=source.language, encoding=source.options.encoding
    )
    refuse_empty(text, source.path)
    lines = _LINE.split(text)
    said = head(lines, source.path, source.language)
    front_matter = head_text(text, said.lines)
    written = plain(lines, said.lines)
    paragraphs, rest, notes = _paragraphs(written, source, title=said.metadata.title)
    left_out = (*front_matter, *written.left_out)
    paragraphs = [_as_said(p, said.roles) for p in paragraphs]
    printed = [p for p in headings(said) if not _is_repeated(p, paragraphs)]
    if any(p.role is Role.TITLE for p in printed):
        paragraphs = [_below_title(p) for p in paragraphs]
    if not has_text([*printed, *paragraphs]):
        raise SourceError("the file holds no text", path=source.path, line=1, hint="put the article into it")
    whole, blocks = assembled([*printed, *paragraphs], source.language)
    return Reading(
        whole,
        blocks,
        encoding,
        said.metadata,
        (*left_out, *rest),
        (*said.notes, *notes),
        "".join(front_matter),
        said.slips,
    )


def _as_said(paragraph: Paragraph, roles: Mapping[Role, tuple[str, ...]]) -> Paragraph:
    role = None if paragraph.picture else role_said(paragraph.text, roles)
    return replace(paragraph, role=role) if role else paragraph


def _is_repeated(printed: Paragraph, paragraphs: Sequence[Paragraph]) -> bool:
    """Whether the text itself has what its front matter says: the title, or a summary that is how the text begins."""
    words = squeezed(printed.text).rstrip(".…")
    if printed.role is Role.TITLE:
        return any(p.role is Role.TITLE and squeezed(p.text) == words for p in paragraphs)
    return any(squeezed(p.text).startswith(words) for p in paragraphs)


def _below_title(paragraph: Paragraph) -> Paragraph:
    """Below a title in the front matter a heading of the first level is a heading."""
    return replace(paragraph, role=Role.HEADING) if paragraph.role is Role.TITLE else paragraph


def _paragraphs(
    written: Dialect, source: Source, *, title: str
) -> tuple[list[Paragraph], list[str], tuple[str, ...]]:
    """Give the paragraphs, what was left out, and what a person should know."""
    parser = _parser()
    text = "\n".join(written.lines)
    if _BRACKETS.search(text):
        raise _nested(source.path)
    found: dict[str, Any] = {}
    tokens = parser.parse(text, found)
    if any(token.level >= _DEEPEST - 1 for token in tokens):  # what is deeper was dropped
        raise _nested(source.path)
    known = markers(source.language)
    parted(tokens, known)
    places = _prepared(tokens, written)
    tree = html_tree(
        f"<html><body>{parser.renderer.render(tokens, parser.options, {})}</body></html>", source.path
    )
    body = next((e for e in tree if local(e) == "body"), tree)
    walk = Walk(markdown=True)
    walk.run(body)
    paragraphs, furniture = placed(walk.paragraphs, places, known, title=title)
    return paragraphs, [*walk.rest, *furniture], _unmarked(found, written.numbers)


def _prepared(tokens: Sequence[Token], written: Dialect) -> Places:
    """Give each token the line of the file that it came from, and say what stands where."""
    rules: list[int] = []
    levels: dict[int, int] = {}
    for token in tokens:
        for child in token.children or ():
            if child.type == "image":
                child.attrSet(WORDED, "")
                child.children = [part for part in child.children or () if part.type != "html_inline"]
                if _is_name(child.content, str(child.attrGet("src"))):
                    child.children = []
        if token.type == "inline" and "==" in token.content:
            token.children = [part for child in token.children or () for part in _highlighted(child)]
        if token.type in _DEFINITIONS:
            token.tag = "ul" if token.type.startswith("dl") else "li"
        if not token.map or token.nesting < 0:
            continue
        line = written.numbers[token.map[0]]
        token.attrSet("data-line", str(line))
        if token.type == "hr":
            rules.append(line)
        elif token.type == "heading_open":
            levels[line] = int(token.tag[1])
    return Places(rules, levels, written.box_of, written.classes)


def _nested(path: str) -> SourceError:
    return SourceError(
        "its lists, quotations or brackets are nested too deeply", path=path, hint="save it as plain text"
    )


def _is_name(words: str, address: str) -> bool:
    """Whether what stands in a picture's place is only the name of its file, as programs put it there."""
    return bool(words) and words.strip().lower() == PurePosixPath(unquote(address)).stem.lower()


def _unmarked(found: Mapping[str, Any], numbers: Sequence[int]) -> tuple[str, ...]:
    """What to say of the footnotes that no mark leads to."""
    return tuple(
        f"line {numbers[line - 1]}: no mark leads to the footnote [^{label}]; it is printed behind the others"
        for line, label in found.get(marks.UNMARKED, ())
    )


def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import emphasis, strikethrough
    from mdit_py_plugins.deflist import deflist_plugin
    from mdit_py_plugins.footnote import footnote_plugin
    from mdit_py_plugins.tasklists import tasklists_plugin

    parser = MarkdownIt("commonmark", {"html": True, "maxNesting": _DEEPEST})
    parser = (
        parser.enable(["table", "strikethrough"])
        .use(footnote_plugin)
        .use(tasklists_plugin)
        .use(deflist_plugin)
    )
    parser.inline.ruler.at("emphasis", beside_wide(emphasis.tokenize))
    parser.inline.ruler.at("strikethrough", beside_wide(strikethrough.tokenize))
    parser.core.ruler.before("footnote_tail", "gather", marks.gather)
    return parser


def _highlighted(token: Token) -> list[Token]:
    """Read ``==…==`` as HackMD, Obsidian and Typora do."""
    if token.type != "text" or "==" not in token.content:
        return [token]
    pieces = _HIGHLIGHT.split(token.content)
    marked = [
        [_text(p)] if n % 2 == 0 else [_html("<mark>"), _text(p), _html("</mark>")]
        for n, p in enumerate(pieces)
    ]
    return [part for parts in marked for part in parts]


def _text(content: str) -> Token:
    from markdown_it.token import Token

    return Token("text", "", 0, content=content)


def _html(content: str) -> Token:
    from markdown_it.token import Token

    return Token("html_inline", "", 0, content=content)
