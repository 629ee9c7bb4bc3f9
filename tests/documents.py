"""Word documents, LibreOffice texts and e-books as bytes, from a few words of their own XML."""

from __future__ import annotations

import io
import zipfile

from bilingual import readers
from bilingual.model import Document

_W = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NUMBERING = (
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum>'
    '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
)


def zipped(parts: dict[str, str]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return file.getvalue()


def p(text: str, paragraph: str = "", letters: str = "") -> str:
    """A paragraph of Word; ``paragraph`` and ``letters`` are what stands in its properties."""
    lines = "<w:br/>".join(f'<w:t xml:space="preserve">{line}</w:t>' for line in text.split("\n"))
    return f"<w:p><w:pPr>{paragraph}</w:pPr><w:r><w:rPr>{letters}</w:rPr>{lines}</w:r></w:p>"


def styled(text: str, style: str) -> str:
    return p(text, f'<w:pStyle w:val="{style}"/>')


def style(name: str, shown: str, rest: str = "") -> str:
    return f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{shown}"/>{rest}</w:style>'


def docx(*body: str, styles: str = "", comments: str = "") -> bytes:
    """A Word document of 12 points."""
    usual = '<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="24"/></w:rPr></w:rPrDefault></w:docDefaults>'
    parts = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="a" Type="{_OFFICE}/officeDocument" '
        'Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="c" '
        f'Type="{_OFFICE}/comments" Target="comments.xml"/></Relationships>',
        "word/comments.xml": f"<w:comments {_W}>{comments}</w:comments>",
        "word/document.xml": f"<w:document {_W}><w:body>{''.join(body)}</w:body></w:document>",
        "word/styles.xml": f"<w:styles {_W}>{usual}{styles}</w:styles>",
        "word/numbering.xml": f"<w:numbering {_W}>{NUMBERING}</w:numbering>",
    }
    return zipped(parts)


_O = "urn:oasis:names:tc:opendocument:xmlns:"


def odt(*body: str, styles: str = "") -> bytes:
    """A LibreOffice text of 12 points; ``styles`` are its automatic ones."""
    spaces = " ".join(
        f'xmlns:{name}="{_O}{long}:1.0"'
        for name, long in [
            ("office", "office"), ("text", "text"), ("style", "style"), ("fo", "xsl-fo-compatible"),
            ("table", "table"), ("draw", "drawing"),
        ]
    )  # fmt: skip
    content = (
        f"<office:document-content {spaces}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{''.join(body)}</office:text></office:body></office:document-content>"
    )
    return zipped({"content.xml": content})


def automatic(name: str, letters: str = "", paragraph: str = "", rest: str = "") -> str:
    """A style that LibreOffice makes for what was set by hand."""
    return (
        f'<style:style style:name="{name}" style:family="paragraph" {rest}><style:paragraph-properties {paragraph}/>'
        f"<style:text-properties {letters}/></style:style>"
    )


def tp(text: str, style: str = "") -> str:
    """A paragraph of LibreOffice."""
    return f'<text:p text:style-name="{style}">{text}</text:p>'


def epub(
    *pages: tuple[str, str], title: str = "島嶼的聲音", author: str = "林瑋柏", toc: str = "", guide: str = ""
) -> bytes:
    """An e-book of pages, each a file's name and what its body holds; ``toc`` are links of the navigation."""
    manifest = "".join(
        f'<item id="i{n}" href="{name}" media-type="application/xhtml+xml"/>'
        for n, (name, _) in enumerate(pages)
    )
    spine = "".join(f'<itemref idref="i{n}"/>' for n in range(len(pages)))
    dc = 'xmlns:dc="http://purl.org/dc/elements/1.1/"'
    nav = (
        '<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>' if toc else ""
    )
    xhtml = 'xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"'
    parts = {
        "META-INF/container.xml": '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
        '<rootfile full-path="O/content.opf"/></rootfiles></container>',
        "O/content.opf": f'<package xmlns="http://www.idpf.org/2007/opf"><metadata {dc}><dc:title>{title}</dc:title>'
        f"<dc:creator>{author}</dc:creator></metadata><manifest>{manifest}{nav}</manifest><spine>{spine}</spine>"
        f"{guide}</package>",
        "O/nav.xhtml": f'<html {xhtml}><body><nav epub:type="toc">{toc}</nav></body></html>',
    }
    parts |= {f"O/{name}": f"<html {xhtml}><head/><body>{body}</body></html>" for name, body in pages}
    return zipped(parts)


def read(data: bytes, suffix: str, language: str = "zh-Hant") -> Document:
    return readers.read(data, path=f"source/a{suffix}", article="a", language=language)


def rows(data: bytes, suffix: str, language: str = "zh-Hant") -> list[tuple[str, str]]:
    """The role and the text of each block."""
    return [(block.role.value, block.text) for block in read(data, suffix, language).blocks]
