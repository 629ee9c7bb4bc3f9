"""How often the checks fire on good translations, what they find of seeded damage, and how precise they are.

python benchmarks/checks.py [--fast] [--page]

Needs ``../shared/data``. NTREX-128 is split by articles: what was tuned was tuned on the odd ones; both halves are
printed. On Argos output (FLORES dev) a segment counts as bad if it is in the worst fifth by chrF. pofilter is put
beside the checks where it is installed: on PATH, or by its path in POFILTER (it is only run, never imported).
``--fast`` damages each article once instead of five times, ``--page`` writes the figures into docs/checks.md.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

import measuring
from bilingual.checks import SEVERITIES, Catalog, check
from bilingual.glossary import Glossary
from bilingual.model import Message, Severity, State
from measuring import FOUND_BY, NTREX, PAIRS, articles, is_alarm, rates, recall

PAGE = Path(__file__).parents[1] / "docs" / "checks.md"
ARGOS = NTREX.parent / "argos-outputs"
OUTPUTS = {
    "zh-Hans→en": ("zh-Hans", "en", "flores-dev.zh", "flores-dev.zh-en.argos.en", "flores-dev.en"),
    "en→ko": ("en", "ko", "flores-dev.en", "flores-dev.en-ko.argos.ko", "flores-dev.ko"),
}


def fire_rates() -> dict[str, measuring.Rates]:
    print("\nShare of human translations on which a check fires, % (odd articles | even articles | all)\n")
    table: dict[str, list[measuring.Rates]] = {}
    for pair in PAIRS:
        every = articles(pair)
        table[pair] = [rates(pair, some) for some in (every[::2], every[1::2], every)]
    print(f"{'':18} {'severity':8}", *(f"{pair:>20}" for pair in PAIRS))
    for code, severity in SEVERITIES.items():
        if not code.startswith("source-") and code != "header":
            cells = (" ".join(f"{100 * half.codes[code]:6.2f}" for half in table[pair]) for pair in PAIRS)
            print(f"{code:18} {severity:8}", *cells)
    for name in ("errors", "warnings", "notes"):
        cells = (" ".join(f"{100 * getattr(half, name):6.2f}" for half in table[pair]) for pair in PAIRS)
        print(f"{'any of the ' + name:27}", *cells)
    return {pair: halves[2] for pair, halves in table.items()}


def recalls(passes: int) -> dict[str, dict[str, tuple[int, int]]]:
    print("\nShare of seeded damage that is found by the checks for it, % (odd | even articles; entries)\n")
    totals: dict[bool, Counter[str]] = defaultdict(Counter)
    table: dict[str, dict[str, tuple[int, int]]] = defaultdict(dict)
    for kind, codes in FOUND_BY.items():
        cells = []
        for pair in PAIRS:
            every = articles(pair)
            halves = [recall(pair, kind, some, passes=passes) for some in (every[::2], every[1::2])]
            table[kind][pair] = (sum(d for d, _ in halves), sum(f for _, f in halves))
            if any(damaged for damaged, _ in halves):
                shares = " ".join(
                    f"{100 * found / damaged:6.1f}" if damaged else "     –" for damaged, found in halves
                )
                cells.append(f"{shares} {sum(d for d, _ in halves):6}")
            else:
                cells.append(f"{'–':>20}")
            if kind not in measuring.OUTSIDE:
                totals[is_alarm(kind)].update(
                    damaged=sum(d for d, _ in halves), found=sum(f for _, f in halves)
                )
        print(
            f"{kind:20} {'alarm' if is_alarm(kind) else 'warning':8} {', '.join(codes):28}",
            *cells,
            flush=True,
        )
    for alarm, total in sorted(totals.items(), reverse=True):
        print(f"all {'alarms' if alarm else 'warnings'}: {100 * total['found'] / total['damaged']:.1f} %")
    return table


def write_page(rated: dict[str, measuring.Rates], found: dict[str, dict[str, tuple[int, int]]]) -> None:
    """Write the measured figures into docs/checks.md, where the tests hold them against the code."""
    text = PAGE.read_text("utf-8")
    for code in SEVERITIES:
        shares = ", ".join(f"{100 * rates.codes[code]:.1f} % ({pair})" for pair, rates in rated.items())
        pattern = rf"(^## {code}\n\n(?:(?!^## ).*\n)*?On good translations: ).*$"
        text = re.sub(pattern, lambda m, shares=shares: f"{m[1]}{shares}.", text, flags=re.M)
    errors, warnings = (
        ", ".join(f"{100 * getattr(rates, kind):.1f} % ({pair})" for pair, rates in rated.items())
        for kind in ("errors", "warnings")
    )
    text = re.sub(
        r"^All errors together .*$",
        f"All errors together fire on {errors}, all warnings on {warnings}.",
        text,
        flags=re.M,
    )
    rows = ["| damage | found by | " + " | ".join(PAIRS) + " |", "|---|---|" + "---|" * len(PAIRS)]
    for kind, pairs in found.items():
        shares = (f"{100 * f / d:.0f} %" if d else "–" for d, f in pairs.values())
        codes = ", ".join(f"`{code}`" for code in FOUND_BY[kind])
        rows.append(f"| {kind.replace('_', ' ')} | {codes} | {' | '.join(shares)} |")
    text = re.sub(r"(?:^\|.*\n)+", lambda _: "\n".join(rows) + "\n", text, count=1, flags=re.M)
    PAGE.write_text(text, "utf-8")


def chrf(reference: str, text: str) -> float:
    """chrF of one sentence: character n-grams up to 6, beta 2, white space left out (Popović 2015)."""
    scores = []
    reference, text = "".join(reference.split()), "".join(text.split())
    for n in range(1, 7):
        there = Counter(reference[i : i + n] for i in range(len(reference) - n + 1))
        here = Counter(text[i : i + n] for i in range(len(text) - n + 1))
        if there and here:
            common = (there & here).total()
            precision, found = common / here.total(), common / there.total()
            scores.append(5 * precision * found / (4 * precision + found) if common else 0.0)
    return sum(scores) / len(scores) if scores else 0.0


def precisions() -> None:
    print(
        "\nArgos output, FLORES dev: P(worst fifth by chrF | it fires), share of segments, share of the worst found\n"
    )
    for pair, (source, target, *names) in OUTPUTS.items():
        there, here, reference = ((ARGOS / name).read_text("utf-8").splitlines() for name in names)
        scores = [chrf(a, b) for a, b in zip(reference, here, strict=True)]
        worst = set(sorted(range(len(scores)), key=scores.__getitem__)[: len(scores) // 5])
        messages = [
            Message("", a, b, State.DRAFT, line=line)
            for line, (a, b) in enumerate(zip(there, here, strict=True))
        ]
        found = check(Catalog("", source, target, messages), Glossary())
        by_code: dict[str, set[int]] = defaultdict(set)
        for finding in found:
            by_code[finding.code].add(finding.line)
            by_code[f"any {finding.severity}"].add(finding.line)
        by_code["any error or warning"] = (
            by_code[f"any {Severity.ERROR}"] | by_code[f"any {Severity.WARNING}"]
        )
        by_code["pofilter"] = pofilter(list(zip(there, here, strict=True)), target)
        print(pair, f"({len(messages)} segments, {len(worst)} worst)")
        for code, lines in sorted(by_code.items(), key=lambda item: -len(item[1])):
            if lines:
                hits = len(lines & worst)
                print(
                    f"  {code:22} {hits / len(lines):5.2f} {100 * len(lines) / len(messages):6.1f} %"
                    f" {100 * hits / len(worst):6.1f} %"
                )


def pofilter(pairs: list[tuple[str, str]], target: str) -> set[int]:
    """Give the places that pofilter flags; empty where it is not installed."""
    command = os.environ.get("POFILTER") or shutil.which("pofilter")
    if not command:
        print(
            "  (pofilter is not installed: pip install translate-toolkit in an environment of its own, POFILTER=…)"
        )
        return set()
    quoted = [tuple(text.replace("\\", "\\\\").replace('"', '\\"') for text in pair) for pair in pairs]
    entries = (f'#: {n}\nmsgctxt "{n}"\nmsgid "{a}"\nmsgstr "{b}"\n' for n, (a, b) in enumerate(quoted))
    header = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n'
    with tempfile.TemporaryDirectory() as folder:
        path, out = Path(folder) / "in.po", Path(folder) / "out.po"
        path.write_text("\n".join([header, *entries]), "utf-8")
        subprocess.run(
            [command, "--progress=none", f"--language={target}", str(path), str(out)],
            check=False, capture_output=True,
        )  # fmt: skip
        text = out.read_text("utf-8") if out.exists() else ""
    return {int(line[9:-1]) for line in text.splitlines() if line.startswith('msgctxt "')}


def pofilter_on_humans() -> None:
    for pair, (_, target, _, _) in PAIRS.items():
        entries = [entry for article in articles(pair) for entry in article]
        flagged = pofilter(entries, target)
        if flagged:
            print(
                f"pofilter flags {100 * len(flagged) / len(entries):.1f} % of the human translations {pair}"
            )


def speed() -> None:
    print("\nSeconds of CPU for 1,000 segments, all checks\n")
    for pair, (source, target, _, _) in PAIRS.items():
        entries = [entry for article in articles(pair) for entry in article][:1000]
        messages = [Message("", a, b, State.REVIEWED, line=n) for n, (a, b) in enumerate(entries)]
        times = []
        for _ in range(3):
            start = time.process_time()
            check(Catalog("", source, target, messages), Glossary())
            times.append(time.process_time() - start)
        print(f"{pair:12} {min(times):.2f}")


if __name__ == "__main__":
    if not NTREX.is_dir():
        sys.exit("the sentences are not on this machine: ../shared/data is missing")
    fast = "--fast" in sys.argv
    speed()
    rated = fire_rates()
    found = recalls(1 if fast else 5)
    if "--page" in sys.argv:
        write_page(rated, found)
    pofilter_on_humans()
    precisions()
