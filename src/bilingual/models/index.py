"""The index of Argos packages → what is on offer, and the packages that some languages need, downloaded."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import re
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

from bilingual.errors import FileError, MissingError, PackageError, UsageError
from bilingual.languages import language
from bilingual.models import packages
from bilingual.models.archives import MAX_SIZE, install_file
from bilingual.models.packages import Package, tag

PIVOT = "en"
"""Argos has packages to and from English only, so any other pair goes through it."""
Progress = Callable[[str, int, int], None]
"""Called with a file's name, the bytes that are here and the bytes in all (0 if the server doesn't say)."""

_TIMEOUT = 30
"""Seconds without an answer or a byte."""
_INDEX_LIMIT = 16_000_000
_CHUNK = 1 << 18
_PIP = "pip install --no-deps argostranslate"


@dataclass(frozen=True, slots=True)
class Offer:
    """One package in the index."""

    source: str
    """Argos code."""
    target: str
    version: str
    links: tuple[str, ...]
    sha256: str = ""
    """Of the file, if the index says it."""

    @property
    def file_name(self) -> str:
        """As the index names its files: ``translate-zt_en-1_9.argosmodel``."""
        return packages.file_name(self.source, self.target, self.version)

    @property
    def pair(self) -> tuple[str, str]:
        """Source and target as BCP 47 tags."""
        return tag(self.source), tag(self.target)


@dataclass(frozen=True, slots=True)
class Plan:
    """What ``install`` would do for some languages."""

    download: tuple[Offer, ...]
    present: tuple[Package, ...]
    """Installed already, in the newest version that the index has."""


def available(languages: Sequence[str] = ()) -> tuple[Offer, ...]:
    """Read the index and give the newest version of every pair, sorted.

    Raises MissingError if it can't be reached, which says how to bring the packages for these languages (tags,
    the articles' first) without a network; PackageError if it makes no sense.
    """
    url = _index_url()
    try:
        with _open(url) as answer:
            entries = json.loads(answer.read(_INDEX_LIMIT))
    except (OSError, http.client.HTTPException) as error:
        raise MissingError(
            f"can't reach the index of models: {_reason(error)}", hint=_without_network(url, languages)
        ) from error
    except (ValueError, RecursionError) as error:
        raise PackageError(f"the index of models is not valid JSON: {error}", path=url) from error
    if not isinstance(entries, list):
        raise PackageError("the index of models is not a list", path=url)
    offers = sorted(_offers(entries, url), key=lambda offer: packages.version_key(offer.version))
    newest = {(offer.source, offer.target): offer for offer in offers}
    return tuple(newest[pair] for pair in sorted(newest))


def _without_network(url: str, languages: Sequence[str]) -> str:
    """Say which files to fetch elsewhere and how to bring them; the index can't be asked which pairs are direct."""
    codes = [language(tag).argos for tag in languages]
    pairs = [(codes[0], PIVOT), *((PIVOT, code) for code in codes[1:])] if codes else []
    names = [f"translate-{a}_{b}-….argosmodel" for a, b in dict.fromkeys(pairs) if a != b]
    files = " ".join(names) or "FILE.argosmodel"
    return (
        f"go online and try again; or, on a computer that is:\n"
        f"1. open {url} and fetch from its links the newest {' and '.join(names) or 'translate-….argosmodel'}\n"
        f"2. bring {'them' if len(names) > 1 else 'it'} here and run: bilingual models install {files}"
    )


def _index_url() -> str:
    base = os.environ.get("ARGOS_PACKAGE_INDEX") or _argos_index()
    return base.rstrip("/") + "/index.json"


def _argos_index() -> str:
    """Ask argostranslate for the address of its index (its import creates its folders)."""
    try:
        from argostranslate import settings
    except ImportError as error:
        raise MissingError(
            "argostranslate, which knows the address of the models, is not installed",
            hint=f"install it: {_PIP}; or get the file elsewhere: bilingual models install FILE.argosmodel",
        ) from error
    except OSError as error:
        raise FileError(
            f"argostranslate can't create its folders: {(error.strerror or str(error)).lower()}",
            path=str(error.filename or packages.data_folder()),
            hint="check the permissions, or set XDG_DATA_HOME, XDG_CONFIG_HOME and XDG_CACHE_HOME",
        ) from error
    return str(settings.package_index)


def _offers(entries: list[Any], url: str) -> Iterator[Offer]:
    """Give the entries that are translation packages of a kind that we know; others are passed over."""
    for entry in entries:
        try:
            metadata = packages.read_metadata(json.dumps(entry).encode(), url)
        except PackageError:
            continue
        given = entry.get("links")
        links = [urljoin(url, link) for link in given if isinstance(link, str)] if given else []
        allowed = {"https", urlsplit(url).scheme}  # nothing less safe than the index itself
        links = [link for link in links if urlsplit(link).scheme in allowed]
        if links:
            yield Offer(metadata.source, metadata.target, metadata.version, tuple(links), _hash(entry))


def _hash(entry: dict[str, Any]) -> str:
    value = str(entry.get("sha256") or "").lower()
    return value if re.fullmatch("[0-9a-f]{64}", value) else ""


def size(offer: Offer) -> int:
    """Ask for the bytes of a package file; 0 if no server says."""
    for link in offer.links:
        with contextlib.suppress(OSError, http.client.HTTPException), _open(link, method="HEAD") as answer:
            length = answer.headers.get("Content-Length") or ""
            if re.fullmatch(r"\d+", length):
                return int(length)
    return 0


def plan(languages: Sequence[str], offers: Sequence[Offer]) -> Plan:
    """Work out what has to be installed to translate from the first language (a tag) into each of the others.

    A pair that the index lacks goes through English: ``zh-Hant en ko`` needs zt → en and en → ko. Raises UsageError
    for less than two languages, MissingError if the index has no way from one to the other.
    """
    if len(languages) < 2:
        raise UsageError(
            "name the language of the articles and at least one other",
            hint="for example: bilingual models install zh-Hant en ko",
        )
    offered = {(offer.source, offer.target): offer for offer in offers}
    wanted: dict[tuple[str, str], Offer] = {}
    for target in languages[1:]:
        for pair in _way(languages[0], target, offered):
            wanted[pair] = offered[pair]
    newest = {(p.source, p.target): p for p in reversed(packages.installed())}
    here = {pair: newest[pair] for pair, offer in wanted.items() if _is_current(newest.get(pair), offer)}
    return Plan(
        download=tuple(offer for pair, offer in wanted.items() if pair not in here),
        present=tuple(here.values()),
    )


def _is_current(package: Package | None, offer: Offer) -> bool:
    """Whether the newest package installed is as new as the one on offer, and intact."""
    if package is None or packages.version_key(package.version) < packages.version_key(offer.version):
        return False
    with contextlib.suppress(PackageError):
        packages.verify(package)
        return True
    return False


def _way(source: str, target: str, offered: dict[tuple[str, str], Offer]) -> list[tuple[str, str]]:
    start, end = language(source).argos, language(target).argos
    for way in ([(start, end)], [(start, PIVOT), (PIVOT, end)]):
        if all(pair in offered for pair in way):
            return way
    raise MissingError(
        f"the index has no model from {source} to {target}, neither straight nor through English",
        hint="see what it has: bilingual models list --available",
    )


def install(
    languages: Sequence[str], *, progress: Progress | None = None, offers: Sequence[Offer] | None = None
) -> tuple[Package, ...]:
    """Install from the index what is needed between these languages (tags); the first is the articles'.

    Gives the packages that were installed now; those that are there already are left alone. An interrupted
    download is taken up again where it stopped. Raises MissingError without a network, and what ``plan`` and
    ``install_file`` raise.
    """
    todo = plan(languages, available(languages) if offers is None else offers).download
    return tuple(_install(offer, progress or (lambda *_: None)) for offer in todo)


def _install(offer: Offer, progress: Progress) -> Package:
    path = _download(offer, progress)
    try:
        _expect_known(offer, path)
        package = install_file(path)
    except PackageError:
        path.unlink(missing_ok=True)  # what came is useless: the next attempt begins anew
        raise
    path.unlink(missing_ok=True)
    return package


def _expect_known(offer: Offer, path: Path) -> None:
    """Refuse a file that is not the one that the index names, or that was installed under its name before."""
    found = packages.file_sha256(path)
    known = packages.known_sha256(offer.file_name)
    if offer.sha256 and found != offer.sha256:
        raise PackageError(
            "the file that came is not the one that the index names", path=path.name, hint="try again later"
        )
    if known and found != known and not offer.sha256:
        raise PackageError(
            "the file that came is not the one that was installed under this name before",
            path=path.name,
            hint=f"if you know why: fetch {offer.links[0]} yourself and run: bilingual models install {path.name}",
        )


def _download(offer: Offer, progress: Progress) -> Path:
    """Fetch a package from the first of its links that works into our cache folder."""
    folder = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "bilingual" / "downloads"
    path = folder / offer.file_name
    part = path.with_suffix(".part")
    reason = ""
    for link in offer.links:
        try:
            _fetch(link, part, lambda done, total: progress(offer.file_name, done, total))
            part.replace(path)
            return path
        except (urllib.error.URLError, http.client.HTTPException, TimeoutError, ConnectionError) as error:
            reason = _reason(error)
        except OSError as error:
            raise FileError(
                f"can't keep the download: {(error.strerror or str(error)).lower()}",
                path=str(part),
                hint="free some space or set XDG_CACHE_HOME to a folder that has it, and run it again",
            ) from error
    raise MissingError(
        f"can't download {offer.file_name}: {reason}",
        hint=f"run it again to go on where it stopped; or fetch {offer.links[0]} on another computer, "
        f"bring the file here and run: bilingual models install {offer.file_name}",
    )


def _fetch(link: str, part: Path, progress: Callable[[int, int], None]) -> None:
    """Download into ``part``, going on from what it already holds if the server can."""
    part.parent.mkdir(parents=True, exist_ok=True)
    have = part.stat().st_size if part.exists() else 0
    try:
        answer = _open(link, {"Range": f"bytes={have}-"} if have else {})
    except urllib.error.HTTPError as error:
        if error.code != http.client.REQUESTED_RANGE_NOT_SATISFIABLE:
            raise
        error.close()
        have, answer = 0, _open(link)  # the file is not what it was, or was complete
    with answer:
        if have and not str(answer.headers.get("Content-Range", "")).startswith(f"bytes {have}-"):
            have = 0  # the server sends everything from the start
        length = answer.headers.get("Content-Length") or "0"
        total = have + int(length) if re.fullmatch(r"\d+", length) else 0
        if total > MAX_SIZE:
            raise PackageError(f"{total:,} bytes are too many for a model", path=link)
        _receive(answer, part, have, total, progress)


def _receive(answer: Any, part: Path, have: int, total: int, progress: Callable[[int, int], None]) -> None:
    with part.open("ab" if have else "wb") as file:
        while chunk := answer.read(_CHUNK):
            file.write(chunk)
            have += len(chunk)
            if have > MAX_SIZE:
                raise PackageError(f"more than {MAX_SIZE:,} bytes are too many for a model", path=str(part))
            progress(have, total)
    if total and have < total:
        raise http.client.IncompleteRead(b"", total - have)


def _open(url: str, headers: dict[str, str] | None = None, *, method: str = "GET") -> Any:
    if urlsplit(url).scheme not in {"http", "https", "file"}:
        raise urllib.error.URLError(f"can't read the address {url}")
    request = urllib.request.Request(
        url, headers={"User-Agent": "bilingual", **(headers or {})}, method=method
    )
    return urllib.request.urlopen(request, timeout=_TIMEOUT)


def _reason(error: BaseException) -> str:
    if isinstance(error, urllib.error.HTTPError):
        return f"the server answers {error.code} {error.reason}"
    if isinstance(error, http.client.IncompleteRead):
        return "the connection broke off"
    inner = getattr(error, "reason", error)
    text = getattr(inner, "strerror", None) or str(inner) or type(inner).__name__
    return text[:1].lower() + text[1:]
