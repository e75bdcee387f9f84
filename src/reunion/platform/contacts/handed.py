"""What handovers see of follows."""

import msgspec


class Handing(msgspec.Struct, frozen=True):
    """A follow under its lock, as a handover looks at it."""

    contact_id: int
    external_userid: str
    person_id: int
    state: str
    handing_to: int | None
    conversation_id: int | None
    customer_name: str


class Earlier(msgspec.Struct):
    """A colleague who had the customer before, and where they talked."""

    member_id: int
    name: str
    conversation_id: int | None


class Room(msgspec.Struct, frozen=True):
    """How many customers a member has and is being given, and may have."""

    member_id: int
    customers: int
    cap: int
