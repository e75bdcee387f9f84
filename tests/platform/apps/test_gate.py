"""The door of /cgi-bin: methods, paths, bodies, permissions."""

import dataclasses
from typing import Any

import httpx
import pytest

from reunion.surfaces.open import OpenContext
from reunion.surfaces.open.serving import SERVED
from reunion.wecom.endpoints import access
from reunion.wecom.endpoints.access import IpList, NoParameters
from tests.factories.company import Company
from tests.factories.serving import Reunion


async def ask(reunion: Reunion, method: str, path: str, **given: Any) -> httpx.Response:
    async with httpx.AsyncClient(base_url=reunion.base_url) as http:
        return await http.request(method, path, **given)


async def test_a_path_of_wecom_that_is_not_served_yet(reunion: Reunion) -> None:
    answer = await ask(reunion, "POST", "/cgi-bin/kf/account/add", json={})
    assert answer.status_code == 501
    assert answer.json()["errcode"] == 48002
    assert "not served by Reunion yet" in answer.json()["errmsg"]


async def test_a_path_that_nobody_knows(reunion: Reunion) -> None:
    answer = await ask(reunion, "GET", "/cgi-bin/externalcontact/gte")
    assert answer.status_code == 404
    assert answer.json()["errcode"] != 0
    assert "no such path" in answer.json()["errmsg"]


@pytest.mark.parametrize(
    ("method", "path", "errcode"),
    [
        ("POST", "/cgi-bin/department/list", 43001),
        ("GET", "/cgi-bin/externalcontact/mark_tag", 43002),
        ("PUT", "/cgi-bin/externalcontact/mark_tag", 43002),
        ("DELETE", "/cgi-bin/user/get", 43001),
    ],
)
async def test_the_wrong_method(
    reunion: Reunion, company: Company, method: str, path: str, errcode: int
) -> None:
    token = await company.open().token()
    answer = await ask(reunion, method, path, params={"access_token": token})
    assert (answer.status_code, answer.json()["errcode"]) == (200, errcode)


@pytest.mark.parametrize(
    ("body", "errcode"),
    [
        (b"", 44002),
        (b"  ", 44002),
        (b"{", 47001),
        (b"userid=zhou", 47001),
        (b'\xff\xfe{"userid":"zhou"}', 47001),
        (b"[]", 40058),
        (b"{}", 41009),
        (b'{"userid":"zhou"}', 41035),
        (b'{"userid":"zhou","external_userid":7}', 40096),
        (b'{"userid":"zhou\\u0000","external_userid":"wm1"}', 40058),
        (b'{"userid":["zhou"],"external_userid":"wm1"}', 40058),
    ],
)
async def test_bodies_that_are_refused(
    reunion: Reunion, company: Company, body: bytes, errcode: int
) -> None:
    params = {"access_token": await company.open().token()}
    path = "/cgi-bin/externalcontact/remark"
    answer = await ask(reunion, "POST", path, params=params, content=body)
    assert answer.status_code == 200
    assert answer.json()["errcode"] == errcode, answer.text


async def test_the_field_that_is_wrong_is_named(company: Company) -> None:
    answer = await company.open("contacts").post("/department/create", name="x", parentid="one")
    assert answer["errcode"] == 40058
    assert "parentid" in answer["errmsg"]


async def test_numbers_beyond_every_column(company: Company) -> None:
    answer = await company.open("contacts").get("/department/list", id=10**18)
    assert answer["errcode"] not in (0, -1)


async def test_a_body_that_is_too_large(reunion: Reunion, company: Company) -> None:
    params = {"access_token": await company.open().token()}
    body = b'{"userid":"' + b"x" * (5 * 1024 * 1024) + b'"}'
    answer = await ask(
        reunion, "POST", "/cgi-bin/externalcontact/remark", params=params, content=body
    )
    assert answer.json()["errcode"] == 40206


async def test_who_may_call_what(company: Company) -> None:
    contacts, customers = company.open("contacts"), company.open()
    assert (await contacts.get("/externalcontact/get_follow_user_list"))["errcode"] == 48002
    assert (await customers.post("/department/create", name="x", parentid=1))["errcode"] == 48002
    listed, unlisted = company.workbench(), company.workbench(may_contact=False)
    assert (await listed.get("/externalcontact/get_follow_user_list"))["errcode"] == 0
    refused = await unlisted.get("/externalcontact/get_follow_user_list")
    assert refused["errcode"] == 48002
    assert "可调用应用" in refused["errmsg"]


async def test_uploads_without_a_file(reunion: Reunion, company: Company) -> None:
    params = {"access_token": await company.open().token(), "type": "image"}
    path = "/cgi-bin/media/upload"
    for given in (
        {},
        {"json": {"a": 1}},
        {"content": b"x", "headers": {"content-type": "multipart/form-data; boundary=b"}},
        {"data": {"a": "1"}, "files": {}},
    ):
        answer = await ask(reunion, "POST", path, params=params, **given)
        assert answer.json()["errcode"] == 41005, given


async def test_an_answer_never_holds_the_token(reunion: Reunion, company: Company) -> None:
    token = await company.open().token()
    for path in ("department/nowhere", "user/get", "externalcontact/mark_tag"):
        answer = await ask(reunion, "GET", f"/cgi-bin/{path}", params={"access_token": token})
        assert token not in answer.text


async def test_a_failure_of_ours_is_logged_with_the_request_and_without_the_token(
    reunion: Reunion,
    company: Company,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def fail(ctx: OpenContext, req: NoParameters) -> IpList:
        raise RuntimeError("the fault that this test makes")

    path = access.getcallbackip.path
    broken = dataclasses.replace(SERVED[path], serve=fail)
    monkeypatch.setitem(SERVED, path, broken)
    caller = company.open()
    token = await caller.token()
    answer = await ask(reunion, "GET", path, params={"access_token": token})
    assert (answer.status_code, answer.json()["errcode"]) == (200, -1)
    assert answer.headers["x-request-id"] in answer.json()["errmsg"]
    assert "the fault" not in answer.text
    assert answer.headers["x-request-id"] in caplog.text
    assert "the fault" in caplog.text
    assert token not in caplog.text
    assert caller.secret not in caplog.text
