"""Uploads: kept, found, opened, made public."""

import asyncio
import io
from datetime import datetime
from pathlib import PurePath
from typing import Any, BinaryIO

import msgspec

from reunion.core import ids
from reunion.core.clock import clock
from reunion.core.context import Context
from reunion.platform.media import store
from reunion.platform.media.access import Opener, may_open
from reunion.platform.media.content import Facts, as_voice, inspect
from reunion.platform.media.model import (
    CHAT_TYPES,
    KINDS,
    LARGEST,
    LARGEST_IN_CHAT,
    OPEN_TYPES,
    SMALLEST,
    TEMPORARY,
    VOICE_SECONDS,
    Empty,
    ImageTooLarge,
    Kind,
    KindUnknown,
    Media,
    NoMedia,
    Stored,
    TooLarge,
    TooLong,
    TooSmall,
    TypeNotTaken,
    VideoTooLarge,
    url,
)
from reunion.storage.blobs import Blobs

__all__ = [
    "Upload",
    "find",
    "keep",
    "keep_public",
    "openable",
    "publish",
    "stored",
    "upload",
    "url",
]

_MB = 1024 * 1024
_TOO_LARGE: dict[str, type[TooLarge]] = {"image": ImageTooLarge, "video": VideoTooLarge}


class Upload(msgspec.Struct):
    """A file as it came. `open_api`: WeCom's own limits and formats, gone after three days."""

    kind: str
    name: str
    source: BinaryIO
    size: int
    duration_ms: int | None = None
    open_api: bool = False
    public: bool = False


async def upload(
    tx: Any, blobs: Blobs, given: Upload, *, owner_id: int, corp_id: int | None,
    expires_at: datetime | None = None,
) -> Stored:  # fmt: skip
    """Checks a file by its content and keeps it. Raises a reason from the model.

    `owner_id` 0: the corp's own, for all its staff.
    """
    kind: Kind | None = next((k for k in KINDS if k == given.kind), None)
    if kind is None:
        raise KindUnknown
    check_size(kind, given.size, open_api=given.open_api)
    name, size = await blobs.put(given.source)
    facts = await asyncio.to_thread(inspect, blobs.path(name))
    _check_content(kind, facts, given)
    now = clock.now()
    media = Stored(
        id=ids.token(24),
        corp_id=corp_id or None,
        owner_id=owner_id,
        kind=kind,
        name=PurePath(given.name.replace("\\", "/").replace("\x00", "")).name[:255] or kind,
        mime=as_voice(facts.mime) if kind == "voice" else facts.mime,
        size=size,
        width=facts.width,
        height=facts.height,
        duration_ms=int(facts.seconds * 1000) if facts.seconds else given.duration_ms,
        sha256=name,
        expires_at=now + TEMPORARY if given.open_api and not given.public else expires_at,
        public=given.public,
        created_at=now,
    )
    await store.insert(tx, media)
    return media


def check_size(kind: Kind, size: int, *, open_api: bool = False) -> None:
    """Raises Empty, TooSmall or TooLarge."""
    limit = (LARGEST if open_api else LARGEST_IN_CHAT)[kind]
    if size == 0:
        raise Empty
    if size < SMALLEST:
        raise TooSmall
    if size > limit:
        raise _TOO_LARGE.get(kind, TooLarge)(limit_mb=limit // _MB)


def _check_content(kind: Kind, facts: Facts, given: Upload) -> None:
    accepted = (OPEN_TYPES if given.open_api else CHAT_TYPES).get(kind)
    mime = as_voice(facts.mime) if kind == "voice" else facts.mime
    if accepted is not None and mime not in accepted:
        raise TypeNotTaken(kind, accepted)
    if kind == "voice" and given.open_api and (facts.seconds or 0) > VOICE_SECONDS:
        raise TooLong


async def stored(tx: Any, media_id: str) -> Stored | None:
    """By id, unless it has expired, whoever it belongs to."""
    return await store.get(tx, media_id, clock.now())


async def find(ctx: Context, media_id: str) -> Media | None:
    """One that the corp may use: its own, its staff's, or a public one."""
    found = await stored(ctx.tx, media_id)
    if found is None or (found.corp_id != ctx.corp_id and not found.public):
        return None
    return found.shown


async def openable(tx: Any, media_id: str, opener: Opener) -> Media | None:
    """One that this opener may see."""
    found = await stored(tx, media_id)
    if found is None or not await may_open(tx, found, opener):
        return None
    return found.shown


async def publish(ctx: Context, media_id: str) -> None:
    """For everybody to see, for good: an avatar or a logo, a picture that the actor uploaded or that
    is the corp's own, never one from a colleague's chat. Raises NoMedia, TypeNotTaken."""
    found = await stored(ctx.tx, media_id)
    own = found is not None and (
        found.owner_id == ctx.actor.id
        or (found.owner_id == 0 and ctx.corp_id != 0 and found.corp_id == ctx.corp_id)
    )
    if found is None or not own:
        raise NoMedia
    if found.kind != "image":
        raise TypeNotTaken("image", CHAT_TYPES["image"])
    await store.publish(ctx.tx, media_id)


async def keep(ctx: Context, media_id: str) -> Media:
    """A copy that does not expire of one that the corp may use; raises NoMedia."""
    found = await stored(ctx.tx, media_id)
    if found is None or (found.corp_id != ctx.corp_id and not found.public):
        raise NoMedia
    if found.expires_at is None:
        return found.shown
    copy = msgspec.structs.replace(
        found, id=ids.token(24), expires_at=None, public=False, created_at=ctx.now
    )
    await store.insert(ctx.tx, copy)
    return copy.shown


async def keep_public(ctx: Context, media_id: str) -> Media:
    """A picture for everybody to see, for good: one that the actor uploaded or that is the corp's own;
    what expires or is not public yet is copied. Raises NoMedia, TypeNotTaken."""
    found = await stored(ctx.tx, media_id)
    if (
        found is None
        or found.corp_id != ctx.corp_id
        or not (found.public or found.owner_id in (0, ctx.actor.id))
    ):
        raise NoMedia
    if found.kind != "image":
        raise TypeNotTaken("image", CHAT_TYPES["image"])
    if found.public and found.expires_at is None:
        return found.shown
    copy = msgspec.structs.replace(
        found, id=ids.token(24), owner_id=0, expires_at=None, public=True, created_at=ctx.now
    )
    await store.insert(ctx.tx, copy)
    return copy.shown


async def keep_found_picture(
    tx: Any, blobs: Blobs, data: bytes, *, owner_id: int, corp_id: int | None
) -> Media:
    """A picture that was found on the internet for somebody: his for three days, or for good once
    `settle` is called for it. Raises a reason from the model."""
    given = Upload("image", "image", io.BytesIO(data), len(data))
    expires_at = clock.now() + TEMPORARY
    found = await upload(
        tx, blobs, given, owner_id=owner_id, corp_id=corp_id, expires_at=expires_at
    )
    return found.shown


async def settle(tx: Any, media_id: str) -> None:
    """It is used now and does not expire any more."""
    await store.settle(tx, media_id)


async def store_image(
    ctx: Context, blobs: Blobs, owner_id: int, name: str, data: bytes, *, public: bool = False
) -> Media:
    """A picture that the server itself has; raises a reason from the model."""
    given = Upload("image", name, io.BytesIO(data), len(data), public=public)
    media = await upload(ctx.tx, blobs, given, owner_id=owner_id, corp_id=ctx.corp_id)
    return media.shown
