"""Results → lines for people, or one JSON value for programs: one module a group of commands, as in ``cli``."""

from bilingual.printing.output import Output

__all__ = ["Output"]
