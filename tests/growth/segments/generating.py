"""Definitions by chance, made of what worlds are made of."""

from typing import Any

from hypothesis import strategies as st

from tests.growth.segments import world as w

_days = st.sampled_from([0, 1, 2, 3, 7, 8, 30, 90, 400])


def _pair(low: int, high: int) -> dict[str, Any]:
    return {"days_ago": [max(low, high), min(low, high)]}


def _some(values: Any) -> st.SearchStrategy[list[Any]]:
    return st.lists(st.sampled_from(list(values)), min_size=1, max_size=2, unique=True)


windows = st.one_of(
    _days.filter(bool).map(lambda days: {"last_days": days}),
    st.builds(_pair, _days, _days),
    st.sampled_from(
        [{"from": "2026-11-01"}, {"to": "2026-10-24"}, {"from": "2025-01-01", "to": "2030-01-01"}]
    ),
)
_amounts = st.sampled_from([-5000, 0, 1, 100, 5000, 10_000])


def _kept(**given: Any) -> dict[str, Any]:
    """Without what was not given."""
    return {name: value for name, value in given.items() if value not in (None, [], ())}


_attributes = st.one_of(
    st.builds(lambda v, i: {"field": "city", "is": i, "value": v}, _some(w.CITIES[1:]),
              st.sampled_from(["one_of", "none_of"])),
    st.builds(lambda v, i: {"field": "name", "is": i, "value": v}, st.sampled_from(["王", "WANG", "li"]),
              st.sampled_from(["contains", "starts_with"])),
    st.builds(lambda v, i: {"field": "skin", "is": i, "value": v}, _some(w.CHOICES),
              st.sampled_from(["one_of", "none_of"])),
    st.builds(lambda v, i: {"field": "likes", "is": i, "value": v}, _some(w.CHOICES),
              st.sampled_from(["one_of", "all_of", "none_of"])),
    st.builds(lambda v, i: {"field": "degree", "is": i, "value": v}, st.sampled_from([0, 1.5, 2]),
              st.sampled_from(["at_least", "at_most"])),
    st.builds(lambda i: {"field": "agreed", "is": i}, st.sampled_from(["true", "false", "known"])),
    st.builds(lambda f, i: {"field": f, "is": i},
              st.sampled_from(["birthday", "skin", "likes", "degree", "city"]),
              st.sampled_from(["known", "unknown"])),
    st.builds(lambda v: {"field": "age", "is": "between", "value": v}, st.sampled_from([[26, 27], [30, 99]])),
    st.builds(lambda v: {"field": "birthday", "is": "anniversary", "value": v}, st.sampled_from([0, 5, 366])),
    st.builds(lambda f, v: {"field": f, "is": "within", "value": v},
              st.sampled_from(["joined", "known_since", "birthday"]), windows),
    st.builds(lambda v, i: {"field": "note", "is": i, "value": v}, _some(["a'b", "Ab", "x"]),
              st.sampled_from(["one_of", "none_of"])),
    st.just({"field": "is_contact", "is": "true"}),
).map(lambda one: {"kind": "attribute", **one})  # fmt: skip

_numbers = st.lists(st.sampled_from([1, 2, 3, 99]), max_size=2, unique=True)
_tags = st.builds(
    lambda a, b, c: {"kind": "tags", **_kept(any_of=a, all_of=b, none_of=c)},
    _numbers,
    _numbers,
    _numbers,
).filter(lambda one: len(one) > 1)
_lists = {
    "userids": st.none() | _some(w.USERIDS),
    "channels": st.none() | _some(w.CHANNELS[1:]),
    "add_ways": st.none() | _some(w.WAYS),
}
_follows = st.builds(
    lambda **given: {"kind": "follow", **_kept(**given)}, **_lists, added=st.none() | windows,
    status=st.sampled_from(["current", "lost", "dropped", "ended", "ever"]),
)  # fmt: skip
_sources = st.builds(lambda **given: {"kind": "source", **_kept(**given)}, **_lists).filter(
    lambda one: len(one) > 1
)
_near = st.builds(
    lambda metres: {"kind": "near", "latitude": 31.2, "longitude": 121.4, "within_m": metres},
    st.sampled_from([1, 400, 500, 700, 2500, 5000]),
)
_filters = st.one_of(
    st.builds(lambda v, i: {"property": "store", "is": i, "value": v}, _some(w.STORES),
              st.sampled_from(["one_of", "none_of"])),
    st.builds(lambda v, i: {"property": "seconds", "is": i, "value": v}, st.sampled_from([5, 7.5, 60]),
              st.sampled_from(["at_least", "at_most"])),
    st.builds(lambda i: {"property": "vip", "is": i}, st.sampled_from(["true", "false", "known", "unknown"])),
    st.just({"property": "shelf.no", "is": "between", "value": [2, 9]}),
    st.builds(lambda v, i: {"property": "likes[]", "is": i, "value": v}, _some(w.CHOICES),
              st.sampled_from(["one_of", "none_of"])),
    st.builds(lambda p, i: {"property": p, "is": i},
              st.sampled_from(["likes[]", "items[].name", "items[].q"]),
              st.sampled_from(["known", "unknown", "true", "false"])),
    st.builds(lambda v, i: {"property": "items[].name", "is": i, "value": v}, st.sampled_from(["T", "绿茶"]),
              st.sampled_from(["contains", "starts_with"])),
    st.builds(lambda p, v, i: {"property": p, "is": i, "value": v},
              st.sampled_from(["items[].q", "likes[]", "items[].size.cm"]), st.sampled_from([1, 2.5]),
              st.sampled_from(["at_least", "at_most"])),
    st.builds(lambda p, v: {"property": p, "is": "within", "value": v},
              st.sampled_from(["visit", "days[]", "store", "subject"]), windows),
    st.just({"property": "store", "is": "contains", "value": "peo"}),
    st.just({"property": "subject", "is": "one_of", "value": ["A1"]}),
    st.just({"property": "amount_fen", "is": "at_least", "value": 100}),
)  # fmt: skip
_where = st.lists(_filters, max_size=2)
_event = st.sampled_from([*w.EVENTS, "order_paid"])
_steps = st.builds(lambda e, f: _kept(event=e, where=f), _event, _where)
_bounds = st.sampled_from(
    [(None, None), (1, None), (2, None), (None, 1), (0, 2), (2, 3), (1, 1), (0, None)]
)
_did = st.builds(
    lambda e, f, win, b: {"kind": "did", **_kept(event=e, where=f, window=win, at_least=b[0], at_most=b[1])},
    _event, _where, st.none() | windows, _bounds,
)  # fmt: skip
_sums = st.builds(
    lambda e, f, win, s, n, more: {
        "kind": "did", "sum": s, ("at_least" if more else "at_most"): n,
        **_kept(event=e, where=f, window=win),
    },
    _event, _where, st.none() | windows, st.sampled_from(["amount_fen", "seconds", "items[].q", "likes[]"]),
    _amounts, st.booleans(),
)  # fmt: skip
_never = st.builds(
    lambda e, f, win: {"kind": "never", **_kept(event=e, where=f, window=win)},
    _event, _where, st.none() | windows,
)  # fmt: skip
_extremes = st.builds(
    lambda kind, e, f, win: {"kind": kind, "window": win, **_kept(event=e, where=f)},
    st.sampled_from(["last", "first"]), _event, _where, windows,
)  # fmt: skip
_sequences = st.builds(
    lambda a, b, n, win: {"kind": "sequence", "first": a, "then": b, "within_days": n, **_kept(window=win)},
    _steps, _steps, st.sampled_from([1, 7, 100]), st.none() | windows,
)  # fmt: skip
_alike = st.builds(
    lambda event, kind, of: {"kind": kind, "of": [{**one, "event": event} for one in of]},
    _event, st.sampled_from(["all", "any"]),
    st.lists(st.one_of(_did, _sums, _never, _extremes), min_size=2, max_size=4),
)  # fmt: skip
_scores = st.one_of(
    st.builds(lambda r, f: {"kind": "rfm", **_kept(recency=r, monetary=f)}, _some(range(1, 6)),
              st.lists(st.integers(1, 5), max_size=2)),
    st.builds(lambda of, n, more: {"kind": "prediction", "of": of, ("at_least" if more else "at_most"): n},
              st.sampled_from(["alive", "expected_90", "value_fen"]), st.sampled_from([0, 0.5, 2, 9900]),
              st.booleans()),
)  # fmt: skip
_leaves = st.one_of(
    _attributes,
    _tags,
    _follows,
    _sources,
    _near,
    _did,
    _sums,
    _never,
    _extremes,
    _sequences,
    _alike,
    _scores,
)
definitions = st.recursive(
    _leaves,
    lambda inner: st.one_of(
        st.builds(
            lambda kind, of: {"kind": kind, "of": of},
            st.sampled_from(["all", "any"]), st.lists(inner, min_size=1, max_size=4),
        ),
        st.builds(lambda of: {"kind": "not", "of": of}, inner),
    ),
    max_leaves=6,
)  # fmt: skip
