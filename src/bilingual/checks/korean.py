"""A Korean translation → endings and particles that a Korean desk would mend."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bilingual.checks.letters import CLOSERS, NOTE_MARK
from bilingual.checks.pairs import Found, Pair
from bilingual.model import Role

HEADLINES = frozenset(
    {
        Role.TITLE,
        Role.HEADING,
        Role.RELATED,
        Role.CREDIT,
        Role.TAGS,
        Role.BYLINE,
        Role.DATELINE,
        Role.TABLE,
        Role.CAPTION,
    }
)
"""Roles that Korean may write without a final ending: 정상회담서 확장억제 논의."""
_QUOTING = frozenset("\"'”’」』)）》")
_STOPPED = re.compile(rf"[.!?…。？！](?:[{CLOSERS}]|{NOTE_MARK})*$")
_LAST_WORD = re.compile(rf"([가-힣]+)((?:[.!?…。？！{CLOSERS}]|{NOTE_MARK})*)$")
_FINAL = frozenset("다요까죠네라자오소음함됨임지나군걸데야니가")
"""Syllables that end a Korean sentence: plain, polite and formal endings, and the nominal 음/함/임 of notes."""
_FAMILIAR = frozenset("어아해래워와줘봐게고져녀려")
"""Syllables that end a sentence that somebody is quoted with."""
_BOTH_FORMS = re.compile(
    r"[을를]\([을를]\)|[이가]\([이가]\)|[은는]\([은는]\)|[와과]\([와과]\)|\(으\)로|로\(으로\)|\(이\)[가라나란며]"
    r"|을/를|를/을|은/는|는/은|와/과|과/와|이/가(?=[\s,])"
)
_PARTICLE = re.compile(r"([가-힣]+?|[가-힣]*\d|%)(으로|을|를|은|는|과|와|로|이|가)(?![가-힣\d])")
_WORDS = re.compile(
    "(?:누군가|(?:마|가|노|고|시|여)을|(?:퍼부|아부|지|이)은"
    "|(?:사|효|교|내|외|치|부|초|여|투|이|무|제|소|전|유|경|성)과"
    "|(?:경|진|종|선|통|항|원|근|활|판|난|공|폭|신|옥|남|백|간|약|억|함부|망|산|손|운|온|별|따|새|스스|서)로"
    "|(?:건축|소설|음악|혁명|사업|활동|운동|분석|전략|예술|탐험|작곡|연출|극작|발명|수집|비평|실업|금융"
    "|식|강|길|물|평|참|첨|증|[선민시강주]국|극작)가)$"
)
"""Ends of words that only look like a noun and its particle: 마을, 효과, 경로, 평가, 사업가."""
_SHORT_WORDS = re.compile("[가-힣]?[나지이부그저고수다가하시예주모채누세성조정혜보]은")
"""나은, 지은, and given names: 김지은."""
_ADNOMINAL = frozenset(
    "있없않먹받읽잡믿묻웃앉찾갖잊죽묶겪싶얻늙닫뽑놓넣쌓낳닿찢씻벗빗솟걷싣듣붙맡뱉같짙덮갚짚엎꺾깎닦섞볶낚남넘담삼숨참품"
    "감꿈안신굶닮곪옮삶밟읊앓잃끓뚫싫옳찮끊많입씹업접굽눕돕뵙줍막적녹속식썩찍박익멎짓맺꽂맞늦젖짖잦빚좇쫓집훑핥얹"
    "낫뜯뻗쏟굳긋잣젓붓깁돋곧겹"
)
"""Verb stems before the adnominal 는: 있는, 먹는."""
_NOUNS_ON_N = re.compile(
    "(?:의원|시간|기간|인간|사건|조건|정권|법원|병원|변인|의견|장관|기관|[가-힣]군|언론|방안|사진|지진|[시국주난]민|본인|개인"
    "|범인|회견|선언|공간|위원|직원|회원|요원|자본|여론|제안|법안|예산|부분|혐의)$"
)
"""Nouns on ㄴ, after which 가 is a slip and no question (누군가, 할 것인가)."""
_NOUNS_BEFORE_I = frozenset(
    "체재화녀여서저자표교도초수두무비시기미치키피티니디의계폐배해대태개내매새채려유류규효료소포호노구우루푸추후허너더러머버처"
    "커터퍼과"
)
"""Syllables after which 이 is no part of the word, as it is in 아이, 사이, 하와이."""
_DIGIT_FINALS = {"0": 21, "1": 8, "2": 0, "3": 16, "4": 0, "5": 0, "6": 1, "7": 8, "8": 8, "9": 0, "%": 0}
_NIEUN, _RIEUL, _SSANG_SIOS = 4, 8, 20
"""Numbers of final consonants in the Hangul syllables of Unicode (3.12, Conjoining Jamo Behavior)."""


def ending(pair: Pair) -> Iterator[Found]:
    """A Korean sentence that stops without a final ending; headlines don't need one."""
    if pair.base != "ko" or not pair.translated or pair.role in HEADLINES:
        return
    last = _LAST_WORD.search(pair.text)
    if not last or not _STOPPED.search(last[2]):
        return
    final = _FINAL if _QUOTING.isdisjoint(last[2]) else _FINAL | _FAMILIAR
    if last[1][-1] not in final:
        yield f"no final ending: “{last[1]}”"


def particle(pair: Pair) -> Iterator[Found]:
    """A particle that does not fit the sound before it (을/를, 은/는, 와/과, 으로/로 …), or both forms at once."""
    if pair.base != "ko":
        return
    for match in _BOTH_FORMS.finditer(pair.text):
        yield f"“{match[0]}” leaves the choice to the reader"
    for match in _PARTICLE.finditer(pair.text):
        before, written = match[1], match[2]
        wanted = _wanted(before, written)
        if wanted and not _WORDS.search(before[-2:] + written):
            yield f"“{before}{written}” should be “{before}{wanted}”"


def _wanted(before: str, written: str) -> str:
    """Give the particle that fits; empty if the written one does, or may be no particle at all."""
    last = before[-1]
    final = _DIGIT_FINALS[last] if last in _DIGIT_FINALS else (ord(last) - 0xAC00) % 28
    if written in {"으로", "로"}:
        wanted = "로" if final in {0, _RIEUL} else "으로"
        return wanted if wanted != written and (written == "으로" or len(before) > 1) else ""
    with_final, without = next(forms for forms in ("을를", "은는", "과와", "이가") if written in forms)
    wanted = with_final if final else without
    if wanted == written or (len(before) == 1 and written in "을은과이가와는"):
        return ""
    return wanted if _surely_particle(before, written, final) else ""


def _surely_particle(before: str, written: str, final: int) -> bool:
    """Say whether the last syllable can only be a particle: 있는, 아이 and 누군가 are whole words."""
    last = before[-1]
    if written == "는":
        return final != _SSANG_SIOS and last not in _ADNOMINAL
    if written == "은":
        return not _SHORT_WORDS.fullmatch(before + written)
    if written == "이":
        return last in _NOUNS_BEFORE_I
    if written == "가":
        return final != _NIEUN or bool(_NOUNS_ON_N.search(before))
    return True
