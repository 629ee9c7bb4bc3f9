"""Every edition is accessible, and archivable where it says so; a checker that could not fail would prove nothing."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from typing import Any

import pikepdf
import pytest

import conformance
from bilingual import editions, layouts, pdf
from bilingual.config import ColophonConfig, PageConfig, PdfConfig
from bilingual.inline import Tag
from bilingual.model import Cell, Edition, Piece, Role, Row, State
from bilingual.pdf.glyphs import cluster
from bilingual.picture import Picture

TEXTS = {
    "zh-Hant": "韓國總統尹錫悅表示:「如果北韓進行核武攻擊,兩國將立即協商。」此次會談還發表了一份《華盛頓宣言》。",
    "en": "South Korean President Yoon Suk Yeol said: “If North Korea attacks, the two countries will consult.” "
    "The talks also produced the Washington Declaration, which made deterrence more effective.",
    "ko": "윤석열 한국 대통령은 “북한이 핵 공격을 할 경우 양국은 즉각 협의를 할 것”이라고 말했다. 선언도 발표됐다.",
}
LINK = {"zh-Hant": "詳見官網", "en": "See the website", "ko": "웹사이트 참조"}
ROLES = (Role.TITLE, Role.BYLINE, Role.CAPTION, Role.PARAGRAPH, Role.PARAGRAPH, Role.HEADING, Role.LIST_ITEM,
         Role.LIST_ITEM, Role.QUOTE, Role.NOTE, Role.PARAGRAPH, Role.PARAGRAPH, Role.RELATED)  # fmt: skip


def made(tags: tuple[str, ...], *, drafts: bool = False, times: int = 1) -> Edition:
    """An article with everything: links, emphasis, lists, notes, a paragraph over a page break, drafts, gaps."""
    rows = []
    for n, role in enumerate(ROLES * times):
        cells = []
        for tag in tags:
            text = LINK[tag] if role is Role.RELATED else TEXTS[tag]
            marks = (Tag(0, 4, "a", (("href", "https://example.org/"),)),) if role is Role.RELATED else ()
            marks = (Tag(2, 4, "em"), Tag(5, 7, "strong")) if role is Role.QUOTE else marks
            state = State.DRAFT if drafts and tag != "zh-Hant" and n % 3 == 0 else State.REVIEWED
            pieces = [Piece(text, state, role, tag, f"{n:06x}", marks)] * (3 if role is Role.PARAGRAPH else 1)
            if drafts and n == 4 and tag != "zh-Hant":
                pieces = [Piece(TEXTS["zh-Hant"], State.UNTRANSLATED, role, "zh-Hant", f"{n:06x}")] * 3
            cells.append(Cell(tag, tuple(pieces)))
        rows.append(Row(role, n, tuple(cells), "•" if role is Role.LIST_ITEM else ""))
    count = sum(
        piece.state is not State.REVIEWED for row in rows for cell in row.cells for piece in cell.pieces
    )
    return Edition(
        "a", tags, tuple(rows), tuple(TEXTS[tag][:20] for tag in tags), "zh-Hant", date="2026-11-20T08:00:00+08:00",
        author="王小明 & 李", publisher="報社", drafts=count, labels=("draft",) * bool(count),
    )  # fmt: skip


FILES = (
    pdf.Attachment("a.txt", "原文".encode(), "text/plain", "Source", "The article", "2026-11-20"),
    pdf.Attachment("a.en.po", b"msgid", "text/x-gettext-translation", "Supplement", "Its translation"),
)


@lru_cache(maxsize=32)
def printed(
    tags: tuple[str, ...],
    layout: str = "columns",
    settings: PdfConfig = PdfConfig(),  # noqa: B008  # frozen
    *,
    align: str = "block",
    drafts: bool = False,
    attached: bool = False,
) -> bytes:
    edition = made(tags, drafts=drafts)
    tools = layouts.Tools(measure=pdf.places)
    html = layouts.render(edition, PageConfig(size="A5", align=align), layout, tools)
    files = FILES if attached else ()
    done = pdf.write(html, edition, settings=settings, record={"article": "a"}, attachments=files)
    assert done.warnings == ()
    return done.data


CASES = [
    pytest.param(tags, layout, variant, reading, align, drafts, id=f"{layout}-{len(tags)}-{variant[4:]}-{reading}-{align}{'-draft' * drafts}")
    for tags, layout, variant, reading, align, drafts in (
        (("zh-Hant", "en"), "columns", "pdf/ua-1", "rows", "block", False),
        (("zh-Hant", "en", "ko"), "columns", "pdf/a-3u", "rows", "block", True),
        (("zh-Hant", "en", "ko"), "columns", "pdf/a-3a", "languages", "segment", False),
        (("zh-Hant", "en"), "columns", "pdf/a-2a", "rows", "segment", True),
        (("zh-Hant", "en"), "facing", "pdf/a-3u", "rows", "block", False),
        (("zh-Hant", "en"), "facing", "pdf/ua-1", "languages", "block", True),
        (("zh-Hant", "en"), "stacked", "pdf/a-3u", "rows", "block", True),
        (("en", "ko"), "stacked", "pdf/ua-1", "languages", "segment", False),
        (("zh-Hant", "en"), "interlinear", "pdf/a-2u", "rows", "block", False),
        (("zh-Hant", "en"), "interlinear", "pdf/a-3u", "languages", "block", True),
        (("en",), "mono", "pdf/a-3u", "rows", "block", False),
        (("zh-Hant",), "mono", "pdf/ua-1", "languages", "block", False),
    )
]  # fmt: skip


@pytest.mark.parametrize(("tags", "layout", "variant", "reading", "align", "drafts"), CASES)
def test_every_edition_conforms(
    tags: tuple[str, ...], layout: str, variant: str, reading: str, align: str, drafts: bool
) -> None:
    level = variant.removeprefix("pdf/a-") if "/a-" in variant else ""
    data = printed(
        tags, layout, PdfConfig(variant, reading), align=align, drafts=drafts, attached=level.startswith("3")
    )
    assert conformance.violations(data, archival=level) == []


Break = Callable[[pikepdf.Pdf], None]


def first(document: pikepdf.Pdf, wanted: str) -> Any:
    return next(element for element, kind, _, _ in conformance.elements(document) if kind == wanted)


def xmp(old: str, new: str) -> Break:
    def change(document: pikepdf.Pdf) -> None:
        text = document.Root.Metadata.read_bytes().decode()
        assert old in text
        document.Root.Metadata.write(text.replace(old, new).encode())

    return change


def content(pattern: bytes, new: bytes) -> Break:
    def change(document: pikepdf.Pdf) -> None:
        page = document.pages[0].Contents
        page.write(re.sub(pattern, new, page.read_bytes(), count=1))

    return change


def fonts(document: pikepdf.Pdf) -> list[Any]:
    return [
        f for f in document.objects if isinstance(f, pikepdf.Dictionary) and f.get("/Subtype") == "/Type0"
    ]


def texts(pattern: bytes, new: bytes) -> Break:
    def change(document: pikepdf.Pdf) -> None:
        font = fonts(document)[0].ToUnicode
        font.write(re.sub(pattern, new, font.read_bytes(), count=1))

    return change


def files(document: pikepdf.Pdf) -> list[Any]:
    return [
        f for f in document.objects if isinstance(f, pikepdf.Dictionary) and f.get("/Type") == "/Filespec"
    ]


def link(document: pikepdf.Pdf) -> Any:
    return next(a for page in document.pages for a in page.obj.get("/Annots", []))


def dropped(path: str) -> Break:
    """Take away what stands at ``path``: a key of the catalog, or of what a name above gives."""

    def change(document: pikepdf.Pdf) -> None:
        *above, last = path.split()
        thing: Any = {"link": link, "page": lambda d: d.pages[0].obj, "file": lambda d: files(d)[0]}.get(
            above[0] if above else "", lambda d: d.Root
        )(document)
        for name in above:
            if name.startswith("/"):
                thing = thing[name]
            elif name not in {"link", "page", "file"}:
                thing = first(document, name)
        del thing[last]

    return change


def put(where: str, key: str, value: Any) -> Break:
    def change(document: pikepdf.Pdf) -> None:
        named = {
            "root": lambda d: d.Root,
            "link": link,
            "page": lambda d: d.pages[0].obj,
            "file": lambda d: files(d)[0],
        }
        thing = named[where](document) if where in named else first(document, where)
        thing[key] = value() if callable(value) else value

    return change


def unembedded(document: pikepdf.Pdf) -> None:
    descriptor = fonts(document)[0].DescendantFonts[0].FontDescriptor
    for key in ("/FontFile2", "/FontFile3"):
        if key in descriptor:
            del descriptor[key]


def shorter_row(document: pikepdf.Pdf) -> None:
    row = [element for element, kind, _, _ in conformance.elements(document) if kind == "TR"][2]
    row.K = pikepdf.Array([row.K[0]])


def swapped_parents(document: pikepdf.Pdf) -> None:
    row = document.Root.StructTreeRoot.ParentTree.Nums[1]
    row[0], row[-1] = row[-1], row[0]


BREAKS: list[tuple[str, Break]] = [
    ("06-000", dropped("/MarkInfo")),
    ("07-002", dropped("/ViewerPreferences")),
    ("11-006", dropped("/Lang")),
    ("bookmarks", dropped("/Outlines")),
    ("29-000", put("root", "/OpenAction", lambda: pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="1"))),
    ("20-001", put("root", "/AcroForm", lambda: pikepdf.Dictionary(Fields=pikepdf.Array()))),
    ("06-001", dropped("/Metadata")),
    ("06-002", xmp("<pdfuaid:part>1", "<pdfuaid:part>2")),
    ("06-003", xmp("dc:title", "dc:subject")),
    ("xmp: /Author", xmp("王小明 &amp; 李", "王小明")),
    ("xmp: /CreationDate", xmp("<xmp:CreateDate>2026", "<xmp:CreateDate>2025")),
    ("02-001", put("P", "/S", pikepdf.Name.Paragraph)),
    ("09-001", put("P", "/P", lambda: pikepdf.Dictionary(S=pikepdf.Name.Div))),
    ("09-004", put("LI", "/S", pikepdf.Name.TD)),
    ("11-001", put("TD", "/Lang", pikepdf.String(""))),
    ("14-003", put("H1", "/S", pikepdf.Name.H3)),
    ("15-003 a table that", shorter_row),
    ("15-003 a table without", lambda d: [setattr(e, "S", pikepdf.Name.TD) for e, k, _, _ in conformance.elements(d) if k == "TH"]),
    ("15-003 a header", dropped("TH /A /Scope")),
    ("15-005", dropped("TD /A")),
    ("19-000", dropped("/StructTreeRoot /IDTree")),
    ("19-003", dropped("Note /ID")),
    ("19-004", put("Note", "/ID", pikepdf.String("TH-00000"))),
    ("01-000 P is empty", put("P", "/K", pikepdf.Array())),
    ("01-000 page 1 has", dropped("page /StructParents")),
    ("01-000 page 1: the parent", swapped_parents),
    ("01-005", content(rb"/Artifact(?: <<[^>]*>>)? B[DM]C", b"/Plain BMC")),
    ("01-006", content(rb"/MCID 0\b", b"/MCID 9999")),
    ("31-009", unembedded),
    ("31-027", lambda d: fonts(d)[0].__delitem__("/ToUnicode")),
    ("31-028", texts(rb"> <[0-9a-f]+>\n", b"> <>\n")),
    ("text: glyph", texts(rb"> <[0-9a-f]+>\n", b"> <2f00>\n")),
    ("text: glyph", texts(rb"> <[0-9a-f]+>\n", b"> <006100200062>\n")),
    ("28-008", put("page", "/Tabs", pikepdf.Name.R)),
    ("28-010", put("link", "/StructParent", 0)),
    ("28-011", put("Link", "/S", pikepdf.Name.Span)),
    ("28-012", dropped("link /Contents")),
    ("pdf/a: an annotation", put("link", "/F", 2)),
    ("29-001", put("link", "/A", lambda: pikepdf.Dictionary(S=pikepdf.Name.Launch, F=pikepdf.String("x")))),
    ("21-001", dropped("file /UF")),
    ("6.6.4", xmp("<pdfaid:conformance>U", "<pdfaid:conformance>B")),
    ("6.6.2.3", xmp("pdfaSchema:namespaceURI", "pdfaSchema:namespace")),
    ("6.2.3", dropped("/OutputIntents")),
    ("6.8 a file that", dropped("/AF")),
    ("6.8 a file without a rel", dropped("file /AFRelationship")),
    ("6.8 a file without a media", dropped("file /EF /F /Subtype")),
    ("6.8 a file without date", dropped("file /EF /F /Params")),
]  # fmt: skip


@pytest.mark.parametrize(("code", "change"), BREAKS, ids=[code for code, _ in BREAKS])
def test_what_is_broken_is_found(code: str, change: Break) -> None:
    data = printed(("zh-Hant", "en", "ko"), "columns", PdfConfig("pdf/a-3u"), drafts=True, attached=True)
    with pikepdf.open(io.BytesIO(data)) as document:
        change(document)
        broken = io.BytesIO()
        document.save(broken)
    found = conformance.violations(broken.getvalue(), archival="3u")
    assert any(violation.startswith(code) for violation in found), found


def test_an_encrypted_file_is_found() -> None:
    with pikepdf.open(io.BytesIO(printed(("en",), "mono"))) as document:
        locked = io.BytesIO()
        document.save(locked, encryption=pikepdf.Encryption(owner="x", user=""))
    assert "26-001 encrypted" in conformance.violations(locked.getvalue())


def tree(data: bytes) -> list[str]:
    """Each element's type, language and depth, as a screen reader meets them."""
    with pikepdf.open(io.BytesIO(data)) as document:
        depths: dict[Any, int] = {}
        lines = []
        for element, kind, parent, language in conformance.elements(document):
            depths[element.objgen] = depths.get(parent.objgen, -1) + 1 if parent is not None else 0
            lines.append(f"{'  ' * depths[element.objgen]}{kind} {language}")
        return lines


def blocks(data: bytes) -> list[str]:
    """The languages of the paragraphs, in reading order."""
    return [line.split()[1] for line in tree(data) if line.split()[0] in {"P", "H1", "H2", "LBody"}]


def runs(words: list[str]) -> list[str]:
    return [word for n, word in enumerate(words) if n == 0 or words[n - 1] != word]


def test_by_rows_parallel_columns_are_one_table_with_the_languages_as_headers() -> None:
    lines = tree(printed(("zh-Hant", "en")))
    rows = len(ROLES) + 1
    assert lines[:6] == [
        "Document zh-Hant",
        "  Table zh-Hant",
        "    TR zh-Hant",
        "      TH zh-Hant",
        "        P zh-Hant",
        "      TH en",
    ]
    assert len([line for line in lines if line.startswith("    TR")]) == rows, (
        "a row over a page break is one row"
    )
    assert len([line for line in lines if line.startswith("  Table")]) == 1


@pytest.mark.parametrize("layout", ["stacked", "interlinear", "facing"])
def test_by_rows_what_belongs_together_is_read_together(layout: str) -> None:
    assert len(runs(blocks(printed(("zh-Hant", "en"), layout)))) >= 2 * len(ROLES)


@pytest.mark.parametrize(
    ("layout", "align"),
    [("columns", "block"), ("columns", "segment"), ("facing", "block"), ("interlinear", "block")],
)
def test_by_languages_each_is_read_to_its_end_with_its_paragraphs_whole(layout: str, align: str) -> None:
    data = printed(("zh-Hant", "en"), layout, PdfConfig(reading="languages"), align=align)
    lines = tree(data)
    assert [line for line in lines if line.startswith("  Part")] == ["  Part zh-Hant", "  Part en"]
    assert runs(blocks(data)) == ["zh-Hant", "en"]
    assert not [line for line in lines if "T" in line.split()[0]], "no table is left"
    paragraphs = [line for line in lines if line == "    P en"]
    furniture = {"columns": 2, "facing": 3, "interlinear": 1}[
        layout
    ]  # names of columns, title page, imprints
    assert (
        len(paragraphs)
        == [
            role not in {Role.TITLE, Role.HEADING, Role.LIST_ITEM, Role.QUOTE, Role.NOTE} for role in ROLES
        ].count(True)
        + furniture
    )


def test_lists_quotes_notes_links_and_emphasis_are_what_they_are() -> None:
    lines = "\n".join(tree(printed(("en",), "mono")))
    assert "  L en\n    LI en\n      Lbl en\n      LBody en\n    LI en" in lines
    assert "  BlockQuote en\n    P en\n      Span en\n      Span en" in lines
    assert "  Note en\n    P en" in lines
    assert "    Link en" in lines


def test_the_standard_is_claimed_only_where_nothing_speaks_against_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    edition = made(("en",))
    text = replace(edition.rows[3].cells[0].pieces[0], text="甲\U0010fffd乙")
    rows = (replace(edition.rows[3], cells=(Cell("en", (text,)),)),)
    html = layouts.render(replace(edition, rows=rows), PageConfig(), "mono")
    assert b"pdfuaid:part" not in unpacked(pdf.write(html, edition).data)
    import weasyprint

    monkeypatch.setattr(weasyprint, "__version__", "999.0")
    done = pdf.write(layouts.render(edition, PageConfig(), "mono"), edition)
    assert any("no standard is claimed" in warning for warning in done.warnings)
    assert b"pdfuaid:part" not in unpacked(done.data)


def unpacked(data: bytes) -> bytes:
    with pikepdf.open(io.BytesIO(data)) as document:
        return bytes(document.Root.Metadata.read_bytes())


def test_a_ligature_in_the_last_word_of_a_text_is_copied_as_its_letters() -> None:
    from pages import glyphs

    text = "".join(glyph.text for glyph in glyphs(printed(("en",), "mono")))
    assert "more effective." in re.sub("[\u2060\u200b]", "", text)


@pytest.mark.parametrize("reading", ["rows", "languages"])
@pytest.mark.parametrize("layout", ["columns", "facing", "stacked"])
def test_a_volume_conforms_and_is_read_article_by_article(layout: str, reading: str) -> None:
    parts = [replace(made(("zh-Hant", "en")), article=name) for name in ("a", "b")]
    volume = editions.bind("spring", parts, ("春", "Spring"))
    tools = layouts.Tools(measure=pdf.places, colophon=ColophonConfig())
    html = layouts.bind(volume, PageConfig(size="A5"), layout, tools)
    data = pdf.write(html, volume.whole, settings=PdfConfig("pdf/a-3u", reading)).data
    assert conformance.violations(data, archival="3u") == []
    lines = tree(data)
    assert [line for line in lines if line.startswith("  Art")] == ["  Art zh-Hant"] * 2
    start = lines.index("  Art zh-Hant")
    end = lines.index("  Art zh-Hant", start + 1)
    within = [line for line in lines[start:end] if line.startswith("    ") and not line.startswith("     ")]
    if reading == "languages":
        assert within == ["    Part zh-Hant", "    Part en"]
    elif layout == "columns":
        assert within == ["    Table zh-Hant"]
    else:
        assert len(within) >= len(ROLES)


def test_a_hyphen_that_only_ends_a_line_is_soft_and_one_of_the_text_is_not() -> None:
    words = (
        "The Washington-based administration communicated extraordinarily well-intentioned considerations. "
        * 9
    )
    row = Row(Role.PARAGRAPH, 0, (Cell("en", (Piece(words.strip(), State.REVIEWED, Role.PARAGRAPH, "en"),)),))
    edition = Edition("a", ("en",), (row,), ("Title",), "en")
    data = pdf.write(
        layouts.render(edition, PageConfig(size="70mm 297mm", margin="8mm"), "mono"), edition
    ).data
    assert conformance.violations(data) == []
    spoken, drawn = "", ""
    with pikepdf.open(io.BytesIO(data)) as document:
        for page in document.pages:
            spoken += page.Contents.read_bytes().decode("latin-1")
    ends = spoken.count("/ActualText <feff00ad>")
    from pages import glyphs

    drawn = "".join(glyph.text for glyph in glyphs(data) if not glyph.artifact)
    assert ends > 3
    assert drawn.count("-") == ends + words.count("-")


def photograph() -> Picture:
    from PIL import Image

    made = io.BytesIO()
    Image.new("RGB", (60, 40), "navy").save(made, "JPEG")
    return Picture("a", data=made.getvalue(), media="image/jpeg", width=60, height=40, digest="0a")


@pytest.mark.parametrize("reading", ["rows", "languages"])
@pytest.mark.parametrize("layout", sorted(layouts.LAYOUTS))
def test_pictures_are_figures_with_words_in_every_layout(layout: str, reading: str) -> None:
    tags = ("en",) if layout == "mono" else ("zh-Hant", "en")
    texts = {"zh-Hant": "一艘船", "en": "A boat"}
    cells = tuple(Cell(tag, (Piece(texts[tag], State.REVIEWED, Role.ALT, tag),)) for tag in tags)
    edition = made(tags)
    found = photograph()
    rows = (*edition.rows[:2], Row(Role.ALT, 9, cells, picture=found), *edition.rows[2:])
    edition = replace(edition, rows=rows)
    html = layouts.render(edition, PageConfig(size="A5"), layout, layouts.Tools(measure=pdf.places))
    assets = pdf.Assets({found.name: found})
    settings = PdfConfig("pdf/a-3u", reading)
    data = pdf.write(html, edition, settings=settings, assets=assets).data
    assert conformance.violations(data, archival="3u") == []
    with pikepdf.open(io.BytesIO(data)) as document:
        figures = [element for element, kind, _, _ in conformance.elements(document) if kind == "Figure"]
        assert {word for figure in figures for word in str(figure.Alt).split(" | ")} == {
            texts[tag] for tag in tags
        }


@pytest.mark.parametrize(
    ("text", "glyph"),
    [("혁\u2060에 맞선", "혁"), ("葛\U000e0100城", "葛\U000e0100"), ("ffect of it", "ff"), ("ffi", "ffi"), ("x of it", "x"),
     ("", "\u200b"), ("\u2060", "\u200b"), ("\u2060a", "a"), ("e\u0301", "e\u0301"), ("क्ष", "क्ष")],
)  # fmt: skip
def test_a_glyph_at_a_lines_end_is_not_copied_as_the_rest_of_its_paragraph(text: str, glyph: str) -> None:
    assert cluster(text) == glyph


def test_a_link_whose_words_are_of_another_language_was_in_no_link() -> None:
    url = "https://example.org/bird/2026"
    link = (("href", url),)
    cells = tuple(
        Cell(tag, (Piece(f"{words}{url}", State.REVIEWED, Role.PARAGRAPH, tag, "aaaaaa", (Tag(4, 4 + len(url), "a", link),)),))
        for tag, words in (("zh-Hant", "詳見此處"), ("en", "See "))
    )  # fmt: skip
    edition = made(("zh-Hant", "en"))
    edition = replace(edition, rows=(*edition.rows, Row(Role.PARAGRAPH, 99, cells)))
    data = pdf.write(layouts.render(edition, PageConfig(size="A5"), "columns"), edition).data
    assert conformance.violations(data) == []
    with pikepdf.open(io.BytesIO(data)) as document:
        annotations = [one for page in document.pages for one in page.obj.get("/Annots", [])]
        assert sum(str(one.A.URI) == url for one in annotations) >= 2
