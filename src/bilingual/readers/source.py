"""What a reader takes, and what it gives: a file's bytes and how to read them → text, blocks, and what was left out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bilingual.errors import SourceError
from bilingual.inline import Tag
from bilingual.model import Block, Metadata, Role


@dataclass(frozen=True, slots=True)
class Options:
    """What a person says about a source that its bytes don't."""

    encoding: str = ""
    """Name of the encoding; empty finds it out."""
    selector: str = ""
    """CSS selector of a web page's article; empty finds it out."""
    wrapped: bool | None = None
    """Whether a line break inside a paragraph of a plain text is only where the line was full; None finds it out."""


_NOTHING = Metadata()
_NO_OPTIONS = Options()


@dataclass(frozen=True, slots=True)
class Source:
    """A file to be read."""

    data: bytes
    path: str
    """As it is shown in messages."""
    language: str
    """BCP 47 tag."""
    options: Options = _NO_OPTIONS


def refuse_large(source: Source, most: int) -> None:
    """Raise SourceError for a file of more than ``most`` bytes: its tree would not fit the memory."""
    if len(source.data) > most:
        raise SourceError(
            f"the file has {len(source.data) / 2**20:,.0f} MB; one article may have {most // 2**20}",
            path=source.path,
            hint="divide it into articles",
        )


@dataclass(frozen=True, slots=True)
class Reading:
    """A file, read."""

    text: str
    blocks: tuple[Block, ...]
    encoding: str = ""
    metadata: Metadata = _NOTHING
    left_out: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    front_matter: str = ""
    slips: tuple[tuple[int, str], ...] = ()


Reader = Callable[[Source], Reading]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A block before its role is known for sure."""

    text: str
    tags: tuple[Tag, ...] = ()
    role: Role | None = None
    """What the markup says that it is."""
    line: int = 0
    apart: bool = True
    """Whether it begins a new group."""
    strong: bool = False
    """Whether all of it is bold: a heading where a format has none."""
    emphasised: bool = False
    """Whether all of it is italic."""
    below_picture: bool = False
    marker: str = ""
    picture: str = ""
    """The address of the picture that it is; then ``text`` says what the picture shows, or nothing."""
    by_picture: bool = False
    """Whether it is a caption only because the picture's own words have to be one."""


def has_text(paragraphs: Sequence[Paragraph]) -> bool:
    """Whether there is anything but pictures."""
    return any(not paragraph.picture for paragraph in paragraphs)
