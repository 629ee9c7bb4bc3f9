"""HTML → a PDF as WeasyPrint makes it, and every warning on the way."""

from __future__ import annotations

import logging
import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from importlib import resources
from typing import Any

from bilingual.pdf.justification import between_ideographs
from bilingual.pdf.proofs import proofread
from bilingual.pdf.system import BUNDLED, weasyprint

_ASSETS = resources.files("bilingual.layouts") / "fonts"
_OWN = re.compile(r"bilingual:([a-z0-9-]+\.woff2)")


def typeset(html: str) -> tuple[bytes, int, tuple[str, ...]]:
    """Lay out and draw. Gives the PDF, its number of pages, and the warnings, each once."""
    module = weasyprint()
    with _collected() as messages, between_ideographs() as unsupported:
        messages += [unsupported] if unsupported else []
        source = module.HTML(string=html, url_fetcher=_fetcher())
        document = proofread(source, lambda: source.render(font_config=_fonts(), pdf_tags=True))
        data = document.write_pdf(pdf_tags=True, uncompressed_pdf=True)
        messages += _stand_ins(document, html)
    return data, len(document.pages), tuple(dict.fromkeys(messages))


@lru_cache(maxsize=1)
def _fonts() -> Any:
    """One font configuration for all editions of a process: unpacking the bundled fonts takes 0.2 s."""
    from weasyprint.text.fonts import FontConfiguration

    return FontConfiguration()


@lru_cache(maxsize=1)
def _fetcher() -> Any:
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class OwnAssets(URLFetcher):  # type: ignore[misc]  # WeasyPrint ships no annotations
        """Reads the package's own fonts and ``data:`` URLs; nothing else, from wherever it is asked for."""

        def fetch(self, url: str, headers: Any = None) -> Any:
            own = _OWN.fullmatch(url)
            if own:
                return URLFetcherResponse(url, (_ASSETS / own[1]).read_bytes())
            return super().fetch(url, headers)

    return OwnAssets(allowed_protocols={"data"}, allow_redirects=False)


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
        self.messages.append(record.getMessage())


def _stand_ins(document: Any, html: str) -> list[str]:
    """A warning for each font that printed something although no style asked for it."""
    families = {font.family for font in document.fonts.values()}
    return [
        f"“{family}” stood in for characters that the chosen fonts lack"
        for family in sorted(families)
        if family.lower() not in BUNDLED and f'"{family}"' not in html
    ]
