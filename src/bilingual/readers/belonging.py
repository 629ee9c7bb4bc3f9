"""Parts of a page beside an article's text → whether they are the article's: by their names, their words, their links."""

from __future__ import annotations

import re
from collections.abc import Callable

from bilingual.model import Role
from bilingual.readers.classes import names as class_words
from bilingual.readers.classes import role_named
from bilingual.readers.elements import BLOCKS, HEADINGS, SILENT, dense, names
from bilingual.readers.images import shown
from bilingual.readers.markers import Markers
from bilingual.readers.parts import NOTE_ID
from bilingual.readers.trees import Element, local

_LINKED = 0.5
"""Share of a text in links above which it is a menu's."""
_LINE = 160
"""Characters of a line whose words say what it is."""
_LINKS = 12
"""Links below one label."""
_BOX = 1500
"""Characters of a list of other articles."""
_AROUND = frozenset(
    {Role.BYLINE, Role.DATELINE, Role.TAGS, Role.SOURCE, Role.NOTE, Role.LEAD, Role.CAPTION, Role.CREDIT}
)
"""What stands outside the text itself and belongs to the article all the same."""
_SAID_ABOVE = (Role.DATELINE, Role.BYLINE)
_SAID_BELOW = (Role.TAGS, Role.EDITOR_NOTE, Role.SOURCE, Role.NOTE, Role.BYLINE, Role.DATELINE)
_OF_TAGS = BLOCKS | {"span"}
_LABELS = HEADINGS | {"p"}
_BUTTON = 30
"""Characters of a button."""
_BUTTONS = frozenset({"button", "btn", "buttons"})
_WIDE = 400
"""CSS pixels: a picture above the title that says it is as wide is the article's, not the paper's sign."""
_ENLARGED = re.compile(r"^#?$|\.(?:jpe?g|png|gif|webp)(?:\?|$)|^javascript:", re.IGNORECASE)
"""Addresses of links round a picture that only show it larger."""
_MARK = re.compile(r"logo|brand|avatar|icon|banner", re.IGNORECASE)


class Belonging:
    """What is known of the parts of one page."""

    def __init__(self, body: Element, known: Markers) -> None:
        self.known = known
        self._lengths: dict[Element, int] = {}
        self._linked: dict[Element, int] = {}
        self._judged: dict[tuple[str, Element], Role | None] = {}
        self._first: dict[Element, str] = {}
        for element in reversed(list(body.iter())):
            own = dense(element.text) if local(element) not in SILENT else 0
            length = own + sum(self._lengths.get(c, 0) + dense(c.tail) for c in element)
            linked = length if local(element) == "a" else sum(self._linked.get(c, 0) for c in element)
            self._lengths[element], self._linked[element] = length, linked

    def length(self, element: Element) -> int:
        """How many characters an element holds."""
        return self._lengths.get(element, 0)

    def text(self, element: Element, most: int = _LINE) -> str:
        """What an element says, its white space collapsed; nothing if that is longer than a line."""
        return words(element) if 0 < self._lengths.get(element, 0) <= most else ""

    def is_linked(self, element: Element) -> bool:
        """Whether an element holds little but links."""
        length = self._lengths.get(element, 0)
        return length > 0 and self._linked[element] > _LINKED * length

    def holds_named(self, element: Element) -> bool:
        """Whether any part of an element is named as one of an article's."""
        return any(role_named(inner.get("class") or "") in _AROUND for inner in element.iter())

    def holds_of_article(self, element: Element) -> bool:
        """Whether any part of a footer is named or reads as one of an article's."""
        return self.holds_named(element) or any(self.below(inner) for inner in element.iterdescendants())

    def is_text(self, element: Element) -> bool:
        """Whether an element is named as a part of the article that a line can be."""
        return role_named(names(element)) in _AROUND and 0 < self._lengths.get(element, 0) <= _LINE

    def is_list_of_others(self, element: Element) -> bool:
        """Whether an element is a list of links to other articles, by the label at its beginning (熱門新聞) or above it."""
        if local(element) not in BLOCKS or not 0 < self._lengths.get(element, 0) <= _BOX:
            return False
        label, below = self._first_text(element), element.getnext()
        if self.known.is_label_of_others(label):
            if self.is_linked(element):
                return True
            whole = self.text(element, len(label)) != ""
            return whole and below is not None and self.is_linked(below)
        return self._is_below(element, self.known.is_label_of_others)

    def _is_below(self, element: Element, is_label: Callable[[str], bool]) -> bool:
        """Whether an element is a list of links right below a label, or below another such list."""
        above = element.getprevious()
        for _ in range(_LINKS):
            if above is None or not self.is_linked(element):
                return False
            if is_label(self.text(above, 40)):
                return True
            if not self.is_linked(above):
                return False
            above = above.getprevious()
        return False

    def is_button(self, element: Element, said: str) -> bool:
        """Whether an element is a link that is named as a button."""
        return (
            0 < self._lengths.get(element, 0) <= _BUTTON
            and bool(class_words(said) & _BUTTONS)
            and self.is_linked(element)
        )

    def is_menu(self, element: Element) -> bool:
        """Whether a part between title and text holds little but links, and is not named as the article's."""
        if not self.is_linked(element) or self.holds_named(element):
            return False
        inner = (element, *element.iterdescendants())
        return not any(self.above(e) or self._of_tags(e) for e in inner)

    def above(self, element: Element) -> Role | None:
        """What an element above the title is of the article: who wrote it and when, or a picture; None for nothing."""
        return self._kept("above", element, self._above)

    def below(self, element: Element) -> Role | None:
        """What an element below the text is of the article; None for what is not the article's."""
        return self._kept("below", element, self._below)

    def rest(self, element: Element, judge: Callable[[Element], Role | None]) -> set[Element]:
        """The parts of an element that are not the article's, by what ``judge`` says of each."""
        if judge(element) and not (
            judge == self.above and self._is_mixed(element) and local(element) != "figure"
        ):
            return set()
        if any(judge(inner) for inner in element.iterdescendants()):
            return {part for child in element for part in self.rest(child, judge)}
        return {element}

    def _is_mixed(self, element: Element) -> bool:
        """Whether an element only holds others, of which some are named as the article's and some are not."""
        direct = [element.text, *(child.tail for child in element)]
        judged = [any(self.above(e) for e in child.iter()) for child in element]
        return not any((text or "").strip() for text in direct) and any(judged) and not all(judged)

    def _first_text(self, element: Element) -> str:
        if element not in self._first:
            self._first[element] = _first_text(element)
        return self._first[element]

    def _kept(self, way: str, element: Element, judge: Callable[[Element], Role | None]) -> Role | None:
        if (way, element) not in self._judged:
            self._judged[way, element] = judge(element)
        return self._judged[way, element]

    def _above(self, element: Element) -> Role | None:
        name = local(element)
        if name in {"img", "amp-img"}:
            return Role.ALT if _is_large(element) else None
        if name == "figure":
            return Role.ALT if any(_is_large(e) for e in element.iter() if local(e) == "img") else None
        named = role_named(names(element))
        if named in _AROUND and named is not Role.TAGS and (name not in HEADINGS or named is Role.DATELINE):
            return named
        said = self.text(element, 80)
        return next((role for role in _SAID_ABOVE if said and self.known.has(role, said)), None)

    def _below(self, element: Element) -> Role | None:
        name = local(element)
        if name in SILENT or not self._lengths.get(element):
            return None
        if self._is_related(element):
            return Role.RELATED
        if name in {"aside", "footer", "nav"}:
            return None
        named = role_named(names(element))
        if named in _AROUND and named is not Role.LEAD and name not in HEADINGS:
            return named
        if self._of_tags(element):
            return Role.TAGS
        if name == "li" and NOTE_ID.match(element.get("id") or ""):
            return Role.NOTE
        if self._is_picture(element):
            return Role.ALT
        if self.is_of_author(element):
            return Role.NOTE
        said = self.text(element)
        if not said or self.known.is_furniture(said) or self.known.is_invitation(said):
            return None
        return next((role for role in _SAID_BELOW if self.known.has(role, said)), None)

    def _is_picture(self, element: Element) -> bool:
        """Whether an element is a picture with what stands at it, and leads nowhere."""
        if local(element) not in {"figure", "div", "td", "center", "li"} or self._lengths[element] > _LINE:
            return False
        images = [e for e in element.iter() if local(e) in {"img", "amp-img"} and shown(e) is not None]
        around = (*element.iterancestors(), *element.iterdescendants())
        linked = any(local(e) == "a" and not _ENLARGED.search(e.get("href") or "") for e in around)
        return len(images) == 1 and not linked and _is_plain(images[0])

    def is_of_author(self, element: Element) -> bool:
        """Whether it says who the author is, below a line with the name."""
        above = element.getprevious()
        if local(element) not in {"p", "div"} or above is None or not self.text(element, 300):
            return False
        said = self.text(above, 40)
        named = bool(said) and (role_named(names(above)) is Role.BYLINE or self.known.is_about_author(said))
        return named and not self.is_linked(element) and words(element)[-1] in self.known.end

    def is_tags(self, element: Element) -> bool:
        """Whether an element is a line of keywords, by its words or by where its links lead."""
        said = self.text(element) if local(element) in BLOCKS else ""
        return self._of_tags(element) or bool(said and self.known.has(Role.TAGS, said))

    def is_related(self, element: Element) -> bool:
        """Whether an element holds links to what belongs to the article, below a label that says so."""
        return self._lengths.get(element, 0) > 0 and self._is_related(element)

    def _is_related(self, element: Element) -> bool:
        """Whether it begins with a label (延伸閱讀), or is a list of links right below one."""
        if self._lengths[element] > _BOX or local(element) not in BLOCKS:
            return False
        if self._is_label(self._first_text(element)) and (self.is_linked(element) or self._labels(element)):
            return True
        return self._is_below(element, self._is_label)

    def _labels(self, element: Element) -> bool:
        """Whether an element is a label alone, with links below it."""
        below = element.getnext()
        return self._lengths[element] <= 20 and below is not None and self.is_linked(below)

    def _is_label(self, text: str) -> bool:
        bare = self.known.bare.fullmatch(text) is not None or self.known.has(Role.RELATED, text)
        return bool(text) and bare and not self.known.is_label_of_others(text)

    def _of_tags(self, element: Element) -> bool:
        """Whether all links of an element lead to keywords."""
        if local(element) not in _OF_TAGS or not self.is_linked(element) or not self.text(element, 300):
            return False
        links = [e for e in element.iter() if local(e) == "a" and words(e)]
        return bool(links) and all(role_named(names(link)) is Role.TAGS for link in links)


def words(element: Element) -> str:
    """What an element says, its white space collapsed, without what is in scripts."""
    texts = [element.text or ""] if local(element) not in SILENT else []
    for inner in element.iterdescendants():
        if local(inner) not in SILENT:
            texts.append(inner.text or "")
        texts.append(inner.tail or "")
    return " ".join("".join(texts).split())


def _first_text(element: Element) -> str:
    for inner in element.iter():
        if local(inner) in _LABELS and (said := " ".join("".join(inner.itertext()).split())):
            return said
        if local(inner) not in SILENT and (inner.text or "").strip():
            return " ".join((inner.text or "").split())
    return ""


def _is_plain(image: Element) -> bool:
    """Whether nothing above an image says that it is the paper's sign or the face of a person."""
    return not any(
        _MARK.search(f"{e.get('class') or ''} {e.get('id') or ''}")
        for e in (image, *image.iterancestors())
        if local(e) not in {"article", "main", "body", "html"}
    )


def _is_large(image: Element) -> bool:
    """Whether an image above the title is the article's: in a figure, or wide; not the paper's sign."""
    width = (image.get("width") or "").removesuffix("px")
    if shown(image) is None or (width.isdigit() and int(width[:9]) < _WIDE):
        return False
    above = {local(e) for e in image.iterancestors()}
    if not _is_plain(image) or above & {"nav", "aside"}:
        return False
    return width.isdigit() or bool(above & {"figure", "article"})
