"""A catalog's header: what a new one says, and what is read from one."""

from __future__ import annotations

import re
from collections.abc import Mapping

from bilingual.catalogs.entries import Entry, changed, make
from bilingual.catalogs.rendering import Style
from bilingual.languages import language as facts

NO_DATE = "YEAR-MO-DA HO:MI+ZONE"
"""What gettext writes for a date that nobody has set."""

FOR_TRANSLATORS = """\
“fuzzy” means: look at this again. With a line “#. mt: …” beside it, the text is a machine's draft.
Revise the text, then clear the mark. Comments of your own (“# …”) stay with their sentence."""

_DATE = re.compile(r"(\d{4}-\d\d-\d\d)(?:[ T](\d\d:\d\d(?::\d\d)?)(?:\s*([+-]\d\d):?(\d\d))?)?")


def new_header(article: str, source_language: str, language: str) -> Entry:
    """Make the header of a new catalog; of a template, if ``language`` is empty.

    No POT-Creation-Date: two people who sync on the same day would conflict in it.
    """
    values = {
        "Project-Id-Version": article,
        "PO-Revision-Date": NO_DATE,
        "Last-Translator": "",
        "Language-Team": "",
        "Language": facts(language).gettext if language else "",
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        **({"Plural-Forms": _plural_forms(language)} if language else {}),
        "X-Source-Language": facts(source_language).gettext,
        "X-Generator": "bilingual",
    }
    text = "".join(f"{name}: {value}\n" for name, value in values.items())
    return make(Style(), msgid="", msgstr=text, tcomment=FOR_TRANSLATORS if language else "")


def _plural_forms(tag: str) -> str:
    from babel.messages.plurals import get_plural

    return str(get_plural(facts(tag).gettext).plural_forms).rstrip(";") + ";"


def header_values(header: Entry) -> dict[str, str]:
    """Read a header's ``Name: value`` lines; of a name that stands twice, the first."""
    values: dict[str, str] = {}
    for line in header.fields.msgstr.split("\n"):
        name, colon, value = line.partition(":")
        if colon:
            values.setdefault(name.strip(), value.strip())
    return values


def with_values(header: Entry, values: Mapping[str, str], style: Style) -> Entry:
    """Give the header with some values set, the first of each name; the other lines stay as they are."""
    text = header.fields.msgstr
    for name, value in values.items():
        found = re.search(rf"^[ \t]*{re.escape(name)}[ \t]*:.*$", text, re.MULTILINE)
        if found:
            text = f"{text[: found.start()]}{name}: {value}{text[found.end() :]}"
        else:
            ended = text if text.endswith("\n") or not text else text + "\n"
            text = f"{ended}{name}: {value}\n"
    return changed(header, style, msgstr=text)


def revised(values: Mapping[str, str]) -> str:
    """Give PO-Revision-Date in ISO 8601; empty if there is none or it was never set."""
    found = _DATE.fullmatch(values.get("PO-Revision-Date", "").strip())
    if not found:
        return ""
    day, time, hours, minutes = found.groups()
    zone = f"{hours}:{minutes}" if hours else ""
    return f"{day}T{time}{zone}" if time else day
