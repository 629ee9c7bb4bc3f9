"""What every engine is: many passages in, one draft or None each out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from bilingual.errors import ConsentError
from bilingual.model import Draft, Passage


class Way(StrEnum):
    """Between which languages an engine translates without a detour."""

    ANY = "any"
    """Between any two."""
    ENGLISH = "english"
    """From English and to English; everything else is best led through the English catalog."""
    MODELS = "models"
    """As the installed Argos models lead."""


class Terms(StrEnum):
    """How an engine learns the glossary."""

    PROTECTED = "protected"
    """It does not: terms are taken out of its texts and put back into its drafts."""
    TOLD = "told"
    """From ``Passage.terms``; its drafts are checked for them."""
    FREE = "free"
    """It does not, and its drafts stand as they are: they are a person's, or nobody's."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence that somebody has translated before."""

    source: str
    target: str
    origin: str
    """Where it stands: an article, or a file."""


@dataclass(frozen=True, slots=True)
class Sending:
    """What an engine is about to send over the network, and what that will cost."""

    engine: str
    host: str
    local: bool
    """Whether the host is this machine."""
    passages: int
    characters: int
    requests: int
    tokens: int = 0
    """Estimated, in both directions; 0 where a service doesn't count tokens."""
    cost: float | None = None
    """Estimated, in the unit of the configured price; None if there is no price."""
    language: str = ""
    """BCP 47 tag of what the texts become."""
    settled: bool = False
    """Whether the project has agreed to this host."""


@dataclass(frozen=True, slots=True)
class Access:
    """What an engine may use beyond its settings; without more, it knows nothing and sends nothing away."""

    known: Callable[[str, str], Sequence[Unit]] = lambda _source, _target: ()
    """The translations that the project has from a language into another."""
    approve: Callable[[Sending], bool] = lambda sending: sending.local
    """Says whether texts may be sent; asked before every call, so it should remember."""
    progress: Callable[[int], None] = lambda _count: None
    """Told how many passages have got done, by engines whose calls take long."""


class Engine(Protocol):
    """Something that writes drafts. One that inherits from this class says only where it differs."""

    way: Way = Way.ANY
    terms: Terms = Terms.PROTECTED
    portion: int = 0
    """How many passages it gets in one call, 0 for all; what a call gives is saved before the next."""

    def translate(self, passages: Sequence[Passage], source: str, target: str) -> list[Draft | None]:
        """Draft every passage; None where the engine doesn't know.

        ``source`` and ``target`` are BCP 47 tags. Raises MissingError if something has to be installed or set
        first, PackageError if it is damaged, EngineError if a server can't be used.
        """
        ...

    def again(self, passages: Sequence[Passage], source: str, target: str) -> list[Draft | None]:
        """Draft passages once more whose drafts were no good, in another way; None where there is no other."""
        del source, target
        return [None] * len(passages)

    def sending(self, passages: Sequence[Passage], source: str, target: str) -> Sending | None:
        """Say what ``translate`` would send over the network; None if nothing leaves the process."""
        del passages, source, target
        return None


def refuse_unapproved(access: Access, sending: Sending) -> None:
    """Raise ConsentError, with nothing sent, unless the texts may go where the engine would send them."""
    if not access.approve(sending):
        raise ConsentError(
            f"{sending.engine}: nobody has agreed that texts go to {sending.host}",
            hint=f'agree for this run: --yes; or for this project, under [translate]: send_to = ["{sending.host}"]',
        )
