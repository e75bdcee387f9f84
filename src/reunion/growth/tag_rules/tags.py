"""Tags of rules and batches."""

from collections.abc import Iterable

from reunion.core.context import Context
from reunion.core.errors import Invalid, Text
from reunion.growth.profiles import service as profiles
from reunion.growth.profiles.model import ProfileTag, split_tags
from reunion.growth.tag_rules.model import RuleTag


async def known(ctx: Context) -> dict[int, ProfileTag]:
    """All tags of the company by their numbers."""
    return {one.tag_no: one for one in await profiles.tags(ctx)}


async def require(ctx: Context, tag_nos: Iterable[int]) -> None:
    """Raises Invalid where one of them is no tag."""
    there = await known(ctx)
    if any(no not in there for no in tag_nos):
        gone = Text("标签不存在或已删除，请重新选择", "a tag is gone; choose again")
        raise Invalid(tag_nos=gone)


async def shown(ctx: Context, tag_nos: Iterable[int]) -> dict[int, RuleTag]:
    """As they are called now."""
    there = await known(ctx)
    return {
        no: RuleTag(no, one.group_name, one.name, one.wecom_id is not None)
        if (one := there.get(no))
        else RuleTag(no, "", "", wecom=False, gone=True)
        for no in set(tag_nos)
    }


async def split(ctx: Context, tag_nos: Iterable[int]) -> tuple[list[int], list[int]]:
    """Those of our own, and WeCom's; what is gone is passed over."""
    return split_tags(tag_nos, await known(ctx))
