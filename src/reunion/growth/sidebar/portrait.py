"""Who the customer of a chat is, for a member who follows her, and her tags."""

from reunion.core.context import Context
from reunion.growth.content import senders
from reunion.growth.content.senders import NotYours
from reunion.growth.mirror import service as mirror
from reunion.growth.predictions import service as predictions
from reunion.growth.profiles import page
from reunion.growth.profiles import service as profiles
from reunion.growth.profiles.model import NoSuchTag, ProfileTag, TagChange, split_tags
from reunion.growth.sidebar.model import NotKnownYet, OwnFollow, Portrait


async def number_of(ctx: Context, userid: str, external_userid: str) -> int:
    """Her profile's number; raises NotKnownYet, NotYours."""
    profile_no = await profiles.of_external(ctx, external_userid)
    if profile_no is None:
        raise NotKnownYet
    await senders.require_follow(ctx, userid, profile_no)
    return profile_no


async def of(ctx: Context, userid: str, profile_no: int) -> Portrait:
    """Raises NotYours."""
    follows = (await mirror.follows(ctx, [profile_no])).get(profile_no, [])
    active = [one for one in follows if one.state == "active"]
    own = next((one for one in active if one.userid == userid), None)
    if own is None:
        raise NotYours
    known = await page.get(ctx, profile_no)
    others = [one.userid for one in active if one.userid != userid]
    names = await mirror.names(ctx, others)
    return Portrait(
        known.card,
        OwnFollow(own.remark, own.description, own.added_at),
        [names.get(one, one) for one in others],
        known.identities,
        [one for one in known.attributes if one.value not in (None, "", [])],
        await predictions.of(ctx, known.card.profile_no),
    )


async def change_tags(
    ctx: Context, userid: str, profile_no: int, add: list[int], remove: list[int]
) -> list[ProfileTag]:
    """Tags of WeCom go to WeCom as well; answers what she wears now. Raises NotYours, NoSuchTag."""
    await senders.require_follow(ctx, userid, profile_no)
    known = {one.tag_no: one for one in await profiles.tags(ctx)}
    if not known.keys() >= {*add, *remove}:
        raise NoSuchTag
    ours, wecom_add = split_tags(add, known)
    ours_off, wecom_remove = split_tags(remove, known)
    await profiles.change_tags(ctx, [TagChange(profile_no, tuple(ours), tuple(ours_off))])
    if wecom_add or wecom_remove:
        await profiles.change_tags(
            ctx, [TagChange(profile_no, tuple(wecom_add), tuple(wecom_remove), userid, "sidebar")]
        )
        wanted = (profile_no, wecom_add, wecom_remove)
        await mirror.mark_tags(ctx, [wanted], reason=f"sidebar:{userid}")
    cards = await profiles.cards(ctx, [profile_no])
    return cards[0].tags
