"""Any sequence of steps leaves a follow in a state that makes sense."""

from typing import get_args

from hypothesis import given
from hypothesis import strategies as st

from reunion.platform.contacts.states import State, Step, after

STEPS: tuple[Step, ...] = get_args(Step)


@given(st.lists(st.sampled_from(STEPS), max_size=30))
def test_only_people_who_know_each_other_can_part(steps: list[Step]) -> None:
    """Who was never asked for, added or chatted with is nobody's; parting needs a relation."""
    state: State | None = None
    for step in steps:
        following = after(state, step)
        if following is None:
            continue
        if step.startswith("delete_by_"):
            assert state in ("active", "requested")
        if step in ("accept", "ignore"):
            assert state in ("requested", "active")
        if step == "end_temporary":
            assert state == "temporary"
        state = following


@given(st.lists(st.sampled_from(STEPS), max_size=30), st.booleans())
def test_adding_is_always_possible_and_done_once(steps: list[Step], confirm: bool) -> None:
    """No history shuts the door for good, and adding twice is adding once."""
    state: State | None = None
    for step in steps:
        state = after(state, step) or state
    step: Step = "request" if confirm else "add"
    first = after(state, step)
    assert first in ("active", "requested")
    assert after(first, step) == first


@given(st.lists(st.sampled_from(STEPS), max_size=30))
def test_a_member_who_deleted_is_not_added_back_without_consent(steps: list[Step]) -> None:
    """After the member's own deletion a request only asks."""
    state: State | None = "deleted_by_member"
    assert after(state, "request") == "requested"
    for step in steps:
        following = after(state, step)
        if following == "active" and state == "deleted_by_member":
            assert step == "add"
        state = following or state
