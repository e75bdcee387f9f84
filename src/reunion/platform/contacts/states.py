"""The life of a follow as a table, without I/O."""

from typing import Literal

State = Literal["requested", "active", "temporary", "deleted_by_member", "deleted_by_customer"]
Step = Literal[
    "request", "add", "accept", "ignore", "delete_by_member", "delete_by_customer",
    "open_temporary", "end_temporary",
]  # fmt: skip

ENDED: tuple[State, ...] = ("deleted_by_member", "deleted_by_customer")

_STEPS: dict[tuple[State | None, Step], State] = {
    (None, "request"): "requested",
    (None, "add"): "active",
    (None, "open_temporary"): "temporary",
    ("requested", "request"): "requested",
    ("requested", "add"): "active",
    ("requested", "accept"): "active",
    ("requested", "ignore"): "deleted_by_member",
    ("requested", "delete_by_customer"): "deleted_by_customer",
    ("active", "request"): "active",
    ("active", "add"): "active",
    ("active", "accept"): "active",
    ("active", "open_temporary"): "active",
    ("active", "delete_by_member"): "deleted_by_member",
    ("active", "delete_by_customer"): "deleted_by_customer",
    ("temporary", "request"): "requested",
    ("temporary", "add"): "active",
    ("temporary", "open_temporary"): "temporary",
    ("temporary", "end_temporary"): "deleted_by_member",
    ("deleted_by_member", "add"): "active",
    ("deleted_by_member", "open_temporary"): "temporary",
    ("deleted_by_customer", "add"): "active",
    ("deleted_by_customer", "open_temporary"): "temporary",
    ("deleted_by_member", "request"): "requested",
    # The member still knows this customer: coming back needs nobody's consent.
    ("deleted_by_customer", "request"): "active",
}


def after(state: State | None, step: Step, *, was_added: bool = True) -> State | None:
    """The state that a step leads to; None where the state does not allow it.

    `was_added`: they were contacts before, as opposed to a request that was withdrawn.
    """
    if state == "deleted_by_customer" and step == "request" and not was_added:
        return "requested"
    return _STEPS.get((state, step))
