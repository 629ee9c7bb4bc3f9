"""An entry → what the other stages see of it: its role, where its draft came from, its state."""

from __future__ import annotations

import re

from bilingual import figures
from bilingual.catalogs.entries import Entry
from bilingual.model import Message, Provenance, Role, State, text_hash

_HASH = "[0-9a-f]{8}"
_PROVENANCE = re.compile(
    rf"(?P<engine>\S.*?)(?: from (?P<language>[A-Za-z0-9-]+) (?P<pivot>{_HASH}))?, draft (?P<draft>{_HASH})"
)
BEFORE = "before"
"""Key of the ``#.`` line that says what a suggestion was before its source changed."""
_BEFORE = re.compile(rf"reviewed (?P<hash>{_HASH})")
_SECOND_OPINION = re.compile(r"\s*second opinion \([^)]*\):\s*(?P<text>.*?)\s*")
_REMARK = re.compile(r"(?:mt-score|mt-warning|second opinion \([^)]*\)):")
_TAG = re.compile(r"\s*tag (\d+):")
_BLANK = re.compile(r"^\s*bilingual:\s*blank\s*$", re.MULTILINE)
_IGNORED = re.compile(r"^\s*bilingual:\s*ignore\s+(.+)$", re.MULTILINE)


def extracted_value(entry: Entry, key: str) -> str:
    """Give what the entry's ``#. key: value`` line says; empty without one."""
    return next((line.partition(":")[2].strip() for line in entry.extracted if key_of(line) == key), "")


def key_of(line: str) -> str:
    """Give the key of a ``#. key: value`` line."""
    return line.partition(":")[0].strip()


def tag_number(line: str) -> int:
    """Give the number of a ``#. tag N: …`` line; 0 for another line."""
    found = _TAG.match(line)
    return int(found[1]) if found else 0


def provenance(entry: Entry) -> Provenance | None:
    """Read the ``#. mt:`` line; None if it is missing or doesn't read as one of ours."""
    found = _PROVENANCE.fullmatch(extracted_value(entry, "mt"))
    if not found:
        return None
    said = tuple(line.strip() for line in entry.extracted if is_remark(line))
    return Provenance(found["engine"], found["draft"], found["language"] or "", found["pivot"] or "", said)


def is_remark(line: str) -> bool:
    """Tell a ``#.`` line that a machine wrote beside its draft, for the reviser: it goes when they are done."""
    return bool(_REMARK.match(line.strip()))


def second_opinion(entry: Entry) -> str:
    """Read what another engine makes of the text (``#. second opinion (NAME): …``); empty without such a line."""
    lines = (_SECOND_OPINION.fullmatch(line) for line in entry.extracted)
    return next((found["text"] for found in lines if found), "")


def role(entry: Entry) -> Role:
    """Read the ``#. role:`` line; an unknown or missing role is a paragraph's."""
    word = extracted_value(entry, "role").partition(",")[0].strip()
    return Role(word) if word in set(Role) else Role.PARAGRAPH


def continued(entry: Entry) -> bool:
    """Tell whether the entry goes on with the block of the one before it."""
    return extracted_value(entry, "role").partition(",")[2].strip() == "continued"


def as_drafted(entry: Entry) -> bool:
    """Tell whether the text is still letter for letter what the machine wrote."""
    source = provenance(entry)
    return source is not None and all(text_hash(text) == source.draft for text in entry.texts)


def state(entry: Entry) -> State:
    """Say how far the translation is, by plain gettext and the draft's hash."""
    texts = entry.texts
    if not any(texts):
        blank = State.NEEDS_REVIEW if entry.fuzzy else State.REVIEWED
        return blank if is_blank(entry) else State.UNTRANSLATED
    if entry.fuzzy:
        return State.DRAFT if as_drafted(entry) else State.NEEDS_REVIEW
    return State.REVIEWED if all(texts) else State.NEEDS_REVIEW


def is_blank(entry: Entry) -> bool:
    """Tell whether a translator left the translation empty on purpose: ``# bilingual: blank``."""
    return bool(entry.fields.tcomment and not any(entry.texts) and _BLANK.search(entry.fields.tcomment))


def without_blank_mark(comment: str) -> str:
    """Give a translators' comment without the line that marks a deliberate blank."""
    return "\n".join(line for line in comment.split("\n") if not _BLANK.fullmatch(line))


def persons_text(entry: Entry) -> bool:
    """Tell whether the translation is a person's: written, edited, accepted, or left blank on purpose by one.

    That is everything but an empty one, a draft that nobody touched, and figures that stand as in the source.
    """
    fields = entry.fields
    if fields.msgstr == fields.msgid and figures.plain(fields.msgid) and not entry.is_plural:
        return False
    if not fields.flags and fields.msgstr:  # most entries: reviewed
        return True
    return (any(entry.texts) and not (entry.fuzzy and as_drafted(entry))) or is_blank(entry)


def reviewed_by_person(entry: Entry) -> bool:
    """Tell whether a person approved the translation for the entry's own text, not merely waved a draft through."""
    return state(entry) is State.REVIEWED and not entry.is_plural and not as_drafted(entry)


def reviewed_before(entry: Entry) -> bool:
    """Tell whether the suggestion is letter for letter what was reviewed for the former text in ``#|``.

    The ``before:`` line vouches for it by a hash of both, so that an edit of either, and the loss of the line,
    make it false: an editor that drops the line can't make a text reviewed.
    """
    fields = entry.fields
    if not entry.fuzzy or not fields.previous_msgid or entry.is_plural:
        return False
    found = _BEFORE.fullmatch(extracted_value(entry, BEFORE))
    former = (fields.previous_msgctxt or "", fields.previous_msgid)
    return found is not None and found["hash"] == _hash_before(former, fields.msgstr)


def before_line(former: tuple[str, str], translation: str) -> str:
    """Say that a translation was reviewed for a former context and text."""
    return f"{BEFORE}: reviewed {_hash_before(former, translation)}"


def _hash_before(former: tuple[str, str], translation: str) -> str:
    return text_hash("\0".join((*former, translation)))


def message(entry: Entry) -> Message:
    """Give the entry as the other stages see it."""
    fields, now = entry.fields, state(entry)
    return Message(
        context=fields.msgctxt or "",
        id=fields.msgid,
        text=entry.texts[0],
        state=now,
        role=role(entry),
        continued=continued(entry),
        line=fields.linenum,
        provenance=provenance(entry),
        accepted_as_is=now is State.REVIEWED and as_drafted(entry),
        ignored_checks=tuple(
            code
            for codes in _IGNORED.findall(fields.tcomment)
            for code in re.split(r"[,\s]+", codes.strip())
            if code
        ),
        comments=tuple(fields.tcomment.split("\n")) if fields.tcomment else (),
        second_opinion=second_opinion(entry),
        plural_id=fields.msgid_plural or "",
        forms=entry.texts if entry.is_plural else (),
        tags=tuple(number for line in entry.extracted if (number := tag_number(line))),
        blank=is_blank(entry),
        former=_former(entry),
    )


def _former(entry: Entry) -> tuple[str, str] | None:
    fields = entry.fields
    if not entry.fuzzy or not fields.previous_msgid:
        return None
    return fields.previous_msgctxt or "", fields.previous_msgid
