"""客户联系 / 商品图册: products that members show to customers."""

from typing import Any

from reunion.wecom.registry import CUSTOMER_SECRETS, post
from reunion.wecom.wire import UNSET, Answer, Done, Filled, Request, UnsetType, Wire

AREA = "客户联系/商品图册"
PRODUCT_ID = "PRODUCTIDAAAAAAAAAAAAAAA"
_MISSING = {"product_id": 41075, "description": 41087, "price": 41086}


class ProductImage(Wire):
    """`media_id` on the way in; both on the way out, where the address is for everybody."""

    media_id: str | UnsetType = UNSET
    pic_url: str | UnsetType = UNSET


class ProductAttachment(Wire):
    """Only `image`."""

    type: Filled
    image: ProductImage | UnsetType = UNSET


class AddProductRequest(Request):
    """`price` in fen, at most 5,000,000; description at most 300 characters; `product_sn` letters and
    digits, at most 128; one to nine pictures."""

    description: str
    price: int
    attachments: list[ProductAttachment]
    product_sn: str = ""


class AddProductResponse(Answer):
    product_id: str = ""


class ProductIdRequest(Request):
    product_id: Filled


class ProductWire(Wire):
    """`create_time` in seconds since 1970."""

    product_id: str
    description: str = ""
    price: int = 0
    product_sn: str = ""
    create_time: int = 0
    attachments: list[ProductAttachment] = []


class GetProductResponse(Answer):
    product: ProductWire | UnsetType = UNSET


class ListProductsRequest(Request):
    """`limit` at most 100, else 50."""

    limit: int = 50
    cursor: str = ""


class ListProductsResponse(Answer):
    """`next_cursor` is empty on the last page."""

    next_cursor: str = ""
    product_list: list[ProductWire] = []


class UpdateProductRequest(Request):
    """What is not given stays; given attachments replace the old ones."""

    product_id: Filled
    description: str | None = None
    price: int | None = None
    product_sn: str | None = None
    attachments: list[ProductAttachment] | None = None


_PICTURE: dict[str, Any] = {
    "type": "image",
    "image": {"media_id": "1G6nrLmr5EC3MMb_-zK1dDdzmd0p7cNliYu9V5w7o8K0"},
}
_PRODUCT: dict[str, Any] = {
    "description": "轻盈钛架 1.67 防蓝光",
    "price": 69900,
    "product_sn": "TI167",
    "attachments": [_PICTURE],
}
_DONE: dict[str, Any] = {"errcode": 0, "errmsg": "ok"}


@post(
    "/cgi-bin/externalcontact/add_product_album",
    area=AREA,
    secrets=CUSTOMER_SECRETS,
    errors=(40007, 40058, 41064, 41065, 41073, 41085, 41086, 41087),
    missing=_MISSING,
    request=_PRODUCT,
    response={**_DONE, "product_id": PRODUCT_ID},
)
def add_product_album(req: AddProductRequest) -> AddProductResponse:
    """创建商品图册

    价格以分为单位，最高 5 万元；1 到 9 张图片。
    Put a product with price and pictures into the album.
    """
    ...


@post(
    "/cgi-bin/externalcontact/get_product_album",
    area=AREA,
    secrets=CUSTOMER_SECRETS,
    reads=True,
    errors=(41074, 41075),
    missing=_MISSING,
    request={"product_id": PRODUCT_ID},
    response={
        **_DONE,
        "product": {"product_id": PRODUCT_ID, "create_time": 1600000000, **_PRODUCT},
    },
)
def get_product_album(req: ProductIdRequest) -> GetProductResponse:
    """获取商品图册

    可获取企业内所有商品。
    One product, whoever made it.
    """
    ...


@post(
    "/cgi-bin/externalcontact/get_product_album_list",
    area=AREA,
    secrets=CUSTOMER_SECRETS,
    reads=True,
    errors=(40058,),
    request={"limit": 50},
    response={
        **_DONE,
        "next_cursor": "",
        "product_list": [{"product_id": PRODUCT_ID, "create_time": 1600000000, **_PRODUCT}],
    },
)
def get_product_album_list(req: ListProductsRequest) -> ListProductsResponse:
    """获取商品图册列表

    The whole album, the latest first, paged.
    """
    ...


@post(
    "/cgi-bin/externalcontact/update_product_album",
    area=AREA,
    secrets=CUSTOMER_SECRETS,
    errors=(40007, 40058, 41064, 41065, 41074, 41075, 41085, 41086, 41087),
    missing=_MISSING,
    request={"product_id": PRODUCT_ID, "price": 59900},
    response=_DONE,
)
def update_product_album(req: UpdateProductRequest) -> Done:
    """编辑商品图册

    只修改给出的字段；应用只能编辑自己创建的商品，客户联系 secret 不限。
    Change the given fields of a product that the app made.
    """
    ...


@post(
    "/cgi-bin/externalcontact/delete_product_album",
    area=AREA,
    secrets=CUSTOMER_SECRETS,
    errors=(41074, 41075),
    missing=_MISSING,
    request={"product_id": PRODUCT_ID},
    response=_DONE,
)
def delete_product_album(req: ProductIdRequest) -> Done:
    """删除商品图册

    应用只能删除自己创建的商品，客户联系 secret 不限；已发出的卡片会显示商品已下架。
    Delete a product that the app made; cards in chats lead to a page that says so.
    """
    ...
