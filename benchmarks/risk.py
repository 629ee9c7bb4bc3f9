"""Measures how well ``bilingual review`` finds bad drafts, and fits its coefficients anew with ``--write``.

The data are FLORES dev (997 sentences of Simplified Chinese, English and Korean) with what Argos and a second
engine made of them. Bad is the worst fifth by chrF against the human translation. The figure is the AUC: the
chance that a bad draft is ranked before another one; 0.5 is no better than chance.

The sentences of a document stand together, so the file is cut into blocks of 50, which are used in turn for
training and for the figures; the first five sentences of a block for the figures are left out, for their document may have
begun in the block before. ``models.toml`` holds what the even blocks gave.
The features were chosen with all blocks in view, so the figures may be a little too good.

    .venv/bin/python benchmarks/risk.py [--write] [DATA]
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from bilingual import risk
from bilingual.risk.features import FEATURES, Context, Pair, context, usual_length
from bilingual.risk.models import Model, Weight
from bilingual.risk.similarity import similarity

ROOT = Path(__file__).parents[1]
DATA = ROOT.parent / "shared" / "data" / "argos-outputs"
MODELS = ROOT / "src" / "bilingual" / "risk" / "data" / "models.toml"
BLOCK, GUARD = 50, 5
WORST = 0.2
RIDGE = 3.0
"""Penalty on the squared standardised coefficients; from 1 to 30 the AUC differs by less than .01."""
SETS = {
    "zh-en": ("source_length", "shorter", "word_length", "anchors"),
    "en-ko": ("latin", "open_ends", "names", "long_words", "figures", "shorter"),
    "zh-ko": ("latin", "open_ends", "anchors", "clauses", "shorter"),
    "any": ("shorter", "anchors", "latin"),
}
"""The features of each model."""
HEAD = """\
# The coefficients of `bilingual review`, written by benchmarks/risk.py --write, which says on what they are measured.
# Each weight is followed by the feature's usual value, where it counts for nothing; together they give log-odds.
# surface: by the entry alone. second: beside another engine's translation.
"""


def lines(folder: Path, name: str) -> list[str]:
    return (folder / f"flores-dev.{name}").read_text(encoding="utf-8").splitlines()


def chrf(text: str, reference: str) -> float:
    """chrF as sacrebleu computes it for a sentence: character n-grams of 1 to 6, beta 2, no white space."""
    text, reference = "".join(text.split()), "".join(reference.split())
    precisions, recalls = [], []
    for n in range(1, 7):
        ours = Counter(text[i : i + n] for i in range(len(text) - n + 1))
        theirs = Counter(reference[i : i + n] for i in range(len(reference) - n + 1))
        if ours and theirs:
            same = (ours & theirs).total()
            precisions.append(same / ours.total())
            recalls.append(same / theirs.total())
    precision, recall = np.mean(precisions), np.mean(recalls)
    return float(5 * precision * recall / (4 * precision + recall)) if precision + recall else 0.0


def auc(scores: Sequence[float], bad: np.ndarray) -> float:
    """Give the share of (bad, other) pairs in which the bad one has the higher score; ties count half."""
    _, place, counts = np.unique(np.asarray(scores), return_inverse=True, return_counts=True)
    ranks = (np.cumsum(counts) - (counts - 1) / 2)[place]
    ill = int(bad.sum())
    return float((ranks[bad].sum() - ill * (ill + 1) / 2) / (ill * (len(bad) - ill)))


class Task:
    """Drafts between two languages, which of them are bad, and what the second engine says."""

    def __init__(self, folder: Path, source: str, target: str) -> None:
        self.name = f"{source}-{target}"
        origin = "zh" if (source, target) == ("zh", "en") else "en"
        drafts, second = (lines(folder, f"{origin}-{target}.{e}.{target}") for e in ("argos", "bergamot"))
        quality = [chrf(d, r) for d, r in zip(drafts, lines(folder, target), strict=True)]
        self.bad = np.array(quality) <= np.quantile(quality, WORST)
        tag = {"zh": "zh-Hans"}.get(source, source)
        texts = list(zip(lines(folder, source), drafts, second, strict=True))
        self.surface = [Pair(s, d, tag, target) for s, d, _ in texts]
        self.second = [Pair(s, d, tag, target, o) for s, d, o in texts]
        place = np.arange(len(texts))
        self.half = place // BLOCK % 2
        self.clean = place % BLOCK >= GUARD

    def pairs(self, kind: str) -> list[Pair]:
        return self.second if kind == "second" else self.surface


def contexts(pairs: Sequence[Pair], languages: str) -> list[Context]:
    """Give what the features are computed from; the model for any languages knows no pair's usual length."""
    usual = usual_length(pairs)
    return [Context(pair, usual) if languages == "any" else context(pair, usual) for pair in pairs]


def table(pairs: Sequence[Pair], languages: str, names: Sequence[str]) -> np.ndarray:
    """Give the features of the pairs, a row each."""
    return np.array([[FEATURES[name].value(seen) for name in names] for seen in contexts(pairs, languages)])


def fit(rows: np.ndarray, bad: np.ndarray) -> tuple[float, np.ndarray, np.ndarray]:
    """Fit a ridge logistic regression by Newton's method: intercept and weights at the features' means."""
    usual, scale = rows.mean(0), rows.std(0) + 1e-9
    x = np.c_[np.ones(len(rows)), (rows - usual) / scale]
    penalty = np.diag([0.0] + [RIDGE] * rows.shape[1])
    w = np.zeros(x.shape[1])
    for _ in range(30):
        p = 1 / (1 + np.exp(-x @ w))
        hessian = (x * (p * (1 - p))[:, None]).T @ x + penalty
        w -= np.linalg.solve(hessian, x.T @ (p - bad) + penalty @ w)
    return float(w[0]), w[1:] / scale, usual


def in_bands(pairs: Sequence[Pair], scores: Sequence[float]) -> list[float]:
    """Give each pair's place in the order that ``bilingual review`` shows, as a score."""
    places = [0.0] * len(pairs)
    ordered = risk.order(pairs, [risk.Risk(score, ()) for score in scores])
    for place, n in enumerate(ordered):
        places[n] = -float(place)
    return places


def features(languages: str, kind: str) -> tuple[str, ...]:
    return SETS[languages] + (("disagreement",) if kind == "second" else ())


def train(tasks: Sequence[Task], languages: str, kind: str, half: int) -> Model:
    """Fit a model to one half of the blocks of some tasks."""
    names = features(languages, kind)
    rows = np.concatenate([table(t.pairs(kind), languages, names)[t.half == half] for t in tasks])
    intercept, weights, usual = fit(rows, np.concatenate([t.bad[t.half == half] for t in tasks]))
    return Model(intercept, {n: Weight(*map(float, v)) for n, *v in zip(names, weights, usual, strict=True)})


def measure(model: Model, task: Task, languages: str, kind: str, half: int) -> tuple[float, float]:
    """Give a model's AUC on one half of the blocks: by risk alone, and in the order within bands of length."""
    held = np.flatnonzero((task.half == half) & task.clean)
    pairs = [task.pairs(kind)[n] for n in held]
    values = [model.risk(seen).value for seen in contexts(pairs, languages)]
    places = [0.0] * len(pairs)
    for place, n in enumerate(risk.order([len(pair.source) for pair in pairs], values)):
        places[n] = -float(place)
    return auc(values, task.bad[held]), auc(places, task.bad[held])


def written(models: dict[tuple[str, str], Model], notes: dict[tuple[str, str], str]) -> str:
    """Write the coefficients as they stand in the package."""
    text = [HEAD]
    for (languages, kind), model in models.items():
        text.append(f"[{languages}.{kind}]\n# {notes[languages, kind]}\nintercept = {model.intercept:.3f}")
        text.append(f"[{languages}.{kind}.weights]")
        text += [f"{name} = [{w.weight:.4g}, {w.usual:.4g}]" for name, w in model.weights.items()]
        text.append("")
    return "\n".join(text)


def baselines(task: Task) -> str:
    """Give the AUC of orders that need no model, on all sentences."""
    shortest = [-float(len(pair.source)) for pair in task.surface]
    alone = [1 - similarity(pair.text, pair.second_opinion) for pair in task.second]
    return f"shortest first {auc(shortest, task.bad):.3f}, second engine alone {auc(alone, task.bad):.3f}"


def note(tasks: Sequence[Task], found: Sequence[tuple[float, float]]) -> str:
    """Say for the file what was measured for each task: AUC on the odd blocks."""
    each = (f"{t.name} {plain:.2f} ({banded:.2f})" for t, (plain, banded) in zip(tasks, found, strict=True))
    return f"AUC on the odd blocks, in parentheses within bands of length: {', '.join(each)}"


def main() -> int:
    folder = Path(next((a for a in sys.argv[1:] if a != "--write"), DATA))
    if not folder.is_dir():
        print(f"no data in {folder}: name the folder that holds flores-dev.*")
        return 0
    tasks = {name: Task(folder, *name.split("-")) for name in ("zh-en", "en-ko", "zh-ko")}
    models, notes = {}, {}
    print("AUC against the worst fifth           even → odd      odd → even      mean")
    for languages in SETS:
        for kind in ("surface", "second"):
            own = [tasks[languages]] if languages in tasks else list(tasks.values())
            tested = []
            halves = [train(own, languages, kind, half) for half in (0, 1)]
            models[languages, kind] = halves[0]
            for task in own:
                found = [measure(halves[half], task, languages, kind, 1 - half) for half in (0, 1)]
                tested.append(found[0])
                shown = "   ".join(
                    f"{plain:.3f} ({banded:.3f})" for plain, banded in (*found, np.mean(found, 0))
                )
                print(f"{languages:6} {kind:8} on {task.name:18} {shown}")
            notes[languages, kind] = note(own, tested)
    for task in tasks.values():
        print(f"{'beside':6} {'':8} on {task.name:18} {baselines(task)}")
    print("In parentheses: in the order of `bilingual review`, within bands of length.")
    text = written(models, notes)
    if "--write" in sys.argv[1:]:
        MODELS.write_text(text, encoding="utf-8")
    same = MODELS.read_text(encoding="utf-8") == text
    print(f"{MODELS.name} holds {'these models' if same else 'other models: write these with --write'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
