"""Requests as SDKs really send them."""

import msgspec
import pytest

from reunion.wecom.endpoints.contact_ways import AddContactWayRequest
from reunion.wecom.endpoints.departments import CreateDepartmentRequest
from reunion.wecom.endpoints.external_tags import AddCorpTagRequest, MarkTagRequest
from reunion.wecom.endpoints.members import CreateMemberRequest, UpdateMemberRequest
from reunion.wecom.wire import WireError, read


def test_numbers_may_come_as_text_and_the_other_way_round() -> None:
    request = read(CreateDepartmentRequest, b'{"name": 5, "parentid": "1", "id": "7"}')
    assert (request.name, request.parentid, request.id) == ("5", 1, 7)


def test_null_means_not_given() -> None:
    body = b'{"userid": "zhangsan", "name": null, "department": null, "alias": null}'
    request = read(UpdateMemberRequest, body)
    assert (request.name, request.department, request.alias) == (None, None, None)


def test_null_for_a_list_is_an_empty_list() -> None:
    request = read(MarkTagRequest, b'{"userid":"a","external_userid":"wm1","add_tag":null}')
    assert request.add_tag == []


def test_one_value_stands_for_a_list_of_one() -> None:
    body = {"userid": "a", "name": "A", "department": 1, "gender": 1}
    request = read(CreateMemberRequest, msgspec.json.encode(body))
    assert request.department == [1]
    assert request.gender == "1"


def test_numbers_stand_for_booleans() -> None:
    body = b'{"type": 1, "scene": 2, "skip_verify": 0, "is_temp": 1, "user": ["a"]}'
    request = read(AddContactWayRequest, body)
    assert (request.skip_verify, request.is_temp) == (False, True)


def test_fields_that_nobody_documented_are_ignored() -> None:
    request = read(MarkTagRequest, b'{"userid":"a","external_userid":"wm1","debug":{"x":[1]}}')
    assert request.userid == "a"


def test_nested_fields_are_softened_too() -> None:
    body = b'{"group_name":"g","tag":[{"name":1,"order":"2"},{"name":"x","order":null}]}'
    request = read(AddCorpTagRequest, body)
    assert [(tag.name, tag.order) for tag in request.tag] == [("1", 2), ("x", 0)]


@pytest.mark.parametrize(
    ("body", "field", "missing"),
    [
        (b'{"external_userid":"wm1"}', "userid", True),
        (b'{"userid":"","external_userid":"wm1"}', "userid", True),
        (b'{"userid":null,"external_userid":"wm1"}', "userid", True),
        (b'{"userid":["a"],"external_userid":"wm1"}', "userid", False),
        (b'{"userid":{"a":1},"external_userid":"wm1"}', "userid", False),
        (b'{"userid":"a","external_userid":"wm1","add_tag":[{}]}', "add_tag[0]", False),
        (b'{"userid":"a","external_userid":"wm1","add_tag":{"a":1}}', "add_tag[0]", False),
        (b"[]", "", False),
        (b'"text"', "", False),
        (b"null", "", False),
    ],
)
def test_what_is_wrong_is_named(body: bytes, field: str, missing: bool) -> None:
    with pytest.raises(WireError) as caught:
        read(MarkTagRequest, body)
    assert (caught.value.field, caught.value.missing) == (field, missing)


def test_a_missing_name_deep_inside_is_named_by_its_path() -> None:
    with pytest.raises(WireError) as caught:
        read(AddCorpTagRequest, b'{"group_name":"g","tag":[{"order":1}]}')
    assert caught.value.field == "tag[0].name"


def test_what_is_not_json_is_told_apart() -> None:
    with pytest.raises(msgspec.DecodeError):
        read(MarkTagRequest, b"userid=zhangsan")
