"""Asking before texts leave the machine: what goes where, what it costs, and yes or no."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from bilingual.errors import BilingualError, ConsentError
from bilingual.printing import Output
from bilingual.printing import drafts as show

if TYPE_CHECKING:
    from bilingual.engines import Access, Sending


class Consent:
    """What a person has agreed to in this run.

    Every host is told with the size of the work; one that is not this machine is asked about unless ``yes`` or the
    project's ``send_to`` says so. Nobody at the terminal is a no, and a dry run sends nothing away.
    """

    def __init__(self, output: Output, *, yes: bool, dry_run: bool) -> None:
        self._output = output
        self._yes = yes
        self._dry_run = dry_run
        self._told: set[tuple[str, str, str]] = set()
        self._answers: dict[str, bool] = {}

    def access(self) -> Access:
        """Give the access by which engines ask."""
        from bilingual.engines import Access

        return Access(approve=self._approve)

    def withheld(self, error: BilingualError) -> bool:
        """Say whether an error only says that a dry run has sent nothing."""
        return self._dry_run and isinstance(error, ConsentError)

    def _approve(self, sending: Sending) -> bool:
        stays = self._dry_run and not sending.local
        key = (sending.engine, sending.host, sending.language)
        if key not in self._told:
            self._told.add(key)
            show.sending(self._output, sending, dry_run=stays)
        if sending.host not in self._answers:
            agreed = sending.settled or self._yes or (not stays and self._ask(sending))
            self._answers[sending.host] = agreed and not stays
        return self._answers[sending.host]

    def _ask(self, sending: Sending) -> bool:
        if self._output.as_json or not (sys.stdin.isatty() and sys.stderr.isatty()):
            return False
        # A whole line, for a progress bar shows nothing less.
        click.echo(f"Send them to {sending.host}? [y/N]", err=True)
        answer = sys.stdin.readline().strip().lower()
        if answer in {"y", "yes"}:
            click.echo(f'(never asked again with send_to = ["{sending.host}"] under [translate])', err=True)
        return answer in {"y", "yes"}
