"""Who sits before a browser: the person a link went to, or who gave her phone number."""

from collections.abc import Sequence

import msgspec

from reunion.core.context import SYSTEM, Context
from reunion.growth.content import readers
from reunion.growth.content.service import about
from reunion.growth.content.store import items, shares, visits
from reunion.growth.content.store.shares import ShareRow
from reunion.growth.profiles import consents
from reunion.growth.profiles import service as profiles
from reunion.growth.profiles.model import Identity, Known
from reunion.growth.tracking import service as tracking
from reunion.growth.tracking.model import Occurrence


class Reader(msgspec.Struct, frozen=True):
    """`share` is her own link, null where she came by none; `profile_no` null while it is not known who
    she is, or she refused to be known by her browser."""

    ctx: Context
    device: bytes
    refused: bool
    profile_no: int | None
    share: ShareRow | None

    @property
    def userid(self) -> str:
        """The member whose link led here."""
        return self.share.userid if self.share else ""


async def reader(ctx: Context, corp_id: int, cookie: str, token: str | None) -> Reader:
    """By the browser, and the link where there is one; raises LinkUnknown, LinkExpired."""
    if token is not None:
        found = await readers.find(ctx, token, cookie)
        if found.share.corp_id != corp_id:
            raise readers.LinkUnknown
        placed, _ = await readers.placed(found)
        return of_found(msgspec.structs.replace(placed, refused=found.refused))
    inside, device = ctx.in_corp(corp_id).acting_as(SYSTEM), readers.device_of(corp_id, cookie)
    refused = await shares.refuses(inside, device)
    profile_no = None if refused else await shares.reader(inside, device)
    return Reader(inside, device, refused, profile_no, None)


def of_found(found: readers.Found) -> Reader:
    """Of a link that was opened."""
    profile_no = None if found.refused else found.share.profile_no
    return Reader(found.ctx, found.device, found.refused, profile_no, found.share)


async def learn(given: Reader, number: str, attributes: dict[str, object]) -> int:
    """The person who gave this phone number, joined with whom the link was sent to. From now on her
    browser is known, and so is what she read before; unless she refused: then her refusal is."""
    ctx, share = given.ctx, given.share
    identities = [Identity("phone", number)]
    if given.profile_no is not None and share is not None and share.personal:
        externals = await profiles.externals(ctx, [given.profile_no])
        if given.profile_no in externals:
            identities.insert(0, Identity("external_userid", externals[given.profile_no]))
    [profile_no] = await profiles.learn(
        ctx, [Known(tuple(identities), "content", ctx.now, attributes)]
    )
    if given.refused:
        await decide(ctx, given.userid, [profile_no], given=False)
        return profile_no
    await shares.put_reader(ctx, given.device, profile_no)
    if share is not None and share.profile_no is None:
        await shares.change(ctx, share.id, {"profile_no": profile_no})
        await _tell_opened(ctx, share, profile_no)
    return profile_no


async def decide(ctx: Context, userid: str, people: Sequence[int], *, given: bool) -> None:
    """That these people agreed to be followed or took it back is kept with their consents, and told as what
    happened."""
    name = "consent_given" if given else "consent_withdrawn"
    now = await profiles.current(ctx, people)
    for profile_no in sorted(set(now.values())):
        if await consents.record(ctx, profile_no, "tracking", given=given, source="content"):
            occurrence = Occurrence(
                name, ctx.now, profile_no=profile_no, userid=userid, subject="tracking",
                properties={"purpose": "tracking", "source": "content"},
            )  # fmt: skip
            await tracking.record(ctx, [occurrence])


async def _tell_opened(ctx: Context, share: ShareRow, profile_no: int) -> None:
    item = await items.get(ctx, share.content_id)
    opened = await visits.became_known(ctx, share.id)
    if item is not None:
        await tracking.record(
            ctx,
            [
                Occurrence(
                    "content_opened", at, profile_no=profile_no, userid=share.userid,
                    subject=str(item.id), properties={**about(item), "version": version},
                    message_id=f"open:{visit}",
                )
                for visit, at, version in opened
            ],
        )  # fmt: skip
