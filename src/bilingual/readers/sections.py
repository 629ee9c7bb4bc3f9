"""Paragraphs of a Markdown text that a label, a picture or a rule above explains: sources, captions, notes at the end."""

from __future__ import annotations

import re
from dataclasses import replace

from bilingual.model import Role
from bilingual.readers.page import CAPTION_COLUMNS, narrow
from bilingual.readers.places import Article, bare, emphasised, only

_ASKS = re.compile(r"[？?][」』”’\"）)]*$")
_SHOWN = re.compile(r"▲?(?:圖片?|照片|图片?)\s?[:：／/].{8,}[)）]")
_SPEAKS = re.compile(r"[「『“\"].*[。！？!?.][」』”\"]$")
"""Somebody speaks from the first character to the last: text, below a picture too."""
_EXCLAIMS = re.compile(r"[？?！!][」』”’\"）)]*$")
_TAG_PLACE = re.compile(
    r"(?:^|/)(?:tags?|categor(?:y|ies)|topics?|sections?|label|keyword)s?/", re.IGNORECASE
)
_LAST = frozenset(
    {
        Role.NOTE,
        Role.TAGS,
        Role.RELATED,
        Role.SOURCE,
        Role.EDITOR_NOTE,
        Role.CREDIT,
        Role.BYLINE,
        Role.DATELINE,
    }
)


def captions(article: Article) -> None:
    """What is italic right below a picture is its caption; 圖：… is one that ends with its own credit."""
    for at, paragraph in enumerate(article.paragraphs):
        signed = paragraph.role is None and _SHOWN.fullmatch(paragraph.text)
        if signed and paragraph.below_picture and article.known.ends_with_credit(paragraph.text):
            article.set(at, Role.CAPTION)
        if paragraph.role is None and paragraph.below_picture and _SPEAKS.match(paragraph.text):
            article.set(at, Role.CAPTION if emphasised(paragraph) else Role.PARAGRAPH)
        if paragraph.by_picture and article.known.has(Role.CAPTION, paragraph.text):
            article.paragraphs[at] = replace(paragraph, by_picture=False)
        words = paragraph.role is None and paragraph.below_picture and emphasised(paragraph)
        if (
            words
            and narrow(paragraph.text, 2 * CAPTION_COLUMNS)
            and article.marked(at) not in {Role.CREDIT, Role.SOURCE}
        ):
            article.set(at, Role.CAPTION)


def interview(article: Article) -> None:
    """Bold lines that ask are questions of an interview where headings are marked as such, or more of them ask than don't."""
    lines = [n for n, p in enumerate(article.paragraphs) if p.strong and p.role is None and n >= article.body]
    asking = [n for n in lines if _ASKS.search(article.paragraphs[n].text)]
    headings = any(p.role is Role.HEADING for p in article.paragraphs[article.body :])
    if len(asking) > 2 and headings and len(asking) * 2 > len(lines):
        for at in asking:
            article.set(at, Role.PARAGRAPH)


def exclamations(article: Article) -> None:
    """A short line that asks or exclaims is text unless it is marked as a heading: Markdown can mark one."""
    for at in range(article.body, len(article.paragraphs)):
        paragraph = article.paragraphs[at]
        text, plain = paragraph.text, paragraph.role is None and not paragraph.picture
        if not plain or paragraph.strong or paragraph.below_picture or not _EXCLAIMS.search(text):
            continue
        if not article.marked(at) and not article.known.has(Role.CAPTION, text):
            article.set(at, Role.PARAGRAPH)


def sections(article: Article) -> None:
    """Under 參考資料, 延伸閱讀, 註釋, 關於作者 everything is what the label says, to the next heading or rule."""
    role: Role | None = None
    by_heading = labelled = False
    for at, paragraph in enumerate(article.paragraphs):
        if at and article.parted(at - 1, at):
            role = None
        heading, bold = paragraph.role is Role.HEADING, paragraph.strong and paragraph.role is None
        said = bare(article, at) if at > article.title and (paragraph.role in {None, Role.HEADING}) else None
        if said and not (said is Role.LEAD and not _leads(article, at)):
            role, by_heading, labelled = said, heading, not (heading or bold)
            if said is Role.RELATED:
                article.set(at, said)
        elif heading or (bold and not by_heading) or paragraph.picture or paragraph.role is Role.TITLE:
            role = None
        elif role is not None and _belongs(article, at, role, labelled=labelled):
            article.set(at, role)
        elif labelled and paragraph.role is None:
            role = None


def _leads(article: Article, at: int) -> bool:
    """Whether a label of a summary stands above the text, and no more than two paragraphs under it."""
    if at > article.body:
        return False
    below = article.paragraphs[at + 1 : at + 5]
    run = next((n for n, p in enumerate(below) if p.role is Role.HEADING), len(below))
    return (
        run < 3
        and run < len(below)
        and all(p.role is not None or p.strong for p in article.paragraphs[article.title + 1 : at])
    )


def _belongs(article: Article, at: int, role: Role, *, labelled: bool) -> bool:
    """Whether a paragraph is one of those that a label above speaks of."""
    paragraph = article.paragraphs[at]
    own = article.marked(at)
    if own not in {None, role, Role.NOTE, Role.CREDIT} or paragraph.role not in {None, Role.LIST_ITEM}:
        return False
    if role is Role.LEAD and paragraph.role is Role.LIST_ITEM:
        return False
    return paragraph.role is Role.LIST_ITEM or not labelled or only(paragraph, "a")


def tags(article: Article) -> None:
    """A line of nothing but links to categories, or of words in code below the text, is the article's keywords."""
    for at, paragraph in enumerate(article.paragraphs):
        if paragraph.role is not None or paragraph.picture or not paragraph.tags or article.marked(at):
            continue
        links = [dict(t.attributes).get("href", "") for t in paragraph.tags if t.name == "a"]
        if (only(paragraph, "a") and all(_TAG_PLACE.search(href) for href in links)) or (
            only(paragraph, "code")
            and (at < article.body or at > len(article.paragraphs) - 4)
            and len(paragraph.tags) > 1
        ):
            article.set(at, Role.TAGS)


def end(article: Article) -> None:
    """What is italic below the last paragraph is a note: who the author is, what may be done with the text."""
    for at in range(len(article.paragraphs) - 1, article.body, -1):
        paragraph = article.paragraphs[at]
        if paragraph.role is None and not article.marked(at):
            numbered = any(
                t.name == "sup" and t.start == 0 < t.end < len(paragraph.text) for t in paragraph.tags
            )
            if not numbered and (not emphasised(paragraph) or paragraph.below_picture):
                return
            article.set(at, Role.NOTE)
        elif paragraph.role not in {*_LAST, None, Role.LIST_ITEM, Role.HEADING} or paragraph.picture:
            return
