"""weixin-work-reborn, unchanged: configured by its own environment variables.

Contacts only: its document calls have Tencent's address written into them.
"""

import pytest
from weixin_work_reborn.client import WeChatWorkClient

from tests.conformance.conftest import Shop


@pytest.fixture
def client(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> WeChatWorkClient:
    settings = {
        "BASE_URL": shop.base_url, "CORP_ID": shop.corpid, "APP_SECRET": shop.workbench_secret,
        "CONTACTS_SYNC_SECRET": shop.contacts_secret, "DOC_SECRET": shop.workbench_secret,
    }  # fmt: skip
    for name, value in settings.items():
        monkeypatch.setenv(f"WEIXIN_WORK_{name}", value)
    return WeChatWorkClient()


def test_reading_and_changing_a_member(client: WeChatWorkClient) -> None:
    assert client.get_user("zhou")["name"] == "周宁"
    done = client.update_user(
        "zhou", alias="小周", mobile="13911112222", department=[1], position="验光师", gender="1",
        enable=1, telephone="010-5678", address="望京 1 号", main_department=1,
    )  # fmt: skip
    assert done["errcode"] == 0
    shown = client.get_user("zhou")
    assert (shown["alias"], shown["position"], shown["name"]) == ("小周", "验光师", "周宁")


def test_a_mobile_number_finds_its_member(client: WeChatWorkClient) -> None:
    client.update_user("zhou", mobile="13911113333")
    assert client.mobile_to_userid("13911113333")["userid"] == "zhou"
    with pytest.raises(Exception, match="46004"):
        client.mobile_to_userid("13999999999")


def test_a_member_who_is_not_there(client: WeChatWorkClient) -> None:
    with pytest.raises(Exception, match="60111"):
        client.get_user("nobody")
    with pytest.raises(Exception, match="60111"):
        client.update_user("nobody", name="x")
