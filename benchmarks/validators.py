"""What every validator that is installed says of every layout in every variant: ``python benchmarks/validators.py [FOLDER]``.

The editions of the shipped article are built into FOLDER (else a temporary one), then each program is asked:
``verapdf`` or, with its jars in VERAPDF_CLASSPATH, its engine; ``qpdf``, ``pdfinfo``, ``mutool``, ``gs``; and of Python's
packages page-validation, pdfua and outloud, in the environment whose Python is named by VALIDATORS_PYTHON.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from bilingual import making, project, readers
from bilingual.errors import BilingualError

ROOT = Path(__file__).parents[1]
VARIANTS = ("pdf/ua-1", "pdf/a-2u", "pdf/a-2a", "pdf/a-3u", "pdf/a-3a")
LAYOUTS = ("columns", "facing", "stacked", "interlinear", "mono")
READINGS = ("rows", "languages")
_PAGE = """
import sys, page
for name in sys.argv[2:]:
    for profile in sys.argv[1].split(","):
        report = page.validate_pdf(name, profile=profile)
        said = sorted({failure.message for failure in report.failures})
        print("conforms" if report.is_compliant else f"FAILS {said}", report.rules.total, "rules")
"""


def editions(folder: Path, variant: str) -> tuple[list[Path], list[str]]:
    """Build every layout, in both reading orders, with block and segment alignment; files where they are allowed."""
    copy = folder / variant.replace("/", "")
    shutil.rmtree(copy, ignore_errors=True)
    for name in ("source", "locales"):
        shutil.copytree(ROOT / name, copy / name)
    shutil.copy(ROOT / "bilingual.toml", copy)
    os.chdir(copy)
    own = project.find(copy)
    (article,) = own.articles((), tuple(readers.READERS))
    found, refused = [], []
    for layout in LAYOUTS:
        for reading in READINGS:
            for align in ("block", "segment") if layout in {"columns", "stacked"} else ("block",):
                settings = replace(
                    own.config.pdf, variant=variant, reading=reading, attach="a-2" not in variant
                )
                page = replace(own.config.page, align=align)
                config = replace(own.config, layout=layout, pdf=settings, page=page)
                for one in making.editions(replace(own, config=config), article, config.columns()):
                    if isinstance(one, BilingualError):
                        refused.append(str(one))
                        continue
                    kept = copy / f"{Path(one.path).stem}-{layout}-{reading}-{align}.pdf"
                    shutil.move(one.path, kept)
                    found.append(kept)
    return found, refused


def asked(command: Sequence[str | Path]) -> Iterator[str]:
    yield from filter(str.strip, _run(command).stdout.splitlines())


def complaints(command: Sequence[str | Path]) -> Iterator[str]:
    """What a reader says on standard error; that this build of MuPDF has no ICC is not about the file."""
    done = _run(command)
    yield from (line for line in done.stderr.splitlines() if line.strip() and "ICC support" not in line)
    if done.returncode:
        yield f"exit status {done.returncode}"


def _run(command: Sequence[str | Path]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(list(map(str, command)), capture_output=True, text=True, check=False)


def vera(paths: list[Path], flavours: str) -> Iterator[str]:
    if shutil.which("verapdf"):
        for flavour in flavours.split(","):
            lines = asked(["verapdf", "-f", flavour, "--format", "text", *paths])
            yield from (line.split()[0] for line in lines)
    elif jars := os.environ.get("VERAPDF_CLASSPATH"):
        lines = asked(
            ["java", "-cp", jars, ROOT / "benchmarks" / "verapdf" / "Validate.java", flavours, *paths]
        )
        yield from (" ".join(line.split()[1:2] + line.split()[4:]) for line in lines if ".pdf " in line)


def validators(paths: list[Path], level: str) -> Iterator[tuple[str, Counter[str]]]:
    flavours = ",".join(filter(None, ("ua1", level)))
    yield "veraPDF", Counter(vera(paths, flavours))
    python = os.environ.get("VALIDATORS_PYTHON", "")
    if python:
        yield "page", Counter(asked([python, "-c", _PAGE, flavours, *paths]))
        folder = Path(python).parent
        said = (line for path in paths for line in asked([folder / "pdfua", "check", path]))
        yield "pdfua", Counter(line.split("errors=")[0].strip() for line in said if "result:" in line)
        said = (line for path in paths for line in asked([folder / "outloud", "-q", path]))
        yield (
            "outloud",
            Counter(
                line.split(":")[0].split()[0] for line in said if line.startswith(("PASS", "REVIEW", "FAIL"))
            ),
        )
    for name, *command in (
        ("qpdf", "qpdf", "--check"),
        ("poppler", "pdfinfo", "-struct-text"),
        ("MuPDF", "mutool", "draw", "-q", "-F", "trace", "-o", os.devnull),
        ("Ghostscript", "gs", "-q", "-dNOPAUSE", "-dBATCH", "-sDEVICE=nullpage"),
    ):
        if shutil.which(command[0]):
            told = (line for path in paths for line in complaints([*command, path]))
            yield name, Counter(told) or Counter({"nothing against any": len(paths)})


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(tempfile.mkdtemp())
    for variant in VARIANTS:
        paths, refused = editions(folder.resolve(), variant)
        print(f"{variant}: {len(paths)} editions" + (f", {len(set(refused))} refused" if refused else ""))
        level = variant.removeprefix("pdf/a-") if "/a-" in variant else ""
        for name, said in validators(paths, level):
            for words, count in said.most_common(6):
                print(f"  {name:12} {count:4} × {words[:200]}")


if __name__ == "__main__":
    main()
