"""What a member writes about a customer, and the tags he puts on."""

import msgspec

from reunion import outbox, realtime
from reunion.core.context import Context
from reunion.platform.contacts.adding import announce, hint, rename
from reunion.platform.contacts.model import FollowRow, check_lengths
from reunion.platform.contacts.refusals import NotFollowed, PictureUnusable
from reunion.platform.contacts.store import follows, marks
from reunion.platform.media import service as media
from reunion.platform.tags import service as tags


async def remark(
    ctx: Context,
    contact_id: int,
    member_id: int,
    *,
    remark: str | None = None,
    description: str | None = None,
    company: str | None = None,
    mobiles: list[str] | None = None,
    picture: str | None = None,
) -> FollowRow:
    """Sets what is given. Raises NotFollowed, Invalid (lengths), PictureUnusable."""
    check_lengths(remark, description, company, mobiles)
    if picture:
        found = await media.find(ctx, picture)
        if found is None or found.kind != "image":
            raise PictureUnusable()
    row = await _active(ctx, contact_id, member_id)
    if mobiles is not None:
        mobiles = list(dict.fromkeys(mobile.strip() for mobile in mobiles if mobile.strip()))
    wanted = {
        "remark": remark,
        "description": description,
        "remark_company": company,
        "remark_mobiles": mobiles,
        "remark_media_id": picture,
    }
    changed = {
        name: (getattr(row, name), value)
        for name, value in wanted.items()
        if value is not None and value != getattr(row, name)
    }
    if not changed:
        return row
    row = msgspec.structs.replace(row, **{name: new for name, (_, new) in changed.items()})
    await follows.set_remarks(ctx, row)
    await rename(ctx, row)
    await announce(ctx, row, "contact.edited", {"changed": changed})
    await hint(ctx, row, "contacts")
    return row


async def mark(
    ctx: Context, contact_id: int, member_id: int, *, add: list[str], remove: list[str]
) -> bool:
    """Puts tags on one customer and takes tags off; answers whether anything changed.

    Raises TagUnknown, NotFollowed.
    """
    return await mark_many(ctx, [(contact_id, member_id)], add=add, remove=remove) > 0


async def mark_many(
    ctx: Context, pairs: list[tuple[int, int]], *, add: list[str], remove: list[str]
) -> int:
    """The same for many (contact, member) pairs, as sets; answers how many follows changed.

    Raises TagUnknown, or NotFollowed when one of the pairs is not active.
    """
    both = await tags.require(ctx, [*add, *remove])
    adding = [ref for ref in both if ref.id in set(add) - set(remove)]
    removing = [ref for ref in both if ref.id in set(remove)]
    pairs = sorted(set(pairs))
    if await marks.lock_active(ctx, pairs) != len(pairs):
        raise NotFollowed()
    changed = await marks.change(
        ctx, pairs, [ref.key for ref in adding], [ref.key for ref in removing]
    )
    names = {
        "tags": {"add": [ref.name for ref in adding], "remove": [ref.name for ref in removing]}
    }
    await outbox.append_many(
        ctx,
        "contact.edited",
        [
            (
                one.external_userid,
                str(one.contact_id),
                {
                    "member_id": one.member_id,
                    "userid": one.userid,
                    "external_userid": one.external_userid,
                    "state": one.source_state,
                    "changed": names,
                },
            )
            for one in changed
        ],
    )
    members = {one.member_id for one in changed}
    await realtime.notify(ctx, members, {"type": "changed", "what": "contacts"})
    return len(changed)


async def _active(ctx: Context, contact_id: int, member_id: int) -> FollowRow:
    row = await follows.lock(ctx, contact_id, member_id)
    if row is None or row.state != "active":
        raise NotFollowed()
    return row
