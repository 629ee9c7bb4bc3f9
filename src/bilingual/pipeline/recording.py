"""An edition → the record of what it was made of, and what has changed since one was built."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib.metadata import version
from typing import Any

from bilingual.model import Edition, Volume, text_hash
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
        "settings": _settings(project, [edition.article]),
        "credits": text_hash(repr((edition.credits, edition.statements))),
        "templates": {name: text_hash(text) for name, text in sorted(own.items())},
        "programs": ", ".join((program(), *programs)),
    }


def record_volume(
    project: Project, volume: Volume, own: Mapping[str, str], programs: Sequence[str] = ()
) -> dict[str, Any]:
    """Say what a volume is made of, as ``record`` does; its entries are named ``article/entry``."""
    names = [edition.article for edition in volume.editions]
    texts: Texts = {tag: {} for tag in volume.whole.languages}
    for edition in volume.editions:
        for tag, found in _texts(edition).items():
            texts[tag] |= {f"{edition.article}/{entry}": value for entry, value in found.items()}
    return {
        **record(project, volume.whole, own, programs),
        "articles": names,
        "titles": list(volume.whole.titles),
        "texts": texts,
        "settings": _settings(project, names, volume.whole.article),
    }


def _settings(project: Project, articles: Sequence[str], volume: str = "") -> str:
    config = project.config
    own = [config.article(name) for name in articles]
    return text_hash(repr((config.page, config.colophon, config.licence, own, config.volumes.get(volume))))


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
        for name in ("pictures", "credits", "settings", "templates", "programs")
        if (then.get(name) or None) != (now[name] or None)
    ]
