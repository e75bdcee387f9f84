"""Conditions on properties of events that are lists: of texts or numbers, or of objects that have such."""

from collections.abc import Callable

from reunion.growth.segments import definition as d
from reunion.growth.segments.store import facts
from reunion.growth.segments.store.sql import Parameters, Sql, names

LIST = "[]"


def filtered(one: d.Filter, day: Callable[[str], Sql], new: Parameters) -> Sql:
    """Something in the list fits; for none_of, nothing in it is among these."""
    texts, numbers = _texts(one.property), _numbers(one.property)
    match one.is_:
        case "one_of":
            return new.sql(f"hasAny({texts}, $)", ("Array(String)", list(one.value)))
        case "none_of":
            return new.sql(f"NOT hasAny({texts}, $)", ("Array(String)", list(one.value)))
        case "known":
            return Sql(f"notEmpty({texts}) OR notEmpty({numbers})")
        case "unknown":
            return Sql(f"empty({texts}) AND empty({numbers})")
        case "true" | "false":
            return Sql("0")
        case "within":
            return _some(texts, day("one"))
        case is_ if is_ in facts.NUMERIC:
            return _some(numbers, facts.number("one", is_, one.value, new))
        case is_:
            return _some(texts, facts.text("one", is_, one.value, new))


def summed(name: str) -> str:
    """What the numbers in the list come to."""
    return f"arraySum({_numbers(name)})"


def _some(values: str, fits: Sql) -> Sql:
    return Sql(f"arrayExists(one -> {fits.text}, {values})", fits.parameters)


def _texts(name: str) -> str:
    typed = [f"{_of(name, 'String')}"]
    if name.endswith(LIST):
        typed = [_all(name, "Nullable(String)"), _mixed(name, "String")]
    return _known(typed, "String")


def _numbers(name: str) -> str:
    kinds = ("Int64", "Float64")
    typed = [_of(name, kind) for kind in kinds]
    if name.endswith(LIST):
        typed = [_all(name, f"Nullable({kind})") for kind in kinds]
        typed += [_mixed(name, kind) for kind in kinds]
    return _known(typed, "Float64")


def _known(lists: list[str], kind: str) -> str:
    """The values of all of them that are there, as one type."""
    every = ", ".join(f"CAST({one}, 'Array(Nullable({kind}))')" for one in lists)
    return f"arrayMap(one -> assumeNotNull(one), arrayFilter(one -> isNotNull(one), arrayConcat({every})))"


def _of(name: str, kind: str) -> str:
    """Of a list of objects: what each has under a name."""
    before, after = name.split(LIST)
    return f"properties.{names(before)}[].{names(after.removeprefix('.'))}.:{kind}"


def _all(name: str, kind: str) -> str:
    """Of a list of values."""
    return f"properties.{names(name.removesuffix(LIST))}.:`Array({kind})`"


def _mixed(name: str, kind: str) -> str:
    """Of a list of values of several kinds: those of one."""
    return f"arrayMap(one -> dynamicElement(one, '{kind}'), {_all(name, 'Dynamic')})"
