"""A catalog anywhere, by its path → Findings: its languages are read from its header, or told."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from bilingual import catalogs, files
from bilingual.errors import CatalogError, UsageError
from bilingual.languages import language
from bilingual.model import Finding, Message, Severity
from bilingual.pipeline.checking import check_messages
from bilingual.project import Project

INVALID = "invalid"
"""The code under which a catalog that gettext would refuse is reported."""
_TEMPLATE = ".pot"
_CONVENTION = "en"
"""What gettext's manual takes source texts to be written in."""
_SCRIPTS = (("ja", "\u3041-\u30ff"), ("ko", "\uac00-\ud7a3"), ("zh-Hant", "\u4e00-\u9fff"))
"""Scripts that tell the language of source texts, the surest first."""
_ENOUGH = 0.2
"""So many of the texts must hold the script: kana stands in nearly every Japanese sentence, but not in headings."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found in one catalog."""

    language: str
    """BCP 47 tag."""
    findings: tuple[Finding, ...]
    assumed: str = ""
    """The source language, if nothing but the texts themselves told it."""


def check_path(
    path: Path, *, source: str = "", language_told: str = "", project: Project | None = None
) -> Checked:
    """Look through a catalog of any origin; what is told goes before what its header says.

    ``project`` gives the glossary, the settings and the source language, if the catalog belongs to one.
    Raises FileError, CatalogError for what gettext would refuse, and UsageError where the language of the
    translations is not to be found.
    """
    if path.suffix.lower() == _TEMPLATE:
        raise UsageError(
            "a template holds no translations to check",
            path=str(path),
            hint=f"check the catalogs made from it, for example {_example(path)}",
        )
    catalog = catalogs.parse(files.read(path), path=str(path), language="")
    tag = _target(catalog, path, language_told)
    known = (
        _told(source) or _header(catalog, "X-Source-Language") or (project.config.source if project else "")
    )
    written = known or _written_in(catalog.messages)
    catalog = replace(catalog, language=tag)
    return Checked(tag, check_messages(catalog, written, project), "" if known else written)


def refusal(error: CatalogError) -> Finding:
    """Give the error of a catalog that gettext would refuse as a finding at its line."""
    return Finding(error.path, max(1, error.line), Severity.ERROR, INVALID, error.message)


def _example(path: Path) -> str:
    return str(path.parent / "ko" / "LC_MESSAGES" / f"{path.stem}.po")


def _told(tag: str) -> str:
    return language(tag).tag if tag else ""


def _header(catalog: catalogs.Catalog, name: str) -> str:
    """Read a language from the header: ``zh_TW``, ``ko_KR.UTF-8`` and ``sr@latin`` are understood."""
    value = re.split("[.@]", catalog.header.get(name, ""))[0].strip()
    try:
        return _told(value)
    except UsageError:
        raise UsageError(
            f"the header's {name} is “{value}”, which is no language that is known here",
            path=catalog.path,
            hint=f"correct it there, or say {'--source-language' if 'Source' in name else '--language'} TAG",
        ) from None


def _target(catalog: catalogs.Catalog, path: Path, told: str) -> str:
    found = _told(told) or _header(catalog, "Language") or _from_path(path)
    if not found:
        raise UsageError(
            "the header does not say in which language the translations are",
            path=str(path),
            hint="write Language: into it, or say --language TAG, for example --language ko",
        )
    return found


def _from_path(path: Path) -> str:
    """Read the language from where gettext's tools keep catalogs: ``ko/LC_MESSAGES/x.po`` or ``ko.po``."""
    name = path.absolute().parent.parent.name if path.absolute().parent.name == "LC_MESSAGES" else path.stem
    try:
        return _told(name)
    except UsageError:
        return ""


def _written_in(messages: Sequence[Message]) -> str:
    """Tell the source language by its script; else English, as gettext's manual has it."""
    texts = [message.id for message in messages]
    counts = Counter(tag for text in texts for tag, script in _SCRIPTS if re.search(f"[{script}]", text))
    return next((tag for tag, _ in _SCRIPTS if counts[tag] > _ENOUGH * len(texts)), _CONVENTION)
