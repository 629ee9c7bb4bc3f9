"""A book's table of contents → the words that lead to each of its pages, and the pages that it says are no text."""

from __future__ import annotations

from dataclasses import dataclass, field

from bilingual.readers.assembly import squeezed
from bilingual.readers.elements import names
from bilingual.readers.matter import is_front
from bilingual.readers.package import resolved
from bilingual.readers.trees import Element, local


@dataclass(slots=True)
class Contents:
    """What the tables of contents of a book say."""

    words: dict[str, set[str]] = field(default_factory=dict)
    """By page: the words that lead to it, without white space."""
    front: set[str] = field(default_factory=set)
    """The pages that are called covers, title pages…"""

    def add_nav(self, root: Element, name: str) -> None:
        """Take in an EPUB 3 navigation document, the part ``name``."""
        for nav in (e for e in root.iter() if local(e) == "nav"):
            for link in (e for e in nav.iter() if local(e) == "a"):
                page = resolved(name, link.get("href") or "")
                if "landmarks" in names(nav).split():
                    self._call(page, names(link))
                elif "page-list" not in names(nav).split():
                    self.words.setdefault(page, set()).add(squeezed("".join(link.itertext())))

    def add_ncx(self, root: Element, name: str) -> None:
        """Take in the table of contents of EPUB 2."""
        for point in (e for e in root.iter() if local(e) == "navpoint"):
            label = next((e for e in point if local(e) == "navlabel"), None)
            content = next((e for e in point if local(e) == "content"), None)
            if label is not None and content is not None:
                page = resolved(name, content.get("src") or "")
                self.words.setdefault(page, set()).add(squeezed("".join(label.itertext())))

    def add_guide(self, root: Element, name: str) -> None:
        """Take in what the package itself, the part ``name``, calls its pages."""
        for reference in (e for e in root.iter() if local(e) == "reference"):
            self._call(resolved(name, reference.get("href") or ""), reference.get("type") or "")

    def _call(self, page: str, said: str) -> None:
        if any(map(is_front, said.split())):
            self.front.add(page)
