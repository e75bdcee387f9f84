"""Why a broadcast is refused: one class per reason, with WeCom's errcode (errcodes.tsv)."""

from reunion.core.errors import AppError, Conflict, Forbidden, Invalid, NotFound


class BroadcastUnknown(NotFound):
    errcode = 41047
    code = "broadcast_unknown"
    title_zh = "没有找到这个群发任务"
    title_en = "There is no such broadcast"


class NobodyReached(Conflict):
    errcode = 41048
    code = "nobody_reached"
    title_zh = "没有可以送达的客户，请调整群发范围"
    title_en = "No customer can be reached; choose a wider audience"


class BeingPrepared(Conflict):
    errcode = 41063
    code = "being_prepared"
    title_zh = "群发任务正在派发，请稍后重试"
    title_en = "The broadcast is being prepared; try again shortly"


class Cancelled(Conflict):
    errcode = 41093
    code = "broadcast_cancelled"
    title_zh = "群发任务已停止"
    title_en = "The broadcast was cancelled"


class RemindedTooOften(AppError):
    errcode = 41094
    status = 429
    code = "reminded_too_often"
    title_zh = "24 小时内最多提醒 {limit} 次，{next_at} 之后可以再次提醒"
    title_en = "At most {limit} reminders within 24 hours; the next is possible from {next_at}"


class WrongState(Conflict):
    code = "broadcast_state"
    title_zh = "群发任务当前的状态不能这样操作，请刷新"
    title_en = "The broadcast's present state does not allow this; reload"


class OwnApproval(Forbidden):
    code = "own_approval"
    title_zh = "不能审批自己创建的群发，请由另一位管理员审批"
    title_en = "The one who made it cannot approve it; ask another administrator"


class NoSelection(Conflict):
    code = "no_selection"
    title_zh = "这个群发不允许成员取消勾选客户"
    title_en = "Members may not leave customers out of this broadcast"


class TextTooLong(AppError):
    errcode = 45002
    status = 422
    code = "broadcast_too_long"
    places = ("text",)
    title_zh = "群发文字超过 {limit} 字节，请缩短"
    title_en = "The text is longer than {limit} bytes; shorten it"


class GroupsUnknown(Invalid):
    errcode = 40050
    code = "groups_unknown"
    title_zh = "没有客户群 {group}，或它不属于这位成员"
    title_en = "There is no customer group {group}, or it is not this member's"


class WrongType(Invalid):
    errcode = 86214
    code = "broadcast_type"
    title_zh = "chat_type 须为 single（客户）或 group（客户群）"
    title_en = "chat_type is single (customers) or group (customer groups)"
