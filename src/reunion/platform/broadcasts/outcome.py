"""What came of a broadcast: shapes by member, department and recipient."""

from datetime import datetime

import msgspec

from reunion.platform.broadcasts.model import RecipientState, TaskState


class ShownRefusal(msgspec.Struct, frozen=True):
    """The rule, what it counted and what it allows."""

    rule: str
    counted: int | None
    allowed: int | None


class TaskCustomer(msgspec.Struct, frozen=True):
    """A customer, or group, of a member's part. While it is unsent, `refusal` is what would refuse it
    now. The last three are Answers of it alone."""

    contact_id: int
    name: str
    avatar_url: str | None
    remark: str
    deselected: bool
    state: RecipientState
    refusal: ShownRefusal | None
    sent_at: datetime | None
    reached: int
    read: int
    replied: int


class TaskMember(msgspec.Struct, frozen=True):
    """A member's part as headquarters sees it."""

    member_id: int
    userid: str
    name: str
    state: TaskState
    customers: int
    sent: int
    refused: int
    confirmed_at: datetime | None


class TaskDepartment(msgspec.Struct, frozen=True):
    """Parts by the members' main departments. `confirmed`: how many members did; `missed`: not reached,
    or left out."""

    department_id: int
    name: str
    members: int
    confirmed: int
    customers: int
    sent: int
    missed: int


class Recipient(msgspec.Struct, frozen=True):
    """What became of it for one customer, or one group; `reached`, `read` and `replied` are Answers of
    it alone."""

    contact_id: int
    external_userid: str
    name: str
    member_name: str
    state: RecipientState
    refusal: ShownRefusal | None
    sent_at: datetime | None
    reached: int
    read: int
    replied: int
    group_id: int | None
