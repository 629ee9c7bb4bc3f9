"""Messages (or a Document) → Findings: every check is a function under its code in ``CHECKS``."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from bilingual.checks import entry, source
from bilingual.checks.entry import Found
from bilingual.glossary import Glossary
from bilingual.model import Document, Finding, Message, Severity

CHECKS: dict[str, tuple[Severity, Callable[[entry.Pair], Iterable[Found]]]] = {
    "untranslated": (Severity.ERROR, entry.untranslated),
    "empty": (Severity.ERROR, entry.empty),
    "han": (Severity.ERROR, entry.han),
    "number": (Severity.ERROR, entry.number),
    "brackets": (Severity.ERROR, entry.brackets),
    "glossary": (Severity.ERROR, entry.glossary),
}
"""What is looked for in each entry of a catalog."""

SOURCE_CHECKS: dict[str, tuple[Severity, Callable[[Document], Iterable[source.Found]]]] = {
    "source-brackets": (Severity.WARNING, source.brackets),
}
"""What is looked for in the source itself."""

CODES = (*CHECKS, *SOURCE_CHECKS)


@dataclass(frozen=True, slots=True)
class Catalog:
    """What is checked: where the entries stand and between which languages they lie."""

    path: str
    source: str
    language: str
    messages: Sequence[Message]


def check(catalog: Catalog, glossary: Glossary, *, ignore: Collection[str] = ()) -> tuple[Finding, ...]:
    """Look through a catalog; findings come in the order of its entries.

    ``ignore`` silences codes for the whole project, ``Message.ignored_checks`` for one entry.
    """
    return tuple(_findings(catalog, glossary, ignore))


def _findings(catalog: Catalog, glossary: Glossary, ignore: Collection[str]) -> Iterator[Finding]:
    for message in catalog.messages:
        pair = entry.Pair(message.id, message.text, catalog.source, catalog.language, glossary)
        for code, (severity, function) in CHECKS.items():
            if code in ignore or code in message.ignored_checks:
                continue
            for found in function(pair):
                yield Finding(catalog.path, message.line, severity, code, found, catalog.language)


def check_source(document: Document, *, ignore: Collection[str] = ()) -> tuple[Finding, ...]:
    """Look through a source for what its publisher should mend; findings come by check, then by line."""
    return tuple(
        Finding(document.path, line, severity, code, found)
        for code, (severity, function) in SOURCE_CHECKS.items()
        if code not in ignore
        for line, found in function(document)
    )
