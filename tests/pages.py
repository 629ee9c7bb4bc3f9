"""A PDF's bytes → its glyphs with their places, read back by pdfminer.six: what a reader's eye would find."""

from __future__ import annotations

import io
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from pdfminer.cmapdb import IdentityCMap
from pdfminer.pdfdevice import PDFTextDevice
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdffont import PDFCIDFont, PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import PDFStream, resolve1


@dataclass(frozen=True)
class Glyph:
    text: str
    page: int
    left: float
    right: float
    baseline: float
    """Points from the top of the page."""
    size: float
    font: str
    embedded: bool
    missing: bool
    mcid: int | None
    artifact: bool


@dataclass(frozen=True)
class Line:
    page: int
    baseline: float
    glyphs: tuple[Glyph, ...]

    @property
    def text(self) -> str:
        return "".join(glyph.text for glyph in self.glyphs)

    @property
    def left(self) -> float:
        return self.glyphs[0].left

    @property
    def right(self) -> float:
        return self.glyphs[-1].right


def glyphs(data: bytes) -> list[Glyph]:
    """Every glyph drawn, in the order of drawing."""
    document = PDFDocument(PDFParser(io.BytesIO(data)))
    resources = PDFResourceManager()
    device = _Device(resources)
    interpreter = PDFPageInterpreter(resources, device)
    for page in PDFPage.create_pages(document):
        interpreter.process_page(page)
    return device.found


def lines(found: list[Glyph], *, left: float = 0, right: float = 10_000) -> list[Line]:
    """The lines of the body between two x: glyphs of one page on one baseline."""
    grouped: dict[tuple[int, float], list[Glyph]] = defaultdict(list)
    for glyph in found:
        if not glyph.artifact and left <= glyph.left < right:
            grouped[glyph.page, round(glyph.baseline, 1)].append(glyph)
    return [
        Line(page, baseline, tuple(sorted(drawn, key=lambda g: g.left)))
        for (page, baseline), drawn in sorted(grouped.items())
    ]


class _Device(PDFTextDevice):
    def __init__(self, resources: PDFResourceManager) -> None:
        super().__init__(resources)
        self.found: list[Glyph] = []
        self.page = 0
        self.height = 0.0
        self.tags: list[tuple[str, int | None]] = []

    def begin_page(self, page: Any, ctm: Any) -> None:
        self.page += 1
        self.height = page.mediabox[3]
        self.tags = []

    def begin_tag(self, tag: Any, props: Any = None) -> None:
        self.tags.append((tag.name, props.get("MCID") if isinstance(props, dict) else None))

    def end_tag(self) -> None:
        self.tags.pop()

    def render_char(
        self,
        matrix: Any,
        font: Any,
        fontsize: float,
        scaling: float,
        rise: float,
        cid: int,
        ncs: Any,
        graphicstate: Any,
    ) -> float:
        try:
            text = font.to_unichr(cid)
        except PDFUnicodeNotDefined:
            text = ""
        advance = font.char_width(cid) * fontsize * scaling
        self.found.append(
            Glyph(
                text=text,
                page=self.page,
                left=matrix[4],
                right=matrix[4] + advance * matrix[0],
                baseline=self.height - matrix[5],
                size=abs(fontsize * matrix[0]),
                font=font.basefont.split("+")[-1],
                embedded=any(key in font.descriptor for key in ("FontFile2", "FontFile3")),
                missing=not text or cid in getattr(font, "notdef", {0}),
                mcid=next((number for _, number in reversed(self.tags) if number is not None), None),
                artifact=any(name == "Artifact" for name, _ in self.tags),
            )
        )
        return advance


_original = PDFCIDFont.get_cmap_from_spec


def _get_cmap_from_spec(self: PDFCIDFont, spec: Any, strict: bool) -> Any:
    """WeasyPrint embeds a CMap as soon as one glyph is missing; pdfminer then drops the whole font's text."""
    if isinstance(resolve1(spec.get("Encoding")), PDFStream):
        return IdentityCMap()
    return _original(self, spec, strict)


PDFCIDFont.get_cmap_from_spec = _get_cmap_from_spec  # type: ignore[method-assign]
