"""Who is who, for any facts in any order."""

from hypothesis import given, settings
from hypothesis import strategies as st

from reunion.growth.profiles.model import SINGLE, Identity
from reunion.growth.profiles.resolution import Outcome, Resolution

Fact = tuple[Identity, ...]


def identity(kind: str) -> st.SearchStrategy[Identity]:
    values = {
        "phone": ["13800000001", "13800000002", "13800000003"],
        "email": ["a@x.cn", "b@x.cn", "c@x.cn"],
    }.get(kind, ["1", "2", "3"])
    return st.sampled_from(values).map(lambda value: Identity(kind, value))  # pyright: ignore


KINDS = ["external_userid", "unionid", "openid", "member_no", "phone", "email", "device"]
FACTS = st.lists(
    st.lists(st.sampled_from(KINDS).flatmap(identity), min_size=1, max_size=3).map(tuple),
    max_size=10,
)
# each person has things of her own: nothing that two people would share
PERSON = st.integers(1, 3)
LINKS = st.lists(
    st.tuples(PERSON, st.sets(st.sampled_from(KINDS), min_size=1, max_size=3)), max_size=12
)


def fact(person: int, kinds: set[str]) -> Fact:
    """What one person is known by; kinds of which she may have many have two values."""
    found = {
        "phone": f"1380000000{person}",
        "email": f"{person}@x.cn",
    }
    return tuple(Identity(kind, found.get(kind, str(person))) for kind in sorted(kinds))  # pyright: ignore


def resolved(facts: list[Fact]) -> tuple[set[frozenset[Identity]], int]:
    """What belongs together in the end, and how often evidence conflicted. Whose a device is that several
    use goes by who came first, so it is left out."""
    resolution = Resolution([], 1)
    clashes = sum(1 for one in facts if (done := resolution.take(one)) and done.clash)
    named = [
        {ident for ident in one.identities if ident.kind != "device"} for one in resolution.people
    ]
    return {frozenset(one) for one in named if one}, clashes


@settings(max_examples=100)
@given(LINKS.flatmap(lambda links: st.tuples(st.just(links), st.permutations(links))))
def test_the_order_of_facts_does_not_matter_where_nothing_conflicts(
    both: tuple[list[tuple[int, set[str]]], list[tuple[int, set[str]]]],
) -> None:
    one, other = (resolved([fact(*link) for link in links]) for links in both)
    assert one == other
    assert one[1] == 0


@settings(max_examples=100)
@given(FACTS)
def test_no_evidence_gives_anybody_two_of_what_a_person_has_one_of(facts: list[Fact]) -> None:
    people, _ = resolved(facts)
    for person in people:
        for kind in SINGLE:
            assert sum(1 for one in person if one.kind == kind) <= 1
    everything = [one for person in people for one in person]
    assert len(everything) == len(set(everything))


@settings(max_examples=60)
@given(FACTS)
def test_facts_heard_again_change_nothing(facts: list[Fact]) -> None:
    resolution = Resolution([], 1)
    for one in facts * 2:
        resolution.take(one)
    before = [(one.no, set(one.identities)) for one in resolution.people]
    for one in facts:
        done = resolution.take(one)
        assert done == Outcome(done.no, clash=done.clash)  # pyright: ignore
    assert [(one.no, one.identities) for one in resolution.people] == before


def ids(*given: str) -> Fact:
    return tuple(Identity(*one.split(":")) for one in given)  # pyright: ignore


def take(resolution: Resolution, *given: str) -> Outcome:
    done = resolution.take(ids(*given))
    assert done is not None
    return done


def test_a_device_joins_nobody_to_somebody_known() -> None:
    resolution = Resolution([], 1)
    visitor = take(resolution, "device:d")
    mei = take(resolution, "external_userid:mei")
    assert visitor.no != mei.no
    # what an unknown visitor did is hers once she says who she is
    now = take(resolution, "device:d", "external_userid:mei")
    assert [(one.gone, one.kept) for one in now.merges] == [(mei.no, visitor.no)]
    husband = take(resolution, "device:d", "member_no:7")
    assert (husband.made, husband.clash) == (True, None)
    assert take(resolution, "device:d").no == visitor.no


def test_whom_people_told_apart_no_evidence_joins() -> None:
    resolution = Resolution([], 1)
    one, other = (take(resolution, given).no for given in ("openid:1", "openid:2"))
    resolution.people[0].apart.add(other)
    said = take(resolution, "openid:1", "openid:2")
    assert (said.no, said.merges) == (one, ())
    assert said.clash is not None
    assert said.clash.kind == "apart"
