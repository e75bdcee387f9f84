"""What people read when something that they filled in is wrong."""

from typing import Any

import httpx
import pytest

from tests.factories.company import Company

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
