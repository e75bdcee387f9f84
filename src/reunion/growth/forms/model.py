"""Forms: shapes, limits and refusals."""

from datetime import date, datetime
from typing import Annotated, Any, Literal, NoReturn

import msgspec
from msgspec import Meta

from reunion.core.errors import Conflict, Invalid, NotFound, Text

FieldType = Literal["text", "number", "phone", "date", "choice", "choices", "rating", "address"]
Test = Literal["any_of", "none_of", "answered", "at_least", "at_most"]
CHOOSING = ("choice", "choices")
FIELDS = 60
LONGEST_TEXT = 2000
EVENT = "form_submitted"
ANSWER = "answer_"
"""Before a question's key: the property of the event that has the answer."""
Key = Annotated[str, Meta(pattern=r"^[a-z][a-z0-9_]{0,30}$")]


class FormUnknown(NotFound):
    """There is no such form."""

    code = "form_unknown"
    title_zh = "没有这个表单，可能已被删除"
    title_en = "There is no such form; it may have been deleted"


class FormClosed(Conflict):
    """It takes no answers."""

    status = 410
    code = "form_closed"
    title_zh = "这个表单已结束，不再收集回答"
    title_en = "This form is closed and takes no more answers"


class AlreadyAnswered(Conflict):
    """One answer from one browser."""

    code = "form_answered"
    title_zh = "您已经填写过，谢谢"
    title_en = "You have answered already, thank you"


class FormInvalid(Invalid):
    """The questions do not fit together."""

    code = "form_invalid"


class FormCondition(msgspec.Struct):
    """About the answer to a question above: `values` for any_of and none_of, `number` for at_least and
    at_most. A question that was not shown has no answer."""

    field: Key
    test: Test = "any_of"
    values: Annotated[list[Annotated[str, Meta(max_length=100)]], Meta(max_length=100)] = []
    number: float | None = None


class FormOption(msgspec.Struct):
    """`tag_no`: whoever chooses it is marked with this tag."""

    label: Annotated[str, Meta(min_length=1, max_length=100)]
    tag_no: int | None = None


class FormField(msgspec.Struct):
    """A question. `when`: it is shown when all of them hold; `attribute`: the answer is kept in the
    profile under this key. `most`: stars of a rating, the highest number, or how many may be chosen."""

    key: Key
    type: FieldType
    label: Annotated[str, Meta(min_length=1, max_length=200)]
    hint: Annotated[str, Meta(max_length=200)] = ""
    required: bool = False
    options: Annotated[list[FormOption], Meta(max_length=100)] = []
    when: Annotated[list[FormCondition], Meta(max_length=10)] = []
    attribute: Annotated[str, Meta(max_length=60)] | None = None
    least: float | None = None
    most: float | None = None


FormFields = Annotated[list[FormField], Meta(min_length=1, max_length=FIELDS)]


class FormDraft(msgspec.Struct, kw_only=True):
    """A form to be made or changed. `once`: one answer from one browser."""

    title: Annotated[str, Meta(min_length=1, max_length=100)]
    intro: Annotated[str, Meta(max_length=1000)] = ""
    thanks: Annotated[str, Meta(max_length=300)] = ""
    fields: FormFields
    open: bool = True
    closes_at: datetime | None = None
    once: bool = False


class FormKept(msgspec.Struct, frozen=True, kw_only=True):
    """What is kept of a form."""

    id: int
    token: str
    title: str
    intro: str
    thanks: str
    fields: list[FormField]
    version: int
    open: bool
    closes_at: datetime | None
    once: bool
    created_by: str
    created_at: datetime
    changed_at: datetime


class FormRow(FormKept, frozen=True, kw_only=True):
    """A form with its company."""

    corp_id: int

    def closed(self, now: datetime) -> bool:
        """Whether it takes no answers."""
        return not self.open or (self.closes_at is not None and self.closes_at <= now)


class Form(FormKept, frozen=True, kw_only=True):
    """A form in the console; `url` is its page for everybody."""

    url: str
    answers: int


class PublicOption(msgspec.Struct):
    label: str


class PublicField(msgspec.Struct):
    """A question as customers get it: not what becomes of the answer."""

    key: str
    type: FieldType
    label: str
    hint: str
    required: bool
    options: list[PublicOption]
    when: list[FormCondition]
    least: float | None
    most: float | None


class PublicForm(msgspec.Struct):
    title: str
    intro: str
    closed: bool
    fields: list[PublicField]


class AskedQuestion(msgspec.Struct, frozen=True):
    """A question as segments ask about it. `property` of the event has the answer; `choices`: its options,
    and what else was chosen before they were changed."""

    property: str
    label: str
    type: Literal["choice", "choices", "number", "date"]
    choices: list[str]


class AskedForm(msgspec.Struct, frozen=True):
    """A form as segments ask about it; `gone`: it was deleted."""

    form_id: int
    title: str
    gone: bool
    questions: list[AskedQuestion]


class FormAnswer(msgspec.Struct, frozen=True):
    """One answer: `name` of who gave it, where she is known."""

    id: int
    at: datetime
    profile_no: int | None
    name: str
    userid: str
    answers: dict[str, Any]


class OptionCount(msgspec.Struct, frozen=True):
    value: str
    count: int


class QuestionResult(msgspec.Struct, frozen=True):
    """`counts` of options or stars; `average` of numbers and ratings; `latest` of texts."""

    key: str
    label: str
    type: FieldType
    answered: int
    counts: list[OptionCount]
    average: float | None
    latest: list[str]


class AnswerDay(msgspec.Struct, frozen=True):
    day: date
    answers: int


class FormResults(msgspec.Struct, frozen=True):
    """`people`: known ones among those who answered."""

    answers: int
    people: int
    days: list[AnswerDay]
    fields: list[QuestionResult]


def check(fields: list[FormField]) -> None:
    """Keys are unique, questions and options have words, limits can be met, conditions look at questions
    above; raises FormInvalid."""
    above: dict[str, FormField] = {}
    for at, field in enumerate(fields):
        if field.key in above:
            wrong(at, field, "label", "问题编号重复", "two questions have this key")
        if not field.label.strip():
            wrong(at, field, "label", "还没有写问题", "nothing is asked")
        labels = [option.label.strip() for option in field.options]
        if field.type in CHOOSING and (not all([labels, *labels]) or len({*labels}) != len(labels)):
            wrong(at, field, "options", "选项不能为空或重复", "options must be there, each once")
        _check_limits(at, field)
        for condition in field.when:
            if lack := _lack(condition, above.get(condition.field)):
                wrong(at, field, "when", lack, lack.en)
        above[field.key] = field


def _check_limits(at: int, field: FormField) -> None:
    least, most = field.least, field.most
    if field.type == "rating" and most is not None and most not in range(2, 11):
        wrong(at, field, "most", "评分为 2 到 10 星", "a rating has 2 to 10 stars")
    if field.type == "choices" and most is not None and most not in range(1, 101):
        zh, en = "至少要能选 1 项，须是整数", "at least one may be chosen, a whole number"
        wrong(at, field, "most", zh, en)
    if least is not None and most is not None and least > most:
        wrong(at, field, "least", "最小值大于最大值", "the least is more than the most")


def _lack(condition: FormCondition, asked: FormField | None) -> Text | None:
    """What is wrong with it; `asked`: the question that it looks at."""
    if asked is None:
        return Text("显示条件只能用前面的问题", "a condition looks at a question above it")
    if condition.test in ("any_of", "none_of"):
        known = {option.label for option in asked.options}
        if not condition.values:
            return Text("显示条件还没有选择选项", "a condition names no option yet")
        if known and not known.issuperset(condition.values):
            return Text("显示条件的选项已不存在", "an option of a condition is no longer there")
    if condition.test in ("at_least", "at_most") and condition.number is None:
        return Text("显示条件缺少数字", "a condition lacks its number")
    return None


def wrong(at: int, field: FormField, part: str, zh: str, en: str) -> NoReturn:
    """Raises FormInvalid: what is the matter with a part of the question `at`, by its words and its place."""
    text = Text(f"“{field.label}”：{zh}", f"{field.label}: {en}") if field.label.strip() else None
    raise FormInvalid(text, **{f"fields[{at}].{part}": Text(zh, en)})
