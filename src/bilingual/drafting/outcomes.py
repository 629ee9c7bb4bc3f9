"""What became of a passage: the draft or the reason for none, and what a reviser sees beside it."""

from __future__ import annotations

from dataclasses import dataclass

from bilingual.model import Draft


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a passage."""

    draft: Draft | None = None
    """Its notes say what the guards found."""
    refused: str = ""
    """Why an answer was thrown away; empty if there is a draft, or if the engine doesn't know."""
    opinions: tuple[tuple[str, str], ...] = ()
    """What other engines say: name and text."""

    @property
    def remarks(self) -> tuple[str, ...]:
        """The lines that a reviser sees beside the draft."""
        if not self.draft:
            return ()
        score = [] if self.draft.score is None else [f"mt-score: {round(self.draft.score, 2) + 0.0:.2f}"]
        warnings = [f"mt-warning: {line(note)}" for note in self.draft.notes]
        others = [f"second opinion ({name}): {line(text)}" for name, text in self.opinions]
        return (*score, *warnings, *others)


def line(text: str) -> str:
    """Give a text as one line, as a remark has it."""
    return " ".join(text.split())
