"""Why a touch did not come, in the reader's language."""

from reunion.restraint.model import OPTED_OUT

_CLASSES = {
    "broadcast": ("群发", "broadcasts"),
    "moment": ("朋友圈", "Moments"),
    "marketing": ("营销消息", "marketing"),
    "service": ("服务消息", "service messages"),
    "every": ("全部消息", "all messages"),
}
_PERIODS = {
    "day": ("当天", "of the day"), "week": ("当周", "of the week"), "month": ("当月", "of the month"),
}  # fmt: skip
_OTHERS = {
    OPTED_OUT: ("客户不接收这类消息", "The customer does not want such messages"),
    "blocked": ("客户屏蔽了成员", "The customer blocked the member"),
    "not_friend": ("已不是好友", "No longer contacts"),
}


def reason(rule: str, counted: int | None, allowed: int | None, language: str) -> str:
    """A rule's own name where nobody gave it words."""
    english = language == "en"
    if rule in _OTHERS:
        return _OTHERS[rule][english]
    one, _, period = rule.rpartition("_")
    if one not in _CLASSES or period not in _PERIODS:
        return rule
    what, when = _CLASSES[one][english], _PERIODS[period][english]
    if allowed == 0:
        return f"The rules allow no {what}" if english else f"规则不允许发送{what}"
    numbers = "" if counted is None else f" {counted}/{allowed}"
    if english:
        numbers = "" if counted is None else f" ({counted} of {allowed})"
        return f"The limit {when} on {what} was reached{numbers}"
    return f"{when}{what}已到上限{numbers}"
