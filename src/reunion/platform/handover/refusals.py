"""Why a handover cannot be: one class per reason, with WeCom's errcodes."""

from reunion.core.errors import AppError, Conflict, Forbidden, Invalid, NotFound


class HandoverUnknown(NotFound):
    """No handover has the id."""

    code = "handover_unknown"
    title_zh = "没有找到这次交接"
    title_en = "There is no such handover"


class PlanUnknown(NotFound):
    """No plan has the id."""

    code = "plan_unknown"
    title_zh = "没有找到这个分配任务"
    title_en = "There is no such plan"


class SameMember(Invalid):
    """Giver and taker are one."""

    errcode = 40130
    code = "same_member"
    places = ("takeover_userid",)
    title_zh = "原成员和接替成员不能是同一个人"
    title_en = "Giver and taker are the same member; choose somebody else"


class NotResigned(Conflict):
    """The members of resigned/* have left."""

    errcode = 40097
    code = "not_resigned"
    title_zh = "{userid} 仍在职，请用在职继承"
    title_en = "{userid} still works here; hand over their customers on the job"


class LongGone(Conflict):
    """He left more than a year ago."""

    errcode = 40058
    code = "long_gone"
    title_zh = "{userid} 离职已超过一年，不能再分配"
    title_en = "{userid} left more than a year ago; their customers cannot be given out any more"


class LongAway(Conflict):
    """The giver has not been here for a year: to this day, or to that on which he left."""

    errcode = 40058
    code = "long_away"
    title_zh = "{userid} 已超过一年没有登录，不能转接他的客户"
    title_en = "{userid} had not signed in for a year; their customers cannot be handed over"


class TakerAway(Conflict):
    """The taker has not been here for a year."""

    errcode = 40098
    code = "taker_away"
    places = ("takeover_userid",)
    title_zh = "{userid} 已超过一年没有登录，请先让他登录一次"
    title_en = "{userid} has not signed in for a year; let them sign in first"


class TakerInactive(Conflict):
    """The taker has never signed in."""

    errcode = 40098
    code = "taker_inactive"
    places = ("takeover_userid",)
    title_zh = "{userid} 尚未激活，请先让他登录一次"
    title_en = "{userid} has never signed in; let them sign in first"


class TakerUnable(Conflict):
    """The taker may not have customers."""

    errcode = 84074
    code = "taker_unable"
    places = ("takeover_userid",)
    title_zh = "{userid} 没有客户联系权限，或已停用，不能接替"
    title_en = "{userid} may not have customers, or is disabled, and cannot take over"


class TakerOutside(Forbidden):
    """The taker is not in the calling app's scope."""

    errcode = 60011
    code = "taker_outside"
    places = ("takeover_userid",)
    title_zh = "接替成员 {userid} 不在应用的可见范围内"
    title_en = "{userid} is not in the app's scope"


class NotHisCustomer(Conflict):
    """The giver does not have this customer."""

    errcode = 40131
    code = "not_his_customer"
    title_zh = "不是原成员的客户"
    title_en = "Not a customer of the giver"


class BeingHandedOver(Conflict):
    """It is under way already."""

    errcode = 40129
    code = "being_handed_over"
    title_zh = "正在交接中，请等它结束"
    title_en = "Being handed over already; wait until that is over"


class TooOften(Conflict):
    """Twice within 90 days."""

    errcode = 40128
    code = "too_often"
    title_zh = "90 天内已交接过 2 次，请过后再试"
    title_en = "Handed over twice within 90 days; try again later"


class NoCustomer(NotFound):
    """No customer of the company has this id."""

    errcode = 40096
    code = "contact_unknown"
    title_zh = "没有这位客户"
    title_en = "There is no such customer"


class NotWaiting(Conflict):
    """It is over."""

    code = "not_waiting"
    title_zh = "这次交接已经结束，不能再更改"
    title_en = "This handover is over and cannot be changed"


class NobodyTakes(Conflict):
    """The rule finds nobody who may have customers."""

    code = "nobody_takes"
    title_zh = "按这个规则没有可以接替的成员，请换一个范围"
    title_en = "The rule finds nobody who can take over; choose others"


class NothingToGive(Conflict):
    """The giver has no customers and no groups left to give."""

    code = "nothing_to_give"
    title_zh = "该成员没有需要分配的客户和客户群"
    title_en = "This member has no customers and no groups to give"


class PlanRunning(Conflict):
    """Another plan gives out the same member's customers."""

    code = "plan_running"
    title_zh = "该成员的客户正在分配中，请等它结束"
    title_en = "This member's customers are being given out already; wait until that is over"


class NotHisGroup(Conflict):
    """Another member looks after the group."""

    errcode = 40131
    code = "not_his_group"
    title_zh = "原成员不是这个群的群主"
    title_en = "Another member looks after this group"


class SameOwner(Conflict):
    """The group is the taker's already."""

    errcode = 90504
    code = "same_owner"
    title_zh = "这个群已经是他的"
    title_en = "The group is theirs already"


class OwnerWorksHere(Conflict):
    """groupchat/transfer is for owners who have left."""

    errcode = 90500
    code = "owner_works_here"
    title_zh = "群主仍在职，请用在职继承"
    title_en = "The owner still works here; hand the group over on the job"


class OwnerHasLeft(Conflict):
    """groupchat/onjob_transfer is for owners who work here."""

    errcode = 90502
    code = "owner_has_left"
    title_zh = "群主已离职，请用离职继承"
    title_en = "The owner has left; use the handover of those who have"


class GroupTooOften(Conflict):
    """Twice within 90 days."""

    errcode = 40128
    code = "group_too_often"
    title_zh = "这个群 90 天内已转让过 2 次"
    title_en = "This group was handed over twice within 90 days"


class TooManyToday(Conflict):
    """300 groups a day from one owner to another."""

    errcode = 45009
    code = "too_many_today"
    title_zh = "今天从这位群主转给这位成员的群已达 300 个，请明天再试"
    title_en = "300 groups went from this owner to this member today; go on tomorrow"


EACH: tuple[type[AppError], ...] = (NotHisCustomer, BeingHandedOver, TooOften, NoCustomer)
"""What one customer of many may be left out for."""
