"""Gapless seq and exactly one message per client_id, however sends, retries and doubles interleave."""

import asyncio
from collections import defaultdict

import httpx
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reunion.core.clock import clock
from reunion.core.context import SYSTEM, Context
from reunion.core.db import Database
from reunion.platform.conversations.store.sending import Draft, send_one
from tests.factories.chatting import pair
from tests.factories.company import Company
from tests.factories.serving import Reunion
from tests.factories.sockets import socket_of

# (by HTTP or by socket, whose message, which client_id): few ids, so that doubles are common.
_SENDS = st.lists(
    st.tuples(st.sampled_from(["http", "socket"]), st.sampled_from(["desk", "app"]),
              st.integers(0, 6)),
    min_size=1, max_size=25,
)  # fmt: skip


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(sends=_SENDS)
def test_any_interleaving(company: Company, sends: list[tuple[str, str, int]]) -> None:
    asyncio.run(_interleave(company, sends))


async def _interleave(company: Company, sends: list[tuple[str, str, int]]) -> None:
    two = pair(company)
    async with socket_of(two.desk, "desk") as desk, socket_of(two.app, "app") as app:
        sockets = {"desk": desk, "app": app}

        async def one(way: str, surface: str, number: int) -> tuple[str, int, int]:
            if way == "http":
                message = await two.say(surface, f"c-{number}", f"{surface} {number}")
            else:
                client_id = f"c-{number}"
                answer = await sockets[surface].send(two.conversation_id, client_id)
                message = answer["message"]
            return surface, number, message["seq"]

        answers = await asyncio.gather(*(one(*send) for send in sends))
    seen: dict[tuple[str, int], set[int]] = defaultdict(set)
    for surface, number, seq in answers:
        seen[surface, number].add(seq)
    assert all(len(seqs) == 1 for seqs in seen.values())
    page = await two.desk.ok(
        "GET", two.path("desk", "/messages"), params={"after": 0, "limit": 100}
    )
    assert [message["seq"] for message in page["items"]] == list(range(1, len(seen) + 1))
    await asyncio.gather(two.desk.aclose(), two.app.aclose())


async def test_two_servers_share_the_work(company: Company) -> None:
    """Another server process on the same database: the same sends at both, at the same time."""
    two = pair(company)
    other = Reunion(company.reunion.config.database_url)
    other.start()
    try:
        headers = {"Authorization": f"Bearer {two.desk.token}"}
        async with (
            httpx.AsyncClient(base_url=other.base_url, headers=headers, timeout=30) as there,
            socket_of(two.app, "app") as app,
        ):

            async def one(client: httpx.AsyncClient, number: int) -> tuple[int, int]:
                body = {
                    "client_id": f"c-{number}", "kind": "text", "content": {"text": f"{number}"},
                }  # fmt: skip
                answer = await client.post(two.path("desk", "/messages"), json=body)
                assert answer.status_code == 200, answer.text
                return number, answer.json()["seq"]

            work = [one(client, n) for n in range(60) for client in (two.desk, there)]
            answers = await asyncio.gather(*work)
            seqs: dict[int, set[int]] = defaultdict(set)
            for number, seq in answers:
                seqs[number].add(seq)
            assert all(len(found) == 1 for found in seqs.values())
            assert {seq for found in seqs.values() for seq in found} == set(range(1, 61))
            for seq in range(1, 61):
                await app.message(two.conversation_id, seq)
    finally:
        other.stop()


async def test_presence_and_typing_cross_servers(company: Company) -> None:
    two = pair(company)
    other = Reunion(company.reunion.config.database_url)
    other.start()
    try:
        headers = {"Authorization": f"Bearer {two.app.token}"}
        there = httpx.AsyncClient(base_url=other.base_url, headers=headers)
        async with socket_of(two.desk, "desk") as desk:
            await desk.tell("presence", principal_ids=[two.contact_id])
            two.app.base_url = there.base_url
            async with socket_of(two.app, "app") as app:
                await desk.frame(lambda f: f["type"] == "presence" and f["online"])
                await app.tell("typing", conversation_id=two.conversation_id)
                await desk.frame(lambda f: f["type"] == "typing")
    finally:
        other.stop()


async def test_verbs_and_sends_take_turns(company: Company) -> None:
    """Messages written by verbs (a welcome) beside messages that come in batches."""
    two = pair(company)
    db = Database(company.reunion.config.database_url, max_size=4)
    await db.open()

    async def by_verb(number: int) -> int | None:
        async with db.transaction() as tx:
            ctx = Context(company.corp_id, SYSTEM, tx, clock.now())
            draft = Draft(
                company.corp_id, two.conversation_id, two.desk.principal_id, f"v-{number}",
                "text", '{"text":"欢迎"}',
            )  # fmt: skip
            outcome = await send_one(ctx, draft)
            return outcome.seq if outcome else None

    async def by_desk(number: int) -> int:
        message: dict[str, int] = await two.say("desk", f"d-{number}")
        return message["seq"]

    try:
        work = [work(n) for n in range(30) for work in (by_verb, by_desk)]
        seqs = await asyncio.gather(*work)
    finally:
        await db.close()
    assert sorted(seq for seq in seqs if seq) == list(range(1, 61))
