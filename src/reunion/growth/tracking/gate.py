"""The door for events: the HTTP API of the Segment spec below /v1/, for any origin.

It answers `{"success": true}` after what came is durable. A message of a batch that cannot be taken is
named in the answer and counted for the console; the others of the batch are taken.
"""

import logging
from collections import defaultdict
from collections.abc import Mapping, Sequence

import asyncpg
import msgspec
from litestar.types import Receive, Scope, Send

from reunion.core.clock import clock
from reunion.core.db import Database
from reunion.core.errors import Text
from reunion.engine.literals import moment
from reunion.growth.tracking import reading, spec
from reunion.growth.tracking.intake import Full, Intake
from reunion.growth.tracking.keys import Keys
from reunion.growth.tracking.model import Entry, storable
from reunion.growth.tracking.reading import Disconnected, Refused
from reunion.growth.tracking.spec import Arrival, Bad, Message, Sender
from reunion.growth.tracking.store import sources
from reunion.realtime.bus import Bus

log = logging.getLogger("reunion.tracking")

_SHORT = {"i": "identify", "t": "track", "p": "page", "s": "screen", "a": "alias", "g": "group",
          "b": "batch", "import": "batch"}  # fmt: skip
_CALLS = frozenset({*spec.TYPES, "batch"})
_SAMPLE = 500
_CORS = [
    (b"access-control-allow-origin", b"*"),
    (b"access-control-allow-methods", b"POST, OPTIONS"),
    (b"access-control-allow-headers", b"authorization, content-type, content-encoding"),
    (b"access-control-max-age", b"86400"),
]
_JSON = (b"content-type", b"application/json")
_TAKEN = b'{"success":true}'
_encode = msgspec.json.Encoder().encode


class _Shown(msgspec.Struct):
    """A message of a batch that was not taken."""

    index: int
    code: str
    message: str


class Gate:
    """An ASGI application of one process."""

    def __init__(self, db: Database, bus: Bus) -> None:
        self._db = db
        self._keys = Keys(db, bus)
        self._intake = Intake(db)

    async def stop(self) -> None:
        """Waits until what was taken is durable."""
        await self._intake.stop()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        english = reading.header(scope, b"accept-language").lower().startswith("en")
        try:
            status, body = await self._answer(scope, receive, "en" if english else "zh")
        except Disconnected:
            return
        except Refused as refused:
            status, body = refused.status, _said(refused.code, refused.text, english)
        except Full:
            text = Text("服务器正忙，请稍后重发", "The server is busy; send it again later")
            status, body = 429, _said("busy", text, english)
        except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError, TimeoutError):
            log.exception("events could not be kept")
            text = Text("暂时无法保存，请稍后重发", "It could not be kept; send it again later")
            status, body = 503, _said("unavailable", text, english)
        headers = [_JSON, (b"content-length", str(len(body)).encode()), *_CORS]
        if status in {429, 503}:
            headers.append((b"retry-after", b"1"))
        await send({"type": "http.response.start", "status": status, "headers": headers})  # pyright: ignore
        await send({"type": "http.response.body", "body": body})  # pyright: ignore

    async def _answer(self, scope: Scope, receive: Receive, language: str) -> tuple[int, bytes]:
        call = str(scope["path"]).removeprefix("/v1/")
        call = _SHORT.get(call, call)
        if call not in _CALLS:
            raise Refused(
                404, "not_found", Text("没有这个地址", "There is nothing at this address")
            )
        method: str = scope["method"]  # pyright: ignore[reportGeneralTypeIssues]
        if method == "OPTIONS":
            return 204, b""
        if method != "POST":
            raise Refused(405, "method_not_allowed", Text("请用 POST", "Use POST"))
        body = await reading.body_of(scope, receive)
        # one byte is looked for at the speed of memory, and most bodies have no escape at all
        if b"\\" in body and (b"\\ud" in body or b"\\uD" in body):
            body = reading.mended(body)
        if call == "batch":
            return await self._batch(scope, body, language)
        if len(body) > spec.LONGEST:
            raise reading.too_large(spec.LONGEST)
        try:
            key, message = reading.single(body).write_key, reading.message(body)
        except reading.UNREADABLE as error:
            raise reading.malformed(error) from None
        sender = await self._sender(scope, key)
        now = clock.now()
        arrival = Arrival(now, moment(now))
        try:
            entry = spec.read(message, call, sender, arrival)
        except Bad as bad:
            await self._note(sender, {bad.code: [body]})
            raise Refused(400, bad.code, bad.text) from None
        await self._intake.put(sender.corp_id, [entry])
        if arrival.ahead:
            await self._note(sender, {sources.AHEAD: [body]})
        return 200, _TAKEN

    async def _batch(self, scope: Scope, body: bytes, language: str) -> tuple[int, bytes]:
        given, bad = _messages(body)
        if len(given.batch) > reading.MESSAGES:
            raise Refused(
                413, "too_many",
                Text(f"一批最多 {reading.MESSAGES} 条", f"A batch holds {reading.MESSAGES} at most"),
            )  # fmt: skip
        sender = await self._sender(scope, given.write_key)
        now = clock.now()
        arrival = Arrival(now, moment(now), given.sent_at)
        entries: list[Entry] = []
        for index, message in enumerate(given.batch):
            if index in bad:
                continue
            try:
                entries.append(spec.read(message, message.type, sender, arrival))
            except Bad as reason:
                bad[index] = reason
        if entries:
            await self._intake.put(sender.corp_id, entries)
        if bad or arrival.ahead:
            await self._note(sender, _noted(body, given, bad, arrival))
        if not bad:
            return 200, _TAKEN
        refused = [_Shown(index, one.code, one.text.said(language)) for index, one in bad.items()]
        answer = _encode({"success": bool(entries), "refused": refused})
        return 200 if entries else 400, answer

    async def _sender(self, scope: Scope, key_in_body: str) -> Sender:
        sender = await self._keys.sender(reading.basic_key(scope) or key_in_body)
        if sender is None:
            text = Text(
                "写入密钥（write key）不存在或已停用，请到“埋点”页核对",
                "The write key is unknown or revoked; see the tracking page of the console",
            )
            raise Refused(401, "invalid_write_key", text)
        return sender

    async def _note(self, sender: Sender, noted: Mapping[str, Sequence[bytes]]) -> None:
        """Counts messages by what was wrong with them, the last of each as the sample."""
        now = clock.now()
        refusals = [
            sources.TrackingRefusal(
                sender.source_no, now.date(), code, len(messages),
                storable(messages[-1][:_SAMPLE].decode(errors="replace")), now,
            )
            for code, messages in sorted(noted.items())
        ]  # fmt: skip
        async with self._db.connection() as connection:
            await sources.refused(connection, sender.corp_id, refusals)


def _messages(body: bytes) -> tuple[reading.Batch, dict[int, Bad]]:
    """The messages of a batch, and why those of some numbers are none."""
    try:
        return reading.batch(body), {}
    except reading.UNREADABLE:
        pass
    try:
        parts = reading.loose(body)
    except reading.UNREADABLE as error:
        raise reading.malformed(error) from None
    bad: dict[int, Bad] = {}
    messages: list[Message] = []
    for index, raw in enumerate(parts.batch):
        try:
            messages.append(reading.message(raw))
        except reading.UNREADABLE as error:
            reason = str(error)[:200]
            bad[index] = Bad("malformed", f"无法解析：{reason}", f"It cannot be read: {reason}")
            messages.append(Message())
    return reading.Batch(messages, parts.write_key, parts.sent_at), bad


def _noted(
    body: bytes, given: reading.Batch, bad: Mapping[int, Bad], arrival: Arrival
) -> dict[str, list[bytes]]:
    """The messages in which something was wrong, as they were written, by what it was."""
    written = [bytes(raw) for raw in reading.loose(body).batch]
    noted: dict[str, list[bytes]] = defaultdict(list)
    for index, reason in bad.items():
        noted[reason.code].append(written[index])
    ahead = {id(message) for message in arrival.ahead}
    for message, text in zip(given.batch, written, strict=True):
        if id(message) in ahead:
            noted[sources.AHEAD].append(text)
    return noted


def _said(code: str, text: Text, english: bool) -> bytes:
    return _encode(
        {"success": False, "code": code, "message": text.said("en" if english else "zh")}
    )
