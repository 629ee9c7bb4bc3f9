"""Prints the help text in full, for help.txt: ``COLUMNS=80 python -m bilingual.cli``."""

import sys

from bilingual.cli import run

sys.exit(run(["--help"]))
