"""What the example company has only once its WeCom was read and its analytics engine runs: notes about
customers, a snapshot, tags for many at once, an imported list. The worker makes it after the start."""

from datetime import timedelta
from io import BytesIO
from typing import Any

import msgspec

from reunion.core.clock import clock
from reunion.core.context import Actor, Context
from reunion.growth.imports import service as imports
from reunion.growth.imports.running import kept_files
from reunion.growth.mirror import service as mirror
from reunion.growth.profiles import service as profiles
from reunion.growth.segments import service as segments
from reunion.growth.sidebar import follow_ups
from reunion.growth.sidebar.model import FollowUpChange, NewFollowUp
from reunion.growth.tag_rules import batches
from reunion.growth.tag_rules.model import BatchSource, WantedBatch
from reunion.jobs import Work, defer, task

INVITED = "会员日邀约"
"""The tag that those of the members' day get."""
_WAIT = timedelta(seconds=2)
_SEGMENTS = 50
_TURNS = 150
"""So often it is looked whether it can be done: five minutes, then the company stays without."""
# what, noted how many days ago, due in how many days, and whether it is done
_NOTES = (
    ("孩子开学前来复查，记得提前一天约验光师", 3, 0, False),
    ("说镜腿夹耳朵，下次到店帮她调", 6, -1, False),
    ("想换渐进片，等新款到店拍给她看", 2, 3, False),
    ("已寄出鼻托，问问合不合适", 9, -4, True),
)
_OLD_MEMBERS = """会员号,姓名,手机,城市,生日
L0001,钱雅芝,19900003001,上海,1968-04-12
L0002,陶国庆,19900003002,上海,1959-10-01
L0003,郝静,1990000300,杭州,1985-07-30
L0004,万小波,19900003004,苏州,1991-02-17
L0005,段玉兰,19900003005,南京,1962-13-05
L0006,雷思颖,19900003006,北京,1998-11-08
L0007,侯建平,19900003007,天津,1971-06-21
L0008,龙清扬,19900003008,成都,1994-09-03
"""


class Noted(msgspec.Struct, frozen=True):
    """A member, and the customers whom his notes are about."""

    userid: str
    profile_nos: list[int]


class Wanted(msgspec.Struct, frozen=True):
    """By whom it is made, in which company, and of whom; `turn`: how often it was looked at already."""

    corp_id: int
    actor: Actor
    segment_id: int
    noted: list[Noted]
    turn: int = 1


async def ask(ctx: Context, segment_id: int, noted: list[Noted]) -> None:
    """It is done when the worker runs, for the people of this segment, by these members."""
    wanted = Wanted(ctx.corp_id, ctx.actor, segment_id, noted)
    await defer(ctx.tx, "demo.after", wanted=msgspec.to_builtins(wanted))


@task("demo.after")
async def fill(work: Work, wanted: dict[str, Any]) -> None:
    """All of it together, or looked at again in a moment."""
    one = msgspec.convert(wanted, Wanted)
    async with work.db.transaction() as tx:
        ctx = Context(one.corp_id, one.actor, tx, clock.now())
        if await segments.snapshots(ctx, work.engine, one.segment_id):
            return
        people = (await segments.counted(ctx, work.engine, one.segment_id)).count
        if people and await mirror.was_read(ctx):
            for shown in (await segments.page(ctx, "", None, _SEGMENTS)).items:
                await segments.counted(ctx, work.engine, shown.id)
            await segments.take_snapshot(ctx, work.engine, one.segment_id, "双十二名单初稿")
            await _tag(ctx, work, one.segment_id)
            await _import(ctx, work)
            for noted in one.noted:
                await _note(ctx, noted)
        elif one.turn < _TURNS:
            later = msgspec.structs.replace(one, turn=one.turn + 1)
            at = ctx.now + _WAIT
            await defer(tx, "demo.after", schedule_at=at, wanted=msgspec.to_builtins(later))


async def _tag(ctx: Context, work: Work, segment_id: int) -> None:
    source = BatchSource(segment_id=segment_id)
    add = [one.tag_no for one in await profiles.tags(ctx) if one.name == INVITED]
    await batches.create(ctx, work.engine, WantedBatch(source, add, name="双十二会员日邀约"))


async def _import(ctx: Context, work: Work) -> None:
    source = BytesIO(_OLD_MEMBERS.encode())
    files = kept_files(work.config)
    taken = await imports.take_in(ctx, files, "customers", "纸质会员档案.csv", source)
    await imports.start(ctx, taken.import_no, taken.mapping, dry=False)


async def _note(ctx: Context, noted: Noted) -> None:
    for profile_no, (text, ago, due, done) in zip(noted.profile_nos, _NOTES, strict=False):
        then = msgspec.structs.replace(ctx, now=ctx.now - timedelta(days=ago))
        wanted = NewFollowUp(text, ctx.now + timedelta(days=due))
        made = await follow_ups.add(then, noted.userid, profile_no, wanted)
        if done:
            await follow_ups.change(ctx, noted.userid, made.id, FollowUpChange(done=True))
