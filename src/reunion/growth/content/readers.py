"""Which link a browser reads by: its own in the tree of the link that it opened.

A customer's link belongs to the browser that opens it first. Whoever opens it elsewhere gets a link below
it: it was forwarded. Browsers are known by a hash that differs from company to company.
"""

import hashlib

import msgspec

from reunion.core import ids
from reunion.core.context import SYSTEM, Context
from reunion.growth.content.model import READERS, ItemRow, LinkExpired, LinkUnknown
from reunion.growth.content.store import items, shares
from reunion.growth.content.store.shares import ShareRow


class Found(msgspec.Struct, frozen=True):
    """`share` is the reader's own link, or the one opened where nothing is recorded of the reader."""

    ctx: Context
    share: ShareRow
    item: ItemRow
    device: bytes
    refused: bool


def device_of(corp_id: int, cookie: str) -> bytes:
    """How a company knows a browser; another company knows the same one by another hash."""
    return hashlib.blake2b(f"{corp_id}:{cookie}".encode(), digest_size=16).digest()


async def find(ctx: Context, token: str, cookie: str) -> Found:
    """The link and its content, inside its company; raises LinkUnknown, LinkExpired."""
    share = await shares.find(ctx.tx, token)
    if share is None:
        raise LinkUnknown
    inside = ctx.in_corp(share.corp_id).acting_as(SYSTEM)
    item = await items.get(inside, share.content_id)
    if item is None or item.over(ctx.now):
        raise LinkExpired
    device = device_of(share.corp_id, cookie)
    refused = await shares.refuses(inside, device)
    return Found(inside, share, item, device, refused)


async def placed(found: Found) -> tuple[Found, bool]:
    """With the browser's own link in the tree, and whether that link is new below another one."""
    ctx, share, device = found.ctx, found.share, found.device
    if share.device == device:
        return found, False
    links = await shares.lock_tree(ctx, share.root_id)
    mine = await shares.of_browser(ctx, share.root_id, device)
    if mine is not None:
        return msgspec.structs.replace(found, share=mine), False
    reader = await shares.reader(ctx, device)
    own = share.personal and (reader is None or reader == share.profile_no)
    if own and share.device is None:
        claimed = await shares.claim(ctx, share.id, device)
        if claimed is not None:
            return msgspec.structs.replace(found, share=claimed), False
    if own and reader is not None:
        return found, False
    if links >= READERS:
        return msgspec.structs.replace(found, refused=True), False
    below = await shares.add_below(
        ctx,
        {
            "token": ids.token(16),
            "content_id": share.content_id,
            "userid": share.userid,
            "root_id": share.root_id,
            "parent_id": share.id,
            "profile_no": reader,
            "device": device,
            "created_at": ctx.now,
        },
    )
    assert below is not None, "the tree is locked"
    return msgspec.structs.replace(found, share=below), True
