"""The names that pages give to their parts (class, id, epub:type, ARIA roles) → what these parts are."""

from __future__ import annotations

import re
from functools import lru_cache

from bilingual.model import Role

_SPLIT = re.compile(r"[^a-z0-9\u0080-\U0010ffff]+")
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")

_ROLES: tuple[tuple[Role, frozenset[str]], ...] = tuple(
    (role, frozenset(words.split()))
    for role, words in (
        (Role.NOTE, "footnote footnotes endnote endnotes rearnote rearnotes footnotetext footnote-text doc-footnote 註 注 註釋 注釋 脚注"),
        (Role.CAPTION, "caption captions figcaption wp-caption-text picinfo img_desc img_descr imgdesc img-desc imgtext "
                       "photo-caption image-caption illustration 圖說 图说 圖片說明 figure-caption"),
        (Role.CREDIT, "credit credits photo-credit image-credit"),
        (Role.TAGS, "tags tags-links taglist tag-list keyword keywords keywordtag article-tags tag hashtags hashtag"),
        (Role.RELATED, "related relates morearticle more-article read-more readmore related-posts extend extended-reading related-links"),
        (Role.LEAD, "subtitle sub-title lead lede summary standfirst deck dek excerpt intro abstract 副標 副标 導言 导语"),
        (Role.BYLINE, "byline byline_bottom author authors author-name reporter reporters journalist writer writers "
                      "article-editor 作者 撰文 記者"),
        (Role.DATELINE, "date time updatetime update-time pubdate publish-time published posted-on timestamp dateline entry-date datetime"),
        (Role.SOURCE, "source article-source"),
        (Role.HEADING, "subhead subheading sub-heading crosshead intertitle 小標 小标 小見出し ko-midashi naka-midashi heading"),
        (Role.TITLE, "headline main-title article-title entry-title post-title 大標 大标 標題 oo-midashi mokuji-midashi"),
    )
)  # fmt: skip
"""Names as newsrooms' systems, word processors and book makers write them, whole or as one part: ``img_desc``."""

_FURNITURE = frozenset(
    "nav navbar navigation menu breadcrumb breadcrumbs share sharebar share-bar sharing sns social social-share ad ads "
    "advert advertisement adsense sponsor promo promotion subscribe subscription newsletter donate donation comment "
    "comments comments-area respond toolbar tool tools tool-icons ranking rank popular hot sidebar copyright login "
    "signup cookie cookies gdpr skip-link post-navigation pagination pager site-header site-footer masthead footer "
    "recommend recommended recommendation topbar top-nav top-bar banner path gotop hotnews".split()
)
"""Parts of a page that are never the article's."""

_SHORT: dict[Role, int] = {
    Role.BYLINE: 120,
    Role.DATELINE: 80,
    Role.TAGS: 300,
    Role.CREDIT: 160,
    Role.SOURCE: 160,
    Role.CAPTION: 600,
    Role.LEAD: 600,
    Role.HEADING: 160,
    Role.TITLE: 240,
}
"""Characters that a part with such a name may have: what is longer is the text itself, whatever it is called."""


@lru_cache(maxsize=4096)
def names(attribute: str) -> frozenset[str]:
    """The names in an attribute, in lower case: whole ones, and the words that they are made of.

    >>> sorted(names("pull-quote boxText"))
    ['box', 'boxtext', 'pull', 'pull-quote', 'quote', 'text']
    """
    found = set()
    for name in attribute.split():
        found.add(name.lower())
        found.update(_SPLIT.split(_CAMEL.sub("-", name).lower()))
    return frozenset(found - {""})


@lru_cache(maxsize=4096)
def role_named(attribute: str) -> Role | None:
    """What a part is by its names; whole names go before the words in them."""
    whole = {name.lower() for name in attribute.split()}
    for known in (whole, names(attribute) if len(whole) < 4 else whole):
        for role, words in _ROLES:
            if known & words:
                return role
    return None


def furniture(attribute: str) -> bool:
    """Whether a part is named as a menu, an advertisement, a place for comments…"""
    whole = {name.lower() for name in attribute.split()}
    return bool(whole & _FURNITURE) or any(
        _SPLIT.split(_CAMEL.sub("-", name).lower())[0] in _FURNITURE - {"tool", "hot", "path", "time"}
        for name in attribute.split()
    )


def fits(role: Role, text: str) -> bool:
    """Whether a text is short enough to be what its part's name says."""
    if role is Role.DATELINE and not any(c.isdigit() for c in text):
        return False
    return len(text) <= _SHORT.get(role, len(text))
