"""Callbacks are hints: each names something that is read again. Lost, doubled or in another order, they
leave no trace, since what counts is what is read."""

from datetime import timedelta

from reunion.core.context import Context
from reunion.growth.mirror.model import Hint
from reunion.growth.mirror.store import hints as store
from reunion.wecom.callbacks import Received
from reunion.wecom.callbacks.envelope import understand

_SETTLES = timedelta(seconds=1)
"""The directory is read as a whole, so several changes are awaited."""
_ENDS = {"del_follow_user": "lost", "del_external_contact": "dropped"}


def of(received: Received) -> Hint | None:
    """What a callback asks to be read; None for those that concern nothing that is mirrored."""
    values, change = received.values, received.change_type
    match received.name:
        case "change_external_contact":
            external_userid, userid = values.get("ExternalUserID"), values.get("UserID")
            if not external_userid or not userid:
                return None
            said = {}
            if change in _ENDS:
                said = {str(userid).lower(): {"state": _ENDS[change], "at": received.create_time}}
            return Hint("customer", str(external_userid), said)
        case "change_external_chat" if values.get("ChatId"):
            return Hint("group", str(values["ChatId"]))
        case "change_external_tag":
            return Hint("tags", "")
        case "change_contact" if change != "update_tag":
            return Hint("directory", "")
        case _:
            return None


async def take(ctx: Context, received: Received, *, embedded: bool) -> None:
    """Keeps what the callback asks for; nothing where the corp's WeCom is another."""
    hint = of(received)
    if hint is not None:
        due = ctx.now + (_SETTLES if hint.kind == "directory" else timedelta())
        await store.put(ctx, hint, due, embedded=embedded)


async def from_inside(ctx: Context, message: str) -> None:
    """A callback of the platform that this company lives on: the same XML, without the network."""
    await take(ctx, understand(message), embedded=True)
