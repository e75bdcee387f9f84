"""Which questions are asked, and whether what is answered fits them: the page does the same before it
sends, and is not believed."""

from datetime import date
from typing import Any

from reunion.core.errors import Invalid, Text
from reunion.core.phone import e164
from reunion.growth.forms.model import ANSWER, LONGEST_TEXT, AskedQuestion, FormCondition, FormField

STARS = 5
LONGEST_SAID = 500
_OWN_WORDS = ("phone", "address", "text")
_NEEDED = Text("请回答这个问题", "please answer this")


def taken(fields: list[FormField], given: dict[str, Any]) -> dict[str, Any]:
    """The answers to questions that are shown, each in its form; others are left out. Raises Invalid with
    what is wrong, by question."""
    kept: dict[str, Any] = {}
    wrong: dict[str, Text] = {}
    for field in fields:
        if not shown(field, kept):
            continue
        value = given.get(field.key)
        if value is None or value == "" or value == []:
            if field.required:
                wrong[field.key] = _NEEDED
            continue
        fits = read(field, value)
        if isinstance(fits, Text):
            wrong[field.key] = fits
        else:
            kept[field.key] = fits
    if wrong:
        raise Invalid(**wrong)
    return kept


def shown(field: FormField, answers: dict[str, Any]) -> bool:
    """Whether all conditions of a question hold, given the answers above it."""
    return all(_holds(condition, answers.get(condition.field)) for condition in field.when)


def _holds(condition: FormCondition, value: Any) -> bool:
    if condition.test == "answered":
        return value is not None
    if condition.test in ("any_of", "none_of"):
        chosen = value if isinstance(value, list) else [] if value is None else [str(value)]
        hit = any(one in condition.values for one in chosen)
        return hit if condition.test == "any_of" else not hit
    if not isinstance(value, int | float) or condition.number is None:
        return False
    return value >= condition.number if condition.test == "at_least" else value <= condition.number


def read(field: FormField, value: Any) -> Any:
    """The answer as it is kept, or a Text that says what is wrong with it."""
    if field.type in ("text", "address"):
        if not isinstance(value, str) or not value.strip() or "\0" in value:
            return _NEEDED
        if len(value) > LONGEST_TEXT:
            return Text(f"最多 {LONGEST_TEXT} 个字", f"at most {LONGEST_TEXT} characters")
        return value.strip()
    if field.type == "phone":
        number = e164(value) if isinstance(value, str) else None
        return number or Text("手机号不对", "this is no phone number")
    if field.type == "date":
        return _date(value)
    if field.type in ("number", "rating"):
        return _number(field, value)
    return _chosen(field, value)


def samples(field: FormField) -> list[Any]:
    """Answers that a question may have, of every kind that it takes."""
    labels = [option.label for option in field.options]
    return {
        "number": [2.5], "rating": [2], "date": ["2026-05-01"], "phone": ["+8613800138000"],
        "choice": labels, "choices": [labels],
    }.get(field.type, ["字"])  # fmt: skip


def told(title: str, fields: list[FormField], answers: dict[str, Any]) -> dict[str, Any]:
    """What an event says of an answer: what rules and segments may ask about by the question's key, and the
    same in words for people; numbers of phones, places of homes and texts are not among it."""
    kept = [one for one in fields if one.type not in _OWN_WORDS and one.key in answers]
    words = [f"{one.label}：{_spoken(answers[one.key])}" for one in kept]
    said = {f"{ANSWER}{one.key}": answers[one.key] for one in kept}
    return {"title": title, "answers": "；".join(words)[:LONGEST_SAID], **said}


def asked(fields: list[FormField]) -> list[AskedQuestion]:
    """The questions that an event tells the answers to, as segments name them."""
    return [
        AskedQuestion(
            f"{ANSWER}{one.key}{'[]' if one.type == 'choices' else ''}",
            one.label,
            "number" if one.type == "rating" else one.type,
            [option.label for option in one.options],
        )
        for one in fields
        if one.type not in _OWN_WORDS
    ]  # pyright: ignore[reportReturnType]


def _spoken(value: Any) -> str:
    return "、".join(value) if isinstance(value, list) else str(value)


def _date(value: Any) -> Any:
    try:
        return date.fromisoformat(value).isoformat()
    except (TypeError, ValueError):
        return Text("日期不对，例如 2026-05-01", "this is no date; write 2026-05-01")


def _number(field: FormField, value: Any) -> Any:
    if isinstance(value, bool) or not isinstance(value, int | float) or abs(value) > 1e15:
        return Text("请填写数字", "write a number")
    if field.type == "rating":
        most = int(field.most or STARS)
        if value not in range(1, most + 1):
            return Text(f"请选择 1 到 {most} 星", f"choose 1 to {most} stars")
        return int(value)
    if field.least is not None and value < field.least:
        return Text(f"不能小于 {field.least:g}", f"not less than {field.least:g}")
    if field.most is not None and value > field.most:
        return Text(f"不能大于 {field.most:g}", f"not more than {field.most:g}")
    return value


def _chosen(field: FormField, value: Any) -> Any:
    many = field.type == "choices"
    chosen = value if many else [value]
    known = [option.label for option in field.options]
    if not isinstance(chosen, list) or any(one not in known for one in chosen):
        return Text("请从选项中选择", "choose among the options")
    chosen = [label for label in known if label in chosen]
    if many and field.most is not None and len(chosen) > field.most:
        return Text(f"最多选 {field.most:g} 项", f"choose at most {field.most:g}")
    return chosen if many else chosen[0]
