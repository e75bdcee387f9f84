"""Who sends events, and the write keys they show."""

from reunion.core import ids
from reunion.core.context import Context
from reunion.core.folding import one_line
from reunion.growth.tracking.model import NameTaken, NoSuchKey, NoSuchSource, UserKind
from reunion.growth.tracking.store import sources
from reunion.growth.tracking.store.sources import TrackingSource
from reunion.outbox.append import append


async def listed(ctx: Context) -> list[TrackingSource]:
    """All, by name, each with its keys."""
    return await sources.sources(ctx)


async def one(ctx: Context, source_no: int) -> TrackingSource:
    """One of them. Raises NoSuchSource."""
    for source in await sources.sources(ctx):
        if source.source_no == source_no:
            return source
    raise NoSuchSource


async def add(ctx: Context, name: str, user_kind: UserKind) -> TrackingSource:
    """A new one, with a first key. Raises NameTaken; its name stands on its events and never changes."""
    name = one_line(name)
    source_no = await sources.add(ctx, name, user_kind)
    if source_no is None:
        raise NameTaken(name=name)
    await sources.add_key(ctx, source_no, ids.alphanumeric(32))
    await append(
        ctx, "tracking_source.added", subject=str(source_no), key=f"source {source_no}",
        data={"name": name, "user_kind": user_kind},
    )  # fmt: skip
    return await one(ctx, source_no)


async def add_key(ctx: Context, source_no: int) -> TrackingSource:
    """Another key, so that a sender can change over before the old one is revoked. Raises NoSuchSource."""
    name = await _name(ctx, source_no)
    key = ids.alphanumeric(32)
    await sources.add_key(ctx, source_no, key)
    await append(
        ctx, "write_key.added", subject=str(source_no), key=f"source {source_no}",
        data={"name": name, "key": key[:6]},
    )  # fmt: skip
    return await one(ctx, source_no)


async def revoke(ctx: Context, source_no: int, write_key: str) -> TrackingSource:
    """The key is refused from now on, for good. Raises NoSuchSource, NoSuchKey."""
    name = await _name(ctx, source_no)
    if not await sources.revoke(ctx, source_no, write_key):
        raise NoSuchKey
    await append(
        ctx, "write_key.revoked", subject=str(source_no), key=f"source {source_no}",
        data={"name": name, "key": write_key[:6]},
    )  # fmt: skip
    return await one(ctx, source_no)


async def _name(ctx: Context, source_no: int) -> str:
    name = await sources.name_of(ctx, source_no)
    if name is None:
        raise NoSuchSource
    return name
