"""A customer opens a link, reads, refuses to be followed, or registers for a report.

An opening and a beacon may come twice, late, or made up: what is kept of a reading only grows, and never
beyond the time that passed since it was opened.
"""

from typing import Annotated

import msgspec
from msgspec import Meta

from reunion.core.context import Context
from reunion.core.errors import Invalid, Text
from reunion.core.phone import e164
from reunion.growth.content import bodies, knowing, readers, senders, watching
from reunion.growth.content.bodies import FormBody, Kind, LinkBody
from reunion.growth.content.model import (
    VISITS_A_DAY,
    FileKind,
    FileRow,
    MustRegister,
    ReadingBeacon,
    Visit,
)
from reunion.growth.content.readers import Found
from reunion.growth.content.service import about
from reunion.growth.content.store import items, shares, visits
from reunion.growth.profiles import consents
from reunion.growth.tracking import service as tracking
from reunion.growth.tracking.model import Occurrence


class Opening(msgspec.Struct, kw_only=True):
    """What a reader gets. `token` is the link to read and forward by; `tracked`: the reading is recorded;
    `gate`: it is read after registering. `file`: where the PDF, video or poster is."""

    token: str
    kind: Kind
    title: str
    summary: str
    cover: str | None
    sender: str
    html: str = ""
    file: str | None = None
    file_kind: FileKind | None = None
    url: str | None = None
    form: str | None = None
    gate: bool = False
    tracked: bool = True
    refused: bool = False


class ReportRegistration(msgspec.Struct):
    visit: Visit
    name: Annotated[str, Meta(max_length=40)]
    phone: Annotated[str, Meta(max_length=30)]
    company: Annotated[str, Meta(max_length=100)] = ""


async def open_link(ctx: Context, token: str, cookie: str, visit: str) -> Opening:
    """Opens a link; raises LinkUnknown, LinkExpired."""
    found = await readers.find(ctx, token, cookie)
    new = False
    if not found.refused:
        found, new = await readers.placed(found)
    tracked = not found.refused and await _begin(found, visit)
    if new:
        await _tell_forwarded(found)
    return await _shown(found, tracked)


async def _begin(found: Found, visit: str) -> bool:
    ctx, share = found.ctx, found.share
    if share.profile_no is not None and not await _agrees(ctx, share.profile_no):
        return False
    if await visits.today(ctx, share.id) >= VISITS_A_DAY:
        return False
    known = share.profile_no is not None
    if await visits.begin(ctx, visit, share.id, found.item.version, known):
        if share.profile_no is not None:
            await tracking.record(ctx, [_opened(found, share.profile_no, visit)])
        await watching.tell(ctx, share)
    return True


async def _agrees(ctx: Context, profile_no: int) -> bool:
    """Unless she withdrew her consent to being followed, here or anywhere else."""
    said = await consents.standing(ctx, [profile_no], "tracking")
    return said.get(profile_no) is not False


def _opened(found: Found, profile_no: int, visit: str) -> Occurrence:
    return Occurrence(
        "content_opened", found.ctx.now, profile_no=profile_no, userid=found.share.userid,
        subject=str(found.item.id), properties=about(found.item), message_id=f"open:{visit}",
    )  # fmt: skip


async def _tell_forwarded(found: Found) -> None:
    """Whoever had the link above is told of as having passed it on."""
    share = found.share
    above = await shares.get(found.ctx, share.parent_id) if share.parent_id else None
    if above is None or above.profile_no is None or above.refused or above.device is None:
        return
    if not await _agrees(found.ctx, above.profile_no):
        return
    occurrence = Occurrence(
        "content_forwarded", found.ctx.now, profile_no=above.profile_no, userid=share.userid,
        subject=str(found.item.id), properties=about(found.item), message_id=f"forward:{share.id}",
    )  # fmt: skip
    await tracking.record(found.ctx, [occurrence])


async def _shown(found: Found, tracked: bool) -> Opening:
    item, share = found.item, found.share
    body = bodies.read(item.kind, item.body)
    sender = await senders.sender(found.ctx, share.userid)
    opening = Opening(
        token=share.token,
        kind=item.kind,
        title=item.title,
        summary=item.summary,
        cover=item.cover,
        sender=sender.name if sender else "",
        tracked=tracked,
        refused=found.refused,
        gate=item.gated and not await _registered(found),
    )
    if opening.gate:
        return opening
    opening.html = bodies.html(item.kind, body)
    if isinstance(body, LinkBody):
        opening.url = body.url
    if isinstance(body, FormBody):
        opening.form = body.form
    file_id = bodies.file_of(body)
    if item.kind == "poster":
        opening.file, opening.file_kind = f"/s/posters/{share.token}.png", "image"
    elif file_id is not None and (file := await items.file(found.ctx, file_id)):
        opening.file, opening.file_kind = f"/api/content/shares/{share.token}/file", file.kind
    return opening


async def _registered(found: Found) -> bool:
    """Who registered once with this browser reads every report of the company."""
    return await shares.registered(found.ctx, found.device)


class Glimpse(msgspec.Struct, frozen=True):
    """What a chat shows of a link before anybody opens it."""

    title: str
    summary: str
    cover: str | None


async def glimpse(ctx: Context, token: str) -> Glimpse:
    """Counts nothing; raises LinkUnknown, LinkExpired."""
    item = (await readers.find(ctx, token, "")).item
    return Glimpse(item.title, item.summary, item.cover)


async def read_on(ctx: Context, token: str, told: ReadingBeacon) -> bool:
    """A beacon; whether the reading is known."""
    share = await shares.find(ctx.tx, token)
    if share is None:
        return False
    inside = ctx.in_corp(share.corp_id)
    progress = await visits.advance(inside, token, told)
    if progress is not None:
        await watching.tell_on(inside, share, progress)
    return progress is not None


async def file_of(ctx: Context, token: str, cookie: str) -> FileRow:
    """The PDF or video of a link; raises MustRegister, LinkUnknown, LinkExpired."""
    found = await readers.find(ctx, token, cookie)
    if found.item.gated and not await _registered(found):
        raise MustRegister
    file_id = bodies.file_of(bodies.read(found.item.kind, found.item.body))
    file = await items.file(found.ctx, file_id) if file_id is not None else None
    if file is None or found.item.kind == "poster":
        raise MustRegister if found.item.gated else readers.LinkUnknown
    return file


async def refuse(ctx: Context, token: str, cookie: str) -> None:
    """Nothing is recorded of this browser any more, and what its links showed is forgotten."""
    found = await readers.find(ctx, token, cookie)
    await watching.tell(found.ctx, found.share, ended=True)
    people = await shares.refuse(found.ctx, found.device)
    await knowing.decide(found.ctx, found.share.userid, people, given=False)


async def accept(ctx: Context, token: str, cookie: str) -> None:
    """The refusal of this browser ends."""
    found = await readers.find(ctx, token, cookie)
    ended = await shares.accept(found.ctx, found.device)
    share = found.share
    if ended and share.device == found.device and share.profile_no is not None:
        await knowing.decide(found.ctx, share.userid, [share.profile_no], given=True)


async def register(ctx: Context, token: str, cookie: str, given: ReportRegistration) -> Opening:
    """A reader says who she is and reads on; a profile is made where she is new. Raises Invalid."""
    number = e164(given.phone)
    name = given.name.strip()
    wrong = {}
    if not name:
        wrong["name"] = Text("请填写姓名", "tell your name")
    if number is None:
        wrong["phone"] = (
            Text("手机号不对", "this is no phone number")
            if given.phone.strip()
            else Text("请填写手机号", "tell your phone number")
        )
    if wrong or number is None:
        raise Invalid(**wrong)
    found = await readers.find(ctx, token, cookie)
    placed, _ = await readers.placed(found)
    found = msgspec.structs.replace(placed, refused=found.refused)
    said = {"name": name, "company": given.company.strip()}
    profile_no = await knowing.learn(
        knowing.of_found(found), number, {key: value for key, value in said.items() if value}
    )
    values = {"registered": True, "registered_at": found.ctx.now, "profile_no": profile_no}
    await shares.change(found.ctx, found.share.id, values)
    share = msgspec.structs.replace(found.share, registered=True, profile_no=profile_no)
    await tracking.record(found.ctx, [_registered_now(found, profile_no)])
    found = msgspec.structs.replace(found, share=share)
    tracked = not found.refused and await _begin(found, given.visit)
    return await _shown(found, tracked)


def _registered_now(found: Found, profile_no: int) -> Occurrence:
    return Occurrence(
        "content_registered", found.ctx.now, profile_no=profile_no, userid=found.share.userid,
        subject=str(found.item.id), properties=about(found.item),
        message_id=f"register:{found.share.id}",
    )  # fmt: skip
