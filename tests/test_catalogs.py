"""Catalogs at the boundary: what is written, what is read back, what drafts may touch."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bilingual.catalogs import add_drafts, add_translations, merge, parse, template
from bilingual.errors import CatalogError
from bilingual.model import Provenance, Role, State, text_hash
from strategies_catalogs import (
    ABOUT,
    CASES,
    VALID,
    articles,
    drafted,
    gettext,
    in_style,
    read,
    segment,
    texts,
    with_draft,
)

ARTICLE = [
    segment("華盛頓宣言", Role.TITLE),
    segment('甲「引"號」說。'),
    segment("乙句。", continued=True),
    segment("小標", Role.HEADING),
    segment("丙句。"),
    segment("乙句。", Role.CAPTION),
    segment("(圖/路透社)", Role.CREDIT, continued=True),
]


# What is written


def test_new_catalog_and_template_are_as_designed():
    """The golden files; to change them on purpose, write what this test shows."""
    assert merge(None, ARTICLE, **ABOUT).data.decode() == (CASES / "new.po").read_text("utf-8")
    made = template(ARTICLE, article="article", source_path="source/article.txt", language="zh-Hant")
    assert made.decode() == (CASES / "new.pot").read_text("utf-8")


def test_entry_with_everything_is_as_designed():
    data = merge(None, [segment("70 周年。"), segment("乙句。")], **ABOUT).data
    data = add_translations(data, {("", "70 周年。"): "The 70th\nanniversary."}, path="x.po")
    data = data.replace(b"#. role: paragraph\n", "# 請確認\n#. role: paragraph\n".encode(), 1)
    data = merge(data, [segment("75 周年。"), segment("乙句。", continued=True)], **ABOUT).data
    pivot = drafted("둘째.", "argos en-ko 1.1", pivot_language="en", pivot="8c1d22aa")
    data = add_drafts(data, {("", "乙句。"): pivot}, path="x.po", language="ko")
    before = text_hash("\0".join(("", "70 周年。", "The 70th\nanniversary.")))
    assert data.decode().partition('X-Generator: bilingual\\n"\n\n')[2] == (
        "# 請確認\n"
        "#. role: paragraph\n"
        f"#. before: reviewed {before}\n"
        "#: source/article.txt\n"
        "#, fuzzy\n"
        '#| msgid "70 周年。"\n'
        'msgid "75 周年。"\n'
        'msgstr ""\n'
        '"The 70th\\n"\n'
        '"anniversary."\n'
        "\n"
        "#. role: paragraph, continued\n"
        f"#. mt: argos en-ko 1.1 from en 8c1d22aa, draft {text_hash('둘째.')}\n"
        "#: source/article.txt\n"
        "#, fuzzy\n"
        'msgid "乙句。"\n'
        'msgstr "둘째."\n'
    )


@pytest.mark.parametrize("language", ["en", "ko", "ja", "zh-Hans", "en-GB", "pl", "ar", "pt-BR"])
def test_msgfmt_check_accepts_what_is_written(language, tmp_path):
    data = merge(None, ARTICLE, **ABOUT | {"language": language}).data
    data = add_translations(data, {("title", "華盛頓宣言"): "T"}, path="x.po")
    data = with_draft(data, "乙句。", "B")
    (tmp_path / "x.po").write_bytes(data)
    done = gettext("msgfmt", "--check", "-o", "x.mo", "x.po", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    made = template(ARTICLE, article="article", source_path="source/article.txt", language="zh-Hant")
    (tmp_path / "x.pot").write_bytes(made)
    assert gettext("msgfmt", "--check", "-o", "x.mo", "x.pot", cwd=tmp_path).returncode == 0


@pytest.mark.parametrize("source", ["source/article.txt", "source/my article.txt"])
def test_what_is_written_is_msgcats_own_style_without_wrapping(source, tmp_path):
    data = merge(None, ARTICLE, **ABOUT | {"source_path": source}).data
    data = add_translations(data, {("", "丙句。"): 'one\ntwo\t"q" \\ '}, path="x.po")
    data = merge(data, [s for s in ARTICLE if s.text != "丙句。"], **ABOUT | {"source_path": source}).data
    (tmp_path / "x.po").write_bytes(data)
    gettext("msgcat", "--no-wrap", "-o", "y.po", "x.po", cwd=tmp_path)
    assert (tmp_path / "y.po").read_text("utf-8") == data.decode()


def test_msgmerge_with_our_template_keeps_every_translation(tmp_path):
    data = merge(None, ARTICLE, **ABOUT).data
    wanted = {s.key: f"T{n}" for n, s in enumerate(ARTICLE)}
    data = add_translations(data, wanted, path="x.po")
    (tmp_path / "x.po").write_bytes(data)
    made = template(ARTICLE, article="article", source_path="source/article.txt", language="zh-Hant")
    (tmp_path / "x.pot").write_bytes(made)
    done = gettext("msgmerge", "--no-wrap", "-o", "y.po", "x.po", "x.pot", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert {m.text for m in read((tmp_path / "y.po").read_bytes()).values()} <= set(wanted.values())
    assert merge((tmp_path / "y.po").read_bytes(), ARTICLE, **ABOUT).data == (tmp_path / "y.po").read_bytes()


def test_polib_and_babel_read_what_we_wrote_as_we_do():
    import io

    import polib
    from babel.messages.pofile import read_po

    data = with_draft(merge(None, ARTICLE, **ABOUT).data, "丙句。", 'Third\\ \t"one".\nAnd more')
    mine = [(m.context, m.id, m.text) for m in parse(data, path="x.po", language="en").messages]
    assert [(e.msgctxt or "", e.msgid, e.msgstr) for e in polib.pofile(data.decode())] == mine
    theirs = [(m.context or "", m.id, m.string) for m in read_po(io.BytesIO(data)) if m.id]
    assert theirs == mine


def test_equal_text_in_an_equal_context_is_one_entry_with_its_first_role():
    messages = parse(merge(None, ARTICLE, **ABOUT).data, path="x.po", language="en").messages
    assert [m.id for m in messages].count("乙句。") == 1
    assert read(merge(None, ARTICLE, **ABOUT).data)["乙句。"].role is Role.PARAGRAPH


# States


@pytest.mark.parametrize(
    ("entry", "state", "as_is"),
    [
        ('msgid "甲"\nmsgstr ""', State.UNTRANSLATED, False),
        ('#, fuzzy\nmsgid "甲"\nmsgstr ""', State.UNTRANSLATED, False),
        ('#. mt: e 1, draft HASH\n#, fuzzy\nmsgid "甲"\nmsgstr "Draft."', State.DRAFT, False),
        (
            '#. mt: e 1, draft HASH\n#, no-wrap, fuzzy\nmsgid "甲"\nmsgstr ""\n"Dra"\n"ft."',
            State.DRAFT,
            False,
        ),
        (
            '#. mt: e 1 from en 12345678, draft HASH\n#, fuzzy\nmsgid "甲"\nmsgstr "Draft."',
            State.DRAFT,
            False,
        ),
        ('#. mt: e 1, draft HASH\n#, fuzzy\nmsgid "甲"\nmsgstr "Draft!"', State.NEEDS_REVIEW, False),
        ('#. mt: e 1, draft HA\n#, fuzzy\nmsgid "甲"\nmsgstr "Draft."', State.NEEDS_REVIEW, False),
        ('#. mt: HASH\n#, fuzzy\nmsgid "甲"\nmsgstr "Draft."', State.NEEDS_REVIEW, False),
        ('#, fuzzy\nmsgid "甲"\nmsgstr "Draft."', State.NEEDS_REVIEW, False),
        ('#. mt: e 1, draft HASH\nmsgid "甲"\nmsgstr "Draft."', State.REVIEWED, True),
        ('#. mt: e 1, draft HASH\nmsgid "甲"\nmsgstr "Revised."', State.REVIEWED, False),
        ('msgid "甲"\nmsgstr "Mine."', State.REVIEWED, False),
        ('msgid "甲"\nmsgid_plural "甲"\nmsgstr[0] "a"\nmsgstr[1] ""', State.NEEDS_REVIEW, False),
    ],
)
def test_state_is_told_by_plain_gettext_and_the_hash(entry, state, as_is):
    header = merge(None, [], **ABOUT).data.decode()
    data = f"{header}\n{entry.replace('HASH', text_hash('Draft.'))}\n".encode()
    message = read(data)["甲"]
    assert (message.state, message.accepted_as_is) == (state, as_is)


def test_message_has_its_line_role_provenance_and_silenced_checks():
    header = merge(None, [], **ABOUT).data.decode()
    entry = (
        "# 問過了\n# bilingual: ignore number, length\n#. role: credit, continued\n"
        "#. mt: argos zt-en 1.9 from en 8c1d22aa, draft 5f2a9c10\n"
        'msgctxt "credit"\nmsgid "甲"\nmsgstr "A"\n'
    )
    message = read(f"{header}\n{entry}".encode())["甲"]
    assert message.line == header.count("\n") + 7
    assert (message.role, message.context) == (Role.CREDIT, "credit")
    assert message.provenance == Provenance("argos zt-en 1.9", "5f2a9c10", "en", "8c1d22aa")
    assert message.ignored_checks == ("number", "length")


# Drafts and translations


def test_draft_is_visible_and_adding_it_again_changes_nothing():
    data = with_draft(merge(None, ARTICLE, **ABOUT).data, "丙句。", "Third.")
    assert read(data)["丙句。"].state is State.DRAFT
    assert with_draft(data, "丙句。", "Third.") is data


def test_untouched_draft_is_replaced_with_its_provenance():
    data = with_draft(merge(None, ARTICLE, **ABOUT).data, "丙句。", "Third.")
    again = with_draft(data, "丙句。", "Better.")
    assert again == data.replace(b"Third.", b"Better.").replace(
        text_hash("Third.").encode(), text_hash("Better.").encode()
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [(b'msgstr "Third."', b'msgstr "Third!"'), (b"#, fuzzy\n", b""), (b"#. mt: ", b"#. tm: ")],
    ids=["edited", "accepted as is", "mark lost"],
)
def test_draft_never_replaces_what_a_person_had_a_hand_in(before, after):
    data = with_draft(merge(None, ARTICLE, **ABOUT).data, "丙句。", "Third.")
    theirs = data.replace(before, after)
    assert theirs != data
    with pytest.raises(ValueError, match="a person's translation"):
        with_draft(theirs, "丙句。", "Better.")
    with pytest.raises(ValueError, match="a person's translation"):
        add_translations(theirs, {("", "丙句。"): "Better."}, path="x.po")


def test_draft_that_could_not_stand_in_a_catalog_is_refused():
    data = merge(None, ARTICLE, **ABOUT).data
    for text in ("", " ", "line end\n", "\0"):
        with pytest.raises(ValueError, match=r"x\.po:\d+: "):
            with_draft(data, "丙句。", text)
    with pytest.raises(ValueError, match="no living entry"):
        with_draft(data, "無此句", "Nothing.")
    with pytest.raises(ValueError, match="hash"):
        wrong = {("", "丙句。"): ("Third.", Provenance("e", text_hash("Another.")))}
        add_drafts(data, wrong, path="x.po", language="en")


def test_translations_are_reviewed_and_filling_them_again_changes_nothing():
    data = with_draft(merge(None, ARTICLE, **ABOUT).data, "丙句。", "Third.")
    values = {"Last-Translator": "The project", "X-New": "1"}
    filled = add_translations(data, {("", "丙句。"): "The third."}, path="x.po", header=values)
    message = read(filled)["丙句。"]
    assert (message.text, message.state, message.provenance) == ("The third.", State.REVIEWED, None)
    assert parse(filled, path="x.po", language="en").header["Last-Translator"] == "The project"
    assert add_translations(filled, {("", "丙句。"): "The third."}, path="x.po", header=values) is filled


@pytest.mark.parametrize("style", ["", "crlf", "bom", "no final newline", "comments at the end"])
@pytest.mark.parametrize("path", VALID, ids=lambda path: path.stem)
def test_one_draft_changes_the_lines_of_its_entry_only(path: Path, style):
    data = in_style(path.read_bytes(), style)
    free = [m for m in parse(data, path="x.po", language="en").messages if m.state is State.UNTRANSLATED]
    for message in free:
        filled = add_drafts(data, {message.key: drafted("A draft.")}, path="x.po", language="en")
        old, new = data.splitlines(keepends=True), filled.splitlines(keepends=True)
        assert [line for line in old if line not in new] in (
            [b'msgstr ""\n'],
            [b'msgstr ""\r\n'],
            [b'msgstr ""'],
            [],
        )
        added = {line.strip() for line in new} - {line.strip() for line in old}
        assert len(added) <= 3
        assert filled.count(b"\r\n") == (filled.count(b"\n") if style == "crlf" else 0)


def test_charset_that_cannot_hold_the_draft_is_said_and_nothing_done():
    data = merge(None, ARTICLE, **ABOUT).data.replace(b"UTF-8", b"BIG5").decode()
    data = "".join(line for line in data.splitlines(True) if not line.startswith("# ")).encode("big5")
    with pytest.raises(CatalogError, match=r"big5.*can't hold “é”") as caught:
        with_draft(data, "丙句。", "café")
    assert "msgconv" in caught.value.hint
    assert "Third." in read(with_draft(data, "丙句。", "Third."))["丙句。"].text


def test_charset_with_two_ways_to_say_a_thing_is_not_rewritten():
    data = merge(None, ARTICLE, **ABOUT).data.replace(b"UTF-8", b"ISO-2022-JP").decode()
    data = "".join(line for line in data.splitlines(True) if not line.startswith("# "))
    bytes_ = data.replace("華盛頓", "華").replace("說", "言").encode("iso-2022-jp")
    doubled = bytes_.replace(b"\x1b(B", b"\x1b(B\x1b(B", 1)  # says "ASCII from here" twice
    with pytest.raises(CatalogError, match="can't be changed"):
        with_draft(doubled, "丙句。", "Third.")


# Laws


@settings(max_examples=150, deadline=None)
@given(articles(texts), st.data())
def test_any_text_comes_back_as_it_was_written(article, data):
    catalog = merge(None, article, **ABOUT).data
    wanted = {s.key: data.draw(texts) for s in article}
    catalog = add_translations(catalog, wanted, path="x.po")
    assert {m.key: m.text for m in parse(catalog, path="x.po", language="en").messages} == wanted
    assert merge(catalog, article, **ABOUT).data is catalog
