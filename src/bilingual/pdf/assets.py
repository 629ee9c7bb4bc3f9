"""What a page may show besides its text → the only addresses that are read while it is set."""

from __future__ import annotations

import mimetypes
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from typing import Any
from urllib.parse import unquote

from bilingual.picture import Picture

BASE = "https://project.invalid/"
"""Where a page stands: what a style sheet of the project's names relatively is below it, and is in no network."""
_FONTS = resources.files("bilingual.layouts") / "fonts"
_FONT = re.compile(r"bilingual:([a-z0-9-]+\.woff2)")
_PICTURE = "bilingual:picture/"


def _nothing(_name: str) -> bytes | None:
    return None


@dataclass(frozen=True, slots=True)
class Assets:
    """The pictures of an edition, and the files that the project's own templates and style sheets may name."""

    pictures: Mapping[str, Picture] = field(default_factory=dict)
    """By ``Picture.name``."""
    own: Callable[[str], bytes | None] = _nothing
    """Gives a file of the project's folders for the look of its pages; None for whatever else is asked for."""


NO_ASSETS = Assets()


def fetcher(assets: Assets) -> Any:
    """Give the reader of these assets, of the package's fonts and of ``data:`` URLs, from wherever it is asked."""
    return _class()(assets)


@lru_cache(maxsize=1)
def _class() -> Any:
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class OwnAssets(URLFetcher):  # type: ignore[misc]  # WeasyPrint ships no annotations
        def __init__(self, assets: Assets) -> None:
            super().__init__(allowed_protocols={"data"}, allow_redirects=False)
            self.assets = assets

        def fetch(self, url: str, headers: Any = None) -> Any:
            """Give bytes; WeasyPrint warns of a ValueError with its words, and goes on."""
            font = _FONT.fullmatch(url)
            if font:
                return URLFetcherResponse(url, (_FONTS / font[1]).read_bytes())
            picture = self.assets.pictures.get(url.removeprefix(_PICTURE))
            if picture:
                return URLFetcherResponse(url, picture.data, {"Content-Type": picture.media})
            name = unquote(re.split("[?#]", url.removeprefix(BASE), maxsplit=1)[0])
            data = self.assets.own(name) if url.startswith(BASE) else None
            if data is not None:
                kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
                return URLFetcherResponse(url, data, {"Content-Type": kind})
            if url.startswith(BASE):
                raise ValueError("there is no such file in images/ or layouts/")
            if not url.startswith("data:"):
                raise ValueError(
                    "nothing is fetched: put the file into images/ or layouts/, and name it from the project’s root"
                )
            return super().fetch(url, headers)

    return OwnAssets
