"""What a policy would refuse now, before it is saved and before anything is sent."""

from collections.abc import Iterable

from reunion.core.context import Context
from reunion.platform.contacts import service as contacts
from reunion.platform.contacts.model import CustomerFilter, Follow
from reunion.platform.corps import service as corps
from reunion.platform.touches.model import MOST_FORESEEN, Forecast, Foreseen, RefusedFor
from reunion.platform.touches.rules import checked
from reunion.platform.touches.wording import reason
from reunion.restraint import service as restraint
from reunion.restraint.model import Ask, Touch, quiet_until


async def foresee(ctx: Context, wanted: Forecast, language: str) -> Foreseen:
    """Writes nothing. Raises Invalid, ContactUnknown, MemberUnknown."""
    policy = checked(wanted.policy) if wanted.policy else await restraint.policy(ctx)
    here = await corps.zone(ctx)
    standing = None
    if wanted.external_userid:
        contact_id = await contacts.require_contact(ctx, wanted.external_userid)
        follows = (await contacts.detail(ctx, wanted.external_userid)).follows
        asks, total = [_ask(contact_id, follows)], 1
        standing = await restraint.standing(ctx, contact_id, here, policy)
    else:
        asks, total = await _latest(ctx, wanted)
    touch = Touch(wanted.channel, wanted.purpose, "forecast", 0)
    found = await restraint.foresee(ctx, touch, asks, ctx.now, here, policy)
    refused = [
        RefusedFor(rule, reason(rule, None, None, language), customers)
        for rule, customers in found.items()
        if rule is not None
    ]
    return Foreseen(
        asked=len(asks),
        total=total,
        permitted=found.get(None, 0),
        refused=sorted(refused, key=lambda one: -one.customers),
        quiet_until=quiet_until(policy, wanted.purpose, ctx.now, here),
        standing=standing,
    )


async def _latest(ctx: Context, wanted: Forecast) -> tuple[list[Ask], int]:
    """Each of the latest customers once, and how many relationships there are in all."""
    member_id = (await contacts.require_member(ctx, wanted.member)).id if wanted.member else None
    customers = CustomerFilter(member_id=member_id, tag=wanted.tag)
    page = await contacts.customers(ctx, customers, cursor=None, limit=MOST_FORESEEN)
    follows: dict[int, list[Follow]] = {}
    for one in page.items:
        follows.setdefault(one.contact_id, []).append(one.follow)
    asks = [_ask(contact_id, of_one) for contact_id, of_one in follows.items()]
    return asks, max(page.total or 0, len(asks))


def _ask(contact_id: int, follows: Iterable[Follow]) -> Ask:
    """By a member who can reach her, if there is one."""
    active = [one for one in follows if one.state == "active"]
    for one in active:
        if not one.blocked_by_customer:
            return Ask(contact_id, one.member_id)
    if active:
        return Ask(contact_id, active[0].member_id, barred="blocked")
    return Ask(contact_id, 0, barred="not_friend")
