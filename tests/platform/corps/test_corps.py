"""The company's own settings, and how companies begin."""

import io

import pytest
from PIL import Image

from reunion.core.clock import clock
from reunion.core.errors import Conflict
from reunion.platform.corps import service as corps
from reunion.platform.corps.model import Founding
from tests.factories.company import Company


async def test_settings_are_changed_and_kept_in_the_audit_log(company: Company) -> None:
    lin = company.console()
    changed = await lin.ok(
        "PATCH", "/api/console/corp",
        json={"name": "春茶", "full_name": "春茶眼镜有限公司", "time_zone": "UTC", "customer_cap": 900},
    )  # fmt: skip
    assert (changed["name"], changed["time_zone"], changed["customer_cap"]) == ("春茶", "UTC", 900)
    assert changed == await lin.ok("GET", "/api/console/corp")
    audit = await lin.ok("GET", "/api/console/audit", params={"name": "corp.updated"})
    (entry,) = audit["items"]
    assert entry["data"]["changed"]["customer_cap"] == 900
    assert entry["data"]["before"]["customer_cap"] == 5000


@pytest.mark.parametrize(
    "patch",
    [{"name": ""}, {"customer_cap": 0}, {"customer_cap": 20_001}, {"time_zone": "Mars/Base"},
     {"name": "长" * 33}],
)  # fmt: skip
async def test_settings_that_cannot_be(company: Company, patch: dict[str, object]) -> None:
    answer = await company.console().patch("/api/console/corp", json=patch)
    assert answer.status_code == 422, answer.text
    assert answer.json()["fields"]


async def test_a_logo_is_a_picture_of_ones_own(company: Company, other_company: Company) -> None:
    picture = io.BytesIO()
    Image.new("RGB", (8, 8), "green").save(picture, "PNG")
    files = {"file": ("logo.png", picture.getvalue(), "image/png")}
    lin = company.console()
    media = await lin.ok("POST", "/api/console/media", files=files, data={"kind": "image"})
    stolen = await other_company.console().patch(
        "/api/console/corp", json={"logo_media_id": media["id"]}
    )
    assert stolen.status_code in (404, 422)
    changed = await lin.ok("PATCH", "/api/console/corp", json={"logo_media_id": media["id"]})
    assert changed["logo_url"] == f"/media/{media['id']}"
    cleared = await lin.ok("PATCH", "/api/console/corp", json={"logo_media_id": ""})
    assert cleared["logo_url"] is None


async def test_a_company_begins_whole(company: Company) -> None:
    lin = company.console()
    (root,) = (await lin.ok("GET", "/api/console/departments"))["items"]
    assert (root["id"], root["parent_id"]) == (1, 0)
    apps = {a["kind"] for a in (await lin.ok("GET", "/api/console/apps"))["items"]}
    assert apps == {"contacts", "customer_contact", "archive"}
    session = await lin.ok("GET", "/api/console/session")
    assert session["role"] == "super_admin"


async def test_a_corpid_is_given_once(company: Company) -> None:
    again = Founding(name="又一家", wire_id=company.wire_id, admin_userid="a", admin_name="甲")

    async def found() -> None:
        async with company.reunion.db.transaction() as tx:
            await corps.found(tx, again, clock.now())

    with pytest.raises(Conflict):
        company.reunion.run(found)
