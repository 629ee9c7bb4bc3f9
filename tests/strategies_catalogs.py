"""Catalogs for tests: files in every style, gettext's own programs, and hypothesis' articles."""

import shutil
import subprocess
from pathlib import Path

from hypothesis import strategies as st

from bilingual.catalogs import add_drafts, parse
from bilingual.model import Provenance, Role, Segment, text_hash

CASES = Path(__file__).parent / "cases" / "catalogs"
VALID = sorted((CASES / "valid").glob("*.po"))
HEADER = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'


WORDS = [
    "韓國",
    "總統",
    "25 日",
    "、",
    "「核」",
    "臺灣",
    "台灣",
    "會談",
    "(圖/路透社)",
    '"',
    "\\",
    "\t",
    "NCG",
    "\n",
    "不",
]

texts = st.text(
    st.one_of(
        st.sampled_from("甲乙丙丁，。「」'\"\\\t\n #~|[]%{}<>&ÅĀé한국\u2028\x85\x0b\x1c😀"),
        st.characters(codec="utf-8"),
    ),
    min_size=1,
    max_size=30,
).filter(lambda text: not {"\0", "\4"} & set(text) and text.strip() and text == text.strip())
"""Any text without white space around it."""

sentences = st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map(
    lambda words: "".join(words).strip() + "。"
)
"""Sentences of few words, so that some are equal and many are alike."""


@st.composite
def articles(draw, text=sentences):
    """An article's segments: mostly running text."""
    roles = st.sampled_from([Role.PARAGRAPH] * 4 + [Role.CAPTION, Role.TITLE, Role.HEADING])
    return [
        Segment(draw(roles), draw(text), block=n, start=0, continued=draw(st.booleans()))
        for n in range(draw(st.integers(0, 8)))
    ]


def gettext(tool: str, *arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run one of GNU gettext's programs; they are part of the test set-up, so a missing one is a failure."""
    program = shutil.which(tool)
    assert program, f"{tool} is missing: make test installs gettext"
    environment = {"LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin"}
    return subprocess.run(
        [program, *arguments],
        cwd=cwd,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )


def in_style(data: bytes, style: str) -> bytes:
    match style:
        case "crlf":
            return data.replace(b"\n", b"\r\n")
        case "bom":
            return b"\xef\xbb\xbf" + data
        case "no final newline":
            return data.rstrip(b"\n")
        case "comments at the end":
            return data + b"\n\n# the end\n#. of it\n\n"
    return data


ABOUT = {
    "path": "locales/en/LC_MESSAGES/article.po",
    "article": "article",
    "source_path": "source/article.txt",
    "source_language": "zh-Hant",
    "language": "en",
}


def segment(text, role=Role.PARAGRAPH, **others):
    return Segment(role, text, block=0, start=0, **others)


def drafted(text, engine="argos zt-en 1.9", **others):
    return text, Provenance(engine, text_hash(text), **others)


def with_draft(data, source, text):
    """Draft the entry of running text with this source text."""
    wanted = {("", source): drafted(text)}
    return add_drafts(data, wanted, path="x.po", language="en")


def read(data):
    """Give the living messages by their source text."""
    return {message.id: message for message in parse(data, path="x.po", language="en").messages}
