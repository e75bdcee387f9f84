"""Why something about a Moment is refused: one class per reason, with WeCom's errcode (errcodes.tsv)."""

from reunion.core.errors import AppError, Conflict, Forbidden, Invalid, NotFound


class MomentUnknown(NotFound):
    errcode = 41060
    code = "moment_unknown"
    title_zh = "没有找到这条朋友圈，可能已被删除"
    title_en = "There is no such Moment; it may have been deleted"


class JobUnknown(NotFound):
    errcode = 40088
    code = "moment_job_unknown"
    title_zh = "没有找到这个 jobid，任务结果只保留 24 小时"
    title_en = "There is no such jobid; results are kept for 24 hours"


class NotHis(NotFound):
    errcode = 41061
    code = "moment_not_his"
    title_zh = "该成员没有发表这条朋友圈"
    title_en = "This member has not posted that Moment"


class NotPublished(Conflict):
    errcode = 41062
    code = "moment_not_published"
    title_zh = "成员还没有发表这条朋友圈"
    title_en = "The member has not published this Moment yet"


class BeingPrepared(Conflict):
    errcode = 41079
    code = "moment_being_prepared"
    title_zh = "朋友圈任务正在派发，请稍后重试"
    title_en = "The Moment is being given to the members; try again shortly"


class MembersOwn(Conflict):
    errcode = 41067
    code = "moment_members_own"
    title_zh = "这是成员个人发表的朋友圈，此操作只用于企业发表的"
    title_en = "A member posted this himself; the call is for those that the company makes"


class NothingToPost(Invalid):
    errcode = 41089
    code = "moment_empty"
    places = ("text",)
    title_zh = "文字和附件不能都为空"
    title_en = "Give a text or an attachment"


class TextTooLong(AppError):
    errcode = 45002
    status = 422
    code = "moment_too_long"
    places = ("text",)
    title_zh = "朋友圈文字超过 {limit} 字，请缩短"
    title_en = "The text is longer than {limit} characters; shorten it"


class TooManyPictures(AppError):
    errcode = 41064
    status = 422
    code = "moment_pictures"
    places = ("attachments",)
    title_zh = "最多 {limit} 张图片"
    title_en = "There may be at most {limit} pictures"


class WrongAttachment(Invalid):
    errcode = 41065
    code = "moment_attachment"
    title_zh = "只能带图片、1 个视频或 1 个链接，不能混用"
    title_en = "Attach pictures, one video or one link, and never two of these kinds"


class VideoTooLong(AppError):
    errcode = 41082
    status = 422
    code = "moment_video_long"
    places = ("attachments",)
    title_zh = "视频不能超过 {seconds} 秒"
    title_en = "A video may last {seconds} seconds at most"


class VideoTooLarge(AppError):
    errcode = 41080
    status = 422
    code = "moment_video_large"
    places = ("attachments",)
    title_zh = "视频不能超过 {limit_mb} MB"
    title_en = "A video may have {limit_mb} MB at most"


class TooManyTasks(AppError):
    errcode = 45009
    status = 429
    code = "moment_tasks"
    title_zh = "每个企业每分钟最多创建 {limit} 个朋友圈任务，请稍后再试"
    title_en = "A company can make {limit} Moment tasks a minute; try again shortly"


class NobodySees(Conflict):
    code = "moment_nobody"
    title_zh = "没有成员有可见的客户，请调整可见范围"
    title_en = "No member has a customer in this range; choose a wider one"


class Stopped(Conflict):
    code = "moment_stopped"
    title_zh = "这条朋友圈已停止发表"
    title_en = "This Moment was stopped"


class WrongState(Conflict):
    code = "moment_state"
    title_zh = "这条朋友圈当前的状态不能这样操作，请刷新"
    title_en = "The Moment's present state does not allow this; reload"


class RemindedTooOften(AppError):
    status = 429
    code = "moment_reminded"
    title_zh = "24 小时内最多提醒 {limit} 次，{next_at} 之后可以再次提醒"
    title_en = "At most {limit} reminders within 24 hours; the next is possible from {next_at}"


class CommentUnknown(NotFound):
    code = "comment_unknown"
    title_zh = "没有找到这条评论，可能已被删除"
    title_en = "There is no such comment; it may have been deleted"


class NotOwnComment(Forbidden):
    code = "comment_not_own"
    title_zh = "只能删除自己的评论"
    title_en = "You can delete your own comments only"


class NoFriendAnyMore(Conflict):
    code = "comment_no_friend"
    title_zh = "对方已不是您的客户，或屏蔽了您，看不到回复"
    title_en = (
        "This is not your customer any more, or has blocked you, and would not see the answer"
    )
