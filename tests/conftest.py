"""What tests share: the shipped article as a project, the command line as a process, wired packages, servers."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

import servers
import wired
from bilingual import models

ROOT = Path(__file__).parents[1]
ARTICLE = "washington-declaration"


@dataclass(frozen=True)
class Ran:
    """A command that has ended."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Run = Callable[..., Ran]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run ``bilingual`` as a person does: as a process, in the project's folder, with a home of its own."""
    home = tmp_path / "home"
    home.mkdir()
    env = {k: v for k, v in os.environ.items() if not k.startswith(("ARGOS_", "XDG_"))}
    env |= {"HOME": str(home), "NO_COLOR": "1", "COLUMNS": "100", "PYTHONWARNINGS": "error::ResourceWarning"}

    def run(*arguments: str | Path, cwd: Path | None = None, **extra: str) -> Ran:
        done = subprocess.run(
            [sys.executable, "-m", "bilingual", *map(str, arguments)],
            cwd=cwd or tmp_path,
            env=env | extra,
            capture_output=True,
            encoding="utf-8",
            timeout=300,
        )
        assert "Traceback" not in done.stderr, done.stderr
        return Ran(done.returncode, done.stdout, done.stderr)

    return run


@pytest.fixture
def call(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Run:
    """Run ``bilingual`` inside this process: ten times as fast as ``run``, for what needs no process of its own."""
    from bilingual import cli

    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "100")

    def call(*arguments: str | Path, cwd: Path | None = None, **extra: str) -> Ran:
        with monkeypatch.context() as inside:
            inside.chdir(cwd or tmp_path)
            for name, value in extra.items():
                inside.setenv(name, value)
            capfd.readouterr()
            status = cli.run([str(argument) for argument in arguments])
        out, err = capfd.readouterr()
        return Ran(status, out, err)

    return call


@pytest.fixture
def shipped(tmp_path: Path) -> Path:
    """A copy of the project as it is shipped."""
    folder = tmp_path / "shipped"
    for name in ("source", "locales"):
        shutil.copytree(ROOT / name, folder / name)
    for name in ("bilingual.toml", "glossary.csv"):
        shutil.copy(ROOT / name, folder / name)
    return folder


@pytest.fixture
def fresh(tmp_path: Path) -> Path:
    """The shipped article in a project that has nothing else yet."""
    folder = tmp_path / "fresh"
    (folder / "source").mkdir(parents=True)
    shutil.copy(ROOT / "source" / f"{ARTICLE}.txt", folder / "source")
    (folder / "bilingual.toml").touch()
    return folder


def snapshot(folder: Path) -> dict[str, tuple[bytes, int]]:
    """Every file below a folder with its bytes and its time of change: a rewrite of the same bytes shows."""
    return {
        str(path.relative_to(folder)): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wired packages, installed once a module; ``ARGOS_PACKAGES_DIR`` leads there."""
    folder = tmp_path_factory.mktemp("models")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ARGOS_PACKAGES_DIR", str(folder / "packages"))
        for package in wired.packages(folder):
            models.install_file(package)
    return folder / "packages"


@pytest.fixture
def libre() -> Iterator[servers.Fake]:
    """A server that speaks LibreTranslate's API."""
    with servers.serving(servers.libretranslate()) as fake:
        yield fake


@pytest.fixture
def chat() -> Iterator[servers.Fake]:
    """A server that speaks the API of chat completions."""
    with servers.serving(servers.openai()) as fake:
        yield fake
