"""What happens when somebody opens a link: whom she gets, and how she adds."""

from reunion.core.context import Context
from reunion.core.errors import AppError
from reunion.platform.acquisition import service, uses
from reunion.platform.acquisition.model import LinkRow, channel
from reunion.platform.acquisition.refusals import LinkGone, LinkUnusable
from reunion.platform.acquisition.store import customers, figures, links
from reunion.platform.contact_ways import pools
from reunion.platform.contact_ways.model import Already, Shown, WayCard, WayCardMember
from reunion.platform.contact_ways.refusals import NobodyFree
from reunion.platform.contact_ways.scanning import Choice, Visitor
from reunion.platform.contacts import service as contacts
from reunion.platform.contacts.model import Addition, Arrival
from reunion.platform.contacts.refusals import MEMBER_IS_FULL, MemberFull
from reunion.platform.corps import service as corps
from reunion.platform.corps.model import card, picture_url

BY_LINK = 16
"""WeCom's add_way of a customer who came by an acquisition link."""


async def find(ctx: Context, link_id: str) -> tuple[Context, LinkRow]:
    """The link of an address, and the context inside its corp; raises LinkGone."""
    link = await links.by_address(ctx.tx, link_id)
    if link is None:
        raise LinkGone()
    return ctx.in_corp(link.corp_id), link


async def show(
    ctx: Context, link_id: str, visitor: Visitor, given_channel: str | None, language: str
) -> WayCard:
    """The page behind a link; a visitor counts once a day. Raises LinkGone."""
    here, link = await find(ctx, link_id)
    await _count(here, link, visitor, channel(given_channel))
    corp = card(await corps.require(here))
    pool = await pools.able(here, link.member_ids, link.department_ids)
    choice: Choice | None = None
    problem: AppError | None = None
    try:
        choice = await _choose(here, link, visitor, pool)
        if choice.already is None:
            await _require_uses(here)
    except (LinkUnusable, NobodyFree, MemberFull) as error:
        problem = error
    member = choice.member if choice else next(iter(pool), None)
    return WayCard(
        slug=link.link_id,
        member=WayCardMember(
            name=member.name if member else corp.name,
            avatar_url=picture_url(member.avatar_media_id) if member else corp.logo_url,
            title=member.title if member else "",
            department=member.department if member else "",
            gender=member.gender if member else 0,
        ),
        corp=corp,
        expired=False,
        reason=problem.text(language) if problem else None,
        confirm=not link.skip_verify,
        already=choice.already if choice else None,
    )


async def _count(ctx: Context, link: LinkRow, visitor: Visitor, state: str) -> None:
    """Who is known is told of once: anybody else could be the same browser without its cookie."""
    if not visitor.keys:
        return
    first = await figures.opened(ctx, link.id, visitor.keys[0])
    if first and visitor.person_id is not None:
        await service.announce(ctx, link, "acquisition_link.opened", {"state": state})


async def _require_uses(ctx: Context) -> None:
    if not await uses.left(ctx):
        raise LinkUnusable()


async def _choose(ctx: Context, link: LinkRow, visitor: Visitor, pool: list[Shown]) -> Choice:
    """The member for this visitor: with priority one whom she has, else the one she got before, else
    the least loaded. Raises NobodyFree, MemberFull."""
    if visitor.person_id is not None and link.priority_type:
        listed = link.priority_member_ids if link.priority_type == 2 else None
        friend = await figures.has(ctx, visitor.person_id, listed)
        if friend is not None:
            [member] = await pools.able(ctx, [friend], [])
            return Choice(member, await _already(ctx, visitor.person_id, friend))
    if not pool:
        raise NobodyFree()
    by_id = {one.id: one for one in pool}
    waiting = await figures.waiting(ctx, link.id)
    free = [one.id for one in pool if not one.full]
    if not free:
        raise MemberFull(MEMBER_IS_FULL)
    free.sort(key=lambda i: (by_id[i].load + waiting.get(i, 0), i))
    member_id = await _assigned(ctx, link, visitor, free)
    already = None
    if visitor.person_id is not None:
        already = await _already(ctx, visitor.person_id, member_id)
    return Choice(by_id[member_id], already)


async def _assigned(ctx: Context, link: LinkRow, visitor: Visitor, free: list[int]) -> int:
    keys = visitor.keys
    if not keys:
        return free[0]
    before = await figures.visited(ctx, link.id, keys)
    wanted = before if before in free else free[0]
    return await figures.visit(ctx, link.id, keys[0], free, wanted)


async def _already(ctx: Context, person_id: int, member_id: int) -> Already | None:
    row = await contacts.follow_of_person(ctx, person_id, member_id)
    return Already(row.conversation_id) if row is not None and row.state == "active" else None


async def add(
    ctx: Context, link_id: str, visitor: Visitor, given_channel: str | None, apply_text: str
) -> tuple[Context, Addition]:
    """A signed-in person adds the member whom the link gives.

    Raises LinkGone, LinkUnusable, NobodyFree, MemberFull, CorpFull, MemberCannotContact.
    """
    here, link = await find(ctx, link_id)
    if visitor.person_id is None:
        raise LinkGone()
    pool = await pools.able(here, link.member_ids, link.department_ids)
    choice = await _choose(here, link, visitor, pool)
    if choice.already is None:
        await _require_uses(here)
    state = channel(given_channel)
    arrival = Arrival(add_way=BY_LINK, state=state, apply_text=apply_text.strip())
    addition = await contacts.add(
        here, visitor.person_id, choice.member.id, arrival, confirm=not link.skip_verify
    )
    if addition.new:
        contact_id, member_id = addition.contact_id, addition.member_id
        await customers.insert(here, link.id, contact_id, member_id, state)
        if addition.state == "requested" and state:
            await service.announce(
                here, link, "acquisition_link.requested", {"state": state}, key=str(contact_id)
            )
    return here, addition
