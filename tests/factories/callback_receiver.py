"""A company's own server: a real HTTP server that checks, decrypts and keeps what it is sent.

Signature and encryption are wechatpy's, so that a mistake of ours cannot hide behind itself.
"""

import contextlib
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import xmltodict
from wechatpy.exceptions import InvalidSignatureException
from wechatpy.work.crypto import WeChatCrypto

TOKEN = "receiverToken"
KEY = "kWxPEV2UEDyxWpmPdKC3F4dgPDmOvfKX1HGnEUDS1aR"


@dataclass(frozen=True)
class Callback:
    """One POST that was accepted or not: the XML's values, and when it came in."""

    values: dict[str, Any]
    xml: str
    status: int
    at: float

    @property
    def change_type(self) -> str:
        return self.values.get("ChangeType", "")


@dataclass
class CallbackReceiver:
    """`answer` decides the HTTP status of a callback by its values; default 200 for all."""

    corpid: str
    answer: Callable[[dict[str, Any]], int] = lambda values: 200
    echo: Callable[[str], bytes] = lambda plain: plain.encode()
    pause: float = 0.0
    received: list[Callback] = field(default_factory=list)

    def __enter__(self) -> "CallbackReceiver":
        receiver = self

        class Handler(_Handler):
            def do_GET(self) -> None:
                self.check(receiver)

            def do_POST(self) -> None:
                self.take(receiver)

        self._crypto = WeChatCrypto(TOKEN, KEY, self.corpid)
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._arrived = threading.Condition()
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}/wecom?from=reunion"

    @property
    def setting(self) -> dict[str, str]:
        """The body of PUT …/callback."""
        return {"url": self.url, "token": TOKEN, "encoding_aes_key": KEY}

    def wait(self, count: int, within: float = 20.0) -> list[Callback]:
        """The first `count` accepted callbacks, once there are so many."""
        with self._arrived:
            enough = self._arrived.wait_for(lambda: len(self.accepted) >= count, within)
            came = [one.change_type for one in self.received]
            assert enough, f"{len(self.accepted)} of {count} callbacks came: {came}"
        return self.accepted[:count]

    @property
    def accepted(self) -> list[Callback]:
        return [one for one in self.received if one.status == 200]

    def decrypt(self, query: dict[str, str], body: bytes) -> str:
        return self._crypto.decrypt_message(
            body, query["msg_signature"], query["timestamp"], query["nonce"]
        )

    def check_echo(self, query: dict[str, str]) -> str:
        return self._crypto.check_signature(
            query["msg_signature"], query["timestamp"], query["nonce"], query["echostr"]
        )

    def keep(self, callback: Callback) -> None:
        with self._arrived:
            self.received.append(callback)
            self._arrived.notify_all()


class _Handler(BaseHTTPRequestHandler):
    def check(self, receiver: CallbackReceiver) -> None:
        try:
            plain = receiver.check_echo(self._query())
        except InvalidSignatureException:
            self._say(403, b"bad signature")
            return
        time.sleep(receiver.pause)
        self._say(200, receiver.echo(_text(plain)))

    def take(self, receiver: CallbackReceiver) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        xml = _text(receiver.decrypt(self._query(), body))
        values = xmltodict.parse(xml)["xml"]
        time.sleep(receiver.pause)
        status = receiver.answer(values)
        with contextlib.suppress(ConnectionError):  # the sender may be dead by now
            self._say(status, b"" if status == 200 else b"not now")
        receiver.keep(Callback(values, xml, status, time.monotonic()))

    def _query(self) -> dict[str, str]:
        return {name: many[0] for name, many in parse_qs(urlsplit(self.path).query).items()}

    def _say(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Tests are quiet."""


def _text(value: str | bytes) -> str:
    return value.decode() if isinstance(value, bytes) else value
