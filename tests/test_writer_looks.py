"""LibreOffice texts whose parts are told by how they look, and what LibreOffice itself doesn't show."""

from __future__ import annotations

from documents import automatic, odt, read, rows, tp

TEXT = "基地將興建十二層的社會住宅。預計明年完工。"
MORE = "社區裡的七棵老榕樹將原地保留。里長說樹比人老。"
STYLES = (
    automatic("P1", 'fo:font-size="26pt" fo:font-weight="bold"', 'fo:text-align="center"')
    + automatic("P2", 'fo:font-size="14pt"', 'fo:text-align="center"')
    + automatic("P3", 'fo:font-weight="bold"')
    + automatic("P4", 'text:display="none"')
    + automatic("P5", 'style:font-size-asian="16pt"')
)


def writer(*body: str, styles: str = STYLES) -> list[tuple[str, str]]:
    return rows(odt(*body, styles=styles), ".odt")


def test_a_section_title_and_subtitle_are_told_by_their_size() -> None:
    found = writer(
        tp("封面故事", "P3"),
        tp("當冰川說話", "P1"),
        tp("氣泡的聲音", "P2"),
        tp(TEXT),
        tp("冰", "P5"),
        tp(MORE),
    )
    assert [role for role, _ in found] == ["heading", "title", "lead", "paragraph", "heading", "paragraph"]


def test_styles_that_people_named_in_chinese_said_nothing() -> None:
    styles = "".join(
        automatic(f"_{'_'.join(f'{ord(c):x}_' for c in name)}", rest=f'style:display-name="{name}"')
        for name in ("副標題", "圖說")
    )

    def encoded(name: str) -> str:
        return f"_{'_'.join(f'{ord(c):x}_' for c in name)}"

    found = writer(
        '<text:h text:outline-level="1">種在屋頂的稻田</text:h>', tp("城市農夫", encoded("副標題")), tp(TEXT),
        tp("六樓頂的稻子十月收割。", encoded("圖說")), styles=styles,
    )  # fmt: skip
    assert [role for role, _ in found] == ["title", "lead", "paragraph", "caption"]


def test_hidden_paragraphs_and_sections_were_read() -> None:
    hidden = f'<text:section text:display="none" text:name="a">{tp("舊稿。")}</text:section>'
    document = read(odt(tp("題目", "P1"), tp("待查證", "P4"), hidden, tp(TEXT), styles=STYLES), ".odt")
    assert [block.text for block in document.blocks] == ["題目", TEXT]
    assert {"待查證", "舊稿。"} <= set(document.left_out)


def test_an_index_of_pictures_was_read() -> None:
    index = (
        f"<text:illustration-index><text:index-body>{tp('圖一')}</text:index-body></text:illustration-index>"
    )
    assert writer(tp("題目", "P1"), index, tp(TEXT)) == [("title", "題目"), ("paragraph", TEXT)]


def test_a_box_parted_the_paragraph_that_it_was_anchored_in() -> None:
    box = f"<draw:frame><draw:text-box>{tp('一方三百元。')}</draw:text-box></draw:frame>"
    found = writer(tp("題目", "P1"), tp(TEXT), tp(f"抽泥船運轉。{box}這是拔河。"))
    assert found[2:] == [("paragraph", "抽泥船運轉。這是拔河。"), ("paragraph", "一方三百元。")]


def test_a_frame_round_the_summary_was_a_paragraph() -> None:
    cell = f"<table:table-row><table:table-cell>{tp('清淤追不上泥沙。')}</table:table-cell></table:table-row>"
    found = writer(tp("水庫", "P1"), f"<table:table>{cell}</table:table>", tp(TEXT))
    assert found[1] == ("lead", "清淤追不上泥沙。")


def test_a_break_inside_a_sentence_made_two_paragraphs() -> None:
    found = writer(tp("題目", "P1"), tp(TEXT), tp("這口鍋是阿公留下的，<text:line-break/>鍋底補過兩次。"))
    assert found[2:] == [("paragraph", "這口鍋是阿公留下的，鍋底補過兩次。")]
