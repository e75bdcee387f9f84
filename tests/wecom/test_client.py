"""The typed client, against the real server and against servers that misbehave."""

from collections.abc import Callable
from typing import Any

import httpx
import pytest

from reunion.wecom.client import BUSY_TRIES, Client, Unreachable
from reunion.wecom.endpoints import departments, external_contacts, media, members
from reunion.wecom.endpoints.access import NoParameters
from reunion.wecom.endpoints.departments import CreateDepartmentRequest, ListDepartmentsRequest
from reunion.wecom.endpoints.external_contacts import GetByUserRequest
from reunion.wecom.endpoints.media import PNG, GetMediaRequest, Upload, UploadRequest
from reunion.wecom.endpoints.members import MemberIdRequest
from reunion.wecom.errors import WecomError
from tests.factories.company import Company
from tests.factories.serving import Reunion


def client(reunion: Reunion, company: Company, kind: Any = "contacts") -> Client:
    caller = company.open(kind)
    return Client(caller.corpid, caller.secret, base_url=reunion.base_url)


async def test_calls_are_typed_from_end_to_end(reunion: Reunion, company: Company) -> None:
    async with client(reunion, company) as wecom:
        made = await wecom.call(departments.create, CreateDepartmentRequest("望京店", 1, id=7))
        assert made.id == 7
        listed = await wecom.call(departments.list_, ListDepartmentsRequest(7))
        assert [(one.id, one.name, one.parentid) for one in listed.department] == [(7, "望京店", 1)]
        zhou = await wecom.call(members.get_, MemberIdRequest("zhou"))
        assert (zhou.userid, zhou.name) == ("zhou", "周宁")


async def test_an_errcode_is_raised_with_its_text(reunion: Reunion, company: Company) -> None:
    async with client(reunion, company) as wecom:
        with pytest.raises(WecomError, match="60111") as caught:
            await wecom.call(members.get_, MemberIdRequest("nobody"))
    assert caught.value.errcode == 60111
    assert "hint" in caught.value.errmsg


async def test_files_go_up_and_come_down(reunion: Reunion, company: Company) -> None:
    async with client(reunion, company, "customer_contact") as wecom:
        picture = Upload("镜框.png", "image/png", PNG)
        kept = await wecom.call(media.upload, UploadRequest("image", picture))
        file = await wecom.call(media.get_, GetMediaRequest(kept.media_id))
        assert (file.content, file.content_type) == (PNG, "image/png")
        with pytest.raises(WecomError, match="40007"):
            await wecom.call(media.get_, GetMediaRequest("nothing"))


async def test_a_wrong_secret_is_not_tried_again(reunion: Reunion, company: Company) -> None:
    wrong = Client(company.wire_id, "wrong", base_url=reunion.base_url)
    async with wrong as wecom:
        with pytest.raises(WecomError, match="40001"):
            await wecom.call(departments.list_, ListDepartmentsRequest())


class Stub:
    """A server that answers as told, and counts."""

    def __init__(self, answer: Callable[[httpx.Request, int], httpx.Response]) -> None:
        self.calls: list[str] = []
        self.tokens = 0
        self._answer = answer

    def __call__(self, request: httpx.Request) -> httpx.Response:
        if request.url.path.endswith("/gettoken"):
            self.tokens += 1
            token = {"access_token": f"token{self.tokens}", "expires_in": 7200}
            return httpx.Response(200, json={"errcode": 0, "errmsg": "ok", **token})
        self.calls.append(request.url.params["access_token"])
        return self._answer(request, len(self.calls))

    def client(self) -> Client:
        http = httpx.AsyncClient(transport=httpx.MockTransport(self))
        return Client("ww1", "secret", base_url="https://example.com", http=http)


def said(errcode: int, **more: Any) -> httpx.Response:
    return httpx.Response(200, json={"errcode": errcode, "errmsg": "as told", **more})


@pytest.mark.parametrize("errcode", [40001, 40014, 42001])
async def test_a_stale_token_is_replaced_once(errcode: int) -> None:
    stub = Stub(lambda _, n: said(errcode if n == 1 else 0, follow_user=["zhou"]))
    async with stub.client() as wecom:
        answer = await wecom.call(external_contacts.get_follow_user_list, NoParameters())
        await wecom.call(external_contacts.get_follow_user_list, NoParameters())
    assert answer.follow_user == ["zhou"]
    assert stub.calls == ["token1", "token2", "token2"]


async def test_a_token_that_stays_stale_is_reported() -> None:
    stub = Stub(lambda _, n: said(42001))
    async with stub.client() as wecom:
        with pytest.raises(WecomError, match="42001"):
            await wecom.call(external_contacts.get_follow_user_list, NoParameters())
    assert stub.calls == ["token1", "token2"]


@pytest.mark.parametrize("errcode", [-1, 45033])
async def test_a_busy_server_is_asked_three_times_more(
    errcode: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reunion.wecom.client._PAUSE", 0.0)
    stub = Stub(lambda _, n: said(errcode if n < BUSY_TRIES else 0))
    async with stub.client() as wecom:
        await wecom.call(external_contacts.get_follow_user_list, NoParameters())
    assert len(stub.calls) == BUSY_TRIES
    stub = Stub(lambda _, n: said(errcode))
    async with stub.client() as wecom:
        with pytest.raises(WecomError, match=str(errcode)):
            await wecom.call(external_contacts.get_follow_user_list, NoParameters())
    assert len(stub.calls) == BUSY_TRIES


@pytest.mark.parametrize(
    "answer", [httpx.Response(502, text="<html>bad gateway"), httpx.Response(200, json=[1])]
)
async def test_an_answer_that_is_none(
    answer: httpx.Response, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reunion.wecom.client._PAUSE", 0.0)
    async with Stub(lambda *_: answer).client() as wecom:
        with pytest.raises(Unreachable, match="get_follow_user_list"):
            await wecom.call(external_contacts.get_follow_user_list, NoParameters())


async def test_what_tencent_adds_or_leaves_out_does_no_harm() -> None:
    lean = {
        "external_contact_list": [
            {
                "external_contact": {"external_userid": "wm1", "name": None, "brand_new": {"x": 1}},
                "follow_info": {"userid": "zhou", "createtime": "1525779812", "tag_id": None},
            }
        ]
    }
    async with Stub(lambda *_: said(0, **lean)).client() as wecom:
        answer = await wecom.call(external_contacts.get_by_user, GetByUserRequest(["zhou"]))
    [one] = answer.external_contact_list
    assert one.external_contact.external_userid == "wm1"
    assert one.follow_info.createtime == 1525779812
    assert one.follow_info.tag_id == []
