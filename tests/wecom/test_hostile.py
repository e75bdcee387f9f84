"""Values that nobody should send, in every field of every endpoint: each is refused or taken, none
makes the server fail (errcode -1)."""

import json
from typing import Any

import httpx
import msgspec
import pytest

import reunion.wecom.endpoints  # noqa: F401  (fills the registry)
from reunion.wecom.registry import ENDPOINTS, Endpoint
from tests.factories.company import Company, OpenCaller
from tests.factories.serving import Reunion

HOSTILE: list[Any] = [
    None, True, 0, -1, 2**31, 2**63, 2**70, 1.5, 1e300, "", " ", "x" * 5000, "'; DROP TABLE app; --",
    "%_\\", "../../etc/passwd", "\u202e💥\ufeff", "a\u0000b", "zhou\n", [], [None], ["x"] * 2000,
    [2**70], [[]], {}, {"a": {"b": []}}, "zhou", 1, [1], ["zhou"],
]  # fmt: skip
LONELY = '"\\ud800"'
"""Half a character, which JSON can say and UTF-8 cannot."""
BUSY = -1


@pytest.fixture(scope="module")
def http(reunion: Reunion) -> Any:
    with httpx.Client(base_url=reunion.base_url, timeout=60) as client:
        yield client


def caller_of(company: Company, endpoint: Endpoint[Any, Any]) -> OpenCaller:
    kind = "contacts" if "contacts" in endpoint.secrets else "customer_contact"
    return company.open(kind)


@pytest.mark.parametrize(
    "endpoint", [e for e in ENDPOINTS if e.shape != "multipart"], ids=lambda e: e.name
)
async def test_no_value_makes_it_fail(
    endpoint: Endpoint[Any, Any], company: Company, http: httpx.Client
) -> None:
    caller = caller_of(company, endpoint)
    token = {"access_token": await caller.token()} if endpoint.secrets else {}
    example = dict(endpoint.example.request)
    names = [f.encode_name for f in msgspec.structs.fields(endpoint.request)]
    for name in [*names, "unknown"]:
        for value in HOSTILE:
            answer = ask(http, endpoint, token, {**example, name: value})
            assert answer["errcode"] != BUSY, f"{name}={value!r:.80}: {answer['errmsg']}"


@pytest.mark.parametrize(
    "endpoint", [e for e in ENDPOINTS if e.method == "POST"], ids=lambda e: e.name
)
async def test_half_a_character(
    endpoint: Endpoint[Any, Any], company: Company, http: httpx.Client
) -> None:
    token = {"access_token": await caller_of(company, endpoint).token()}
    for name in msgspec.structs.fields(endpoint.request):
        body = f'{{"{name.encode_name}": {LONELY}}}'.encode()
        answer = post_raw(http, endpoint.path, token, body)
        assert answer["errcode"] != BUSY, answer["errmsg"]


def post_raw(http: httpx.Client, path: str, token: dict[str, str], body: bytes) -> dict[str, Any]:
    return http.post(path, params=token, content=body).json()


def ask(
    http: httpx.Client, endpoint: Endpoint[Any, Any], token: dict[str, str], request: dict[str, Any]
) -> dict[str, Any]:
    if endpoint.method == "GET":
        query = {
            n: v if isinstance(v, str | int | float) else json.dumps(v) for n, v in request.items()
        }
        query = {n: v for n, v in query.items() if len(str(v)) < 6000}
        answer = http.get(endpoint.path, params=token | query)
    else:
        answer = http.post(endpoint.path, params=token, json=request)
    assert answer.status_code == 200
    if "json" not in answer.headers["content-type"]:
        return {"errcode": 0}
    return answer.json()
