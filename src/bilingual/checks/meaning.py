"""A pair → signs that it says something else: a negation, a quotation or a question that only one side has."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bilingual.checks.letters import CLOSERS, NOTE_MARK
from bilingual.checks.pairs import Found, Pair

_ZH_IDIOMS = re.compile(
    r"不得不|不能不|不可不|不無|不无|無不|无不|莫不|並非不|不過|不过|不僅|不仅|不但|不只|不單|不单|不光|不論|不论|不管|不斷|不断|不久|不少|不同"
    r"|不料|不如|不一|不妨|不禁|不免|不外|不惜|差不多|不幸|不滿|不满|不安|不錯|不错|不和|不利|不良|不足|不由|不時|不时|不已|要不|不見|忍不住|不止|不等|不動產|不动产"
    r"|說不定|说不定|對不起|对不起|不好意思|不知不覺|不可思議|不列顛|不丹|不捨|不舍|不凡|不懈|不堪|不啻|不齒|不屑|不遺餘力|不絕|不絕|不適|不当|不當|不義|不朽|迫不及待|不二"
    r"|無論|无论|無數|无数|無疑|无疑|無比|无比|無辜|無線|无线|無人機|无人机|無奈|無助|無情|無私|無關|無視|無效|無意|無盡|未來|未来|未婚|未必|未免|非常|非法|除非|莫非|非洲|非凡|是非|南非|北非|中非"
    r"|沒收|没收|沒落|淹沒|沉沒|出沒|埋沒|吞沒|覆沒|沒錯|是否|能否|否則|否则|可否|與否|区别|區別|特別|特别|個別|告別|告别|別墅|性別|分別|分别|級別|識別|別人|类别|類別"
)
_ZH_STRONG = re.compile(
    "沒(?!聲|收|落|人性)|没(?!声|收|落)|未(?!遂|婚|來|来|必|免|知數|被|受)"
    "|不(?=[是會会能可要想願愿得應应該该必需再曾允准許许知信認认支讓让肯敢存屬属了太對对受過过打做去說说給给有被相在同喜愛爱希覺觉需接複复])"
    "|無法|无法|毫無|毫无|無人(?!機)|並非|并非|非(?=是)|絕非|無須|無需|別(?=[再讓去說想做忘擔])"
)
_ZH_BROAD = re.compile(
    r"[不沒没無无未非否勿莫免缺乏難难拒禁失毋罕絕绝僅仅]|停止|阻止|取消|放棄|反對|避免|除非|只|懷疑|质疑|質疑|很少|較少|减少|減少|最少|別(?!人|墅|的)|离开|離開|忘|忽略|錯|虛|虚|撤"
)
_EN_STRONG = re.compile(
    r"(?:\bnot\b(?! only| just| merely| least| long)|n[’']t\b|\bnever\b|\bno\b(?!\.| doubt| matter| less| more than|\s*[,!?]| \d)|\bnone\b|\bnothing\b|\bnobody\b"
    r"|\bno one\b|\bnowhere\b|\bneither\b|\bcannot\b|\bwithout\b)",
    re.IGNORECASE,
)
_EN_BROAD = re.compile(
    r"n[’']t\b|\b(?:no|not|none|never|nor|neither|nothing|nobody|nowhere|without|cannot|hardly|barely|scarcely|seldom|rarely|few|little|unable|only"
    r"|fail\w*|refus\w*|den(?:y|ied|ies|ying|ial)|reject\w*|lack\w*|absen\w*|avoid\w*|prevent\w*|stop\w*|ban(?:s|ned)?|miss(?:ed|ing)?|unless|impossible|ignor\w*"
    r"|forg[eo]t\w*|un(?!der|til|ited|ion|it|iversit|ique|ify|less)\w{3,}|(?:dis|im|ir|il)(?=[bcdfghlmnpqrst])\w{4,}|in(?:ability|accurate|adequate|appropriate|capable|complete|consistent|correct|definite|dependent|evitabl|secur|sufficient|visible|valid|tolera)\w*"
    r"|non\w*|\w{3,}less|rather than|instead|far from|yet to|too|ceas\w*|quit|against|wrong\w*|beyond|free (?:of|from)|far from|doubt\w*|declin\w*|halt\w*|differ\w*|block\w*|abandon\w*|remov\w*|illegal\w*|anti\w*)\b",
    re.IGNORECASE,
)
_KO_IDIOMS = re.compile(
    "뿐(?:만)? ?아니라|뿐만이 아니|지도 모르|지도 몰|다름 ?아닌|없애|없앤|틀림없|끊임없|수밖에 없|지 않을까|못지않|변함없|어쩔 수 없|상관없|거침없|숨김없"
    "|얼마 안|머지않|아니라면|마지않|빠짐없|손색없|더할 나위 없|두말할|쉽지 않|쉽지만은 않|흔치 않|흔하지 않|좋지 않|적지 않|작지 않"
)
_KO_STRONG = re.compile(
    "않|(?<!잘)못[하했한할해]|없[다었습]|아니[다었며]|아닙|(?<![가-힣])안 (?=[되돼된됐하했한할가갔온오왔])|(?<![가-힣])못 |지 마|지 말"
)
_KO_BROAD = re.compile(
    "않|못|없|아니|아닙|아닌|(?<![가-힣])안 |마[세십라]|말[라아고]|불(?:가|법|만|구|안|확|편|과|허|능|리|신|참|응|투명|충분|분명|필요|공정|명|쾌|행|륜|발)"
    "|비(?:핵|공|정상|현실|합리|난)|무(?:산|시|효|력|죄|관|단|능|의미|제한|승|료|명|지|고|혐의|소속)|미(?:달|만|확|해결|숙|흡|수|납|비|지수)"
    "|금지|거부|거절|낮|부인|부정|모르|모른|모릅|몰랐|싫|반대|실패|어렵|어려|결여|부족|외면|막[았는기을지혔]|포기|취소|중단|잃|피하|제외|뿐|밖에|드물|잘못|의심|잊|놓[치쳤친]|벗어|끊|회피|다르|다른|달리|달라"
)
_ADDED = {
    "en": re.compile(
        r"\bnot\b(?! only| just| merely| least| long)|n[’']t\b|\bnever\b|\bcannot\b", re.IGNORECASE
    )
}
"""What denies a sentence in a translation; ``no`` and ``without`` may render words that hold no negative particle."""
_STRONG = {"zh": _ZH_STRONG, "en": _EN_STRONG, "ko": _KO_STRONG}
_BROAD = {"zh": _ZH_BROAD, "en": _EN_BROAD, "ko": _KO_BROAD}
_IDIOMS = {"zh": _ZH_IDIOMS, "ko": _KO_IDIOMS}
_QUOTED = re.compile(r"「([^」]*)」|『([^』]*)』|“([^”]*)”|\"([^\"]*)\"")
_ANY_QUOTE = re.compile(
    r"[「」『』“”\"《》〈〉<>„«»`＂]|(?<![A-Za-z])[‘’'](?=\w)|(?<=[\w.,!?])[‘’'](?![A-Za-z])"
)
_QUESTION = re.compile(rf"[?？](?:[{CLOSERS}!！.。]|{NOTE_MARK})*$")
QUOTE_FROM = 4
"""Shorter quotations are mostly titles and nicknames, which translations print without marks."""


def negation(pair: Pair) -> Iterator[Found]:
    """A sentence that is denied on one side only."""
    there, here = pair.source_base[:2], pair.base[:2]
    if not pair.translated or there not in _STRONG or here not in _STRONG:
        return
    denied = _STRONG[there].search(_plain(pair.source, there))
    if denied and not _BROAD[here].search(pair.text):
        yield f"the source denies something (“{denied[0].strip()}”), the translation does not"
    added = _ADDED.get(here, _STRONG[here]).search(_plain(pair.text, here))
    if added and not _BROAD[there].search(_plain(pair.source, there)):
        yield f"the translation denies something (“{added[0].strip()}”), the source does not"


def _plain(text: str, base: str) -> str:
    """Take out the words that hold a negative particle and deny nothing: 不過, 非常."""
    return _IDIOMS[base].sub(" ", text) if base in _IDIOMS else text


def question(pair: Pair) -> Iterator[Found]:
    """A question that became a statement, or a statement that became a question."""
    if not pair.translated:
        return
    if _QUESTION.search(pair.source) and not re.search("[?？]", pair.text):
        yield "the source asks, the translation states"
    elif _QUESTION.search(pair.text) and not re.search("[?？]|嗎|吗|呢|何不", pair.source):
        yield "the source states, the translation asks"


def quotation(pair: Pair) -> Iterator[Found]:
    """A quotation of the source that is not marked as one in the translation, or is missing there."""
    if not pair.translated:
        return
    quoted = [words for parts in _QUOTED.findall(pair.source) if len(words := "".join(parts)) >= QUOTE_FROM]
    marked = -(-len(_ANY_QUOTE.findall(pair.text)) // 2)
    if len(quoted) > marked:
        yield f"the source quotes “{_shortened(quoted[marked])}”, the translation does not"


def _shortened(text: str) -> str:
    return text if len(text) <= 24 else text[:23] + "…"
