"""The worker's steps: messages into the archive, what is only noticed, announcements, retention."""

from datetime import timedelta
from typing import Any

import msgspec

from reunion import outbox
from reunion.core.clock import clock
from reunion.core.context import SYSTEM, Context
from reunion.core.db import Database
from reunion.platform.apps import service as apps
from reunion.platform.archive.store import filling as store
from reunion.platform.conversations import following
from reunion.platform.conversations.content import written
from reunion.platform.interception import watching
from reunion.platform.interception.watching import Said

_RECENT = timedelta(days=1)


async def fill_once(db: Database, messages: int = 1000) -> bool:
    """About so many messages: entries with their seq, and hits, commit with the border or not at all.
    Answers whether there are more. Messages come in the order of commit, so a seq is never overtaken."""
    now = clock.now()
    async with db.transaction() as tx:
        await store.begin(tx)
        window = await following.window(tx, "archive", messages)
        if window is None:
            return False
        archiving = set(await store.archiving(tx, now - _RECENT))
        watched = set(await watching.watched_corps(tx))
        places = await store.written(tx, sorted(archiving | watched), window)
        kept = [place for place in places if place[0] in archiving]
        if kept:
            await store.add(tx, sorted({place[0] for place in kept}), kept, now)
        looked_at = [place for place in places if place[0] in watched]
        if looked_at:
            await _watch(tx, sorted({place[0] for place in looked_at}), looked_at)
        await following.passed(tx, window)
        return window.more


async def _watch(tx: Any, corps: list[int], places: list[tuple[int, int, int]]) -> None:
    by_corp: dict[int, list[Said]] = {}
    for row in await store.said(tx, corps, places):
        text = written(row["kind"], msgspec.json.decode(row["content"]))
        by_corp.setdefault(row["corp_id"], []).append(
            Said(
                row["conversation_id"], row["client_id"], row["kind"], text, row["by_customer"],
                row["members"], row["contact_id"], row["sent_at"],
            )
        )  # fmt: skip
    for corp_id, messages in by_corp.items():
        await watching.watch(Context(corp_id, SYSTEM, tx, clock.now()), messages)


async def announce_once(db: Database) -> None:
    """Tells the companies' programs that there are new entries: once in 15 seconds at most."""
    now = clock.now()
    async with db.transaction() as tx:
        for corp_id in await store.to_announce(tx, now):
            ctx = Context(corp_id, SYSTEM, tx, now)
            if await apps.listening(ctx, ["archive"], now):
                await outbox.append(ctx, "archive.grown", key="archive")


async def expire_once(db: Database) -> int:
    """Entries past their company's retention go, chats stay; answers how many went."""
    total = 0
    async with db.connection() as tx:
        retained = await store.retained(tx)
    for corp_id, days in retained:
        while True:
            async with db.in_corp(corp_id) as ctx:
                entries, seq = await store.expire(ctx, ctx.now - timedelta(days=days))
                if entries:
                    data = {"entries": entries, "up_to": seq, "days": days}
                    await outbox.append(ctx, "archive.expired", subject=str(entries), data=data)
            total += entries
            if not entries:
                break
    return total
