"""kill -9 of the web process while people write: what was acknowledged is there, once."""

import asyncio
import signal
import socket
import subprocess
import sys

import asyncpg
from websockets.exceptions import ConnectionClosed, InvalidMessage

from tests.factories.chatting import Pair, pair
from tests.factories.company import Company
from tests.factories.sockets import socket_of
from tests.main.processes import environment

_PAIRS = 6


async def _write(two: Pair, base_url: str, acknowledged: set[tuple[int, str]]) -> None:
    """Writes until the line breaks."""
    two.desk.base_url = base_url
    number = 0
    try:
        async with socket_of(two.desk, "desk") as desk:
            while True:
                number += 1
                client_id = f"k-{number}"
                answer = await desk.send(two.conversation_id, client_id)
                assert answer["type"] == "sent"
                acknowledged.add((two.conversation_id, client_id))
    except (AssertionError, OSError, ConnectionClosed, InvalidMessage):
        return


async def test_what_was_acknowledged_is_there_once(company: Company) -> None:
    port = _free_port()
    config = company.reunion.config
    child = subprocess.Popen(  # noqa: ASYNC220
        [sys.executable, "-m", "reunion.main", "web"],
        env=environment()
        | {
            "REUNION_DATA": str(config.data), "REUNION_PORT": str(port),
            "REUNION_DATABASE_URL": config.database_url,
        },
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    acknowledged: set[tuple[int, str]] = set()
    try:
        await _listening(port)
        base_url = f"http://127.0.0.1:{port}"
        pairs = [pair(company) for _ in range(_PAIRS)]
        writers = [asyncio.create_task(_write(two, base_url, acknowledged)) for two in pairs]
        async with asyncio.timeout(60):
            while len(acknowledged) < 100:  # noqa: ASYNC110
                await asyncio.sleep(0.05)
        child.send_signal(signal.SIGKILL)
        await asyncio.gather(*writers)
    finally:
        child.kill()
        child.wait()
    assert len(acknowledged) >= 100
    conversations = [two.conversation_id for two in pairs]
    conn = await asyncpg.connect(config.database_url)
    try:
        rows = await conn.fetch(
            "SELECT conversation_id, client_id, seq FROM message WHERE conversation_id = ANY($1)",
            conversations,
        )
    finally:
        await conn.close()
    stored = [(row["conversation_id"], row["client_id"]) for row in rows]
    assert len(stored) == len(set(stored))
    assert acknowledged <= set(stored)
    for conversation_id in conversations:
        seqs = sorted(row["seq"] for row in rows if row["conversation_id"] == conversation_id)
        assert seqs == list(range(1, len(seqs) + 1))


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


async def _listening(port: int) -> None:
    async with asyncio.timeout(60):
        while True:
            try:
                _, writer = await asyncio.open_connection("127.0.0.1", port)
            except OSError:
                await asyncio.sleep(0.1)
                continue
            writer.close()
            return
