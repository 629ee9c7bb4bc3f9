"""``bilingual models``: the Argos packages that write drafts on this machine."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bilingual.cli.options import options
from bilingual.errors import BilingualError, UsageError
from bilingual.languages import language
from bilingual.printing import Output

if TYPE_CHECKING:
    from bilingual.models import Offer, Package

SUFFIX = ".argosmodel"


@click.group()
def models() -> None:
    """Get, list and remove translation models.

    They are ordinary Argos packages and are kept where argospm keeps them.
    """


@models.command("list")
@click.option("--available", is_flag=True, help="Also what the index offers (asks the network).")
@options(writes=False)
def list_(available: bool, as_json: bool, quiet: bool) -> int:
    """List the installed models."""
    from bilingual import models as packages

    output = Output(as_json=as_json, quiet=quiet)
    here = packages.installed()
    for package in here:
        output.add({"state": "installed", **_described(package), "path": str(package.path)}, _line(package))
    if not here:
        output.say("no models installed: bilingual models install zh-Hant en ko")
    if available:
        newest = {(p.source, p.target): p.version for p in here}
        for offer in packages.available():
            had = newest.get((offer.source, offer.target))
            state = "available" if had is None else "current" if had == offer.version else "update"
            if state != "current":
                output.add({"state": state, **_described(offer)}, f"{_line(offer)}  {state}")
    return output.finish()


@models.command()
@click.argument("wanted", nargs=-1, required=True, metavar="LANGUAGE LANGUAGE... | FILE...")
@options(writes=True)
def install(wanted: tuple[str, ...], as_json: bool, quiet: bool, dry_run: bool) -> int:
    """Install models, from the index or from files.

    With languages, the first is that of the articles, and what is needed from it to each of the others is
    worked out: zh-Hant en ko brings zt → en and en → ko.
    """
    from bilingual import models as packages

    output = Output(as_json=as_json, quiet=quiet)
    files = [item for item in wanted if item.endswith(SUFFIX) or Path(item).is_file()]
    if files:
        _from_files(output, wanted, files, dry_run=dry_run)
        return output.finish()
    wanted = tuple(language(tag).tag for tag in wanted)  # a slip of the keyboard needs no network
    if len(wanted) < 2:
        packages.plan(wanted, ())
    offers = packages.available(wanted)
    todo = packages.plan(wanted, offers)
    for package in todo.present:
        output.add(_described(package), f"already installed: {_line(package)}")
    verb = "would download" if dry_run else "downloading"
    for offer in todo.download:
        size = packages.size(offer)
        line = f"{verb} {_line(offer)}{_megabytes(size) or '  size unknown'}"
        if dry_run:
            output.add({**_described(offer), "size": size}, line)
        else:
            output.say(line)
    if dry_run:
        return output.finish()
    with _progress(shown=not (as_json or quiet)) as progress:
        done = packages.install(wanted, progress=progress, offers=offers)
    for package in done:
        output.add(_described(package), f"installed {_line(package)}")
    return output.finish()


def _from_files(output: Output, wanted: tuple[str, ...], files: list[str], *, dry_run: bool) -> None:
    """Install package files; one that is no good is told, and the others are installed."""
    from bilingual import models as packages

    if others := [item for item in wanted if item not in files]:
        raise UsageError(
            f"“{others[0]}” is not a file, the others are",
            hint="name languages or files: the first for the index, the second for what you brought yourself",
        )
    for item in files:
        try:
            if dry_run:
                name = packages.examine_file(Path(item))
                output.add({"file": item, "name": name}, f"would install {name} from {item}")
            else:
                package = packages.install_file(Path(item))
                output.add(_described(package), f"installed {_line(package)}")
        except BilingualError as error:
            output.fail(error)


@models.command()
@click.argument("source")
@click.argument("target")
@options(writes=True)
def remove(source: str, target: str, as_json: bool, quiet: bool, dry_run: bool) -> int:
    """Remove the model from SOURCE to TARGET."""
    from bilingual import models as packages

    output = Output(as_json=as_json, quiet=quiet)
    if dry_run:
        found = packages.find(source, target)
        output.say(f"would remove {_line(found)}" if found else "nothing to remove")
        return output.finish()
    for package in packages.remove(source, target):
        output.add(_described(package), f"removed {_line(package)}")
    return output.finish()


@models.command()
@options(writes=False)
def verify(as_json: bool, quiet: bool) -> int:
    """Check that installed models are as they came.

    The hash of each file is held against what was recorded when the model was installed.
    """
    from bilingual import models as packages

    output = Output(as_json=as_json, quiet=quiet)
    for package in packages.installed():
        try:
            packages.verify(package)
            known = "ok" if package.sha256 else "whole, but nothing was recorded when it came (argospm)"
            output.add(
                {**_described(package), "recorded": bool(package.sha256)}, f"{_line(package)}  {known}"
            )
        except BilingualError as error:
            output.fail(error)
    return output.finish()


def _line(package: Package | Offer) -> str:
    return f"{package.source} → {package.target}  {package.version}{_megabytes(getattr(package, 'size', 0))}"


def _megabytes(size: int) -> str:
    return f"  {size / 1e6:,.1f} MB" if size else ""


def _described(package: Package | Offer) -> dict[str, Any]:
    return {"source": package.source, "target": package.target, "version": package.version}


@contextmanager
def _progress(*, shown: bool) -> Iterator[Callable[[str, int, int], None] | None]:
    """A bar a download, on a terminal only."""
    if not shown or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True)) as bar:
        tasks: dict[str, TaskID] = {}

        def report(name: str, have: int, total: int) -> None:
            if name not in tasks:
                tasks[name] = bar.add_task(name, total=total or None)
            bar.update(tasks[name], completed=have, total=total or None)

        yield report
