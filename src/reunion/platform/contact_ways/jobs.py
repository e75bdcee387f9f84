"""Temporary chats end when their time is over."""

from datetime import datetime

from reunion.core.clock import clock
from reunion.core.context import SYSTEM, Context
from reunion.jobs import Work, periodic
from reunion.platform.contact_ways import scanning, store
from reunion.platform.contacts import service as contacts


@periodic("* * * * *", "contact_ways.end_temporary_chats")
async def end_temporary_chats(work: Work, at: datetime) -> None:
    """Each in a transaction of its own, so that one that fails holds up nobody."""
    async with work.db.connection() as connection:
        corps = await store.corps_with_expired_chats(connection, clock.now())
    for corp_id in corps:
        async with work.db.connection() as connection:
            ctx = Context(corp_id, SYSTEM, connection, clock.now())
            ended = await contacts.expired_temporary(ctx)
        for contact_id, member_id in ended:
            async with work.db.in_corp(corp_id) as ctx:
                await scanning.end_chat(ctx, contact_id, member_id, quiet=True)
