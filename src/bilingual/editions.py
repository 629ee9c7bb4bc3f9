"""Document + Segments + translations → Edition: rows of what stands side by side."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from bilingual import figures, tables
from bilingual.credits import Credits, HeaderCredits, Statement
from bilingual.inline import Tag, around, unmarked
from bilingual.languages import language
from bilingual.model import (
    Block,
    Cell,
    Document,
    Edition,
    Message,
    Metadata,
    Piece,
    Role,
    Row,
    Segment,
    State,
    Volume,
    entry_id,
)
from bilingual.picture import Picture

DRAFT = "draft"
UNTRANSLATED = "untranslated"

_NO_CREDITS = Credits()
_PERCENT = re.compile(r" \d+ %")
"""How much of a sentence a memory had: no other engine."""
_NO_HEADERS: Mapping[str, HeaderCredits] = {}
_NO_PICTURES: Mapping[str, Picture] = {}
_IMPRINT = frozenset({Role.BYLINE, Role.DATELINE, Role.SOURCE})
"""Lines that may name the publisher."""
_UNREVIEWED = frozenset({State.DRAFT, State.NEEDS_REVIEW})


def compose(
    document: Document,
    segments: Sequence[Segment],
    catalogs: Mapping[str, Sequence[Message]],
    columns: Sequence[str],
    *,
    credits: Credits = _NO_CREDITS,
    title: str = "",
    date: str = "",
    headers: Mapping[str, HeaderCredits] = _NO_HEADERS,
    pictures: Mapping[str, Picture] = _NO_PICTURES,
) -> Edition:
    """Bring an article and its translations together as an Edition with the given columns.

    ``catalogs`` holds the messages by language tag; ``columns`` are the tags from the left, the source's own
    among them or not. Each block gives a row; a caption and the credit below it share one. Text without a
    translation stands in the source's words, with the source's language and the state UNTRANSLATED.
    ``credits`` say who made the article, where its own head doesn't; ``title`` stands in for one that it hasn't.
    ``date`` says when the inputs last changed (ISO 8601); ``headers`` what each catalog's header says of its makers; ``pictures`` holds what was read of each, by ``Block.picture``. An empty list of tags prints nothing and gives no
    row.
    """
    translations = {tag: {m.key: m for m in messages} for tag, messages in catalogs.items()}
    rows = []
    joined = _joined(document, segments)
    printed = [blocks for _, blocks in joined]
    for first, blocks in joined:
        cells = tuple(Cell(tag, _pieces(blocks, document, tag, translations)) for tag in columns)
        shown = pictures.get(first.picture, Picture(first.picture)) if first.picture else None
        if blocks and not shown and not any(cell.written for cell in cells):
            continue  # a language alone that leaves the whole block blank
        rows.append(Row(blocks[0].role if blocks else first.role, first.group, cells, first.marker, shown))
    states = [piece.state for row in rows for cell in row.cells for piece in cell.pieces]
    titles = [
        _title(rows, n) or _said(title or document.metadata.title, tag, document, credits)
        for n, tag in enumerate(columns)
    ]
    drafts = sum(state in _UNREVIEWED for state in states)
    missing = states.count(State.UNTRANSLATED)
    return Edition(
        article=document.article,
        languages=tuple(columns),
        rows=tuple(rows),
        titles=tuple(words for words, _ in titles),
        title_languages=tuple(tag for _, tag in titles),
        source_language=document.language,
        date=date,
        author=credits.author or _unsaid(document, Role.BYLINE, document.metadata.author),
        publisher=credits.publisher or _unnamed(document, document.metadata.publisher),
        published=credits.published or _unsaid(document, Role.DATELINE, document.metadata.published),
        drafts=drafts,
        missing=missing,
        labels=(DRAFT,) * bool(drafts) + (UNTRANSLATED,) * bool(missing),
        credits=_completed(credits, document.metadata),
        statements=tuple(
            _statement((document.language, tag), printed, translations.get(tag, {}), headers.get(tag))
            for tag in columns
            if tag != document.language
        ),
    )


def bind(
    name: str, editions: Sequence[Edition], titles: Sequence[str] = (), *, credits: Credits = _NO_CREDITS
) -> Volume:
    """Bring several editions with the same columns together as a Volume.

    ``titles`` are the volume's, a column each, and ``credits`` say who made it; its name stands in for a title.
    """
    first = editions[0]
    labels = {label for edition in editions for label in edition.labels}
    whole = replace(
        first,
        article=name,
        rows=tuple(row for edition in editions for row in edition.rows),
        titles=tuple(titles) or (name,) * len(first.languages),
        date=max(edition.date for edition in editions),
        author=credits.editor,
        publisher=credits.publisher,
        published=credits.published,
        drafts=sum(edition.drafts for edition in editions),
        missing=sum(edition.missing for edition in editions),
        labels=tuple(label for label in (DRAFT, UNTRANSLATED) if label in labels),
        credits=credits,
        statements=tuple(map(_summed, zip(*(edition.statements for edition in editions), strict=True))),
    )
    return Volume(whole, tuple(editions))


def _statement(
    way: tuple[str, str],
    printed: Iterable[Iterable[Segment]],
    messages: Mapping[tuple[str, str], Message],
    header: HeaderCredits | None,
) -> Statement:
    """Count how the printed sentences of one language came about; one that stands twice counts once, figures never."""
    every = dict.fromkeys(segment.key for segments in printed for segment in segments)
    keys = [key for key in every if not _needs_nobody(messages.get(key), way)] or list(every)
    found = [one for key in keys if (one := messages.get(key)) and (one.text.strip() or one.blank)]
    drafted = [message for message in found if message.provenance]
    engines = Counter(_PERCENT.sub("", m.provenance.engine) for m in drafted if m.provenance)
    return Statement(
        language=way[1],
        sentences=len(keys),
        drafted=len(drafted),
        unchanged=sum(message.accepted_as_is for message in drafted),
        reviewed=sum(message.state is State.REVIEWED for message in found),
        untranslated=len(keys) - len(found),
        engines=tuple(engine for engine, _ in sorted(engines.items(), key=lambda item: (-item[1], item[0]))),
        header=header or HeaderCredits(),
    )


def _needs_nobody(message: Message | None, way: tuple[str, str]) -> bool:
    return message is not None and figures.copied(message.id, message.text, *way)


def _summed(statements: Sequence[Statement]) -> Statement:
    """Say of several articles together what each statement says of one."""

    def total(name: str) -> int:
        return sum(getattr(statement, name) for statement in statements)

    def every(values: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(value for found in values for value in found))

    return Statement(
        language=statements[0].language,
        sentences=total("sentences"),
        drafted=total("drafted"),
        unchanged=total("unchanged"),
        reviewed=total("reviewed"),
        untranslated=total("untranslated"),
        engines=every(statement.engines for statement in statements),
        header=HeaderCredits(
            every(statement.header.translators for statement in statements),
            every(statement.header.disclosures for statement in statements),
        ),
    )


def _joined(document: Document, segments: Sequence[Segment]) -> list[tuple[Block, list[Segment]]]:
    """The first block of each row and its segments: one block, or a caption's and the credit's right below it.

    A picture without an alternative text is a row without a segment.
    """
    found = {index: list(group) for index, group in groupby(segments, key=lambda segment: segment.block)}
    rows: list[tuple[Block, list[Segment]]] = []
    for index, block in enumerate(document.blocks):
        own = [segment for segment in found.get(index, ()) if segment.text]
        if not block.picture and (not own or _is_empty_list(own)):
            continue
        if rows and rows[-1][1] and _credits(document, rows[-1][1], index):
            rows[-1][1].extend(own)
        else:
            rows.append((block, own))
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
    if message is not None and message.blank:
        return Piece("", message.state, segment.role, tag, own)
    if message is None or not message.text.strip() or message.state is State.UNTRANSLATED:
        return Piece(segment.text, State.UNTRANSLATED, segment.role, document.language, own, segment.tags)
    said = tables.stripped(message.text) if segment.role is Role.TABLE else message.text.strip()
    text, tags = _carried(segment, said)
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


def _title(rows: Sequence[Row], column: int) -> tuple[str, str] | None:
    """The title in one column, and the language that it is in: the source's unless somebody translated it."""
    for row in rows:
        if row.role is Role.TITLE:
            cell = row.cells[column]
            own = {piece.language or cell.language for piece in cell.written}
            text = language(cell.language).joiner.join(" ".join(p.text.split()) for p in cell.written)
            return text, own.pop() if len(own) == 1 else cell.language
    return None


def _said(title: str, tag: str, document: Document, credits: Credits) -> tuple[str, str]:
    """The title of an article whose text has none, and the language that it is in; the file's name if nobody says one."""
    if own := credits.rendering(title, tag):
        return own, tag
    return title or document.article, document.language


def _completed(credits: Credits, head: Metadata) -> Credits:
    """The credits, and what only the source's head says."""
    return replace(
        credits,
        author=credits.author or head.author,
        publisher=credits.publisher or head.publisher,
        published=credits.published or head.published,
    )


def _unnamed(document: Document, publisher: str) -> str:
    """The publisher that the source's head names, unless a line above or below the text names it, too."""
    named = (block.text for block in document.blocks if block.role in _IMPRINT)
    return "" if any(publisher in text for text in named) else publisher


def _unsaid(document: Document, role: Role, said: str) -> str:
    """What the source's head says, unless the article says it itself in a block of this role."""
    return "" if any(block.role is role for block in document.blocks) else said
