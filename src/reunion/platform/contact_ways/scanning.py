"""What happens when somebody opens a code: whom he gets, and how he adds."""

from datetime import timedelta
from typing import Any

import msgspec

from reunion.core.context import Context
from reunion.core.errors import AppError
from reunion.platform.contact_ways import store
from reunion.platform.contact_ways.model import Already, Shown, WayCard, WayCardMember, WayRow
from reunion.platform.contact_ways.refusals import NobodyFree, WayExpired, WayUnknown
from reunion.platform.contacts import service as contacts
from reunion.platform.contacts.model import BY_CODE, Addition, Arrival
from reunion.platform.contacts.refusals import MEMBER_IS_FULL, MemberFull
from reunion.platform.corps import service as corps
from reunion.platform.corps.model import card, picture_url


class Visitor(msgspec.Struct, frozen=True):
    """Who opens a code: a person who is signed in, a browser with our cookie, or both."""

    person_id: int | None
    cookie: str | None

    @property
    def keys(self) -> list[str]:
        """Under which his visits are kept, the surest first."""
        keys = [f"p{self.person_id}"] if self.person_id is not None else []
        return [*keys, f"v{self.cookie}"] if self.cookie else keys


class Choice(msgspec.Struct, frozen=True):
    """Whom the visitor gets; `already` where they are contacts."""

    member: Shown
    already: Already | None


async def find(ctx: Context, slug: str) -> tuple[Context, WayRow]:
    """The way of an address, and the context inside its corp; raises WayUnknown."""
    way = await store.by_slug(ctx.tx, slug)
    if way is None:
        raise WayUnknown()
    return ctx.in_corp(way.corp_id), way


async def opened(ctx: Context, slug: str) -> bool:
    """Counts an opening; false where there is no such code."""
    way = await store.by_slug(ctx.tx, slug)
    if way is None:
        return False
    await store.count(ctx.in_corp(way.corp_id), way.id, ctx.now, opened=1)
    return True


async def show(ctx: Context, slug: str, visitor: Visitor, language: str) -> WayCard:
    """The page behind a code. Raises WayUnknown."""
    here, way = await find(ctx, slug)
    corp = card(await corps.require(here))
    problem: AppError | None = WayExpired() if way.expired(ctx.now) else None
    choice = None
    if problem is None:
        try:
            choice = await choose(here, way, visitor)
        except (NobodyFree, MemberFull) as error:
            problem = error
    member = choice.member if choice else await _somebody(here, way)
    return WayCard(
        slug=slug,
        member=WayCardMember(
            name=member.name if member else corp.name,
            avatar_url=picture_url(member.avatar_media_id) if member else corp.logo_url,
            title=member.title if member else "",
            department=member.department if member else "",
            gender=member.gender if member else 0,
        ),
        corp=corp,
        expired=way.expired(ctx.now),
        reason=problem.text(language) if problem else None,
        confirm=not way.skip_verify and not way.is_temp,
        already=choice.already if choice else None,
    )


async def _somebody(ctx: Context, way: WayRow) -> Shown | None:
    pool = await store.pool(ctx, way.member_ids, way.department_ids, way.id)
    return pool[0] if pool else None


async def choose(ctx: Context, way: WayRow, visitor: Visitor) -> Choice:
    """The member for this visitor: the one he has, the one he got before, else the least loaded.

    Raises NobodyFree, MemberFull.
    """
    given = await store.pool(ctx, way.member_ids, way.department_ids, way.id)
    pool = {one.id: one for one in given}
    if not pool:
        raise NobodyFree()
    person_id = visitor.person_id
    if person_id is not None:
        through = None if way.is_exclusive else way.id
        has = await store.followed(ctx, person_id, list(pool), through)
        if has is not None:
            return Choice(pool[has[0]], Already(has[1]))
    free = [one.id for one in pool.values() if not one.full]
    if not free:
        raise MemberFull(MEMBER_IS_FULL)
    member_id = await _assigned(ctx, way, visitor, free)
    already = None
    if person_id is not None:
        row = await contacts.follow_of_person(ctx, person_id, member_id)
        if row is not None and row.state == "active":
            already = Already(row.conversation_id)
    return Choice(pool[member_id], already)


async def _assigned(ctx: Context, way: WayRow, visitor: Visitor, free: list[int]) -> int:
    keys = visitor.keys
    if not keys:
        return free[0]
    before = await store.visited(ctx, way.id, keys)
    wanted = before if before in free else free[0]
    return await store.visit(ctx, way.id, keys[0], free, wanted)


async def add(
    ctx: Context, slug: str, visitor: Visitor, apply_text: str
) -> tuple[Context, Addition]:
    """A signed-in person adds the member whom the code gives.

    Raises WayUnknown, WayExpired, NobodyFree, MemberFull, CorpFull, MemberCannotContact.
    """
    here, way = await find(ctx, slug)
    if way.expired(ctx.now):
        raise WayExpired()
    if visitor.person_id is None:
        raise WayUnknown()
    choice = await choose(here, way, visitor)
    arrival = Arrival(
        add_way=BY_CODE,
        state=way.state,
        contact_way_id=way.id,
        apply_text=apply_text.strip(),
        tag_keys=tuple(way.tag_ids),
    )
    member_id = choice.member.id
    if way.is_temp:
        lasts = timedelta(seconds=way.chat_expires_in or 0)
        addition = await contacts.open_temporary(
            here, visitor.person_id, member_id, arrival, lasts=lasts
        )
    else:
        addition = await contacts.add(
            here, visitor.person_id, member_id, arrival, confirm=not way.skip_verify
        )
    return here, addition


async def end_chat(ctx: Context, contact_id: int, member_id: int, *, quiet: bool = False) -> None:
    """Ends a temporary chat with the words that its way has for it; raises NotFollowed unless `quiet`."""
    conclusions: Any = await store.conclusions_of(ctx, contact_id, member_id)
    await contacts.end_temporary(
        ctx, contact_id, member_id, last_words=_last_words(conclusions), quiet=quiet
    )


def _last_words(conclusions: Any) -> list[tuple[str, dict[str, Any]]]:
    """Chat messages of a way's conclusions."""
    found: list[tuple[str, dict[str, Any]]] = []
    given = conclusions or {}
    text = given.get("text", {}).get("content", "")
    if text:
        found.append(("text", {"text": text}))
    if picture := given.get("image", {}).get("media"):
        found.append(("image", {"media": picture}))
    if link := given.get("link"):
        kept = {name: link.get(name) for name in ("title", "desc", "url") if link.get(name)}
        found.append(("link", kept))
    if program := given.get("miniprogram"):
        kept = {name: program.get(name) for name in ("title", "appid", "page") if program.get(name)}
        found.append(("miniprogram", kept))
    return found
