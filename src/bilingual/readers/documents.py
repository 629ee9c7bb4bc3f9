"""The body of a word processor's document, in HTML's elements → its text, its blocks, and what was left out."""

from __future__ import annotations

from bilingual.errors import SourceError
from bilingual.model import Block
from bilingual.readers.assembly import assembled
from bilingual.readers.breaks import join_lines
from bilingual.readers.source import Source, has_text
from bilingual.readers.trees import Element
from bilingual.readers.walk import Walk


def blocks_of(body: Element, source: Source) -> tuple[str, tuple[Block, ...], list[str]]:
    """Give text, blocks and the text that was left out. Raises SourceError for a document without text."""
    join_lines(body, source.language)
    walk = Walk(lines=False)
    walk.run(body)
    if not has_text(walk.paragraphs):
        raise SourceError("the document holds no text", path=source.path, hint="write the article into it")
    return *assembled(walk.paragraphs, source.language), walk.rest
