"""Every verb that shows on a screen: old snapshot + emitted frames = fresh snapshot, on both sides."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any

import pytest

from reunion.platform.conversations import service as conversations
from reunion.platform.conversations.model import Party
from tests.factories.chatting import Pair, pair
from tests.factories.company import Company
from tests.factories.sockets import Socket, socket_of
from tests.platform.conversations.replica import Replica, assert_synced


class Scene:
    """A pair with some history, a socket of each side, and a second device of the member's."""

    def __init__(self, two: Pair, desk: Socket, app: Socket) -> None:
        self.two, self.desk, self.app = two, desk, app


async def _send_by_socket(scene: Scene) -> None:
    await scene.desk.send(scene.two.conversation_id, "s-1", "今天到货")
    await scene.app.send(scene.two.conversation_id, "s-2", "我下午来")


async def _send_by_http(scene: Scene) -> None:
    await scene.two.say("app", "h-1", "还在吗")


async def _recall(scene: Scene) -> None:
    sent = await scene.two.say("desk", "r-1", "发错了")
    await scene.two.desk.ok("POST", scene.two.path("desk", f"/messages/{sent['seq']}/recall"))


async def _read(scene: Scene) -> None:
    await scene.app.tell("read", conversation_id=scene.two.conversation_id, seq=2)
    await scene.two.desk.ok("POST", scene.two.path("desk", "/read"), json={"seq": 999})


def _mark(**marks: bool) -> Callable[[Scene], Awaitable[None]]:
    async def act(scene: Scene) -> None:
        await scene.two.desk.ok("PATCH", scene.two.path("desk"), json=marks)

    return act


async def _hide_and_hear_again(scene: Scene) -> None:
    await scene.two.desk.ok("PATCH", scene.two.path("desk"), json={"hidden": True})
    await scene.two.say("app", "again-1", "又来了")


def _close(**reasons: str) -> Callable[[Scene], Awaitable[None]]:
    async def act(scene: Scene) -> None:
        two, company = scene.two, scene.two.company
        zhou = company.members["zhou"]
        by_name = {"member": zhou, "contact": two.contact_id}

        async def close() -> None:
            async with company.reunion.db.transaction() as tx:
                closed = {by_name[side]: reason for side, reason in reasons.items()}
                await conversations.close_pair(company.context(tx), zhou, two.contact_id, closed)

        company.reunion.run(close)

    return act


async def _delete_and_add_again(scene: Scene) -> None:
    await _close(member="deleted", contact="deleted")(scene)
    two, company = scene.two, scene.two.company
    zhou = company.members["zhou"]

    async def add() -> None:
        async with company.reunion.db.transaction() as tx:
            ctx = company.context(tx)
            one = Party(two.contact_id, "contact", two.app.principal_id)
            opened = await conversations.open_pair(ctx, one, Party(zhou, "member", zhou))
            await conversations.send_system(ctx, opened, "added", "你们已是联系人")
            await conversations.send(
                ctx, opened, zhou, "text", {"text": "欢迎再来"}, f"welcome-{opened}"
            )

    company.reunion.run(add)


async def _a_new_conversation(scene: Scene) -> None:
    company = scene.two.company
    other = {"principal_id": company.members["chen"]}
    opened = await scene.two.desk.ok("POST", "/api/desk/conversations", json=other)
    body = {"client_id": "n-1", "kind": "text", "content": {"text": "中午一起吃饭"}}
    path = f"/api/desk/conversations/{opened['id']}/messages"
    await scene.two.desk.ok("POST", path, json=body)


ACTIONS: list[Any] = [
    _send_by_socket, _send_by_http, _recall, _read, _mark(pinned=True), _mark(muted=True),
    _mark(hidden=True), _hide_and_hear_again, _close(member="blocked", contact="blocked_by_me"),
    _close(member="deleted", contact="deleted"), _delete_and_add_again, _a_new_conversation,
]  # fmt: skip
NAMES = [
    "send by socket", "send by http", "recall", "read", "pin", "mute", "hide", "hide and hear again",
    "block", "delete", "delete and add again", "open",
]  # fmt: skip


@asynccontextmanager
async def _scene(company: Company) -> AsyncIterator[Scene]:
    two = pair(company)
    for number in range(3):
        await two.say("desk", f"old-{number}", f"旧消息 {number}")
        await two.say("app", f"old-{number}", f"旧回复 {number}")
    async with socket_of(two.desk, "desk") as desk, socket_of(two.app, "app") as app:
        yield Scene(two, desk, app)


@pytest.mark.parametrize("act", ACTIONS, ids=NAMES)
async def test_screens_follow(company: Company, act: Callable[[Scene], Awaitable[None]]) -> None:
    async with (
        _scene(company) as scene,
        socket_of(scene.two.desk, "desk") as second,
    ):
        replicas = [
            Replica(scene.two.desk, "desk", scene.desk),
            Replica(scene.two.desk, "desk", second),
            Replica(scene.two.app, "app", scene.app),
        ]
        await assert_synced(replicas, lambda: act(scene))


async def test_rooms_come_change_and_go(company: Company) -> None:
    zhou, chen, lin = (company.desk(name) for name in ("zhou", "chen", "lin"))
    he = await company.add_member("he", "何青")
    body = {"member_ids": [chen.principal_id, lin.principal_id]}
    room = (await zhou.ok("POST", "/api/desk/rooms", json=body))["id"]
    path = f"/api/desk/rooms/{room}"

    async def act() -> None:
        await lin.ok("POST", f"{path}/members", json={"member_ids": [he]})
        await chen.ok("PATCH", path, json={"title": "早班"})
        await zhou.ok("DELETE", f"{path}/members/{lin.principal_id}")
        await zhou.ok("DELETE", f"{path}/membership")

    callers = (zhou, chen, lin, company.desk("he"))
    async with AsyncExitStack() as opened:
        sockets = [await opened.enter_async_context(socket_of(c, "desk")) for c in callers]
        replicas = [
            Replica(caller, "desk", socket) for caller, socket in zip(callers, sockets, strict=True)
        ]
        await assert_synced(replicas, act)
    assert [room in replica.conversations for replica in replicas] == [False, True, False, True]


async def test_catching_up_after_a_dropped_line(company: Company) -> None:
    async with _scene(company) as scene:
        replica = Replica(scene.two.app, "app", scene.app)
        await replica.load()
        await scene.app.close()
        sent = await scene.two.say("desk", "while-away-1", "你不在的时候")
        await scene.two.desk.ok("POST", scene.two.path("desk", f"/messages/{sent['seq']}/recall"))
        await scene.two.say("desk", "while-away-2", "再说一句")
        async with socket_of(scene.two.app, "app") as back:
            back.frames.append({"type": "resync"})
            replica.socket, replica._applied = back, 0
            await replica.follow()
            fresh = Replica(scene.two.app, "app", back)
            await fresh.load()
            assert replica.picture() == fresh.picture()
            assert len(replica.picture()[scene.two.conversation_id]["messages"]) == 9


async def test_a_cursor_of_another_database_answers_everything(company: Company) -> None:
    two = pair(company)
    pulled = await two.desk.ok("GET", "/api/desk/sync")
    assert pulled["full"] is True
    again = await two.desk.ok("GET", "/api/desk/sync", params={"cursor": pulled["cursor"]})
    assert again["full"] is False
    for cursor in ("1234-5-7", "nonsense", pulled["cursor"] + "9" * 9, "-"):
        told = await two.desk.ok("GET", "/api/desk/sync", params={"cursor": cursor})
        assert told["full"] is True, cursor
