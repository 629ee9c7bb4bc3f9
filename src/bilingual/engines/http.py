"""One question to a server in JSON → its answer, patiently, and never a word more than was asked to be sent."""

from __future__ import annotations

import http.client
import ipaddress
import json
import ssl
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from importlib.metadata import version
from typing import Any
from urllib.parse import urlsplit

from bilingual.errors import EngineError

ATTEMPTS = 4
"""How often a question is asked; the waits between are 1, 2 and 4 seconds unless the server names its own."""
FIRST_WAIT = 1.0
LONGEST_WAIT = 120.0
"""A server that wants us to wait longer than this (seconds) is given up; it says when to come back."""
LARGEST_ANSWER = 16 * 2**20
"""Bytes; an article's drafts have some ten thousand."""
_PIECE = 64 * 1024
_PASSING = frozenset({408, 429, 500, 502, 503, 504, 529})
"""Answers that another attempt may change (RFC 9110, 15.5.9 and 15.6; RFC 6585, 4; 529 is what some clouds say)."""

sleep = time.sleep


@dataclass(frozen=True, slots=True)
class Server:
    """Where an engine asks, and how long it waits."""

    engine: str
    """Its name in settings and messages."""
    url: str
    timeout: float
    key: str = field(default="", repr=False)
    key_variable: str = ""
    """Where the key comes from, for the hint of an error."""

    @property
    def host(self) -> str:
        """The host with its port, as a person should read it."""
        return urlsplit(self.url).netloc.rpartition("@")[2]

    @property
    def local(self) -> bool:
        """Whether that is this machine."""
        return _is_local(urlsplit(self.url).hostname or "")

    def ask(self, path: str, body: Mapping[str, Any] | None = None, *, bearer: bool = False) -> Any:
        """Post a JSON value, or get one if there is no body, and give the JSON answer.

        ``bearer`` sends the key in the Authorization header. A server that is busy or broken for the moment is asked
        again. Raises RefusedError for what the server doesn't want, EngineError if it can't be used.
        """
        self._refuse_open_key()
        request = urllib.request.Request(self.url + path, method="GET" if body is None else "POST")
        request.add_header("Accept", "application/json")
        request.add_header("User-Agent", f"bilingual/{version('bilingual')}")
        if body is not None:
            request.data = json.dumps(body, ensure_ascii=False).encode("utf-8", "replace")
            request.add_header("Content-Type", "application/json")
        if bearer and self.key:
            request.add_unredirected_header("Authorization", f"Bearer {self.key}")
        for attempt in range(1, ATTEMPTS + 1):
            try:
                return self._once(request)
            except _BusyError as busy:
                wait = max(busy.wait, FIRST_WAIT * 2 ** (attempt - 1))
                if attempt == ATTEMPTS or wait > LONGEST_WAIT:
                    raise self._gone(busy, wait) from busy
                sleep(wait)
        raise AssertionError("unreachable")

    def _refuse_open_key(self) -> None:
        if self.key and not self.local and urlsplit(self.url).scheme != "https":
            raise EngineError(
                f"{self.engine}: the key would go to {self.host} unencrypted",
                hint=f"use an https address, or unset {self.key_variable}",
            )

    def _once(self, request: urllib.request.Request) -> Any:
        opener = urllib.request.build_opener(_StayHere, *([_NO_PROXY] if self.local else []))
        try:
            with opener.open(request, timeout=self.timeout) as response:
                data = self._read(response)
        except urllib.error.HTTPError as error:
            with error:
                raise self._problem(error) from None
        except urllib.error.URLError as error:
            raise self._unreachable(error.reason) from None
        except TimeoutError:
            raise _BusyError(f"no answer in {self.timeout:g} seconds") from None
        except (http.client.HTTPException, OSError) as error:
            raise _BusyError(f"the connection broke off ({type(error).__name__})") from None
        try:
            return json.loads(data)
        except (ValueError, RecursionError):  # JSON's own errors, those of UTF-8, a thousand brackets
            raise _BusyError("its answer is not JSON") from None

    def _read(self, response: Any) -> bytes:
        """Read an answer to its end; one that drips in for ever, or is without end, is none."""
        until = time.monotonic() + 2 * self.timeout
        data = b""
        while piece := response.read1(_PIECE):
            data += piece
            if len(data) > LARGEST_ANSWER:
                raise EngineError(f"{self.engine}: the answer of {self.host} is too long", hint=self._hint)
            if time.monotonic() > until:
                raise TimeoutError
        expected = response.headers.get("Content-Length", "")
        if expected.isdigit() and len(data) < int(expected):
            raise _BusyError("the connection broke off in the middle of the answer")
        return data

    def _problem(self, error: urllib.error.HTTPError) -> Exception:
        """What an answer other than 200 means."""
        if error.code in _PASSING:
            return _BusyError(
                f"it answers {error.code} {error.reason}", _wait(error.headers.get("Retry-After"))
            )
        if 300 <= error.code < 400:
            place = urlsplit(str(error.headers.get("Location", ""))).netloc.rpartition("@")[2] or "elsewhere"
            return EngineError(
                f"{self.engine}: {self.host} sends us on to {place}; nothing was sent there",
                hint=f"if that is right, write its address into [translate.{self.engine}] url",
            )
        said = self._said(error)
        if error.code in {401, 403}:
            variable = self.key_variable
            return EngineError(
                f"{self.engine}: {self.host} {'refuses the key' if self.key else 'wants a key'}{said}",
                hint=f"set the environment variable {variable}" if variable else self._hint,
            )
        return RefusedError(f"{self.engine}: {self.host} answers {error.code}{said}", said, hint=self._hint)

    def _said(self, error: urllib.error.HTTPError) -> str:
        """The server's own words, short and without the key."""
        try:
            value = json.loads(error.read(_PIECE))
        except (ValueError, OSError, http.client.HTTPException):
            return ""
        words = value.get("error", "") if isinstance(value, dict) else ""
        if isinstance(words, dict):
            words = words.get("message", "")
        text = " ".join(str(words).split())[:300]
        return f": {text.replace(self.key, '…') if self.key else text}" if text else ""

    def _unreachable(self, reason: object) -> Exception:
        if isinstance(reason, TimeoutError):
            return _BusyError(f"no answer in {self.timeout:g} seconds")
        if isinstance(reason, ssl.SSLError):
            words = getattr(reason, "verify_message", "") or reason.reason or "TLS failed"
            return EngineError(
                f"{self.engine}: no safe connection to {self.host}: {words}",
                hint="nothing was sent; check the address and the server's certificate",
            )
        if isinstance(reason, ConnectionRefusedError):
            return EngineError(
                f"{self.engine}: nothing answers at {self.host}", hint=f"start the server, or {self._hint}"
            )
        if isinstance(reason, ConnectionError):
            return _BusyError("the connection broke off")
        words = getattr(reason, "strerror", None) or str(reason)
        return EngineError(f"{self.engine}: {self.host} can't be reached: {words.lower()}", hint=self._hint)

    def _gone(self, busy: _BusyError, wait: float) -> EngineError:
        later = f"; it wants {wait:.0f} seconds of rest" if wait > LONGEST_WAIT else ""
        return EngineError(
            f"{self.engine}: {self.host} can't be used now: {busy}{later}",
            hint="run the same command again later: it goes on with what is left",
        )

    @property
    def _hint(self) -> str:
        return f"check [translate.{self.engine}] in bilingual.toml"


class RefusedError(EngineError):
    """A server that understood the question and doesn't want it; ``said`` are its own words."""

    def __init__(self, message: str, said: str = "", **where: Any) -> None:
        super().__init__(message, **where)
        self.said = said


class _BusyError(Exception):
    """A failure that may pass; ``wait`` is how many seconds the server asks for."""

    def __init__(self, words: str, wait: float = 0.0) -> None:
        super().__init__(words)
        self.wait = wait


class _StayHere(urllib.request.HTTPRedirectHandler):
    """Follows no redirection: neither text nor key goes where the settings don't say."""

    def redirect_request(self, *_: Any) -> None:
        return None


_NO_PROXY = urllib.request.ProxyHandler({})
"""A proxy of the environment is for the world outside; what is meant for this machine stays on it."""


def _is_local(hostname: str) -> bool:
    try:
        return hostname == "localhost" or ipaddress.ip_address(hostname).is_loopback
    except ValueError:
        return False


def _wait(header: str | None) -> float:
    """Read Retry-After (RFC 9110, 10.2.3): seconds, or a date."""
    if not header:
        return 0.0
    try:
        return max(0.0, float(header))
    except ValueError:
        pass
    try:
        return max(0.0, (parsedate_to_datetime(header) - datetime.now(UTC)).total_seconds())
    except (ValueError, TypeError):  # TypeError: a date without a zone
        return 0.0
