"""``add`` and ``segments`` → what they print."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from bilingual.errors import SourceError
from bilingual.model import Document, Segment, entry_id
from bilingual.printing.output import Output
from bilingual.printing.wording import count, short, verb

if TYPE_CHECKING:
    from bilingual.pipeline import Added


_SHOWN = 3
"""Articles that the next command names."""
_SHOWN_OF_REST = 6
"""Parts of the text that was left out which are shown."""


def added(output: Output, added: Sequence[Added], *, dry_run: bool) -> None:
    """The articles that were taken in: what they are called, and what was recognised in each."""
    for one in added:
        output.values.append(one)
        output.say(f"{verb(one.changed, dry_run=dry_run):9} {one.path}")
        output.say(f"  title     {one.title or '(none)'}")
        roles = ", ".join(f"{role} {number}" for role, number in one.roles.items())
        output.say(f"  blocks    {sum(one.roles.values())}: {roles}")
        output.say(f"  segments  {one.segments}")
        output.say(f"  text      {one.share:.0%} of the file{f', {one.encoding}' if one.encoding else ''}")
        for text in _longest(one.left_out):
            output.say(f"  left out  {short(text)}")
        if (more := len(one.left_out) - _SHOWN_OF_REST) > 0:
            output.say(f"            and {count(more, 'shorter part')} (--json has all)")
        for path in one.pictures:
            output.say(f"  picture   {path}")
        for note in one.notes:
            output.say(f"  note      {note}")
    if added:
        names = " ".join(one.path for one in added[:_SHOWN])
        output.say(f"Next: bilingual make {names}{' …' if len(added) > _SHOWN else ''}")


def _longest(texts: Sequence[str]) -> list[str]:
    """The longest of some texts, in their order."""
    shown = sorted(range(len(texts)), key=lambda n: -len(texts[n]))[:_SHOWN_OF_REST]
    return [texts[n] for n in sorted(shown)]


def segments(output: Output, document: Document, segments: Sequence[Segment]) -> None:
    """Every block with its line, its role and its segments."""
    if output.as_json:
        click.echo(json.dumps(_segments(document, segments), ensure_ascii=False, indent=2))
        output.as_json = False  # the format of this command is its own
        return
    for index, block in enumerate(document.blocks):
        place = f"{document.path}:{block.line}" if block.line else document.path
        marker = f" {block.marker}" if block.marker else ""
        output.say(f"{place}: {click.style(block.role, bold=True)}{marker}")
        if block.picture:
            output.say(f"    {short(block.picture)}")
        for segment in segments:
            if segment.block == index:
                role = f"({segment.role}) " if segment.role != block.role else ""
                output.say(f"    {entry_id(segment.key)}  {role}{segment.id}")
    encoding = f", {document.encoding}" if document.encoding else ""
    output.say(f"{len(document.blocks)} blocks, {len(segments)} segments{encoding}")
    for note in document.notes:
        output.say(f"note: {note}")
    for line, words in document.slips:
        output.warn(SourceError(words, path=document.path, line=line))


def _segments(document: Document, segments: Sequence[Segment]) -> dict[str, Any]:
    return {
        "language": document.language,
        "blocks": [
            {
                "role": block.role,
                "text": block.text,
                "line": block.line,
                **({"picture": block.picture} if block.picture else {}),
                "segments": [
                    {"id": entry_id(s.key), "role": s.role, "text": s.id}
                    for s in segments
                    if s.block == index
                ],
            }
            for index, block in enumerate(document.blocks)
        ],
    }
