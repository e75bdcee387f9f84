"""A callback on its way to an app."""

from datetime import datetime, timedelta
from typing import Any, Literal

import msgspec

from reunion.core.errors import Conflict, NotFound

State = Literal["pending", "delivered", "failed"]
TRIES = 3
"""limits.md, callbacks: 3 tries in total."""
ANSWER_WITHIN = 5.0
"""Seconds; limits.md: the connection is cut at 5 s without an answer."""
PAUSES = (timedelta(seconds=2), timedelta(seconds=10))
"""Before the second and the third try."""
LEASE = timedelta(seconds=30)
"""How long a try may be under way before another worker takes it up."""
CHANNEL = "callback_due"


class DeliveryNotFound(NotFound):
    """No callback of this corp has the id."""

    code = "delivery_not_found"
    title_zh = "没有这条回调记录"
    title_en = "There is no such callback"


class StillWaiting(Conflict):
    """Only a callback that is done, or was given up, is sent again."""

    code = "still_waiting"
    title_zh = "这条回调正在发送，请等它结束"
    title_en = "This callback is on its way; wait for it to end"


class Try(msgspec.Struct, frozen=True):
    """One POST: `status` None where there was no answer, then `error` says why; `ms` it took."""

    at: datetime
    status: int | None
    ms: int
    error: str
    response: str

    @classmethod
    def begun(cls, at: datetime) -> "Try":
        """A try of which nobody has told the end."""
        return cls(at, None, 0, "已开始发送，没有结果 / sending began, no result was recorded", "")

    @property
    def accepted(self) -> bool:
        return self.status == 200


class Delivery(msgspec.Struct, frozen=True):
    """One callback for one app. `body` is the XML before encryption."""

    id: int
    corp_id: int
    app_id: int
    app_name: str
    event: str
    change_type: str
    order_key: str
    body: str
    state: State
    attempts: int
    next_at: datetime
    log: list[dict[str, Any]]
    created_at: datetime
    done_at: datetime | None


class Due(msgspec.Struct, frozen=True):
    """What a worker needs to send one. `began` stands in the log until the try has ended."""

    id: int
    corp_id: int
    corp_wire_id: str
    app_id: int
    agentid: int | None
    body: str
    attempts: int
    began: Try


class DeliveryFilter(msgspec.Struct, frozen=True):
    """All conditions hold together."""

    app_id: int | None = None
    state: State | None = None
    event: str | None = None
