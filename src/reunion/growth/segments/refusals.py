"""What msgspec says of a definition that has not the right shape, in words that name what may stand there."""

import re
from typing import get_args

import msgspec

from reunion.core.errors import Text
from reunion.growth.segments import definition as d
from reunion.growth.segments.model import BadDefinition

_SAID = re.compile(r"(?P<what>.*?)(?: - at `(?P<path>[^`]+)`)?", re.DOTALL)
_KINDS = ", ".join(str(one.__struct_config__.tag) for one in get_args(d.Condition))
_TYPES = {
    "object": "对象 {…}", "array": "列表 […]", "str": "文本", "int": "整数", "float": "数字",
    "bool": "是或否", "null": "空", "date": "日期",
}  # fmt: skip
_SHAPES: tuple[tuple[str, str, str], ...] = (
    (r"Object missing required field `(.+)`", "缺少“{0}”", "{0} is missing"),
    (r"Object contains unknown field `(.+)`", "这里没有“{0}”，请删除或改正",
     "{0} is not known here; remove or mend it"),
    (r"Expected `(.+)`, got `(.+)`", "应为{0}，现在是{1}", "{0} is needed, this is {1}"),
    (r"Expected `\w+` of length >= (\d+)", "至少要有 {0} 个", "at least {0} needed"),
    (r"Expected `\w+` of length <= (\d+)", "最多 {0} 个", "{0} at most"),
    (r"Expected `\w+` >= (.+)", "至少为 {0}", "at least {0}"),
    (r"Expected `\w+` <= (.+)", "至多为 {0}", "at most {0}"),
    (r"Invalid RFC3339 encoded date", "应为日期，如 2026-11-01", "a day such as 2026-11-01 is needed"),
)  # fmt: skip


def refused(error: msgspec.ValidationError, path: str = "$") -> BadDefinition:
    """The same as a refusal of the definition; `path`: where the value that was read stands."""
    found = _SAID.fullmatch(str(error))
    assert found is not None
    place = path + (found["path"] or "$").removeprefix("$")
    return BadDefinition(place, _words(found["what"], place))


def _words(what: str, path: str) -> Text:
    if match := re.fullmatch(r"Invalid (?:enum )?value '(.*)'", what, re.DOTALL):
        if path.endswith(".kind"):
            return Text(
                f"没有“{match[1]}”这种条件，可以写：{_KINDS}",
                f"there is no condition {match[1]}; these are: {_KINDS}",
            )
        return Text(f"不能写“{match[1]}”", f"{match[1]} is none of what may stand here")
    for shape, zh, en in _SHAPES:
        if match := re.fullmatch(shape, what):
            given = match.groups()
            return Text(zh.format(*map(_type, given)), en.format(*given))
    return Text(what, what)


def _type(said: str) -> str:
    """The types that are named, in Chinese; anything else as it is."""
    parts = said.split(" | ")
    return "或".join(_TYPES[one] for one in parts) if all(one in _TYPES for one in parts) else said
