"""Messages → those that want a draft, as passages to translate; answers → the drafts that are still wanted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from bilingual.drafting.outcomes import Outcome
from bilingual.inline import Unmarked, plain, unmarked
from bilingual.model import Message, Passage, Provenance, State, text_hash

Key = tuple[str, str]

_SETTLED = frozenset({State.DRAFT, State.REVIEWED})
"""States of a pivot text that belongs to its source for sure: one that needs review may be a former sentence's."""


Drafts = dict[Key, tuple[str, Provenance]]
"""New text and where it comes from, by the key of its message."""


def pending(
    messages: Sequence[Message], pivot: Sequence[Message] | None = None, pivot_language: str = ""
) -> tuple[Message, ...]:
    """Give the messages that want a draft: all without a text, and untouched drafts whose pivot has changed.

    Those whose pivot has no text yet are among them. A person's text never is.
    """
    texts = _texts(pivot or ())
    return tuple(m for m in messages if _wants_draft(m, texts.get(m.key, ""), pivot_language))


def _wants_draft(message: Message, pivot_text: str, pivot_language: str) -> bool:
    if message.state is State.UNTRANSLATED:
        return True
    return message.state is State.DRAFT and _has_changed(message, pivot_text, pivot_language)


def _has_changed(message: Message, pivot_text: str, pivot_language: str) -> bool:
    """Whether the text that a message was drafted from is another one now; False if there is none now."""
    origin = message.provenance
    return bool(
        origin
        and pivot_text
        and origin.pivot_language
        and origin.pivot_language == pivot_language
        and origin.pivot != text_hash(pivot_text)
    )


def _texts(messages: Sequence[Message]) -> dict[Key, str]:
    return {m.key: plain(m.text, m.tags) for m in messages if m.text and m.state in _SETTLED}


def passages(
    messages: Sequence[Message], pivot: Sequence[Message] | None = None, pivot_language: str = ""
) -> dict[Key, Passage]:
    """Give what is to be translated for the ``pending`` messages, each with its neighbours among all of them.

    With ``pivot``, the messages of the catalog in ``pivot_language``, that is its texts instead of the source's,
    and a message whose pivot has none is left out.
    """
    texts = {m.key: unmarked(m.id, m.tags) for m in messages} if pivot is None else _marked_texts(pivot)
    row = ["", *(texts[m.key].text if m.key in texts else "" for m in messages), ""]
    place = {m.key: n for n, m in enumerate(messages, 1)}
    return {
        m.key: Passage(
            texts[m.key].text,
            m.role,
            row[place[m.key] - 1],
            row[place[m.key] + 1],
            m.continued,
            tags=texts[m.key].spans,
            untagged=_untagged(m, texts[m.key]),
        )
        for m in pending(messages, pivot, pivot_language)
        if m.key in texts
    }


def _marked_texts(messages: Sequence[Message]) -> dict[Key, Unmarked]:
    return {m.key: unmarked(m.text, m.tags) for m in messages if m.text and m.state in _SETTLED}


def _untagged(message: Message, text: Unmarked) -> tuple[int, ...]:
    """The tags that the text lacks from which a message is drafted."""
    if not message.tags:
        return ()
    there = {number for number, _, _ in text.spans}
    return tuple(sorted(n for n, _, _ in unmarked(message.id, message.tags).spans if n not in there))


def portions(passages: Sequence[Passage], size: int) -> Iterator[tuple[Passage, ...]]:
    """Give each distinct text once, in order, in calls of so many; 0 makes one call of all."""
    distinct: dict[str, Passage] = {}
    for passage in passages:
        distinct.setdefault(passage.wording, passage)
    row = tuple(distinct.values())
    step = size or len(row) or 1
    for start in range(0, len(row), step):
        yield row[start : start + step]


def drafts(
    wanted: Mapping[Key, Passage], outcomes: Mapping[str, Outcome], pivot_language: str = ""
) -> Drafts:
    """Give the drafts among the outcomes, which are told apart by the text, with its tags, that was translated.

    ``pivot_language`` is the tag of the catalog that these texts come from, if that is not the source.
    """
    made: Drafts = {}
    for key, passage in wanted.items():
        outcome = outcomes.get(passage.wording)
        if outcome and outcome.draft:
            draft = outcome.draft
            pivot = text_hash(passage.text) if pivot_language else ""
            made[key] = (
                draft.wording,
                Provenance(draft.engine, text_hash(draft.wording), pivot_language, pivot, outcome.remarks),
            )
    return made


def still_wanted(drafts: Drafts, before: Sequence[Message], now: Sequence[Message]) -> Drafts:
    """Keep the drafts of messages that are as they were when the drafting began.

    A person may have saved the catalog meanwhile: what they wrote stays.
    """
    known = {m.key: (m.state, m.text) for m in before}
    unchanged = {m.key for m in now if known.get(m.key) == (m.state, m.text)}
    return {key: value for key, value in drafts.items() if key in unchanged}


def stale(
    messages: Sequence[Message], pivot: Sequence[Message], pivot_language: str = ""
) -> tuple[Message, ...]:
    """Give a person's messages whose draft came from a pivot text that has changed since; never changed by us.

    ``pivot_language`` limits it to the messages drafted from that language's catalog.
    """
    texts = _texts(pivot)
    return tuple(
        m
        for m in messages
        if m.state in {State.REVIEWED, State.NEEDS_REVIEW}
        and m.provenance
        and _has_changed(m, texts.get(m.key, ""), pivot_language or m.provenance.pivot_language)
    )
