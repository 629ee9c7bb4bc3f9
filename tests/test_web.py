"""Web pages: what stands where, in which language and under which name, and that a page stands alone."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import zipfile
from collections import Counter
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import lxml.html
import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bilingual import web
from bilingual.config import PageConfig
from bilingual.credits import Credits
from bilingual.editions import bind
from bilingual.errors import ConfigError
from bilingual.inline import Tag
from bilingual.layouts.templates import asset
from bilingual.model import Cell, Edition, Piece, Role, Row, State
from bilingual.typography import clean, tagged
from bilingual.web import inline
from conftest import ARTICLE, Run
from test_pdf import TAGS, made

PAIR = ("zh-Hant", "en")


def publication(edition: Edition, **settings: object) -> web.Publication:
    return web.Publication(edition, (edition,), **settings)  # type: ignore[arg-type]


def page(edition: Edition, **settings: object) -> lxml.html.HtmlElement:
    return lxml.html.document_fromstring(web.publish(publication(edition, **settings), "html"))


def rows(*found: tuple[Role, list[dict[str, Piece]], str]) -> Edition:
    """An edition of rows: their roles, their sentences by language, their markers."""
    made = [
        Row(role, n, tuple(Cell(tag, tuple(one[tag] for one in pieces)) for tag in pieces[0]), marker)
        for n, (role, pieces, marker) in enumerate(found)
    ]
    tags = tuple(cell.language for cell in made[0].cells)
    states = [p.state for row in made for cell in row.cells for p in cell.pieces]
    missing = states.count(State.UNTRANSLATED)
    drafts = len(states) - missing - states.count(State.REVIEWED)
    labels = ("draft",) * bool(drafts) + ("untranslated",) * bool(missing)
    return Edition("a", tags, tuple(made), tags, tags[0], drafts=drafts, missing=missing, labels=labels)


def said(tag: str, text: str, state: State = State.REVIEWED, *, entry: str = "", tags: tuple[Tag, ...] = (),
         role: Role = Role.PARAGRAPH, own: str = "") -> Piece:  # fmt: skip
    return Piece(text, state, role, own or tag, entry, tags)


NOTED = rows(
    (Role.TITLE, [{"zh-Hant": said("zh-Hant", "標題", role=Role.TITLE, entry="aaaaaa"),
                   "en": said("en", "Title", role=Role.TITLE, entry="aaaaaa")}], ""),
    (Role.PARAGRAPH, [
        {"zh-Hant": said("zh-Hant", "他說:「好」。", entry="111111",
                         tags=(Tag(7, 7, "footnote", (("mark", "[1]"), ("href", "#fn1"))),)),
         "en": said("en", "“Good,” he said.", State.DRAFT, entry="111111",
                    tags=(Tag(16, 16, "footnote", (("mark", "[1]"), ("href", "#fn1"))),))},
        {"zh-Hant": said("zh-Hant", "漢字與連結。", entry="222222",
                         tags=(Tag(0, 2, "ruby", (("rt", "hànzì"),)), Tag(3, 5, "a", (("href", "https://example.org/?a=1&b"),)))),
         "en": said("en", "漢字與連結。", State.UNTRANSLATED, entry="222222", own="zh-Hant")},
    ], ""),
    (Role.PARAGRAPH, [
        {"zh-Hant": said("zh-Hant", "他說:「好」。", entry="111111",
                         tags=(Tag(7, 7, "footnote", (("mark", "[1:1]"), ("href", "#fn1"))),)),
         "en": said("en", "“Good,” he said.", State.NEEDS_REVIEW, entry="111111")},
    ], ""),
    (Role.NOTE, [{"zh-Hant": said("zh-Hant", "註。", role=Role.NOTE, entry="333333"),
                  "en": said("en", "A note.", role=Role.NOTE, entry="333333")}], "1."),
)  # fmt: skip


def texts(root: lxml.html.HtmlElement, column: int) -> list[str]:
    """The text of each sentence in a column, without the marks and the readings."""
    for extra in root.xpath("//a[@class='mark'] | //rt | //rp | //a[@role='doc-noteref']"):
        extra.drop_tree()
    return [s.text_content() for s in root.cssselect(f".row > .c{column} .s")]


def language_of(node: lxml.html.HtmlElement) -> str:
    return str(next(e.get("lang") for e in (node, *node.iterancestors()) if e.get("lang")))


@pytest.mark.parametrize("edition", [made(TAGS), NOTED], ids=["article", "noted"])
def test_ids_are_unique_and_every_link_inside_leads_somewhere(edition: Edition) -> None:
    root = page(edition)
    ids = root.xpath("//@id")
    assert len(ids) == len(set(ids))
    targets = [href[1:] for href in root.xpath("//a/@href") if href.startswith("#")]
    assert targets
    assert set(targets) <= set(ids)
    assert set(root.xpath("//label/@for")) <= set(ids)


def test_every_sentence_stands_in_its_language_and_is_copied_clean() -> None:
    root = page(NOTED)
    sentences = root.cssselect(".row > .c2 .s")
    assert [language_of(s) for s in sentences] == ["en", "en", "zh-Hant", "en", "en"]
    assert texts(root, 1) == ["標題", "他說：「好」。", "漢字與連結。", "他說：「好」。", "註。"]
    assert texts(root, 2) == ["Title", "“Good,” he said.", "漢字與連結。", "“Good,” he said.", "A note."]
    shown = web.publish(publication(made(TAGS)), "html").decode()
    assert not set(shown) & set("\u2060\u200b\u00ad\ufeff\u2006")


def test_a_language_from_the_right_says_so_and_what_stands_in_it_untranslated_does_not() -> None:
    edition = rows(
        (Role.PARAGRAPH, [{"en": said("en", "One."), "ar": said("ar", "واحد.")},
                          {"en": said("en", "Two."), "ar": said("ar", "Two.", State.UNTRANSLATED, own="en")}], ""),
    )  # fmt: skip
    root = page(edition)
    assert [cell.get("dir") for cell in root.cssselect("main .row:not(.banner) .c2")] == ["rtl"] * 2
    assert [s.get("dir") for s in root.cssselect(".c2 .s")] == [None, "ltr"]


def test_headings_stand_once_in_the_outline_with_every_language_inside() -> None:
    root = page(made(TAGS, 9))
    assert [e.tag for e in root.iter("h1", "h2", "h3")] == ["h1", "h2", "h2", "h2"]
    inside = [[cell.get("lang") for cell in e] for e in root.iter("h1", "h2")]
    assert inside == [list(TAGS)] * 4
    assert [e.tag for e in root.body.iterchildren()] == ["a", "header", "main", "footer"]
    assert root.body[0].get("href") == "#text"


def test_titles_and_credits_are_written_as_their_language_writes() -> None:
    edition = rows((Role.PARAGRAPH, [{"zh-Hant": said("zh-Hant", "一"), "en": said("en", "x")}], ""))
    edition = replace(edition, titles=("他說:「好」", 'It\'s "good"'), author="O'Neil")
    root = page(edition)
    assert ["".join(cell.itertext()) for cell in root.find(".//h1")] == ["他說：「好」", "It’s “good”"]
    assert root.cssselect(".imprint .c2")[0].text == "O’Neil"


def test_an_article_without_a_title_has_one_in_its_outline() -> None:
    edition = replace(
        rows((Role.PARAGRAPH, [{"en": said("en", "x"), "ko": said("ko", "y")}], "")), titles=("A & B", "가")
    )
    root = page(edition)
    assert [e.text_content().split() for e in root.iter("h1")] == [["A", "&", "B가"]]


def test_drafts_and_gaps_are_seen_heard_and_found() -> None:
    root = page(NOTED)
    marks = root.cssselect(".mark")
    assert [m.text for m in marks] == ["111111", "222222", "111111"]
    assert [m.get("aria-label") for m in marks] == ["Draft 111111", "Not translated 222222", "Draft 111111"]
    assert [m.getparent().get("id") for m in marks] == ["en-111111", "en-222222", "en-111111-2"]
    assert (
        root.cssselect(".banner .c2")[0].text_content()
        == "Proof, not for publication 2 drafts 1 untranslated"
    )
    assert root.xpath("//meta[@name='robots']/@content") == ["noindex"]
    finished = page(made(PAIR))
    assert not finished.cssselect(".mark, .banner, meta[name=robots]")


def test_notes_and_readings_are_what_the_web_has_for_them() -> None:
    root = page(NOTED)
    references = root.cssselect("a[role=doc-noteref]")
    assert [(r.text, r.get("href")) for r in references] == [("1", "#note-1")] * 3
    note = root.get_element_by_id("note-1")
    assert (note.tag, note.get("role")) == ("aside", "doc-footnote")
    assert [a.get("href") for a in note.iter("a")] == ["#ref-note-1-1", "#ref-note-1-2"]
    ruby = root.cssselect(".c1 ruby")[0]
    assert (
        lxml.html.tostring(ruby, encoding="unicode", with_tail=False)
        == "<ruby>漢字<rp>(</rp><rt>hànzì</rt><rp>)</rp></ruby>"
    )
    assert root.cssselect(".c1 a[href^=https]")[0].get("href") == "https://example.org/?a=1&b"


def test_english_had_its_ruby_above_the_letters() -> None:
    """Readings stand above in Chinese, Japanese and Korean, in brackets elsewhere and behind a long base: as in a PDF."""
    long = "一二三四五六七八九十甲乙丙"
    pieces = {
        tag: said(tag, text, tags=(Tag(0, len(text), "ruby", (("rt", "Pak-phó͘"),)),))
        for tag, text in {"zh-Hant": "北埔", "ja": long, "ko": "북포", "en": "Beipu"}.items()
    }
    root = page(rows((Role.PARAGRAPH, [pieces], "")))
    cells = [root.cssselect(f".row.paragraph .c{n} .s")[0] for n in (1, 2, 3, 4)]
    assert [len(cell.cssselect("ruby")) for cell in cells] == [1, 0, 1, 0]
    assert [cell.text_content() for cell in cells] == [
        "北埔(Pak-phó͘)", f"{long}(Pak-phó͘)", "북포(Pak-phó͘)", "Beipu(Pak-phó͘)",
    ]  # fmt: skip


def test_a_sentence_is_paired_with_its_counterparts_by_number() -> None:
    root = page(NOTED)
    row = root.cssselect(".row.paragraph")[0]
    assert [s.get("class").split()[1] for s in row.cssselect(".s")] == ["s1", "s2", "s1", "s2"]
    sheet = root.find(".//style").text
    assert ".row:has(.s2:is(:hover, :focus, :target)) .s2" in sheet
    assert ".s3:is" not in sheet


def test_a_page_runs_nothing_and_loads_nothing() -> None:
    data = web.publish(publication(made(TAGS)), "html").decode()
    root = lxml.html.document_fromstring(data)
    assert {s.get("type") for s in root.iter("script")} == {"application/ld+json", "application/json"}
    assert not root.xpath("//link | //img | //iframe | //object | //form | //@style | //@onclick")
    assert "url(" not in data.lower()
    assert "@import" not in data.lower()
    policy = root.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    digest = base64.b64encode(hashlib.sha256(root.find(".//style").text.encode()).digest()).decode()
    assert policy.startswith(f"default-src 'none'; style-src 'sha256-{digest}'; ")


HOSTILE = "</script></style><script>alert(1)</script><img src=x onerror=alert(2)>\"'&\x00\x1b\ufffe\u202e"


def test_hostile_text_is_text() -> None:
    evil = (
        Tag(0, 4, "a", (("href", "javascript:alert(1)"),)),
        Tag(0, 4, "script"),
        Tag(5, 9, "a", (("href", 'https://e.org/"onclick="x'),)),
    )
    edition = rows(
        (Role.PARAGRAPH, [{"en": said("en", HOSTILE, State.DRAFT, tags=evil), "ko": said("ko", HOSTILE)}], "")
    )
    edition = replace(edition, titles=(HOSTILE, HOSTILE), author=HOSTILE, publisher=HOSTILE, article=HOSTILE)
    root = page(edition, record={"article": HOSTILE}, program=HOSTILE)
    assert not root.xpath("//img | //@onerror | //@onclick")
    assert {s.get("type") for s in root.iter("script")} == {"application/ld+json", "application/json"}
    assert json.loads(root.xpath("//script[@type='application/json']")[0].text) == {"article": HOSTILE}
    assert {href.split(":")[0] for href in root.xpath("//a/@href") if not href.startswith("#")} == {"https"}
    assert "alert(1)" in root.cssselect(".c1 .s")[0].text_content()


@pytest.mark.parametrize(
    "text", ["x" * 100_000, "漢" * 100_000, "「" * 100_000, "a漢" * 50_000, "a@" * 50_000]
)
def test_a_hundred_thousand_characters_without_a_break_are_shown(text: str) -> None:
    edition = rows((Role.PARAGRAPH, [{"zh-Hant": said("zh-Hant", text), "en": said("en", text)}], ""))
    assert texts(page(edition), 1) == [text]


def test_the_projects_own_style_sheet_wins_and_may_load_nothing() -> None:
    own = {"html.css": "main { max-width: 99rem } /* </style> */", "web.css": ".ours { gone: 1 }"}
    sheet = page(made(PAIR), own=own).find(".//style").text
    assert sheet.rstrip().endswith("*/")
    assert sheet.index("max-width: 99rem") > sheet.index("min-width")
    assert sheet.startswith(".ours")
    for loading in ("@import 'x.css';", "a { background: url(https://e.org/a.png) }"):
        with pytest.raises(ConfigError) as caught:
            page(made(PAIR), own={"html.css": "\n" + loading})
        assert caught.value.where == "layouts/html.css:2"


def test_a_template_of_the_projects_wins() -> None:
    own = {
        "html.html": '{% extends "bilingual/html.html" %}{% block end %}<footer>House</footer>{% endblock %}'
    }
    assert page(made(PAIR), own=own).cssselect("footer")[0].text == "House"


@pytest.mark.parametrize(
    ("layout", "tags", "side", "rows_of_first"),
    [("columns", PAIR, True, 1), ("facing", PAIR, True, 1), ("stacked", PAIR, False, 1),
     ("interlinear", PAIR, False, 2), ("mono", ("en",), False, 1)],
)  # fmt: skip
def test_layouts_say_what_a_screen_shows(
    layout: str, tags: tuple[str, ...], side: bool, rows_of_first: int
) -> None:
    edition = replace(
        NOTED,
        languages=tags,
        titles=tags,
        rows=tuple(replace(r, cells=tuple(c for c in r.cells if c.language in tags)) for r in NOTED.rows),
    )
    root = page(edition, layout=layout)
    assert (root.body.get("class") == "side-by-side") is side
    assert bool(root.cssselect(".chooser")) is (len(tags) > 1)
    assert len(root.cssselect(".row.paragraph")) == rows_of_first + 1
    assert ("display: flex; gap" in root.find(".//style").text) is side


def test_a_title_of_two_sentences_is_one_heading_also_sentence_by_sentence() -> None:
    title, *others = NOTED.rows
    cells = tuple(replace(cell, pieces=cell.pieces * 2) for cell in title.cells)
    root = page(replace(NOTED, rows=(replace(title, cells=cells), *others)), layout="interlinear")
    assert [e.tag for e in root.iter("h1", "h2")] == ["h1"]


def test_each_language_can_be_chosen_alone_without_a_script() -> None:
    root = page(made(TAGS))
    boxes = root.cssselect(".chooser input")
    assert [(b.get("type"), b.get("checked") is not None) for b in boxes] == [("checkbox", True)] * 3
    assert [label.text for label in root.cssselect(".chooser label")] == ["繁體中文", "English", "한국어"]
    sheet = root.find(".//style").text
    for n in (1, 2, 3):
        assert f"body:has(.chooser :checked):has(#show-{n}:not(:checked)) .c{n} {{ display: none }}" in sheet


def luminance(color: str) -> float:
    """WCAG 2.2, relative luminance."""
    digits = color.lstrip("#")
    digits = "".join(d * 2 for d in digits) if len(digits) == 3 else digits
    parts = [int(digits[n : n + 2], 16) / 255 for n in (0, 2, 4)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_every_text_has_the_contrast_of_level_aa(mode: str) -> None:
    blocks = re.findall(r":root \{(.*?)\}", asset("html.css", "bilingual.web"), re.S)
    colors = dict(re.findall(r"--([\w-]+): (#\w+)", blocks[0]))
    if mode == "dark":
        colors |= dict(re.findall(r"--([\w-]+): (#\w+)", blocks[1]))
    for ink in ("ink", "quiet", "draft", "missing"):
        for ground in ("paper", "bar", "pair"):
            assert contrast(colors[ink], colors[ground]) >= 4.5, (ink, ground)


def test_fonts_follow_the_languages_and_the_settings() -> None:
    edition = rows((Role.PARAGRAPH, [{"zh-TW": said("zh-TW", "一"), "en": said("en", "one")}], ""))
    sheet = page(edition, page=PageConfig(fonts={"en": "Gentium"})).find(".//style").text
    assert ":lang(zh-TW) { font-family: var(--zh-Hant) }" in sheet
    assert ':lang(en) { font-family: "Gentium", var(--latin) }' in sheet


def test_columns_are_as_wide_as_their_texts_are_long_or_as_configured() -> None:
    def grown(**settings: object) -> list[int]:
        sheet = page(made(PAIR), **settings).find(".//style").text
        return [int(n) for n in re.findall(r"\.c\d \{ flex-grow: (\d+) \}", sheet)]

    chinese, english = grown()
    assert 30 < chinese < 45 < english
    assert grown(page=PageConfig(ratio=(1.0, 1.0))) == [50, 50]


@st.composite
def nested(draw: st.DrawFn) -> tuple[str, list[Tag]]:
    """A text and tags that nest, in the order in which they open."""
    text = draw(st.text("漢字ab c<&\"'，。", min_size=1, max_size=30))
    tags: list[Tag] = []
    spans = [(0, len(text))]
    for _ in range(draw(st.integers(0, 5))):
        start, end = draw(st.sampled_from(spans))
        first = draw(st.integers(start, end))
        last = draw(st.integers(first, end))
        name = draw(st.sampled_from(["a", "em", "strong", "ruby", "sup", "img", "footnote", "script"]))
        if any(t.start < last and first < t.end and not (t.start <= first and last <= t.end) for t in tags):
            continue
        if name == "ruby" and any(t.name == "ruby" for t in tags):
            continue
        tags.append(Tag(first, last, name, (("href", "https://e.org/"), ("rt", "x"), ("mark", "1"))))
        spans.append((first, last))
    return text, sorted(tags, key=lambda tag: (tag.start, -tag.end))


@given(nested())
def test_markup_is_well_formed_and_keeps_the_text(found: tuple[str, list[Tag]]) -> None:
    from markupsafe import Markup

    text, tags = found
    runs = tagged(clean(text, "en"), text, tags)
    root = ElementTree.fromstring(f"<p>{inline.html(runs, lambda mark: Markup('<i/>'))}</p>")
    for ruby in root.iter("ruby"):
        assert [e.tag for e in list(ruby)[-3:]] == ["rp", "rt", "rp"]
        for extra in list(ruby)[-3:]:
            extra.text = ""
    assert "".join(root.itertext()) == "".join(run.text for run in clean(text, "en"))
    assert not any(a.findall(".//a") for a in root.iter("a"))


def test_a_volume_is_one_page_with_contents_and_every_article_below_its_title() -> None:
    notes = [replace(NOTED, article=name, titles=(f"題{name}", f"T{name}")) for name in "ab"]
    untitled = replace(NOTED, rows=NOTED.rows[1:], article="c", titles=("題c", "Tc"))
    volume = bind("vol", [*notes, untitled], ("卷", "Volume"), credits=Credits(editor="Ed & Co"))
    root = lxml.html.document_fromstring(web.publish(web.Publication(volume.whole, volume.editions), "html"))
    ids = root.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {href[1:] for href in root.xpath("//a/@href") if href.startswith("#")} <= set(ids)
    assert [(e.tag, e[-1].text_content()[-6:]) for e in root.iter("h1", "h2", "h3")] == [
        ("h1", "Volume"), ("h2", "Title"), ("h2", "Title"), ("h2", "Tc")
    ]  # fmt: skip
    links = root.cssselect("nav.contents a")
    assert [(a.get("href"), [s.text for s in a]) for a in links] == [
        (f"#article-{n}", [f"題{name}", f"T{name}"]) for n, name in enumerate("abc", 1)
    ]
    assert [len(a.xpath(".//aside")) for a in root.iter("article")] == [1, 1, 1]
    for one in root.iter("article"):
        inside = one.xpath(".//@id")
        assert all(href[1:] in inside for href in one.xpath(".//a/@href") if href.startswith("#"))
    assert len(root.cssselect(".banner")) == 1


def test_the_same_edition_gives_the_same_page() -> None:
    assert web.publish(publication(made(TAGS)), "html") == web.publish(publication(made(TAGS)), "html")


def test_build_writes_the_twin_beside_the_pdf_from_the_same_catalogs(shipped: Path, call: Run) -> None:
    (shipped / "bilingual.toml").write_text('formats = ["pdf", "html"]\neditions = [["zh-Hant", "en"]]\n')
    done = call("build", "--json", cwd=shipped)
    assert [(r["format"], bool(r["pages"])) for r in done.json["results"]] == [("pdf", True), ("html", False)]
    paths = [shipped / r["path"] for r in done.json["results"]]
    assert [p.name for p in paths] == [f"{ARTICLE}_zh-Hant_en.pdf", f"{ARTICLE}_zh-Hant_en.html"]
    first = paths[1].read_bytes()
    again = call("build", "--format", "html", cwd=shipped)
    assert again.out.split()[0] == "unchanged"
    assert paths[1].read_bytes() == first
    assert call("verify", paths[1], cwd=shipped).status == 0


def test_a_web_page_needs_nothing_that_typesetting_needs(
    shipped: Path, call: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bilingual.pdf.weasyprint", None, raising=False)
    monkeypatch.setitem(__import__("sys").modules, "weasyprint", None)
    assert call("build", "--format", "html", "--columns", "en", "--layout", "mono", cwd=shipped).status == 0
    assert (shipped / "build" / f"{ARTICLE}_en_mono.html").exists()


def test_final_refuses_and_keeps_the_last_page_and_a_dry_run_writes_none(shipped: Path, call: Run) -> None:
    build = ("build", "--format", "html", "--columns", "zh-Hant,en")
    done = call(*build, "--dry-run", cwd=shipped)
    assert done.out.startswith("would write")
    assert not (shipped / "build").exists()
    assert call(*build, "--final", cwd=shipped).status == 0
    path = shipped / "build" / f"{ARTICLE}_zh-Hant_en.html"
    kept = path.read_bytes()
    catalog = shipped / "locales" / "en" / "LC_MESSAGES" / f"{ARTICLE}.po"
    catalog.write_text(catalog.read_text().replace('\nmsgid "此次', '\n#, fuzzy\nmsgid "此次', 1))
    refused = call(*build, "--final", cwd=shipped)
    assert refused.status == 1
    assert f"{path.name} can't be final: 1 not reviewed" in refused.err
    assert path.read_bytes() == kept
    changed = call("verify", path, cwd=shipped)
    assert changed.status == 1
    assert "changed" in changed.out


def test_an_unknown_format_is_named_with_those_that_are_known(shipped: Path, call: Run) -> None:
    done = call("build", "--format", "html,mobi", cwd=shipped)
    assert done.status == 2
    assert "unknown format “mobi”" in done.err
    assert "pdf, html" in done.err
    assert not (shipped / "build").exists()


def test_a_layout_that_nobody_knows_makes_no_page(shipped: Path, call: Run) -> None:
    done = call("build", "--format", "html", "--layout", "colums", cwd=shipped)
    assert done.status == 2
    assert "unknown layout “colums”" in done.err
    assert not (shipped / "build").exists()


def test_a_page_that_is_none_of_ours_is_refused_by_name(shipped: Path, call: Run) -> None:
    (shipped / "x.html").write_text("<!doctype html><html><title>x</title></html>")
    done = call("verify", "x.html", cwd=shipped)
    assert done.status == 4
    assert "x.html: error: no edition of ours" in done.err


def test_the_article_itself_reads_the_same_in_every_language(shipped: Path, call: Run) -> None:
    assert call("build", "--format", "html", "--columns", "zh-Hant,en,ko", cwd=shipped).status == 0
    root = lxml.html.parse(shipped / "build" / f"{ARTICLE}_zh-Hant_en_ko.html").getroot()
    source = filter(str.isalnum, (shipped / "source" / f"{ARTICLE}.txt").read_text())
    shown = filter(str.isalnum, "".join(texts(root, 1)))
    assert Counter(source) - Counter(shown) == Counter("Tagged")  # an empty list of tags prints nothing


def test_contents_marked_an_untranslated_title_with_the_language_of_its_column(
    call: Run, tmp_path: Path
) -> None:
    (tmp_path / "source").mkdir()
    (tmp_path / "bilingual.toml").write_text(
        'targets = ["en"]\neditions = [["en", "zh-Hant"]]\n', encoding="utf-8"
    )
    for name in "ab":
        (tmp_path / f"source/{name}.md").write_text(
            f"# 題目{name}\n\n說話。\n\n## 小標\n\n再說。\n", encoding="utf-8"
        )
    assert call("sync").status == 0
    path = tmp_path / "locales/en/LC_MESSAGES/a.po"
    text = path.read_text(encoding="utf-8").replace(
        'msgid "題目a"\nmsgstr ""', 'msgid "題目a"\nmsgstr "Title A"'
    )
    path.write_text(text, encoding="utf-8")
    call("build", "--volume", "v", "--format", "pdf,html,epub")
    root = lxml.html.document_fromstring((tmp_path / "build/v_en_zh-Hant.html").read_bytes())
    first, second = root.cssselect("nav.contents a")
    assert [e.get("lang") for e in first.iter("span")] == ["en", "zh-Hant"]
    assert [(e.get("lang"), e.text) for e in second.iter("span")] == [
        ("en", None), ("zh-Hant", "題目b"), ("zh-Hant", "題目b")
    ]  # fmt: skip
    with zipfile.ZipFile(tmp_path / "build/v_en_zh-Hant.epub") as book:
        contents = book.read("EPUB/nav.xhtml").decode()
    assert re.findall(r'<span lang="([^"]+)"[^>]*>([^<]+)</span>', contents) == [
        ("en", "Title A"), ("zh-Hant", "題目a"), ("zh-Hant", "小標"), ("zh-Hant", "題目b"), ("zh-Hant", "小標"),
    ]  # fmt: skip
    call("build", "b", "--format", "pdf,epub")
    with zipfile.ZipFile(tmp_path / "build/b_en_zh-Hant.epub") as book:
        package = book.read("EPUB/package.opf").decode()
    assert package.count('property="alternate-script" xml:lang="zh-Hant">題目b<') == 1
    assert 'xml:lang="en">題目b' not in package
    with pikepdf.open(tmp_path / "build/b_en_zh-Hant.pdf") as document:
        packet = document.Root.Metadata.read_bytes().decode()
    assert '<rdf:li xml:lang="zh-Hant">題目b</rdf:li>' in packet
    assert '<rdf:li xml:lang="en">' not in packet
