"""Argos packages: the folder where argostranslate keeps them → what is installed; a file or the index → one more.

::

    packages   the folder → Packages; their records and checks
    archives   an ``.argosmodel`` file → a package in the folder
    index      the list of packages on offer → downloaded files
"""

from bilingual.models.archives import install_file, remove
from bilingual.models.index import Offer, Plan, available, install, plan
from bilingual.models.packages import Package, find, folder, installed, pairs, verify

__all__ = [
    "Offer",
    "Package",
    "Plan",
    "available",
    "find",
    "folder",
    "install",
    "install_file",
    "installed",
    "pairs",
    "plan",
    "remove",
    "verify",
]
