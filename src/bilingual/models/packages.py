"""The folder where argostranslate keeps its packages → the Packages in it, checked against our records."""

from __future__ import annotations

import hashlib
import json
import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bilingual.errors import PackageError
from bilingual.languages import language

RECORD = ".bilingual.json"
"""Hidden file inside a package that says what we installed; argostranslate reads named files only."""
KNOWN = ".bilingual-known.json"
"""Hidden file beside the packages folder: the hash of every package file that was installed."""
METADATA = "metadata.json"
WEIGHTS = "model/model.bin"
SENTENCEPIECE = "sentencepiece.model"
BPE = "bpe.model"
VOCABULARIES = (
    ("shared_vocabulary",),
    ("source_vocabulary", "target_vocabulary"),
)
"""Names of CTranslate2's vocabulary files, ``.json`` or ``.txt``: one for both languages or one each."""

_CODE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")
_VERSION = re.compile(r"\d{1,6}(?:\.\d{1,6}){0,4}")
_TAGS = {"zt": "zh-Hant", "zh": "zh-Hans"}
"""Argos codes that are not our tags for the same language; the way back is ``Language.argos``."""
_METADATA_LIMIT = 1_000_000


@dataclass(frozen=True, slots=True)
class Package:
    """One installed translation package."""

    source: str
    """Argos code of the language it translates from: ``zt``."""
    target: str
    """Argos code of the language it translates to: ``en``."""
    version: str
    path: Path
    size: int
    """Bytes on disk."""
    target_prefix: str = ""
    """Token that tells a model of several languages which one to write."""
    sha256: str = ""
    """Of the archive it was installed from; empty if bilingual did not install it."""

    @property
    def name(self) -> str:
        """As the ``mt:`` lines say it: ``zt-en 1.9``."""
        return f"{self.source}-{self.target} {self.version}"

    @property
    def file_name(self) -> str:
        """As the index names its file: ``translate-zt_en-1_9.argosmodel``."""
        return file_name(self.source, self.target, self.version)

    @property
    def pair(self) -> tuple[str, str]:
        """Source and target as BCP 47 tags: ``("zh-Hant", "en")``."""
        return tag(self.source), tag(self.target)

    @property
    def reinstall(self) -> str:
        """The command that puts it right."""
        return "bilingual models install " + " ".join(self.pair)


@dataclass(frozen=True, slots=True)
class Metadata:
    """What matters of a package's ``metadata.json``."""

    source: str
    target: str
    version: str
    target_prefix: str


def file_name(source: str, target: str, version: str) -> str:
    """Give the name that the index has for the file of a package."""
    return f"translate-{source}_{target}-{version.replace('.', '_')}.argosmodel"


def tag(code: str) -> str:
    """Give the BCP 47 tag for an Argos code: ``zt`` is ``zh-Hant``; a code that needs no translation stays."""
    return _TAGS.get(code, code)


def folder() -> Path:
    """The folder that argostranslate and ``argospm`` use; it need not exist.

    ``ARGOS_PACKAGES_DIR`` in the environment or in argostranslate's ``settings.json``, else ``packages`` in its
    data folder (argostranslate 1.11, ``settings.py``; not imported, because that creates folders).
    """
    chosen = os.environ.get("ARGOS_PACKAGES_DIR") or _setting("ARGOS_PACKAGES_DIR")
    return Path(chosen) if chosen else data_folder() / "packages"


def data_folder() -> Path:
    """Argostranslate's data folder: ``$XDG_DATA_HOME/argos-translate`` or below ``~/.local/share``."""
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "argos-translate"


def _setting(key: str) -> str:
    home = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config")
    try:
        value = json.loads((home / "argos-translate" / "settings.json").read_bytes()).get(key)
    except (OSError, ValueError, AttributeError):
        return ""
    return value if isinstance(value, str) else ""


def installed() -> tuple[Package, ...]:
    """Find the translation packages in the folder, sorted by pair, the newest version first.

    Whatever else lies there (a stray folder, a broken package) is passed over.
    """
    try:
        entries = sorted(folder().iterdir())
    except OSError:
        return ()
    found = [package for package in map(_package, entries) if package]
    found.sort(key=lambda package: version_key(package.version), reverse=True)
    found.sort(key=lambda package: (package.source, package.target))
    return tuple(found)


def _package(path: Path) -> Package | None:
    try:
        metadata = read_metadata((path / METADATA).read_bytes(), str(path / METADATA))
        size = sum(part.stat().st_size for part in path.rglob("*") if part.is_file())
    except (OSError, PackageError):
        return None
    archive = read_record(path).get("archive", "")
    return Package(
        source=metadata.source,
        target=metadata.target,
        version=metadata.version,
        path=path,
        size=size,
        target_prefix=metadata.target_prefix,
        sha256=archive if isinstance(archive, str) else "",
    )


def pairs() -> frozenset[tuple[str, str]]:
    """The directions that the installed packages translate, as BCP 47 tags: ``{("zh-Hant", "en")}``."""
    return frozenset(package.pair for package in installed())


def find(source: str, target: str) -> Package | None:
    """Give the newest installed package for two BCP 47 tags (regions don't matter), or None."""
    codes = (language(source).argos, language(target).argos)
    return next((p for p in installed() if (p.source, p.target) == codes), None)


def version_key(version: str) -> tuple[int, ...]:
    """Order versions as numbers, so that 1.10 comes after 1.9."""
    return tuple(int(part) for part in version.split("."))


def read_metadata(data: bytes, path: str) -> Metadata:
    """Check a ``metadata.json``. Raises PackageError that names ``path`` and what is wrong with it."""
    hint = "get the package again from where it came"
    try:
        values = json.loads(data) if len(data) <= _METADATA_LIMIT else None
    except (ValueError, RecursionError) as error:
        raise PackageError(f"not valid JSON: {error}", path=path, hint=hint) from error
    if not isinstance(values, dict):
        raise PackageError("not the description of an Argos package", path=path, hint=hint)
    if values.get("type", "translate") != "translate":
        raise PackageError(
            f"a package of the type “{values['type']}”, which doesn't translate",
            path=path,
            hint="choose a translation package, translate-….argosmodel",
        )
    for key, pattern in (("from_code", _CODE), ("to_code", _CODE), ("package_version", _VERSION)):
        value = values.get(key)
        if not isinstance(value, str) or not pattern.fullmatch(value):
            raise PackageError(f"“{key}” is missing or makes no sense", path=path, hint=hint)
    prefix = values.get("target_prefix") or ""
    if not isinstance(prefix, str):
        raise PackageError("“target_prefix” must be text", path=path, hint=hint)
    return Metadata(values["from_code"], values["to_code"], values["package_version"], prefix)


def missing_part(names: frozenset[str]) -> str:
    """Name the first file that a package with these files (relative, with slashes) lacks, or give ``""``."""
    if METADATA not in names:
        return METADATA
    if WEIGHTS not in names:
        return WEIGHTS
    if not names & {SENTENCEPIECE, BPE}:
        return SENTENCEPIECE
    for kinds in VOCABULARIES:
        if all({f"model/{kind}.json", f"model/{kind}.txt"} & names for kind in kinds):
            return ""
    return "model/shared_vocabulary.json"


def verify(package: Package) -> None:
    """Check that a package has its parts and that each is as it was when it was installed.

    CTranslate2 loads damaged weights without a word (measured: 10 of 10), so that only a hash can tell; a package
    that ``argospm`` installed has no record, and only its parts are checked. Raises PackageError.
    """
    present = {p.relative_to(package.path).as_posix() for p in package.path.rglob("*") if p.is_file()}
    recorded = read_record(package.path).get("files")
    hashes = recorded if isinstance(recorded, dict) else {}
    lacking = next((n for n in hashes if n not in present), "") or missing_part(frozenset(present))
    if lacking:
        raise PackageError(
            f"the model {package.name} lacks a file",
            path=str(package.path / lacking),
            hint=f"install it again: {package.reinstall}",
        )
    for name, expected in hashes.items():
        if file_sha256(package.path / name) != expected:
            raise PackageError(
                f"the model {package.name} is damaged: the file is not what was installed",
                path=str(package.path / name),
                hint=f"install it again: {package.reinstall}",
            )


def read_record(path: Path) -> dict[str, Any]:
    """Read what we noted when we installed the package at ``path``; empty if we did not."""
    try:
        record = json.loads((path / RECORD).read_bytes())
    except (OSError, ValueError):
        return {}
    return record if isinstance(record, dict) else {}


def known_sha256(file_name: str) -> str:
    """Give the hash that a package file of this name had when it was installed here; empty if it never was."""
    value = _known().get(file_name, "")
    return value if isinstance(value, str) else ""


def remember_sha256(file_name: str, sha256: str) -> None:
    """Note the hash of a package file for the next time that it is downloaded. Raises OSError."""
    known = _known()
    if known.get(file_name) != sha256:
        fresh = _known_path().with_suffix(".new")
        fresh.write_text(json.dumps(known | {file_name: sha256}, indent=1, sort_keys=True), encoding="utf-8")
        fresh.replace(_known_path())


def _known_path() -> Path:
    return folder().parent / KNOWN


def _known() -> dict[str, Any]:
    try:
        known = json.loads(_known_path().read_bytes())
    except (OSError, ValueError):
        return {}
    return known if isinstance(known, dict) else {}


def file_sha256(path: Path) -> str:
    """Hash a file. Raises PackageError if it can't be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise PackageError(
            f"can't read the file: {(error.strerror or str(error)).lower()}",
            path=str(path),
            hint="check the name and the file's permissions",
        ) from error
