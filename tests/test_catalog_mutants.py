"""The strict reader against gettext's own: thousands of damaged catalogs, and a file cut off at every byte.

BILINGUAL_MUTANTS=5000 python -m pytest tests/test_catalog_mutants.py   # the long trial; 300 without it
"""

import os
import random
import re
from pathlib import Path

import pytest

from bilingual.catalogs.reading import PoFile, read
from bilingual.errors import CatalogError
from catalog_corpus import CORPUS
from strategies_catalogs import gettext

MUTANTS = int(os.environ.get("BILINGUAL_MUTANTS", "300"))
SEED = int(os.environ.get("BILINGUAL_SEED", "1"))
SEEDS = [data for name, data in CORPUS.items() if len(data) < 4000]
BITS = [
    b'"', b"\\", b"\n", b"\r\n", b"\r", b"#", b"#~ ", b"#| ", b"#~| ", b"#,fuzzy\n", b"#=", b"#. x\n", b"msgid ",
    b"msgstr ", b"msgctxt ", b"msgid_plural ", b"[0]", b"[1]", b'msgstr[0] "x"\n', b'""', b" ", b"\t", b"\0",
    b"\xff", b"\x80", b"\xe4\xbd", b'domain "x"\n', b"charset=BIG5", b"\\x", b"\\8", b"\\400", b"\\004", b"\\n",
    b"\v", b"\f", b"\x1a", b"\xc2\xa0", "“".encode(), b"<<<<<<< x\n", b"=======\n", b"\xef\xbb\xbf",
    b'msgid ""\nmsgstr "x"\n', b"\xc2\x85", "\u2028".encode(), b"previous", b"_", b"9", b"[", b"]", b".", b"\x01",
    "\u3000".encode(), b"'", b'#~ msgid "m"\n#~ msgstr "n"\n', b'msgid "m"\nmsgstr "n"\n', "淚".encode("big5"),
]  # fmt: skip

STRICTER = re.compile(
    "the catalog is empty|the catalog has no header|unknown charset|the byte 0x.. is not|a NUL character"
    "|the escaped bytes are not|a backslash at the end of a line|a domain directive|an unresolved merge conflict"
    r"|a control character \(NUL|a comment in a line of former text|for a backslash:"
    r"|“\[” means nothing here"  # a plural index over two lines
)
"""What gettext lets pass, and loses or spoils something by it; docs/editors.md says so."""


def mutant(chance: random.Random, data: bytes) -> bytes:
    """Damage a catalog in one to three ways."""
    for _ in range(chance.choice([1, 1, 1, 2, 3])):
        data = chance.choice([damaged_bytes, damaged_lines])(chance, data, chance.choice(BITS))
    return data


def damaged_bytes(chance: random.Random, data: bytes, bit: bytes) -> bytes:
    at = chance.randrange(len(data) + 1)
    return chance.choice(
        [
            data[:at],
            data[:at] + data[at + chance.choice([1, 1, 2, 5, 20]) :],
            data[:at] + bit + data[at:],
            data[:at] + bit + data[at:],
            data[:at] + bytes([chance.randrange(256)]) + data[at + 1 :],
        ]
    )


def damaged_lines(chance: random.Random, data: bytes, bit: bytes) -> bytes:
    lines = data.splitlines(keepends=True) or [b"\n"]
    a, b = chance.randrange(len(lines)), chance.randrange(len(lines))
    line = lines[a]
    return b"".join(
        chance.choice(
            [
                [*lines[:a], *lines[a + 1 :]],
                [*lines[:b], line, *lines[b:]],
                [*lines[:a], lines[b], *lines[a + 1 :]],
                [*lines[:a], bit, *lines[a:]],
                [*lines[:a], line.rstrip(b"\r\n"), bit, b"\n", *lines[a + 1 :]],
            ]
        )
    )


def judged(data: bytes) -> PoFile | CatalogError:
    try:
        file = read(data, "x.po")
    except CatalogError as error:
        assert error.path == "x.po"
        assert error.hint
        assert error.line or "empty" in error.message
        return error
    assert file.encoded() == data
    return file


def said(file: PoFile) -> set:
    """What gettext keeps: it drops an obsolete message without a translation."""
    return {
        (e.fields.msgctxt, e.fields.msgid, e.fields.msgid_plural, e.texts, bool(e.fields.obsolete))
        for e in file.entries
        if not e.is_header and (any(e.texts) or not e.fields.obsolete)
    }


def compare(data: bytes, folder: Path) -> str:
    """Judge a file as gettext does and by our reader; say how, or fail if they differ where they must not."""
    ours = judged(data)
    (folder / "x.po").write_bytes(data.removeprefix(b"\xef\xbb\xbf"))  # gettext has no byte order mark
    done = gettext("msgfmt", "-o", "x.mo", "x.po", cwd=folder)
    # Of a second header it says so, but its status is 0.
    refused = done.returncode or "duplicate message definition" in done.stderr
    if isinstance(ours, CatalogError):
        assert refused or STRICTER.search(ours.message), f"refused for no reason: {ours}\n{data!r}"
        return "both refuse" if refused else "stricter"
    assert not refused, f"accepted what msgfmt refuses: {done.stderr}\n{data!r}"
    done = gettext("msgcat", "--no-wrap", "--force-po", "-o", "y.po", "x.po", cwd=folder)
    if not done.returncode:  # it wants a charset that iconv knows
        theirs = read((folder / "y.po").read_bytes(), "y.po")
        assert said(ours) == said(theirs), f"read differently: {data!r}"
    return "both accept"


def test_reader_accepts_nothing_that_msgfmt_refuses_and_reads_it_the_same(tmp_path):
    chance = random.Random(SEED)
    counts: dict[str, int] = {}
    for _ in range(MUTANTS):
        verdict = compare(mutant(chance, chance.choice(SEEDS)), tmp_path)
        counts[verdict] = counts.get(verdict, 0) + 1
    assert counts["both refuse"] > MUTANTS / 4, counts
    assert counts["both accept"] > MUTANTS / 5, counts


SAMPLE = (
    'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    '# 註\n#. role: title\n#, fuzzy\n#| msgid "舊"\nmsgctxt "title"\nmsgid "甲\\n"\nmsgstr ""\n"A\\"\\n"\n\n'
    'msgid "乙"\nmsgid_plural "乙們"\nmsgstr[0] "B"\nmsgstr[1] "Bs"\n\n'
    '#~ msgid "丙"\n#~ msgstr "C"\n'
).encode()


@pytest.mark.parametrize("newline", [b"\n", b"\r\n"], ids=["lf", "crlf"])
def test_file_cut_off_at_any_byte_is_refused_or_whole_entries(newline, tmp_path):
    data = SAMPLE.replace(b"\n", newline)
    whole = read(data, "x.po").entries
    for end in range(len(data)):
        if newline == b"\n":
            compare(data[:end], tmp_path)
        file = judged(data[:end])
        if isinstance(file, CatalogError):
            continue
        # Nothing but the last string of the last entry can be shorter than it was, and only by whole strings.
        kept = [(e.key, e.texts) for e in file.entries]
        assert kept[:-1] == [(e.key, e.texts) for e in whole[: len(kept) - 1]]
        last = whole[len(kept) - 1]
        assert kept[-1][0] == last.key
        assert all(text.startswith(cut) for text, cut in zip(last.texts, kept[-1][1], strict=False))
        # and all that follows the last entry is comment or blank
        rest = file.tail.encode()
        assert all(line.lstrip().startswith(b"#") or not line.strip() for line in rest.splitlines())
