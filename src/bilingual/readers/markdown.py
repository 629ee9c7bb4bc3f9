"""A text in Markdown (CommonMark with tables and footnotes) → its blocks."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from bilingual.errors import SourceError
from bilingual.model import Role
from bilingual.readers import marks
from bilingual.readers.assembly import assembled
from bilingual.readers.encodings import decode
from bilingual.readers.frontmatter import head
from bilingual.readers.markers import Markers, markers
from bilingual.readers.source import Paragraph, Reading, Source, has_text, refuse_large
from bilingual.readers.text import head_text, headings, refuse_empty, role_said
from bilingual.readers.trees import html_tree, local
from bilingual.readers.walk import Walk
from bilingual.readers.wrapping import begins

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_LINE = re.compile(r"\r\n|\r|\n")
_COMMANDS = re.compile(r"^(?:\[toc\]|\{[.#:][^}]*\}|<!--.*-->)$", re.IGNORECASE)
"""Lines that only some programs know, and none prints: a table of contents, attributes."""
_BOXES = ("info", "note", "tip", "success", "warning", "danger", "spoiler")
"""Boxes as HackMD, Docusaurus and others write them: ``:::info``."""
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
    commands = [n for n, line in enumerate(lines) if n >= said.lines and _COMMANDS.match(line.strip())]
    front_matter = head_text(text, said.lines)
    left_out = (*front_matter, *(lines[n].strip() for n in commands))
    for n in (*range(said.lines), *commands):
        lines[n] = ""
    paragraphs, rest, notes = _paragraphs("\n".join(lines), source)
    paragraphs = [_as_said(p, said.roles) for p in paragraphs]
    printed = headings(said)
    if any(p.role is Role.TITLE and p.text == said.metadata.title for p in paragraphs):
        printed = [p for p in printed if p.role is not Role.TITLE]
    elif any(p.role is Role.TITLE for p in printed):
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


def _below_title(paragraph: Paragraph) -> Paragraph:
    """Below a title in the front matter a heading of the first level is a heading."""
    return replace(paragraph, role=Role.HEADING) if paragraph.role is Role.TITLE else paragraph


def _paragraphs(text: str, source: Source) -> tuple[list[Paragraph], list[str], tuple[str, ...]]:
    """Give the paragraphs, what was left out, and what a person should know."""
    parser = _parser()
    if _BRACKETS.search(text):
        raise _nested(source.path)
    found: dict[str, Any] = {}
    tokens = parser.parse(text, found)
    if any(token.level >= _DEEPEST - 1 for token in tokens):  # what is deeper was dropped
        raise _nested(source.path)
    known = markers(source.language)
    for n, token in enumerate(tokens):
        if token.map and token.nesting >= 0:
            token.attrSet("data-line", str(token.map[0] + 1))
        if token.type == "inline" and tokens[n - 1].type == "paragraph_open":
            token.children = _lines(token.children or [], known)
    tree = html_tree(
        f"<html><body>{parser.renderer.render(tokens, parser.options, {})}</body></html>", source.path
    )
    body = next((e for e in tree if local(e) == "body"), tree)
    walk = Walk(markdown=True)
    walk.run(body)
    return walk.paragraphs, walk.rest, _unmarked(found)


def _nested(path: str) -> SourceError:
    return SourceError(
        "its lists, quotations or brackets are nested too deeply", path=path, hint="save it as plain text"
    )


def _unmarked(found: Mapping[str, Any]) -> tuple[str, ...]:
    """What to say of the footnotes that no mark leads to."""
    return tuple(
        f"line {line}: no mark leads to the footnote [^{label}]; it is printed behind the others"
        for line, label in found.get(marks.UNMARKED, ())
    )


def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt
    from mdit_py_plugins.container import container_plugin
    from mdit_py_plugins.footnote import footnote_plugin
    from mdit_py_plugins.tasklists import tasklists_plugin

    parser = MarkdownIt("commonmark", {"html": True, "maxNesting": _DEEPEST})
    parser = parser.enable(["table", "strikethrough"]).use(footnote_plugin).use(tasklists_plugin)
    parser.core.ruler.before("footnote_tail", "gather", marks.gather)
    for name in _BOXES:
        parser.use(container_plugin, name, render=_box)
    return parser


def _box(_renderer: object, tokens: Sequence[Token], at: int, _options: object, _env: object) -> str:
    return '<div class="annotation">' if tokens[at].nesting == 1 else "</div>"


def _lines(children: list[Token], known: Markers) -> list[Token]:
    """Keep the line breaks above lines that begin something new: a second byline, a credit."""
    for n, token in enumerate(children[:-1]):
        below = children[n + 1]
        if token.type == "softbreak" and below.type == "text" and begins(below.content, known):
            token.type, token.tag = "hardbreak", "br"
    return [part for token in children for part in _highlighted(token)]


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
