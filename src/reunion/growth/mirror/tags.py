"""The corp's tags, read as a whole."""

from typing import TYPE_CHECKING

from reunion.growth.mirror import reading
from reunion.growth.mirror.store import directory
from reunion.growth.mirror.store.directory import KnownTag
from reunion.growth.profiles import service as profiles

if TYPE_CHECKING:
    from reunion.growth.mirror.reader import Reader


async def refresh(reader: "Reader") -> None:
    """Those that are new or renamed are made known to profiles; raises WecomError."""
    found = await reading.tags(reader.wecom)
    async with reader.writing() as ctx:
        known = await directory.tags(ctx)
        new = [
            one
            for one in found
            if one[0] not in known or (known[one[0]].group_name, known[one[0]].name) != one[1:]
        ]
        if not new and len(found) == len(known):
            return
        numbers = await profiles.put_tags(ctx, [(group, name, wecom) for wecom, group, name in new])
        nos = {wecom: one.tag_no for wecom, one in known.items()}
        nos |= {one[0]: number for one, number in zip(new, numbers, strict=True)}
        listed = [KnownTag(wecom, group, name, nos[wecom]) for wecom, group, name in found]
        await directory.put_tags(ctx, listed, every=True)
