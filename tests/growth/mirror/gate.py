"""Between growth and its WeCom: hands calls through, or does what a WeCom or a network may do."""

import asyncio
import contextlib
import json
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple
from urllib.parse import parse_qs, urlsplit

import httpx


class Call(NamedTuple):
    """`name`: the last part of the path; `given`: its query and body; `token`: with which it was made."""

    name: str
    given: dict[str, Any]
    token: str


class Hold:
    """Keeps the answer of the calls that `which` is true of, until `let_go`. `done`: they were made, and only
    the answer is kept; else WeCom has not heard of them."""

    def __init__(self, which: Callable[[Call], bool], *, done: bool = False) -> None:
        self.which = which
        self.done = done
        self._held = 0
        self._open = False
        self._changed = threading.Condition()

    async def wait(self, count: int = 1) -> None:
        """Returns when so many wait for their answer."""
        enough = await asyncio.to_thread(self._until, lambda: self._held >= count)
        assert enough, f"{self._held} of {count} calls came"

    def let_go(self) -> None:
        with self._changed:
            self._open = True
            self._changed.notify_all()

    def keep(self) -> None:
        """For the thread that answers: returns when it may."""
        with self._changed:
            self._held += 1
            self._changed.notify_all()
            self._changed.wait_for(lambda: self._open)

    def _until(self, done: Callable[[], bool]) -> bool:
        with self._changed:
            return self._changed.wait_for(done, 60)


class Gate:
    """`faults`: what is answered in place of WeCom, by the call's name, for so many calls or (None) as long
    as it stands there; `calls`: all that came."""

    def __init__(self, base_url: str) -> None:
        self.calls: list[Call] = []
        self.faults: dict[str, tuple[int, int | None]] = {}
        self.holds: list[Hold] = []
        self._there = httpx.Client(base_url=base_url, timeout=30, trust_env=False)
        self._lock = threading.Lock()
        handler = type("Handler", (_Handler,), {"gate": self})
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        self.base_url = f"http://127.0.0.1:{self._server.server_port}"

    def close(self) -> None:
        for one in self.holds:
            one.let_go()
        self._server.shutdown()
        self._server.server_close()
        self._there.close()

    def hold(self, which: Callable[[Call], bool], *, done: bool = False) -> Hold:
        """From now on."""
        self.holds.append(Hold(which, done=done))
        return self.holds[-1]

    def named(self, name: str) -> list[Call]:
        """The calls of this name so far."""
        with self._lock:
            return [one for one in self.calls if one.name == name]

    def answer(self, call: Call, method: str, target: str, body: bytes) -> bytes:
        """Of one call, as WeCom's or as the test wants it."""
        with self._lock:
            self.calls.append(call)
            errcode = self._fault(call.name)
        if errcode is not None:
            return json.dumps({"errcode": errcode, "errmsg": "as the test says"}).encode()
        keeping = [one for one in self.holds if one.which(call)]
        for one in keeping:
            if not one.done:
                one.keep()
        content = self._there.request(method, target, content=body).content
        for one in keeping:
            if one.done:
                one.keep()
        return content

    def _fault(self, name: str) -> int | None:
        errcode, left = self.faults.get(name, (None, None))
        if left == 1:
            del self.faults[name]
        elif left is not None and errcode is not None:
            self.faults[name] = (errcode, left - 1)
        return errcode


class _Handler(BaseHTTPRequestHandler):
    gate: Gate

    def do_GET(self) -> None:
        self._answer("GET")

    def do_POST(self) -> None:
        self._answer("POST")

    def _answer(self, method: str) -> None:
        body = self.rfile.read(int(self.headers.get("content-length") or 0))
        parts = urlsplit(self.path)
        query = {name: many[0] for name, many in parse_qs(parts.query).items()}
        given = {**query, **(json.loads(body) if body else {})}
        name = parts.path.rpartition("/")[2]
        call = Call(name, given, query.get("access_token", ""))
        content = self.gate.answer(call, method, self.path, body)
        # Whoever asked may be dead by now.
        with contextlib.suppress(ConnectionError):
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Tests are quiet."""
