"""What is measured of a face of type, and what sizes and widths are chosen by."""

from __future__ import annotations

from dataclasses import dataclass

SAMPLES = {
    "ideographic": "國會談判結果發表聯合聲明強調的東西方永遠共同回應問題",
    "hangul": "한국미국대통령은백악관에서회담을열어확장억제를강화하기로결정했다",
    "latin": "The two leaders agreed to strengthen extended deterrence, and published a joint declaration.",
}
"""Text that shows how high and how black a script's letters come out."""


@dataclass(frozen=True, slots=True)
class Face:
    """Lengths in em of the face's own size."""

    height: float
    """What the eye takes for the size: the x-height of Latin, the mean height of the ink of ideographs and Hangul."""
    grey: float
    """Part of a line of running text, one em high, that is ink."""
    widths: tuple[int, ...]
    """Advance widths of U+0020…U+007E, thousandths of an em."""
    wide: float
    """Advance width of an ideograph or a Hangul syllable."""


_CJK_WIDTHS = (
    256, 308, 376, 574, 550, 923, 779, 196, 364, 364, 478, 580, 327, 346, 327, 352,
    557, 471, 558, 557, 555, 558, 558, 549, 558, 562, 327, 327, 580, 580, 580, 432,
    912, 718, 670, 691, 770, 652, 629, 741, 853, 405, 402, 731, 625, 975, 796, 767,
    641, 767, 715, 567, 659, 797, 714, 1053, 700, 687, 605, 344, 352, 344, 580, 563,
    435, 557, 638, 538, 629, 546, 388, 566, 663, 332, 311, 607, 334, 974, 661, 596,
    638, 607, 462, 473, 367, 653, 548, 838, 564, 552, 498, 374, 316, 374, 580,
)  # fmt: skip
_SOURCE_WIDTHS = (
    237, 289, 381, 525, 518, 932, 728, 182, 362, 362, 458, 534, 302, 320, 302, 341,
    529, 529, 529, 529, 529, 529, 529, 529, 529, 529, 302, 302, 534, 534, 534, 414,
    834, 712, 653, 662, 739, 638, 612, 723, 814, 376, 381, 710, 618, 935, 768, 738,
    621, 738, 690, 544, 632, 758, 709, 1005, 672, 667, 586, 335, 341, 335, 534, 514,
    400, 541, 619, 520, 614, 533, 369, 557, 641, 329, 303, 594, 329, 955, 643, 579,
    622, 601, 456, 465, 359, 628, 579, 836, 569, 586, 490, 359, 290, 359, 534,
)  # fmt: skip
BUILT_IN = {
    "ideographic": Face(0.921, 0.2374, _CJK_WIDTHS, 1.0),
    "hangul": Face(0.949, 0.193, _CJK_WIDTHS, 0.966),
    "latin": Face(0.495, 0.1889, _SOURCE_WIDTHS, 0.569),
}
"""Noto Serif CJK and Source Serif 4, by script, as ``pdf.face`` measures them (a test does so again)."""
