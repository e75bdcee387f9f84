"""New customers begin to talk: each takes one use, and what came of a link is told."""

import hashlib
from datetime import timedelta
from typing import Any

import msgspec

from reunion import outbox
from reunion.core import ids
from reunion.core.context import SYSTEM, Context
from reunion.platform.acquisition import uses
from reunion.platform.acquisition.model import MESSAGES_TOLD, Started
from reunion.platform.acquisition.refusals import ChatKeyInvalid
from reunion.platform.acquisition.store import customers, figures
from reunion.platform.conversations import following

KEY_LASTS = timedelta(minutes=30)


class Chat(msgspec.Struct, frozen=True):
    """What a chat key tells."""

    userid: str
    external_userid: str
    received: int
    link_id: str
    state: str


async def follow_messages(tx: Any, now: Any, messages: int) -> bool:
    """Looks through the next so many messages; whether there are more."""
    window = await following.window(tx, "acquisition", messages)
    if window is None:
        return False
    talking = await customers.talking(tx, window.since, window.until)
    for corp_id, contact_id, member_id in talking:
        await said(Context(corp_id, SYSTEM, tx, now), contact_id, member_id)
    await following.passed(tx, window)
    return window.more


async def said(ctx: Context, contact_id: int, member_id: int) -> None:
    """A customer of a link wrote: the first message is her beginning, the third, fifth and tenth are
    told of too. Doing it twice does nothing."""
    found = await customers.count_said(ctx, contact_id, member_id)
    if found is None:
        return
    if found.before == 0:
        await _started(ctx, found)
    for count in MESSAGES_TOLD:
        if found.before < count <= found.now:
            await _announce(ctx, found, "acquisition.messages_received", {"received": count})


async def _started(ctx: Context, found: Started) -> None:
    taken = await uses.take(ctx, found.contact_id, found.link_key)
    if taken is not None:
        await figures.count(ctx, found.link_key, ctx.now, chatted=1)
    await _announce(ctx, found, "acquisition.chat_started", {"use": taken})


async def _announce(ctx: Context, found: Started, name: str, more: dict[str, Any]) -> None:
    data = {
        "userid": found.userid,
        "member_id": found.member_id,
        "contact_id": found.contact_id,
        "external_userid": found.external_userid,
        "link_id": found.link_id,
        "app_id": found.app_id,
        "state": found.state,
        **more,
    }
    key = str(found.contact_id)
    await outbox.append(ctx, name, subject=found.external_userid, key=key, data=data)


async def new_chat_key(ctx: Context, contact_id: int, member_id: int, received: int) -> str:
    """A key by which an app asks, for half an hour, who has written how often."""
    key = ids.token(24)
    await customers.put_key(ctx, _hash(key), (contact_id, member_id), received, ctx.now + KEY_LASTS)
    return key


async def by_chat_key(ctx: Context, key: str, app_id: int) -> Chat:
    """Raises ChatKeyInvalid, also for a link that another app made."""
    row = await customers.by_key(ctx, _hash(key))
    if row is None or row["created_by_app"] not in (None, app_id):
        raise ChatKeyInvalid()
    return Chat(
        row["userid"], row["external_userid"], row["received"], row["link_id"], row["state"]
    )


def _hash(key: str) -> bytes:
    return hashlib.sha256(key.encode()).digest()
