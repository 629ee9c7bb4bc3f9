"""Entries with plural forms ↔ one Message for each form, as the checks see them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from bilingual.model import Finding, Message


def spread(
    messages: Sequence[Message],
) -> tuple[tuple[Message, ...], Callable[[Sequence[Finding]], tuple[Finding, ...]]]:
    """Give each plural form beside the source text that it translates, and the way back for what is found there.

    The first of several forms belongs to ``msgid``, the others, and the only form of a language like Korean, to
    ``msgid_plural``. On the way back a finding gets the context and the text of the entry in whose line it is;
    what is found in two forms alike is one finding.
    """
    keys = {message.line: message.key for message in messages}

    def restored(findings: Sequence[Finding]) -> tuple[Finding, ...]:
        placed = (
            replace(f, context=keys[f.line][0], id=keys[f.line][1]) if f.line in keys else f for f in findings
        )
        return tuple(dict.fromkeys(placed))

    return tuple(form for message in messages for form in _forms(message)), restored


def _forms(message: Message) -> Iterator[Message]:
    if not message.forms:
        yield message
        return
    for n, text in enumerate(message.forms):
        source = message.id if n == 0 and len(message.forms) > 1 else message.plural_id
        # A context of its own: several forms of one text are no inconsistency.
        yield replace(message, context=f"{message.context}\0{n}", id=source, text=text)
