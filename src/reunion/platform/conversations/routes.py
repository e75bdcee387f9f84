"""Routes that customers and staff have alike: made once for each of the two prefixes."""

from typing import Annotated, Any, Literal

import msgspec
from litestar import Request, get, patch, post
from litestar.params import Parameter
from msgspec import Meta

from reunion.core.context import Context
from reunion.core.db import Database
from reunion.core.paging import Page, decode_cursor, encode_cursor
from reunion.platform.conversations import previews, starting, sync
from reunion.platform.conversations import recall as recalling
from reunion.platform.conversations import search as searching
from reunion.platform.conversations.chat import Chat
from reunion.platform.conversations.model import Conversation, Message, Party, Surface
from reunion.platform.conversations.roster import Seats
from reunion.platform.conversations.service import tell
from reunion.platform.conversations.store import parties, reading, views
from reunion.surfaces.access import Caller, allow

Id = Annotated[int, Meta(ge=1, lt=2**53)]
PathId = Annotated[int, Parameter(ge=1, lt=2**53)]
Seq = Annotated[int, Parameter(ge=0, lt=2**53)]
MaybeSeq = Annotated[int | None, Parameter(ge=0, lt=2**53)]
Limit = Annotated[int, Parameter(ge=1, le=100)]
Filter = Literal["all", "unread", "external", "internal", "room", "group"]
AnyRequest = Request[Any, Any, Any]


class StartConversation(msgspec.Struct):
    """With a contact (his contact id, or the member's for a customer) or a colleague."""

    principal_id: Id


class ConversationPatch(msgspec.Struct):
    """`hidden`: out of the list until something new arrives."""

    muted: bool | None = None
    pinned: bool | None = None
    hidden: bool | None = None


class SendMessage(msgspec.Struct):
    """`client_id`: the sender's own id of the message; sent again it answers the first one.
    `confirmed`: it was refused as `sensitive` before and is to be sent all the same."""

    client_id: Annotated[str, Meta(min_length=1, max_length=64)]
    kind: Literal[
        "text", "image", "file", "voice", "video", "link", "card", "location", "miniprogram"
    ]
    content: dict[str, Any]
    reply_to: Id | None = None
    confirmed: bool = False


class Messages(msgspec.Struct):
    """Ascending by seq. `has_more`: in the direction that was asked for."""

    items: list[Message]
    has_more: bool


class ReadUpTo(msgspec.Struct):
    seq: Annotated[int, Meta(ge=0, lt=2**53)]


class ReadMark(msgspec.Struct):
    read_seq: int


class PreviewRequest(msgspec.Struct):
    url: Annotated[str, Meta(min_length=8, max_length=2048)]


def chat_of(request: AnyRequest) -> Chat:
    """What this process keeps for conversations."""
    return request.app.state.gateway.answers


def routes_of(surface: Surface) -> list[Any]:
    """The handlers below /api/desk or /api/app."""
    base = f"/api/{surface}"
    opt = allow("member" if surface == "desk" else "customer")
    tags = ["conversations"]

    async def seat(
        request: AnyRequest, caller: Caller, conversation_id: int
    ) -> tuple[Seats, Party]:
        return await chat_of(request).seat(
            conversation_id, surface, caller.principal_id, caller.corp_id
        )

    @get(f"{base}/conversations", opt=opt, tags=tags)
    async def list_conversations(
        ctx: Context,
        caller: Caller,
        cursor: str | None = None,
        show: Annotated[Filter, Parameter(query="filter")] = "all",
        q: Annotated[str, Parameter(max_length=100)] = "",
        limit: Limit = 50,
    ) -> Page[Conversation]:
        """会话列表: pinned ones first, then the newest; `q` finds names, titles and remarks."""
        after = decode_cursor(cursor, views.Place) if cursor else None
        name = q.strip().replace("\x00", "")
        found = await views.page(
            ctx, caller.principal_id, show=show, name=name, after=after, limit=limit + 1
        )
        more, found = len(found) > limit, found[:limit]
        last = found[-1] if more else None
        next_cursor = encode_cursor(last.pinned, last.last_at, last.id) if last else None
        return Page(found, next_cursor)

    @post(f"{base}/conversations", opt=opt, tags=tags, status_code=200)
    async def start_conversation(
        ctx: Context, caller: Caller, data: StartConversation
    ) -> Conversation:
        """发起会话: finds the one with this contact or colleague, or opens it."""
        return await starting.start(ctx, caller.principal_id, data.principal_id)

    @get(f"{base}/conversations/{{conversation_id:int}}", opt=opt, tags=tags)
    async def get_conversation(
        ctx: Context, caller: Caller, conversation_id: PathId
    ) -> Conversation:
        """一个会话."""
        return await starting.shown(ctx, caller.principal_id, conversation_id)

    @patch(f"{base}/conversations/{{conversation_id:int}}", opt=opt, tags=tags)
    async def mark_conversation(
        request: AnyRequest, ctx: Context, caller: Caller, conversation_id: PathId,
        data: ConversationPatch,
    ) -> Conversation:  # fmt: skip
        """免打扰、置顶、不显示: the caller's own view; his other devices follow."""
        seats, side = await seat(request, caller, conversation_id)
        await parties.set_marks(
            ctx.in_corp(seats.corp_id), conversation_id, side.principal_id,
            muted=data.muted, pinned=data.pinned, hidden=data.hidden,
        )  # fmt: skip
        await tell(ctx, [caller.principal_id], conversation_id)
        return await starting.shown(ctx, caller.principal_id, conversation_id)

    @get(f"{base}/conversations/{{conversation_id:int}}/messages", opt=opt, tags=tags)
    async def list_messages(
        request: AnyRequest, ctx: Context, caller: Caller, conversation_id: PathId,
        before: MaybeSeq = None, after: MaybeSeq = None, limit: Limit = 50,
    ) -> Messages:  # fmt: skip
        """消息记录: below `before` (default: the newest), or above `after` to catch up."""
        seats, side = await seat(request, caller, conversation_id)
        inside = ctx.in_corp(seats.corp_id)
        if after is not None:
            found = await reading.messages_after(
                inside, conversation_id, max(after, side.from_seq), limit + 1
            )
            return Messages(found[:limit], len(found) > limit)
        found = await reading.messages_before(
            inside, conversation_id, before, side.from_seq, limit + 1
        )
        return Messages(found[-limit:], len(found) > limit)

    @post(
        f"{base}/conversations/{{conversation_id:int}}/messages",
        opt=opt,
        tags=tags,
        status_code=200,
    )
    async def send_message(
        request: AnyRequest, caller: Caller, conversation_id: PathId, data: SendMessage
    ) -> Message:
        """发送消息: answered once it is stored. Safe to repeat with the same client_id."""
        seats, side = await seat(request, caller, conversation_id)
        return await chat_of(request).send(
            seats, side, data.client_id, data.kind, data.content, data.reply_to,
            confirmed=data.confirmed,
        )  # fmt: skip

    @post(
        f"{base}/conversations/{{conversation_id:int}}/messages/{{seq:int}}/recall",
        opt=opt, tags=tags, status_code=200,
    )  # fmt: skip
    async def recall_message(
        request: AnyRequest, ctx: Context, caller: Caller, conversation_id: PathId, seq: Seq
    ) -> Message:
        """撤回: own messages, within two minutes."""
        seats, side = await seat(request, caller, conversation_id)
        return await recalling.recall(
            ctx.in_corp(seats.corp_id), conversation_id, side.principal_id, seq
        )

    @post(f"{base}/conversations/{{conversation_id:int}}/read", opt=opt, tags=tags, status_code=200)
    async def mark_read(
        request: AnyRequest, caller: Caller, conversation_id: PathId, data: ReadUpTo
    ) -> ReadMark:
        """已读: moves the caller's read mark forward, never back."""
        seats, side = await seat(request, caller, conversation_id)
        key = (seats.corp_id, conversation_id, side.principal_id)
        return ReadMark(await chat_of(request).marks.mark(key, data.seq))

    @get(f"{base}/search", opt=opt, tags=tags)
    async def search_messages(
        ctx: Context,
        caller: Caller,
        q: Annotated[str, Parameter(min_length=1, max_length=100)],
        conversation_id: MaybeSeq = None,
        cursor: str | None = None,
        limit: Limit = 20,
    ) -> searching.Found:
        """搜索消息: every message of the caller's conversations that contains `q`, newest first."""
        return await searching.search(
            ctx, caller.principal_id, q,
            conversation_id=conversation_id, cursor=cursor, limit=limit,
        )  # fmt: skip

    @post(f"{base}/link-previews", opt=opt, tags=tags, status_code=200)
    async def preview_link(
        request: AnyRequest, db: Database, caller: Caller, data: PreviewRequest
    ) -> previews.LinkPreview:
        """链接预览: title, description and picture of a public page."""
        return await previews.preview(data.url, request.app.state.blobs, db, caller)

    @get(f"{base}/sync", opt=opt, tags=tags)
    async def sync_changes(ctx: Context, caller: Caller, cursor: str | None = None) -> sync.Sync:
        """同步: everything that changed since `cursor`."""
        return await sync.sync(ctx, surface, caller.principal_id, cursor)

    return [
        list_conversations, start_conversation, get_conversation, mark_conversation, list_messages,
        send_message, recall_message, mark_read, search_messages, preview_link, sync_changes,
    ]  # fmt: skip
