"""Counts the messages of one company's archive, and tells of each day once it is over.

The counts and the seq up to which they go are one transaction, so each entry counts once, whoever is killed;
and nobody else counts meanwhile (the lease).
"""

import asyncio
import uuid

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

from reunion.core.context import Context
from reunion.core.db import Database
from reunion.growth.mirror import erasing, halts
from reunion.growth.mirror.chats import opening, store
from reunion.growth.mirror.chats.opening import Said
from reunion.growth.mirror.pace import Paced
from reunion.growth.mirror.store import follows
from reunion.growth.mirror.telling import SOURCE, person
from reunion.growth.mirror.turns import Turn
from reunion.growth.profiles import service as profiles
from reunion.growth.tracking import service as tracking
from reunion.growth.tracking.service import Occurrence
from reunion.wecom.endpoints.archive import ChatData, GetChatMsgRequest, getchatmsg
from reunion.wecom.errors import WecomError

_PAGE = 1000
_DAYS = 2000


class Counter:
    """One corp's, under one lease, with the key that its archive is sealed for."""

    def __init__(
        self, db: Database, corp_id: int, wecom: Paced, lease: uuid.UUID, key: RSAPrivateKey
    ) -> None:
        self._db = db
        self._corp_id = corp_id
        self._wecom = wecom
        self._lease = lease
        self._key = key

    async def run(self, turn: Turn) -> None:
        """Until all is counted, the archive wants us to wait, or the turn or the lease is over."""
        try:
            while not turn.over and await self._page():
                pass
            while not turn.over and await self._tell():
                pass
        except WecomError as error:
            await self._pause(error)
        async with self._db.in_corp(self._corp_id) as ctx:
            await store.give_back(ctx, self._lease)

    async def _page(self) -> bool:
        """True where there may be more."""
        async with self._db.in_corp(self._corp_id) as ctx:
            before = await store.seq(ctx, self._lease)
        if before is None:
            return False
        answer = await self._wecom.call(getchatmsg, GetChatMsgRequest(seq=before, limit=_PAGE))
        entries: list[ChatData] = answer.chatdata
        # A third of a second a page, most of it for the seals.
        found = await asyncio.to_thread(opening.said, self._key, entries) if entries else []
        async with self._db.in_corp(self._corp_id) as ctx:
            kept = await _not_erased(ctx, found)
            if not await store.move(ctx, self._lease, entries[-1].seq if entries else before):
                return False
            await store.count(ctx, kept)
            if len(entries) < _PAGE:
                await store.read_up(ctx)
        return len(entries) == _PAGE

    async def _tell(self) -> bool:
        async with self._db.in_corp(self._corp_id) as ctx:
            days = await store.over(ctx, _DAYS)
            known = await profiles.find(ctx, sorted({person(one.external_userid) for one in days}))
            await tracking.record(
                ctx,
                [
                    Occurrence(
                        "chatted", one.last_at, profile_no=known[person(one.external_userid)],
                        identities=(person(one.external_userid),), source=SOURCE, userid=one.userid,
                        properties={"sent": one.sent, "received": one.received},
                        message_id=f"wecom:chatted:{one.external_userid}:{one.userid}:{one.day}",
                    )
                    for one in days
                    if person(one.external_userid) in known
                ],
            )  # fmt: skip
        return len(days) == _DAYS

    async def _pause(self, error: WecomError) -> None:
        async with self._db.in_corp(self._corp_id) as ctx:
            state = await store.state(ctx)
            wait = halts.wait(error.errcode, state["failures"] if state else 0)
            await store.pause(ctx, self._lease, ctx.now + wait, error.errcode, error.errmsg)


async def _not_erased(ctx: Context, found: list[Said]) -> list[Said]:
    """Without those who were erased, until somebody adds them anew."""
    everybody = sorted({one.external_userid for one in found})
    erased = await erasing.erased(ctx, everybody)
    back = await follows.customers(ctx, list(erased)) if erased else {}
    return [
        one for one in found if one.external_userid not in erased or one.external_userid in back
    ]
