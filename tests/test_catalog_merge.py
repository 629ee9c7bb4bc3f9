"""Merging a catalog with its revised article: nothing that a person wrote is lost, nothing is done twice."""

import os

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

import truth
from bilingual.catalogs import Change, ChangeKind, add_drafts, add_translations, merge, parse
from bilingual.catalogs.matching import folded
from bilingual.errors import CatalogError
from bilingual.model import Role, State
from revisions import EDITS, revisions
from strategies_catalogs import (
    ABOUT,
    HEADER,
    VALID,
    articles,
    drafted,
    gettext,
    in_style,
    read,
    segment,
    sentences,
    texts,
    with_draft,
)
from test_catalogs import ARTICLE

LONG = "韓國總統尹錫悅應美國總統之邀,於4月下旬前往美國進行國事訪問。"
NEXT = "兩首腦在會談後舉行了聯合記者會,並強調了加強延伸威懾的宣言。"
LAST = "日本政府表示歡迎此次會談的成果。"


def reviewed(*segments):
    """Make a catalog of these segments, all translated: ``T(…)`` around the source."""
    data = merge(None, segments, **ABOUT).data
    return add_translations(data, {s.key: f"T({s.text})" for s in segments}, path="x.po")


def merged(data, *segments):
    """Merge, and see that merging again does nothing."""
    done = merge(data, segments, **ABOUT)
    assert merge(done.data, segments, **ABOUT).data is done.data
    return done


def obsolete(data):
    return {m.id: m for m in parse(data, path="x.po", language="en").obsolete}


# What becomes of a sentence


def test_unchanged_article_changes_no_byte():
    data = reviewed(segment(LONG))
    done = merged(data, segment(LONG))
    assert done.data is data
    assert done.changes == (Change(ChangeKind.KEPT, LONG, carried=True),)


def test_edited_sentence_keeps_its_translation_as_a_suggestion():
    now = LONG.replace("4月下旬", "5月上旬")
    done = merged(reviewed(segment(LONG), segment(NEXT)), segment(now), segment(NEXT))
    assert read(done.data)[now].text == f"T({LONG})"
    assert read(done.data)[now].state is State.NEEDS_REVIEW
    assert f'#, fuzzy\n#| msgid "{LONG}"\nmsgid "{now}"\n' in done.data.decode()
    assert read(done.data)[NEXT].state is State.REVIEWED
    assert done.changes[0] == Change(ChangeKind.EDITED, now, LONG, carried=True)


def test_chain_of_edits_shows_the_source_that_the_translation_was_made_for():
    data = reviewed(segment(LONG), segment(NEXT))
    for now in (LONG.replace("韓國", "南韓"), LONG.replace("韓國", "大韓民國")):
        data = merged(data, segment(now), segment(NEXT)).data
    assert f'#| msgid "{LONG}"\n' in data.decode()
    data = merged(data, segment(LONG), segment(NEXT)).data  # taken back: nothing former is left to show
    assert "#|" not in data.decode()
    assert read(data)[LONG].state is State.REVIEWED


@pytest.mark.parametrize(
    ("touch", "state"),
    [
        ((b'msgstr "T', b'msgstr "U'), State.NEEDS_REVIEW),  # a person has begun to follow the edit
        ((b"#. before: ", b"#. past: "), State.NEEDS_REVIEW),  # an editor has dropped the line
        ((b"", b""), State.REVIEWED),
    ],
)
def test_edit_that_is_taken_back_brings_the_review_back(touch, state):
    before = reviewed(segment(LONG))
    data = merged(before, segment(LONG.replace("韓國", "南韓"))).data
    done = merged(data.replace(*touch), segment(LONG))
    assert read(done.data)[LONG].state is state
    if state is State.REVIEWED:
        assert done.data == before
        assert done.changes[0].kind is ChangeKind.RESTORED


def test_split_that_is_taken_back_brings_the_review_back():
    halves = [segment(LONG[:15].replace(",", "。")), segment(LONG[15:])]
    before = reviewed(segment(NEXT), segment(LONG), segment(LAST))
    data = merged(before, segment(NEXT), *halves, segment(LAST)).data
    assert merged(data, segment(NEXT), segment(LONG), segment(LAST)).data == before


def test_edit_that_is_taken_back_makes_no_doubtful_text_reviewed():
    doubtful = reviewed(segment(LONG)).replace(
        b"#: source/article.txt\nmsgid", b"#: source/article.txt\n#, fuzzy\nmsgid"
    )
    data = merged(doubtful, segment(LONG.replace("韓國", "南韓"))).data
    assert read(merged(data, segment(LONG)).data)[LONG].state is State.NEEDS_REVIEW


def test_untouched_draft_of_an_edited_sentence_is_to_be_drafted_anew():
    data = with_draft(merge(None, [segment(LONG), segment(NEXT)], **ABOUT).data, LONG, "A draft.")
    now = LONG.replace("韓國", "南韓")
    done = merged(data, segment(now), segment(NEXT))
    assert read(done.data)[now].state is State.UNTRANSLATED
    assert "\n#. mt:" not in done.data.decode()
    assert done.changes[0] == Change(ChangeKind.EDITED, now, LONG, carried=False)


@pytest.mark.parametrize(
    "touch", [(b"A draft.", b"A text."), (b"#, fuzzy\n", b"")], ids=["edited", "accepted"]
)
def test_touched_draft_is_carried_and_its_mark_vouches_for_no_other_source(touch):
    data = with_draft(merge(None, [segment(LONG), segment(NEXT)], **ABOUT).data, LONG, "A draft.")
    now = LONG.replace("韓國", "南韓")
    done = merged(data.replace(*touch), segment(now), segment(NEXT))
    assert read(done.data)[now].state is State.NEEDS_REVIEW
    assert read(done.data)[now].text in {"A draft.", "A text."}
    assert "\n#. mt:" not in done.data.decode()


def test_deleted_sentence_becomes_obsolete_and_comes_back():
    data = reviewed(segment(LONG), segment(NEXT, continued=True))
    data = data.replace(
        b"#. role: paragraph, continued\n", "# 問過編輯\n#. role: paragraph, continued\n".encode()
    )
    gone = merged(data, segment(LONG))
    assert gone.data.decode().endswith(f'\n# 問過編輯\n#~ msgid "{NEXT}"\n#~ msgstr "T({NEXT})"\n')
    assert gone.changes[-1] == Change(ChangeKind.GONE, NEXT, carried=True)
    back = merged(gone.data, segment(LONG), segment(NEXT, continued=True))
    assert back.data == data
    assert back.changes[-1] == Change(ChangeKind.RESTORED, NEXT, carried=True)


def test_empty_entries_and_untouched_drafts_just_go():
    data = with_draft(merge(None, [segment(LONG), segment(NEXT)], **ABOUT).data, LONG, "A draft.")
    done = merged(data)
    assert done.data == merge(None, [], **ABOUT).data
    assert [(c.kind, c.carried) for c in done.changes] == [(ChangeKind.GONE, False)] * 2


def test_comment_on_an_untranslated_sentence_outlives_it():
    data = merge(None, [segment(LONG), segment(NEXT)], **ABOUT).data
    data = data.replace(b"#. role", "# 誰知道?\n#. role".encode(), 1)
    gone = merged(data, segment(NEXT))
    assert "# 誰知道?\n#~ msgid" in gone.data.decode()
    now = LONG.replace("韓國", "南韓")
    edited = merged(data, segment(now), segment(NEXT))
    assert f'# 誰知道?\n#. role: paragraph\n#: source/article.txt\nmsgid "{now}"' in edited.data.decode()


def test_same_text_in_another_context_is_a_suggestion():
    done = merged(reviewed(segment("會談", Role.HEADING)), segment("會談"))
    assert read(done.data)["會談"].state is State.NEEDS_REVIEW
    assert '#| msgctxt "heading"\n#| msgid "會談"\nmsgid "會談"\n' in done.data.decode()
    assert done.changes == (Change(ChangeKind.CONTEXT, "會談", "會談", carried=True),)


def test_text_repeated_in_a_new_context_is_offered_and_stays_where_it_was():
    data = reviewed(segment("會談", Role.HEADING)).replace(b"#. role", b"# mine\n#. role")
    done = merged(data, segment("會談", Role.HEADING), segment("會談"))
    first, second = parse(done.data, path="x.po", language="en").messages
    assert (first.state, second.state) == (State.REVIEWED, State.NEEDS_REVIEW)
    assert first.text == second.text
    assert done.data.count(b"# mine\n") == 1


@pytest.mark.parametrize(
    ("before", "after"),
    [("臺灣,25 日。", "台灣，25日。"), ("「核保護傘」", "“核保護傘”"), ("(圖/路透社)", "（圖／路透社）")],
)
def test_typography_alone_is_recognised_wherever_it_stands(before, after):
    data = reviewed(segment(before), segment(LONG), segment(NEXT))
    done = merged(data, segment(LONG), segment(NEXT), segment(after))
    assert read(done.data)[after].text == f"T({before})"
    assert done.changes[2].kind is ChangeKind.TYPOGRAPHY
    assert folded(before) == folded(after)


def test_sentence_that_was_split_offers_its_translation_to_both():
    halves = [segment(LONG[:15].replace(",", "。")), segment(LONG[15:], continued=True)]
    done = merged(
        reviewed(segment(NEXT), segment(LONG), segment(LAST)), segment(NEXT), *halves, segment(LAST)
    )
    assert [read(done.data)[h.text].text for h in halves] == [f"T({LONG})"] * 2
    assert [c.kind for c in done.changes[1:3]] == [ChangeKind.SPLIT] * 2
    again = merged(done.data, segment(NEXT), segment(LONG), segment(LAST))
    assert read(again.data)[LONG].text == f"T({LONG})"


def test_sentences_that_were_joined_offer_both_translations():
    whole = LONG[:-1] + "," + NEXT
    data = reviewed(segment(LONG), segment(NEXT), segment(LAST)).replace(b"#. role", b"# mine\n#. role")
    done = merged(data, segment(whole), segment(LAST))
    assert read(done.data)[whole].text == f"T({LONG}) T({NEXT})"
    assert f'#| msgid "{LONG}{NEXT}"\n' in done.data.decode()
    assert done.data.count(b"# mine\n") == 3
    assert done.changes[0] == Change(ChangeKind.JOINED, whole, f"{LONG}\n{NEXT}", carried=True)


SPEECH = (
    "總統說:「同盟是里程碑。",
    "我們感謝各位的努力。",
    "半導體供應鏈將更加穩固。",
    "希望民眾給予支持!",
    "下一次會晤定於秋天舉行。」",
)


def test_long_quotation_that_is_cut_another_way_keeps_every_part():
    parts = [segment(text) for text in SPEECH]
    whole = segment("".join(SPEECH))
    around = segment(LONG), segment(NEXT)
    data = reviewed(around[0], whole, around[1])
    cut = merged(data, around[0], *parts, around[1])
    assert [read(cut.data)[p.text].text for p in parts] == [f"T({whole.text})"] * 5
    assert merged(cut.data, around[0], whole, around[1]).data == data
    data = reviewed(around[0], *parts, around[1])
    done = merged(data, around[0], whole, around[1])
    assert read(done.data)[whole.text].text == " ".join(f"T({p.text})" for p in parts)
    assert done.changes[1].previous == "\n".join(SPEECH)


def test_moved_sentence_stays_reviewed_and_the_order_is_the_sources():
    done = merged(reviewed(*map(segment, (LONG, NEXT, LAST))), *map(segment, (NEXT, LAST, LONG)))
    assert [m.id for m in parse(done.data, path="x.po", language="en").messages] == [NEXT, LAST, LONG]
    assert {m.state for m in read(done.data).values()} == {State.REVIEWED}
    assert done.changes[-1].kind is ChangeKind.REORDERED


def test_merely_similar_obsolete_entry_is_offered_and_kept():
    data = merged(reviewed(segment(LONG), segment(NEXT)), segment(NEXT)).data
    now = LONG.replace("4月下旬", "5月")
    done = merged(data, segment(NEXT), segment(now))
    assert read(done.data)[now].text == f"T({LONG})"
    assert LONG in obsolete(done.data)


def test_new_sentence_takes_nobodys_translation():
    done = merged(
        reviewed(segment(LONG), segment(LAST)), segment(LONG), segment("完全不同的話題!"), segment(LAST)
    )
    assert read(done.data)["完全不同的話題!"].state is State.UNTRANSLATED
    assert done.changes[1].kind is ChangeKind.NEW


def test_inserted_sentence_changes_no_line_of_the_others():
    data = reviewed(*ARTICLE)
    done = merged(data, *ARTICLE[:3], segment("新的一句。"), *ARTICLE[3:])
    added = '#. role: paragraph\n#: source/article.txt\nmsgid "新的一句。"\nmsgstr ""\n\n'
    assert done.data.decode().replace(added, "", 1) == data.decode()


def test_plural_entry_of_another_program_is_kept_whole():
    entry = 'msgid "{n} 篇"\nmsgid_plural "{n} 篇們"\nmsgstr[0] "one"\nmsgstr[1] "many"\n'
    data = (merge(None, [], **ABOUT).data.decode() + "\n" + entry).encode()
    done = merged(data, segment("{n} 篇。"))
    assert "".join(f"#~ {line}" for line in entry.splitlines(True)) in done.data.decode()
    assert entry in merged(done.data, segment("{n} 篇")).data.decode()


def test_broken_catalog_is_an_error_and_no_catalog():
    with pytest.raises(CatalogError, match="quotation"):
        merge((HEADER + 'msgid "甲\nmsgstr ""\n').encode(), ARTICLE, **ABOUT)
    with pytest.raises(CatalogError, match="empty"):
        merge(b"", ARTICLE, **ABOUT)


# Other editors' files


@pytest.mark.parametrize("style", ["", "crlf", "bom", "no final newline", "comments at the end"])
@pytest.mark.parametrize("width", ["--no-wrap", "--width=40", "--width=77", "--sort-output", "--indent"])
def test_catalog_saved_in_any_style_is_not_rewritten(width, style, tmp_path):
    article = [segment(LONG), segment(NEXT, continued=True), segment("題", Role.TITLE), *ARTICLE]
    data = reviewed(*article, segment("舊的一句。"))
    data = with_draft(merge(data, [*article, segment("新")], **ABOUT).data, "新", "New\nlines")
    (tmp_path / "x.po").write_bytes(data)
    gettext("msgcat", width, "-o", "y.po", "x.po", cwd=tmp_path)
    saved = in_style((tmp_path / "y.po").read_bytes(), style)
    present = [*article, segment("新")]
    if width == "--sort-output":  # the order is the source's again, and stays so
        saved = merged(saved, *present).data
    assert merged(saved, *present).data is saved


@pytest.mark.parametrize("style", ["", "crlf", "bom", "no final newline", "comments at the end"])
@pytest.mark.parametrize("path", VALID, ids=lambda path: path.stem)
def test_any_editors_entries_outlive_an_article_that_left_them(path, style):
    data = in_style(path.read_bytes(), style)

    def persons(data):
        catalog = parse(data, path="x.po", language="en")
        kept = {State.REVIEWED, State.NEEDS_REVIEW}
        return sorted((*m.key, m.text) for m in (*catalog.messages, *catalog.obsolete) if m.state in kept)

    gone = merged(data, segment("全新。"))
    assert persons(gone.data) == persons(data)
    comments = [line for line in data.decode("utf-8-sig").splitlines() if line.startswith(("# ", "#w"))]
    assert set(comments) <= set(gone.data.decode("utf-8-sig").splitlines())
    living = parse(data, path="x.po", language="en").messages
    plain = [segment(m.id) for m in living if not m.context]
    back = merged(gone.data, *plain)
    assert persons(back.data) == persons(data)


def test_only_the_changed_entry_of_a_wrapped_windows_file_is_written_again(tmp_path):
    article = [segment(LONG), segment(NEXT), segment(LAST)]
    (tmp_path / "x.po").write_bytes(reviewed(*article))
    gettext("msgcat", "--width=40", "-o", "y.po", "x.po", cwd=tmp_path)
    data = b"\xef\xbb\xbf" + (tmp_path / "y.po").read_bytes().replace(b"\n", b"\r\n")
    now = LONG.replace("4月下旬", "5月上旬")
    done = merged(data, segment(now), segment(NEXT), segment(LAST)).data
    first = data.index(b"#. role")
    second = data.index(b"#. role", first + 1)
    assert done.startswith(data[:first])
    assert done.endswith(data[second:])
    translation = data[data.index(b"msgstr", first) : second]
    assert translation.count(b"\n") > 2
    assert translation in done
    assert done.count(b"\n") == done.count(b"\r\n")


def test_only_the_role_line_changes_when_only_the_role_does(tmp_path):
    (tmp_path / "x.po").write_bytes(reviewed(segment(LONG)))
    gettext("msgcat", "--width=40", "-o", "y.po", "x.po", cwd=tmp_path)
    data = (tmp_path / "y.po").read_bytes()
    done = merged(data, segment(LONG, Role.CAPTION)).data
    assert done == data.replace(b"role: paragraph", b"role: caption")


def test_obsolete_entry_between_living_ones_stays_where_it_is():
    article = [segment(LONG), segment(NEXT)]
    head, first, second = reviewed(*article).decode().split("\n\n")
    data = f'{head}\n\n{first}\n\n#~ msgid "舊"\n#~ msgstr "old"\n\n{second}'.encode()
    assert merged(data, *article).data is data
    done = merged(data, segment(LONG), segment("新"), segment(NEXT)).data.decode()
    assert done.index("舊") < done.index("新")


# Revisions with known truth


@pytest.mark.skipif(not truth.SHARED.exists(), reason="needs the 99 revisions of the reference material")
def test_revisions_of_the_article_keep_their_translations():
    found = truth.tally(truth.gold(), truth.ours)
    right, changed = found.changed
    assert right >= 0.995 * changed
    assert found.unchanged[0] == found.unchanged[1]
    assert found.joined == (14, 14)
    assert found.false[0] <= 1


def test_random_revisions_keep_their_translations():
    """BILINGUAL_REVISIONS=5000 tries that many."""
    found = truth.tally(revisions(int(os.environ.get("BILINGUAL_REVISIONS", "200"))), truth.ours)
    right, changed = found.changed
    assert changed >= 200
    assert right >= 0.99 * changed, found.wrong
    assert found.unchanged[0] == found.unchanged[1], found.wrong
    assert found.joined[0] >= 0.9 * found.joined[1], found.wrong
    assert found.false[0] <= 0.01 * found.false[1], found.wrong
    assert set(found.of) >= {
        *EDITS,
        "split",
        "join",
        "move and edit",
        "restored",
        "restored and edited",
        "role",
    }


# Laws


@settings(max_examples=100, deadline=None)
@given(articles(), articles(), articles(texts))
def test_merging_twice_is_merging_once(first, second, third):
    data = add_translations(
        merge(None, first, **ABOUT).data, {s.key: f"T{n}" for n, s in enumerate(first)}, path="x.po"
    )
    for article in (second, third, first):
        data = merged(data, *article).data


class Desk(RuleBasedStateMachine):
    """An editor who revises the source, a machine that drafts, and translators who do as they like.

    Law: every text that a translator wrote or accepted is found afterwards, in a living or an obsolete entry,
    until a translator overwrites it; and so is every comment.
    """

    def __init__(self):
        super().__init__()
        self.article = [segment(LONG), segment(NEXT), segment(LAST)]
        self.data = merge(None, self.article, **ABOUT).data
        self.written: set[str] = set()
        self.comments: set[str] = set()
        self.count = 0

    def word(self, kind):
        self.count += 1
        return f"{kind}{self.count}."

    @rule(article=articles())
    def rewrite(self, article):
        self.article = article
        self.sync()

    @rule(data=st.data(), text=sentences)
    def revise(self, data, text):
        assume(self.article)
        n = data.draw(st.integers(0, len(self.article) - 1))
        old = self.article[n]
        what = data.draw(
            st.sampled_from(["edit", "insert", "delete", "replace", "move", "split", "join", "role"])
        )
        pieces = {
            "edit": [segment(old.text[:-1] + "了。", old.role)],
            "insert": [old, segment(text)],
            "delete": [],
            "replace": [segment(text)],
            "move": [],
            "split": [
                segment(old.text[: len(old.text) // 2] + "。"),
                segment("其" + old.text[len(old.text) // 2 :]),
            ],
            "join": [segment(old.text + text)],
            "role": [segment(old.text, Role.HEADING)],
        }[what]
        self.article[n : n + 1] = pieces
        if what == "move":
            self.article.append(old)
        self.sync()

    @rule()
    def sync(self):
        self.data = merged(self.data, *self.article).data

    @rule()
    def draft(self):
        empty = [
            m
            for m in parse(self.data, path="x.po", language="en").messages
            if m.state in {State.UNTRANSLATED, State.DRAFT}
        ]
        wanted = {m.key: drafted(self.word("Draft")) for m in empty}
        self.data = add_drafts(self.data, wanted, path="x.po", language="en")

    def entry(self, data):
        """Let a translator pick a living entry: its lines and its message."""
        messages = parse(self.data, path="x.po", language="en").messages
        assume(messages)
        message = data.draw(st.sampled_from(messages))
        blocks = self.data.decode().split("\n\n")
        line = 1
        for n, block in enumerate(blocks):
            if line <= message.line < line + block.count("\n") + 1:
                return blocks, n, message
            line += block.count("\n") + 2
        raise AssertionError("no entry in that line")

    @rule(data=st.data(), keep_fuzzy=st.booleans())
    def translate(self, data, keep_fuzzy):
        blocks, n, message = self.entry(data)
        text = self.word("Text")
        kept = [m.text for m in parse(self.data, path="x.po", language="en").messages if m.key != message.key]
        self.written = {w for w in self.written if w not in message.text or any(w in k for k in kept)}
        lines = [line for line in blocks[n].split("\n") if keep_fuzzy or not line.startswith("#,")]
        at = next(k for k, line in enumerate(lines) if line.startswith("msgstr"))
        blocks[n] = "\n".join([*lines[:at], f'msgstr "{text}"'])
        self.data = ("\n\n".join(blocks).rstrip("\n") + "\n").encode()
        self.written.add(text)

    @rule(data=st.data())
    def accept(self, data):
        blocks, n, message = self.entry(data)
        assume(message.text)
        blocks[n] = "\n".join(line for line in blocks[n].split("\n") if not line.startswith(("#,", "#|")))
        self.data = "\n\n".join(blocks).encode()
        self.written.add(message.text)

    @rule(data=st.data())
    def comment(self, data):
        blocks, n, _ = self.entry(data)
        comment = f"# {self.word('Note')}"
        blocks[n] = f"{comment}\n{blocks[n]}"
        self.data = "\n\n".join(blocks).encode()
        self.comments.add(comment)

    @invariant()
    def nothing_of_a_person_is_lost(self):
        catalog = parse(self.data, path="x.po", language="en")
        found = [m.text for m in (*catalog.messages, *catalog.obsolete)]
        for text in self.written:
            assert any(text in other for other in found), text
        lines = self.data.decode().splitlines()
        for comment in self.comments:
            assert lines.count(comment) == 1, comment


Desk.TestCase.settings = settings(max_examples=60, stateful_step_count=25, deadline=None)
TestDesk = Desk.TestCase
