"""``doctor`` → what it prints."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from bilingual.printing.output import Output

if TYPE_CHECKING:
    from bilingual.doctor import Item


def items(output: Output, items: Sequence[Item]) -> None:
    """What ``doctor`` found."""
    output.values += items
    for item in items:
        mark = click.style("ok", fg="green") if item.present else click.style("missing", fg="red")
        output.say(
            f"{mark}{' ' * (9 - (2 if item.present else 7))}{item.name}  {item.detail}",
            always=not item.present,
        )
        if item.fix != output.hint:
            for line in item.fix.splitlines():
                output.say(f"         {line}", always=True)
        output.hint = item.fix
    if any(not item.present for item in items):
        output.status_code = max(output.status_code, 3)
