"""What a client holds, kept current only by frames: the measure for `assert_synced`.

Old snapshot + emitted frames = fresh snapshot. A `message` frame is applied as it is; `read` moves a
mark; `changed` and `resync` are hints upon which a client pulls `/sync` from its cursor.
"""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from tests.factories.company import Caller
from tests.factories.sockets import Socket


class Replica:
    """One signed-in device: conversations and the messages of those it has open."""

    def __init__(self, caller: Caller, surface: str, socket: Socket) -> None:
        self.caller, self.surface, self.socket = caller, surface, socket
        self.cursor = ""
        self.conversations: dict[int, Any] = {}
        self.messages: dict[int, dict[int, Any]] = {}
        self._applied = 0

    async def load(self) -> None:
        """The first snapshot: everything."""
        self.conversations = {}
        await self._pull("")
        for conversation_id in self.conversations:
            self.messages[conversation_id] = await self._history(conversation_id, 0)

    async def _history(self, conversation_id: int, after: int) -> dict[int, Any]:
        found: dict[int, Any] = {}
        more = True
        while more:
            path = f"/api/{self.surface}/conversations/{conversation_id}/messages"
            query = {"after": max(found, default=after), "limit": 100}
            page = await self.caller.ok("GET", path, params=query)
            found |= {message["seq"]: message for message in page["items"]}
            more = page["has_more"]
        return found

    async def _pull(self, cursor: str) -> None:
        path = f"/api/{self.surface}/sync"
        pulled = await self.caller.ok("GET", path, params={"cursor": cursor})
        if pulled["full"]:
            self.conversations = {}
        self.cursor = pulled["cursor"]
        for conversation_id in pulled["gone"]:
            self.conversations.pop(conversation_id, None)
        for conversation in pulled["conversations"]:
            if conversation["hidden"]:
                self.conversations.pop(conversation["id"], None)
            else:
                self.conversations[conversation["id"]] = conversation

    async def follow(self) -> None:
        """Applies the frames that have come since the last time."""
        frames, self._applied = self.socket.frames[self._applied :], len(self.socket.frames)
        hinted, known = False, set(self.conversations)
        for frame in frames:
            if frame["type"] in {"message", "sent"}:
                self._message(frame["message"])
                hinted |= frame["message"]["conversation_id"] not in self.conversations
            elif frame["type"] == "read":
                self._read(frame)
            elif frame["type"] in {"changed", "resync"}:
                hinted = True
        if hinted:
            await self._pull(self.cursor)
        for conversation_id in self.conversations.keys() - known:
            self.messages[conversation_id] = await self._history(conversation_id, 0)
        for conversation_id, conversation in self.conversations.items():
            held = self.messages.setdefault(conversation_id, {})
            if conversation["last_seq"] > max(held, default=0):
                held |= await self._history(conversation_id, max(held, default=0))
                for message in list(held.values()):
                    self._recall(held, message)

    def _message(self, message: Any) -> None:
        held = self.messages.setdefault(message["conversation_id"], {})
        held[message["seq"]] = message
        self._recall(held, message)
        conversation = self.conversations.get(message["conversation_id"])
        if conversation is None:
            return
        conversation["last_seq"] = max(conversation["last_seq"], message["seq"])
        conversation["last_at"] = max(conversation["last_at"], message["sent_at"])
        shown = [m for m in held.values() if m["kind"] != "recall"]
        conversation["last_message"] = max(shown, key=lambda m: m["seq"], default=None)

    def _recall(self, held: dict[int, Any], message: Any) -> None:
        recalled = held.get(message["content"].get("seq")) if message["kind"] == "recall" else None
        if recalled is not None:
            recalled |= {"content": {}, "recalled": True}

    def _read(self, frame: Any) -> None:
        conversation = self.conversations.get(frame["conversation_id"])
        if conversation is None:
            return
        for side in conversation["participants"]:
            if side["principal_id"] == frame["principal_id"]:
                side["read_seq"] = max(side["read_seq"], frame["seq"])
        if frame["principal_id"] == self.me(conversation):
            conversation["read_seq"] = max(conversation["read_seq"], frame["seq"])

    def me(self, conversation: Any) -> int:
        """My own principal in a conversation."""
        kind = "member" if self.surface == "desk" else "contact"
        mine = [s for s in conversation["participants"] if s["kind"] == kind]
        known = [s for s in mine if s["principal_id"] == self.caller.principal_id]
        return (known or mine)[0]["principal_id"]

    def unread(self, conversation: Any) -> int:
        """Counted from the messages held, as a client does."""
        me = self.me(conversation)
        return sum(
            1
            for message in self.messages.get(conversation["id"], {}).values()
            if message["seq"] > conversation["read_seq"]
            and message["sender_id"] != me
            and message["kind"] not in {"recall", "system"}
            and not message["recalled"]
        )

    def picture(self) -> dict[int, Any]:
        """All that a screen would show."""
        return {
            conversation_id: conversation
            | {"unread": self.unread(conversation)}
            | {"messages": self.messages.get(conversation_id, {})}
            for conversation_id, conversation in self.conversations.items()
        }


async def assert_synced(replicas: list[Replica], action: Callable[[], Awaitable[Any]]) -> None:
    """Every replica, following the frames that an action emits, ends where a fresh one begins."""
    for replica in replicas:
        await replica.load()
    await action()
    problems: list[str] = []
    for _ in range(50):
        await asyncio.sleep(0.1)
        problems = []
        for replica in replicas:
            await replica.follow()
            fresh = Replica(replica.caller, replica.surface, replica.socket)
            await fresh.load()
            for conversation_id, conversation in fresh.conversations.items():
                assert fresh.unread(conversation) == conversation["unread"], conversation_id
            if replica.picture() != fresh.picture():
                problems.append(f"{replica.picture()}\n is not \n{fresh.picture()}")
        if not problems:
            return
    raise AssertionError("\n".join(problems))
