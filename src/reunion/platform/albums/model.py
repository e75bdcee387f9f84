"""Products: shapes, limits and refusals."""

import re
from datetime import datetime

import msgspec

from reunion.core.errors import Conflict, Invalid, NotFound, Text
from reunion.platform.corps.model import CorpCard

DESCRIPTION_LENGTH = 300
HIGHEST_FEN = 5_000_000
SN_BYTES = 128
PICTURES = 9
PRODUCTS = 10_000


class ProductUnknown(NotFound):
    """There is no such product."""

    errcode = 41075
    code = "product_unknown"
    title_zh = "没有这个商品，请核对 product_id"
    title_en = "There is no such product; check the product_id"


class ProductDeleted(NotFound):
    """The product was taken out of the album."""

    errcode = 41074
    code = "product_deleted"
    title_zh = "这个商品已下架"
    title_en = "This product was taken out of the album"


class DescriptionInvalid(Invalid):
    """Empty, or longer than 300 characters."""

    errcode = 41087
    code = "product_description"
    title_zh = "商品描述须为 1 到 300 个字"
    title_en = "The description has 1 to 300 characters"


class PriceInvalid(Invalid):
    """Below 0 or above 50,000 yuan."""

    errcode = 41086
    code = "product_price"
    title_zh = "价格以分为单位，须为 0 到 5,000,000（5 万元）"
    title_en = "The price is in fen, from 0 to 5,000,000 (50,000 yuan)"


class SnInvalid(Invalid):
    """Something other than letters and digits, or more than 128 of them."""

    errcode = 41085
    code = "product_sn"
    title_zh = "商品编码只能包含字母和数字，最多 128 个"
    title_en = "The product code has letters and digits only, at most 128"


class PicturesInvalid(Invalid):
    """None, more than nine, or one that is no picture."""

    errcode = 40007
    code = "product_pictures"
    title_zh = "商品图册须有 1 到 9 张图片"
    title_en = "A product has 1 to 9 pictures"


class TooManyPictures(Invalid):
    """More than nine."""

    errcode = 41064
    code = "product_pictures_many"
    title_zh = "商品图册最多 9 张图片"
    title_en = "A product has at most 9 pictures"


class AttachmentInvalid(Invalid):
    """Something other than a picture."""

    errcode = 41065
    code = "product_attachment"
    title_zh = "商品图册只支持图片附件，并须给出 image.media_id"
    title_en = "A product takes pictures only, each with image.media_id"


class TooManyProducts(Conflict):
    """The album is full."""

    errcode = 41073
    code = "products_full"
    title_zh = "商品图册最多 {limit} 个商品，请先删除不用的"
    title_en = "The album has at most {limit} products; delete some that are no longer used"


class Picture(msgspec.Struct):
    id: str
    url: str


class Product(msgspec.Struct):
    """`price` in fen; `url` is its page for customers; `opened`: how often that was opened; `app`: who
    made it, null for the console."""

    id: int
    product_id: str
    description: str
    price: int
    product_sn: str
    pictures: list[Picture]
    url: str
    opened: int
    app: str | None
    created_by: str
    created_at: datetime


class ProductRow(msgspec.Struct, frozen=True):
    """A product as it is kept."""

    id: int
    corp_id: int
    product_id: str
    description: str
    price_fen: int
    product_sn: str
    picture_ids: list[str]
    created_by_app: int | None
    created_by: str
    created_at: datetime
    opened: int
    deleted: bool


class ProductPage(msgspec.Struct):
    """What a customer sees."""

    description: str
    price: int
    product_sn: str
    pictures: list[str]
    corp: CorpCard


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """A product to be made; `picture_ids` are uploads."""

    description: str
    price: int
    product_sn: str = ""
    picture_ids: tuple[str, ...] = ()
    app_id: int | None = None


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """What is None stays."""

    description: str | None = None
    price: int | None = None
    product_sn: str | None = None
    picture_ids: tuple[str, ...] | None = None


def check_description(text: str) -> str:
    """Without surrounding blanks; raises DescriptionInvalid."""
    text = text.strip()
    if not 1 <= len(text) <= DESCRIPTION_LENGTH:
        raise DescriptionInvalid(description=Text("1 到 300 个字", "1 to 300 characters"))
    return text


def check_price(fen: int) -> int:
    """Raises PriceInvalid."""
    if not 0 <= fen <= HIGHEST_FEN:
        raise PriceInvalid(price=Text("0 到 5 万元", "0 to 50,000 yuan"))
    return fen


def check_sn(sn: str) -> str:
    """Raises SnInvalid."""
    if not re.fullmatch(rf"[A-Za-z0-9]{{0,{SN_BYTES}}}", sn):
        raise SnInvalid(
            product_sn=Text("字母和数字，最多 128 个", "letters and digits, at most 128")
        )
    return sn


def check_pictures(count: int) -> None:
    """Raises PicturesInvalid, TooManyPictures."""
    if count == 0:
        raise PicturesInvalid(pictures=Text("至少一张图片", "at least one picture"))
    if count > PICTURES:
        raise TooManyPictures(pictures=Text("最多 9 张图片", "at most 9 pictures"))


def title_of(description: str) -> str:
    """The first line, as cards show it."""
    return description.splitlines()[0][:60]
