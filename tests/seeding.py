"""Good translations → damaged ones, as machines and tired people damage them.

It is written apart from the checks and imports nothing of the package, so that it can't know what they look for.
A damage is a function ``(rng, source, text, language) → (source, text)`` or None where the sentence has nothing
to damage; ``swap``, ``rename`` and ``reregister`` look at the whole article.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable, Sequence

Damaged = tuple[str, str]
Damage = Callable[[random.Random, str, str, str], Damaged | None]

_FIGURE = re.compile(r"(?<![A-Za-z\d.,#@/-])\d+(?:,\d{3})*(?:\.\d+)?(?![\d]|[.,]\d|[A-Za-z])")
_ENGLISH = (
    "the government said on that day", "with many other people", "which was then found to be", "after several weeks of",
    "because of the heavy rain",
)  # fmt: skip


def number_dropped(rng: random.Random, source: str, text: str, language: str) -> Damaged | None:
    """A figure that the source writes as a figure vanishes with the unit that hangs on it."""
    return _number_dropped(_figure_of_both(rng, source, text), source, text)


def any_number_dropped(rng: random.Random, source: str, text: str, language: str) -> Damaged | None:
    """Any figure vanishes, even if the source puts it in words or not at all."""
    return _number_dropped(_one(rng, _FIGURE, text), source, text)


def _number_dropped(figure: re.Match[str] | None, source: str, text: str) -> Damaged | None:
    if not figure:
        return None
    after = text[figure.end() :]
    unit = re.match(
        r"[십백천만억조]*[가-힣%]{0,2}|(?: (?:million|billion|trillion|thousand|percent))?", after
    )
    end = figure.end() + (unit.end() if unit else 0)
    return source, " ".join((text[: figure.start()] + text[end:]).split())


def number_changed(rng: random.Random, source: str, text: str, language: str) -> Damaged | None:
    """One digit of a figure that the source writes as a figure becomes another."""
    return _number_changed(rng, _figure_of_both(rng, source, text), source, text)


def any_number_changed(rng: random.Random, source: str, text: str, language: str) -> Damaged | None:
    """One digit of any figure becomes another, even if the source puts it in words or not at all."""
    return _number_changed(rng, _one(rng, _FIGURE, text), source, text)


def _figure_of_both(rng: random.Random, source: str, text: str) -> re.Match[str] | None:
    there = Counter(figure.replace(",", "") for figure in _FIGURE.findall(source))
    here = Counter(figure.replace(",", "") for figure in _FIGURE.findall(text))
    found = [
        m for m in _FIGURE.finditer(text) if there[m[0].replace(",", "")] == here[m[0].replace(",", "")] == 1
    ]
    return rng.choice(found) if found else None


def _number_changed(
    rng: random.Random, figure: re.Match[str] | None, source: str, text: str
) -> Damaged | None:
    if not figure:
        return None
    digits = [i for i, c in enumerate(figure[0]) if c.isdigit()]
    at = figure.start() + rng.choice(digits)
    new = rng.choice([c for c in "123456789" if c != text[at]])
    return source, text[:at] + new + text[at + 1 :]


def number_multiplied(rng: random.Random, source: str, text: str, language: str) -> Damaged | None:
    """A zero too many or too few: 3000 → 300."""
    figure = _figure_of_both(rng, source, text)
    if not figure or "." in figure[0]:
        return None
    plain = figure[0].replace(",", "")
    new = plain[:-1] if plain.endswith("0") and len(plain) > 1 else plain + "0"
    return source, text[: figure.start()] + new + text[figure.end() :]


def scale_changed(rng: random.Random, source: str, text: str, language: str) -> Damaged | None:
    """萬 ↔ 億, million ↔ billion."""
    names = {"만": "억", "억": "만", "조": "억"} if language == "ko" else {
        "million": "billion", "billion": "million", "thousand": "million", "trillion": "billion"
    }  # fmt: skip
    pattern = re.compile(
        rf"(?<=\d)({'|'.join(names)})" if language == "ko" else rf"(?<=\d )({'|'.join(names)})\b"
    )
    scale = _one(rng, pattern, text)
    if not scale:
        return None
    return source, text[: scale.start()] + names[scale[0]] + text[scale.end() :]


def han_left(rng: random.Random, source: str, text: str, language: str) -> Damaged | None:
    """A word of the Chinese source stays."""
    words = re.findall("[\u4e00-\u9fff]{2,4}", source)
    return (source, _replace_word(rng, text, rng.choice(words))) if words else None


def english_left(rng: random.Random, source: str, text: str, language: str) -> Damaged | None:
    """A stretch of English stays in a Korean text."""
    if language != "ko":
        return None
    run = re.findall(r"(?:\b[a-z]{3,} ){3,6}", source)
    return source, _replace_word(rng, text, (rng.choice(run) if run else rng.choice(_ENGLISH)).strip())


def repeated(rng: random.Random, source: str, text: str, language: str) -> Damaged | None:
    """A machine gets caught in a loop."""
    words = text.split()
    if len(words) < 8:
        return None
    length = rng.randint(1, 4)
    at = rng.randrange(2, len(words) - length)
    times = rng.randint(3, 6) if length < 3 else rng.randint(2, 5)
    return source, " ".join(words[:at] + words[at : at + length] * times + words[at + length :])


def entity(rng: random.Random, source: str, text: str, language: str) -> Damaged | None:
    """HTML was escaped once too often."""
    escaped = text.replace("&", "&amp;").replace('"', "&quot;").replace("'", "&#39;")
    return (source, escaped) if escaped != text else None


def address_damaged(rng: random.Random, source: str, text: str, language: str) -> Damaged | None:
    """An address or a handle at the end of both sides is changed in one of them."""
    good, bad = rng.choice(
        [
            ("https://example.org/a/42", "https://example.org/a/"),
            ("editor@example.org", "editor@ example.org"),
            ("@WhiteHouse", "@White House"),
            ("www.example.com/report", "www.example/report"),
            ("#MeToo", "Me Too"),
        ]
    )
    return f"{source} ({good})", f"{text} ({bad})"


def placeholder_damaged(rng: random.Random, source: str, text: str, language: str) -> Damaged | None:
    """A placeholder loses its form."""
    good, bad = rng.choice(
        [("%s", "% s"), ("{name}", "{ name }"), ("%(count)d", "%(count) d"), ("{0}", "{O}"), ("%d", "")]
    )
    return f"{good} {source}", f"{bad} {text}"


def tag_damaged(rng: random.Random, source: str, text: str, language: str) -> Damaged | None:
    """An inline tag is lost, not closed, or renumbered."""
    words = text.split(" ")
    if len(words) < 3 or len(source) < 4:
        return None
    bad = rng.choice(["<1>{}", "<1>{}<1>", "{}", "</1>{}<1>", "<2>{}</2>", "<1>{}</ 1>"])
    words[1] = bad.format(words[1])
    return f"<1>{source[:2]}</1>{source[2:]}", " ".join(words)


def cut_off(rng: random.Random, source: str, text: str, language: str) -> Damaged | None:
    """The translation stops in the middle."""
    words = text.split(" ")
    if len(words) < 8:
        return None
    return source, " ".join(words[: round(len(words) * rng.uniform(0.3, 0.7))])


def clause_dropped(rng: random.Random, source: str, text: str, language: str) -> Damaged | None:
    """A clause between commas vanishes: at least a fifth of the sentence, at most half."""
    parts = re.split(r"(?<=[,;—]) ", text)
    fit = [i for i, part in enumerate(parts) if len(parts) > 1 and 0.2 <= len(part) / len(text) <= 0.5]
    if not fit:
        return None
    at = rng.choice(fit)
    kept = " ".join(parts[:at] + parts[at + 1 :])
    if at == len(parts) - 1:
        kept = kept.rstrip(",;— ") + text[-1]
    return source, kept[:1].upper() + kept[1:]


def negated(rng: random.Random, source: str, text: str, language: str) -> Damaged | None:
    """A statement is denied, or a denial taken away."""
    return source, _negated_korean(rng, text) if language == "ko" else _negated_english(rng, text)


def _negated_english(rng: random.Random, text: str) -> str:
    taken = re.sub(
        r"\b(do|does|did) not (?=\w)|\b(is|are|was|were|has|have|had|will|would|could|should|can)(?: not|n[’']t)\b|\bcannot\b",
        lambda m: (m[2] or ("can" if m[0] == "cannot" else "")), text, count=1,
    )  # fmt: skip
    if taken != text:
        return taken
    added = re.sub(
        r"\b(is|are|was|were|will|would|could|should|can|has|have|had)\b", r"\1 not", text, count=1
    )
    return added if added != text else ""


def _negated_korean(rng: random.Random, text: str) -> str:
    for pattern, new in (
        (r"지 않았", "었"), (r"지 않는", "는"), (r"지 않", ""), (r"지 못했", "었"), (r"지 못하", ""),
        (r"했(습니다|다)(?=[.\"”])", r"하지 않았\1"), (r"있(습니다|다)(?=[.\"”])", r"있지 않\1"),
        (r"됐(습니다|다)(?=[.\"”])", r"되지 않았\1"), (r"었(습니다|다)(?=[.\"”])", r"지 않았\1"),
        (r"한다(?=[.\"”])", "하지 않는다"), (r"합니다(?=[.\"”])", "하지 않습니다"),
    ):  # fmt: skip
        changed = re.sub(pattern, new, text, count=1)
        if changed != text:
            return changed
    return ""


def quotation_dropped(rng: random.Random, source: str, text: str, language: str) -> Damaged | None:
    """A quotation vanishes: its marks, or marks and words."""
    spans = [m for m in re.finditer(r"[“\"]([^“”\"]{8,})[”\"]", text) if len(m[1].split()) > 1]
    if not spans or not re.search('[「『“"]', source):
        return None
    span = rng.choice(spans)
    inner = span[1] if rng.random() < 0.5 else ""
    return source, " ".join((text[: span.start()] + inner + text[span.end() :]).split())


def question_lost(rng: random.Random, source: str, text: str, language: str) -> Damaged | None:
    """The question mark becomes a full stop."""
    if not re.search(r"[?？][\"”」』]*$", source) or "?" not in text:
        return None
    return source, text.replace("?", ".")


_PARTICLES = {
    "을": "를",
    "를": "을",
    "은": "는",
    "는": "은",
    "과": "와",
    "와": "과",
    "이": "가",
    "가": "이",
    "으로": "로",
    "로": "으로",
}


def particle_damaged(rng: random.Random, source: str, text: str, language: str) -> Damaged | None:
    """A particle takes the form that does not fit the noun before it."""
    if language != "ko":
        return None
    particle = _one(rng, re.compile("(?<=[가-힣]{2})(으로|을|를|은|는|과|와|(?<!으)로|이|가)(?= )"), text)
    if not particle:
        return None
    return source, text[: particle.start()] + _PARTICLES[particle[0]] + text[particle.end() :]


def ending_dropped(rng: random.Random, source: str, text: str, language: str) -> Damaged | None:
    """The verb at the end of a Korean sentence vanishes, its full stop stays."""
    words = text.rstrip().split(" ")
    if language != "ko" or len(words) < 5 or not words[-1].endswith("."):
        return None
    last = re.sub(r"(?:[을를이가은는에서와과도로의]|으로|까지|부터)$", "", words[-2].strip(',"”'))
    return (source, " ".join([*words[:-2], last]) + ".") if last else None


def swap(rng: random.Random, pairs: Sequence[Damaged], at: int, language: str) -> list[Damaged] | None:
    """The translations of two neighbours change places."""
    if at + 1 >= len(pairs):
        return None
    new = list(pairs)
    new[at], new[at + 1] = (pairs[at][0], pairs[at + 1][1]), (pairs[at + 1][0], pairs[at][1])
    return new


def rename(rng: random.Random, pairs: Sequence[Damaged], at: int, language: str) -> list[Damaged] | None:
    """A name that the article spells alike everywhere else is spelled in another way once."""
    names = _korean_names(pairs, at) if language == "ko" else _english_names(pairs, at)
    if not names:
        return None
    name = rng.choice(sorted(names))
    new = list(pairs)
    new[at] = (pairs[at][0], pairs[at][1].replace(name, _misspelled(rng, name)))
    return new


def _english_names(pairs: Sequence[Damaged], at: int) -> set[str]:
    """Words with a capital in the middle of sentences, five letters or more, in two more entries."""
    found = Counter(
        word for _, text in pairs for word in set(re.findall(r"(?<=[a-z,] )[A-Z][a-z]{4,}\b", text))
    )
    return {w for w in re.findall(r"(?<=[a-z,] )[A-Z][a-z]{4,}\b", pairs[at][1]) if found[w] > 2}


def _korean_names(pairs: Sequence[Damaged], at: int) -> set[str]:
    """Three or more syllables that stand in exactly the entries whose source has a certain name."""
    names = set()
    for name in re.findall(r"[A-Z][a-z]{3,}|[\u4e00-\u9fff]{2,4}", pairs[at][0]):
        having = [text for source, text in pairs if name in source]
        if len(having) < 3:
            continue
        for syllables in re.findall("(?<![가-힣])[가-힣]{3,5}", pairs[at][1]):
            stem = re.sub("(?:으로|에서|[은는이가을를와과의도에로])$", "", syllables)
            if (
                len(stem) >= 3
                and all(stem in text for text in having)
                and sum(stem in t for _, t in pairs) == len(having)
            ):
                names.add(stem)
    return names


def _misspelled(rng: random.Random, name: str) -> str:
    at = rng.randrange(1, len(name))
    if "가" <= name[at] <= "힣":
        initial, rest = divmod(ord(name[at]) - 0xAC00, 588)
        vowel, final = divmod(rest, 28)
        return (
            name[:at]
            + chr(0xAC00 + initial * 588 + (vowel + rng.randint(1, 20)) % 21 * 28 + final)
            + name[at + 1 :]
        )
    pool = "aeiou" if name[at] in "aeiou" else "bcdfgklmnprstvz"
    return name[:at] + rng.choice([c for c in pool if c != name[at]]) + name[at + 1 :]


def reregister(rng: random.Random, pairs: Sequence[Damaged], at: int, language: str) -> list[Damaged] | None:
    """One sentence of an article goes over to the other Korean register."""
    text = pairs[at][1]
    formal = sum(bool(re.search(r"니다\.$", t)) for _, t in pairs)
    plain = sum(bool(re.search(r"[^니]다\.$", t)) for _, t in pairs)
    if language != "ko" or min(formal, plain) > 0 or formal + plain < 5:
        return None
    for old, new in (
        (r"했습니다\.$", "했다."),
        (r"었습니다\.$", "었다."),
        (r"있습니다\.$", "있다."),
        (r"입니다\.$", "이다."),
    ):
        changed = re.sub(old, new, text)
        if changed != text:
            return [*pairs[:at], (pairs[at][0], changed), *pairs[at + 1 :]]
    for old, new in (
        (r"했다\.$", "했습니다."),
        (r"었다\.$", "었습니다."),
        (r"있다\.$", "있습니다."),
        (r"이다\.$", "입니다."),
    ):
        changed = re.sub(old, new, text)
        if changed != text:
            return [*pairs[:at], (pairs[at][0], changed), *pairs[at + 1 :]]
    return None


def _one(rng: random.Random, pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    found = list(pattern.finditer(text))
    return rng.choice(found) if found else None


def _replace_word(rng: random.Random, text: str, new: str) -> str:
    words = text.split(" ")
    words[rng.randrange(len(words))] = new
    return " ".join(words)


ENTRY_DAMAGES: dict[str, Damage] = {
    function.__name__: function
    for function in (
        number_dropped, any_number_dropped, number_changed, any_number_changed, number_multiplied, scale_changed, han_left, english_left, repeated, entity,
        address_damaged, placeholder_damaged, tag_damaged, cut_off, clause_dropped, negated, quotation_dropped,
        question_lost, particle_damaged, ending_dropped,
    )
}  # fmt: skip
ARTICLE_DAMAGES = {"swap": swap, "rename": rename, "reregister": reregister}


def seeded(
    kind: str, articles: Sequence[Sequence[Damaged]], language: str, *, every: int = 5, seed: int = 0
) -> tuple[list[list[Damaged]], list[set[int]]]:
    """Damage one entry in ``every`` of each article; give the articles and the places of the damage."""
    rng = random.Random(f"{kind} {seed}")
    damaged: list[list[Damaged]] = []
    places: list[set[int]] = []
    for number, article in enumerate(articles):
        new, here = list(article), set()
        for at in range((number + seed) % every, len(article), every):
            result = _damage(kind, rng, new, at, language)
            if result and result[at] != new[at] and all(text.strip() for _, text in result):
                new = result
                here.add(at)
        damaged.append(new)
        places.append(here)
    return damaged, places


def _damage(
    kind: str, rng: random.Random, article: list[Damaged], at: int, language: str
) -> list[Damaged] | None:
    if kind in ARTICLE_DAMAGES:
        return ARTICLE_DAMAGES[kind](rng, article, at, language)
    pair = ENTRY_DAMAGES[kind](rng, *article[at], language)
    return [*article[:at], pair, *article[at + 1 :]] if pair else None
