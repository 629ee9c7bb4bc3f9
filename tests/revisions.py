"""Random revisions of articles with known truth: which present sentence comes from which former ones.

Every operation is what an editor does to a text; what each sentence was before is written down as it is done.
"""

from __future__ import annotations

import contextlib
import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from bilingual.config import SegmentationConfig
from bilingual.model import RUNNING_TEXT, Document, Role, Segment
from bilingual.readers import read
from bilingual.segmentation import segment

ROOT = Path(__file__).parents[1]
SHIPPED = ROOT / "source" / "washington-declaration.txt"
HARBOUR = ROOT / "tests" / "cases" / "revisions" / "harbour.txt"
NEW_SENTENCES = ROOT / "tests" / "cases" / "revisions" / "new-sentences.txt"


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a revision."""

    text: str
    role: Role
    origins: frozenset[int] = frozenset()
    """Which former sentences it comes from; none for a new one."""
    kind: str = "same"
    """``same``, ``restored`` (as it was before it left the source), ``new``, or the operation that changed it."""

    @property
    def segment(self) -> Segment:
        return Segment(self.role, self.text, block=0, start=0)


Article = list[list[Sentence]]
"""Paragraphs of sentences."""


@dataclass(frozen=True, slots=True)
class Revision:
    """A former article and what became of it."""

    former: tuple[Segment, ...]
    """Every sentence that has a translation; a sentence's number in ``origins`` is its place here."""
    left: frozenset[int]
    """Those of them that had left the source before: their translations are obsolete entries."""
    present: tuple[Sentence, ...]


def article(path: Path) -> Article:
    """Read a text as the product does; a text that occurs twice is left out, for the truth must be one."""
    document = read(path.read_bytes(), path=path.name, article=path.stem, language="zh-Hant")
    return _paragraphs(document)


def _paragraphs(document: Document) -> Article:
    segments = segment(document, SegmentationConfig())
    paragraphs: list[list[Sentence]] = [[] for _ in document.blocks]
    seen: set[str] = set()
    for one in segments:
        if one.text not in seen:
            paragraphs[one.block].append(Sentence(one.text, one.role, frozenset({len(seen)})))
            seen.add(one.text)
    return [paragraph for paragraph in paragraphs if paragraph]


def revisions(count: int, seed: int = 20230426) -> Iterator[Revision]:
    """Give random revisions of both articles, from one change to a fifth of the sentences changed."""
    sources = [article(SHIPPED), article(HARBOUR)]
    new = [line for line in NEW_SENTENCES.read_text(encoding="utf-8").splitlines() if line]
    for n in range(count):
        yield _Editor(random.Random(seed + n), sources[n % len(sources)], new).revise()


@dataclass
class _Editor:
    """Somebody who revises an article and remembers what each sentence was."""

    random: random.Random
    source: Article
    unwritten: list[str]
    """Sentences that stand in no article yet."""
    now: Article = field(default_factory=list)
    left: list[tuple[int, Sentence]] = field(default_factory=list)
    """Sentences that had left the source before, each with the paragraph that it stood in."""

    def revise(self) -> Revision:
        former = [sentence.segment for paragraph in self.source for sentence in paragraph]
        self.now = [list(paragraph) for paragraph in self.source]
        self.unwritten = self.random.sample(self.unwritten, len(self.unwritten))
        self.leave(self.random.randrange(4))
        left = frozenset(n for _, sentence in self.left for n in sentence.origins)
        for _ in range(self.random.choice([1, 2, 4, 8, len(former) // 5])):
            with contextlib.suppress(LookupError):  # the article has nothing that can be changed so
                self.random.choice(OPERATIONS)(self)
        present = tuple(sentence for paragraph in self.now for sentence in paragraph)
        return Revision(tuple(former), left, present)

    def leave(self, count: int) -> None:
        """Take sentences out before the former catalog is made: their translations are obsolete there."""
        for _ in range(count):
            paragraph, at = self.pick()
            self.left.append((paragraph, self.now[paragraph].pop(at)))

    def pick(self, fits: Callable[[Sentence], bool] = lambda _: True) -> tuple[int, int]:
        """Choose a sentence of running text that nobody has touched; raises LookupError if none fits."""
        places = [
            (p, s)
            for p, paragraph in enumerate(self.now)
            for s, one in enumerate(paragraph)
            if one.kind == "same" and one.role in RUNNING_TEXT and len(one.text) > 12 and fits(one)
        ]
        if not places:
            raise LookupError
        return self.random.choice(places)

    def write(self, place: tuple[int, int], kind: str, *texts: str, width: int = 1) -> None:
        """Put texts where ``width`` sentences stand."""
        p, s = place
        formers = self.now[p][s : s + width]
        origins = frozenset().union(*(one.origins for one in formers))
        self.now[p][s : s + width] = [Sentence(text, formers[0].role, origins, kind) for text in texts]

    def change(self, kind: str, change: Callable[[str], str | None]) -> None:
        """Change a sentence that can be changed so."""
        place = self.pick(lambda one: self.tried(change, one.text) is not None)
        text = self.tried(change, self.now[place[0]][place[1]].text)
        assert text is not None
        self.write(place, kind, text)

    def tried(self, change: Callable[[str], str | None], text: str) -> str | None:
        changed = change(text)
        taken = {one.text for paragraph in self.now for one in paragraph}
        return changed if changed and changed != text and changed not in taken else None

    def new(self) -> Sentence:
        return Sentence(self.unwritten.pop(), Role.PARAGRAPH, kind="new")


# What an editor does

_SYNONYMS = [
    pair.split("/")
    for pair in [
        "韓國/南韓",
        "美國/美方",
        "北韓/朝鮮",
        "會談/會晤",
        "總統/元首",
        "宣言/聲明",
        "威懾/嚇阻",
        "強調/指出",
        "合作/協作",
        "部署/派駐",
        "表示/說明",
        "認為/主張",
        "決定/決議",
        "問題/議題",
        "計畫/方案",
        "提高/提升",
        "目的/目標",
        "港口/港灣",
        "市府/市政府",
        "居民/住戶",
        "工程/建設",
        "海堤/防波堤",
        "船隻/船舶",
        "漁民/漁夫",
        "開始/著手",
        "完成/竣工",
        "專家/學者",
        "委員會/小組",
        "預算/經費",
        "可能/或許",
    ]
]
_NEGATIONS = [
    pair.split("/")
    for pair in [
        "不會/會",
        "沒有/有",
        "不是/是",
        "並不/也",
        "無法/能夠",
        "不得/可以",
        "未能/得以",
        "不再/仍然",
        "將/不會",
        "會/不會",
        "是/不是",
        "有/沒有",
        "能/不能",
    ]
]
_CLAUSES = [
    "有關單位隨後也發布了詳細說明",
    "但具體時間表仍有待確認",
    "這一點在會後的問答中再次得到印證",
    "據了解此事已醞釀多時",
]
_OPENINGS = ["此外，", "與此同時，", "另一方面，", "值得注意的是，", "據報導，"]
_COMMAS = "，,"


def word(text: str, chance: random.Random) -> str | None:
    pairs = [(a, b) for pair in _SYNONYMS for a, b in (pair, pair[::-1]) if a in text]
    return text.replace(*chance.choice(pairs)) if pairs else None


def number(text: str, chance: random.Random) -> str | None:
    found = list(re.finditer(r"\d+|[一二三四五六七八九十百千]+(?=[年月日人名公個座億萬成])", text))
    if not found:
        return None
    at = chance.choice(found)
    old = at.group()
    new = str(int(old) + chance.choice([1, 3, 10])) if old.isdecimal() else chance.choice("二三五七八九十")
    return text[: at.start()] + new + text[at.end() :]


def negation(text: str, chance: random.Random) -> str | None:
    pairs = [(a, b) for a, b in _NEGATIONS if a in text]
    return text.replace(*chance.choice(pairs), 1) if pairs else None


def clause_added(text: str, chance: random.Random) -> str | None:
    return f"{text[:-1]}，{chance.choice(_CLAUSES)}{text[-1]}"


def clauses(text: str) -> list[str]:
    return re.split(f"[{_COMMAS}]", text[:-1])


def clause_dropped(text: str, chance: random.Random) -> str | None:
    parts = clauses(text)
    parts.pop(chance.randrange(len(parts)))
    return "，".join(parts) + text[-1] if 2 * len("".join(parts)) > len(text) else None


def clauses_swapped(text: str, chance: random.Random) -> str | None:
    first, *rest = clauses(text)
    return "，".join([*rest, first]) + text[-1] if rest else None


def rewritten(text: str, chance: random.Random) -> str | None:
    """Change three things at once."""
    for _ in range(3):
        changes = [chance.choice([word, number, clause_added, clauses_swapped]) for _ in range(4)]
        text = next((new for change in changes if (new := change(text, chance))), text)
    return text


def typography(text: str, chance: random.Random) -> str | None:
    styles = [
        str.maketrans(",:()", "，：（）"),
        str.maketrans("，：（）", ",:()"),
        str.maketrans("「」", "“”"),
        str.maketrans("台", "臺"),
    ]
    changed = [text.translate(style) for style in styles] + [re.sub(r" ?(\d+) ?", r"\1", text)]
    return chance.choice(changed)


EDITS: dict[str, Callable[[str, random.Random], str | None]] = {
    "word": word,
    "number": number,
    "negation": negation,
    "clause added": clause_added,
    "clause dropped": clause_dropped,
    "clauses swapped": clauses_swapped,
    "rewritten": rewritten,
    "typography": typography,
}


def _halves(text: str) -> tuple[str, str] | None:
    commas = [n for n, c in enumerate(text) if c in _COMMAS]
    if not commas or re.search("[「『（(]", text):
        return None
    middle = min(commas, key=lambda n: abs(n - len(text) // 2))
    first, second = f"{text[:middle]}。", text[middle + 1 :].strip()
    return (first, second) if min(len(first), len(second)) > 5 else None


def edit(editor: _Editor) -> None:
    kind, change = editor.random.choice(list(EDITS.items()))
    seed = editor.random.random()
    editor.change(kind, lambda text: change(text, random.Random(seed)))


def split(editor: _Editor) -> None:
    place = editor.pick(lambda one: bool(_halves(one.text)))
    halves = _halves(editor.now[place[0]][place[1]].text)
    assert halves
    editor.write(place, "split", *halves)


def join(editor: _Editor) -> None:
    p, s = editor.pick(lambda one: one.text[-1] == "。")
    first, *rest = editor.now[p][s : s + 2]
    if not rest or rest[0].kind != "same" or rest[0].role is not first.role:
        raise LookupError
    editor.write((p, s), "join", f"{first.text[:-1]}，{rest[0].text}", width=2)


def move(editor: _Editor) -> None:
    p, s = editor.pick()
    editor.now[editor.random.randrange(len(editor.now))].append(editor.now[p].pop(s))


def move_paragraph(editor: _Editor) -> None:
    p, _ = editor.pick()
    paragraph = editor.now.pop(p)
    editor.now.insert(editor.random.randrange(len(editor.now)), paragraph)


def move_and_edit(editor: _Editor) -> None:
    p, s = editor.pick()
    one = editor.now[p].pop(s)
    text = editor.random.choice(_OPENINGS) + one.text
    goal = editor.now[editor.random.randrange(len(editor.now))]
    goal.append(replace(one, text=text, role=Role.PARAGRAPH, kind="move and edit"))


def insert(editor: _Editor) -> None:
    p, s = editor.pick()
    editor.now[p].insert(s, editor.new())


def insert_paragraph(editor: _Editor) -> None:
    p, _ = editor.pick()
    editor.now.insert(p, [editor.new() for _ in range(editor.random.randint(1, 4))])


def delete(editor: _Editor) -> None:
    p, s = editor.pick()
    editor.now[p].pop(s)


def replace_by_another(editor: _Editor) -> None:
    """Put a sentence about something else where one stood: the trap for whoever trusts in places."""
    p, s = editor.pick()
    editor.now[p][s] = editor.new()


def look_alike(editor: _Editor) -> None:
    """Insert a new sentence made of clauses of three that all still stand."""
    texts = [editor.now[p][s].text for p, s in (editor.pick() for _ in range(3))]
    pieces = [editor.random.choice(clauses(text)) for text in texts]
    text = "，".join(dict.fromkeys(pieces)) + "。"
    p, s = editor.pick()
    if editor.tried(lambda _: text, ""):
        editor.now[p].insert(s, Sentence(text, Role.PARAGRAPH, kind="new"))


def restore(editor: _Editor) -> None:
    """Bring back what had left; every other time with an edit."""
    if not editor.left:
        raise LookupError
    p, one = editor.left.pop(editor.random.randrange(len(editor.left)))
    text = word(one.text, editor.random) if editor.random.random() < 0.5 else None
    back = replace(one, text=text, kind="restored and edited") if text else replace(one, kind="restored")
    editor.now[min(p, len(editor.now) - 1)].append(back)


def change_role(editor: _Editor) -> None:
    """Make a sentence a heading."""
    p, s = editor.pick(lambda one: len(one.text) < 60)
    one = editor.now[p].pop(s)
    editor.now.insert(p, [replace(one, role=Role.HEADING, kind="role")])


OPERATIONS: Sequence[Callable[[_Editor], None]] = [
    *[edit] * 8, split, join, move, move_paragraph, move_and_edit, insert, insert_paragraph, delete,
    replace_by_another, look_alike, restore, change_role,
]  # fmt: skip
