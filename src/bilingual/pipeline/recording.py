"""An edition → the record of what it was made of, and what has changed since one was built."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib.metadata import version
from typing import Any

from bilingual.model import Edition, text_hash
from bilingual.project import Project

Texts = dict[str, dict[str, str]]
"""By language and ``entry_id``, the hash of what is printed and how far it is reviewed."""


def record(
    project: Project, edition: Edition, own: Mapping[str, str], programs: Sequence[str] = ()
) -> dict[str, Any]:
    """Say what an edition is made of: texts, settings, the project's own templates, program versions.

    ``programs`` name those that make its format, beside our own.
    Values are what JSON has; the same inputs give the same ones.
    """
    config = project.config
    return {
        "article": edition.article,
        "columns": list(edition.languages),
        "layout": config.layout,
        "texts": _texts(edition),
        "pictures": {row.picture.address[:80]: row.picture.digest for row in edition.rows if row.picture},
        "settings": text_hash(repr((config.page, config.article(edition.article)))),
        "templates": {name: text_hash(text) for name, text in sorted(own.items())},
        "programs": ", ".join((program(), *programs)),
    }


def program() -> str:
    """Name this program and its version."""
    return f"bilingual {version('bilingual')}"


def _texts(edition: Edition) -> Texts:
    return {
        tag: {
            piece.entry: text_hash(f"{piece.state} {piece.text}")
            for row in edition.rows
            for piece in row.cells[n].pieces
        }
        for n, tag in enumerate(edition.languages)
    }


def differences(
    then: Mapping[str, Any], now: Mapping[str, Any]
) -> tuple[list[tuple[str, str, str]], list[str]]:
    """Compare two records: the entries that differ, as (language, entry, what), and what else does.

    ``what`` is ``changed``, ``new`` or ``gone``.
    """
    entries = []
    for tag, texts in now["texts"].items():
        before = then["texts"].get(tag, {})
        for entry in dict.fromkeys([*texts, *before]):
            if before.get(entry) != texts.get(entry):
                what = "new" if entry not in before else "gone" if entry not in texts else "changed"
                entries.append((tag, entry, what))
    return entries, [
        name
        for name in ("pictures", "settings", "templates", "programs")
        if (then.get(name) or None) != (now[name] or None)
    ]
