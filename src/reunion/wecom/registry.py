"""Endpoints, declared once each.

A declaration is a typed signature whose docstring says what the endpoint is for:

    @post("/cgi-bin/externalcontact/mark_tag", area="客户联系/客户标签", …)
    def mark_tag(req: MarkTagRequest) -> Done:
        '''编辑客户企业标签 …'''
        ...

The server's route, the client's method, OpenAPI, the docs page and the contract test all come
from the `Endpoint` that this leaves behind.
"""

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import (
    Any,
    Generic,
    Literal,
    Required,
    TypedDict,
    TypeVar,
    Unpack,
    get_type_hints,
)

from reunion.wecom.wire import Request

Method = Literal["GET", "POST"]
Req = TypeVar("Req", bound=Request)
Res = TypeVar("Res")
Shape = Literal["json", "multipart", "file"]


class Secret(StrEnum):
    """The kinds of app whose secret may call an endpoint."""

    CONTACTS = "contacts"
    CUSTOMER_CONTACT = "customer_contact"
    SELF_BUILT = "self_built"
    ARCHIVE = "archive"


EVERY_SECRET = frozenset(Secret) - {Secret.ARCHIVE}
"""The archive's secret opens the archive and nothing else."""
ARCHIVE_SECRET = frozenset({Secret.ARCHIVE})
DIRECTORY_WRITERS = frozenset({Secret.CONTACTS})
CUSTOMER_SECRETS = frozenset({Secret.CUSTOMER_CONTACT, Secret.SELF_BUILT})
OWN_APPS = frozenset({Secret.SELF_BUILT})
"""Self-built apps in 可调用应用 alone: each sees what it made itself."""

OURS = "Reunion"
"""The area of calls that WeCom has not: its SDK does them in another way."""

MISSING: dict[str, int] = {
    "corpid": 41002,
    "corpsecret": 41004,
    "media_id": 41006,
    "userid": 41009,
    "url": 41010,
    "agentid": 41011,
    "tagid": 41017,
    "tagname": 41018,
    "department": 41019,
    "external_userid": 41035,
    "config_id": 41043,
    "welcome_code": 41049,
}
"""errcode for a required field that is not given; any other field is 40058."""


@dataclass(frozen=True, slots=True)
class Example:
    """One call as it looks on the wire. `upload`: a multipart call's file as name, type, bytes."""

    request: Mapping[str, Any]
    response: Mapping[str, Any]
    upload: tuple[str, str, bytes] | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Endpoint(Generic[Req, Res]):
    """One call of the protocol. `reads` = changes nothing; `methods[0]` is the documented method,
    the others are what SDKs in use send; `secrets` empty = needs no access_token; `at_once` = how
    many calls a corp may have under way, where WeCom limits that (45033)."""

    name: str
    path: str
    methods: tuple[Method, ...]
    request: type[Req]
    response: type[Res]
    area: str
    title: str
    purpose: str
    errors: tuple[int, ...]
    example: Example
    secrets: frozenset[Secret]
    reads: bool
    aliases: tuple[str, ...]
    missing: Mapping[str, int]
    shape: Shape
    at_once: int | None

    @property
    def method(self) -> Method:
        return self.methods[0]

    @property
    def paths(self) -> tuple[str, ...]:
        return (self.path, *self.aliases)

    def code_for_missing(self, field: str) -> int:
        """The errcode that says `field` was not given."""
        last = field.rsplit(".", 1)[-1]
        return self.missing.get(field) or MISSING.get(last, 40058)


ENDPOINTS: list[Endpoint[Any, Any]] = []
"""Every declared endpoint, in order of declaration. Filled by importing `wecom.endpoints`."""


class Facts(TypedDict, total=False):
    """What a declaration says about an endpoint, beside its path and its signature."""

    area: Required[str]
    errors: Required[tuple[int, ...]]
    request: Required[Mapping[str, Any]]
    response: Required[Mapping[str, Any]]
    upload: tuple[str, str, bytes]
    secrets: frozenset[Secret]
    reads: bool
    also: tuple[Method, ...]
    aliases: tuple[str, ...]
    missing: Mapping[str, int]
    shape: Shape
    at_once: int


Declare = Callable[[Callable[[Req], Res]], Endpoint[Req, Res]]


def get(path: str, **facts: Unpack[Facts]) -> Declare[Req, Res]:
    """Declare an endpoint that is documented as GET: parameters in the query, changes nothing
    unless `reads=False` says so."""
    return _declare("GET", path, reads=True, facts=facts)


def post(path: str, **facts: Unpack[Facts]) -> Declare[Req, Res]:
    """Declare an endpoint that is documented as POST: parameters in a JSON body."""
    return _declare("POST", path, reads=False, facts=facts)


def _declare(method: Method, path: str, *, reads: bool, facts: Facts) -> Declare[Req, Res]:
    def build(signature: Callable[[Req], Res]) -> Endpoint[Req, Res]:
        hints = get_type_hints(signature)
        title, _, purpose = (inspect.getdoc(signature) or "").partition("\n")
        endpoint: Endpoint[Req, Res] = Endpoint(
            name=f"{signature.__module__.rsplit('.', 1)[-1]}.{signature.__name__}",
            path=path,
            methods=(method, *facts.get("also", ())),
            request=hints["req"],
            response=hints["return"],
            area=facts["area"],
            title=title.strip(),
            purpose=purpose.strip(),
            errors=facts["errors"],
            example=Example(facts["request"], facts["response"], facts.get("upload")),
            secrets=facts.get("secrets", EVERY_SECRET),
            reads=facts.get("reads", reads),
            aliases=facts.get("aliases", ()),
            missing=facts.get("missing", {}),
            shape=facts.get("shape", "json"),
            at_once=facts.get("at_once"),
        )
        ENDPOINTS.append(endpoint)
        return endpoint

    return build
