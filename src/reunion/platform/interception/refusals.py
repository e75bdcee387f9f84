"""Why a rule is refused, and why a message is: one class per reason, with WeCom's errcode."""

from reunion.core.errors import AppError, Conflict, Invalid, NotFound


class RuleUnknown(NotFound):
    errcode = 41070
    code = "intercept_rule_unknown"
    title_zh = "没有这条敏感词规则"
    title_en = "There is no such rule"


class RuleDeleted(NotFound):
    errcode = 41071
    code = "intercept_rule_deleted"
    title_zh = "这条敏感词规则已被删除"
    title_en = "This rule was deleted"


class TooManyRules(Conflict):
    errcode = 41069
    code = "too_many_intercept_rules"
    title_zh = "敏感词规则最多 {limit} 条，请先删除不用的"
    title_en = "{limit} rules are the limit; delete unused ones first"


class NameTaken(Conflict):
    errcode = 41077
    code = "intercept_rule_name_taken"
    places = ("name",)
    title_zh = "已有同名的敏感词规则，请换一个名称"
    title_en = "Another rule has this name; choose another"


class TooManyWords(Invalid):
    errcode = 41068
    code = "too_many_words"
    places = ("words",)
    title_zh = "一条规则最多 {limit} 个敏感词"
    title_en = "A rule has at most {limit} words"


class WordInvalid(Invalid):
    errcode = 41083
    code = "word_invalid"
    places = ("words",)
    title_zh = "敏感词须为 1 到 32 个字，且至少有一个敏感词或一种语义"
    title_en = "A word has 1 to 32 characters; a rule needs a word or a semantic at least"


class SemanticInvalid(Invalid):
    errcode = 41084
    code = "semantic_invalid"
    places = ("semantics",)
    title_zh = "语义只能是 1 手机号、2 邮箱地址、3 红包"
    title_en = "A semantic is 1 mobile number, 2 e-mail address or 3 red packet"


class RangeTooLarge(Invalid):
    errcode = 41076
    code = "range_too_large"
    places = ("department_ids",)
    title_zh = "适用范围最多 {limit} 个成员、{limit} 个部门"
    title_en = "A rule holds for at most {limit} members and {limit} departments"


class MessageBlocked(AppError):
    """A rule forbids to send this; nothing was sent."""

    errcode = 40201
    status = 409
    code = "intercepted"
    title_zh = "消息没有发出：含有企业禁止发送的内容“{word}”（规则：{rule}），请修改后重试"
    title_en = "Not sent: “{word}” may not be sent (rule: {rule}); change the message and try again"


class TextBlocked(AppError):
    """A rule forbids what was to be saved; nothing was."""

    errcode = 40201
    status = 409
    code = "text_intercepted"
    places = ("text",)
    title_zh = "没有保存：含有企业禁止对客户说的内容“{word}”（规则：{rule}），请修改后重试"
    title_en = (
        "Not saved: “{word}” may not be said to customers (rule: {rule}); change it and try again"
    )


class TextWarned(AppError):
    """A rule warns of this; the same text is taken when it is saved again within ten minutes."""

    errcode = 40201
    status = 409
    code = "text_sensitive"
    places = ("text",)
    title_zh = "还没有保存：含有敏感内容“{word}”（规则：{rule}）。确认要用，请原样再提交一次"
    title_en = "Not saved yet: “{word}” is in it (rule: {rule}). To use it all the same, submit it once more"


class MessageWarned(AppError):
    """A rule warns of this; the same message with `confirmed` is sent."""

    errcode = 40201
    status = 409
    code = "sensitive"
    title_zh = "消息含有敏感内容“{word}”（规则：{rule}），确认要发送吗？"
    title_en = "The message has “{word}” in it (rule: {rule}); send it all the same?"
