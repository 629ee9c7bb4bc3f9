"""Lines of Markdown as a program of its own writes it → lines of CommonMark, what was left out, and where boxes are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from bilingual.readers.shortcodes import figure, parsed, parsed_element
from bilingual.readers.spans import plain_spans

_FENCE = re.compile(r"\s{0,3}(`{3,}|~{3,})")
_COMMANDS = re.compile(
    r"(?:\[toc\]|\[\[_?toc_?\]\]|\{:?\s*[.#:][^}]*\}|<!--.*-->|\*\[[^\]]+\]:\s.*|\^[a-z0-9-]{4,}|\\(?:newpage|pagebreak)"
    r"|\[/?(?:gallery|embed|youtube|audio|video|playlist)\b[^\]]*\]|import\s[^「」。]*['\"][^'\"]+['\"];?|export\s(?:const|default)\s.*)",
    re.IGNORECASE,
)
"""Lines that only some programs know, and none prints: a table of contents, attributes, abbreviations, modules."""
_JOINED = (("{{<", ">}}"), ("{{%", "%}}"), ("{%", "%}"), ("{{", "}}"))
_OPENING = ("{", "<")
_ELEMENT = re.compile(r"<[A-Z]\w*\s[^>]*(?<!/)$")
_CONTENTS = re.compile(r"\s*(?:[-*+]|\d{1,3}[.)])\s+\[[^\]]*\]\(#[^)]*\)\s*")
"""An item of a table of contents: a link to a heading of the same page."""
_SIGNS = frozenset(":>!?/|<{[*^\\ie")
"""What a line begins with that is more than text."""
_DEEPEST = 20  # boxes inside one another
_LONGEST_LINE = 2000
"""Characters: a longer line is text, whatever it begins with."""
_LONGEST = 12  # lines of one shortcode
_COLONS = re.compile(
    r":{3,}\s*(?:\{(?P<said>[^}]*)\}|(?P<kind>(?:[A-Za-z][A-Za-z0-9_-]*)?))\s*(?:\[(?P<title>[^\]]*)\]|(?P<rest>.*))"
)
_ADMONITION = re.compile(r"(?:!!!|\?\?\?\+?)\s+(?P<kind>[\w-]+)[^\"]*(?:\"(?P<title>[^\"]*)\")?\s*$")
_CALLOUT = re.compile(r"\s{0,3}>\s?\[!(?P<kind>[\w-]+)(?:\|[^\]]*)?\][+-]?\s*(?P<title>.*)$")
_QUOTED = re.compile(r"\s{0,3}> ?")
_SLASHES = re.compile(r"/{3}\s*(?P<kind>[\w-]*)\s*(?:\|\s*(?P<title>.*))?$")
_WORDPRESS = re.compile(r"\[caption[^\]]*\]\s*(.*?(?:/>|>|\)))\s*([^<>]*?)\s*\[/caption\]", re.IGNORECASE)
_LINE_BLOCK = re.compile(r"\|\s(?!.*\|\s*$)\S")

BOXES = frozenset({
    "info", "note", "notice", "tip", "success", "warning", "danger", "spoiler", "caution", "important", "hint",
    "abstract", "summary", "tldr", "todo", "question", "help", "faq", "example", "callout", "alert", "admonition",
    "box", "aside", "details", "expand", "primary", "secondary", "default", "block", "seealso", "attention", "check",
    "done", "error", "failure", "bug", "fact", "sidebar", "card", "panel", "fold", "collapse", "expandable",
})  # fmt: skip
"""What programs call a box beside the text: HackMD, Docusaurus, VitePress, Obsidian, MkDocs, GitHub, themes of Hugo and Hexo."""
QUOTES = frozenset(
    {"quote", "blockquote", "pullquote", "cite", "centerquote", "cq", "epigraph", "pull-quote"}
)


@dataclass(frozen=True, slots=True)
class Box:
    """A box beside the text, by the lines of the file."""

    first: int
    last: int
    kind: str
    title: int = 0
    """The line of its own title; 0 if it has none."""


@dataclass(frozen=True, slots=True)
class _Open:
    """A box or quotation whose end is not yet seen."""

    kind: str
    first: int
    title: int
    closing: str
    signature: str


@dataclass(slots=True)
class Dialect:
    """Lines as CommonMark has them."""

    lines: list[str] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    """Of each of ``lines``: its number in the file, from 1."""
    left_out: list[str] = field(default_factory=list)
    box_of: dict[int, Box] = field(default_factory=dict)
    """The innermost box around a line."""
    ends: dict[str, int] = field(default_factory=dict)
    """The last line that ends something, by what it ends."""
    classes: list[tuple[int, str]] = field(default_factory=list)
    """What ``{.lead}`` calls the paragraph above it, by its line."""
    at: int = 0
    """The number of the line that is being read."""
    _open: list[_Open] = field(default_factory=list)

    def put(self, *texts: str) -> None:
        self.lines += texts
        self.numbers += [self.at] * len(texts)

    def drop(self, text: str) -> None:
        """Leave a piece of text out."""
        if text.strip():
            self.left_out.append(text.strip())

    def ends_below(self, *names: str) -> bool:
        """Whether a line below ends what has one of these names."""
        return any(self.ends.get(name, 0) > self.at for name in names)

    def name(self, command: str) -> None:
        """Remember the classes that a line of attributes gives to the paragraph above."""
        if command.startswith("{") and (said := re.findall(r"\.([\w-]+)", command)):
            self.classes.append((self.at, " ".join(said)))

    def enter(self, kind: str, title: str = "", signature: str = "") -> None:
        """Begin a box, a quotation, or what is neither, where ``kind`` is not known."""
        if len(self._open) > _DEEPEST:
            return
        name = kind.lower()
        quote = name in QUOTES
        closing = "</blockquote>" if quote else "</div>"
        self._open.append(_Open(name, self.at, self.at if title else 0, closing, signature))
        named = "" if name in BOXES or not name else f' class="{name}"'
        self.put("", "<blockquote>" if quote else f"<div{named}>", "", *([title, ""] if title else []))

    def leave(self) -> bool:
        """End the innermost one; False if none is open."""
        if not self._open:
            return False
        own = self._open.pop()
        self.put("", *([f"— {own.signature}", ""] if own.signature else []), own.closing, "")
        if own.kind in BOXES:
            box = Box(own.first, self.at, own.kind, own.title)
            self.box_of |= {line: box for line in range(own.first, self.at + 1) if line not in self.box_of}
        return True


def plain(lines: Sequence[str], skipped: int) -> Dialect:
    """Read what CommonMark doesn't know in the lines of a file behind the first ``skipped``.

    Known are boxes (``:::info``, ``> [!NOTE]``, ``!!! note``, ``<aside>``), shortcodes and tags of Hugo, Zola, Jekyll,
    Hexo and WordPress, components of MDX, Obsidian's links and pictures, attributes in braces, comments between
    ``%%``, and pandoc's title and lines of verse. Words of a picture's shortcode are its caption; nothing that a
    reader of the page would see is left out.
    """
    whole = _gathered(lines, skipped)
    found = Dialect(ends=_ends(whole))
    at, fence, comment = _title_block(whole, found), "", False
    while at < len(whole):
        found.at, line = whole[at]
        mark = _FENCE.match(line)
        if fence or mark:
            fence = _fenced(fence, mark)
            found.put(line)
        elif comment or (line.lstrip().startswith("%%") and line.count("%%") == 1):
            comment = not (comment and "%%" in line)
            found.drop(line)
        elif (taken := _block(whole, at, found)) > 0:
            at += taken
            continue
        else:
            _line(line, found)
        at += 1
    while found.leave():
        pass
    return found


def _fenced(fence: str, mark: re.Match[str] | None) -> str:
    """The fence that is open behind a line."""
    if not fence:
        return mark[1] if mark else ""
    return "" if mark and mark[1].startswith(fence) else fence


def _gathered(lines: Sequence[str], skipped: int) -> list[tuple[int, str]]:
    """The lines with their numbers; a shortcode or component of several lines is one."""
    whole: list[tuple[int, str]] = []
    at = skipped
    while at < len(lines):
        number, line = at + 1, lines[at]
        start = line.lstrip()
        end = _closing(start) if start[:1] in _OPENING else ""
        if end:
            last = next((n for n in range(at + 1, min(at + _LONGEST, len(lines))) if end in lines[n]), at)
            line = " ".join(lines[at : last + 1])
            at = last
        whole.append((number, line))
        at += 1
    return whole


def _closing(start: str) -> str:
    """What ends the shortcode or component that a line begins and does not end."""
    end = next((close for begin, close in _JOINED if start.startswith(begin) and close not in start), "")
    return end or (">" if _ELEMENT.match(start) else "")


def _title_block(lines: Sequence[tuple[int, str]], found: Dialect) -> int:
    """Pandoc's title, authors and date: ``% …`` on the first lines."""
    elements = ("<h1>{}</h1>", '<p class="byline">{}</p>', '<p class="dateline">{}</p>')
    taken = 0
    for (number, line), element in zip(lines[:3], elements, strict=False):
        if not line.startswith("% "):
            break
        found.at = number
        found.put(element.format(_escaped(line[2:].strip())), "")
        taken += 1
    return taken


def _block(lines: Sequence[tuple[int, str]], at: int, found: Dialect) -> int:
    """Read what begins at a line and is no line of text; gives how many lines it took."""
    line = lines[at][1].rstrip()
    start = line.lstrip()
    if start[:1] not in _SIGNS and "](#" not in line:
        return 0
    if start.startswith(("!!!", "???")) and (said := _ADMONITION.match(line)):
        return _indented(lines, at, said["kind"], said["title"] or "", found)
    if start.startswith(">") and (said := _CALLOUT.match(line)):
        return _quoted(lines, at, said["kind"], said["title"], found)
    if start.startswith("///") and (said := _SLASHES.fullmatch(start)):
        return _slashes(lines, at, said["kind"], said["title"] or "", found)
    if "](#" in line and _CONTENTS.fullmatch(line):
        beside = [n for n in (at - 1, at + 1) if 0 <= n < len(lines) and _CONTENTS.fullmatch(lines[n][1])]
        if beside:
            found.drop(line)
            return 1
    if start.startswith("|") and (verse := _verse_line(lines, at)):
        found.put(verse)
        return 1
    return _alone(start, found)


def _verse_line(lines: Sequence[tuple[int, str]], at: int) -> str:
    """A line of pandoc's verse, which has another one above or below; else nothing."""
    beside = [n for n in (at - 1, at, at + 1) if 0 <= n < len(lines) and _LINE_BLOCK.match(lines[n][1])]
    if at not in beside or len(beside) < 2:
        return ""
    return lines[at][1].strip()[1:].strip() + ("\\" if at + 1 in beside else "")


def _alone(start: str, found: Dialect) -> int:
    """Read a line that says all of it: where a box begins or ends, a shortcode, a command."""
    if start.startswith(":::") and (said := _COLONS.fullmatch(start)):
        return _colons(said, found)
    if start == "<aside>" and found.ends_below("</aside>"):
        found.enter("aside")
        return 1
    if start == "</aside>":
        return int(found.leave())
    if len(start) > _LONGEST_LINE:
        return 0
    if _COMMANDS.fullmatch(start):
        found.name(start)
        found.drop(start)
        found.put("")
        return 1
    if wordpress := _WORDPRESS.fullmatch(start):
        found.put(
            "", f"<figure>{wordpress[1]}<figcaption>", "", wordpress[2], "", "</figcaption></figure>", ""
        )
        return 1
    return _shortcode(start, found)


def _colons(said: re.Match[str], found: Dialect) -> int:
    classes = re.findall(r"\.([\w-]+)", said["said"] or "")
    kind = said["kind"] or (classes[0] if classes else "")
    title = (said["title"] or said["rest"] or "").strip().rstrip(":").strip()
    if not kind and not said["said"]:
        return int(not title and found.leave())
    if not found.ends_below(":::"):
        return 0
    if kind.lower() not in BOXES | QUOTES:
        found.drop(f":::{said['said'] or kind}")
    found.enter(kind, title)
    return 1


def _indented(lines: Sequence[tuple[int, str]], at: int, kind: str, title: str, found: Dialect) -> int:
    """An admonition of MkDocs: what is indented below it stands in the box."""
    found.enter(kind, title)
    end = at + 1
    while end < len(lines) and (not lines[end][1].strip() or lines[end][1].startswith(("    ", "\t"))):
        end += 1
    while not lines[end - 1][1].strip():
        end -= 1
    _inside([(n, line[1:] if line.startswith("\t") else line[4:]) for n, line in lines[at + 1 : end]], found)
    return end - at


def _quoted(lines: Sequence[tuple[int, str]], at: int, kind: str, title: str, found: Dialect) -> int:
    """A callout of Obsidian or an alert of GitHub: the quotation that it begins is the box."""
    found.enter(kind, title)
    end = at + 1
    while end < len(lines) and _QUOTED.match(lines[end][1]):
        end += 1
    _inside([(n, _QUOTED.sub("", line, count=1)) for n, line in lines[at + 1 : end]], found)
    return end - at


def _inside(lines: Sequence[tuple[int, str]], found: Dialect) -> None:
    at = 0
    while at < len(lines):
        found.at, line = lines[at]
        taken = _block(lines, at, found)
        if not taken:
            _line(line, found)
        at += taken or 1
    found.leave()


def _slashes(lines: Sequence[tuple[int, str]], at: int, kind: str, title: str, found: Dialect) -> int:
    """A block of MkDocs: ``/// caption`` … ``///``."""
    if not kind or not found.ends_below("///"):
        return int(not kind and found.leave())
    if kind != "caption":
        found.enter(kind, title)
        return 1
    end = next((n for n in range(at + 1, len(lines)) if lines[n][1].strip() == "///"), 0)
    if not end:
        return 0
    found.put("", "<figcaption>", "")
    for found.at, line in lines[at + 1 : end]:
        _line(line, found)
    found.put("", "</figcaption>", "")
    return end - at + 1


def _shortcode(line: str, found: Dialect) -> int:
    """A line that is one shortcode, tag or component: a picture, a box, a quotation, or nothing that is printed."""
    code = parsed_element(line) if line.startswith("<") else parsed(line)
    if code is None:
        return 0
    opens = not code.closes and found.ends_below(code.name, "")
    if code.caption or code.address:
        found.put("", *figure(code), "")
    elif opens and code.name in BOXES:
        found.enter(code.name, code.title)
    elif opens and code.name in QUOTES:
        found.enter("quote", signature=code.signature)
    else:
        if not (code.closes and (code.name in {*BOXES, *QUOTES, ""}) and found.leave()):
            found.drop(line)
        found.put("")
    return 1


def _ends(lines: Sequence[tuple[int, str]]) -> dict[str, int]:
    """The last line that ends a box or shortcode, by the name of what it ends."""
    found: dict[str, int] = {}
    for number, line in lines:
        start = line.strip()
        if start.startswith(":::") and not start.strip(":"):
            found[":::"] = number
        elif start == "</aside>" or start == "///":
            found[start] = number
        elif start.startswith("{") and (code := parsed(start)) and code.closes:
            found[code.name] = number
    return found


def _line(line: str, found: Dialect) -> None:
    """A line of text, with what CommonMark doesn't know in it written as it does."""
    if any(sign in line for sign in "[{%^~+"):
        line, dropped = plain_spans(line)
        for piece in dropped:
            found.drop(piece)
    found.put(line)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")
