"""What a rule does for people for whom it begins or ceases to hold.

Everything is decided under the company's lock on profiles, by what is so then: rules that act on one
person at once do so one after the other, and any order ends in the same.
"""

from collections.abc import Sequence

from reunion.core.context import Context
from reunion.growth.mirror import service as mirror
from reunion.growth.profiles import service as profiles
from reunion.growth.profiles.model import TagChange, TagDone, WornSince
from reunion.growth.tag_rules import tags, telling
from reunion.growth.tag_rules.model import PEOPLE_SHOWN, Cause
from reunion.growth.tag_rules.store import holds
from reunion.growth.tag_rules.store import rules as store
from reunion.growth.tag_rules.store.rules import Row


async def act(
    ctx: Context, rule: Row, *, inside: Sequence[int], outside: Sequence[int], cause: Cause
) -> None:
    """The condition holds for some people and does not for others. The caller holds the profiles."""
    began = await holds.begin(ctx, rule.id, inside)
    ceased = await holds.cease(ctx, rule.id, outside)
    # A sweep gives those too for whom it held already the tags that were added to the rule.
    given = await _give(ctx, rule, inside if cause == "sweep" else began)
    taken = await _take_back(ctx, rule, ceased) if rule.takes_back else 0
    if not began and not ceased and not given:
        return
    await store.acted(ctx, rule.id, given, taken)
    done = {
        "cause": cause, "began": len(began), "ceased": len(ceased), "given": given, "taken": taken,
        "people": [*began, *ceased][:PEOPLE_SHOWN],
    }  # fmt: skip
    await holds.write_act(ctx, rule.id, done)


async def _give(ctx: Context, rule: Row, people: Sequence[int]) -> int:
    if not people:
        return 0
    own, wecom = await tags.split(ctx, rule.tag_nos)
    put_on = [TagChange(no, add=tuple(own), origin=rule.origin) for no in people]
    changed = await profiles.change_tags(ctx, put_on)
    await telling.tell(ctx, changed)
    queued = 0
    if wecom:
        queued = await mirror.mark_tags(ctx, [(no, wecom, []) for no in people], reason=rule.origin)
    return sum(len(one.add) for one in changed) + queued


async def _take_back(ctx: Context, rule: Row, people: Sequence[int]) -> int:
    """The tags that are on them by this rule; what another rule gives too is that one's from now on."""
    # Who turned out to be another by now, for whom it holds, keeps them.
    now = set((await profiles.current(ctx, people)).values())
    stays = {who for _, who in await holds.holding(ctx, [(rule.id, who) for who in now])}
    worn = await profiles.tags_of(ctx, now - stays)
    heirs = await holds.others(ctx, rule.id, list(worn))
    lost: list[TagChange] = []
    inherited: list[TagChange] = []
    taken = 0
    for who, there in worn.items():
        for (no, userid), was in there.items():
            if was.origin != rule.origin:
                continue
            heir = heirs.get((who, no))
            if heir is not None:
                theirs = WornSince(was.since, f"rule:{heir}")
                change = TagChange(who, (no,), (no,), userid, theirs.origin, theirs)
                inherited.append(change)
            elif userid:
                marks = [(who, [], [no])]
                taken += await mirror.mark_tags(ctx, marks, reason=rule.origin, userids=[userid])
            else:
                lost.append(TagChange(who, remove=(no,), origin=rule.origin))
    await profiles.change_tags(ctx, inherited)
    changed = await profiles.change_tags(ctx, lost)
    await telling.tell(ctx, changed)
    return taken + sum(len(one.remove) for one in changed)


async def take_back_late(ctx: Context, done: Sequence[TagDone]) -> None:
    """What WeCom took of a rule after it had ceased to hold."""
    late = [one for one in done if one.added and one.userid]
    pairs = [(int(one.origin.removeprefix("rule:")), one.profile_no) for one in late]
    fine = await holds.holding(ctx, pairs) if pairs else set()
    for one, pair in zip(late, pairs, strict=True):
        if pair not in fine:
            marks = [(one.profile_no, [], [one.tag_no])]
            await mirror.mark_tags(ctx, marks, reason=one.origin, userids=[one.userid])
