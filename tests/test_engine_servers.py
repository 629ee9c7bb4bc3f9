"""The engines that ask a server, against real servers on this machine and everything that goes wrong with them."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import servers
from bilingual import engines
from bilingual.config import TranslateConfig
from bilingual.engine_settings import LibreTranslateConfig, OpenAIConfig
from bilingual.engines import http, prompts
from bilingual.errors import ConfigError, EngineError
from bilingual.model import Draft, Passage, Role

SECRET = "sk-very-secret"
REAL = os.environ.get("BILINGUAL_LIBRETRANSLATE_URL", "")
"""A running LibreTranslate with zh-Hant → en → ko: the tests of its API run against it as well."""


@pytest.fixture(autouse=True)
def naps(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The waits, which take no time here."""
    taken: list[float] = []
    monkeypatch.setattr(http, "sleep", taken.append)
    for name in ("LIBRETRANSLATE_API_KEY", "OPENAI_API_KEY", "https_proxy", "http_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
    return taken


def libre_engine(url: str, timeout: int = 5) -> engines.Engine:
    return engines.create(
        TranslateConfig(("libretranslate",), libretranslate=LibreTranslateConfig(url, timeout))
    )


def chat_engine(url: str, access: engines.Access | None = None, **settings: Any) -> engines.Engine:
    options: dict[str, Any] = {"model": "m", "timeout": 5, **settings}
    return engines.create(TranslateConfig(("openai",), openai=OpenAIConfig(f"{url}/v1", **options)), access)


def texts(drafts: list[Draft | None]) -> list[str]:
    return [draft.text if draft else "" for draft in drafts]


def passages(*lines: str) -> list[Passage]:
    return [Passage(line) for line in lines]


# LibreTranslate


def test_texts_go_in_batches_in_the_servers_own_words_for_languages(libre: servers.Fake) -> None:
    lines = [f"第{n}句" for n in range(60)]
    drafts = libre_engine(libre.url).translate(passages("", *lines, " "), "zh-TW", "en-GB")
    assert texts(drafts) == ["", *(f"en: {line}" for line in lines), ""]
    assert {draft.engine for draft in drafts if draft} == {"libretranslate zh-Hant-en"}
    assert [len(body["q"]) for body in libre.posts] == [25, 25, 10]
    assert libre.posts[0] | {"q": []} == {"q": [], "source": "zh-Hant", "target": "en", "format": "text"}
    assert [asked.path for asked in libre.asked] == ["/languages", *["/translate"] * 3]


def test_old_servers_call_traditional_chinese_zt_and_name_no_targets() -> None:
    fake = servers.libretranslate(languages=[{"code": "zt", "name": "x"}, {"code": "en", "name": "y"}])
    with servers.serving(fake):
        (draft,) = libre_engine(fake.url).translate(passages("甲"), "zh-Hant", "en")
    assert draft == Draft("en: 甲", "libretranslate zt-en")


def test_no_texts_ask_no_server() -> None:
    assert libre_engine("http://127.0.0.1:9").translate(passages("", " "), "zh-Hant", "en") == [None, None]
    assert chat_engine("http://127.0.0.1:9").translate(passages(""), "zh-Hant", "en") == [None]


def test_a_pair_that_the_server_lacks_is_said_with_what_it_has(libre: servers.Fake) -> None:
    with pytest.raises(EngineError, match="does not translate zh-Hant → fr") as caught:
        libre_engine(libre.url).translate(passages("甲"), "zh-Hant", "fr")
    assert "zh-Hant → en ko" in caught.value.hint
    assert caught.value.exit_status == 3


def test_a_servers_limits_are_kept() -> None:
    fake = servers.libretranslate(batch_limit=10, char_limit=50)
    with servers.serving(fake):
        lines = [*(f"第{n}句" for n in range(20)), "長" * 51, "短"]
        drafts = libre_engine(fake.url).translate(passages(*lines), "zh-Hant", "en")
    assert texts(drafts) == [*(f"en: {line}" for line in lines[:20]), "", "en: 短"]


def test_html_entities_are_undone_unless_the_source_has_some(libre: servers.Fake) -> None:
    libre.answer = lambda path, body: (
        (200, servers.LANGUAGES)
        if path == "/languages"
        else (200, {"translatedText": ["it&#39;s &quot;A&amp;B&quot;", "write &amp;lt;", "&lt;1&gt;x"]})
    )
    lines = passages("甲", "寫 Ab &lt;", "乙")
    drafts = libre_engine(libre.url).translate(lines, "zh-Hant", "en")
    assert texts(drafts) == ['it\'s "A&B"', "write &amp;lt;", "<1>x"]


def test_a_sentence_with_one_acronym_does_not_come_back_in_capitals(libre: servers.Fake) -> None:
    lines = ["NCG在A&B開會。", "他說twitter。", "Twitter與NCG。", "甲。"]
    drafts = libre_engine(libre.url).translate(passages(*lines), "zh-Hant", "en")
    assert texts(drafts) == [f"en: {line[:-1]}." for line in lines]
    assert [(body["format"], body["q"]) for body in libre.posts] == [
        ("text", ["Twitter與NCG。", "甲。"]),
        ("html", ["NCG在A&amp;B開會。", "他說twitter。"]),
    ]


@pytest.mark.parametrize(
    "wrong",
    [
        {"translatedText": ["only one"]},
        {"translatedText": []},
        {"translatedText": {"a": 1}},
        {"error": "?"},
        ["x", "y"],
        None,
    ],
)
def test_an_answer_of_the_wrong_length_is_asked_for_in_parts(libre: servers.Fake, wrong: Any) -> None:
    libre.faults = [servers.status(200, json.dumps(wrong).encode())]
    drafts = libre_engine(libre.url).translate(passages("甲", "乙", "丙"), "zh-Hant", "en")
    assert texts(drafts) == ["en: 甲", "en: 乙", "en: 丙"]
    assert [body["q"] for body in libre.posts] == [["甲", "乙", "丙"], ["甲"], ["乙", "丙"]]


def test_what_is_no_text_is_no_draft(libre: servers.Fake) -> None:
    libre.faults = [servers.status(200, {"translatedText": [1, None, " ok "]})]
    drafts = libre_engine(libre.url).translate(passages("甲", "乙", "丙"), "zh-Hant", "en")
    assert texts(drafts) == ["", "", "ok"]


@pytest.mark.skipif(not REAL, reason="BILINGUAL_LIBRETRANSLATE_URL names no server")
def test_a_real_libretranslate_translates() -> None:
    engine = libre_engine(REAL, 60)
    lines = passages("韓國總統", "", *["白宮"] * 30, "NCG與韓國總統。")
    english = engine.translate(lines, "zh-Hant", "en")
    assert not texts(english)[-1].isupper()
    assert texts(english)[-1].endswith(".")
    assert [bool(draft) for draft in english] == [bool(line.text) for line in lines]
    assert english[0] and english[0].engine == "libretranslate zh-Hant-en"
    korean = engine.translate(passages(english[0].text), "en", "ko")
    assert korean[0] and any("\uac00" <= c <= "\ud7af" for c in korean[0].text)


# What goes wrong with any server

Asking = Callable[[], list[Draft | None]]


@pytest.fixture(params=["libretranslate", "openai"])
def either(
    request: pytest.FixtureRequest, libre: servers.Fake, chat: servers.Fake
) -> tuple[servers.Fake, Asking]:
    if request.param == "libretranslate":
        return libre, lambda: libre_engine(libre.url, 1).translate(passages("甲"), "zh-Hant", "en")
    return chat, lambda: chat_engine(chat.url, timeout=1).translate(passages("甲"), "zh-Hant", "en")


@pytest.mark.parametrize(
    "fault",
    [
        servers.status(429),
        servers.status(500, b"<html>oops"),
        servers.status(503, {"error": {"message": "loading the model"}}),
        servers.status(200, b'{"translatedText": ["ha'),
        servers.status(200, b"\xff\xfe"),
        servers.status(200, b"[" * 90_000),
        servers.hang_up,
        servers.break_off,
        servers.silence(1.2),
    ],
    ids=["429", "500", "503", "cut JSON", "no text", "deeply nested", "hung up", "broke off", "time-out"],
)
def test_what_may_pass_is_asked_again(
    either: tuple[servers.Fake, Asking], fault: servers.Fault, naps: list[float]
) -> None:
    fake, ask = either
    fake.faults = [fault]
    assert all(ask())
    assert len(fake.posts) == 2
    assert naps == [1.0]


def test_a_server_that_stays_broken_is_given_up(
    either: tuple[servers.Fake, Asking], naps: list[float]
) -> None:
    fake, ask = either
    fake.faults = [servers.status(502)] * 9
    with pytest.raises(EngineError, match="can't be used now: it answers 502") as caught:
        ask()
    assert naps == [1.0, 2.0, 4.0]
    assert len(fake.posts) == http.ATTEMPTS
    assert "run the same command again" in caught.value.hint


def test_retry_after_is_obeyed_in_seconds_and_as_a_date(
    either: tuple[servers.Fake, Asking], naps: list[float]
) -> None:
    fake, ask = either
    later = format_datetime(datetime.now(UTC) + timedelta(seconds=40), usegmt=True)
    fake.faults = [servers.status(429, Retry_After=text) for text in ("17", later, "nonsense")]
    assert all(ask())
    assert naps[0] == 17
    assert 30 < naps[1] <= 40
    assert naps[2] == 4


def test_a_server_that_wants_hours_of_rest_is_given_up_at_once(
    either: tuple[servers.Fake, Asking], naps: list[float]
) -> None:
    fake, ask = either
    fake.faults = [servers.status(429, Retry_After="3600")]
    with pytest.raises(EngineError, match="3600 seconds of rest"):
        ask()
    assert naps == []


def test_nobody_at_home() -> None:
    with servers.serving(servers.openai()) as fake:
        pass
    for engine in (libre_engine(fake.url), chat_engine(fake.url)):
        with pytest.raises(EngineError, match=r"nothing answers at 127.0.0.1"):
            engine.translate(passages("甲"), "zh-Hant", "en")


def test_an_unknown_host_is_said() -> None:
    allowed = engines.Access(approve=lambda _: True)
    with pytest.raises(EngineError, match=r"mt\.invalid can't be reached"):
        chat_engine("http://mt.invalid", allowed).translate(passages("甲"), "zh-Hant", "en")


@pytest.mark.parametrize(
    "wrap", [None, servers.encrypted], ids=["no TLS", "a certificate that nobody trusts"]
)
def test_no_word_goes_over_an_unsafe_connection(wrap: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LIBRETRANSLATE_API_KEY", SECRET)
    with servers.serving(servers.libretranslate(), wrap) as fake:
        url = fake.url.replace("http://127.0.0.1", "https://localhost")
        for engine in (libre_engine(url), chat_engine(url)):
            with pytest.raises(EngineError, match="no safe connection to localhost"):
                engine.translate(passages("甲"), "zh-Hant", "en")
        assert fake.asked == []


@pytest.mark.parametrize("code", [301, 302, 307, 308])
def test_a_redirection_is_not_followed(code: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LIBRETRANSLATE_API_KEY", SECRET)
    monkeypatch.setenv("MY_KEY", SECRET)
    with (
        servers.serving(servers.libretranslate()) as other,
        servers.serving(servers.libretranslate()) as fake,
    ):
        away = other.url.replace("127.0.0.1", "localhost")
        for engine in (libre_engine(fake.url), chat_engine(fake.url, key="MY_KEY")):
            fake.faults = [servers.status(code, Location=f"{away}/x?{SECRET}")]
            with pytest.raises(EngineError, match="sends us on to localhost:") as caught:
                engine.translate(passages("甲"), "zh-Hant", "en")
            assert SECRET not in str(caught.value) + caught.value.hint
        assert other.asked == []


@pytest.mark.parametrize("code", [400, 401, 403, 404, 422])
def test_a_key_stands_in_no_error(code: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LIBRETRANSLATE_API_KEY", SECRET)
    monkeypatch.setenv("MY_KEY", SECRET)
    with servers.serving(servers.libretranslate()) as fake:
        for engine in (libre_engine(fake.url), chat_engine(fake.url, key="MY_KEY")):
            fake.faults = [servers.status(code, {"error": {"message": f"no such key: {SECRET}"}})]
            with pytest.raises(EngineError, match="no such key: …") as caught:
                engine.translate(passages("甲"), "zh-Hant", "en")
            assert SECRET not in f"{caught.value!r} {caught.value.hint} {engine._server!r}"  # type: ignore[attr-defined]
        assert fake.asked[-1].headers["Authorization"] == f"Bearer {SECRET}"
        assert fake.posts[0]["api_key"] == SECRET


def test_a_missing_key_is_named_by_its_variable(either: tuple[servers.Fake, Asking]) -> None:
    fake, ask = either
    fake.faults = [servers.status(403, {"error": "Please contact the server operator to get an API key"})]
    with pytest.raises(EngineError, match="wants a key") as caught:
        ask()
    assert "LIBRETRANSLATE_API_KEY" in caught.value.hint or "openai" in caught.value.hint


def test_a_key_never_travels_unencrypted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MY_KEY", SECRET)
    allowed = engines.Access(approve=lambda _: True)
    with pytest.raises(EngineError, match="unencrypted") as caught:
        chat_engine("http://mt.invalid", allowed, key="MY_KEY").translate(passages("甲"), "zh-Hant", "en")
    assert "MY_KEY" in caught.value.hint


def test_openais_key_goes_to_openai_only(chat: servers.Fake, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", SECRET)
    chat_engine(chat.url).translate(passages("甲"), "zh-Hant", "en")
    assert "Authorization" not in chat.asked[0].headers


def test_a_proxy_of_the_environment_sees_nothing_of_what_stays_here(
    either: tuple[servers.Fake, Asking], monkeypatch: pytest.MonkeyPatch
) -> None:
    _, ask = either
    with servers.serving(servers.openai()) as proxy:
        monkeypatch.setenv("http_proxy", proxy.url)
        monkeypatch.setenv("all_proxy", proxy.url)
        assert all(ask())
        assert proxy.asked == []


def test_nothing_goes_to_another_machine_unless_somebody_agrees() -> None:
    refused: list[engines.Sending] = []
    access = engines.Access(approve=lambda sending: bool(refused.append(sending)))
    for engine in (
        chat_engine("https://mt.invalid", access, price=(1.0, 2.0)),
        chat_engine("https://mt.invalid"),
        libre_engine("https://mt.invalid"),
    ):
        with pytest.raises(EngineError, match=r"nobody has agreed that texts go to mt\.invalid") as caught:
            engine.translate(passages("甲" * 1000, "乙"), "zh-Hant", "en")
        assert "--yes" in caught.value.hint
        assert "send_to" in caught.value.hint
    (sending,) = refused
    assert (sending.host, sending.local, sending.passages, sending.requests) == ("mt.invalid", False, 2, 2)
    assert 2000 < sending.tokens < 4000
    assert sending.cost is not None
    assert 0.002 < sending.cost < 0.008


def test_an_endless_answer_ends(chat: servers.Fake, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http, "LARGEST_ANSWER", 1000)
    chat.faults = [servers.status(200, b" " * 5000)]
    with pytest.raises(EngineError, match="too long"):
        chat_engine(chat.url).translate(passages("甲"), "zh-Hant", "en")


def test_an_answer_that_drips_in_for_ever_is_given_up(
    chat: servers.Fake, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = iter(range(0, 10_000, 100))
    monkeypatch.setattr(http.time, "monotonic", lambda: next(clock))
    chat.faults = [servers.status(200, b'{"choices": []}')] * http.ATTEMPTS
    with pytest.raises(EngineError, match="no answer in 5 seconds"):
        chat_engine(chat.url).translate(passages("甲"), "zh-Hant", "en")


# Chat models


def test_a_question_has_roles_neighbours_and_the_terms_that_occur(chat: servers.Fake) -> None:
    group = [
        Passage("美韓峰會", Role.TITLE, after="拜登說好。", terms=(("美韓", "U.S.-South Korea"),)),
        Passage("拜登說好。", before="美韓峰會", after="他走了。", terms=(("拜登", "Biden"),)),
    ]
    drafts = chat_engine(chat.url).translate(group, "zh-Hant", "en")
    assert texts(drafts) == ["Englis: 美韓峰會", "Englis: 拜登說好。"]
    assert {draft.engine for draft in drafts if draft} == {"openai m"}
    (body,) = chat.posts
    assert (body["model"], body["stream"], body["response_format"]) == ("m", False, {"type": "json_object"})
    assert json.loads(body["messages"][1]["content"]) == {
        "from": "Chinese (Traditional) (zh-Hant)",
        "to": "English (en)",
        "glossary": {"美韓": "U.S.-South Korea", "拜登": "Biden"},
        "passages": [
            {"n": 1, "role": "title", "text": "美韓峰會"},
            {"n": 2, "role": "paragraph", "text": "拜登說好。"},
        ],
        "text after": "他走了。",
    }


def test_blocks_stay_together_in_a_question(chat: servers.Fake) -> None:
    lines = [Passage(str(n) * 300, continued=n in {2, 4, 5}) for n in range(1, 7)]
    chat_engine(chat.url).translate(lines, "zh-Hant", "en")
    asked = [json.loads(body["messages"][1]["content"])["passages"] for body in chat.posts]
    assert [[p["text"][0] for p in group] for group in asked] == [["1", "2"], ["3", "4"], ["5", "6"]]


@pytest.mark.parametrize(
    "wrap",
    [
        "{}",
        "```json\n{}\n```",
        '<think>I see {"translations": []}</think>\nSure! {} Hope that helps.',
    ],
)
def test_an_answer_is_found_in_what_models_write_around_it(chat: servers.Fake, wrap: str) -> None:
    chat.answer = lambda _, body: (
        200, servers.completion(wrap.replace("{}", servers.obedient(json.loads(body["messages"][1]["content"])))),
    )  # fmt: skip
    assert texts(chat_engine(chat.url).translate(passages("甲"), "zh-Hant", "en")) == ["Englis: 甲"]
    assert len(chat.posts) == 1


def flawed(question: dict[str, Any]) -> str:
    """Answers the first of three passages well, and all of a smaller question."""
    good = json.loads(servers.obedient(question))["translations"]
    if len(good) < 3:
        return json.dumps({"translations": good})
    return json.dumps(
        {"translations": [good[0], {"n": 7, "text": "x"}, {"n": 2}, {"n": 3, "text": " "}, "?"]}
    )


@pytest.mark.parametrize(
    "reply",
    [
        flawed,
        lambda q: servers.obedient(q) if len(q["passages"]) < 3 else "I can't do that.",
        lambda q: servers.obedient(q) if len(q["passages"]) < 3 else '{"translations": "none"}',
        lambda q: servers.obedient(q) if len(q["passages"]) < 3 else servers.obedient(q)[:60],
        lambda q: servers.obedient(q) if len(q["passages"]) < 3 else '{"translations": ' + "[" * 90_000,
    ],
    ids=["entries missing", "a refusal", "another shape", "cut off", "deeply nested"],
)
def test_what_an_answer_lacks_is_asked_for_again(chat: servers.Fake, reply: Callable[[Any], str]) -> None:
    chat.answer = servers.openai(reply).answer
    drafts = chat_engine(chat.url).translate(passages("甲", "乙", "丙"), "zh-Hant", "en")
    assert texts(drafts) == ["Englis: 甲", "Englis: 乙", "Englis: 丙"]
    assert 2 <= len(chat.posts) <= 3


def test_two_answers_to_one_passage_are_none(chat: servers.Fake) -> None:
    chat.answer = servers.openai(
        lambda _: '{"translations": [{"n": 1, "text": "a"}, {"n": 2, "text": "b"}, {"n": "2", "text": "c"}]}'
    ).answer
    assert texts(chat_engine(chat.url).translate(passages("甲", "乙"), "zh-Hant", "en")) == ["a", "a"]


def test_a_passage_that_is_never_answered_is_left_out(chat: servers.Fake) -> None:
    chat.answer = servers.openai(
        lambda q: '{"translations": [{"n": 1, "text": "a"}]}' if len(q["passages"]) > 1 else ""
    ).answer
    assert texts(chat_engine(chat.url).translate(passages("甲", "乙"), "zh-Hant", "en")) == ["a", ""]


def test_a_model_that_understands_nothing_is_said(chat: servers.Fake) -> None:
    chat.answer = servers.openai(lambda _: "Bonjour!").answer
    with pytest.raises(EngineError, match="m gives no answer that can be read"):
        chat_engine(chat.url).translate(passages("甲"), "zh-Hant", "en")


def test_settings_that_a_server_does_not_know_are_dropped(chat: servers.Fake) -> None:
    chat.faults = [
        servers.status(400, {"error": {"message": "Unsupported value: 'temperature'"}}),
        servers.status(400, {"error": {"message": "response_format is not supported"}}),
    ]
    engine = chat_engine(chat.url)
    assert all(engine.translate(passages("甲"), "zh-Hant", "en"))
    assert all(engine.translate(passages("乙"), "zh-Hant", "en"))
    assert [("temperature" in b, "response_format" in b) for b in chat.posts] == [
        (True, True), (False, True), (False, False), (False, False),
    ]  # fmt: skip


def test_a_model_must_be_named() -> None:
    with pytest.raises(ConfigError, match="needs the name of a model"):
        engines.create(TranslateConfig(("openai",)))


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers(-1, 3) | st.text(max_size=3),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(["choices", "message", "content", "translations", "n", "text"]), inner
            )
        ),
        max_leaves=12,
    ),
    st.text(alphabet='{}[]",:n1text\\', max_size=30),
)
def test_no_answer_of_a_model_breaks_the_reading(value: Any, content: str) -> None:
    for answer in (
        value,
        servers.completion(content),
        servers.completion(json.dumps({"translations": value})),
    ):
        found = prompts.read_answer(answer, passages("甲", "乙"))
        assert set(found) <= {0, 1}
        assert all(text.strip() for text in found.values())


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 900), st.booleans()), min_size=1, max_size=12))
def test_every_passage_gets_its_own_answer(chat: servers.Fake, shape: list[tuple[int, bool]]) -> None:
    lines = [Passage(f"{n}:" + "字" * length, continued=joined) for n, (length, joined) in enumerate(shape)]
    assert texts(chat_engine(chat.url).translate(lines, "zh-Hant", "en")) == [
        f"Englis: {p.text}" for p in lines
    ]
