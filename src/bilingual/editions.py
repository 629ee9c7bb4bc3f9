"""Document + Segments + translations → Edition: rows of what stands side by side."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from bilingual.config import ArticleConfig
from bilingual.inline import Tag, around, unmarked
from bilingual.languages import language
from bilingual.model import Cell, Document, Edition, Message, Piece, Role, Row, Segment, State, entry_id

DRAFT = "draft"
UNTRANSLATED = "untranslated"

_NOTHING_SAID = ArticleConfig()
_UNREVIEWED = frozenset({State.DRAFT, State.NEEDS_REVIEW})


def compose(
    document: Document,
    segments: Sequence[Segment],
    catalogs: Mapping[str, Sequence[Message]],
    columns: Sequence[str],
    *,
    article: ArticleConfig = _NOTHING_SAID,
    date: str = "",
) -> Edition:
    """Bring an article and its translations together as an Edition with the given columns.

    ``catalogs`` holds the messages by language tag; ``columns`` are the tags from the left, the source's own
    among them or not. Each block gives a row; a caption and the credit below it share one. Text without a
    translation stands in the source's words, with the source's language and the state UNTRANSLATED.
    ``date`` says when the inputs last changed (ISO 8601). An empty list of tags prints nothing and gives no
    row.
    """
    translations = {tag: {m.key: m for m in messages} for tag, messages in catalogs.items()}
    rows = []
    for blocks in _joined(document, segments):
        cells = tuple(Cell(tag, _pieces(blocks, document, tag, translations)) for tag in columns)
        first = document.blocks[blocks[0].block]
        rows.append(Row(blocks[0].role, first.group, cells, first.marker))
    states = [piece.state for row in rows for cell in row.cells for piece in cell.pieces]
    drafts = sum(state in _UNREVIEWED for state in states)
    missing = states.count(State.UNTRANSLATED)
    return Edition(
        article=document.article,
        languages=tuple(columns),
        rows=tuple(rows),
        titles=tuple(_title(rows, n, article, document) for n in range(len(columns))),
        source_language=document.language,
        date=date,
        author=article.author or _unsaid(document, Role.BYLINE, document.metadata.author),
        publisher=article.publisher,
        published=article.published or _unsaid(document, Role.DATELINE, document.metadata.published),
        drafts=drafts,
        missing=missing,
        labels=(DRAFT,) * bool(drafts) + (UNTRANSLATED,) * bool(missing),
    )


def _joined(document: Document, segments: Sequence[Segment]) -> list[list[Segment]]:
    """The segments of each row: one block, or a caption's block and the credit's right below it."""
    rows: list[list[Segment]] = []
    for index, group in groupby(segments, key=lambda segment: segment.block):
        found = [segment for segment in group if segment.text]
        if not found or _is_empty_list(found):
            continue
        if rows and _credits(document, rows[-1], index):
            rows[-1] += found
        else:
            rows.append(found)
    return rows


def _is_empty_list(segments: Sequence[Segment]) -> bool:
    """Whether a line of tags has its label only: ``Tagged:``."""
    last = segments[-1]
    return last.role is Role.TAGS and last.text.rstrip().endswith((":", "："))


def _credits(document: Document, row: Sequence[Segment], index: int) -> bool:
    """Whether the block ``index`` is the credit of the caption in ``row``."""
    caption, credit = document.blocks[row[0].block], document.blocks[index]
    return caption.role is Role.CAPTION and credit.role is Role.CREDIT and caption.group == credit.group


def _pieces(
    segments: Iterable[Segment],
    document: Document,
    tag: str,
    translations: Mapping[str, Mapping[tuple[str, str], Message]],
) -> tuple[Piece, ...]:
    if tag == document.language:
        return tuple(Piece(s.text, State.REVIEWED, s.role, tag, entry_id(s.key), s.tags) for s in segments)
    return tuple(_piece(s, document, tag, translations.get(tag, {})) for s in segments)


def _piece(
    segment: Segment, document: Document, tag: str, messages: Mapping[tuple[str, str], Message]
) -> Piece:
    message, own = messages.get(segment.key), entry_id(segment.key)
    if message is None or not message.text.strip() or message.state is State.UNTRANSLATED:
        return Piece(segment.text, State.UNTRANSLATED, segment.role, document.language, own, segment.tags)
    text, tags = _carried(segment, message.text.strip())
    return Piece(text, message.state, segment.role, tag, own, tags)


def _carried(segment: Segment, translation: str) -> tuple[str, tuple[Tag, ...]]:
    """The text of a translation and its tags; damaged ones are left out, those around the whole are as in the source."""
    if not segment.tags:
        return translation, ()
    numbers = segment.numbered
    found = unmarked(translation, numbers)
    whole = [replace(tag, end=len(found.text)) for tag in segment.tags if around(tag, segment.text)]
    own = [replace(numbers[n], start=start, end=end) for n, start, end in found.spans]
    return found.text, (*whole, *own)


def _title(rows: Sequence[Row], column: int, article: ArticleConfig, document: Document) -> str:
    """The title in one column's language; the configured one, then the file's name, if there is none."""
    for row in rows:
        if row.role is Role.TITLE:
            cell = row.cells[column]
            joiner = language(cell.language).joiner
            return joiner.join(" ".join(piece.text.split()) for piece in cell.pieces)
    return article.title or document.metadata.title or document.article


def _unsaid(document: Document, role: Role, said: str) -> str:
    """What the source's head says, unless the article says it itself in a block of this role."""
    return "" if any(block.role is role for block in document.blocks) else said
