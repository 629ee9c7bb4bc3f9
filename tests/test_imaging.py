"""Files that are pictures, that nearly are, and that are meant to do harm."""

from __future__ import annotations

import base64
import io
import random
import struct
import zlib
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms, ImageFile

from bilingual import imaging

SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" {}>{}</svg>'


def made(image: Image.Image, kind: str = "PNG", **how: object) -> bytes:
    file = io.BytesIO()
    image.save(file, kind, **how)
    return file.getvalue()


def noise(mode: str = "RGB", size: tuple[int, int] = (60, 40)) -> Image.Image:
    return Image.frombytes("L", size, random.Random(7).randbytes(size[0] * size[1])).convert(mode)


def opened(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


def drawing(inside: str, attributes: str = 'viewBox="0 0 100 50"') -> bytes:
    return SVG.format(attributes, inside).encode()


@pytest.mark.parametrize(
    ("data", "media", "mode"),
    [
        (made(noise()), "image/png", "RGB"),
        (made(noise("L"), "JPEG"), "image/jpeg", "L"),
        (made(noise("CMYK"), "JPEG"), "image/jpeg", "RGB"),
        (made(noise("CMYK"), "TIFF"), "image/png", "RGB"),
        (made(noise(), "WEBP"), "image/jpeg", "RGB"),
        (made(noise(), "WEBP", lossless=True), "image/png", "RGB"),
        (made(Image.new("RGBA", (60, 40), (9, 99, 199, 99)), "WEBP"), "image/png", "RGBA"),
        (made(noise(), "BMP"), "image/png", "RGB"),
        (made(Image.new("I;16", (60, 40), 40000)), "image/png", "L"),
        (made(noise("1")), "image/png", "1"),
    ],
)
def test_a_picture_of_any_kind_becomes_one_that_every_page_shows(data: bytes, media: str, mode: str) -> None:
    picture = imaging.prepared(data, "a", "images/a")
    assert (picture.media, picture.width, picture.height, picture.problem) == (media, 60, 40, "")
    assert opened(picture.data).mode == mode
    assert opened(picture.data).size == (60, 40)
    assert picture == imaging.prepared(data, "a", "images/a")


def test_what_can_be_printed_as_it_is_stays_as_it_is() -> None:
    data = made(noise())
    assert imaging.prepared(data, "a", "").data == data


def test_a_photograph_stands_upright_and_does_not_say_where_it_was_taken() -> None:
    exif = Image.Exif()
    exif[0x0112], exif[0x010E] = 6, "a secret place"
    turned = imaging.prepared(made(noise(), "JPEG", exif=exif), "a", "")
    assert (turned.width, turned.height) == (40, 60)
    exif[0x0112] = 1
    upright = imaging.prepared(made(noise(), "JPEG", exif=exif, comment=b"a secret comment"), "a", "")
    assert b"secret" not in turned.data + upright.data
    assert opened(upright.data).tobytes() == opened(made(noise(), "JPEG")).tobytes() or upright.width == 60


def test_the_colours_of_a_profile_become_those_of_the_web() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    picture = imaging.prepared(
        made(noise(), "JPEG", icc_profile=profile), "a", ""
    )  # a profile of the wrong kind
    assert picture.media == "image/jpeg" and not picture.problem


def test_what_is_larger_than_paper_becomes_smaller() -> None:
    picture = imaging.prepared(made(Image.new("RGB", (8000, 5000), "red"), "JPEG"), "a", "")
    assert (picture.width, picture.height) == (3200, 2000)


def test_of_what_moves_the_first_picture_stands() -> None:
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("red", "green", "blue")]
    picture = imaging.prepared(made(frames[0], "GIF", save_all=True, append_images=frames[1:]), "a", "")
    assert picture.media == "image/png" and "moves" in picture.notes[0]


def png_that_says(width: int, height: int) -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"", "empty"),
        (b"hello", "not a picture"),
        (b"%PDF-1.7", "a PDF"),
        (b"\x00\x00\x00\x18ftypheic....", "HEIC"),
        (b"<html><body>not found</body></html>", "<html>"),
        (made(noise(size=(300, 300)), "JPEG")[:5000], "cut off"),
        (made(noise(size=(300, 300)))[:5000], "cut off"),
        (b"\x89PNG\r\n\x1a\n" + bytes(99), "not a picture"),
        (png_that_says(12_000, 12_000), "144 megapixels"),
        (png_that_says(99_000, 99_000), "more than 100 megapixels"),
        (drawing("<g>" * 300 + "</g>" * 300), "nested"),
        (drawing("<g/>" * 60_000), "elements"),
        (drawing('<g id="a"><use href="#a"/></g>'), "refers to itself"),
        (drawing('<g id="x0"><path/></g>' + "".join(f'<g id="x{n + 1}">{f"""<use xlink:href="#x{n}"/>""" * 10}</g>'
                                                    for n in range(9)) + '<use href="#x9"/>'), "draws more than"),
        (b'<!DOCTYPE svg [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><svg xmlns="http://www.w3.org/2000/svg">'
         b"<text>&b;</text></svg>", "entities"),
        (b'<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]><svg xmlns="http://www.w3.org/2000/svg">'
         b"<text>&a;</text></svg>", "entities"),
        (b"<svg", "can be read"),
        (b'<?xml version="1.0" encoding="klingon"?><svg/>', "can be read"),
    ],
)  # fmt: skip
def test_what_is_no_picture_says_why_and_what_to_do(data: bytes, word: str) -> None:
    picture = imaging.prepared(data, "a", "images/a")
    assert picture.data == b"" and word in picture.problem and ": save" in picture.problem


def test_files_that_are_cut_off_stay_refused_whatever_the_typesetter_allows(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)
    assert "cut off" in imaging.prepared(made(noise(size=(200, 200)), "JPEG")[:3000], "b", "").problem
    assert ImageFile.LOAD_TRUNCATED_IMAGES is True


def test_a_drawing_keeps_nothing_that_runs_or_leads_out_of_it() -> None:
    inner = base64.b64encode(made(noise())).decode()
    data = drawing(
        '<script>alert(1)</script><foreignObject><p xmlns="http://www.w3.org/1999/xhtml">x</p></foreignObject>'
        '<image href="file:///etc/passwd"/><image xlink:href="http://127.0.0.1/x.png"/>'
        f'<image href="data:image/png;base64,{inner}"/><image href="data:image/svg+xml,%3Csvg/%3E"/>'
        "<style>@import url(http://x/a.css); rect { fill: url(http://x/y) } g { fill: url(#p) }</style>"
        '<rect onclick="x()" style="fill: url(http://a/b)" fill="url(#p)"/><a href="http://x"><text>words</text></a>'
        '<use href="other.svg#a"/><linearGradient id="p"/><metadata>x</metadata>'
    )
    picture = imaging.prepared(data, "a", "")
    text = picture.data.decode()
    for word in (
        "script",
        "foreignObject",
        "passwd",
        "127.0.0.1",
        "onclick",
        "import",
        "http://x",
        "other.svg",
        "svg+xml",
    ):
        assert word not in text
    assert all(word in text for word in ("words", "url(#p)", "data:image/png;base64,"))
    assert ElementTree.fromstring(picture.data).tag == "{http://www.w3.org/2000/svg}svg"
    assert any("passwd" in note for note in picture.notes) and any(
        "<script>" in note for note in picture.notes
    )
    assert (picture.width, picture.height) == (1000, 500)


@pytest.mark.parametrize(
    ("attributes", "size"),
    [
        ('width="10mm" height="5mm"', (37.8, 18.9)),
        ('width="100" viewBox="0 0 4 3"', (100, 75)),
        ('width="100%" viewBox="0 0 4 1"', (1000, 250)),
        ("", (1000, 500)),
        ('width="1e9" height="1"', (2000, 1)),
        ('viewBox="0 0 nan 0"', (1000, 500)),
    ],
)
def test_the_size_of_a_drawing(attributes: str, size: tuple[float, float]) -> None:
    picture = imaging.prepared(drawing("<path/>", attributes), "a", "")
    assert picture.data
    if "1e9" not in attributes:
        assert (round(picture.width, 1), round(picture.height, 1)) == size


GOOD = [
    made(noise()),
    made(noise(), "JPEG"),
    made(noise("P"), "GIF"),
    made(noise(), "WEBP"),
    drawing('<g id="a"><use href="#a"/><text>x</text></g><rect fill="url(#a)"/>'),
    drawing('<g id="b"><text>x</text></g><rect fill="url(#b)"/><use href="#b"/>'),
]


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_no_damage_to_a_file_is_more_than_a_picture_or_a_reason(data: st.DataObject) -> None:
    good = data.draw(st.sampled_from(GOOD))
    damaged = bytearray(good)
    for _ in range(data.draw(st.integers(0, 5))):
        damaged[data.draw(st.integers(0, len(good) - 1))] = data.draw(st.integers(0, 255))
    damaged = damaged[: data.draw(st.integers(0, len(good)))] if data.draw(st.booleans()) else damaged
    picture = imaging.prepared(bytes(damaged), "a", "")
    assert bool(picture.data) != bool(picture.problem)
