"""Every endpoint and callback is declared whole: meaning, errors, example, fields."""

from typing import Any

import msgspec
import pytest

import reunion.wecom.endpoints  # noqa: F401  (fills the registry)
from reunion.core.errors import AppError
from reunion.main import modules
from reunion.wecom.callbacks import CALLBACKS, CallbackEvent
from reunion.wecom.callbacks.envelope import plain, understand
from reunion.wecom.errors import advice, meanings
from reunion.wecom.fields import field_text
from reunion.wecom.openapi import merge_open_paths, schemas
from reunion.wecom.registry import ENDPOINTS, OURS, Endpoint
from reunion.wecom.unserved import known_paths
from reunion.wecom.wire import read

EACH = pytest.mark.parametrize("endpoint", ENDPOINTS, ids=lambda e: e.name)
EACH_CALLBACK = pytest.mark.parametrize(
    "kind", CALLBACKS.values(), ids=[".".join(key) for key in CALLBACKS]
)
DECLARED_BY_ISSUE = {
    "gettoken", "get_api_domain_ip", "getcallbackip",
    "department/create", "department/update", "department/delete", "department/get",
    "department/list", "department/simplelist",
    "user/create", "user/get", "user/update", "user/delete", "user/batchdelete", "user/list",
    "user/simplelist", "user/list_id", "user/getuserid", "user/get_userid_by_email",
    "tag/create", "tag/update", "tag/delete", "tag/get", "tag/addtagusers", "tag/deltagusers",
    "tag/list", "media/upload", "media/get", "media/uploadimg",
    "externalcontact/get_follow_user_list", "externalcontact/add_contact_way",
    "externalcontact/get_contact_way", "externalcontact/list_contact_way",
    "externalcontact/update_contact_way", "externalcontact/del_contact_way",
    "externalcontact/close_temp_chat", "externalcontact/list", "externalcontact/get",
    "externalcontact/batch/get_by_user", "externalcontact/remark",
    "externalcontact/get_corp_tag_list", "externalcontact/add_corp_tag",
    "externalcontact/edit_corp_tag", "externalcontact/del_corp_tag", "externalcontact/mark_tag",
    "externalcontact/send_welcome_msg", "externalcontact/get_unassigned_list",
    "externalcontact/get_user_behavior_data",
}  # fmt: skip


def test_the_first_set_is_whole() -> None:
    declared = {endpoint.path.removeprefix("/cgi-bin/") for endpoint in ENDPOINTS}
    assert declared >= DECLARED_BY_ISSUE


def test_paths_and_names_are_declared_once() -> None:
    paths = [path for endpoint in ENDPOINTS for path in endpoint.paths]
    assert len(paths) == len(set(paths))
    assert len({endpoint.name for endpoint in ENDPOINTS}) == len(ENDPOINTS)


@EACH
def test_an_endpoint_says_what_it_is_for(endpoint: Endpoint[Any, Any]) -> None:
    assert endpoint.title, "begin the docstring with the Chinese title"
    assert endpoint.purpose, "say what the endpoint is for below the title"
    assert endpoint.purpose.isascii() or any(
        line.isascii() for line in endpoint.purpose.splitlines()
    ), "say it in English too"


@EACH
def test_an_endpoint_is_one_of_wecoms(endpoint: Endpoint[Any, Any]) -> None:
    known = known_paths()
    if endpoint.area == OURS:
        assert endpoint.path.startswith("/cgi-bin/reunion/")
        return
    for path in endpoint.paths:
        assert path in known, f"{path} is not among WeCom's paths"
    assert known[endpoint.path].method == endpoint.method


@EACH
def test_an_endpoint_names_its_errors(endpoint: Endpoint[Any, Any]) -> None:
    assert endpoint.errors
    for code in {*endpoint.errors, *endpoint.missing.values()}:
        assert code in meanings(), f"{code} is not one of WeCom's errcodes"
        assert code in advice(), f"write into data/advice.tsv what to do about {code}"
    assert (45033 in endpoint.errors) == (endpoint.at_once is not None)


@EACH
def test_the_example_is_as_declared(endpoint: Endpoint[Any, Any]) -> None:
    example = endpoint.example
    names = {f.encode_name for f in msgspec.structs.fields(endpoint.request)}
    assert set(example.request) <= names
    if endpoint.shape == "multipart":
        assert example.upload is not None, "a multipart example needs a file"
    else:
        read(endpoint.request, example.request)
    if endpoint.shape == "file":
        return
    answer = read(endpoint.response, example.response)
    assert answer.errcode == 0
    assert msgspec.to_builtins(answer).items() >= _shallow(example.response).items()


def _shallow(values: Any) -> dict[str, Any]:
    return {name: value for name, value in values.items() if not isinstance(value, dict | list)}


def test_every_field_has_a_meaning() -> None:
    silent = [
        f"{component.removeprefix('Wecom')}.{name}"
        for component, schema in schemas().items()
        for name in schema.get("properties", {})
        if not field_text(component.removeprefix("Wecom"), name)
    ]
    assert not silent, "write them into data/fields.tsv"


def test_every_errcode_that_a_verb_raises_has_advice() -> None:
    modules.load_reactions()
    modules.own_routes()
    raised = {kind.errcode for kind in _kinds(AppError)}
    assert raised <= set(advice()), "write into data/advice.tsv what to do about them"
    assert set(advice()) <= set(meanings())


def _kinds(kind: type[AppError]) -> set[type[AppError]]:
    return {kind}.union(*map(_kinds, kind.__subclasses__()))


@EACH_CALLBACK
def test_a_callback_is_declared_whole(kind: type[CallbackEvent]) -> None:
    title, _, english = (kind.__doc__ or "").partition(" ")
    assert title
    assert english
    assert kind.LISTENERS
    names = {f.encode_name for f in msgspec.structs.fields(kind)}
    assert set(kind.EXAMPLE) <= names
    event = msgspec.convert(kind.EXAMPLE, kind)
    received = understand(plain("ww1", 1700000000, event))
    assert received.event == event
    assert (received.name, received.change_type) == (kind.EVENT, kind.CHANGE_TYPE)
    assert (received.corpid, received.create_time) == ("ww1", 1700000000)


def test_openapi_holds_every_path_and_resolves() -> None:
    document = merge_open_paths({"paths": {"/mine": {}}, "components": {"schemas": {"Mine": {}}}})
    assert "/mine" in document["paths"]
    assert "Mine" in document["components"]["schemas"]
    for endpoint in ENDPOINTS:
        for path in endpoint.paths:
            assert endpoint.method.lower() in document["paths"][path]
    for ref in _refs(document):
        name = ref.removeprefix("#/components/schemas/")
        assert name in document["components"]["schemas"], ref
    ids = [
        operation["operationId"]
        for path, operations in document["paths"].items()
        for operation in operations.values()
    ]
    assert len(ids) == len(set(ids))


def _refs(value: Any) -> list[str]:
    if isinstance(value, dict):
        inner = [ref for one in value.values() for ref in _refs(one)]
        return [value["$ref"], *inner] if isinstance(value.get("$ref"), str) else inner
    if isinstance(value, list):
        return [ref for one in value for ref in _refs(one)]
    return []
