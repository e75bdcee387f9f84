"""A customer's contacts, over all companies."""

from typing import Any

from reunion import realtime
from reunion.core.context import Context
from reunion.platform.contacts.app_model import Added, AppContact, shown
from reunion.platform.contacts.model import Addition
from reunion.platform.contacts.refusals import NotFollowed
from reunion.platform.contacts.store import app, follows
from reunion.platform.contacts.store.app import AppRow
from reunion.platform.corps import service as corps


async def contacts(tx: Any, person_id: int) -> list[AppContact]:
    """Everybody whom the person has not deleted, by name."""
    found = await _shown(tx, await app.of_person(tx, person_id))
    return sorted(found, key=lambda one: (one.pinyin, one.member_id))


async def contact(tx: Any, person_id: int, member_id: int) -> AppContact:
    """One of them, also a deleted one; raises NotFollowed."""
    row = await app.one(tx, person_id, member_id)
    if row is None:
        raise NotFollowed()
    return (await _shown(tx, [row]))[0]


async def added(ctx: Context, person_id: int, addition: Addition) -> Added:
    """What the app gets after adding."""
    one = await contact(ctx.tx, person_id, addition.member_id)
    state = "requested" if addition.state == "requested" else "active"
    return Added(state, one, addition.conversation_id)


async def inside(ctx: Context, member_id: int) -> Context:
    """The context in the corp of this member; raises NotFollowed where there is no such member."""
    corp_id = await follows.corp_of_member(ctx.tx, member_id)
    if corp_id is None:
        raise NotFollowed()
    return ctx.in_corp(corp_id)


async def _shown(tx: Any, rows: list[AppRow]) -> list[AppContact]:
    cards = await corps.cards(tx, {row.corp_id for row in rows})
    online = realtime.online(row.member_id for row in rows)
    return [shown(row, cards[row.corp_id], online=row.member_id in online) for row in rows]
