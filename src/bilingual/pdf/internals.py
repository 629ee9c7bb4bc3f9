"""Which WeasyPrint is known from the inside, and how its functions are replaced for a while."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

KNOWN_VERSIONS = frozenset({"70.0"})
"""Versions of WeasyPrint whose functions were read, and whose pages were looked at."""


def is_known() -> bool:
    """Tell whether this WeasyPrint is one of them: of another one nothing is replaced."""
    import weasyprint

    return weasyprint.__version__ in KNOWN_VERSIONS


@contextmanager
def replaced(*changes: tuple[Any, str, Any]) -> Iterator[None]:
    """Let each owner, a module or a class, have another value under a name while the context lasts.

    What the owner had itself is put back; what it only inherited, or had not, is taken away again.
    """
    with ExitStack() as stack:
        for owner, name, value in changes:
            if name in vars(owner):
                stack.callback(setattr, owner, name, vars(owner)[name])
            else:
                stack.callback(delattr, owner, name)
            setattr(owner, name, value)
        yield
