"""Pictures: from a source of any format to the page, and what is wrong with them."""

from __future__ import annotations

import base64
import io
import re
import zipfile
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

import pikepdf
import pytest
import weasyprint
from PIL import Image

from bilingual import imaging, layouts, pdf, readers
from bilingual.model import Cell, Document, Edition, Piece, Role, Row, State
from bilingual.page_settings import PageConfig
from bilingual.pdf import proofs
from bilingual.picture import Picture
from bilingual.pipeline import read_article
from bilingual.project import find
from conftest import Run

TEXT = "漁船停在港口，漁民說今年的漁獲比去年少了兩成。"


def read(text: str, name: str = "a.md") -> Document:
    return readers.read(text.encode(), path=name, article="a", language="zh-Hant")


def blocks(document: Document) -> list[tuple[str, str, str]]:
    """Role, text and picture of each block below the first paragraph."""
    return [(b.role.value, b.text, b.picture) for b in document.blocks[2:]]


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ('![一艘船](a.jpg "港口。")', [("alt", "一艘船", "a.jpg"), ("caption", "港口。", "")]),
        ("![港口的船](a.jpg)", [("alt", "", "a.jpg"), ("caption", "港口的船", "")]),
        ("![](a.jpg)", [("alt", "", "a.jpg")]),
        ("![IMG_20.JPG](a.jpg)", [("alt", "", "a.jpg")]),
        ("![船](a.jpg)\n*港口*", [("alt", "船", "a.jpg"), ("caption", "港口", "")]),
        ("![船](a.jpg)\n\n*港口*", [("alt", "船", "a.jpg"), ("caption", "港口", "")]),
        ("![船](a.jpg)\n\n圖說：港口。", [("alt", "船", "a.jpg"), ("caption", "圖說：港口。", "")]),
        (f"{TEXT}![船](a.jpg){TEXT}", [("paragraph", TEXT + TEXT, ""), ("alt", "船", "a.jpg")]),
        (f"![船](a.jpg) {TEXT}", [("alt", "船", "a.jpg"), ("paragraph", TEXT, "")]),
    ],
)
def test_a_picture_of_markdown_has_one_caption(markdown: str, expected: list[tuple[str, str, str]]) -> None:
    assert blocks(read(f"# 題目\n\n{TEXT}\n\n{markdown}\n")) == expected


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<figure><img src="a.jpg" alt="船"><figcaption>港口。</figcaption></figure>',
         [("alt", "船", "a.jpg"), ("caption", "港口。", "")]),
        ('<figure><figcaption>港口。</figcaption><img src="a.jpg" alt="船"></figure>',
         [("alt", "船", "a.jpg"), ("caption", "港口。", "")]),
        ('<figure><img src="a.jpg" alt="港口。"><figcaption>港口。</figcaption></figure>',
         [("alt", "", "a.jpg"), ("caption", "港口。", "")]),
        ('<p><img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" data-src="a.jpg" alt="船"></p>',
         [("alt", "船", "a.jpg")]),
        ('<p><img src="a.jpg" width="16" height="16"></p>', []),
        (f'<p>{TEXT}<img src="https://example.org/a.jpg"></p>',
         [("paragraph", TEXT, ""), ("alt", "", "https://example.org/a.jpg")]),
        ('<table><tr><td>甲</td><td><img src="a.jpg" alt="船">乙</td></tr><tr><td>1</td><td>2</td></tr></table>',
         [("table", "甲\t乙", ""), ("alt", "船", "a.jpg"), ("table", "1\t2", "")]),
    ],
)  # fmt: skip
def test_a_picture_of_a_web_page_stands_where_it_stood(
    html: str, expected: list[tuple[str, str, str]]
) -> None:
    page = f"<html><body><article><h1>題目</h1><p>{TEXT}</p>{html}</article></body></html>"
    assert blocks(read(page, "a.html")) == expected


def test_pictures_change_no_role_and_no_group_around_them() -> None:
    plain = read(f"# 題目\n\n{TEXT}\n\n## 小標題\n\n{TEXT}\n")
    shown = read(f"# 題目\n\n{TEXT}\n\n![](a.jpg)\n\n## 小標題\n\n![](b.jpg)\n\n{TEXT}\n")
    assert [b.role for b in shown.blocks if not b.picture] == [b.role for b in plain.blocks]


def package(**parts: str | bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        for name, text in parts.items():
            made.writestr(name, text)
    return file.getvalue()


def odt() -> bytes:
    names = {
        prefix: f"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"
        for prefix, name in (
            ("office", "office"),
            ("text", "text"),
            ("draw", "drawing"),
            ("svg", "svg-compatible"),
        )
    }
    spaces = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in names.items())
    frame = (
        '<draw:frame><draw:image xlink:href="Pictures/a.png"/><draw:image xlink:href="Pictures/a.svg"/>'
        "<svg:title>檔名</svg:title><svg:desc>一艘船</svg:desc></draw:frame>"
    )
    content = (
        f'<office:document-content {spaces} xmlns:xlink="http://www.w3.org/1999/xlink"><office:body><office:text>'
        f'<text:h text:outline-level="1">題目</text:h><text:p>{TEXT}</text:p><text:p>{frame}</text:p>'
        "</office:text></office:body></office:document-content>"
    )
    return package(**{"content.xml": content, "Pictures/a.png": "bytes"})


def docx(picture: bytes = b"bytes") -> bytes:
    w = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    a = "http://schemas.openxmlformats.org/drawingml/2006/main"
    wp = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
    r = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    pic = "http://schemas.openxmlformats.org/drawingml/2006/picture"
    drawing = (
        '<w:drawing><wp:inline><wp:docPr id="1" name="n" descr="一艘船"/><a:graphic><a:graphicData><pic:pic><pic:blipFill>'
        '<a:blip r:embed="r1"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing>'
    )
    body = "".join(
        f"<w:p><w:pPr><w:pStyle w:val='{style}'/></w:pPr><w:r>{run}</w:r></w:p>"
        for style, run in (("Title", "<w:t>題目</w:t>"), ("", f"<w:t>{TEXT}</w:t>"), ("", drawing))
    )
    relations = "http://schemas.openxmlformats.org/package/2006/relationships"
    return package(
        **{
            "word/document.xml": f'<w:document xmlns:w="{w}" xmlns:a="{a}" xmlns:wp="{wp}" xmlns:r="{r}" xmlns:pic="{pic}">'
            f"<w:body>{body}</w:body></w:document>",
            "word/styles.xml": f'<w:styles xmlns:w="{w}"><w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/>'
            "</w:style></w:styles>",
            "word/_rels/document.xml.rels": f'<Relationships xmlns="{relations}"><Relationship Id="r1" Type="{r}/image" '
            'Target="media/a.png"/></Relationships>',
            "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
            "_rels/.rels": f'<Relationships xmlns="{relations}"><Relationship Id="r0" Type="{r}/officeDocument" '
            'Target="word/document.xml"/></Relationships>',
            "word/media/a.png": picture,
        }
    )


@pytest.mark.parametrize(
    ("name", "data", "part"), [("a.odt", odt(), "Pictures/a.png"), ("a.docx", docx(), "word/media/a.png")]
)
def test_a_picture_of_a_package_is_named_by_its_part(name: str, data: bytes, part: str) -> None:
    document = readers.read(data, path=name, article="a", language="zh-Hant")
    assert blocks(document) == [("alt", "一艘船", part)]
    assert readers.part(data, path=name, name=part) == b"bytes"
    assert readers.part(data, path=name, name="word/media/none.png") is None


# Through the commands, on real files.


def photograph(size: tuple[int, int] = (900, 600), colour: str = "steelblue") -> bytes:
    file = io.BytesIO()
    Image.new("RGB", size, colour).save(file, "JPEG")
    return file.getvalue()


def project(folder: Path, source: str, files: Mapping[str, bytes], name: str = "a.md") -> Path:
    """A project with one article, Chinese and English."""
    (folder / "source").mkdir(parents=True)
    (folder / "bilingual.toml").write_text('source = "zh-Hant"\ntargets = ["en"]\n', encoding="utf-8")
    (folder / "source" / name).write_text(source, encoding="utf-8")
    for path, data in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    return folder


PICTURE = Picture("a", data=photograph((60, 40)), media="image/jpeg", width=60, height=40, digest="0a")


def row_of(text: str, role: Role) -> Row:
    cells = [Cell(tag, (Piece(text, State.REVIEWED, role, tag),)) for tag in ("zh-Hant", "en")]
    return Row(role, 0, tuple(cells))


def picture_row(width: int, height: int) -> Row:
    picture = Picture("a", data=PICTURE.data, media="image/jpeg", width=width, height=height, digest="0a")
    return Row(Role.ALT, 0, (Cell("zh-Hant", ()), Cell("en", ())), picture=picture)


ARTICLE = f'# 題目\n\n{TEXT}\n\n![一艘船](boat.jpg "圖說：港口。")\n\n{TEXT}\n'


def elements(path: Path, name: str) -> list[Any]:
    """The structure elements of one kind, in reading order."""
    found, waiting = [], []
    with pikepdf.open(path) as document:
        waiting = [document.Root.StructTreeRoot]
        while waiting:
            element = waiting.pop(0)
            if isinstance(element, pikepdf.Array):
                waiting = [*element, *waiting]
            elif isinstance(element, pikepdf.Dictionary):
                if str(element.get("/S")) == name:
                    found.append({key: str(element[key]) for key in ("/Alt", "/Lang") if key in element})
                waiting = [*([element["/K"]] if "/K" in element else []), *waiting]
    return found


def translated(folder: Path, **texts: str) -> None:
    """Write an English catalog with these texts, reviewed: the alternative text, the caption."""
    path = folder / "locales/en/LC_MESSAGES/a.po"
    lines = path.read_text(encoding="utf-8")
    for source, text in texts.items():
        lines = lines.replace(f'msgid "{source}"\nmsgstr ""', f'msgid "{source}"\nmsgstr "{text}"')
    path.write_text(lines, encoding="utf-8")


@pytest.mark.parametrize(("layout", "alts"), [
    ("columns", ["一艘船 | A boat"]), ("stacked", ["一艘船 | A boat"]), ("facing", ["一艘船", "A boat"]),
])  # fmt: skip
def test_an_edition_shows_a_picture_and_reads_it_out_in_its_languages(
    layout: str, alts: list[str], tmp_path: Path, call: Run
) -> None:
    folder = project(tmp_path / "p", ARTICLE, {"images/a/boat.jpg": photograph()})
    assert call("sync", cwd=folder).status == 0
    assert 'msgctxt "alt"\nmsgid "一艘船"' in (folder / "locales/a.pot").read_text(encoding="utf-8")
    translated(folder, 一艘船="A boat")
    built = call("build", "--layout", layout, "--json", cwd=folder)
    assert (built.status, built.json["results"][0]["warnings"]) == (0, [])
    assert [
        figure["/Alt"] for figure in elements(folder / built.json["results"][0]["path"], "/Figure")
    ] == alts


def test_a_changed_picture_is_another_edition_and_verify_says_so(tmp_path: Path, call: Run) -> None:
    folder = project(tmp_path / "p", ARTICLE, {"images/a/boat.jpg": photograph()})
    call("sync", cwd=folder)
    call("build", cwd=folder)
    path = "build/a_zh-Hant_en.pdf"
    first = (folder / path).read_bytes()
    assert call("verify", path, cwd=folder).status == 0
    assert call("build", cwd=folder).out.startswith("unchanged")
    (folder / "images/a/boat.jpg").write_bytes(photograph(colour="firebrick"))
    said = call("verify", path, cwd=folder)
    assert said.status == 1 and "pictures" in said.out
    call("build", cwd=folder)
    assert (folder / path).read_bytes() != first
    (folder / "images/a/boat.jpg").write_bytes(photograph())
    call("build", cwd=folder)
    assert (folder / path).read_bytes() == first


def test_a_picture_that_appears_later_is_seen(tmp_path: Path, call: Run) -> None:
    folder = project(tmp_path / "p", ARTICLE, {})
    call("sync", cwd=folder)
    said = call("build", cwd=folder)
    assert (
        said.status == 0 and "boat.jpg: there is no such picture: put it into images/a/boat.jpg" in said.out
    )
    assert not elements(folder / "build/a_zh-Hant_en.pdf", "/Figure")
    (folder / "images/a").mkdir(parents=True)
    (folder / "images/a/boat.jpg").write_bytes(photograph())
    assert "boat.jpg" not in call("build", cwd=folder).out
    assert elements(folder / "build/a_zh-Hant_en.pdf", "/Figure")


@pytest.mark.parametrize(
    ("address", "word"),
    [
        ("https://example.org/boat.jpg", "images/a/boat.jpg"),
        ("../../outside.jpg", "no such picture"),
        ("/etc/hostname", "no such picture"),
        ("data:image/png;base64,AAAA", "not a picture"),
        ("data:image/png;base64,A", "damaged"),
        ("boat%00.jpg", "no such picture"),
        (f"{'x' * 5000}.jpg", "too long"),
        ("link.jpg", "no such picture"),
        ("folder.jpg", "no such picture"),
        ("bomb.svg", "entities"),
    ],
)
def test_no_address_leads_out_of_the_project(address: str, word: str, tmp_path: Path, call: Run) -> None:
    bomb = b'<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/hostname">]><svg xmlns="http://www.w3.org/2000/svg">&a;</svg>'
    folder = project(tmp_path / "p", ARTICLE.replace("boat.jpg", address), {"images/a/bomb.svg": bomb})
    (tmp_path / "outside.jpg").write_bytes(photograph())
    (folder / "images/a/link.jpg").symlink_to(tmp_path / "outside.jpg")
    (folder / "images/a/folder.jpg").mkdir()
    call("sync", cwd=folder)
    said = call("build", cwd=folder)
    assert said.status == 0 and word in said.out
    assert not elements(folder / "build/a_zh-Hant_en.pdf", "/Figure")
    found = [f for f in call("check", "--json", cwd=folder).json if f["code"] == "picture"]
    assert len(found) == 1 and word in found[0]["message"]


def test_a_plain_text_takes_its_pictures_from_its_folder_by_number_or_order(
    tmp_path: Path, call: Run
) -> None:
    text = f"題目\n\n{TEXT}\n\n圖說：一。\n\n{TEXT}\n\n圖說：二。\n\n{TEXT}\n"
    folder = project(tmp_path / "p", text, {"images/a/fig-2.jpg": photograph()}, "a.txt")

    def shown() -> list[str]:
        article = find(folder, folder=folder).articles(["a"], [".txt"])[0]
        document, _ = read_article(find(folder, folder=folder), article)
        assert "".join(document.text.split()) == "".join(text.split())
        return [f"{b.picture} {c.text}" for b, c in pairwise(document.blocks) if b.picture] + list(
            document.notes
        )

    assert shown() == ["images/a/fig-2.jpg 圖說：二。", "1 of 2 captions have no picture in images/"]
    (folder / "images/a/harbour.jpg").write_bytes(photograph())
    (folder / "images/a/quay.png").write_bytes(photograph())
    assert shown() == [
        "images/a/fig-2.jpg 圖說：一。",
        "images/a/harbour.jpg 圖說：二。",
        "no caption for quay.png: a picture is printed above its caption",
    ]
    said = call("segments", "source/a.txt", cwd=folder)
    assert "images/a/harbour.jpg" in said.out and "note: no caption for quay.png" in said.out
    call("sync", cwd=folder)
    said = call("build", cwd=folder)
    assert said.status == 0
    captions = [figure["/Alt"] for figure in elements(folder / "build/a_zh-Hant_en.pdf", "/Figure")]
    assert captions == ["圖說：一。", "圖說：二。"]


def test_add_copies_the_pictures_beside_a_file_and_names_the_others(tmp_path: Path, call: Run) -> None:
    folder = project(tmp_path / "p", ARTICLE, {"images/a/boat.jpg": photograph()})
    page = f"""<html><body><article><h1>題目</h1><p>{TEXT}</p><figure><img src="p_files/a%20b.jpg" alt="船">
        <figcaption>港口。</figcaption></figure><p>{TEXT}</p><img src="../secret.jpg"><img src="https://example.org/z.jpg">
        <img src="p_files/no.jpg"></article></body></html>"""
    downloads = tmp_path / "downloads"
    (downloads / "p_files").mkdir(parents=True)
    (downloads / "p_files/a b.jpg").write_bytes(photograph())
    (downloads / "p_files/no.jpg").write_bytes(b"<html>404</html>")
    (tmp_path / "secret.jpg").write_bytes(photograph())
    (downloads / "p.html").write_text(page, encoding="utf-8")
    assert call("add", downloads / "p.html", "--dry-run", cwd=folder).status == 0
    assert not (folder / "images/p").exists()
    (added,) = call("add", downloads / "p.html", "--json", cwd=folder).json["results"]
    assert added["pictures"] == ["images/p/p_files/a b.jpg"]
    assert [note.split(":")[0] for note in added["notes"]] == [
        "picture ../secret.jpg", "picture https", "picture p_files/no.jpg",
    ]  # fmt: skip
    shown = call("segments", "source/p.html", "--json", cwd=folder).json
    assert next(b["picture"] for b in shown["blocks"] if "picture" in b) == "p_files/a%20b.jpg"
    found = [f["message"] for f in call("check", "p", "--json", cwd=folder).json if f["code"] == "picture"]
    assert len(found) == 3 and not any("a%20b" in message for message in found)


def test_a_picture_in_a_word_document_is_printed(tmp_path: Path, call: Run) -> None:
    folder = project(tmp_path / "p", ARTICLE, {"images/a/boat.jpg": photograph()})
    (folder / "source/w.docx").write_bytes(docx(photograph((60, 40))))
    call("sync", cwd=folder)
    assert call("build", "w", cwd=folder).status == 0
    assert [figure["/Alt"] for figure in elements(folder / "build/w_zh-Hant_en.pdf", "/Figure")] == ["一艘船"]


def test_headers_footers_and_comments_of_a_word_document_are_left_out_and_listed() -> None:
    w = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    file = io.BytesIO(docx())
    with zipfile.ZipFile(file, "a") as document:
        for name, text in (
            ("header1", "頁首"),
            ("header2", "頁首"),
            ("footer1", "第頁"),
            ("comments", "請查證"),
        ):
            document.writestr(
                f"word/{name}.xml", f'<w:x xmlns:w="{w}"><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:x>'
            )
    found = readers.read(file.getvalue(), path="a.docx", article="a", language="zh-Hant")
    assert found.left_out == ("請查證", "第頁", "頁首")


@pytest.mark.parametrize("align", ["block", "segment"])
def test_a_caption_stays_below_its_picture_wherever_the_page_ends(align: str) -> None:
    """On pages of many lengths the caption's first line stands on the picture's page, below it."""
    for lines in range(1, 24):
        rows = [row_of(f"第{n}行。", Role.PARAGRAPH) for n in range(lines)]
        rows += [picture_row(600, 400), row_of("圖說：港口。", Role.CAPTION), row_of("完。", Role.PARAGRAPH)]
        edition = Edition("a", ("zh-Hant", "en"), tuple(rows), ("題", "T"), "zh-Hant")
        page = PageConfig(size="120mm 160mm", margin="15mm", align=align)
        html = layouts.render(edition, page, "columns")
        for name, mark in (("pic", 'tr class="alt'), ("cap", 'tr class="caption')):
            html = html.replace(f"<{mark}", f'<tr id="{name}" {mark[3:]}')
        found = pdf.places(html, pdf.Assets({PICTURE.name: PICTURE}))
        assert found["pic"][0] == found["cap"][0] and found["pic"][1] < found["cap"][1]


def test_no_picture_is_larger_than_its_pixels_or_the_page_allow() -> None:
    html = {size: layouts.render(Edition("a", ("zh-Hant", "en"), (picture_row(*size),), ("題", "T"), "zh-Hant"),
                                 PageConfig(), "columns") for size in ((150, 100), (3000, 100), (1000, 3000))}  # fmt: skip
    widths = {
        size: [float(w) for w in re.findall(r"width: ([\d.]+)pt; height: ([\d.]+)pt", text)[0]]
        for size, text in html.items()
    }
    assert widths[150, 100] == [72, 48]
    assert widths[3000, 100][0] == pytest.approx(176 * 72 / 25.4, abs=0.1)
    assert widths[1000, 3000][1] == pytest.approx(0.45 * 255 * 72 / 25.4, abs=0.1)
    assert all(w / h == pytest.approx(size[0] / size[1], rel=0.01) for size, (w, h) in widths.items())


def test_a_picture_that_nearly_fits_is_set_smaller_instead_of_leaving_a_hole(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    fewer = []
    for lines in (5, 8, 10, 12):
        rows = [row_of(f"第{n}行。", Role.PARAGRAPH) for n in range(lines)]
        rows += [picture_row(600, 400), row_of("圖說：港口。", Role.CAPTION)]
        edition = Edition("a", ("zh-Hant", "en"), tuple(rows), ("題", "T"), "zh-Hant")
        html = layouts.render(edition, PageConfig(size="120mm 160mm", margin="15mm"), "columns")
        assets = pdf.Assets({PICTURE.name: PICTURE})
        fitted = pdf.write(html, edition, assets=assets)
        with monkeypatch.context() as without:
            without.setattr("bilingual.pdf.typesetting.fitted", lambda render: render())
            as_it_was = pdf.write(html, edition, assets=assets)
        widths = [max(width_of(made.data)) for made in (fitted, as_it_was)]
        assert 0.59 <= widths[0] / widths[1] <= 1
        assert (fitted.pages < as_it_was.pages) == (widths[0] < widths[1])
        fewer.append(as_it_was.pages - fitted.pages)
    assert set(fewer) == {0, 1}


def test_more_air_for_the_last_page_drove_a_picture_that_had_room_off_its_own() -> None:
    row = "<tr><td><p style='height: 20px; margin: 0 0 calc(var(--air) * 10px)'>國</p></td></tr>"
    html = (
        "<style>@page { size: 300px 400px; margin: 0 } body { margin: 0 } td { padding: 0 } html { --air: 1 }"
        "table { border-spacing: 0; font-size: 10px; line-height: 20px }</style>"
        f"<table>{row * 8}<tr style='break-inside: avoid'><td><div id=picture style='height: 150px'></div></td></tr>"
        f"{row * 2}</table>"
    )
    source = weasyprint.HTML(string=html)
    document = proofs.proofread(source, source.render)
    assert len(document.pages) == 2  # however little there is on the second one
    assert "picture" in document.pages[0].anchors


def width_of(data: bytes) -> list[float]:
    """The widths of what is drawn as pictures are: by a matrix of their size."""
    with pikepdf.open(io.BytesIO(data)) as document:
        return [
            float(operands[0])
            for page in document.pages
            for operands, operator in pikepdf.parse_content_stream(page)
            if str(operator) == "cm" and float(operands[0]) > 50
        ]


DRAWING = '<svg viewBox="0 0 20 10" aria-label="漁獲量"><defs><linearGradient id="g"><stop offset="0"/></linearGradient></defs><rect width="20" height="10" fill="url(#g)"/><text>年分</text><script>x()</script></svg>'


def page(html: str) -> str:
    return f"<html><body><article><h1>題目</h1><p>{TEXT}</p>{html}</article></body></html>"


@pytest.mark.parametrize(
    "html",
    [
        f"<figure>{DRAWING}</figure>",
        DRAWING.replace("<svg", '<svg width="400" height="200px"'),
        DRAWING.replace("<svg", '<svg style="width: 400px; height:200px"'),
    ],
)
@pytest.mark.parametrize("name", ["a.html", "a.xhtml"])
def test_a_drawing_in_a_page_was_left_out_without_a_word(html: str, name: str) -> None:
    document = read(page(html), name)
    (block,) = [block for block in document.blocks if block.picture]
    assert block.text == "漁獲量"
    assert document.left_out == ("年分",)  # it stands in the picture
    assert document.notes == ()
    drawn = base64.b64decode(block.picture.partition(",")[2])
    assert b'viewBox="0 0 20 10"' in drawn and b"<linearGradient" in drawn
    made = imaging.prepared(drawn, "a.svg", "")
    assert made.problem == "" and b"script" not in made.data


@pytest.mark.parametrize(
    ("html", "said"),
    [
        ('<p>說<svg width="16" height="16"><path d="M0 0"/></svg>話。</p>', False),
        ('<p>說話。<a href="#"><svg viewBox="0 0 9 9"><path d="M0 0"/></svg></a></p>', False),
        ('<svg aria-hidden="true"><path d="M0 0"/></svg>', False),
        ('<svg viewBox="0 0 9 9"><path d="M0 0"/></svg>', True),
        ("<svg><defs/></svg>", False),
    ],
)
def test_icons_are_no_pictures_and_what_may_be_one_is_named(html: str, said: bool) -> None:
    document = read(page(html), "a.html")
    assert not any(block.picture for block in document.blocks)
    assert any("left out: a drawing (svg)" in note for note in document.notes) is said


def test_a_picture_that_a_word_document_only_links_to_was_left_out_without_a_word() -> None:
    data, file = docx(), io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w") as new:
        for name in old.namelist():
            text = old.read(name).decode()
            text = text.replace('r:embed="r1"', 'r:link="r1"')
            text = text.replace('Target="media/a.png"', 'Target="file:///C:/boat.png" TargetMode="External"')
            new.writestr(name, text)
    found = readers.read(file.getvalue(), path="a.docx", article="a", language="zh-Hant")
    assert found.notes == (
        "left out: a picture that the document only links to (file:///C:/boat.png); insert the picture itself",
    )
    assert not readers.read(data, path="a.docx", article="a", language="zh-Hant").notes


@pytest.mark.parametrize("name", ["a.html", "a.xhtml"])
def test_a_picture_that_an_e_book_fits_to_the_screen_by_a_drawing_was_lost(name: str) -> None:
    spaces = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    html = f'<div><svg {spaces} width="100%" height="100%" viewBox="0 0 600 800"><title>漁港</title><image xlink:href="img/boat.jpg" width="600"/></svg></div>'
    document = read(page(html), name)
    assert [(b.picture, b.text) for b in document.blocks if b.picture] == [("img/boat.jpg", "漁港")]
    assert not document.notes
