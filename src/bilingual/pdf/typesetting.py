"""HTML → a PDF as WeasyPrint makes it, and every warning on the way."""

from __future__ import annotations

import atexit
import logging
import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from bilingual.pdf.areas import Area, areas
from bilingual.pdf.assets import BASE, NO_ASSETS, Assets, fetcher
from bilingual.pdf.balancing import headlines_balanced
from bilingual.pdf.coverage import monospaced
from bilingual.pdf.footing import notes_in_step
from bilingual.pdf.hyphenation import prefer_likely_countries
from bilingual.pdf.justification import between_ideographs
from bilingual.pdf.page_ends import no_hyphens_over_pages
from bilingual.pdf.parting import rows_in_step
from bilingual.pdf.plates import fitted
from bilingual.pdf.proofs import proofread
from bilingual.pdf.repeated import worked_out_once
from bilingual.pdf.sharing import styles_shared
from bilingual.pdf.slimming import pages_slimmed
from bilingual.pdf.system import BUNDLED, weasyprint
from bilingual.pdf.tagging import Tagged, kept

_AT = re.compile(r" at (\d+):\d+")
"""Where in a style sheet WeasyPrint warns of something."""
_EARLY_STRING = '"string(%s)" is only allowed in page margins'
"""What WeasyPrint says of a running head when it reads it; in the margin it prints it all the same."""
_MISSING = re.compile(r"U\+[0-9A-F]{4,6}")
"""What a warning of a missing glyph names."""
_LANGUAGE = re.compile(r'\blang="([A-Za-z0-9-]+)"')


@dataclass(frozen=True, slots=True)
class Typeset:
    """Pages as WeasyPrint draws them."""

    data: bytes
    pages: int
    tree: Tagged | None
    """What is read, as it was laid out; None where WeasyPrint's own tags had to be kept."""
    areas: tuple[Area, ...]
    """Where each entry's text stands."""
    warnings: tuple[str, ...]
    """Each once."""

    @property
    def conforms(self) -> bool:
        """Whether it may claim a standard: none allows a missing glyph, and WeasyPrint's own tags are to none."""
        return self.tree is not None and not any(_MISSING.search(warning) for warning in self.warnings)


def typeset(html: str, assets: Assets = NO_ASSETS) -> Typeset:
    """Lay out and draw."""
    module = weasyprint()
    prefer_likely_countries()
    with (
        _collected() as messages,
        _laid_out_our_way(html) as unsupported,
    ):
        messages += [unsupported] if unsupported else []
        source = module.HTML(string=html, base_url=BASE, url_fetcher=fetcher(assets))
        pictures: dict[str, Any] = {}  # decoded once, however often the pages are laid out

        def render() -> Any:
            return source.render(font_config=_fonts(), pdf_tags=True, cache=pictures)

        first = [fitted(render)] if assets.pictures else []
        document = proofread(source, lambda: first.pop() if first else render())
        trees: list[Tagged] = []
        with kept(trees) as untagged:
            data = document.write_pdf(pdf_tags=True, uncompressed_pdf=True)
        messages += [untagged] if untagged else []
        messages += _stand_ins(document, html)
    warned = tuple(dict.fromkeys(_quoted(message, html) for message in messages))
    return Typeset(data, len(document.pages), next(iter(trees), None), areas(document), warned)


def places(html: str, assets: Assets = NO_ASSETS) -> dict[str, tuple[int, float]]:
    """Lay out and give where each block with an ``id`` begins: its page, from 0, and its top in points."""
    module = weasyprint()
    prefer_likely_countries()
    with _collected(), _laid_out_our_way(html):
        source = module.HTML(string=html, base_url=BASE, url_fetcher=fetcher(assets))
        document = source.render(font_config=_fonts())
    return {
        name: (n, y * 0.75)  # CSS pixels
        for n, page in enumerate(document.pages)
        for name, (_, y, *_rest) in page.anchors.items()
    }


@lru_cache(maxsize=1)
def _fonts() -> Any:
    """One font configuration for all editions of a process: unpacking the bundled fonts takes 0.2 s."""
    from weasyprint.text.fonts import FontConfiguration

    fonts = FontConfiguration()
    atexit.register(_removed, fonts)
    return fonts


def _removed(fonts: Any) -> None:
    """Remove the unpacked fonts while Python is whole.

    WeasyPrint does so when the configuration goes, which may be after the modules that it needs for it: then a
    message is printed, and the folder stays.
    """
    fonts.__del__()
    fonts._folder = None


@contextmanager
def _laid_out_our_way(html: str) -> Iterator[str]:
    """Let WeasyPrint lay out as these pages ask for; gives a warning if that can't be done."""
    with (
        between_ideographs() as unsupported,
        headlines_balanced(),
        no_hyphens_over_pages(),
        notes_in_step(html),
        rows_in_step(),
        styles_shared(),
        pages_slimmed(),
        worked_out_once(),
    ):
        yield unsupported


@contextmanager
def _collected() -> Iterator[list[str]]:
    """Collect what WeasyPrint and its libraries warn of, instead of letting it reach the terminal."""
    messages: list[str] = []
    logger = logging.getLogger("weasyprint")
    collector = _Collector(messages)
    propagate, logger.propagate = logger.propagate, False
    logger.addHandler(collector)
    fonttools = logging.getLogger("fontTools")
    fonttools_propagate, fonttools.propagate = fonttools.propagate, False
    try:
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            yield messages
        messages += [str(warning.message) for warning in caught if warning.category is UserWarning]
    finally:
        logger.removeHandler(collector)
        logger.propagate, fonttools.propagate = propagate, fonttools_propagate


class _Collector(logging.Handler):
    def __init__(self, messages: list[str]) -> None:
        super().__init__(logging.WARNING)
        self.messages = messages

    def emit(self, record: logging.LogRecord) -> None:
        if record.msg == _EARLY_STRING:
            return
        self.messages.append(record.getMessage().replace(BASE, "").replace("ValueError: ", ""))


def _quoted(message: str, html: str) -> str:
    """Put the line of the style sheet in place of its number: the page has all style sheets as one."""
    place = _AT.search(message)
    lines = html.partition("<style>")[2].partition("</style>")[0].split("\n")
    line = lines[int(place[1]) - 1].strip() if place and int(place[1]) <= len(lines) else ""
    return (
        f"{message[: place.start()]}{message[place.end() :].rstrip('.')}, in: {line}"
        if place and line
        else message
    )


def _stand_ins(document: Any, html: str) -> list[str]:
    """A warning for each font that printed something although no style asked for it."""
    families = {font.family for font in document.fonts.values()}
    if "<code" in html:  # which a style sheet asks ``monospace`` for, whatever that is here
        families -= monospaced({"en", *_LANGUAGE.findall(html)})
    return [
        f"“{family}” stood in for characters that the chosen fonts lack"
        for family in sorted(families)
        if family.lower() not in BUNDLED and f'"{family}"' not in html
    ]
