"""Argos packages: the folder where argostranslate keeps them → what is installed; a file or the index → one more.

::

    packages   the folder → Packages; their records and checks
    workspace  a folder in which a package is made ready
    archives   an ``.argosmodel`` file → a package in the folder
    index      the list of packages on offer → downloaded files
"""

from bilingual.models.archives import examine_file, install_file, remove
from bilingual.models.index import Offer, Plan, available, install, plan, size
from bilingual.models.packages import Package, find, folder, installed, pairs, verify

__all__ = [
    "Offer",
    "Package",
    "Plan",
    "available",
    "examine_file",
    "find",
    "folder",
    "install",
    "install_file",
    "installed",
    "pairs",
    "plan",
    "remove",
    "size",
    "verify",
]
