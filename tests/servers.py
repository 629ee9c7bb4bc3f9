"""Real HTTP servers on this machine that follow LibreTranslate's and OpenAI's published APIs, and fail on demand."""

from __future__ import annotations

import base64
import json
import ssl
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Fault = Callable[["Handler"], None]


@dataclass
class Asked:
    """One request as it came in."""

    path: str
    headers: dict[str, str]
    body: Any


@dataclass
class Fake:
    """A server: what it answers, what goes wrong first, and what it was asked."""

    answer: Callable[[str, Any], tuple[int, Any]]
    faults: list[Fault | None] = field(default_factory=list)
    """One for each POST to come, None for a good answer; when they are used up, all is well."""
    asked: list[Asked] = field(default_factory=list)
    url: str = ""

    @property
    def posts(self) -> list[Any]:
        return [asked.body for asked in self.asked if asked.body is not None]


class Handler(BaseHTTPRequestHandler):
    fake: Fake
    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None:
        pass

    def do_GET(self) -> None:
        self._serve(None)

    def do_POST(self) -> None:
        data = self.rfile.read(int(self.headers["Content-Length"]))
        self._serve(json.loads(data))

    def _serve(self, body: Any) -> None:
        self.fake.asked.append(Asked(self.path, dict(self.headers), body))
        fault = self.fake.faults.pop(0) if body is not None and self.fake.faults else None
        if fault:
            fault(self)
        else:
            self.say(*self.fake.answer(self.path, body))

    def say(self, status: int, value: Any, **headers: str) -> None:
        data = value if isinstance(value, bytes) else json.dumps(value).encode()
        self.send_response(status)
        for name, text in {"Content-Length": str(len(data)), **headers}.items():
            self.send_header(name.replace("_", "-"), text)
        self.end_headers()
        self.wfile.write(data)


def status(code: int, value: Any = None, **headers: str) -> Fault:
    """Answer with this status."""
    return lambda handler: handler.say(
        code, value if value is not None else {"error": f"is {code}"}, **headers
    )


def hang_up(handler: Handler) -> None:
    """Close the connection without a word."""
    handler.close_connection = True


def break_off(handler: Handler) -> None:
    """Promise more than is sent."""
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    handler.wfile.write(b'{"translatedText": ["half')
    handler.close_connection = True


def die(handler: Handler) -> None:
    """Close the connection and the server's door: whoever comes again finds nobody."""
    handler.server.shutdown()
    handler.server.socket.close()
    handler.close_connection = True


def silence(seconds: float) -> Fault:
    """Answer too late."""

    def wait(handler: Handler) -> None:
        time.sleep(seconds)
        handler.close_connection = True

    return wait


@contextmanager
def serving(fake: Fake, wrap: Callable[[ThreadingHTTPServer], None] | None = None) -> Iterator[Fake]:
    handler = type("Bound", (Handler,), {"fake": fake})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    if wrap:
        wrap(server)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    fake.url = f"http://127.0.0.1:{server.server_port}"
    try:
        yield fake
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


# A key for tests and its certificate, signed by itself for localhost: nobody trusts it, and that is the point.
_KEY = """
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgoecagrHrrKHTr7MtROS3CVl4leE6REGRwR2M1M0ZoXKhRANCAATvDExO+6tJLnmmht8c
SryAL/tzuz3ymGQmJxM9isZYirDSLzilIpCF+ZT1zR0RcYh8bM4y+hjEkP+FstDP+uoZ
"""
_CERTIFICATE = """
MIIBfzCCASWgAwIBAgIUJ38Qr2mzywqGYGYbWM7CRx+U87cwCgYIKoZIzj0EAwIwFDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyNTA5Mzc0NVoY
DzIxMjYxMTAxMDkzNzQ1WjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAATvDExO+6tJLnmmht8cSryAL/tzuz3y
mGQmJxM9isZYirDSLzilIpCF+ZT1zR0RcYh8bM4y+hjEkP+FstDP+uoZo1MwUTAdBgNVHQ4EFgQUmFpe1wvdV7Jr/j6FwGNjmURzEDowHwYDVR0jBBgw
FoAUmFpe1wvdV7Jr/j6FwGNjmURzEDowDwYDVR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNIADBFAiB8qVhtsa/9EJKMTmVEQA+QSJysXKDDY9BpfjXJ
v/LeBwIhANcnv2z3nyvbmmombtHlwrj58zwQBVFBTyYsW7t0Lyxs
"""


def encrypted(server: ThreadingHTTPServer) -> None:
    """Make a server speak TLS with a certificate that nobody trusts."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    with tempfile.NamedTemporaryFile("w") as file:
        for kind, text in (("PRIVATE KEY", _KEY), ("CERTIFICATE", _CERTIFICATE)):
            lines = base64.encodebytes(base64.b64decode(text)).decode()
            file.write(f"-----BEGIN {kind}-----\n{lines}-----END {kind}-----\n")
        file.flush()
        context.load_cert_chain(file.name)
    server.socket = context.wrap_socket(server.socket, server_side=True)


LANGUAGES = [
    {"code": "en", "name": "English", "targets": ["en", "ko"]},
    {"code": "ko", "name": "Korean", "targets": ["ko"]},
    {"code": "zh-Hant", "name": "Chinese (traditional)", "targets": ["en", "ko", "zh-Hant"]},
]


def libretranslate(batch_limit: int = 0, char_limit: int = 0, languages: Any = None) -> Fake:
    """A LibreTranslate server that writes the target before each text."""

    def answer(path: str, body: Any) -> tuple[int, Any]:
        if path == "/languages":
            return 200, LANGUAGES if languages is None else languages
        texts = body["q"]
        if batch_limit and len(texts) > batch_limit:
            return 400, {
                "error": f"Invalid request: request ({len(texts)}) exceeds text limit ({batch_limit})"
            }
        if char_limit and any(len(text) > char_limit for text in texts):
            return 400, {"error": f"Invalid request: request (9999) exceeds text limit ({char_limit})"}
        return 200, {"translatedText": [f"{body['target']}: {text}" for text in texts]}

    return Fake(answer)


def completion(content: str, reason: str = "stop") -> dict[str, Any]:
    message = {"role": "assistant", "content": content}
    return {
        "object": "chat.completion",
        "choices": [{"index": 0, "message": message, "finish_reason": reason}],
    }


def openai(reply: Callable[[dict[str, Any]], str] | None = None) -> Fake:
    """A chat server whose model does what it is asked, or what ``reply`` makes of the question."""

    def answer(path: str, body: Any) -> tuple[int, Any]:
        if path != "/v1/chat/completions":
            return 404, {"error": {"message": f"no {path}"}}
        question = json.loads(body["messages"][-1]["content"])
        return 200, completion((reply or obedient)(question))

    return Fake(answer)


def obedient(question: dict[str, Any]) -> str:
    entries = [{"n": p["n"], "text": f"{question['to'][:6]}: {p['text']}"} for p in question["passages"]]
    return json.dumps({"translations": entries}, ensure_ascii=False)
