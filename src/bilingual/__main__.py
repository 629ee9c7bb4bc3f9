"""The command ``bilingual``: answers a plain ``--help`` at once, and leaves all else to ``cli``."""

from __future__ import annotations

import os
import sys

_HELP = ("--help", "-h")
_WIDTH = 80
"""The help text is laid out for this many columns; on a narrower terminal click lays it out anew."""


def main() -> None:
    """Run the command line.

    Importing click takes five times as long as starting Python, so the text that is asked for most is kept
    ready in ``help.txt``; a test holds it against what click prints.
    """
    arguments = sys.argv[1:]
    if (not arguments or arguments[0] in _HELP) and "_BILINGUAL_COMPLETE" not in os.environ and _wide():
        path = os.path.join(os.path.dirname(__file__), "help.txt")  # noqa: PTH120  # pathlib alone takes 10 ms
        with open(path, encoding="utf-8") as file:  # noqa: PTH123
            sys.stdout.write(file.read())
        return
    from bilingual.cli import INTERRUPTED, run

    status = run()
    if status == INTERRUPTED:
        # What was finished is on disk. Threads of CTranslate2 can't be stopped, and leaving in the usual way
        # would wait for them.
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)
    sys.exit(status)


def _wide() -> bool:
    try:
        return not sys.stdout.isatty() or os.get_terminal_size().columns >= _WIDTH
    except OSError:
        return False


if __name__ == "__main__":
    main()
