"""Findings → compiler-style lines, GitHub annotations or JSON, and a summary that fits a screen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import click

from bilingual.model import Finding, Severity
from bilingual.printing.output import Output
from bilingual.printing.wording import count, severities

_COLORS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "blue"}
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}
"""GitHub's words."""
_MANY = 12
"""More findings than this scroll away on a small terminal: then they are counted as well."""
_LISTED = 8
"""So many codes and so many catalogs are named in the summary, which so has at most 20 lines."""


_FEW = 3
"""So many more entries of a catalog that are not translated yet are told one by one."""
_NOT_YET = "not translated yet"


class Report:
    """Prints findings as they come, and sets the exit status."""

    def __init__(self, output: Output, *, github: bool, fail_on: Severity) -> None:
        self.output = output
        self.github = github
        self.failing = tuple(Severity)[: tuple(Severity).index(fail_on) + 1]
        self.findings: list[Finding] = []

    def add(self, findings: Sequence[Finding]) -> None:
        """Print findings, without the style notes if only what is wrong is asked for."""
        summed = _summed(findings)
        for finding in findings:
            if self.output.quiet and finding.severity is Severity.NOTE:
                continue
            self.findings.append(finding)
            self.output.values.append(_value(finding))
            if finding in summed:
                told = summed[finding]
                self.output.say(_annotation(told) if self.github else _line(told), always=True)
            if finding.severity in self.failing:
                self.output.incomplete()

    def refused(self, finding: Finding) -> None:
        """Take in a catalog that can't be read; as text the error itself says it, on standard error."""
        if self.github or self.output.as_json:
            self.add([finding])

    def finish(self) -> None:
        """Print how many findings there are; of many, in which codes and catalogs."""
        if len(self.findings) > _MANY:
            self._table("findings by code", Counter(f.code for f in self.findings))
            self._table("findings by file", Counter(f.path for f in self.findings))
        found = severities(Counter(f.severity for f in self.findings))
        if found or not self.output.problems:
            self.output.say(found or "no findings")

    def _table(self, title: str, counts: Counter[str]) -> None:
        self.output.say(f"{title}:")
        for name, number in counts.most_common(_LISTED):
            self.output.say(f"{number:7}  {name}")
        rest = counts.most_common()[_LISTED:]
        if rest:
            self.output.say(f"{sum(number for _, number in rest):7}  in {count(len(rest), 'other')}")


def _summed(findings: Sequence[Finding]) -> dict[Finding, Finding]:
    """Give what is told for each finding; many of what is not translated yet in one catalog are told with the first.

    A new catalog has hundreds of them, in which all others would drown; for programs each is one.
    """
    told = {finding: finding for finding in findings}
    todo: dict[str, list[Finding]] = {}
    for finding in findings:
        if finding.code == "untranslated" and finding.message == _NOT_YET:
            todo.setdefault(finding.path, []).append(finding)
    for first, *others in todo.values():
        if len(others) >= _FEW:
            told[first] = replace(
                first, message=f"{len(others) + 1} entries are {_NOT_YET}, from this one on"
            )
            for other in others:
                del told[other]
    return told


def _line(f: Finding) -> str:
    """As compilers write it, so that editors can jump to it."""
    return f"{f.path}:{f.line}: {click.style(f.severity, fg=_COLORS[f.severity])}: {f.code}: {f.message}"


def _annotation(f: Finding) -> str:
    """As GitHub's workflow commands want it: github.com/actions/toolkit, packages/core/src/command.ts."""
    place = f"file={_property(f.path)},line={f.line},title={_property(f.code)}"
    return f"::{_LEVELS[f.severity]} {place}::{_data(f.message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _value(f: Finding) -> dict[str, Any]:
    return {
        "path": f.path,
        "line": f.line,
        "msgctxt": f.context,
        "msgid": f.id,
        "severity": f.severity.value,
        "code": f.code,
        "message": f.message,
    }
