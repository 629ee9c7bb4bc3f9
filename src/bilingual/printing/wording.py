"""Values → the words in which every command says them."""

from __future__ import annotations

from collections import Counter

from bilingual.model import Severity


def count(number: int, noun: str) -> str:
    """Say how many there are.

    >>> count(1, "draft"), count(2, "draft")
    ('1 draft', '2 drafts')
    """
    return f"{number} {noun}{'' if number == 1 else 's'}"


def verb(changed: bool, *, dry_run: bool) -> str:
    """Say what became of a file."""
    if not changed:
        return "unchanged"
    return "would write" if dry_run else "wrote"


def short(text: str, limit: int = 60) -> str:
    r"""Shorten a text to so many characters, on one line, the last one … then.

    >>> short("年\t船", 3), short("年\t船隻", 3)
    ('年 船', '年 …')
    """
    text = one_line(text)
    return text if len(text) <= limit else f"{text[: limit - 1]}…"


def one_line(text: str) -> str:
    """Give a text as it can stand on one line: every run of white space is a space."""
    return " ".join(text.split())


def severities(counts: Counter[Severity]) -> str:
    """Say how many findings there are of each severity; nothing if there are none."""
    return ", ".join(count(counts[s], s.value) for s in Severity if counts[s])
