"""Why something about an acquisition link is refused: one class per reason."""

from reunion.core.errors import Conflict, Invalid, NotFound


class LinkUnknown(NotFound):
    """There is no such link, it was deleted, or another app made it."""

    errcode = 40058
    code = "acquisition_link_unknown"
    title_zh = "这个获客链接不存在、已删除，或不是当前应用创建的"
    title_en = "There is no such acquisition link, it was deleted, or another app made it"


class LinkGone(NotFound):
    """A visitor opens a link that is no longer there."""

    errcode = 40058
    code = "acquisition_link_gone"
    title_zh = "这个链接不存在或已停用，请向门店索取新的链接"
    title_en = "This link does not exist or is no longer in use; ask the shop for a new one"


class LinkUnusable(Conflict):
    """The company has no use left, so nobody can be added by its links."""

    errcode = 40058
    code = "acquisition_unusable"
    title_zh = "这个链接暂时不可用，请稍后再试或联系门店"
    title_en = "This link cannot be used at the moment; try later, or contact the shop"


class TooManyLinks(Conflict):
    """The corp has as many links as allowed."""

    errcode = 41095
    code = "acquisition_links"
    title_zh = "获客链接最多 {limit} 个，请删除不再使用的"
    title_en = (
        "The limit of {limit} acquisition links is reached; delete some that are no longer used"
    )


class RangeEmpty(Invalid):
    """Neither a member nor a department."""

    errcode = 40035
    code = "acquisition_range"
    places = ("userids",)
    title_zh = "至少指定一位成员或一个部门"
    title_en = "Name at least one member or department"


class RangeTooLarge(Invalid):
    """More than 500 members or departments by name."""

    errcode = 40035
    code = "acquisition_range_large"
    places = ("userids",)
    title_zh = "一个获客链接最多直接指定 {limit} 位成员、{limit} 个部门"
    title_en = "A link names at most {limit} members and {limit} departments"


class PriorityInvalid(Invalid):
    """A priority type other than 1 and 2, or type 2 without members."""

    errcode = 40035
    code = "acquisition_priority"
    places = ("priority_userids",)
    title_zh = "priority_type 须为 1（全企业）或 2（并给出 priority_userid_list）"
    title_en = "priority_type is 1 (the whole company) or 2 (with priority_userid_list)"


class ChatKeyInvalid(Invalid):
    """Unknown, or older than half an hour."""

    errcode = 40058
    code = "acquisition_chat_key"
    title_zh = "chat_key 无效，或已超过 30 分钟"
    title_en = "chat_key is unknown, or older than 30 minutes"


class SpanInvalid(Invalid):
    """Statistics go back 180 days, 30 days at a time."""

    errcode = 40058
    code = "acquisition_span"
    title_zh = "统计时间须在最近 180 天内，起止相差不超过 30 天"
    title_en = "Statistics cover the last 180 days, at most 30 days at a time"
