"""The documentation that the server shows: whole, linked, and without anything from elsewhere."""

import re

import httpx
import pytest

from tests.factories.serving import Reunion

PAGES = ["/docs", "/docs/api", "/docs/errors", "/docs/console", "/docs/desk", "/docs/app"]


@pytest.mark.parametrize("path", PAGES)
def test_a_page_needs_nothing_but_itself(reunion: Reunion, path: str) -> None:
    answer = httpx.get(reunion.base_url + path)
    assert answer.status_code == 200
    assert "<script" not in answer.text
    loaded = re.findall(r"(?:src|url\()\s*=?\s*[\"']?(https?:)?//", answer.text)
    assert loaded == []
    ids = set(re.findall(r'id="([^"]+)"', answer.text))
    assert len(ids) == len(re.findall(r'id="', answer.text))
    inner = set(re.findall(r'href="#([^"]+)"', answer.text))
    assert inner <= ids
    for link in set(re.findall(r'href="(/[^"#]*)', answer.text)):
        assert httpx.get(reunion.base_url + link).status_code == 200, link


def test_the_address_in_an_errmsg_leads_to_the_code(reunion: Reunion) -> None:
    said = httpx.get(f"{reunion.base_url}/cgi-bin/user/get").json()
    assert said["errcode"] == 41001
    page, _, anchor = said["errmsg"].rpartition("more info at ")[2].partition("#")
    assert f'id="{anchor}"' in httpx.get(page).text


def test_openapi_has_every_surface(reunion: Reunion) -> None:
    document = httpx.get(f"{reunion.base_url}/openapi.json").json()
    assert document["openapi"].startswith("3.1")
    paths = document["paths"]
    for path in (
        "/cgi-bin/externalcontact/mark_tag", "/api/console/apps", "/api/desk/customers",
        "/api/app/profile",
    ):  # fmt: skip
        assert path in paths
    assert paths["/api/console/apps"]["get"]["description"].startswith("应用列表")


def test_an_unknown_page(reunion: Reunion) -> None:
    assert httpx.get(f"{reunion.base_url}/docs/nothing").status_code == 404
