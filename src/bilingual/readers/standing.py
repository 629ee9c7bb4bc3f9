"""Paragraphs of a Markdown text and where they stand → the same paragraphs, with the roles that their places give them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from bilingual.model import Role
from bilingual.readers.assembly import squeezed
from bilingual.readers.classes import fits, names, role_named
from bilingual.readers.dialects import BOXES
from bilingual.readers.markers import Markers
from bilingual.readers.page import DAY, HEADING_COLUMNS, KICKER_COLUMNS, TITLE_COLUMNS, ends_sentence, narrow
from bilingual.readers.places import NUMBERED, Article, Places, bare, emphasised, only
from bilingual.readers.sections import captions, end, exclamations, interview, sections, tags
from bilingual.readers.source import Paragraph

_DATE = re.compile(DAY)
_AUTHOR_PLACE = re.compile(r"(?:^|/)(?:authors?|writers?|reporters?|contributors?|people)/|/@", re.IGNORECASE)
_INVITES = re.compile(
    r"訂閱|瀏覽器|轉寄|追蹤|分享|留言|贊助|捐款|支持我們|加入(?:會員|社團|頻道|好友|LINE)|下載|回(?:首頁|目錄)|返回|上一[篇則頁]|下一[篇則頁]"
    r"|订阅|关注|分享|购买|\b(?:subscribe|share|follow|donate|sign up|leave a comment|unsubscribe|view in (?:your )?browser"
    r"|view online|upgrade|previous|next|back to|home)\b|購読|フォロー|シェア|구독|공유",
    re.IGNORECASE,
)  # fmt: skip
_PATH = re.compile(
    r"(?:首頁|首页|Home|ホーム|홈)\s?(?:[>›»/／→].*)|[\W_]*END[\W_]*|[（(【〔─—*-]\s?(?:全文|本文|未)?(?:完|待續)[\W_]*|[上下]一[篇則頁期][:：].*"
    r"|(?:本文|文章)?(?:目錄|目次|目录)|(?:Table of )?Contents|차례",
    re.IGNORECASE,
)
_MAKER = re.compile(
    r"(?:photos?|photographs?|photography|pictures?|illustrations?|text|words|攝影|摄影|插畫|繪圖|圖文|写真|사진)\b\s?(?:by\b|[:：/／|｜])",
    re.IGNORECASE,
)
"""Above the text who made the pictures is one of the people of the head."""
_HEAD = frozenset({Role.BYLINE, Role.DATELINE, Role.CREDIT, Role.TAGS})
_LEADS = frozenset({"abstract", "summary", "tldr"})


def placed(
    paragraphs: Sequence[Paragraph], places: Places, known: Markers, *, title: str
) -> tuple[list[Paragraph], list[str]]:
    """Give the paragraphs with the roles of their places, and the texts that are not the article's own.

    ``title`` is what a front matter says. What is known by its words or by Markdown's own marks keeps
    that role; a subtitle, a quotation or a box above the text is its lead, and what stands under 參考資料 a source.
    """
    kept: list[Paragraph] = []
    left_out: list[str] = []
    for paragraph in paragraphs:
        if not paragraph.picture and _is_furniture(paragraph, known):
            left_out.append(paragraph.text)
        else:
            kept.append(paragraph)
    article = Article(kept, places, known, _title(kept, title), 0)
    article.body = _body(article)
    for rule in _RULES:
        rule(article)
    return article.paragraphs, left_out


def _is_furniture(paragraph: Paragraph, known: Markers) -> bool:
    """An invitation or a way to another page: a link that says so, a path, what readers are told to press."""
    text = paragraph.text
    if paragraph.role not in {None, Role.HEADING, Role.NOTE} or not narrow(text, TITLE_COLUMNS):
        return False
    if known.is_furniture(text) or _PATH.fullmatch(text):
        return True
    links = [text[t.start : t.end] for t in paragraph.tags if t.name == "a"]
    if not any(_INVITES.search(words) and narrow(words, 30) for words in links):
        return False
    return not known.has(Role.RELATED, text) and not known.has(Role.SOURCE, text)


def _title(paragraphs: Sequence[Paragraph], title: str) -> int:
    said = next((n for n, p in enumerate(paragraphs) if p.role is Role.TITLE), -1)
    if title:
        return said if said >= 0 and squeezed(paragraphs[said].text) == squeezed(title) else -1
    if said >= 0:
        return said
    first = next((n for n, p in enumerate(paragraphs) if p.role is Role.HEADING), -1)
    before = paragraphs[: max(first, 0)]
    if first >= 0 and not any(p.role is None and not p.picture and not only(p, "a") for p in before):
        return first
    return next((n for n, p in enumerate(paragraphs) if not p.picture), -1)


def _body(article: Article) -> int:
    """Where running text begins, below the title: a paragraph, or what can't stand above one."""
    for at, paragraph in enumerate(article.paragraphs[article.title + 1 :], article.title + 1):
        passed = paragraph.role in {Role.QUOTE, Role.CAPTION, Role.TITLE} or article.box(at)
        if paragraph.picture or passed or article.marked(at):
            continue
        if paragraph.role is None and not emphasised(paragraph) and not paragraph.strong:
            runs = ends_sentence(paragraph.text) or not narrow(paragraph.text, HEADING_COLUMNS)
            if runs and not _is_above_byline(article, at):
                return at
        elif (paragraph.role is Role.HEADING and not _is_subtitle(article, at)) or paragraph.role in {
            Role.LIST_ITEM,
            Role.TABLE,
            Role.VERSE,
        }:
            return at
    return len(article.paragraphs)


def _is_above_byline(article: Article, at: int) -> bool:
    """Whether a paragraph right below the title stands above who wrote the article, and the text begins below that."""
    if (
        at != article.title + 1
        or at + 2 >= len(article.paragraphs)
        or not narrow(article.paragraphs[at].text, 400)
    ):
        return False
    below = article.paragraphs[at + 1 : at + 6]
    head = [
        n
        for n, p in enumerate(below, at + 1)
        if p.role is None and article.marked(n) in {Role.BYLINE, Role.DATELINE}
    ]
    return bool(head) and head[0] == at + 1 and head[-1] + 1 < len(article.paragraphs)


def _is_subtitle(article: Article, at: int) -> bool:
    """Whether a heading or bold line below the title is no heading of the text, but the title's second line."""
    own = article.paragraphs[at]
    if at != article.title + 1 + sum(_passes(article, n) for n in range(article.title + 1, at)):
        return False
    if NUMBERED.match(own.text) or article.marked(at) or bare(article, at):
        return False
    below = at + 1
    headed = below < len(article.paragraphs) and _passes(article, below)
    if own.role is not Role.HEADING:
        others = [
            p for p in article.paragraphs[below:] if p.strong and p.role is None and not ends_sentence(p.text)
        ]
        headings = any(p.role is Role.HEADING for p in article.paragraphs[below:])
        return headed or ends_sentence(own.text) or headings or not others
    level = article.places.levels.get(own.line, 2)
    levels = [
        article.places.levels.get(p.line, 2) for p in article.paragraphs[below:] if p.role is Role.HEADING
    ]
    return headed or level not in levels or (bool(levels) and min(levels) < level)


def _passes(article: Article, at: int) -> bool:
    """Whether a paragraph may stand between a title and its second line: a byline, a day, a picture."""
    paragraph = article.paragraphs[at]
    if paragraph.picture or paragraph.role is Role.CAPTION:
        return True
    return paragraph.role is None and article.marked(at) in _HEAD


# The rules, in their order.


def _above(article: Article) -> None:
    """A link above the title leads to its category; a word or two there are the section's name."""
    for at in range(max(article.title, 0)):
        paragraph = article.paragraphs[at]
        if (
            paragraph.role is not None
            or paragraph.picture
            or article.marked(at) in {Role.DATELINE, Role.BYLINE}
        ):
            continue
        if only(paragraph, "a") or only(paragraph, "code"):
            article.set(at, Role.TAGS)
        elif narrow(paragraph.text, KICKER_COLUMNS) and article.marked(at) is None:
            article.set(at, Role.HEADING)


def _named(article: Article) -> None:
    """A paragraph above ``{.lead}`` or ``{: .notice}`` is what that says."""
    lines = [paragraph.line for paragraph in article.paragraphs]
    at = 0
    for line, said in article.places.classes:
        while at < len(lines) and lines[at] < line:
            at += 1
        role = role_named(said) or (Role.NOTE if names(said) & BOXES else None)
        above = article.paragraphs[at - 1] if at else None
        if above and role and above.role is None and fits(role, above.text):
            article.set(at - 1, role)


def _boxes(article: Article) -> None:
    """The text of a box is a lead above the text and a note in it, unless its words or its title say more."""
    for at, paragraph in enumerate(article.paragraphs):
        box = article.box(at)
        if box is None or paragraph.role is not None or paragraph.picture:
            continue
        said = article.marked(at)
        if box.title and paragraph.line == box.title:
            article.set(at, said if said and bare(article, at) else Role.HEADING)
        elif said is None:
            titled = next(
                (n for n in range(at) if box.title and article.paragraphs[n].line == box.title), None
            )
            role = None if titled is None else bare(article, titled)
            early = at < article.body
            article.set(at, role or (Role.LEAD if early or box.kind in _LEADS else Role.NOTE))


def _head(article: Article) -> None:
    """Between title and text: a subtitle, a quotation, an emphasised paragraph; who wrote it and when."""
    for at in range(article.title + 1, article.body):
        paragraph = article.paragraphs[at]
        marked = article.marked(at)
        if paragraph.role in {Role.LIST_ITEM, Role.HEADING} and marked in _HEAD:
            article.set(at, marked)
        above = article.paragraphs[at - 1] if at else paragraph
        beside = paragraph.below_picture or above.picture or above.role is Role.CAPTION
        if marked is Role.CREDIT and not beside and _MAKER.match(paragraph.text):
            article.set(at, Role.BYLINE)
        if paragraph.picture or marked or article.box(at):
            continue
        if paragraph.role is Role.QUOTE:
            signed = at + 1 < len(article.paragraphs) and article.known.signature.fullmatch(
                article.paragraphs[at + 1].text
            )
            if not signed and not article.known.signature.fullmatch(paragraph.text):
                article.set(at, Role.LEAD)
        elif paragraph.role is Role.HEADING:
            article.set(at, Role.LEAD)
        elif paragraph.role is None:
            _head_line(article, at)


def _head_line(article: Article, at: int) -> None:
    paragraph = article.paragraphs[at]
    short = narrow(paragraph.text, HEADING_COLUMNS) and not ends_sentence(paragraph.text)
    if paragraph.below_picture and (emphasised(paragraph) or short):
        article.set(at, Role.CAPTION)
    elif short and _DATE.search(paragraph.text):
        named = not _DATE.match(paragraph.text) and not paragraph.text[:1].isdigit()
        article.set(at, Role.BYLINE if named else Role.DATELINE)
    elif (
        short
        and any(
            _AUTHOR_PLACE.search(dict(t.attributes).get("href", "")) for t in paragraph.tags if t.name == "a"
        )
    ) or (article.known.name.fullmatch(paragraph.text) and not paragraph.strong):
        article.set(at, Role.BYLINE)
    elif (
        emphasised(paragraph)
        or (paragraph.strong and _is_subtitle(article, at))
        or _is_above_byline(article, at)
    ):
        article.set(at, Role.LEAD)


def _parted_lead(article: Article) -> None:
    """One paragraph between the head and a rule is set apart from the text."""
    at = article.body
    below = at + 1
    if below >= len(article.paragraphs) or article.paragraphs[at].role is not None or article.box(at):
        return
    rest = article.paragraphs[below:]
    running = sum(p.role is None and ends_sentence(p.text) and not emphasised(p) for p in rest)
    parts = sum(article.parted(n, n + 1) for n in range(below, len(article.paragraphs) - 1))
    if article.parted(at, below) and running > 1 and parts < 2:
        article.set(at, Role.LEAD)
        article.body = below


_RULES: tuple[Callable[[Article], None], ...] = (
    _above, _named, _boxes, _head, _parted_lead, captions, interview, sections, tags, end, exclamations,
)  # fmt: skip
