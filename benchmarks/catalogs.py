"""What a save does to a catalog: polib, Babel, Translate Toolkit (where it is installed) and ours over one corpus.

python benchmarks/catalogs.py

For each: how many files come out of load → save with the same bytes; how many lines of the file change when one
translation is edited (median); in how many files a line outside that entry changes. Then the times to load and save.
"""

from __future__ import annotations

import contextlib
import difflib
import io
import statistics
import sys
import tempfile
import time
import warnings
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from bilingual.catalogs.entries import Entry, changed  # noqa: E402
from bilingual.catalogs.reading import read  # noqa: E402
from catalog_corpus import CORPUS  # noqa: E402  (it lies with the tests)

EDITORS = ROOT / "tests" / "cases" / "catalogs" / "editors"
FILES = CORPUS | {path.stem: path.read_bytes() for path in sorted(EDITORS.glob("*.po"))}

Edit = tuple[str | None, str, str]
"""Context, source text and the new translation."""
Save = Callable[[bytes, Edit | None], bytes]


def by_us(data: bytes, edit: Edit | None) -> bytes:
    file = read(data, "x.po")
    entries = list(file.entries)
    for n, entry in enumerate(entries):
        if edit and (entry.fields.msgctxt, entry.fields.msgid) == edit[:2] and not entry.fields.obsolete:
            entries[n] = changed(entry, file.style, msgstr=edit[2])
    return replace(file, entries=tuple(entries)).encoded()


def by_polib(data: bytes, edit: Edit | None) -> bytes:
    import polib

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "x.po")
        path.write_bytes(data)
        file = polib.pofile(str(path))
        for entry in file:
            if edit and (entry.msgctxt, entry.msgid) == edit[:2] and not entry.obsolete:
                entry.msgstr = edit[2]
        file.save(str(path))
        return path.read_bytes()


def by_babel(data: bytes, edit: Edit | None) -> bytes:
    from babel.messages.pofile import read_po, write_po

    catalog = read_po(io.BytesIO(data))
    if edit:
        catalog.get(edit[1], edit[0]).string = edit[2]
    out = io.BytesIO()
    write_po(out, catalog)
    return out.getvalue()


def by_translate_toolkit(data: bytes, edit: Edit | None) -> bytes:
    from translate.storage import pypo

    store = pypo.pofile.parsestring(data)
    for unit in store.units:
        if edit and (unit.getcontext() or None, str(unit.source)) == edit[:2] and not unit.isobsolete():
            unit.target = edit[2]
    return bytes(store)


PEERS: dict[str, tuple[str, Save]] = {
    "polib": ("polib", by_polib),
    "Babel": ("babel", by_babel),
    "Translate Toolkit": ("translate.storage.pypo", by_translate_toolkit),
    "bilingual": ("bilingual", by_us),
}


@dataclass
class Result:
    read: int = 0
    identical: int = 0
    lines: list[int] = field(default_factory=list)
    collateral: int = 0


def editable(data: bytes) -> tuple[int, Entry] | None:
    """The first living entry with a translation and no plural forms, and its place."""
    for number, entry in enumerate(read(data, "x.po").entries):
        plain = not (entry.is_header or entry.is_plural or entry.fields.obsolete)
        if plain and entry.fields.msgid and entry.fields.msgstr.strip():
            return number, entry
    return None


def around(data: bytes, number: int) -> tuple[bytes, bytes]:
    """What stands before and behind an entry."""
    file = read(data, "x.po")
    before = "".join(e.before + e.raw for e in file.entries[:number]) + file.entries[number].before
    head = (b"\xef\xbb\xbf" if file.bom else b"") + before.encode(file.codec)
    return head, data[len(head) + len(file.entries[number].raw.encode(file.codec)) :]


def lines_changed(old: bytes, new: bytes) -> int:
    matcher = difflib.SequenceMatcher(None, old.splitlines(), new.splitlines(), autojunk=False)
    return sum(max(b - a, d - c) for tag, a, b, c, d in matcher.get_opcodes() if tag != "equal")


def tried(save: Save) -> Result:
    result = Result()
    for data in FILES.values():
        try:
            saved = save(data, None)
        except Exception:
            continue
        result.read += 1
        result.identical += saved == data
        found = editable(data)
        if not found:
            continue
        number, entry = found
        end = "\n" if entry.fields.msgstr.endswith("\n") else ""
        text = entry.fields.msgstr.rstrip("\n") + " x" + end
        try:
            edited = save(data, (entry.fields.msgctxt, entry.fields.msgid, text))
        except Exception:
            continue
        before, after = around(data, number)
        result.lines.append(lines_changed(data, edited))
        result.collateral += not (edited.startswith(before) and edited.endswith(after))
    return result


def seconds(save: Save, data: bytes) -> float:
    start = time.perf_counter()
    save(data, None)
    return time.perf_counter() - start


def main() -> None:
    big = CORPUS["crlf"].replace(b"\r\n", b"\n") + b"".join(
        f'\n#. role: paragraph\n#: source/a.txt\nmsgid "第 {n} 句,很短。"\nmsgstr "Sentence {n}, short."\n'.encode()
        for n in range(10_000)
    )
    print(
        f"{len(FILES)} catalogs" + " " * 6 + "read  identical  lines changed by one edit (median)  collateral"
    )
    times = {}
    for name, (module, save) in PEERS.items():
        try:
            __import__(module)
        except ImportError:
            print(f"{name:18} not installed")
            continue
        unheard = io.StringIO()
        with (
            contextlib.redirect_stderr(unheard),
            contextlib.redirect_stdout(unheard),
            warnings.catch_warnings(),
        ):
            warnings.simplefilter("ignore")
            result = tried(save)
            times[name] = min(seconds(save, big) for _ in range(3))
        median = statistics.median(result.lines)
        print(
            f"{name:18} {result.read:4}  {result.identical:9}  {median:34.0f}"
            f"  {result.collateral:4} of {len(result.lines)}"
        )
    ours = times["bilingual"]
    print(
        "load and save 10,000 entries: "
        + ", ".join(f"{n} {t:.2f} s ({t / ours:.1f})" for n, t in times.items())
    )


if __name__ == "__main__":
    main()
