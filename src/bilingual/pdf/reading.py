"""The logical tree as it was laid out → the tree as it is read: by rows or by languages, and nothing against PDF/UA-1.

**By rows**, parallel columns are a table: the languages are its column headers, each paragraph a row. Read on, it gives
what stands side by side; a screen reader's keys for tables go down one column, which reads one language alone, and
say which language it is. It is no layout table: that two passages say the same is what their row says.
In the other layouts what belongs together is a group. **By languages** each language is a part, read to its end before
the next begins, its sentences joined to paragraphs again; no table is left.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from bilingual.pdf.tagging import Node

_HEADINGS = tuple(f"H{n}" for n in range(1, 7))
_ALONE = frozenset({"Art", "Sect"})
"""What is read to its end in every language before anything after it."""
_DISSOLVED = frozenset({"Table", "TR", "TD", "TH", "Div"})
"""What arranges the columns on the page, and says nothing where each language is read alone."""


def arranged(root: Node, reading: str) -> Node:
    """Bring a tree into the order of ``reading``, ``rows`` or ``languages``; changes ``root`` and gives it."""
    for node in _every(root):
        _label(node)
    _prune(root)
    if reading == "languages":
        for node in [root, *(node for node in _every(root) if node.kind in _ALONE)]:
            _part(node)
    for node in _every(root):
        _join_lists(node)
    _levels(root)
    return root


def _every(root: Node) -> Iterator[Node]:
    """Every node below ``root``, in reading order; what a node holds is looked at only after it was given."""
    waiting = [root]
    while waiting:
        node = waiting.pop()
        yield node
        waiting += reversed(node.nodes)


def _label(node: Node) -> None:
    """Put the label of a list item or a note before its body: on the page it is the body's first word."""
    body = node.nodes[0] if node.kind in {"LI", "Note"} and node.nodes else None
    if body and body.nodes and body.nodes[0].kind == "Lbl":
        label = body.nodes[0]
        body.kids.remove(label)
        node.kids.insert(0, label)


def _prune(root: Node) -> None:
    """Take out what is empty, and groups of one; a table keeps its cells, for it has to be regular.

    A table without headers only puts things side by side: its rows are groups.
    """
    for node in reversed(list(_every(root))):
        if node.kind == "Table" and not any(cell.kind == "TH" for row in node.nodes for cell in row.nodes):
            node.kind = "Div"
            for row in node.nodes:
                row.kind, row.kids = "Div", [kid for cell in row.nodes for kid in cell.kids]
        kids = [kid for kid in node.kids if not isinstance(kid, Node) or kid.kids or kid.kind in {"TD", "TH"}]
        node.kids = [
            kid.kids[0] if isinstance(kid, Node) and kid.kind == "Div" and len(kid.kids) == 1 else kid
            for kid in kids
        ]


def _part(node: Node) -> None:
    """Gather what stands in columns into one part a language; an article among it is gathered by itself."""
    kids: list[Node] = []
    for alone, group in groupby(node.nodes, key=lambda kid: kid.kind in _ALONE):
        members = list(group)
        kids += members if alone else _gathered(members)
    node.kids = [*kids]


def _gathered(nodes: list[Node]) -> list[Node]:
    """Give a part for each column in ``nodes``, with what stands in no column before and after them."""
    found = [(block, followed) for node in nodes for block, followed in _blocks(node, followed=node.followed)]
    columns = list(dict.fromkeys(block.column for block, _ in found if block.column))
    if len(columns) < 2:
        return nodes
    parts = {column: Node("Part", column, column) for column in columns}
    places = [n for n, (block, _) in enumerate(found) if block.column]
    goes_on = dict.fromkeys(columns, False)
    for block, followed in found[places[0] : places[-1] + 1]:
        column = block.column or columns[0]  # a picture among the columns is looked at once
        part = parts[column]
        last = next((node for node in reversed(part.nodes) if node.kind != "Note"), None)
        if goes_on[column] and last and block.kind == last.kind == "P":
            last.kids += block.kids
        else:
            part.kids.append(block)
        goes_on[column] = followed
    before, after = found[: places[0]], found[places[-1] + 1 :]
    return [*(block for block, _ in before), *parts.values(), *(block for block, _ in after)]


def _blocks(node: Node, *, followed: bool) -> Iterator[tuple[Node, bool]]:
    """What is read one after the other, each with whether the next one of its column goes on with it."""
    if node.kind not in _DISSOLVED:
        yield node, followed
        return
    for kid in node.nodes:
        yield from _blocks(kid, followed=followed or kid.followed)


def _join_lists(node: Node) -> None:
    """Make one list of items that follow one another."""
    kids: list[Node | tuple[int, int]] = []
    for kid in node.kids:
        last = kids[-1] if kids else None
        if (
            isinstance(kid, Node)
            and isinstance(last, Node)
            and kid.kind == last.kind == "L"
            and kid.column == last.column
        ):
            last.kids += kid.kids
        else:
            kids.append(kid)
    node.kids = kids


def _levels(root: Node) -> None:
    """Let no level of headings be skipped (ISO 14289-1, 7.4.2): an article without a title begins with H1 all the same."""
    last = 0
    for node in _every(root):
        if node.kind in _HEADINGS:
            last = min(int(node.kind[1]), last + 1)
            node.kind = f"H{last}"
