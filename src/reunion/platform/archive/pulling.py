"""Entries and files as programs pull them."""

import asyncio
import base64

import anyio
import msgspec

from reunion.core.context import Context
from reunion.core.errors import Invalid, Text
from reunion.platform.archive import envelope, rooms, service, wire
from reunion.platform.archive.model import CHUNK, FileUnknown, NoKey
from reunion.platform.archive.store import entries, settings
from reunion.platform.media import service as media
from reunion.storage.blobs import Blobs


class Pulled(msgspec.Struct, frozen=True):
    """One entry in its envelope."""

    seq: int
    msgid: str
    publickey_ver: int
    sealed: envelope.Sealed


class Chunk(msgspec.Struct, frozen=True):
    """At most 512 KB of a file, as base64; `next_index` is empty with the last."""

    data: str
    next_index: str
    finished: bool


async def pull(ctx: Context, seq: int, limit: int) -> list[Pulled]:
    """Entries above `seq`, in order, sealed for the newest public key. Raises NotEnabled, NoKey."""
    await service.require_enabled(ctx)
    keys = await settings.keys(ctx)
    if not keys:
        raise NoKey
    found = await entries.after(ctx, seq, limit)
    people = {one for entry in found for one in (entry.sender_id, *entry.to)}
    names = await entries.wire_ids(ctx, sorted(people))
    sent = await entries.sent_at(
        ctx, [(one.conversation_id, one.content["seq"]) for one in found if one.kind == "recall"]
    )
    named = await rooms.names_of(
        ctx, [(one.conversation_id, one.conversation_kind) for one in found]
    )
    messages = [
        (
            entry,
            msgspec.json.encode(
                wire.as_wire(
                    entry,
                    names,
                    named[entry.conversation_id],
                    wire.recalled_msgid(entry, sent[entry.conversation_id, entry.content["seq"]])
                    if entry.kind == "recall"
                    else "",
                )
            ),
        )
        for entry in found
    ]
    key, version = envelope.read_key(keys[0].public_key), keys[0].version

    def sealed() -> list[Pulled]:
        return [
            Pulled(entry.seq, entry.msgid, version, envelope.seal(key, text))
            for entry, text in messages
        ]

    return await asyncio.to_thread(sealed)


async def chunk(ctx: Context, blobs: Blobs, file_id: str, index: str) -> Chunk:
    """The part of an archived file that `index` leads to; empty: the first. Raises FileUnknown."""
    await service.require_enabled(ctx)
    if not index:
        index = "0"
    if not index.isdecimal() or len(index) > 12:
        raise Invalid(indexbuf=Text("请原样传回 outindexbuf", "give outindexbuf back as it came"))
    found = await media.stored(ctx.tx, file_id) if await entries.carries(ctx, file_id) else None
    if found is None:
        raise FileUnknown
    start = int(index)
    try:
        async with await anyio.open_file(blobs.path(found.sha256), "rb") as file:
            await file.seek(start)
            data = await file.read(CHUNK)
    except FileNotFoundError:
        raise FileUnknown from None
    end = start + len(data)
    finished = end >= found.size
    return Chunk(base64.b64encode(data).decode(), "" if finished else str(end), finished)
