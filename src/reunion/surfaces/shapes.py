"""What is wrong with the shape of an input, in words for people."""

import re
from collections.abc import Callable

from reunion.core.errors import Text

_SAYINGS: tuple[tuple[re.Pattern[str], Callable[[str], Text]], ...] = (
    (re.compile(r"Expected `str` of length >= 1"), lambda _: Text("不能为空", "must not be empty")),
    (
        re.compile(r"Expected `str` of length >= (\d+)"),
        lambda n: Text(f"至少 {n} 个字", f"at least {n} characters"),
    ),
    (
        re.compile(r"Expected `str` of length <= (\d+)"),
        lambda n: Text(f"最多 {n} 个字", f"at most {n} characters"),
    ),
    (
        re.compile(r"Expected `array` of length >= (\d+)"),
        lambda n: Text(f"至少选 {n} 个", f"choose at least {n}"),
    ),
    (
        re.compile(r"Expected `array` of length <= (\d+)"),
        lambda n: Text(f"最多 {n} 个", f"at most {n}"),
    ),
    (
        re.compile(r"Expected `(?:int|float)` >= (-?[\d.]+)"),
        lambda n: Text(f"不能小于 {n}", f"not less than {n}"),
    ),
    (
        re.compile(r"Expected `(?:int|float)` <= (-?[\d.]+)"),
        lambda n: Text(f"不能大于 {n}", f"not more than {n}"),
    ),
    (
        re.compile(r"Expected `int(?: \| null)?`, got `float`"),
        lambda _: Text("请填写整数", "give a whole number"),
    ),
    (
        re.compile(r"Expected `(?:int|float)(?: \| null)?`, got `(?:null|str)`"),
        lambda _: Text("请填写数字", "give a number"),
    ),
    (re.compile(r"Expected `str`, got `null`"), lambda _: Text("不能为空", "must not be empty")),
    (
        re.compile(r"Object missing required field `(.+)`"),
        lambda name: Text(f"缺少 {name}", f"{name} is missing"),
    ),
)


def worded(message: str) -> Text | str:
    """The decoder's sentence as people would say it; one that only programmers cause stays as it is."""
    for pattern, say in _SAYINGS:
        if found := pattern.fullmatch(message):
            return say(found[1] if found.groups() else "")
    return message
