"""Whatever a file holds, a reader gives an article or says what is wrong; and nothing of the file is lost.

``BILINGUAL_EXAMPLES=100000`` looks for as many examples of each law instead of a few.
"""

from __future__ import annotations

import io
import os
import re
import zipfile
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bilingual import segmentation
from bilingual.config import SegmentationConfig
from bilingual.errors import SourceError
from bilingual.model import Document
from bilingual.readers import Options, read
from test_blind_trial import CASES, FORMATS, cases, source

EXAMPLES = int(os.environ.get("BILINGUAL_EXAMPLES", "30"))
FUZZ = settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
)
LANGUAGES = st.sampled_from(["zh-Hant", "zh-Hans", "ja", "ko", "en", "ar"])
LETTERS = st.text(
    st.one_of(
        st.sampled_from("中文字。，「」！？：（）圖攝記者註 　\n\t1.2•ABc"),
        st.sampled_from("\u202e\u200f\ufeff\u2028\x85\u00a0שלוםمرحبا😀👩‍👧𠮷𪚥\ufffd한국어カナ"),
        st.characters(exclude_categories=("Cs",)),
    ),
    max_size=12,
)


def whole(
    data: bytes, suffix: str, language: str = "zh-Hant", options: Options | None = None
) -> Document | None:
    """Read, cut, and check what holds for every format; None for a file that is no article."""
    try:
        document = read(
            data, path=f"source/x{suffix}", article="x", language=language, options=options or Options()
        )
    except SourceError as error:
        assert error.message and error.hint and error.path
        return None
    for block in document.blocks:
        assert document.text[block.start : block.end] == block.text
        open_ends = [len(block.text)]
        for tag in block.tags:
            while open_ends[-1] <= tag.start < len(block.text) and len(open_ends) > 1:
                open_ends.pop()
            assert 0 <= tag.start <= tag.end <= len(block.text)
    segments = segmentation.segment(document, SegmentationConfig())
    for segment in segments:
        assert segment.id
    return document


def characters(document: Document) -> Counter[str]:
    """What is left of a file: its blocks, what stands in tags, what was left out."""
    pieces = [block.text for block in document.blocks] + list(document.left_out)
    pieces += [
        value for b in document.blocks for t in b.tags for key, value in t.attributes if key in {"rt", "mark"}
    ]
    return Counter("".join("".join(pieces).split()))


@FUZZ
@given(
    st.lists(LETTERS, max_size=20), LANGUAGES, st.sampled_from([None, True, False]), st.sampled_from("\n\r")
)
def test_a_text_is_kept_whole(pieces: list[str], language: str, wrapped: bool | None, end: str) -> None:
    text = end.join(pieces)
    document = whole(text.encode(), ".txt", language, Options(wrapped=wrapped))
    if document and document.encoding == "utf-8":  # a few bytes with NUL may be UTF-16 as well
        head = Counter("".join("".join(document.left_out).split()))
        blocks = Counter("".join("".join(b.text for b in document.blocks).split()))
        assert (blocks + head) - Counter("".join(text.removeprefix("\ufeff").split())) == Counter()
        assert Counter("".join(text.removeprefix("\ufeff").split())) - (blocks + head) == Counter()


NAMES = [
    "div",
    "p",
    "span",
    "b",
    "strong",
    "i",
    "em",
    "a",
    "ul",
    "ol",
    "li",
    "table",
    "tr",
    "td",
    "th",
    "h1",
    "h2",
    "h3",
    "br",
    "hr",
    "img",
    "figure",
    "figcaption",
    "blockquote",
    "ruby",
    "rt",
    "rp",
    "pre",
    "section",
    "article",
    "aside",
    "nav",
    "footer",
    "header",
    "time",
    "sup",
    "script",
    "style",
    "form",
    "button",
    "iframe",
    "svg",
    "title",
    "font",
    "center",
    "code",
    "dl",
    "dt",
    "dd",
]
CLASSES = st.sampled_from(
    ["", ' class="caption"', ' class="byline"', ' class="footnotes"', ' class="share"', ' class="date"', " hidden",
     ' class="related"', ' class="headline"', ' href="#fn1"', ' href="https://example.org/?a=1&b=2"', ' id="fn1"']
)  # fmt: skip
MARKUP = st.one_of(
    st.builds(lambda n, c: f"<{n}{c}>", st.sampled_from(NAMES), CLASSES),
    st.builds(lambda n: f"</{n}>", st.sampled_from(NAMES)),
    st.sampled_from(
        [
            "&nbsp;",
            "&lt;",
            "&#x4e2d;",
            "&#0;",
            "&#xD800;",
            "&foo;",
            "<",
            "<!--x-->",
            "<![CDATA[x]]>",
            "<1>",
            "<?x?>",
        ]
    ),
    LETTERS,
    LETTERS,
)


def body_characters(data: str, *, chapter: bool) -> Counter[str]:
    """The characters of a page's text nodes, counted apart from the reader's own walk."""
    from bilingual.readers.trees import html_tree, local, xhtml_tree

    root = xhtml_tree(data.encode(), "x") if chapter else html_tree(data, "x")
    body = next((e for e in root if local(e) == "body"), root)
    for element in list(body.iter()):
        if local(element) in {"script", "style", "title", "head", "template"}:
            for text in list(element):
                element.remove(text)
            element.text = None
    return Counter("".join("".join(body.itertext()).split()))


@FUZZ
@given(st.lists(MARKUP, max_size=40), LANGUAGES, st.booleans())
def test_no_text_node_of_a_page_is_lost(pieces: list[str], language: str, chapter: bool) -> None:
    page = "".join(pieces)
    data = f"<html><body>{page}</body></html>"
    document = whole(data.encode(), ".xhtml" if chapter else ".html", language)
    if document:
        assert characters(document) == body_characters(data, chapter=chapter)


WORDS = st.integers(0, 400).map(lambda n: f"w{n}w")
MARKS = st.sampled_from(
    ["\n", "\n\n", "\n\n", " ", "# ", "## ", "> ", "- ", "1. ", "**", "*", "`", "| ", " |\n|---|---|\n", "[^1]", "\n\n[^1]: ",
     "[a](b)", "![", "](x.png)", "---\n", "\n===\n", "    ", "```\n", ":::info\n", "\n:::\n", "==", " ~~x~~ ", "<b>", "</b>", "<div>",
     "- [ ] ", "\\", "&amp;", "　　", "中文。", "「」"]
)  # fmt: skip


@FUZZ
@given(st.lists(st.one_of(WORDS, MARKS), max_size=40), LANGUAGES)
def test_no_word_of_markdown_is_lost(pieces: list[str], language: str) -> None:
    text = "".join(pieces)
    document = whole(text.encode(), ".md", language)
    if document:
        kept = " ".join([document.text, *document.left_out, *(str(b.tags) for b in document.blocks)])
        kept += str(document.metadata)
        assert set(re.findall(r"w\d+w", text)) <= set(re.findall(r"w\d+w", kept))


PACKAGES = [path for name in ("docx", "odt", "epub") for path in cases(name)]


@st.composite
def damaged_packages(draw: st.DrawFn) -> tuple[str, bytes]:
    """A real package in which one part was changed: its elements moved, doubled, deleted; its bytes flipped."""
    path = draw(st.sampled_from(PACKAGES))
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    texts = [n for n in parts if n.endswith((".xml", ".xhtml", ".opf", ".rels")) and parts[n]]
    for _ in range(draw(st.integers(1, 4))):
        name = draw(st.sampled_from(texts))
        tokens = re.split(rb"(<[^>]*>)", parts[name])
        at, other = draw(st.integers(0, len(tokens) - 1)), draw(st.integers(0, len(tokens) - 1))
        match draw(st.sampled_from(["swap", "drop", "double", "text", "flip", "deep", "gone"])):
            case "swap":
                tokens[at], tokens[other] = tokens[other], tokens[at]
            case "drop":
                del tokens[min(at, other) : max(at, other)][:3]
                del tokens[at]
            case "double":
                tokens[at:at] = tokens[other : other + 5]
            case "text":
                tokens[at] += draw(LETTERS).encode()
            case "flip":
                tokens[at] = draw(st.binary(max_size=6))
            case "deep":
                tokens[at] = tokens[at] * draw(st.sampled_from([2, 50, 400]))
            case "gone":
                tokens = []
        parts[name] = b"".join(tokens)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return path.suffix, file.getvalue()


@FUZZ
@given(damaged_packages(), LANGUAGES)
def test_a_damaged_package_is_read_or_refused(package: tuple[str, bytes], language: str) -> None:
    whole(package[1], package[0], language)


@st.composite
def damaged_files(draw: st.DrawFn) -> tuple[str, bytes]:
    """A real file in which bytes were changed, cut out or put in."""
    path = draw(st.sampled_from([p for name in FORMATS for p in cases(name)]))
    data = bytearray(source(path))
    for _ in range(draw(st.integers(1, 5))):
        at = draw(st.integers(0, len(data)))
        data[at : at + draw(st.sampled_from([0, 0, 1, 2, 100]))] = draw(st.binary(max_size=4))
    return path.suffix, bytes(data)


@FUZZ
@given(damaged_files(), LANGUAGES)
def test_a_damaged_file_is_read_or_refused(file: tuple[str, bytes], language: str) -> None:
    whole(file[1], file[0], language)


@FUZZ
@given(
    st.binary(max_size=200),
    st.sampled_from([".txt", ".md", ".html", ".xhtml", ".docx", ".odt", ".epub"]),
    LANGUAGES,
)
def test_any_bytes_are_read_or_refused(data: bytes, suffix: str, language: str) -> None:
    whole(data, suffix, language)


@pytest.mark.parametrize("path", sorted((CASES / "crashes").iterdir()), ids=lambda p: p.name)
def test_what_once_crashed_a_reader(path: Path) -> None:
    whole(path.read_bytes(), path.suffix)
