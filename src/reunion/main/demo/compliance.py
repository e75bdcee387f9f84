"""Two rules for what is said to customers, a first hit of each, and the archive of the first shops' chats."""

from datetime import timedelta

from reunion.core.context import Actor, Context
from reunion.main.demo import company, plan, staff_rows, store
from reunion.platform.access import duties
from reunion.platform.archive import service as archive
from reunion.platform.directory import service as directory
from reunion.platform.interception import service as interception
from reunion.platform.interception.model import Hit, Range
from reunion.platform.interception.service import Draft

_ARCHIVED = 30
_ARCHIVED_FOR = timedelta(days=120)


async def prepare(ctx: Context, made: plan.Plan, ground: staff_rows.Ground) -> None:
    """The administrator is the compliance officer; customers are asked before anything is archived."""
    [admin] = await directory.by_userids(ctx, [company.ADMIN_USERID])
    by = ctx.acting_as(Actor("admin", admin.id, admin.name))
    everybody = Range([], [1])
    block = await interception.create(
        by,
        Draft("疗效承诺", "block", ["包治", "根治", "保证治好"], [], everybody, [admin.id]),
    )
    warn = await interception.create(
        by, Draft("私下联系", "warn", ["加我私人微信", "转我个人账户"], [1], everybody, [admin.id])
    )
    sayings = (
        (block.id, "包治", "blocked", "这副镜片保证包治近视"),
        (warn.id, "mobile", "confirmed", "有事打我手机 13800138000"),
        (warn.id, "加我私人微信", "warned", "加我私人微信聊"),
    )
    for days, (rule, word, outcome, text) in enumerate(sayings, 1):
        hit = Hit(word, outcome, ground.members[days], text, rule)  # pyright: ignore[reportArgumentType]
        await interception.record(ctx, [hit], ctx.now - timedelta(days=days))
    await duties.grant(by, admin.id, admin.userid, "compliance")
    userids = [one.userid for one in made.staff[:_ARCHIVED]]
    await archive.permit(by, userids, "service")
    await store.archive_since(ctx.tx, ctx.corp_id, ctx.now - _ARCHIVED_FOR)
