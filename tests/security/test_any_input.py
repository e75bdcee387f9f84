"""Whatever is sent to an address that openapi.json names, no answer is a 5xx (schemathesis)."""

import contextlib
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import APIOperation, Case
from schemathesis.core.result import Ok

from tests.factories.company import Company, customer

# These would end the session or the company that the other questions need.
_LEFT_OUT = {
    ("DELETE", "/api/console/session"), ("DELETE", "/api/desk/session"),
    ("DELETE", "/api/app/session"), ("DELETE", "/api/app/profile"),
    ("POST", "/api/console/password"), ("POST", "/api/desk/password"),
}  # fmt: skip


def operations(document: dict[str, Any]) -> Iterator[APIOperation[Any, Any, Any, Any]]:
    schema = schemathesis.openapi.from_dict(document)
    for result in schema.get_all_operations():
        assert isinstance(result, Ok), f"openapi.json is not right: {result.err()}"
        operation = result.ok()
        if (operation.method.upper(), operation.path) not in _LEFT_OUT:
            yield operation


_MODES = (schemathesis.GenerationMode.POSITIVE, schemathesis.GenerationMode.NEGATIVE)
_PARTS = 2


async def _look(company: Company, examples: int, part: int | None = None) -> list[str]:
    """Asks every operation `examples` times with what its schema allows and with what it does not; a part
    asks every second operation, with either of the two in turn."""
    program = company.open("contacts")
    customers = company.open("customer_contact")
    tokens = {
        "console": company.console().token,
        "desk": company.desk().token,
        "app": customer(company.reunion).token,
    }
    access = {"directory": await program.token(), "customers": await customers.token()}
    wrong: list[str] = []
    base_url = company.reunion.base_url
    with requests.Session() as session:
        document = session.get(f"{base_url}/openapi.json", timeout=30).json()
        for place, operation in enumerate(operations(document)):
            if part is not None and place % _PARTS != part:
                continue
            surface = (operation.path.split("/") + [""] * 2)[2]
            headers: dict[str, str] = {}
            query: dict[str, str] = {}
            if surface in tokens:
                headers["Authorization"] = f"Bearer {tokens[surface]}"
            elif operation.path.startswith("/cgi-bin/"):
                kind = "customers" if surface == "externalcontact" else "directory"
                query["access_token"] = access[kind]
            ask = _asker(session, base_url, headers, query, wrong)
            modes = _MODES if part is None else [_MODES[place // _PARTS % len(_MODES)]]
            if _takes_anything(operation):
                modes = _MODES[:1]
            for mode in modes:
                strategy = operation.as_strategy(generation_mode=mode)
                with contextlib.suppress(Unsatisfiable):  # nothing about it can be wrong
                    _bounded(examples)(given(case=strategy)(ask))()
    return sorted(set(wrong))


def _takes_anything(operation: APIOperation[Any, Any, Any, Any]) -> bool:
    """Whether nothing that is sent can be wrong: looking for it would be in vain, and long."""
    asked = [*operation.query, *operation.path_parameters]
    return not operation.body and all(
        set(one.raw_schema) == {"type"} and one.raw_schema["type"] == "string" for one in asked
    )


def _bounded(examples: int) -> Callable[[Any], Any]:
    bound = settings(
        max_examples=examples,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=[
            HealthCheck.too_slow,
            HealthCheck.filter_too_much,
            HealthCheck.data_too_large,
            HealthCheck.large_base_example,
        ],
    )
    return lambda test: seed(20261122)(bound(test))


def _asker(
    session: requests.Session,
    base_url: str,
    headers: dict[str, str],
    query: dict[str, str],
    wrong: list[str],
) -> Callable[..., None]:
    def ask(case: Case) -> None:
        answer = case.call(base_url, session, headers, query, timeout=30)
        where = f"{case.method} {case.path}"
        busy = "cgi-bin" in case.path and '"errcode":-1,' in answer.text
        if (answer.status_code >= 500 and answer.status_code != 501) or busy:
            wrong.append(f"{where}: {answer.status_code} {answer.text[:120]}")

    return ask


@pytest.mark.long
@pytest.mark.parametrize("part", range(_PARTS))
async def test_no_answer_is_a_5xx(company: Company, part: int) -> None:
    assert await _look(company, examples=2, part=part) == []


@pytest.mark.soak
async def test_no_answer_is_a_5xx_for_longer(company: Company) -> None:
    assert await _look(company, examples=40) == []
