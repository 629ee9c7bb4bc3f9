"""``segments`` → what it prints."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import click

from bilingual.model import Document, Segment
from bilingual.printing.output import Output


def segments(output: Output, document: Document, segments: Sequence[Segment]) -> None:
    """Every block with its line, its role and its segments."""
    if output.as_json:
        click.echo(json.dumps(_segments(document, segments), ensure_ascii=False, indent=2))
        output.as_json = False  # the format of this command is its own
        return
    for index, block in enumerate(document.blocks):
        output.say(f"{document.path}:{block.line}: {click.style(block.role, bold=True)}")
        for segment in segments:
            if segment.block == index:
                role = f"({segment.role}) " if segment.role != block.role else ""
                output.say(f"    {role}{segment.id}")
    output.say(f"{len(document.blocks)} blocks, {len(segments)} segments, {document.encoding}")


def _segments(document: Document, segments: Sequence[Segment]) -> dict[str, Any]:
    return {
        "language": document.language,
        "blocks": [
            {
                "role": block.role,
                "text": block.text,
                "line": block.line,
                "segments": [{"role": s.role, "text": s.id} for s in segments if s.block == index],
            }
            for index, block in enumerate(document.blocks)
        ],
    }
