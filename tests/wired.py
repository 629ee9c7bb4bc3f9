"""Writes real Argos packages whose transformer is wired by hand: they translate word by word from a dictionary.

One attention head looks from each target position at the same source position; the projection then maps the
source word found there to its translation. A word that the dictionary lacks becomes ``<unk>``, which the engine
replaces by the source word itself. Everything is computed from a seed, so the packages are the same every time.
"""

from __future__ import annotations

import json
import struct
import tempfile
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bilingual.engines import Engine
from bilingual.model import Draft, Passage

POSITION_WIDTH = 64
MAX_POSITIONS = 1024
SPECIAL = ("<unk>", "<s>", "</s>")
SPACE = "▁"
NAMES = {"zt": "Chinese (traditional)", "zh": "Chinese", "en": "English", "ko": "Korean"}
EPOCH = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class Shape:
    """The size of a transformer; only the last layer of its decoder does anything."""

    width: int = 192
    layers: int = 1
    heads: int = 1
    feed_forward: int = 8
    quantization: str | None = None


TOY = Shape()

# Chinese | English | Korean; longer words win over shorter ones.
WORDS = """
《華盛頓宣言》|the Washington Declaration|워싱턴 선언
華盛頓宣言|Washington Declaration|워싱턴 선언
華盛頓|Washington|워싱턴
宣言|declaration|선언
美韓|US-South Korea|한미
韓美|South Korea-US|한국과 미국의
美日韓|US-Japan-South Korea|미한일
日美韓|Japan-US-South Korea|일미한
日韓|Japan and South Korea|일한
峰會|summit|정상회담
會談|talks|회담
延伸威懾|extended deterrence|확장억제
威懾|deterrence|억제
核保護傘|nuclear umbrella|핵우산
核諮詢小組|Nuclear Consultative Group|핵협의그룹
核武器|nuclear arms|핵병기
核武|nuclear weapons|핵무기
核潛艦|nuclear submarines|핵잠수함
核|nuclear|핵
北韓|North Korea|북한
韓國|South Korea|한국
美國|the United States|미국
中國|China|중국
日本|Japan|일본
俄羅斯|Russia|러시아
烏克蘭|Ukraine|우크라이나
台灣海峽|the Taiwan Strait|대만해협
白宮|the White House|백악관
朝鮮半島|the Korean Peninsula|한반도
尹錫悅|Yoon Suk Yeol|윤석열
拜登|Biden|바이든
金建希|Kim Keon-hee|김건희
吉兒|Jill|질
松野博一|Hirokazu Matsuno|마쓰노 히로카즈
松野|Matsuno|마쓰노
毛寧|Mao Ning|마오닝
尹總統|President Yoon|윤 대통령
總統|President|대통령
官房長官|Chief Cabinet Secretary|관방장관
外交部發言人|Foreign Ministry spokesperson|외교부 대변인
第一夫人|First Lady|영부인
領袖|leaders|정상
政府|government|정부
高層|senior official|고위 관계자
飛彈|missile|미사일
威脅|threat|위협
攻擊|attack|공격
戰略|strategic|전략
戰術|tactical|전술
資產|assets|자산
同盟|alliance|동맹
盟友|allies|동맹국
安全|security|안보
經濟|economic|경제
合作|cooperation|협력
協商|consultation|협의
機制|mechanism|기구
措施|measures|조치
計劃|plan|계획
計畫|programme|구상
決心|resolve|결의
決定|decided|결정
加強|strengthen|강화
擴大|expand|확대
部署|deploy|배치
重新|again|다시
停靠|dock|기항
派遣|dispatch|파견
表示|said|밝혔다
強調|stressed|강조했다
指出|pointed out|지적했다
透露|disclosed|전했다
解釋|explained|설명했다
舉行|held|개최
聯合|joint|공동
聲明|statement|성명
記者會|press conference|기자회견
問題|issue|문제
題目|subject|제목
和平|peace|평화
穩定|stability|안정
地區|region|지역
國際社會|international community|국제사회
民眾|people|국민
擔憂|concern|우려
立場|position|입장
關係|relations|관계
對話|dialogue|대화
《降低通膨法》|the Inflation Reduction Act|인플레이션 감축법
《核武禁擴條約》|the Non-Proliferation Treaty|핵확산금지조약
相關報導|Related|관련 기사
周邊國家回應|Reactions of neighbouring countries|주변국 반응
圖|Photo|사진
推特|Twitter|트위터
兩國|the two countries|양국
我們|we|우리는
他|he|그는
包含|including|포함
發表|issued|발표
提到|mentioned|언급했다
應對|respond to|대응
進行|carry out|진행
確認|confirmed|확인했다
持續|continue to|지속적으로
共同|jointly|함께
小時|hours|시간
分鐘|minutes|분
周年|anniversary|주년
月|month|월
日|day|일
年|year|년
上午|morning|오전
下午|afternoon|오후
在|in|에서
和|and|및
與|with|와
的|of|의
是|is|은
將|will|것이다
也|also|또한
並|besides|그리고
不|not|아니
對|towards|대해
為|for|위해
於|at|에
了|already|이미
"""

# Punctuation, written as English writes it and attached to the word before it.
MARKS = {
    "，": ",",
    ",": ",",
    "。": ".",
    "、": ",",
    "：": ":",
    ":": ":",
    "；": ";",
    "(": "(",
    ")": ")",
    "「": "“",
    "」": "”",
    "『": "‘",
    "』": "’",
    "《": "“",
    "》": "”",
}


def _table() -> list[tuple[str, str, str]]:
    return [tuple(line.split("|")) for line in WORDS.split("\n") if line]  # type: ignore[misc]


def _piece(words: str) -> str:
    return SPACE + words.replace(" ", SPACE)


CHINESE_ENGLISH = {
    SPACE: SPACE,
    **MARKS,
    **{chinese: _piece(english) for chinese, english, _ in _table()},
}
ENGLISH_KOREAN = {
    SPACE: SPACE,
    **{mark: mark for mark in MARKS.values()},
    **{_piece(english): _piece(korean) for _, english, korean in _table()},
}


class Bare:
    """An engine that takes bare texts."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def __getattr__(self, name: str) -> object:
        return getattr(self.engine, name)

    def translate(self, texts: Sequence[str], source: str, target: str) -> list[Draft | None]:
        return self.engine.translate([Passage(text) for text in texts], source, target)


def packages(folder: Path) -> tuple[Path, ...]:
    """Write the two packages that lead from Traditional Chinese through English to Korean; give their paths."""
    return (
        package(folder, "zt", "en", "1.9", CHINESE_ENGLISH),
        package(folder, "en", "ko", "1.1", ENGLISH_KOREAN),
    )


def package(
    folder: Path,
    source: str,
    target: str,
    version: str,
    pairs: dict[str, str],
    *,
    target_prefix: str = "",
    endless: bool = False,
    bpe: bool = False,
    shape: Shape = TOY,
) -> Path:
    """Write ``translate-<source>_<target>-<version>.argosmodel``; ``pairs`` maps pieces to pieces.

    A piece that means ``</s>`` ends the sentence. An ``endless`` model never does; a ``bpe`` one has a ``bpe.model`` instead of SentencePiece's.
    """
    name = f"translate-{source}_{target}-{version.replace('.', '_')}"
    metadata = {
        "package_version": version,
        "argos_version": "1.9",
        "from_code": source,
        "from_name": NAMES.get(source, source),
        "to_code": target,
        "to_name": NAMES.get(target, target),
        "target_prefix": target_prefix,
        "links": [],
    }
    extra = [target_prefix] if target_prefix else []
    targets = [*SPECIAL, *dict.fromkeys(piece for piece in pairs.values() if piece not in SPECIAL), *extra]
    pieces = dict.fromkeys([*pairs, *targets[len(SPECIAL) :]])
    parts = {
        "metadata.json": json.dumps(metadata, indent=1).encode(),
        "README.md": f"Wired by hand for tests: {source} to {target}.\n".encode(),
        **(
            {"bpe.model": bpe_model(list(pairs))}
            if bpe
            else {"sentencepiece.model": sentencepiece_model(list(pieces))}
        ),
        **model(pairs, targets, shape, endless=endless, late=bool(target_prefix)),
    }
    path = folder / f"{name}.argosmodel"
    write_zip(path, {f"{name}/{part}": data for part, data in parts.items()})
    return path


def bpe_package(folder: Path) -> Path:
    """Write an en → ko package of three words and a full stop, of the kind that has a ``bpe.model``."""
    pairs = {"Korea": "한국", "and": "및", "Japan": "일본", ".": "."}
    return package(folder, "en", "ko", "1.0", pairs, bpe=True)


def bpe_model(words: list[str]) -> bytes:
    """Give the merges, in the format of subword-nmt 0.2, that put the letters of each word together."""
    merges = ["#version: 0.2"]
    for word in words:
        letters = [*word[:-1], f"{word[-1]}</w>"]
        merges += [f"{''.join(letters[:n])} {letters[n]}" for n in range(1, len(letters))]
    return "\n".join([*merges, ""]).encode()


def write_zip(path: Path, entries: dict[str, bytes]) -> None:
    """Write a zip whose bytes depend on nothing but its entries."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            archive.writestr(zipfile.ZipInfo(name, EPOCH), data, zipfile.ZIP_DEFLATED)


def model(
    pairs: dict[str, str],
    targets: list[str],
    shape: Shape = TOY,
    *,
    endless: bool = False,
    late: bool = False,
) -> dict[str, bytes]:
    """Give the files of ``model/``: a transformer of one layer that follows the dictionary.

    A ``late`` one begins one position later, after the target prefix.
    """
    sources = [*SPECIAL, *pairs]
    translation = [*range(len(SPECIAL)), *(targets.index(piece) for piece in pairs.values())]
    if endless:
        translation[SPECIAL.index("</s>")] = len(targets) - 1
    spec = _wire(sources, targets, translation, shape, late=late)
    with tempfile.TemporaryDirectory() as folder:
        spec.save(folder)
        return {f"model/{path.name}": path.read_bytes() for path in sorted(Path(folder).iterdir())}


def _wire(sources: list[str], targets: list[str], translation: list[int], shape: Shape, *, late: bool):
    from ctranslate2.specs import TransformerSpec

    random = np.random.default_rng(20230426)
    word_width = shape.width - POSITION_WIDTH
    words = _codes(random, len(sources), word_width)
    positions = np.concatenate(
        [_zeros(MAX_POSITIONS, word_width), _codes(random, MAX_POSITIONS, POSITION_WIDTH)], axis=1
    )
    spec = TransformerSpec.from_config(shape.layers, shape.heads, pre_norm=True)
    for stack in (spec.encoder, spec.decoder):
        stack.scale_embeddings = False
        stack.position_encodings.encodings = np.roll(positions, late and stack is spec.decoder, axis=0)
        _norm(stack.layer_norm, shape)
        for layer in stack.layer:
            _idle(layer, shape)
    spec.encoder.embeddings[0].weight = np.concatenate([words, _zeros(len(sources), POSITION_WIDTH)], axis=1)
    spec.decoder.embeddings.weight = _zeros(len(targets), shape.width)
    _look_across(spec.decoder.layer[-1].attention, shape)
    _project(spec.decoder.projection, words, translation, (len(targets), shape.width))
    spec.config.add_source_eos = True
    spec.config.decoder_start_token = "<s>"
    spec.register_source_vocabulary(sources)
    spec.register_target_vocabulary(targets)
    spec.validate()
    spec.optimize(quantization=shape.quantization)
    return spec


def _codes(random: np.random.Generator, count: int, width: int) -> np.ndarray:
    """Vectors of +1 and -1 in equal numbers: layer normalization leaves them as they are."""
    half = np.tile(np.array([1, -1], np.float32), width // 2)
    return np.stack([random.permutation(half) for _ in range(count)])


def _zeros(*shape: int) -> np.ndarray:
    return np.zeros(shape, np.float32)


def _norm(norm, shape: Shape) -> None:
    norm.gamma, norm.beta = np.ones(shape.width, np.float32), _zeros(shape.width)


def _linear(linear, outputs: int, inputs: int) -> None:
    linear.weight, linear.bias = _zeros(outputs, inputs), _zeros(outputs)


def _idle(layer, shape: Shape) -> None:
    """Give a layer weights of zero: the residual connection carries everything past it."""
    width = shape.width
    _norm(layer.self_attention.layer_norm, shape)
    _linear(layer.self_attention.linear[0], 3 * width, width)
    _linear(layer.self_attention.linear[1], width, width)
    _norm(layer.ffn.layer_norm, shape)
    _linear(layer.ffn.linear_0, shape.feed_forward, width)
    _linear(layer.ffn.linear_1, width, shape.feed_forward)
    if hasattr(layer, "attention"):
        _norm(layer.attention.layer_norm, shape)
        for linear, outputs in zip(layer.attention.linear, (width, 2 * width, width), strict=True):
            _linear(linear, outputs, width)


def _look_across(attention, shape: Shape) -> None:
    """Query and key are the position, the value is the word: each step fetches the word at its own position."""
    words, head = shape.width - POSITION_WIDTH, shape.width // shape.heads
    query, key_value, output = attention.linear
    sharp = 4 * np.eye(min(POSITION_WIDTH, head), POSITION_WIDTH, dtype=np.float32)
    for start in range(0, shape.width, head):
        rows = slice(start, start + len(sharp))
        query.weight[rows, words:] = sharp
        key_value.weight[rows, words:] = sharp
    key_value.weight[shape.width : shape.width + words, :words] = np.eye(words)
    output.weight[:words, :words] = 4 * np.eye(words)


def _project(projection, words: np.ndarray, translation: list[int], size: tuple[int, int]) -> None:
    """The word fetched votes for its translation; words that translate nothing never win."""
    width = words.shape[1]
    projection.weight, projection.bias = _zeros(*size), _zeros(size[0])
    for source, target in enumerate(translation):
        projection.weight[target, :width] += words[source] * (40 / width)
    used = set(translation)
    projection.bias[[i for i in range(size[0]) if i not in used]] = -50


# The SentencePiece model, as the bytes of its protocol buffer: sentencepiece_model.proto of google/sentencepiece.
_NORMAL, _UNKNOWN, _CONTROL = 1, 2, 3


def sentencepiece_model(pieces: list[str]) -> bytes:
    """Give a unigram model that prefers long pieces and changes nothing in the text but its spaces."""
    entries = [("<unk>", 0.0, _UNKNOWN), ("<s>", 0.0, _CONTROL), ("</s>", 0.0, _CONTROL)]
    entries += [(piece, 1.5 * len(piece) - 20.0, _NORMAL) for piece in pieces]
    coded = [_text(1, name.encode()) + _float(2, score) + _number(3, kind) for name, score, kind in entries]
    trainer = _number(3, 1) + _number(4, len(entries)) + _number(40, 0) + _number(41, 1) + _number(42, 2)
    normalizer = _text(1, b"identity") + _number(3, 1) + _number(4, 1) + _number(5, 1)
    return b"".join(_text(1, entry) for entry in coded) + _text(2, trainer) + _text(3, normalizer)


def _varint(value: int) -> bytes:
    coded = b""
    while value > 127:
        coded += bytes([value & 127 | 128])
        value >>= 7
    return coded + bytes([value])


def _number(field: int, value: int) -> bytes:
    return _varint(field << 3) + _varint(value)


def _float(field: int, value: float) -> bytes:
    return _varint(field << 3 | 5) + struct.pack("<f", value)


def _text(field: int, data: bytes) -> bytes:
    return _varint(field << 3 | 2) + _varint(len(data)) + data
