"""商品图册: by programs, in the console, and from the desk to the customer's phone."""

from typing import Any

import httpx

from reunion.wecom.endpoints.media import PNG
from tests.factories.company import Caller, Company, OpenCaller, customer

_ADD = "/externalcontact/add_product_album"
_GET = "/externalcontact/get_product_album"
_LIST = "/externalcontact/get_product_album_list"
_UPDATE = "/externalcontact/update_product_album"
_DELETE = "/externalcontact/delete_product_album"


async def picture(app: OpenCaller, company: Company) -> str:
    """A temporary file of the corp."""
    async with httpx.AsyncClient(base_url=company.reunion.base_url) as http:
        params = {"access_token": await app.token(), "type": "image"}
        files = {"media": ("p.png", PNG, "image/png")}
        return (await http.post("/cgi-bin/media/upload", params=params, files=files)).json()[
            "media_id"
        ]


async def upload(caller: Caller, surface: str) -> str:
    files = {"file": ("p.png", PNG, "image/png")}
    path = f"/api/{surface}/media"
    return (await caller.ok("POST", path, files=files, data={"kind": "image"}))["id"]


def image(*media_ids: str) -> list[dict[str, Any]]:
    return [{"type": "image", "image": {"media_id": one}} for one in media_ids]


async def test_an_app_keeps_its_products(company: Company, other_company: Company) -> None:
    app, other = company.workbench(), company.workbench()
    media_id = await picture(app, company)
    made = await app.post(
        _ADD, description="轻盈钛架\n1.67 防蓝光", price=69900, product_sn="TI167",
        attachments=image(media_id),
    )  # fmt: skip
    assert made["errcode"] == 0, made
    product_id = made["product_id"]
    got = (await other.post(_GET, product_id=product_id))["product"]
    assert (got["price"], got["product_sn"]) == (69900, "TI167")
    [shown] = got["attachments"]
    async with httpx.AsyncClient() as http:
        kept = await http.get(shown["image"]["pic_url"])
    assert kept.content == PNG, "for everybody, and for good"
    more = {"price": 59900, "attachments": image(shown["image"]["media_id"])}
    assert (await app.post(_UPDATE, product_id=product_id, **more))["errcode"] == 0
    second = await app.post(_ADD, description="镜布", price=0, attachments=image(media_id))
    first = await app.post(_LIST, limit=1)
    rest = await app.post(_LIST, limit=1, cursor=first["next_cursor"])
    assert [one["product_id"] for one in first["product_list"] + rest["product_list"]] == [
        second["product_id"], product_id,
    ]  # fmt: skip
    assert (rest["product_list"][0]["price"], rest["next_cursor"]) == (59900, "")
    for stranger in (other, other_company.workbench()):
        for call in (_UPDATE, _DELETE):
            assert (await stranger.post(call, product_id=product_id))["errcode"] == 41075
    assert (await company.open().post(_UPDATE, product_id=product_id, price=1))["errcode"] == 0
    assert (await app.post(_DELETE, product_id=product_id))["errcode"] == 0
    for call in (_GET, _UPDATE, _DELETE):
        assert (await app.post(call, product_id=product_id))["errcode"] == 41074
    assert (await other_company.open().post(_LIST))["product_list"] == []


async def test_what_is_wrong_is_told_by_errcode(company: Company) -> None:
    app = company.open()
    media_id = await picture(app, company)
    good: dict[str, Any] = {
        "description": "好", "price": 100, "product_sn": "A1", "attachments": image(media_id)
    }  # fmt: skip
    for more, errcode in (
        ({"description": ""}, 41087),
        ({"description": "长" * 301}, 41087),
        ({"price": 5_000_001}, 41086),
        ({"price": -1}, 41086),
        ({"product_sn": "A-1"}, 41085),
        ({"product_sn": "A" * 129}, 41085),
        ({"attachments": []}, 40007),
        ({"attachments": image("nothing")}, 40007),
        ({"attachments": image(*[media_id] * 10)}, 41064),
        ({"attachments": [{"type": "video"}]}, 41065),
    ):
        assert (await app.post(_ADD, **good | more))["errcode"] == errcode, more
    for call in (_GET, _UPDATE, _DELETE):
        assert (await app.post(call, product_id="nothing"))["errcode"] == 41075


async def test_from_the_console_over_the_desk_to_a_phone(
    company: Company, other_company: Company
) -> None:
    console = company.console()
    cover = await upload(console, "console")
    body = {"description": "儿童离焦镜片\n延缓近视", "price": 198000, "picture_ids": [cover]}
    made = await console.ok("POST", "/api/console/products", json=body)
    stolen = {"description": "抄", "price": 1, "picture_ids": [await upload(console, "console")]}
    refused = await other_company.console().post("/api/console/products", json=stolen)
    assert (refused.status_code, refused.json()["code"]) == (422, "product_pictures")
    [seen] = (await company.desk().ok("GET", "/api/desk/products", params={"q": "离焦"}))["items"]
    assert seen["url"] == f"{company.reunion.base_url}/app/product/{made['product_id']}"
    person = customer(company.reunion)
    path = f"/api/app/products/{made['product_id']}"
    page = await person.ok("GET", path)
    assert (page["price"], len(page["pictures"])) == (198000, 1)
    assert page["corp"]["name"]
    assert (await person.get(page["pictures"][0])).content == PNG
    one = f"/api/console/products/{made['id']}"
    changed = await console.ok("PATCH", one, json={"price": 168000})
    assert (changed["price"], changed["opened"]) == (168000, 1)
    wrong = await console.patch(one, json={"price": -1, "description": "x"})
    assert wrong.json()["fields"]["price"]
    await console.ok("DELETE", one)
    gone = await person.get(path)
    assert (gone.status_code, gone.json()["detail"]) == (404, "这个商品已下架")
    assert (await company.desk().ok("GET", "/api/desk/products"))["items"] == []
