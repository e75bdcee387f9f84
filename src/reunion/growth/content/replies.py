"""快捷回复 What members say again and again: the company's, and each member's own."""

from typing import Annotated

import msgspec
from msgspec import Meta

from reunion.core.context import Context
from reunion.core.errors import Invalid, Text
from reunion.growth.content import library
from reunion.growth.content.model import ReplyUnknown
from reunion.growth.content.store import replies as store

OWN_LIMIT = 500


class ReplyDraft(msgspec.Struct):
    """`content_id`: what is sent along."""

    category: Annotated[str, Meta(min_length=1, max_length=30)]
    text: Annotated[str, Meta(min_length=1, max_length=2000)]
    title: Annotated[str, Meta(max_length=60)] = ""
    content_id: int | None = None


class QuickReply(msgspec.Struct, frozen=True):
    """`own`: the member's; else the company's. `uses` by everybody, `mine` by who asks."""

    id: int
    own: bool
    category: str
    title: str
    text: str
    content_id: int | None
    uses: int
    mine: int


async def of_member(ctx: Context, userid: str, q: str = "") -> list[QuickReply]:
    """The member's own and the company's, by category, what she uses most first."""
    return [QuickReply(**row) for row in await store.listed(ctx, userid, q.strip())]


async def of_company(ctx: Context, q: str = "") -> list[QuickReply]:
    """The company's, by category, the most used first."""
    return [QuickReply(**row) for row in await store.listed(ctx, "", q.strip())]


async def add(ctx: Context, userid: str, draft: ReplyDraft) -> int:
    """A new one, the company's where userid is empty; raises Invalid, ContentUnknown."""
    values = await _checked(ctx, draft)
    if userid and await store.how_many(ctx, userid) >= OWN_LIMIT:
        raise Invalid(
            text=Text(f"最多 {OWN_LIMIT} 条，请先删除不用的", f"at most {OWN_LIMIT}; delete some")
        )
    return await store.insert(ctx, {**values, "userid": userid, "created_at": ctx.now})


async def change(ctx: Context, userid: str, key: int, draft: ReplyDraft) -> None:
    """Raises ReplyUnknown, Invalid, ContentUnknown."""
    if not await store.update(ctx, userid, key, await _checked(ctx, draft)):
        raise ReplyUnknown


async def delete(ctx: Context, userid: str, key: int) -> None:
    """Raises ReplyUnknown."""
    if not await store.delete(ctx, userid, key):
        raise ReplyUnknown


async def used(ctx: Context, userid: str, key: int) -> None:
    """A member used one that she may use; raises ReplyUnknown."""
    if not await store.used(ctx, userid, key):
        raise ReplyUnknown


async def _checked(ctx: Context, draft: ReplyDraft) -> dict[str, object]:
    category, text = draft.category.strip(), draft.text.strip()
    if not category or not text:
        name = "category" if not category else "text"
        raise Invalid(**{name: Text("不能为空", "must not be empty")})
    if draft.content_id is not None:
        await library.require(ctx, draft.content_id)
    return {
        "category": category, "text": text, "title": draft.title.strip(), "content_id": draft.content_id
    }  # fmt: skip
