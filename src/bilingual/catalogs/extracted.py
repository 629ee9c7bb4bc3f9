"""An entry's ``#.`` lines → which are ours, and what they say after a sync."""

from __future__ import annotations

from bilingual.catalogs.entries import Entry
from bilingual.catalogs.states import BEFORE, key_of, tag_number
from bilingual.model import Role, Segment

OUR_KEYS = frozenset({"role", "mt", "tag", BEFORE})
"""The ``#. key: value`` lines that are written here; others, of other programs, are left as they are."""


def our_key(line: str) -> str:
    """Give the key of a ``#.`` line if it is one of ours."""
    key = "tag" if tag_number(line) else key_of(line)
    return key if key in OUR_KEYS else ""


def comment_of(entry: Entry, segment: Segment) -> str:
    """Give the ``#.`` lines of an entry of this segment: our own in their order, then those of other programs."""
    line, tags = role_line(segment), tag_lines(segment)
    if entry.fields.comment == line and not tags:
        return line
    own = [line for line in entry.extracted if our_key(line) in {"mt", BEFORE}]
    foreign = [line for line in entry.extracted if not our_key(line)]
    return "\n".join([line, *own, *tags, *foreign])


def role_line(segment: Segment) -> str:
    """Write the ``role:`` line of a segment."""
    return _ROLE_LINES[segment.role, segment.continued]


_ROLE_LINES = {
    (role, continued): f"role: {role}{', continued' * continued}"
    for role in Role
    for continued in (False, True)
}


def tag_lines(segment: Segment) -> list[str]:
    """Say what the numbered tags of a segment stand for, one line each."""
    return [f"tag {number}: {tag}" for number, tag in segment.numbered.items()] if segment.tags else []
