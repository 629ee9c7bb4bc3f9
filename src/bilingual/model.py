"""The values that pass between the stages: frozen, whole and picklable."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from bilingual.credits import Credits, Statement
from bilingual.inline import Span, Tag, marked, numbered, written
from bilingual.picture import Picture
from bilingual.roles import RUNNING_TEXT as RUNNING_TEXT
from bilingual.roles import Role as Role


class State(StrEnum):
    """How far a translation is; see DESIGN: states live in plain gettext."""

    UNTRANSLATED = "untranslated"
    DRAFT = "draft"
    NEEDS_REVIEW = "needs review"
    REVIEWED = "reviewed"


class Severity(StrEnum):
    """How sure a check is that a finding must be mended before printing."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Block:
    """One line or paragraph of the source and the role it plays."""

    role: Role
    text: str
    """As it stands in ``Document.text``, without its line end."""
    line: int
    """Line number in the source file, from 1; 0 where a file has no lines (DOCX, ODT, EPUB)."""
    start: int
    """Offset of the line in ``Document.text``, in code points."""
    group: int
    """Number of the group between blank lines, from 0: a caption and its credit share one."""
    tags: tuple[Tag, ...] = ()
    """Its inline markup, at offsets of ``text``."""
    marker: str = ""
    """What stands before it and is not in its text: the bullet or number of a marked-up list, ``•`` or ``2.``."""
    picture: str = ""
    """Where the picture is that stands here, as the source says it: a path, an address, a part of a package. Such
    a block has the role ALT, and its caption comes right below it; its text may be empty."""

    @property
    def end(self) -> int:
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a source says of itself outside its text: in a front matter, a web page's head, a package's properties."""

    title: str = ""
    author: str = ""
    published: str = ""
    """ISO 8601 date."""
    language: str = ""
    """As the source writes it."""
    publisher: str = ""
    renderings: tuple[tuple[str, str, str], ...] = ()
    """What author and publisher are in other languages, as in ``Credits``."""


@dataclass(frozen=True, slots=True)
class Document:
    """A source file, read: its whole text and its blocks in reading order.

    Law: what lies between two blocks, before the first and after the last, is white space only.
    """

    path: str
    """As it is shown and referred to, e.g. ``source/washington-declaration.txt``."""
    article: str
    """The name of the article, which is its gettext domain, e.g. ``washington-declaration``."""
    language: str
    """BCP 47 tag."""
    text: str
    """Of a plain text the whole file; where lines were joined, and of marked-up formats, the text in the markup."""
    blocks: tuple[Block, ...]
    encoding: str = "utf-8"
    """Empty for packages (DOCX, ODT, EPUB)."""
    metadata: Metadata = Metadata()
    left_out: tuple[str, ...] = ()
    """Text of the source that is not the article's: a web page's menus and links, a front matter."""
    front_matter: str = ""
    """That front matter, whose values are in ``metadata`` and ``blocks``; empty if there is none."""
    notes: tuple[str, ...] = ()
    """What a person should know of how it was read, e.g. that hard-wrapped lines were joined."""
    slips: tuple[tuple[int, str], ...] = ()
    """Lines of the front matter that were meant to say something and don't, and what to write there."""


@dataclass(frozen=True, slots=True)
class Segment:
    """One sentence (or title, caption, credit…) of a block: the unit that is translated.

    Law: what lies between the segments of a block is white space only.
    """

    role: Role
    """Usually the block's; a credit at the end of a caption has its own."""
    text: str
    """Without outer white space."""
    block: int
    """Index of its block in ``Document.blocks``."""
    start: int
    """Offset in the block's text, in code points."""
    continued: bool = False
    """True if the segment before it in the same block has the same role."""
    tags: tuple[Tag, ...] = ()
    """Its inline markup, at offsets of ``text``."""

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    @property
    def id(self) -> str:
        """The ``msgid`` of its catalog entry: the text with its tags, numbered from 1."""
        return marked(self.text, self.tags)

    @property
    def numbered(self) -> dict[int, Tag]:
        """What each number in ``id`` stands for."""
        return numbered(self.text, self.tags)

    @property
    def key(self) -> tuple[str, str]:
        """What identifies its catalog entry: (msgctxt, msgid)."""
        return (self.role.context, self.id)


@dataclass(frozen=True, slots=True)
class Passage:
    """One text to translate, and what an engine may want to know of its place in the article."""

    text: str
    role: Role = Role.PARAGRAPH
    before: str = ""
    """The text that comes before it in the article, in the language of ``text``; empty at its beginning."""
    after: str = ""
    """The text that follows; empty at the end."""
    continued: bool = False
    """True if it continues the block of the passage before it."""
    terms: tuple[tuple[str, str], ...] = ()
    """The terms of the glossary that occur in it, each with its preferred rendering."""
    tags: tuple[Span, ...] = ()
    """Its inline tags, at offsets of ``text``, which is without them."""
    untagged: tuple[int, ...] = ()
    """Numbers of tags that the catalog's entry has, but the text that it is drafted from (its English) has lost."""

    @property
    def wording(self) -> str:
        """The text with its tags: what one passage is told from another by."""
        return written(self.text, self.tags)


Alignment = tuple[tuple[int, int, int, int], ...]
"""Start and end of some words of a source, and start and end of those of the draft that stand for them."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What an engine offers for one text."""

    text: str
    engine: str
    """Engine and model as the ``mt:`` line says them, e.g. ``argos zt-en 1.9``."""
    notes: tuple[str, ...] = ()
    """What a reviser should know, e.g. that a glossary term was lost."""
    score: float | None = None
    """Mean log-probability of its tokens (natural logarithm, 0 is certain); None if the engine doesn't say."""
    cut: bool = False
    """Whether the engine was stopped before it came to an end."""
    tags: tuple[Span, ...] = ()
    """The inline tags of its passage, at offsets of ``text``, which is without them."""
    alignment: Alignment = ()
    """Which words stand for which, as far as the engine says."""

    @property
    def wording(self) -> str:
        """The text with its tags, as it stands in a catalog."""
        return written(self.text, self.tags)


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a draft comes from: the ``#. mt:`` line of its entry, and the machine's remarks below it."""

    engine: str
    """E.g. ``argos zt-en 1.9``."""
    draft: str
    """``text_hash`` of the draft as it was written."""
    pivot_language: str = ""
    """BCP 47 tag of the catalog that it was drafted from, if that is not the source."""
    pivot: str = ""
    """``text_hash`` of the text in that catalog that it was drafted from."""
    remarks: tuple[str, ...] = ()
    """What a reviser sees beside the draft, a ``key: value`` line each: ``mt-score: -0.42``, ``mt-warning: …``,
    ``second opinion (NAME): …``."""

    def __str__(self) -> str:
        pivot = f" from {self.pivot_language} {self.pivot}" if self.pivot_language else ""
        return f"{self.engine}{pivot}, draft {self.draft}"


def text_hash(text: str) -> str:
    """Give the 8 hexadecimal digits that mark a draft or a pivot text in a catalog (BLAKE2b)."""
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=4).hexdigest()


def entry_id(key: tuple[str, str]) -> str:
    """Give the 6 hexadecimal digits by which a page names a catalog entry, from its context and source text.

    The same in every language. Of 1,000 entries two share one with a chance of 3 %; it is for people's eyes.
    """
    return text_hash("\x04".join(key))[:6]


@dataclass(frozen=True, slots=True)
class Message:
    """A catalog entry as the other stages see it."""

    context: str
    id: str
    """``msgid``: the source text."""
    text: str
    """``msgstr``: the translation, empty if there is none."""
    state: State
    role: Role = Role.PARAGRAPH
    continued: bool = False
    """True if it continues the block of the message before it."""
    line: int = 0
    """Line of its ``msgid`` in the catalog, from 1."""
    provenance: Provenance | None = None
    accepted_as_is: bool = False
    """Reviewed, and still letter for letter what the machine drafted."""
    ignored_checks: tuple[str, ...] = ()
    """Codes that a translator silenced for this entry (``# bilingual: ignore number``)."""
    comments: tuple[str, ...] = ()
    """The lines of its translators' comments, without the mark."""
    second_opinion: str = ""
    """Another engine's translation of the same text, from its ``#. second opinion (NAME): …`` line."""
    plural_id: str = ""
    """``msgid_plural``; empty for an entry without plural forms."""
    forms: tuple[str, ...] = ()
    """Every plural form of the translation, ``text`` the first of them; empty without plural forms."""
    tags: tuple[int, ...] = ()
    """The numbers that its ``#. tag N:`` lines name: nothing else in ``id`` and ``text`` is a tag."""
    blank: bool = False
    """Empty on purpose (``# bilingual: blank``): a neighbour's translation says it, too."""
    former: tuple[str, str] | None = None
    """Context and source text that a fuzzy translation was made for, if it names them (``#| msgid``)."""

    @property
    def key(self) -> tuple[str, str]:
        return (self.context, self.id)


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check has to say about one place."""

    path: str
    line: int
    severity: Severity
    code: str
    """E.g. ``number``; documented in docs/checks.md and silenced by this word."""
    message: str
    language: str = ""
    """BCP 47 tag of the catalog; empty for the source."""
    context: str = ""
    """``msgctxt`` of the entry; empty where it has none, and for the source."""
    id: str = ""
    """``msgid`` of the entry; empty for the source, and for what concerns a catalog as a whole."""

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.severity}: {self.code}: {self.message}"


@dataclass(frozen=True, slots=True)
class Piece:
    """One segment's text in one language on the page."""

    text: str
    """Empty for a deliberate blank: what it says stands beside a neighbour."""
    state: State
    """``REVIEWED`` for the source's own text."""
    role: Role
    language: str = ""
    """BCP 47 tag of ``text``: the source's where the translation is missing."""
    entry: str = ""
    """``entry_id`` of its catalog entry, empty where there is none."""
    tags: tuple[Tag, ...] = ()
    """Its inline markup, at offsets of ``text``."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One block in one language: its pieces in reading order, joined as the language joins sentences."""

    language: str
    """BCP 47 tag of the column."""
    pieces: tuple[Piece, ...]

    @property
    def written(self) -> tuple[Piece, ...]:
        """Those that say something: all but deliberate blanks."""
        return tuple(piece for piece in self.pieces if piece.text)


@dataclass(frozen=True, slots=True)
class Row:
    """What stands side by side: one block in every language of the edition."""

    role: Role
    group: int
    cells: tuple[Cell, ...]
    """Of a picture the alternative texts; a cell without a piece if there is none."""
    marker: str = ""
    """The bullet or number of a list that is not in its text."""
    picture: Picture | None = None
    """What a row of the role ALT shows; its texts are not printed where it can be seen."""
    continued: bool = False
    """True if it is cut off a row whose beginning, with its marker, stands before it."""


@dataclass(frozen=True, slots=True)
class Edition:
    """An article ready to be laid out in the given columns."""

    article: str
    languages: tuple[str, ...]
    """BCP 47 tags of the columns, from the left."""
    rows: tuple[Row, ...]
    titles: tuple[str, ...]
    """The title in each language; the file's name where the article has none."""
    source_language: str
    date: str = ""
    """When the inputs last changed, ISO 8601; it dates the PDF. Empty if no input says."""
    author: str = ""
    publisher: str = ""
    published: str = ""
    """Date of the article itself, ISO 8601, from the configuration."""
    drafts: int = 0
    """How many pieces are drafts or need review."""
    missing: int = 0
    """How many pieces stand in the source language for want of a translation."""
    labels: tuple[str, ...] = field(default=())
    """Reserved words printed with the edition, e.g. ``Draft``; empty for a clean one."""
    credits: Credits = field(default_factory=Credits)
    """Where the source text comes from, and its licence."""
    statements: tuple[Statement, ...] = ()
    """How each translation in it came about, in the order of the columns."""
    footnotes: Mapping[str, tuple[Row, ...]] = field(default_factory=dict)
    """Notes that stand at the foot of the page of their mark instead of in ``rows``: their paragraphs by the name that the
    tag of the mark has for them. Only a layout moves them there."""
    title_languages: tuple[str, ...] = ()
    """BCP 47 tags of ``titles``: the source's where one is not translated. Empty: each is in its column's."""

    def title_language(self, n: int) -> str:
        """Give the language that the title of a column is written in."""
        return (self.title_languages or self.languages)[n]

    def names(self, text: str) -> tuple[str, ...]:
        """Give what one of its credits is in its languages, in the order of the columns, each once."""
        return tuple(dict.fromkeys(self.credits.worded(text, tag) for tag in self.languages if text))


@dataclass(frozen=True, slots=True)
class Volume:
    """Several articles in one edition, one after the other."""

    whole: Edition
    """All of them as one: the volume's name and titles, every row, what is said of the whole."""
    editions: tuple[Edition, ...]
    """Each article, in the columns of the whole."""
