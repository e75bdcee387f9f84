"""The door for other modules: opening, closing and writing into conversations, in their transaction."""

from collections.abc import Awaitable, Callable, Iterable, Sequence
from typing import Any

from reunion import realtime
from reunion.core.context import Context
from reunion.core.errors import Invalid, Text
from reunion.core.folding import folded
from reunion.core.ids import alphanumeric
from reunion.platform.conversations.content import plain
from reunion.platform.conversations.model import (
    ROOM_SIZE,
    CannotTalk,
    Conversation,
    Message,
    NoConversation,
    NoMessage,
    Party,
    pair_key,
    refusal,
)
from reunion.platform.conversations.resolve import carried_by
from reunion.platform.conversations.store import many, parties, reading, searching, sending, views
from reunion.platform.conversations.store.sending import Draft

_CHANGED = {"type": "changed", "what": "conversation"}
_LARGEST = 500

Witness = Callable[[Context, int, int], Awaitable[None]]
_witnesses: list[Witness] = []


def before_recall(see: Witness) -> Witness:
    """Registers `async f(ctx, conversation_id, seq)`, called before what a message says goes."""
    _witnesses.append(see)
    return see


async def about_to_recall(ctx: Context, conversation_id: int, seq: int) -> None:
    """Lets everybody who must see the message once more."""
    for see in _witnesses:
        await see(ctx, conversation_id, seq)


def search_terms(q: str) -> tuple[str, str]:
    """For the search index: the tokens that a text with `q` in it has, and the exact check of
    `message_search.body` behind it. `q` must not be blank."""
    needle = folded(q).strip()
    return searching.tsquery(needle), searching.like(needle)


async def open_pair(ctx: Context, one: Party, other: Party) -> int:
    """The conversation of two, made when there is none yet; both may write from now on."""
    if one.principal_id == other.principal_id:
        raise CannotTalk
    kind = "internal" if one.kind == other.kind == "member" else "external"
    pair = pair_key(one.principal_id, other.principal_id)
    found = await parties.make_conversation(ctx, kind, "", pair, (one, other))
    await parties.open_sides(ctx, [found])
    await tell(ctx, (one.account_id, other.account_id), found)
    return found


async def open_room(ctx: Context, title: str, members: Sequence[Party]) -> int:
    """A new room of three members or more of the corp."""
    if not 3 <= len(members) <= ROOM_SIZE:
        wrong = Text(f"群聊需要 3 到 {ROOM_SIZE} 人", f"a room has 3 to {ROOM_SIZE} members")
        raise Invalid(member_ids=wrong)
    found = await parties.make_conversation(ctx, "room", title, None, members)
    await tell(ctx, (member.account_id for member in members), found)
    return found


async def close_pair(ctx: Context, one_id: int, other_id: int, reasons: dict[int, str]) -> None:
    """These principals may not write any more, for these reasons; the history stays readable. Once
    the caller's transaction has committed, no message of theirs gets in."""
    found = await parties.find_pair(ctx, pair_key(one_id, other_id))
    if found is None:
        return
    await parties.close_side(ctx, [found], {str(i): reason for i, reason in reasons.items()})
    await _tell_all(ctx, [found])


async def reopen_pair(ctx: Context, one_id: int, other_id: int) -> None:
    """Both may write again."""
    found = await parties.find_pair(ctx, pair_key(one_id, other_id))
    if found is not None:
        await parties.open_sides(ctx, [found])
        await _tell_all(ctx, [found])


async def close_all(ctx: Context, member_id: int, reason: str) -> int:
    """Nobody can write in the pairs of this member any more (resigned); answers how many there are."""
    found = await parties.pairs_of(ctx, member_id)
    for at in range(0, len(found), _LARGEST):
        part = found[at : at + _LARGEST]
        await parties.close_both(ctx, part, reason)
        await _tell_all(ctx, part)
    return len(found)


async def pair_ids(ctx: Context, me: int, others: Sequence[int]) -> dict[int, int]:
    """The conversation that `me` has with each of these principals, by principal."""
    keys = {pair_key(me, other): other for other in others}
    found = await parties.find_pairs(ctx, list(keys))
    return {keys[pair]: conversation_id for pair, conversation_id in found.items()}


async def send(
    ctx: Context, conversation_id: int, sender_id: int, kind: str, content: dict[str, Any],
    client_id: str, *, media_id: str | None = None,
) -> Message:  # fmt: skip
    """Writes a message with content as clients get it; it reaches the sockets at commit. The same
    client_id again answers the first message. `media_id`: a file that the participants may open."""
    text = plain(content)
    media_id = media_id or carried_by(content)
    draft = Draft(ctx.corp_id, conversation_id, sender_id, client_id, kind, text, None, media_id)
    outcome = await sending.send_one(ctx, draft)
    if outcome is None:
        raise NoConversation
    if outcome.closed is not None:
        raise refusal(outcome.closed)
    seq = outcome.seq if outcome.seq is not None else outcome.first_seq
    message = await reading.message_at(ctx, conversation_id, seq) if seq is not None else None
    if message is None:
        raise NoMessage
    return message


async def send_many(
    ctx: Context, sender_id: int, conversation_ids: Sequence[int],
    openings: Sequence[dict[str, Any]] | None, messages: Sequence[tuple[str, dict[str, Any]]],
    client_id: str, accounts: Iterable[int],
) -> dict[int, int]:  # fmt: skip
    """The same messages (kind, content) from one member into many of his pairs, in one statement;
    openings, if given, stand for the first content, each in its conversation. Answers the seq of the first
    message of each conversation that is open. `client_id` with the place behind it is that of each
    message: a second time is a UniqueViolationError. `accounts`: who hears of it at commit."""
    parts = [(kind, plain(content), carried_by(content)) for kind, content in messages]
    texts = [plain(one) for one in openings] if openings is not None else None
    placed = await many.send_many(ctx, sender_id, conversation_ids, texts, parts, client_id)
    await realtime.notify(ctx, accounts, _CHANGED)
    return placed


async def send_system(
    ctx: Context, conversation_id: int, code: str, text: str,
    *, sender_id: int = 0, said: dict[str, str] | None = None,
) -> Message:  # fmt: skip
    """A grey line between the messages; counts as unread for nobody. `said`: what is filled into the
    line, for clients that have it in another language."""
    content = {"code": code, "text": text} | ({"said": said} if said else {})
    return await send(ctx, conversation_id, sender_id, "system", content, alphanumeric(16))


async def search_conversations(
    ctx: Context, account_id: int, name: str, limit: int
) -> list[Conversation]:
    """Those whose title or other side has this in its name."""
    return await views.page(ctx, account_id, show="all", name=name, after=None, limit=limit)


async def tell(ctx: Context, accounts: Iterable[int], conversation_id: int) -> None:
    """Tells these accounts' clients, at commit, to pull a conversation that changed."""
    await realtime.notify(ctx, accounts, _CHANGED | {"id": conversation_id})


async def _tell_all(ctx: Context, conversation_ids: Sequence[int]) -> None:
    accounts: dict[int, list[int]] = {}
    for row in await parties.roster(ctx.tx, conversation_ids):
        accounts.setdefault(row["conversation_id"], []).append(row["account_id"])
    if len(accounts) <= 1:
        for conversation_id, heard_by in accounts.items():
            await tell(ctx, heard_by, conversation_id)
        return
    everybody = {account for heard_by in accounts.values() for account in heard_by}
    await realtime.notify(ctx, everybody, _CHANGED)


async def history(
    ctx: Context, conversation_id: int, *, before: int | None, limit: int
) -> list[Message]:
    """The newest messages below `before` (or at all), ascending. For modules that have decided who may
    read them: the caller is asked nothing here."""
    return await reading.messages_before(ctx, conversation_id, before, 0, limit)
