"""Times bilingual's merge of a revised source against msgmerge, polib and Babel, and counts what each carries right.

First, what becomes of the sentences of random revisions whose truth is known (``tests/revisions.py``), and, where
the reference material is, of its 99. Then CPU time on catalogs of 1,000, 10,000 and 100,000 entries of which about 2 %
have changed. ``python benchmarks/merging.py 1000 10000`` tries these sizes only.
"""

from __future__ import annotations

import os
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import polib

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

import truth  # noqa: E402  (it lies with the tests)
from bilingual.catalogs import add_translations, merge, template  # noqa: E402
from bilingual.model import Role, Segment  # noqa: E402
from revisions import Revision, revisions  # noqa: E402
from strategies_catalogs import ABOUT  # noqa: E402

REVISIONS = 400
SIZES = (1_000, 10_000, 100_000)
LIMIT = 600  # seconds for one run of msgmerge
SLOW = 1_000  # entries: above this, polib and Babel take minutes
MSGMERGE = ["msgmerge", "--quiet", "--previous", "--no-wrap"]


# What is carried


def by_msgmerge(revision: Revision, folder: Path) -> truth.Merged:
    old, new, out = write(revision, folder)
    subprocess.run([*MSGMERGE, "-o", out, old, new], check=True, capture_output=True)
    return result(polib.pofile(str(out)))


def by_polib(revision: Revision, folder: Path) -> truth.Merged:
    old, new, _ = write(revision, folder)
    catalog = polib.pofile(str(old))
    catalog.merge(polib.pofile(str(new)))
    return result(catalog)


def by_babel(revision: Revision, folder: Path) -> truth.Merged:
    from babel.messages.pofile import read_po, write_po

    old, new, out = write(revision, folder)
    with old.open("rb") as one, new.open("rb") as other:
        catalog, source = read_po(one, ignore_obsolete=False), read_po(other)
    catalog.update(source)
    with out.open("wb") as file:
        write_po(file, catalog)
    return result(polib.pofile(str(out)))


def write(revision: Revision, folder: Path) -> tuple[Path, Path, Path]:
    """Write the former catalog and the present template; where the result may go."""
    old, new, out = (folder / name for name in ("old.po", "new.pot", "out.po"))
    # The lines that this project alone writes and reads are of no use to the others.
    old.write_bytes(re.sub(rb"(?m)^#\. .*\n", b"", truth.former(revision)))
    new.write_bytes(potfile([s.segment for s in revision.present]))
    return old, new, out


def potfile(segments: list[Segment]) -> bytes:
    return template(segments, article="article", source_path="source/article.txt", language="zh-Hant")


def result(catalog: polib.POFile) -> truth.Merged:
    return {
        (e.msgctxt or "", e.msgid): (e.msgstr, bool(e.msgstr) and not e.fuzzy)
        for e in catalog
        if not e.obsolete
    }


def quality() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        tools: dict[str, truth.Merge] = {
            "bilingual": truth.ours,
            "msgmerge --previous": lambda revision: by_msgmerge(revision, folder),
            "Babel update": lambda revision: by_babel(revision, folder),
            "polib.merge": lambda revision: by_polib(revision, folder),
        }
        sets = {f"{REVISIONS} random revisions": list(revisions(REVISIONS))}
        if truth.SHARED.exists():
            sets["99 revisions of the reference material"] = list(truth.gold())
        for title, tried in sets.items():
            print(title)
            print(
                f"  {'':20} {'changed, right':>20} {'unchanged kept':>16} {'joins, all':>11} {'false on new':>13}"
            )
            for tool, run in tools.items():
                print(f"  {tool:20} {line(truth.tally(tried, run))}", flush=True)


def line(found: truth.Tally) -> str:
    right, changed = found.changed
    shares = [f"{right}/{changed} {100 * right / changed:5.1f} %"]
    shares += [f"{a}/{b}" for a, b in (found.unchanged, found.joined, found.false)]
    return "{:>20} {:>16} {:>11} {:>13}".format(*shares)


# How fast


def corpus(count: int, chance: random.Random) -> list[str]:
    """Make sentences of the length of news (46 characters) from the pairs of characters of real texts.

    msgmerge takes 1.3 times as long for 1,996 of them as for the 1,996 of NTREX-128.
    """
    texts = [
        ROOT / "source" / "washington-declaration.txt",
        *sorted((ROOT / "tests" / "cases" / "revisions").glob("*.txt")),
        *sorted((ROOT / "tests" / "cases" / "readers").glob("*.zh-Hant.txt")),
    ]
    runs = re.findall("[\u4e00-\u9fff]+", "".join(path.read_text(encoding="utf-8") for path in texts))
    pairs = [run[n : n + 2] for run in runs for n in range(0, len(run), 2)]
    made: dict[str, None] = {}
    while len(made) < count:
        words = [chance.choice(pairs) for _ in range(chance.randint(8, 36))]
        made["".join(word + "，" * (chance.random() < 0.1) for word in words) + "。"] = None
    return list(made)


def revised(sentences: list[str], chance: random.Random) -> list[str]:
    """Change 1.2 % of the sentences in a word, insert and delete 0.4 % each."""
    spare = iter(corpus(len(sentences) // 50 + 10, random.Random(len(sentences))))
    now = []
    for sentence in sentences:
        what = chance.random()
        if what < 0.012:
            at = chance.randrange(len(sentence) - 3)
            sentence = sentence[:at] + next(spare)[:2] + sentence[at + 2 :]
        elif what < 0.016:
            now.append(next(spare))
        elif what < 0.020:
            continue
        now.append(sentence)
    return now


def speed(size: int) -> None:
    chance = random.Random(size)
    before = corpus(size, chance)
    former = [Segment(Role.PARAGRAPH, text, n, 0) for n, text in enumerate(before)]
    present = [Segment(Role.PARAGRAPH, text, n, 0) for n, text in enumerate(revised(before, chance))]
    texts = {s.key: f"Translation {n} of a sentence in the news." for n, s in enumerate(former)}
    data = add_translations(merge(None, former, **ABOUT).data, texts, path="x.po")
    with tempfile.TemporaryDirectory() as name:
        old, new, out = (Path(name) / part for part in ("old.po", "new.pot", "out.po"))
        old.write_bytes(data)
        new.write_bytes(potfile(present))
        ours = best(lambda: merge(old.read_bytes(), present, **ABOUT))
        times = {"msgmerge": children(lambda: msgmerge(old, new, out))}
        if size <= SLOW:
            times["polib.merge"] = best(lambda: polib_merge(old, new))
            times["Babel update"] = best(lambda: babel_update(old, new), runs=1)
    print(f"{size:>7,} entries: bilingual {ours:.2f} s", end="")
    for tool, seconds in times.items():
        known = f"{seconds:.2f} s, ratio {ours / seconds:.2f}" if seconds else f"over {LIMIT} s"
        print(f"; {tool} {known}", end="")
    print(flush=True)


def msgmerge(old: Path, new: Path, out: Path) -> bool:
    """Run it with a limit; False if it was not enough."""
    try:
        subprocess.run([*MSGMERGE, "-o", out, old, new], check=True, capture_output=True, timeout=LIMIT)
    except subprocess.TimeoutExpired:
        return False
    return True


def polib_merge(old: Path, new: Path) -> None:
    polib.pofile(str(old)).merge(polib.pofile(str(new)))


def babel_update(old: Path, new: Path) -> None:
    from babel.messages.pofile import read_po

    with old.open("rb") as one, new.open("rb") as other:
        read_po(one).update(read_po(other))


def best(work: Callable[[], object], runs: int = 3) -> float:
    """Give the least CPU time of some runs: what other programs do at the same time only ever adds to it."""
    seconds = []
    for _ in range(runs):
        start = time.process_time()
        work()
        seconds.append(time.process_time() - start)
    return min(seconds)


def children(work: Callable[[], bool], runs: int = 3) -> float:
    """The same for work that is done by other programs; 0 if it was not finished."""
    seconds = []
    for _ in range(runs):
        start = resource.getrusage(resource.RUSAGE_CHILDREN)
        if not work():
            return 0.0
        end = resource.getrusage(resource.RUSAGE_CHILDREN)
        seconds.append(end.ru_utime + end.ru_stime - start.ru_utime - start.ru_stime)
    return min(seconds)


if __name__ == "__main__":
    os.environ["LC_ALL"] = "C.UTF-8"
    quality()
    for wanted in map(int, sys.argv[1:]) if sys.argv[1:] else SIZES:
        speed(wanted)
