"""Messages without a translation + an engine → drafts, straight from the source or through the English catalog."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise
from typing import Protocol

from bilingual.errors import MissingError
from bilingual.inline import plain
from bilingual.languages import language
from bilingual.model import Draft, Message, Provenance, State, text_hash

PIVOT = "en"
"""The language that leads from any source to any target where no model does so straight."""

Drafts = dict[tuple[str, str], tuple[str, Provenance]]
"""New text and where it comes from, by the key of its message."""

_SETTLED = frozenset({State.DRAFT, State.REVIEWED})
"""States of a pivot text that belongs to its source for sure: one that needs review may be a former sentence's."""


class Engine(Protocol):
    """``engines.Engine``, as far as drafting needs it: texts in, drafts out."""

    def translate(self, texts: Sequence[str], source: str, target: str) -> list[Draft | None]: ...


def route(source: str, target: str, pairs: Collection[tuple[str, str]], *, beside: Sequence[str] = ()) -> str:
    """Give ``""`` if a model leads straight from source to target, ``"en"`` if two do through English.

    All are BCP 47 tags, those of ``pairs`` (what is installed) without a region. Raises MissingError that says
    which models are missing and how to get them; its commands bring those for the targets ``beside`` as well.
    """
    missing = _missing(source, target, pairs)
    if not missing:
        return "" if (language(source).base, language(target).base) in pairs else PIVOT
    names = " and ".join(f"{a} → {b}" for a, b in missing)
    targets = dict.fromkeys((*beside, target))
    lacking = {pair: None for tag in targets for pair in _missing(source, tag, pairs)}
    tags = dict.fromkeys((source, *(b for _, b in lacking if b == PIVOT), *targets))
    raise MissingError(
        f"no model for {source} → {target}" + (f": {names} missing" if PIVOT not in (source, target) else ""),
        hint=f"from the index:  bilingual models install {' '.join(tags)}\n"
        f"from a file:     bilingual models install {' '.join(_file_name(*pair) for pair in lacking)}",
    )


def _missing(source: str, target: str, pairs: Collection[tuple[str, str]]) -> list[tuple[str, str]]:
    """The steps from source to target, straight or through English, that no model takes."""
    start, end = language(source).base, language(target).base
    if (start, end) in pairs:
        return []
    way = [(start, PIVOT), (PIVOT, end)] if PIVOT not in (start, end) else [(start, end)]
    return [pair for pair in way if pair not in pairs]


def _file_name(source: str, target: str) -> str:
    return f"translate-{language(source).argos}_{language(target).argos}-….argosmodel"


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


def _texts(messages: Sequence[Message]) -> dict[tuple[str, str], str]:
    return {m.key: plain(m.text, m.tags) for m in messages if m.text and m.state in _SETTLED}


def draft(
    messages: Sequence[Message],
    engine: Engine,
    *,
    source: str,
    target: str,
    pivot: Sequence[Message] | None = None,
    pivot_language: str = "",
) -> Drafts:
    """Draft what is ``pending``, each text once and all of them in one call of the engine.

    With ``pivot``, the messages of another catalog in ``pivot_language``, its texts are translated instead of the
    source's, and a message whose pivot has none is left out. With ``pivot_language`` alone (there is no such
    catalog) the engine's own translation into it leads on. Messages that the engine can't do are left out.
    Raises what the engine raises.
    """
    wanted = pending(messages, pivot, pivot_language)
    if pivot is None:
        texts = {m.key: plain(m.id, m.tags) for m in wanted}
        made = _through(texts, engine, (source, *([pivot_language] if pivot_language else []), target))
        return {key: (d.text, _provenance(d)) for key, d in made.items()}
    known = _texts(pivot)
    texts = {m.key: known[m.key] for m in wanted if m.key in known}
    made = _through(texts, engine, (pivot_language, target))
    return {key: (d.text, _provenance(d, pivot_language, texts[key])) for key, d in made.items()}


def _through(
    texts: Mapping[tuple[str, str], str], engine: Engine, way: Sequence[str]
) -> dict[tuple[str, str], Draft]:
    """Translate from each language of the way to the next; what gets lost on it is left out."""
    step, *rest = pairwise(way)
    made = _translate(texts, engine, *step)
    for start, end in rest:
        further = _translate({key: d.text for key, d in made.items()}, engine, start, end)
        made = {
            key: Draft(d.text, f"{made[key].engine} + {d.engine}", (*made[key].notes, *d.notes))
            for key, d in further.items()
        }
    return made


def _translate(
    texts: Mapping[tuple[str, str], str], engine: Engine, source: str, target: str
) -> dict[tuple[str, str], Draft]:
    distinct = list(dict.fromkeys(texts.values()))
    if not distinct:
        return {}
    answers = dict(zip(distinct, engine.translate(distinct, source, target), strict=True))
    found = ((key, answers[text]) for key, text in texts.items())
    return {key: answer for key, answer in found if answer and answer.text.strip()}


def _provenance(draft: Draft, pivot_language: str = "", pivot_text: str = "") -> Provenance:
    return Provenance(
        engine=draft.engine,
        draft=text_hash(draft.text),
        pivot_language=pivot_language,
        pivot=text_hash(pivot_text) if pivot_language else "",
    )


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
