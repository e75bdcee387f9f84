"""The directory as far as the app may see it, read as a whole."""

from typing import TYPE_CHECKING

import msgspec

from reunion.growth.mirror import reading
from reunion.growth.mirror.model import Department, ReadMember
from reunion.growth.mirror.store import directory
from reunion.wecom.errors import WecomError

if TYPE_CHECKING:
    from reunion.growth.mirror.reader import Reader


async def refresh(reader: "Reader") -> None:
    """Departments, members, and who may have customers. Where the directory is refused the members are
    known by their ids at least. Raises WecomError."""
    allowed = await reading.follow_users(reader.wecom)
    try:
        tree, people = await reading.directory(reader.wecom)
    except WecomError:
        await _keep(reader, [], [ReadMember(one, "", [], True) for one in allowed])
        raise
    named = {one.userid: one for one in people}
    for one in allowed:
        known = named.get(one, ReadMember(one, "", [], True))
        named[one] = msgspec.structs.replace(known, has_customers=True)
    await _keep(reader, tree, list(named.values()))


async def _keep(reader: "Reader", tree: list[Department], people: list[ReadMember]) -> None:
    async with reader.writing() as ctx:
        await directory.put_departments(ctx, tree)
        await directory.put_members(ctx, people)
