"""What is known of a person beside her identities: typed values, each with who said it and when.

Of two values for one field the later counts, whichever came in first; what somebody set by hand stays
until it is changed by hand.
"""

import math
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any, Literal

import msgspec

from reunion.core.folding import one_line
from reunion.growth.profiles.model import NoSuchField, Unfit

FieldType = Literal["text", "number", "boolean", "date", "choice", "choices"]
HAND = "hand"


class Field(msgspec.Struct, frozen=True):
    """A custom field. `key` names it in facts and files, and never changes; `name` is what people read."""

    field_no: int
    key: str
    name: str
    type: FieldType
    choices: tuple[str, ...] = ()
    archived: bool = False

    @property
    def column(self) -> str:
        """Its column in the engine, and its name among what was said."""
        return f"f_{self.field_no}"


class Said(msgspec.Struct, frozen=True, array_like=True):
    """When something was said of a person, and by which source."""

    at: datetime
    source: str


class Claim(msgspec.Struct, frozen=True):
    """A value, and who said it. None: it was taken back."""

    value: Any
    said: Said

    @property
    def rank(self) -> tuple[bool, datetime, str, bytes]:
        """Of two claims the greater counts, in whichever order they came."""
        return (
            self.said.source == HAND, self.said.at, self.said.source,
            msgspec.json.encode(self.value, order="sorted"),
        )  # fmt: skip


Claims = dict[str, Claim]
"""By key of a standard attribute, or `f_<number>`."""

_WORDS = {
    "text": ("500 个字以内的文字", "a text of up to 500 characters"),
    "number": ("数字", "a number"),
    "boolean": ("是或否", "true or false"),
    "date": ("日期，例如 1990-05-20", "a date such as 1990-05-20"),
    "choice": ("选项之一：{choices}", "one of: {choices}"),
    "choices": ("选项中的一个或多个：{choices}", "some of: {choices}"),
    "address": ("图片地址", "the address of a picture"),
    "gender": ("male 或 female", "male or female"),
    "latitude": ("-90 到 90 的数字", "a number from -90 to 90"),
    "longitude": ("-180 到 180 的数字", "a number from -180 to 180"),
}
_NAMES = {
    "name": "姓名", "avatar": "头像", "gender": "性别", "birthday": "生日", "city": "城市",
    "latitude": "纬度", "longitude": "经度",
}  # fmt: skip
STANDARD = tuple(_NAMES)
_GENDERS = {
    "male": "male", "m": "male", "男": "male", "1": "male",
    "female": "female", "f": "female", "女": "female", "2": "female",
}  # fmt: skip
_TRUE, _FALSE = frozenset({"true", "1", "yes", "是"}), frozenset({"false", "0", "no", "否"})


def fit(key: str, value: Any, fields: Mapping[str, Field]) -> tuple[str, Any]:
    """The claim's key and the value as it is kept, None where it is empty; `fields` by their keys.
    Raises NoSuchField, Unfit."""
    field = fields.get(key)
    if key in STANDARD:
        kind, choices, name, place = _KINDS.get(key, "text"), (), _NAMES[key], key
    elif field is not None and not field.archived:
        kind, choices, name, place = field.type, field.choices, field.name, field.column
    else:
        raise NoSuchField(key=key)
    if value is None or value == [] or (isinstance(value, str) and not value.strip()):
        return place, None
    try:
        return place, _READERS[kind](value, choices)
    except (ValueError, TypeError, OverflowError) as error:
        zh, en = (text.format(choices="、".join(choices)) for text in _WORDS[kind])
        unfit = Unfit(name=name, key=key, wanted_zh=zh, wanted_en=en)
        raise unfit.at(f"values.{key}") from error


def claims_of(
    given: Mapping[str, Any], said: Said, fields: Mapping[str, Field], *, strict: bool
) -> Claims:
    """What a source says. `strict` raises on what does not fit and takes what is empty as taken back;
    otherwise both are passed over, as a machine that knows nothing denies nothing."""
    claims: Claims = {}
    for key, value in given.items():
        try:
            place, kept = fit(key, value, fields)
        except (NoSuchField, Unfit):
            if strict:
                raise
            continue
        if strict or kept is not None:
            claims[place] = Claim(kept, said)
    return claims


def stronger(had: Claims, new: Claims) -> Claims:
    """Those of the new claims that count from now on."""
    return {
        key: claim for key, claim in new.items() if key not in had or claim.rank > had[key].rank
    }


def _text(value: Any, _: tuple[str, ...]) -> str:
    if isinstance(value, dict | list):
        raise TypeError
    text = one_line(str(value))
    if len(text) > 500:
        raise ValueError
    return text


def _address(value: Any, _: tuple[str, ...]) -> str:
    text = one_line(str(value))
    if len(text) > 1000:
        raise ValueError
    return text


def _number(value: Any, _: tuple[str, ...]) -> float:
    if isinstance(value, bool):
        raise TypeError
    number = float(value)
    if not math.isfinite(number):
        raise ValueError
    return number


def _boolean(value: Any, _: tuple[str, ...]) -> bool:
    word = str(value).strip().lower()
    if word in _TRUE:
        return True
    if word in _FALSE:
        return False
    raise ValueError


def _date(value: Any, _: tuple[str, ...]) -> str:
    if isinstance(value, datetime):
        value = value.date()
    found = value if isinstance(value, date) else date.fromisoformat(str(value).strip()[:10])
    if not 1900 <= found.year <= 2299:  # what the engine's Date32 holds
        raise ValueError
    return found.isoformat()


def _choice(value: Any, choices: tuple[str, ...]) -> str:
    text = one_line(str(value))
    if text not in choices:
        raise ValueError
    return text


def _choices(value: Any, choices: tuple[str, ...]) -> list[str]:
    given = value if isinstance(value, list | tuple) else [value]
    picked = {_choice(one, choices) for one in given}
    return [one for one in choices if one in picked]


def _gender(value: Any, _: tuple[str, ...]) -> str:
    return _GENDERS.get(str(value).strip().lower()) or _unknown()


def _unknown() -> str:
    raise ValueError


def _within(most: float) -> Callable[[Any, tuple[str, ...]], float]:
    def read(value: Any, choices: tuple[str, ...]) -> float:
        number = _number(value, choices)
        if abs(number) > most:
            raise ValueError
        return number

    return read


_KINDS = {
    "avatar": "address", "gender": "gender", "birthday": "date",
    "latitude": "latitude", "longitude": "longitude",
}  # fmt: skip
_READERS: dict[str, Callable[[Any, tuple[str, ...]], Any]] = {
    "text": _text, "address": _address, "number": _number, "boolean": _boolean, "date": _date,
    "choice": _choice, "choices": _choices, "gender": _gender,
    "latitude": _within(90), "longitude": _within(180),
}  # fmt: skip
