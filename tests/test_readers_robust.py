"""Files that mean harm, and files that came to harm: a message that says what to do, or a correct article, in little memory."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from bilingual.errors import SourceError
from bilingual.model import Document
from bilingual.readers import read
from test_blind_trial import CASES

PACKAGES = {
    ".docx": (CASES / "docx" / "word-taiwan.zh-Hant.docx", "word/document.xml"),
    ".odt": (CASES / "odt" / "google-docs.ko.odt", "content.xml"),
    ".epub": (CASES / "epub" / "sigil.zh-Hans.epub", "OEBPS/Text/ch01.xhtml"),
}
SUFFIXES = [".txt", ".md", ".html", ".docx", ".odt", ".epub"]


def article(data: bytes, suffix: str, language: str = "zh-Hant") -> Document:
    return read(data, path=f"source/x{suffix}", article="x", language=language)


def refused(data: bytes, suffix: str) -> SourceError:
    with pytest.raises(SourceError) as caught:
        article(data, suffix)
    assert caught.value.hint and caught.value.path.startswith("source/x")
    return caught.value


def changed(
    suffix: str, change: bytes | None, *, more: dict[str, bytes] | None = None, before: bytes = b""
) -> bytes:
    """A real package with its text replaced, or with something before the root of its text; and more parts."""
    path, text = PACKAGES[suffix]
    file = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            if name == text:
                if before:
                    head, found, rest = data.partition(b"?>")
                    data = head + found + before + rest
                data = data if change is None else change
            if name not in (more or {}):
                new.writestr(name, data)
        for name, data in (more or {}).items():
            new.writestr(name, data)
    return file.getvalue()


# Harm meant.

BOMB = (
    b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9))
    + b"]>"
)
EXTERNAL = b'<!DOCTYPE x [<!ENTITY secret SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize("suffix", PACKAGES)
@pytest.mark.parametrize("before", [BOMB, EXTERNAL], ids=["bomb", "external"])
def test_xml_entities_are_refused(suffix: str, before: bytes) -> None:
    data = changed(suffix, None, before=before)
    if (
        suffix == ".epub"
    ):  # its page has a document type already: then it is read as HTML, which knows no entities
        assert "root:" not in article(data, suffix).text
    else:
        assert "entities" in refused(data, suffix).message


def test_an_entity_in_a_chapter_is_text_and_nothing_else() -> None:
    page = EXTERNAL.replace(b"DOCTYPE x", b"DOCTYPE html") + (
        "<html xmlns='http://www.w3.org/1999/xhtml'><body><p>開頭。&secret;結尾。</p></body></html>".encode()
    )
    with pytest.raises(SourceError, match="entities"):
        article(changed(".epub", page), ".epub")


@pytest.mark.parametrize("suffix", PACKAGES)
def test_a_zip_bomb_is_refused_without_being_unpacked(suffix: str) -> None:
    bomb = b"<a>" + b" " * (80 * 2**20) + b"</a>"
    data = changed(suffix, bomb)
    assert len(data) < 2**20
    assert "unpacks to more than" in refused(data, suffix).message


def test_a_package_of_a_million_names_is_refused() -> None:
    many = {f"x/{n}": b"" for n in range(20_001)}
    assert "parts" in refused(changed(".odt", None, more=many), ".odt").message


@pytest.mark.parametrize(
    "target", ["../../../../etc/passwd", "/etc/passwd", "file:///etc/passwd", "http://x/"]
)
def test_a_book_can_name_only_its_own_parts(target: str) -> None:
    path, _ = PACKAGES[".epub"]
    with zipfile.ZipFile(path) as package:
        opf = package.read("OEBPS/content.opf").replace(b"Text/ch01.xhtml", target.encode())
    document = article(changed(".epub", None, more={"OEBPS/content.opf": opf}), ".epub")
    assert "root:" not in document.text and "第二篇" in document.text and "第一篇" not in document.text


def test_a_picture_on_the_disk_is_not_fetched() -> None:
    path, _ = PACKAGES[".docx"]
    with zipfile.ZipFile(path) as package:
        rels = package.read("word/_rels/document.xml.rels")
        text = package.read("word/document.xml")
    rels = rels.replace(
        b"</Relationships>",
        b'<Relationship Id="rE" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" '
        b'Target="file:///etc/passwd" TargetMode="External"/></Relationships>',
    )
    blip = b'<a:graphic><a:graphicData><pic:pic xmlns:pic="x"><a:blip r:link="rE"/></pic:pic></a:graphicData></a:graphic>'
    text = text.replace(b"</wp:inline>", blip + b"</wp:inline>")
    data = changed(".docx", text, more={"word/_rels/document.xml.rels": rels})
    assert "root:" not in article(data, ".docx").text


@pytest.mark.parametrize(
    ("suffix", "data"),
    [
        (".html", b"<div>" * 100_000 + "很深的一段。".encode()),
        (".html", b"<b><i>" * 50_000 + "很深的一段。".encode()),
        (".html", b"<table><tr><td>" * 20_000 + "很深的一段。".encode()),
        (".md", b">" * 50_000 + "很深的一段。".encode()),
        (".md", b"".join(b"  " * n + b"- x\n" for n in range(400))),
        (".md", b"[" * 50_000 + "很深的一段。".encode()),
        (".md", b"*" * 50_000 + "很深的一段。".encode() + b"*" * 50_000),
        (".md", b"![" * 5_000 + "很深的一段。".encode()),
        (".md", b"`" * 50_000 + "很深的一段。".encode()),
        (".md", b"<b>" * 20_000 + "很深的一段。".encode()),
    ],
    ids=lambda v: v if isinstance(v, str) else v[:3].decode(),
)
def test_deep_nesting_is_read_or_refused(suffix: str, data: bytes) -> None:
    try:
        assert article(data, suffix).blocks
    except SourceError as error:
        assert "nested" in error.message or "no text" in error.message


@pytest.mark.parametrize("suffix", PACKAGES)
def test_deep_elements_in_a_package_are_refused(suffix: str) -> None:
    path, text = PACKAGES[suffix]
    with zipfile.ZipFile(path) as package:
        head, found, rest = package.read(text).partition(
            b"<w:p " if suffix == ".docx" else b"<p" if suffix == ".epub" else b"<text:p"
        )
    deep = head + b"<x>" * 5_000 + b"</x>" * 5_000 + found + rest
    assert "nested too deeply" in refused(changed(suffix, deep), suffix).message


# Harm come to.


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_an_empty_file(suffix: str) -> None:
    assert refused(b"", suffix).exit_status == 4


@pytest.mark.parametrize("suffix", PACKAGES)
def test_a_package_cut_short(suffix: str) -> None:
    data = PACKAGES[suffix][0].read_bytes()
    for length in (10, len(data) // 2, len(data) - 5):
        refused(data[:length], suffix)


@pytest.mark.parametrize("suffix", PACKAGES)
def test_an_empty_document(suffix: str) -> None:
    path, text = PACKAGES[suffix]
    with zipfile.ZipFile(path) as package:
        data = package.read(text)
    body = {".docx": b"<w:body>", ".odt": b"<office:text>", ".epub": b"<body>"}[suffix]
    end = body.replace(b"<", b"</")
    empty = data[: data.index(body)] + body + end + data[data.index(end) + len(end) :]
    more = {}
    if suffix == ".epub":
        more = {"OEBPS/Text/ch02.xhtml": empty}
    assert "no text" in refused(changed(suffix, empty, more=more), suffix).message


def test_a_locked_book() -> None:
    locked = (
        b'<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container" xmlns:enc="http://www.w3.org/2001/04/xmlenc#">'
        b'<enc:EncryptedData><enc:CipherData><enc:CipherReference URI="OEBPS/Text/ch01.xhtml"/></enc:CipherData>'
        b"</enc:EncryptedData></encryption>"
    )
    error = refused(changed(".epub", None, more={"META-INF/encryption.xml": locked}), ".epub")
    assert "protected" in error.message and "DRM" in error.hint


@pytest.mark.parametrize("suffix", [".txt", ".md", ".html"])
def test_a_byte_that_is_no_utf8(suffix: str) -> None:
    data = "第一行。\n\n第二行。".encode()
    error = refused(data[:-3] + b"\xff\xfe" + data[-3:], suffix)
    assert error.line == 3 and "0xFF" in error.message


@pytest.mark.parametrize("suffix", [".txt", ".md", ".html"])
def test_nul_is_no_text(suffix: str) -> None:
    assert "control character U+0000" in refused("第一行。\0第二行。".encode(), suffix).message


def test_a_page_that_writes_nul_and_surrogates_as_characters() -> None:
    assert "正文開始。" in article("<p>正文開始。&#0;&#xD800;結束。</p>".encode(), ".html").text


def test_a_lone_surrogate_in_utf16() -> None:
    assert "UTF-16" in refused(b"\xff\xfe" + "標題".encode("utf-16-le") + b"\x00\xd8", ".txt").message


@pytest.mark.parametrize("suffix", [".txt", ".md", ".html"])
def test_mixed_line_ends(suffix: str) -> None:
    lines = ["標題在這裡", "第一段在這裡。", "第二段在這裡。"]
    text = "\r\n\r\n".join(lines[:2]) + "\r\r" + lines[2] + "\n"
    text = text if suffix != ".html" else "".join(f"<p>{line}</p>\r\n\r" for line in lines)
    assert [b.text for b in article(text.encode(), suffix).blocks] == lines


RARE = "𠮷野家的𪚥字與😀👩‍👧，\u2067עברית\u2069和\u202eمرحبا\u202c並存。"


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_rare_characters_and_directions_are_kept(suffix: str) -> None:
    text = f"標題\n\n{RARE}"
    if suffix == ".html":
        text = f"<h1>標題</h1><p>{RARE}</p>"
    data = text.encode()
    if suffix in PACKAGES:
        path, name = PACKAGES[suffix]
        with zipfile.ZipFile(path) as package:
            old = package.read(name).decode()
        start = (
            old.index("每到腊月")
            if suffix == ".epub"
            else old.index("제주 구좌읍")
            if suffix == ".odt"
            else old.index("台北市自")
        )
        data = changed(suffix, (old[:start] + RARE + old[start:]).encode())
    document = article(data, suffix)
    assert any(RARE in block.text for block in document.blocks)


def test_hebrew_is_read_in_its_own_order() -> None:
    document = article("<h1>כותרת</h1><p>זו <b>פסקה</b> ראשונה. וזו שנייה.</p>".encode(), ".html", "he")
    assert [b.text for b in document.blocks] == ["כותרת", "זו פסקה ראשונה. וזו שנייה."]
    assert document.blocks[1].tags[0].name == "strong"


# Size.

MEASURE = r"""
import re, sys
from pathlib import Path
from bilingual.readers import read
from bilingual.errors import SourceError
path = Path(sys.argv[1])
try:
    print(len(read(path.read_bytes(), path=path.name, article="x", language="zh-Hant").blocks))
except SourceError as error:
    print(error)
# Not ru_maxrss: a child that was forked has its parent's, here the whole test run's.
print(int(re.search(r"VmHWM:\s*(\d+)", Path("/proc/self/status").read_text())[1]) // 1024)
"""


def measured(path: Path) -> tuple[str, int]:
    done = subprocess.run([sys.executable, "-c", MEASURE, path], capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr[-500:]
    said, peak = done.stdout.strip().rsplit("\n", 1)
    return said, int(peak)


@pytest.mark.parametrize("suffix", [".md", ".html"])
def test_a_page_too_large_to_be_one_is_refused_in_bounded_memory(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"x{suffix}"
    path.write_bytes("<p>很大的一頁。</p>\n\n".encode() * 4_000_000)
    said, peak = measured(path)
    assert "MB" in said and peak < 600
