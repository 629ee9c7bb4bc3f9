"""A Word document (DOCX) → its blocks, by way of the HTML that mammoth makes of it."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

from bilingual.errors import SourceError
from bilingual.model import Metadata
from bilingual.readers.assembly import squeezed
from bilingual.readers.documents import blocks_of
from bilingual.readers.package import Package
from bilingual.readers.source import Reading, Source
from bilingual.readers.styles import KINDS
from bilingual.readers.trees import Element, html_tree, local, serialized, xml_tree
from bilingual.readers.word import name_styles, style_id

_ELEMENTS = {
    "title": "h1", "quote": "blockquote > p", "bullets": "ul > li", "numbers": "ol > li", "author": "p.author",
    "note": "p.footnote", **{f"heading {n}": f"h{n}" for n in range(1, 7)},
}  # fmt: skip
"""What paragraphs of a kind  are in a page; others are a ``p`` with the kind as its class."""
_STYLES = "\n".join(
    [
        *(f"p.{style_id(kind)} => {_ELEMENTS.get(kind, f'p.{kind}')}:fresh" for kind in KINDS),
        "u => u",
        "highlight[color='emphasis-marks'] => span.emphasis-marks",
    ]
)

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PARTS = re.compile(
    r"word/(?:(?:document|styles|numbering|footnotes|endnotes|comments)\d*|_rels/.*)\.(?:xml|rels)$|\[Content_Types\]\.xml$|_rels/\.rels$"
)
_TEXTS = re.compile(r"word/(?:document|footnotes|endnotes)\d*\.xml$")
_BESIDE = re.compile(r"word/(?:header|footer|comments)\d*\.xml$")
"""What stands around the text: the same on every page, or between those who wrote it."""
_MEDIA = re.compile(r"word/media/[^/]+\.\w+$", re.IGNORECASE)
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_READING = "reading-of-ruby:"
_EMPHASIS = "emphasis-marks"
_CORE = "docProps/core.xml"


def read(source: Source) -> Reading:
    """Read a DOCX: its paragraphs by style, lists, tables, footnotes, links; accepted changes.

    Headers, footers and comments are left out.

    Law, checked on every call: the letters that Word shows (``w:t``) are in the blocks or their tags.
    Raises SourceError for a package that is damaged, too large or defines XML entities.
    """
    package = Package(source.data, source.path)
    if not package.has("word/document.xml") and not any(
        n.startswith("word/document") for n in package.names()
    ):
        raise SourceError(
            "not a Word document: it lacks word/document.xml",
            path=source.path,
            hint="save it as DOCX or as text",
        )
    parts = {name: package.read(name) for name in package.names() if _PARTS.match(name)}
    trees = {name: xml_tree(data, source.path) for name, data in parts.items()}
    left_out: list[str] = []
    styles = next((trees[name] for name in trees if name.startswith("word/styles")), None)
    for name in filter(_TEXTS.match, trees):
        left_out += name_styles(trees[name], styles, source.language)
        _plain_words(trees[name])
        parts[name] = serialized(trees[name])
    # Of a picture mammoth gives the bytes and not the part: so a picture's bytes are its part's name.
    parts |= {name: name.encode() for name in package.names() if _MEDIA.match(name)}
    page = html_tree(f"<html><body>{_html(parts, source.path)}</body></html>", source.path)
    body = next((e for e in page if local(e) == "body"), page)
    _read_ruby(body)
    _read_marks(body)
    text, blocks, rest = blocks_of(body, source)
    missing = _unread(trees, squeezed("".join(body.itertext())))
    notes = [f"{len(missing)} paragraphs could not be read: {missing[0][:40]}…"] if missing else []
    notes += [
        f"left out: a picture that the document only links to ({address[:80]}); insert the picture itself"
        for address in _linked(parts, source.path)
    ]
    left_out += (*rest, *missing, *_beside(package, source.path))
    return Reading(text, blocks, "", _metadata(package, source.path), tuple(left_out), tuple(notes))


def _beside(package: Package, path: str) -> tuple[str, ...]:
    """The paragraphs of headers, footers and comments, each once."""
    texts = []
    for name in sorted(filter(_BESIDE.match, package.names())):
        for paragraph in xml_tree(package.read(name), path).iter(f"{_WORD}p"):
            texts.append("".join(t.text or "" for t in paragraph.iter(f"{_WORD}t")).strip())
    return tuple(dict.fromkeys(filter(None, texts)))


def _plain_words(tree: Element) -> None:
    """Write what mammoth doesn't know in words that it does.

    Ruby becomes a link to its reading, an emphasis mark a highlight, and a formula text.
    """
    for ruby in list(tree.iter(f"{_WORD}ruby")):
        run = ruby.getparent()
        reading = "".join(t.text or "" for rt in ruby.iter(f"{_WORD}rt") for t in rt.iter(f"{_WORD}t"))
        link = run.makeelement(f"{_WORD}hyperlink", {f"{_WORD}anchor": _READING + reading})
        link.extend([r for base in ruby.iter(f"{_WORD}rubyBase") for r in base])
        link.tail = run.tail
        run.getparent().replace(run, link)
    for marks in list(tree.iter(f"{_WORD}em")):
        looks = marks.getparent()
        if (
            (marks.get(f"{_WORD}val") or "dot") != "none"
            and local(looks) == "rpr"
            and local(looks.getparent()) == "r"
        ):
            for other in list(looks.iter(f"{_WORD}highlight")):
                looks.remove(other)
            looks.append(looks.makeelement(f"{_WORD}highlight", {f"{_WORD}val": _EMPHASIS}))
    for formula in list(tree.iter(f"{_MATH}oMath")):
        run = formula.makeelement(f"{_WORD}r", {})
        text = run.makeelement(f"{_WORD}t", {})
        text.text = "".join(t.text or "" for t in formula.iter(f"{_MATH}t"))
        run.append(text)
        run.tail = formula.tail
        formula.getparent().replace(formula, run)


def _read_ruby(body: Element) -> None:
    for link in list(body.iter("a")):
        href = link.get("href") or ""
        if href.startswith(f"#{_READING}"):
            link.tag = "ruby"
            reading = link.makeelement("rt", {})
            reading.text = href[len(_READING) + 1 :]
            link.append(reading)


def _read_marks(body: Element) -> None:
    for span in body.iter("span"):
        if span.get("class") == _EMPHASIS:
            span.set("style", "text-emphasis: dot")


def _unread(trees: dict[str, Element], shown: str) -> tuple[str, ...]:
    """The paragraphs of the document that mammoth passed over."""
    missing = []
    for name, tree in trees.items():
        if not _TEXTS.match(name):
            continue
        for paragraph in tree.iter(f"{_WORD}p"):
            own = [t for t in paragraph.iter(f"{_WORD}t") if not _dropped(t, paragraph)]
            text = "".join(t.text or "" for t in own)
            if (
                squeezed(text)
                and squeezed(text) not in shown
                and any(squeezed(t.text or "") not in shown for t in own)
            ):
                missing.append(text)
    return tuple(missing)


def _dropped(text: Element, paragraph: Element) -> bool:
    """Whether Word itself doesn't show a text, or shows it in another way."""
    for above in text.iterancestors():
        if local(above) in {"del", "movefrom", "choice"} or (local(above) == "p" and above is not paragraph):
            return True
        if above is paragraph:
            return any(local(e) in {"choice", "del", "movefrom"} for e in paragraph.iterancestors())
    return False


def _html(parts: dict[str, bytes], path: str) -> str:
    import mammoth

    result: Any
    try:
        result = mammoth.convert_to_html(
            io.BytesIO(_zipped(parts)),
            style_map=_STYLES,
            convert_image=mammoth.images.img_element(_part),
            external_file_access=False,
        )
    except RecursionError:
        raise SourceError(
            "its elements are nested too deeply", path=path, hint="save the article's own text"
        ) from None
    except Exception as error:  # mammoth raises what its parsers raise: KeyError, ValueError, AttributeError…
        raise SourceError(
            f"can't be read as a Word document: {type(error).__name__}: {error}",
            path=path,
            hint="open it in Word or LibreOffice and save it anew",
        ) from None
    return str(result.value)


def _part(image: Any) -> dict[str, str]:
    """Name the part that a picture is; one that is only linked is none."""
    try:
        with image.open() as part:
            return {"src": part.read().decode()}
    except Exception:  # mammoth raises what zipfile and open raise, and an error of its own
        return {}


def _linked(parts: dict[str, bytes], path: str) -> tuple[str, ...]:
    """The addresses of pictures that are not in the package."""
    found = [
        relation.get("Target") or ""
        for name, data in parts.items()
        if name.startswith("word/_rels/document") and name.endswith(".rels")
        for relation in xml_tree(data, path)
        if (relation.get("Type") or "").endswith("/image") and relation.get("TargetMode") == "External"
    ]
    return tuple(dict.fromkeys(filter(None, found)))


def _zipped(parts: dict[str, bytes]) -> bytes:
    """A package of the parts that were looked at, and of nothing else."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return file.getvalue()


def _metadata(package: Package, path: str) -> Metadata:
    if not package.has(_CORE):
        return Metadata()
    said = {local(e): (e.text or "").strip() for e in xml_tree(package.read(_CORE), path)}
    # Not the author and the date: they are whose computer it was, and when the file was made.
    return Metadata(title=said.get("title", ""), language=said.get("language", ""))
