"""A plain text → its blocks: one for each line or, where lines were broken when full, for each paragraph."""

from __future__ import annotations

import re
from collections.abc import Mapping

from bilingual.errors import SourceError
from bilingual.model import Block, Role
from bilingual.readers.assembly import assembled, squeezed
from bilingual.readers.encodings import decode, rival
from bilingual.readers.frontmatter import Head, head
from bilingual.readers.markers import markers
from bilingual.readers.roles import roles
from bilingual.readers.source import Paragraph, Reading, Source, refuse_large
from bilingual.readers.wrapping import UNBROKEN, Beginnings, Raw, joined, paragraphs, spaces_latin, width_of

_LINE = re.compile(r"([^\r\n]*)(\r\n|\r|\n|$)")
_RULE = re.compile(r"\s*([-–—―─━═=_＿*＊~～·•●○◆◇■□★☆※#＃─－＝])(?:\s*\1){2,}\s*")
"""A line that only parts what stands above and below: ━━━, * * *."""
_LARGEST = 128 * 2**20
"""Bytes of one article."""


def read(source: Source) -> Reading:
    """Read a plain text.

    Law, checked on every call: the front matter, the blocks and the rules between them, which are left out, are
    the file but for white space. Without these and without broken lines ``text`` is the file letter for letter.
    Raises SourceError for bytes that are no text, and a file without a letter.
    """
    refuse_large(source, _LARGEST)
    text, encoding = decode(
        source.data, path=source.path, language=source.language, encoding=source.options.encoding
    )
    refuse_empty(text, source.path)
    said = head([line for line, _ in _LINE.findall(text[:60_000])], source.path, source.language)
    lines, rules = _lines(text, said.lines)
    if rules and not lines and not said.lines:
        raise _empty("holds only rules", source.path)
    beginnings = Beginnings(markers(source.language))
    width = UNBROKEN if source.options.wrapped is False else width_of(lines, beginnings)
    notes = said.notes
    joined_lines = bool(width.columns or source.options.wrapped)
    if joined_lines:
        wholes = paragraphs(lines, beginnings, width)
        broken = f"lines that were broken at {width.columns} columns" if width.columns else "its lines"
        notes += (
            f"{broken} were joined to paragraphs; “wrapped = false” in bilingual.toml keeps them apart",
        )
        spaced = spaces_latin(text)
        found = [_paragraph(whole[0], joined(whole, spaced=spaced), said) for whole in wholes]
    else:
        found = [_paragraph(line, line.text, said) for line in lines]
    left_out = head_text(text, said.lines)
    if other := "" if source.options.encoding else rival(source.data, source.language, encoding):
        notes += (f"read as {encoding}; {other} is nearly as likely (--encoding {other})",)
    if not joined_lines and not said.lines and not rules:
        blocks = _in_place(lines, found, source.language)
    else:
        text, blocks = assembled([*headings(said), *found], source.language, markup=False)
    _assert_kept(lines, blocks[len(headings(said)) :])
    return Reading(
        text, blocks, encoding, said.metadata, left_out + rules, notes, "".join(left_out + rules), said.slips
    )


def refuse_empty(text: str, path: str) -> None:
    """Raise SourceError for a file without a letter."""
    if not text.strip():
        raise _empty("holds only white space" if text else "is empty", path)


def _empty(what: str, path: str) -> SourceError:
    hint = "put the article into it, its title on the first line"
    return SourceError(f"the file {what}", path=path, line=1, hint=hint)


def headings(said: Head) -> list[Paragraph]:
    """What a front matter says that is printed: the title, and the subtitle or summary."""
    printed = ((Role.TITLE, said.metadata.title), (Role.LEAD, said.lead))
    return [Paragraph(text, role=role, line=1) for role, text in printed if text]


def role_said(text: str, said: Mapping[Role, tuple[str, ...]]) -> Role | None:
    """The role that a front matter gives to a line that begins so."""
    line = text.strip()
    return next((role for role, starts in said.items() if line.startswith(starts)), None)


def _lines(text: str, skipped: int) -> tuple[list[Raw], tuple[str, ...]]:
    """Give the lines that aren't empty, and the rules between them: these part like a blank line."""
    lines: list[Raw] = []
    rules: list[str] = []
    blank = True
    for number, match in enumerate(_LINE.finditer(text), 1):
        if number <= skipped or not match[1].strip():
            blank = True
        elif _RULE.fullmatch(match[1]):
            rules.append(match[1].strip())
            blank = True
        else:
            lines.append(Raw(match[1], number, match.start(), blank))
            blank = False
    return lines, tuple(rules)


def head_text(text: str, lines: int) -> tuple[str, ...]:
    """The first ``lines`` lines of a text, which are not the article's."""
    if not lines:
        return ()
    ends = [match.end() for match, _ in zip(_LINE.finditer(text), range(lines), strict=False)]
    return (text[: ends[-1]].strip(),)


def _paragraph(line: Raw, text: str, said: Head) -> Paragraph:
    return Paragraph(text, role=role_said(text, said.roles), line=line.number, apart=line.apart)


def _in_place(lines: list[Raw], found: list[Paragraph], language: str) -> tuple[Block, ...]:
    """The blocks at the offsets of the file itself."""
    blocks = []
    group = -1
    for line, role in zip(lines, roles(found, language, markup=False), strict=True):
        group += line.apart
        blocks.append(Block(role, line.text, line.number, line.start, group))
    return tuple(blocks)


def _assert_kept(lines: list[Raw], blocks: tuple[Block, ...]) -> None:
    before = squeezed("".join(line.text for line in lines))
    if before != squeezed("".join(block.text for block in blocks)):
        raise AssertionError("the reader lost text")
