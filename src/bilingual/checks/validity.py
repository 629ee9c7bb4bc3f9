"""A catalog → what msgfmt would say of its header, and of entries that are still marked fuzzy."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from bilingual.checks.pairs import Found, Pair
from bilingual.errors import UsageError
from bilingual.languages import language

_FIELDS = (
    "Project-Id-Version",
    "PO-Revision-Date",
    "Last-Translator",
    "Language-Team",
    "MIME-Version",
    "Content-Type",
    "Content-Transfer-Encoding",
)
"""What ``msgfmt --check-header`` asks for (gettext 0.21, msgl-check.c)."""
_EXAMPLES = {
    "Project-Id-Version": "spring-issue",
    "PO-Revision-Date": "2026-11-25 22:40+0800",
    "Last-Translator": "Kim Min-ji <kim@example.org>",
    "Language-Team": "News desk <desk@example.org>",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
}
"""A value of each, for who writes the header by hand."""
_UNFILLED = (
    "PACKAGE VERSION",
    "YEAR-MO-DA",
    "FULL NAME <EMAIL@ADDRESS>",
    "LANGUAGE <LL@li.org>",
    "CHARSET",
    "ENCODING",
)
"""What a template holds until somebody fills it in."""


def header(fields: Mapping[str, str], tag: str) -> Iterator[Found]:
    """A header field that gettext's tools need and that is missing, unfilled, or names another language."""
    if not fields:
        return
    missing = [name for name in _FIELDS if name not in fields]
    unfilled = [name for name in _FIELDS if any(word in fields.get(name, "") for word in _UNFILLED)]
    if missing:
        yield f"the header has no {_examples(missing)}"
    if unfilled:
        yield f"not filled in: {_examples(unfilled)}"
    named = fields.get("Language", "").strip()
    if not named:
        yield f"the header does not say its Language ({language(tag).gettext})"
    elif not _same(named, tag):
        yield f"the header's Language is {named}, the catalog's place says {language(tag).gettext}"


def _examples(names: Sequence[str]) -> str:
    return ", ".join(f"{name} (such as {_EXAMPLES[name]})" for name in names)


def _same(named: str, tag: str) -> bool:
    try:
        return language(re.split("[.@]", named)[0]).base == language(tag).base
    except UsageError:
        return False


def newlines(pair: Pair) -> Iterator[Found]:
    r"""A ``\n`` at the beginning or end of one side only: msgfmt refuses it as soon as the fuzzy mark is gone."""
    if pair.marked_text:
        for words, there, here in (
            ("begins", pair.marked_source.startswith("\n"), pair.marked_text.startswith("\n")),
            ("ends", pair.marked_source.endswith("\n"), pair.marked_text.endswith("\n")),
        ):
            if there != here:
                yield rf"only one of source and translation {words} with \n"
