"""A catalog and translations → the catalog with them filled in, and never over what a person wrote."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from bilingual.catalogs.entries import Entry, changed, with_remarks
from bilingual.catalogs.headers import with_values
from bilingual.catalogs.reading import PoFile, read, refuse_lossy
from bilingual.catalogs.states import is_remark, key_of, persons_text, state
from bilingual.model import Provenance, State, text_hash

Key = tuple[str, str]


def add_drafts(
    data: bytes, drafts: Mapping[Key, tuple[str, Provenance]], *, path: str, language: str
) -> bytes:
    """Write machine drafts into the entries of these keys: the text, ``fuzzy``, the ``mt:`` line and the remarks.

    The entries must be untranslated or hold a draft that nobody touched, which is replaced. Only their lines
    change; adding the same drafts again changes nothing. Raises CatalogError for a catalog that gettext would
    refuse, and ValueError, with nothing done, for a draft without text, one that its provenance doesn't vouch
    for, a key that no living entry has, or an entry that holds a person's text.
    """
    file = read(data, path)
    style = file.style

    def filled(entry: Entry) -> Entry:
        text, provenance = drafts[entry.key]
        if provenance.draft != text_hash(text):
            raise ValueError(
                f"{path}: the provenance of a draft for {language} has another text's hash: {text!r}"
            )
        _expect_free(entry, path)
        _expect_fit(entry, text, path)
        return changed(
            entry,
            style,
            **_text(entry, text),
            flags=["fuzzy", *_other_flags(entry)],
            comment=_with_provenance(entry, f"mt: {provenance}", *provenance.remarks),
            **_NO_PREVIOUS,
        )

    return _filled(file, data, drafts, filled)


def add_translations(
    data: bytes,
    translations: Mapping[Key, str],
    *,
    path: str,
    header: Mapping[str, str] | None = None,
) -> bytes:
    """Write reviewed translations into the entries of these keys: the text, without ``fuzzy`` and ``mt:`` line.

    ``header`` sets values of the header, e.g. Last-Translator. The entries must be untranslated, hold a draft
    that nobody touched, or the same text already. Raises as ``add_drafts`` does.
    """
    file = read(data, path)
    style = file.style

    def filled(entry: Entry) -> Entry:
        text = translations[entry.key]
        if state(entry) is State.REVIEWED and set(entry.texts) == {text}:
            return entry
        _expect_free(entry, path)
        _expect_fit(entry, text, path)
        return changed(
            entry,
            style,
            **_text(entry, text),
            flags=_other_flags(entry),
            comment=_with_provenance(entry),
            **_NO_PREVIOUS,
        )

    return _filled(file, data, translations, filled, header or {})


def add_remarks(data: bytes, remarks: Mapping[Key, Sequence[str]], *, path: str) -> bytes:
    """Write a proofreader's remarks as translators' comments, below those that the entries of these keys have.

    A remark that stands there already is not written again. Raises CatalogError for a catalog that gettext
    would refuse, and ValueError for a key that no living entry has.
    """
    file = read(data, path)
    style = file.style
    return _filled(file, data, remarks, lambda entry: with_remarks(entry, remarks[entry.key], style))


def without_machine_remarks(data: bytes, *, path: str) -> bytes:
    """Take the machine's remarks (score, warnings, second opinions) off the entries that are reviewed now.

    Their ``mt:`` lines stay. Raises CatalogError as ``add_drafts`` does.
    """
    file = read(data, path)
    done = {
        entry.key: None
        for entry in file.entries
        if not entry.is_header and not entry.fields.obsolete and state(entry) is State.REVIEWED
    }

    def cleared(entry: Entry) -> Entry:
        lines = [line for line in entry.extracted if not is_remark(line)]
        return changed(entry, file.style, comment="\n".join(lines))

    return _filled(file, data, done, cleared)


_NO_PREVIOUS = {"previous_msgctxt": None, "previous_msgid": None, "previous_msgid_plural": None}


def _filled(
    file: PoFile,
    data: bytes,
    wanted: Mapping[Key, object],
    fill: Callable[[Entry], Entry],
    header: Mapping[str, str] | None = None,
) -> bytes:
    """Fill the wanted entries; all of them are looked at before a byte is given."""
    entries = list(file.entries)
    there: set[Key] = set()
    for n, entry in enumerate(entries):
        if entry.is_header:
            entries[n] = with_values(entry, header or {}, file.style)
        elif not entry.fields.obsolete and entry.key in wanted:
            there.add(entry.key)
            entries[n] = fill(entry)
    if missing := wanted.keys() - there:
        raise ValueError(f"{file.path}: no living entry has this context and text: {sorted(missing)[0]!r}")
    if all(now is before for now, before in zip(entries, file.entries, strict=True)):
        return data
    refuse_lossy(file, data)
    return replace(file, entries=tuple(entries)).encoded()


def _text(entry: Entry, text: str) -> dict[str, object]:
    """Say a text in the fields of polib; a sentence of an article is the same in every plural form."""
    return (
        {"msgstr_plural": dict.fromkeys(range(len(entry.texts)), text)}
        if entry.is_plural
        else {"msgstr": text}
    )


def _expect_free(entry: Entry, path: str) -> None:
    """Keep promise 1: no program writes over what a person wrote."""
    if persons_text(entry):
        raise ValueError(f"{path}:{entry.fields.linenum}: a person's translation would be overwritten")


def _expect_fit(entry: Entry, text: str, path: str) -> None:
    """Refuse what would make the catalog invalid: nothing, or line ends that the source hasn't got."""
    source = entry.fields.msgid
    if not text.strip():
        raise ValueError(f"{path}:{entry.fields.linenum}: a translation without text")
    ends = (text.startswith("\n"), text.endswith("\n"))
    if {"\0", "\4"} & set(text) or ends != (source.startswith("\n"), source.endswith("\n")):
        raise ValueError(f"{path}:{entry.fields.linenum}: not a text for a catalog: {text!r}")


def _other_flags(entry: Entry) -> list[str]:
    return [flag for flag in entry.fields.flags if flag != "fuzzy"]


def _with_provenance(entry: Entry, *said: str) -> str:
    """Give the ``#.`` lines with these of the machine, or none, right after the role."""
    lines = [line for line in entry.extracted if not _machines(line)]
    after = next((n for n, line in enumerate(lines, 1) if line.startswith("role:")), 0)
    return "\n".join([*lines[:after], *said, *lines[after:]])


def _machines(line: str) -> bool:
    return key_of(line) == "mt" or is_remark(line)
