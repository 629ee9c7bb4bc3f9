"""The faces of an edition's languages → the size and leading of each, so that the columns look alike.

For the built-in fonts these were set by eye and ruler: the x-height of Source Serif 4 is that of the Chinese
font's own Latin, Hangul is as high as ideographs. Other fonts are brought to the same height, and the distance of
their lines to the same grey.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from bilingual.faces import BUILT_IN, Face
from bilingual.languages import language
from bilingual.page_settings import PageConfig

OPTICAL = {"ideographic": 1.0, "hangul": 1.0, "latin": 1.05}
"""Sizes of the built-in faces beside the Chinese: the x-height of Noto Serif CJK's Latin is .516 em, Source
Serif 4's .492; the mean ink height of its Hangul is .919 em, of its ideographs .909."""
LEADING = {"ideographic": 1.6, "hangul": 1.5, "latin": 1.44}
"""Parts of the Chinese type size: ideographs fill their square and want more, thin Hangul less."""
_HANGUL_ADVANCE = 0.941
"""Em that a syllable takes at most: Noto Serif CJK's .966 leave it loose beside ideographs, as Korean typesetters find too."""
USUAL_LEADING = LEADING["ideographic"]
_NARROWEST_JUSTIFIED = {"ideographic": 0.0, "hangul": 33.0, "latin": 28.0}
"""Em of its own size from which on a script is justified. English: 8 % of lines with word spaces over .6 em at 27.6 em, 5 % at
30, 15 % at 22. Korean, whose words are not divided: of its lines 3 %
end short at 33 em, 1 % at 36, 11 % at 30, because more white would show."""
_SMALLEST, _LARGEST = 0.8, 1.3
"""Beyond these a font is no text face, or can't be measured as one."""
_GREY = (0.94, 1.08)
"""What leading is multiplied by at least and at most: a bold face doesn't get twice the white of a light one."""


@dataclass(frozen=True, slots=True)
class Setting:
    """How a language is set; lengths in parts of the Chinese type size."""

    script: str
    size: float
    leading: float
    lift: float
    """What its lines are lowered by, so that first baselines agree with those of the widest leading."""
    face: Face
    """As it is tracked."""
    tracking: float = 0.0
    """Em of its own size that stand more between two of its letters."""
    ragged: bool = False
    """Whether its lines end where they end, because the column is too narrow to justify them, or it has no hyphens."""


def in_columns(
    set_in: Mapping[str, Setting], widths: Mapping[str, float], points: float
) -> dict[str, Setting]:
    """Say of each language whether its lines are justified, from the widths in points that texts have."""
    return {
        tag: replace(own, ragged=widths[tag] / (own.size * points) < _NARROWEST_JUSTIFIED[own.script])
        for tag, own in set_in.items()
    }


def sizes(tags: Iterable[str], page: PageConfig, faces: dict[str, Face]) -> dict[str, Setting]:
    """Give the setting of each language; ``faces`` has the measures of those that have a font of their own."""
    scripts = {tag: language(tag).script for tag in tags}
    measured = {tag: faces.get(tag, BUILT_IN[script]) for tag, script in scripts.items()}
    chinese = next((measured[tag] for tag, script in scripts.items() if script == "ideographic"), None)
    wanted = (chinese or BUILT_IN["ideographic"]).height / BUILT_IN["ideographic"].height
    found = {}
    for tag, script in scripts.items():
        usual, own = BUILT_IN[script], measured[tag]
        size = 1.0 if own is chinese else OPTICAL[script] * wanted * usual.height / own.height
        size = _rounded(min(max(size, _SMALLEST * OPTICAL[script]), _LARGEST * OPTICAL[script]))
        darker = min(max(own.grey * size / (usual.grey * OPTICAL[script]), _GREY[0]), _GREY[1])
        found[tag] = (size, _rounded(LEADING[script] * darker * page.leading / USUAL_LEADING))
    widest = max(leading for _, leading in found.values())
    return {
        tag: Setting(
            scripts[tag],
            size,
            leading,
            round((widest - leading) / 2, 4),
            *_tracked(measured[tag], scripts[tag]),
        )
        for tag, (size, leading) in found.items()
    }


def loosened(set_in: Mapping[str, Setting], by: Mapping[str, float]) -> dict[str, Setting]:
    """Multiply the leading of languages; first baselines agree as before."""
    leadings = {tag: _rounded(own.leading * by[tag]) for tag, own in set_in.items()}
    widest = max(leadings.values())
    return {
        tag: replace(own, leading=leadings[tag], lift=round((widest - leadings[tag]) / 2, 4))
        for tag, own in set_in.items()
    }


def _tracked(face: Face, script: str) -> tuple[Face, float]:
    """Give a face as it is set and what is added between its letters."""
    tracking = min(0.0, round(_HANGUL_ADVANCE - face.wide, 3)) if script == "hangul" else 0.0
    narrower = tuple(width + round(1000 * tracking) for width in face.widths)
    return replace(face, wide=face.wide + tracking, widths=narrower), tracking


def _rounded(part: float) -> float:
    return round(part / 0.005) * 0.005
