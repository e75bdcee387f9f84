"""What is called how: by the company, and by everybody."""

from collections import Counter
from collections.abc import Iterable, Mapping
from decimal import Decimal

import msgspec

from reunion.growth.forms.model import ANSWER, EVENT
from reunion.growth.profiles.model import ProfileTag
from reunion.growth.segments import definition as d

FIELDS_EN = {
    "name": "name", "gender": "gender", "birthday": "birthday", "age": "age", "city": "city",
    "known_since": "known since", "is_contact": "a WeCom contact",
}  # fmt: skip

PREDICTIONS = {
    "alive": ("还会再买的概率", "probability to buy again"),
    "expected_30": ("30天内购买次数", "purchases in 30 days"),
    "expected_90": ("90天内购买次数", "purchases in 90 days"),
    "expected_365": ("365天内购买次数", "purchases in 365 days"),
    "value_fen": ("365天内消费", "spending in 365 days"),
}

PROPERTIES = {
    "amount_fen": ("金额", "amount"),
    "subject": ("对象", "subject"),
    "source": ("来源", "source"),
    "userid": ("成员", "member"),
    "store": ("门店", "store"),
    "seconds": ("停留秒数", "seconds"),
    "depth": ("阅读深度", "depth"),
    "sent": ("我们发出", "sent"),
    "received": ("客户发来", "received"),
    "items": ("商品明细", "items"),
    "items[].name": ("商品", "item"),
    "items[].quantity": ("商品件数", "item quantity"),
    "items[].amount_fen": ("商品金额", "item amount"),
    "title": ("标题", "title"),
    "kind": ("类型", "kind"),
    "version": ("版本", "version"),
    "tag": ("标签", "tag"),
    "reason": ("原因", "reason"),
    "segment": ("人群", "segment"),
    "group": ("群", "group"),
    "channel": ("渠道", "channel"),
}
"""Properties that have a name: it stands without quotes."""
SUBJECTS = {EVENT: ("表单", "form")}
"""What some events are about."""

FEN, SHARE = "fen", "share"
UNITS = {"amount_fen": FEN, "items[].amount_fen": FEN, "value_fen": FEN, "alive": SHARE}


class Names(msgspec.Struct, frozen=True):
    """The company's own: tags by number, fields by key, segments and snapshots by id, places (latitude and
    longitude) by name, members by userid, channels by state and forms by id: those whose name means no other;
    of forms the questions by the properties that have the answers."""

    tags: Mapping[int, str] = {}
    fields: Mapping[str, str] = {}
    segments: Mapping[int, str] = {}
    snapshots: Mapping[int, str] = {}
    places: Mapping[str, tuple[float, float]] = {}
    members: Mapping[str, str] = {}
    channels: Mapping[str, str] = {}
    forms: Mapping[str, str] = {}
    questions: Mapping[str, Mapping[str, str]] = {}


def forms_in(event: str, where: Iterable[d.Filter]) -> set[str]:
    """The ids of the forms that are asked about."""
    if event != EVENT:
        return set()
    return {
        value
        for one in where
        if one.property == "subject" and one.is_ == "one_of"
        for value in one.value
    }


def asked(known: Names, event: str, where: Iterable[d.Filter]) -> dict[str, str]:
    """What questions are called, by the properties that have their answers: where the forms that are asked
    about mean the same by them, and nothing else."""
    forms = forms_in(event, where)
    found = [known.questions.get(one, {}) for one in forms]
    if not found:
        return {}
    times = [Counter(one.values()) for one in found]
    return {
        name: label
        for name, label in found[0].items()
        if not label.startswith(ANSWER)
        and all(one.get(name) == label for one in found)
        and all(one[label] == 1 for one in times)
    }


def word(name: str, event: str, language: int) -> str | None:
    """What everybody calls a property of an event; None: it is called so by its sender."""
    if name == "subject" and event in SUBJECTS:
        return SUBJECTS[event][language]
    return PROPERTIES[name][language] if name in PROPERTIES else None


def titled(known: Names, event: str, one: d.Filter) -> d.Filter:
    """The same, with forms by their titles."""
    if event != EVENT or one.property != "subject" or one.is_ not in ("one_of", "none_of"):
        return one
    return msgspec.structs.replace(one, value=[known.forms.get(id_, id_) for id_ in one.value])


def named_tags(tags: Iterable[ProfileTag]) -> dict[int, str]:
    """Tags by their names, those that share one with their groups."""
    several = list(tags)
    times = Counter(one.name for one in several)
    return {
        one.tag_no: one.name if times[one.name] == 1 else f"{one.group_name}/{one.name}"
        for one in several
    }


def plain_names(known: Mapping[str, str]) -> dict[str, str]:
    """Of names by key (userid, state) those that mean one, and are no key."""
    times = Counter(known.values())
    return {key: name for key, name in known.items() if times[name] == 1 and name not in known}


def bracketed(part: d.Condition) -> bool:
    """Whether a part of all, or of any, is said in more than one piece, and is read back only in brackets."""
    if isinstance(part, d.Tags):
        return sum(map(bool, (part.any_of, part.all_of, part.none_of))) > 1
    return isinstance(part, d.All | d.AnyOf)


def number(value: float, of: str = "", yuan: str = "元") -> str:
    """As people write it; `of` names what it is: fen are said in yuan, a probability per cent."""
    places, unit = {FEN: (-2, yuan), SHARE: (2, "%")}.get(UNITS.get(of, ""), (0, ""))
    exact = Decimal(repr(value)).scaleb(places).normalize()
    return format(exact, "f") + unit


def shifted(value: float, places: int) -> float:
    """A number that was read, its point moved by so many places."""
    return float(Decimal(repr(value)).scaleb(places))


def distance(metres: float) -> tuple[str, bool]:
    """In kilometres where that is shorter, and whether it is."""
    far = metres >= 1000 and metres % 100 == 0
    return number(metres / 1000 if far else metres), far
