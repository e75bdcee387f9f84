"""Whose people a caller may see. It is found once a request (growth/mirror/reaching.py), and every answer
about people is held to it: `require` and `among` for people by their numbers, `sql` inside a statement."""

from collections.abc import Iterable

import msgspec

from reunion.core.context import Context
from reunion.growth.profiles.model import NoSuchProfile
from reunion.growth.profiles.store import reach as store


class Reach(msgspec.Struct, frozen=True):
    """Those whom one of `userids` follows now; None: everybody. `own_of`: who is held to it, where that is
    somebody; what he makes is his own."""

    userids: tuple[str, ...] | None = None
    own_of: int | None = None

    def has(self, userid: str) -> bool:
        """Whether the member is one of those."""
        return self.userids is None or userid in self.userids

    def changes(self, own_of: int | None) -> bool:
        """Whether something is his to change; `own_of` None: the company's."""
        return self.userids is None or own_of == self.own_of

    async def require(self, ctx: Context, profile_no: int) -> None:
        """Raises NoSuchProfile of somebody else's, whether there is such a person or not."""
        if profile_no not in await self.among(ctx, [profile_no]):
            raise NoSuchProfile

    async def among(self, ctx: Context, profile_nos: Iterable[int]) -> set[int]:
        """Which of these numbers are people whom he may see, as who they are now."""
        if self.userids is None:
            return set(profile_nos)
        return await store.among(ctx, sorted(set(profile_nos)), self.userids)

    def sql(self, column: str, place: str) -> str:
        """A condition on a number of a person, named with its table (`a.profile_no`), in a statement whose
        $1 is the corp; `place` is the parameter that is given `userids`."""
        if self.userids is None:
            return f"{place}::text[] IS NULL"
        return store.followed(column, place)


EVERYBODY = Reach()
