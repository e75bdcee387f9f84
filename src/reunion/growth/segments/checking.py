"""Whether a definition is sound: its size, its windows, and values that fit their fields. Each refusal names
the path of what is wrong."""

import math
import re
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from reunion.core.errors import Text
from reunion.growth.segments import definition as d
from reunion.growth.segments.model import BadDefinition, Field
from reunion.growth.segments.refusals import refused

DEPTH, CONDITIONS, WITH_INNER, VALUES, LONGEST = 8, 100, 500, 1000, 200

_BY_TYPE: dict[str, frozenset[str]] = {
    "text": frozenset({"one_of", "none_of", "contains", "starts_with", "known", "unknown"}),
    "choice": frozenset({"one_of", "none_of", "known", "unknown"}),
    "choices": frozenset({"one_of", "all_of", "none_of", "known", "unknown"}),
    "number": frozenset({"at_least", "at_most", "between", "known", "unknown"}),
    "boolean": frozenset({"true", "false", "known", "unknown"}),
    "date": frozenset({"within", "anniversary", "known", "unknown"}),
    "time": frozenset({"within"}),
}
_LISTS = {"one_of", "none_of", "all_of"}
_NAME = re.compile(r"[^`\\\x00-\x1f]{1,100}")
_LIST = "[]"


def sound(given: Any, fields: Mapping[str, Field]) -> d.Condition:
    """The definition, if it is sound. Raises BadDefinition."""
    try:
        definition = d.read(given)
    except msgspec.ValidationError as error:
        raise refused(error) from None
    except RecursionError:
        raise _too_deep("$") from None
    for count, (path, depth, condition) in enumerate(_walk(definition), 1):
        if depth > DEPTH:
            raise _too_deep(path)
        if count > CONDITIONS:
            raise _bad(
                "$",
                f"条件超过 {CONDITIONS} 个，请拆成几个人群再引用",
                f"more than {CONDITIONS} conditions: make several segments and name these",
            )
        _check(condition, path, fields)
    return definition


def _too_deep(path: str) -> BadDefinition:
    return _bad(
        path, f"嵌套超过 {DEPTH} 层，请把内层存成另一个人群再引用",
        f"nested deeper than {DEPTH}: save what is inside as a segment and name that",
    )  # fmt: skip


def _window_of(value: Any, path: str) -> d.Window:
    """A window among an attribute's values."""
    try:
        return d.window_of(value)
    except msgspec.ValidationError as error:
        raise refused(error, path) from None


def _walk(
    condition: d.Condition, path: str = "$", depth: int = 1
) -> Iterator[tuple[str, int, d.Condition]]:
    yield path, depth, condition
    for place, one in d.placed(condition, path):
        yield from _walk(one, place, depth + 1)


def _check(condition: d.Condition, path: str, fields: Mapping[str, Field]) -> None:
    match condition:
        case d.Attribute():
            _attribute(condition, path, fields)
        case d.Tags(any_of, all_of, none_of):
            _some(path, "any_of", any_of, all_of, none_of)
        case d.Follow(added=window):
            _window(window, f"{path}.added")
        case d.Source(add_ways, channels, userids):
            _some(path, "add_ways", add_ways, channels, userids)
        case d.Did():
            _filters(condition.where, path)
            _window(condition.window, f"{path}.window")
            _bounds(condition.at_least, condition.at_most, path)
            if condition.sum is not None:
                _property(condition.sum, f"{path}.sum")
                if condition.at_least is None and condition.at_most is None:
                    raise _bad(
                        f"{path}.sum", "求和需要上限或下限", "a sum needs at_least or at_most"
                    )
        case d.Never() | d.Last() | d.First():
            _filters(condition.where, path)
            _window(condition.window, f"{path}.window")
        case d.Sequence():
            _filters(condition.first.where, f"{path}.first")
            _filters(condition.then.where, f"{path}.then")
            _window(condition.window, f"{path}.window")
        case d.Rfm(recency, frequency, monetary):
            _some(path, "recency", recency, frequency, monetary)
        case d.Prediction():
            _bounds(condition.at_least, condition.at_most, path)
            if condition.at_least is None and condition.at_most is None:
                raise _bad(path, "需要上限或下限", "at_least or at_most is needed")
        case _:
            pass


def _attribute(one: d.Attribute, path: str, fields: Mapping[str, Field]) -> None:
    field = fields.get(one.field)
    if field is None:
        raise _bad(f"{path}.field", f"没有字段“{one.field}”", f"there is no field {one.field}")
    if one.is_ not in _BY_TYPE[field.type]:
        can = ", ".join(sorted(_BY_TYPE[field.type]))
        raise _bad(
            f"{path}.is", f"{field.type} 类型的字段只能用 {can}",
            f"a {field.type} field takes {can}",
        )  # fmt: skip
    place = f"{path}.value"
    if one.is_ == "within":
        _window(_window_of(one.value, place), place)
    elif one.is_ == "anniversary":
        if not isinstance(one.value, int) or not 0 <= one.value <= 366:
            raise _bad(place, "应为 0 到 366 的天数", "a number of days from 0 to 366")
    else:
        _value(one.is_, one.value, place)


def _filters(where: tuple[d.Filter, ...], path: str) -> None:
    for number, one in enumerate(where):
        place = f"{path}.where[{number}]"
        _property(one.property, f"{place}.property")
        if one.is_ == "within":
            _window(_window_of(one.value, f"{place}.value"), f"{place}.value")
        else:
            _value(one.is_, one.value, f"{place}.value")


def _property(name: str, path: str) -> None:
    parts = [one.removesuffix(_LIST) for one in name.split(".")]
    if not _NAME.fullmatch(name) or not all(parts):
        raise _bad(path, "属性名不正确", "not a name of a property")
    if name.count(_LIST) > 1 or _LIST in "".join(parts):
        raise _bad(
            path, "[] 只能写一次，放在列表的名称后面", "[] stands once, behind the name of a list"
        )


def _value(is_: str, value: Any, path: str) -> None:
    if is_ in _LISTS:
        texts = isinstance(value, list | tuple) and all(isinstance(one, str) for one in value)
        if not texts or not 1 <= len(value) <= VALUES or any(len(one) > LONGEST for one in value):
            raise _bad(
                path, f"应为 1 到 {VALUES} 个文本，每个不超过 {LONGEST} 字",
                f"1 to {VALUES} texts of at most {LONGEST} characters",
            )  # fmt: skip
    elif is_ in {"contains", "starts_with"}:
        if not isinstance(value, str) or not 1 <= len(value) <= LONGEST:
            raise _bad(
                path, f"应为 1 到 {LONGEST} 字的文本", f"a text of 1 to {LONGEST} characters"
            )
    elif is_ in {"at_least", "at_most"}:
        if not _is_number(value):
            raise _bad(path, "应为数字", "a number is needed")
    elif is_ == "between":
        pair = isinstance(value, list | tuple) and len(value) == 2 and all(map(_is_number, value))
        if not pair or value[0] > value[1]:
            raise _bad(path, "应为两个数字，前小后大", "two numbers, the smaller first")
    elif value is not None:
        raise _bad(path, "这个条件不带值", "this takes no value")


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _bounds(at_least: float | None, at_most: float | None, path: str) -> None:
    for name, one in (("at_least", at_least), ("at_most", at_most)):
        if one is not None and (not math.isfinite(one) or abs(one) > 1e15):
            raise _bad(f"{path}.{name}", "数字超出范围", "the number is out of range")
    if at_least is not None and at_most is not None and at_least > at_most:
        raise _bad(f"{path}.at_most", "上限小于下限", "at_most is below at_least")


def _window(window: d.Window | None, path: str) -> None:
    if window is None:
        return
    by_days = window.since is not None or window.until is not None
    forms = (window.last_days is not None, window.days_ago is not None, by_days)
    if sum(forms) != 1:
        raise _bad(
            path, "只能写 last_days、days_ago、from/to 之一",
            "exactly one of last_days, days_ago, from/to",
        )  # fmt: skip
    if window.days_ago is not None and window.days_ago[0] < window.days_ago[1]:
        raise _bad(f"{path}.days_ago", "先写较早的一天", "the earlier day comes first")
    if window.since and window.until and window.since > window.until:
        raise _bad(f"{path}.to", "结束早于开始", "to is before from")


def _some(path: str, name: str, *lists: tuple[Any, ...]) -> None:
    if not any(lists):
        raise _bad(f"{path}.{name}", "至少给出一个列表", "at least one list is needed")


def _bad(path: str, zh: str, en: str) -> BadDefinition:
    return BadDefinition(path, Text(zh, en))
