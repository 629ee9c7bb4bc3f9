"""Lines of a paragraph as the typesetter fills them, on small pages."""

from __future__ import annotations

from typing import Any

import weasyprint

from bilingual import typography
from bilingual.pdf.justification import between_ideographs
from bilingual.pdf.proofs import _descendants

WORDS = "the people and the salt. More information is available on the "


def lines_of(html: str) -> list[str]:
    """The texts of a page's lines, as they are laid out."""
    with between_ideographs():
        page = weasyprint.HTML(string=html).render().pages[0]._page_box
    return [_text(box) for box in _descendants(page) if type(box).__name__ == "LineBox"]


def _text(box: Any) -> str:
    return str(box.text) if hasattr(box, "text") else "".join(map(_text, getattr(box, "children", ())))


def test_a_line_broke_after_its_first_word_where_only_the_space_before_a_link_did_not_fit() -> None:
    for width in range(300, 420, 2):
        found = lines_of(
            f"<html lang=en><style>@page {{ size: 600px }} p {{ width: {width}px; font-size: 12px; hyphens: auto }}"
            f"</style><p>{WORDS}<a>county website</a>, or by writing.</p>"
        )
        assert len(found[0].split()) > 3, (width, found)


def test_the_hyphenated_name_that_ends_a_text_was_parted_at_its_hyphen() -> None:
    (run,) = typography.prepare("“The sea gives, and the sea takes.” — Tsai Chin-shui", "en")
    words = run.text.replace(typography.JOIN, "")
    assert words.endswith("Chin-shui")
    for width in range(150, 400, 8):
        found = lines_of(
            f"<html lang=en><style>p {{ width: {width}px; font-size: 12px; hyphens: auto }}</style><p>{run.text}</p>"
        )
        assert found[-1].replace(typography.JOIN, "").endswith("Chin-shui"), (width, found)
