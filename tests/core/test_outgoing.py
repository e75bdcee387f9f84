"""Requests to addresses that somebody else chose stay outside, short and small."""

import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from reunion.core.outgoing import NotReached, Outgoing, is_public


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        if self.path == "/slow":
            time.sleep(1.5)
        body = self.headers["host"].encode() if self.path == "/host" else b"x" * 5000
        self.send_response(302 if self.path == "/away" else 200)
        self.send_header("Location", "/host")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Tests are quiet."""


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_port
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.0",
        "100.64.0.1", "224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1", "fc00::1", "ff02::1",
        "::ffff:127.0.0.1", "::ffff:10.0.0.1", "2002:7f00:1::",
    ],
)  # fmt: skip
def test_addresses_inside(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["1.1.1.1", "203.107.1.1", "2606:4700:4700::1111"])
def test_addresses_of_the_internet(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::ffff:127.0.0.1]", "2130706433"])
async def test_names_that_lead_inside_are_refused(port: int, host: str) -> None:
    async with Outgoing(allow_private=False) as outgoing:
        with pytest.raises(NotReached, match=r"private|no such host"):
            await outgoing.request("GET", f"http://{host}:{port}/host")


@pytest.mark.parametrize(
    "url",
    ["ftp://127.0.0.1/", "file:///etc/passwd", "http://", "http://a:b@127.0.0.1/", "nonsense"],
)
async def test_addresses_that_are_none(url: str) -> None:
    async with Outgoing(allow_private=True) as outgoing:
        with pytest.raises(NotReached):
            await outgoing.request("GET", url)


async def test_the_server_sees_the_name_that_was_asked_for(port: int) -> None:
    async with Outgoing(allow_private=True) as outgoing:
        reply = await outgoing.request("GET", f"http://localhost:{port}/host")
    assert (reply.status, reply.body) == (200, f"localhost:{port}".encode())


async def test_redirects_are_shown_not_followed(port: int) -> None:
    async with Outgoing(allow_private=True) as outgoing:
        reply = await outgoing.request("GET", f"http://127.0.0.1:{port}/away")
    assert (reply.status, reply.headers["location"]) == (302, "/host")


async def test_long_answers_are_cut(port: int) -> None:
    async with Outgoing(allow_private=True) as outgoing:
        reply = await outgoing.request("GET", f"http://127.0.0.1:{port}/", at_most=100)
    assert reply.body == b"x" * 100


async def test_slow_and_absent_servers(port: int) -> None:
    async with Outgoing(allow_private=True) as outgoing:
        with pytest.raises(NotReached, match="no answer within"):
            await outgoing.request("GET", f"http://127.0.0.1:{port}/slow", within=0.3)
        with pytest.raises(NotReached, match="failed"):
            await outgoing.request("GET", "http://127.0.0.1:1/")
