"""A folder → a project in it, and a git repository that merges its catalogs entry by entry."""

from __future__ import annotations

import shlex
import shutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bilingual import config, files, git, project
from bilingual.errors import FileError, UsageError
from bilingual.project import shown


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that a project needs."""

    what: str
    """A path, or the name of a setting of git's."""
    changed: bool
    """Whether it was missing or different before."""
    kind: str = "file"
    """``folder``, ``file`` or ``git``."""


_SETTINGS = """\
# The settings of this project. Every key has a default, so that an empty file is valid;
# docs/settings.md of bilingual lists them all. What is behind “# ” here are the defaults.

# The language of the articles, and those that they are translated into (BCP 47):
# source = "zh-Hant"
# targets = ["en", "ko"]

# The columns of each PDF; by default each target beside the source, and all together:
# editions = [["zh-Hant", "en"], ["zh-Hant", "ko"], ["zh-Hant", "en", "ko"]]

# [segmentation]
# quotes = "whole"             # "split" cuts the sentences inside a quotation too

# [page]
# size = "A4"
# font_size = 10.0

# What the text of an article does not say itself:
# [articles.my-article]
# author = "…"
# published = "2023-04-27"
"""

_ATTRIBUTES = ("*.po merge=bilingual diff=bilingual", "*.pot merge=bilingual diff=bilingual")
_IGNORED = ("/build/", ".bilingual-*.tmp", "*.mo")
"""Editions, what a crash leaves, and what Poedit compiles beside each catalog."""


def begin(root: Path, *, with_git: bool, dry_run: bool = False) -> tuple[Step, ...]:
    """Set up a project in ``root``, and with ``with_git`` the repository that it is in; a second time changes nothing.

    Nothing that is there is overwritten. Raises UsageError if there is a project already and git isn't asked
    for, or if there is no repository; FileError if something can't be written.
    """
    root = root.resolve()
    if root.exists() and not root.is_dir():
        raise UsageError(f"{shown(root)} is a file", hint="name a folder")
    found = _found(root)
    if found and not with_git:
        raise UsageError(
            f"there is a project already, in {found}",
            hint="nothing was changed; to set up git for it: bilingual init --git",
        )
    near = next(folder for folder in (root, *root.parents) if folder.is_dir())
    repository = git.top(near) if with_git else None
    steps = () if found else _project(root, dry_run=dry_run)
    if repository is None:
        return steps
    return (*steps, *_repository(found or root, repository, dry_run=dry_run))


def _found(root: Path) -> Path | None:
    """Give the folder of the project that ``root`` is in, if it is in one; ``source/`` alone is not one yet."""
    for folder in (root, *root.parents):
        if (folder / config.FILE_NAME).exists() or (
            (folder / project.SOURCES).is_dir() and (folder / project.CATALOGS).is_dir()
        ):
            return folder
    return None


def _project(root: Path, *, dry_run: bool) -> tuple[Step, ...]:
    sources, settings = root / project.SOURCES, root / config.FILE_NAME
    missing = not sources.is_dir()
    if missing and not dry_run:
        try:
            sources.mkdir(parents=True)
        except OSError as error:
            raise FileError(
                f"can't make the folder: {(error.strerror or str(error)).lower()}",
                path=shown(sources),
                hint="check the permissions of the folder that it is to be in",
            ) from error
    files.write(settings, _SETTINGS.encode(), expected=None)
    return Step(f"{shown(sources)}/", missing, "folder"), Step(shown(settings), True)


def _repository(root: Path, repository: Path, *, dry_run: bool) -> tuple[Step, ...]:
    steps = [
        Step(shown(path), _with_lines(path, lines))
        for path, lines in ((root / ".gitattributes", _ATTRIBUTES), (root / ".gitignore", _IGNORED))
    ]
    settings = {
        "merge.bilingual.name": "catalogs, entry by entry",
        "merge.bilingual.driver": driver(),
        # Where histories cross, git merges the common ancestors first: a base with conflict markers helps nobody.
        "merge.bilingual.recursive": "binary",
        "diff.bilingual.xfuncname": '^msgid "(.+)"$',
    }
    changed = git.configure(repository, settings, dry_run=dry_run)
    return (*steps, *(Step(f"{name} = {settings[name]}", new, "git") for name, new in changed.items()))


def _with_lines(path: Path, lines: Sequence[str]) -> bool:
    """Add the lines that a file lacks at its end, in its own line ends."""
    old = files.read(path) if files.exists(path) else None
    text = (old or b"").decode("utf-8", "surrogateescape")
    there = {line.strip() for line in text.splitlines()}
    missing = [line for line in lines if line not in there]
    if not missing:
        return False
    newline = "\r\n" if "\r\n" in text else "\n"
    if text and not text.endswith("\n"):
        text += newline
    text += "".join(line + newline for line in missing)
    return files.write(path, text.encode("utf-8", "surrogateescape"), expected=old)


def driver() -> str:
    """Give the command that git runs to merge a catalog.

    It names this very program by its full path, for programs with windows start git without the shell's PATH;
    should it be gone one day, git merges line by line, which is what it does in a clone without this setting.
    """
    quoted = shlex.quote(_program())
    return (
        f"if [ -x {quoted} ]; then {quoted} merge --quiet --marker-size %L --path %P %O %A %B; "
        "else git merge-file --marker-size=%L -L ours -L base -L theirs %A %O %B; fi"
    )


def _program() -> str:
    """Find the command ``bilingual`` of this environment."""
    beside = shutil.which("bilingual", path=str(Path(sys.executable).parent))
    return Path(beside or shutil.which("bilingual") or sys.argv[0]).absolute().as_posix()
