"""The customer group beside which the page stands: who is in it, and who of them is the member's own."""

from reunion.core.context import Context
from reunion.growth.mirror import service as mirror
from reunion.growth.profiles import service as profiles
from reunion.growth.profiles.model import Identity
from reunion.growth.sidebar.model import (
    GroupNotKnownYet,
    NotInGroup,
    SidebarGroup,
    SidebarGuest,
)


async def of(ctx: Context, userid: str, chat_id: str) -> SidebarGroup:
    """Raises GroupNotKnownYet, NotInGroup."""
    group = await mirror.group(ctx, chat_id)
    if group is None:
        raise GroupNotKnownYet
    inside = [one.userid for one in group.members if not one.outsider]
    if userid not in inside:
        raise NotInGroup
    guests = [one for one in group.members if one.outsider]
    whose = await profiles.find(ctx, [Identity("external_userid", one.userid) for one in guests])
    numbers = {identity.value: no for identity, no in whose.items()}
    cards = {one.profile_no: one for one in await profiles.cards(ctx, sorted(numbers.values()))}
    follows = await mirror.follows(ctx, cards)
    own = {
        no
        for no, theirs in follows.items()
        if any(one.userid == userid and one.state == "active" for one in theirs)
    }
    names = await mirror.names(ctx, [group.owner, *inside])
    shown: list[SidebarGuest] = []
    for one in guests:
        card = cards.get(numbers.get(one.userid, 0))
        no = card.profile_no if card is not None and card.profile_no in own else None
        shown.append(
            SidebarGuest(
                card.name if card else "",
                card.avatar if card else "",
                one.joined_at,
                no,
                card.tags if card and no is not None else [],
            )
        )
    colleagues = [names.get(one, one) for one in inside if one != group.owner]
    return SidebarGroup(
        group.name, names.get(group.owner, group.owner), group.made_at, colleagues, shown
    )
