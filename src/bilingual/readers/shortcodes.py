"""A shortcode or tag of a site generator, or a component of MDX → the picture, box or quotation that it stands for."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass

SHORTCODE = re.compile(r"\{\{.{0,600}?\}\}|\{%.{0,600}?%\}")
_WHOLE = re.compile(r"\{\{[<%]?\s*(?P<hugo>.*?)\s*[%>]?\}\}|\{%-?\s*(?P<liquid>.*?)\s*-?%\}")
_ELEMENT = re.compile(r"<(?P<name>[A-Z]\w*)\s+(?P<rest>.*?)/>")
_NAME = re.compile(r"/?\s*[\w-]+(?:\.\w+)?")
_ATTRIBUTE = re.compile(
    r"""([A-Za-z][\w-]*)\s*[=:]\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|\{([^{}]*)\}|([^\s,"'()|}]+))"""
)
_POSITIONAL = re.compile(r""""((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|([^\s,"'()|]+)""")
_PICTURE = re.compile(r"\S+\.(?:jpe?g|png|gif|webp|svg|tiff?|bmp|avif|heic)(?:[?#]\S*)?", re.IGNORECASE)

_PICTURES = frozenset({
    "figure", "image", "img", "picture", "photo", "pic", "fig", "imgcap", "asset_img", "imageframe", "responsive-image",
    "image_caption", "image-caption", "captioned-image", "lightbox", "zoom", "zoomable", "staticimage", "postimage",
})  # fmt: skip
_ADDRESS = ("src", "url", "image_path", "image", "path", "file", "img")
_CAPTION = ("caption", "description", "desc", "legend", "cap")
_CREDIT = ("attr", "attribution", "credit", "photographer", "copyright", "source", "author", "by")
_SIGNATURE = ("author", "attr", "attribution", "cite", "by", "who", "source")


@dataclass(frozen=True, slots=True)
class Shortcode:
    """What a shortcode says."""

    name: str
    closes: bool = False
    """Whether it ends an earlier one."""
    address: str = ""
    """Of a picture."""
    alt: str = ""
    caption: str = ""
    credit: str = ""
    title: str = ""
    signature: str = ""
    """Who said the quotation that it begins."""


def parsed(line: str) -> Shortcode | None:
    """Read a line that is nothing but one shortcode of Hugo or Zola, or one tag of Jekyll or Hexo; None for others."""
    found = _WHOLE.fullmatch(line)
    inside = (found["hugo"] or found["liquid"] or "") if found else ""
    name = _NAME.match(inside)
    if not found or SHORTCODE.search(line[2:]):
        return None
    return _read(name[0], inside[name.end() :]) if name else Shortcode("")


def parsed_element(line: str) -> Shortcode | None:
    """Read a line that is nothing but one component of MDX without content: ``<Figure src="…" caption="…" />``."""
    found = _ELEMENT.fullmatch(line)
    return _read(found["name"], found["rest"]) if found else None


def _read(name: str, rest: str) -> Shortcode:
    name = name.lower()
    if name.startswith("/") or (name.startswith("end") and not rest.strip()):
        return Shortcode(name.lstrip("/ ").removeprefix("end"), closes=True)
    if name in {"include", "include_cached", "include_relative", "partial"}:
        file = re.match(r"\s*[\"']?([\w/-]+)(?:\.\w+)?[\"']?", rest)
        name, rest = (file[1].split("/")[-1].lower(), rest[file.end() :]) if file else (name, rest)
    said = {found[1].lower(): _value(found) for found in _ATTRIBUTE.finditer(rest)}
    others = [_value(found, 1) for found in _POSITIONAL.finditer(_ATTRIBUTE.sub(" ", rest))]
    address = _first(said, _ADDRESS) or next((one for one in others if _PICTURE.fullmatch(one)), "")
    picture = name in _PICTURES or bool(_PICTURE.fullmatch(address))
    if picture and address:
        words = [one for one in others if one != address and not re.fullmatch(r"[\w%.-]+", one, re.ASCII)]
        caption = _first(said, (*_CAPTION, "title")) or (words[0] if words else "")
        return Shortcode(name, False, address, said.get("alt", ""), caption, _first(said, _CREDIT))
    title = said.get("title") or said.get("summary") or (others[-1] if len(others) > 1 else "")
    if name in {"details", "expand", "fold", "collapse"}:
        title = title or " ".join(others)
    signature = _first(said, _SIGNATURE) or " ".join(others)
    return Shortcode(name, caption=said.get("caption", ""), title=title, signature=signature)


def _value(found: re.Match[str], first: int = 2) -> str:
    value = next((group for group in found.groups()[first - 1 :] if group is not None), "")
    inner = re.search(r"[\"']([^\"']+)[\"']", value) if value.startswith(("require", "use")) else None
    return re.sub(r"\\(.)", r"\1", inner[1] if inner else value).strip()


def _first(said: dict[str, str], keys: Sequence[str]) -> str:
    return next((said[key] for key in keys if said.get(key)), "")


def figure(code: Shortcode) -> list[str]:
    """Give a picture with its caption and credit as lines of HTML and Markdown; a caption may have emphasis and links."""
    lines = ["<figure>"]
    if code.address:
        lines.append(f'<img src="{html.escape(code.address)}" alt="{html.escape(code.alt)}">')
    if code.caption:
        lines += ["<figcaption>", "", code.caption, "", "</figcaption>"]
    if code.credit:
        lines.append(f'<p class="credit">{html.escape(code.credit)}</p>')
    return [*lines, "</figure>"]
