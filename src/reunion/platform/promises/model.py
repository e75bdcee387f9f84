"""A promise, and what may be refused."""

from datetime import datetime
from typing import Annotated, Literal

import msgspec

from reunion.core.errors import NotFound, Text

TEXT_LENGTH = 200
Words = Annotated[str, msgspec.Meta(min_length=1, max_length=TEXT_LENGTH)]
Show = Literal["open", "done"]


class PromiseUnknown(NotFound):
    """No promise of this member has the id."""

    code = "promise_unknown"
    title_zh = "没有找到这条承诺，它可能已删除，或已随客户交给同事"
    title_en = "There is no such promise; it may be deleted, or a colleague keeps it now"


TOO_LATE = Text("请选择今天或以后的日期", "choose today or a later day")


class Origin(msgspec.Struct, frozen=True):
    """The message that a promise was noted from."""

    conversation_id: int
    seq: int


class Promise(msgspec.Struct):
    """`made_by`: who gave it, which is not who keeps it where the customer was handed over."""

    id: int
    contact_id: int
    external_userid: str
    customer_name: str
    avatar_url: str | None
    member_id: int
    made_by: int
    made_by_name: str
    text: str
    due_at: datetime
    created_at: datetime
    done_at: datetime | None
    origin: Origin | None = None


class Due(msgspec.Struct, frozen=True):
    """How many open promises are overdue, due today in the company's time zone, and due later."""

    overdue: int = 0
    today: int = 0
    later: int = 0
