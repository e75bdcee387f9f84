"""What people read when something that they filled in is wrong."""

from typing import Any

import httpx
import pytest

from tests.factories.company import Company
from tests.growth.profiles.test_learning import known, learn

PATH = "/api/desk/groups/1/removals"


@pytest.mark.parametrize(
    ("language", "body", "field", "detail"),
    [
        ("zh-CN", {"principal_ids": []}, "principal_ids", "填写的内容有误：至少选 1 个"),
        ("zh-CN", {"principal_ids": [1], "reason": "很" * 101}, "reason", "填写的内容有误：最多 100 个字"),
        ("en", {"principal_ids": []}, "principal_ids", "The input is not valid: choose at least 1"),
    ],
)  # fmt: skip
async def test_a_refusal_tells_people_what_and_programs_where(
    company: Company, language: str, body: dict[str, Any], field: str, detail: str
) -> None:
    headers = {"Accept-Language": language}
    answer = await company.desk().post(PATH, json=body, headers=headers)
    assert (answer.status_code, answer.json()["detail"]) == (422, detail)
    assert answer.json()["fields"] == {field: detail.split("：")[-1].split(": ")[-1]}


@pytest.mark.parametrize("depth", [900, 3_000, 100_000])
async def test_json_in_a_thousand_shells_is_refused(company: Company, depth: int) -> None:
    deep = b'{"definition": ' + b'{"kind": "not", "of": ' * depth + b"1" + b"}" * depth + b"}"
    counted = await company.console().post("/api/console/segments/count", content=deep)
    assert counted.status_code in (400, 422), counted.text[:200]
    program = company.open()
    async with httpx.AsyncClient(base_url=company.reunion.base_url) as client:
        address = f"/cgi-bin/externalcontact/batch/get_by_user?access_token={await program.token()}"
        listed = await client.post(address, content=deep)
    assert listed.json()["errcode"] > 0, listed.text


MEMBER = {"userid": "wujing", "name": "吴静", "departments": [1]}
RULE = {"name": "电话", "action": "block", "words": ["加我微信"], "department_ids": [1]}
PARTNER = {"kind": "supplier", "name": "明月", "custom_id": "S-1", "keepers": ["lin"]}
GROUP = {"name": "来源", "tags": [{"name": "门店"}]}


@pytest.mark.parametrize(
    ("path", "first", "again", "field"),
    [
        ("departments", {"name": "南京路店", "parent_id": 1}, {}, "name"),
        ("members", MEMBER, {}, "userid"),
        ("members", MEMBER | {"mobile": "13800138055"}, {"userid": "wu2"}, "mobile"),
        ("members", MEMBER | {"email": "wu@example.com"}, {"userid": "wu2"}, "email"),
        ("member-tags", {"name": "验光师"}, {}, "name"),
        ("tags/groups", GROUP, {}, "name"),
        ("tags/groups", GROUP, {"name": "去向", "tags": [{"name": "甲"}, {"name": "甲"}]}, "tags"),
        ("group-labels", {"name": "老客"}, {}, "name"),
        ("interception/rules", RULE, {}, "name"),
        ("partners", PARTNER, {"custom_id": ""}, "name"),
        ("partners", PARTNER, {"name": "清风"}, "custom_id"),
        ("content-folders", {"name": "开学季"}, {}, "name"),
        ("tracking/sources", {"name": "小程序", "user_kind": "member_no"}, {}, "name"),
        ("profile-fields", {"key": "store", "name": "门店", "type": "text"}, {"name": "店"}, "key"),
    ],
)  # fmt: skip
async def test_what_is_taken_is_told_of_the_field_that_people_filled_in(
    company: Company, path: str, first: dict[str, Any], again: dict[str, Any], field: str
) -> None:
    await company.console().ok("POST", f"/api/console/{path}", json=first)
    answer = await company.console().post(f"/api/console/{path}", json=first | again)
    told = answer.json()
    assert answer.status_code == 409, told
    assert told["fields"] == {field: told["detail"]}


LINK = {"kind": "link", "title": "开学季", "url": "example.com"}
PROGRAM = {"kind": "miniprogram", "title": "验光预约"}


@pytest.mark.parametrize(
    ("path", "body", "zh", "en"),
    [
        ("contact-ways", {"userids": ["lin"], "welcome": {"text": "", "attachments": [LINK]}},
         "填写的内容有误：链接须以 http:// 或 https:// 开头",
         "The input is not valid: an address begins with http:// or https://"),
        ("contact-ways", {"userids": ["lin"], "welcome": {"text": "", "attachments": [PROGRAM]}},
         "填写的内容有误：请填写小程序的 appid 和页面路径",
         "The input is not valid: give the appid and the page of the mini program"),
        ("contact-ways", {}, "填写的内容有误：至少指定一位成员或一个部门",
         "The input is not valid: name at least one member or department"),
        ("acquisition/links", {"name": " ", "userids": ["lin"]}, "填写的内容有误：1 到 30 个字",
         "The input is not valid: 1 to 30 characters"),
        ("broadcasts", {"text": "", "audience": {}}, "填写的内容有误：文字和附件不能都为空",
         "The input is not valid: give a text or an attachment"),
        ("moments", {"text": "", "range": {}}, "文字和附件不能都为空", "Give a text or an attachment"),
    ],
)  # fmt: skip
async def test_people_read_one_language_and_no_names_of_programs(
    company: Company, path: str, body: dict[str, Any], zh: str, en: str
) -> None:
    for language, words in (("zh-CN", zh), ("en", en)):
        headers = {"Accept-Language": language}
        answer = await company.console().post(f"/api/console/{path}", json=body, headers=headers)
        assert answer.json()["detail"] == words


async def test_what_fills_a_text_is_not_told_of_a_field(company: Company) -> None:
    """The name of a custom field that fills the sentence is no reason for a field called name."""
    (someone,) = learn(company, known("phone:13812345678", name="王小美"))
    path = f"/api/console/profiles/{someone}"
    answer = await company.console().patch(path, json={"values": {"birthday": "昨天"}})
    told = answer.json()
    assert (answer.status_code, told["fields"]) == (422, {"values.birthday": told["detail"]})
