"""The ranges of Unicode that the checks tell apart, for use inside a character class; what follows a sentence's end; inline tags."""

import re

from bilingual.languages import HAN as HAN

HANGUL = "\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3"
KANA = "\u3041-\u30fa\u30fc-\u30ff\u31f0-\u31ff"
LATIN = "A-Za-z\u00c0-\u024f"
OTHER = "\u0370-\u03ff\u0400-\u052f\u0530-\u058f\u0590-\u05ff\u0600-\u06ff\u0900-\u0dff\u0e00-\u0eff"
"""Greek to Arabic, the scripts of India, Thai and Lao: in these translations only by accident."""
CLOSERS = "\"'”’»›」』)）\\]］】》〉〕\\s\u200b"
"""What a sentence closes behind its mark, and space, for use inside a character class."""
NOTE_MARK = r"[\[［]\w{1,3}[\]］]|[¹²³⁰⁴-⁹*＊†‡※]"
"""What leads to a note, as a plain text writes it: ``[1]``, ``¹``, ``*``. English sets it behind the full stop."""
INLINE_TAG = re.compile(r"<(/?)(\d+)(/?)>")
"""What stands for a link or an emphasis of the source: ``<1>``, ``</1>``, ``<2/>``."""
