"""What a column can be, by the kind of file, and what it probably is by its name and first values."""

from collections.abc import Sequence
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from reunion.core.errors import Text
from reunion.core.phone import e164
from reunion.growth.imports.cells import Unread, moment, words
from reunion.growth.imports.model import Incomplete, Kind, Mapping
from reunion.growth.profiles.attributes import STANDARD, Field
from reunion.growth.profiles.model import KINDS

FIELD, PROPERTY = "field:", "property:"
IDENTITIES: tuple[str, ...] = KINDS
_OWN: dict[Kind, tuple[str, ...]] = {
    "customers": STANDARD,
    "orders": ("order_no", "at", "amount", "item", "quantity", "store", "refunded"),
    "events": ("event", "at", "amount", "subject", "userid", "message_id"),
}
NEEDED: dict[Kind, tuple[str, ...]] = {
    "customers": (),
    "orders": ("at", "amount"),
    "events": ("at", "event"),
}
_CALLED: dict[str, str] = {
    "phone": "手机 手机号 手机号码 电话 联系电话 mobile phone tel telephone",
    "email": "邮箱 电子邮箱 邮件 email e-mail mail",
    "member_no": "会员号 会员编号 会员卡号 卡号 客户编号 客户号 member memberno customerid customer",
    "external_userid": "外部联系人 externaluserid external_userid 企微客户id",
    "unionid": "unionid",
    "openid": "openid",
    "device": "设备 设备号 deviceid device anonymousid",
    "name": "姓名 名字 客户姓名 昵称 name fullname nickname",
    "gender": "性别 gender sex",
    "birthday": "生日 出生日期 birthday birthdate dob",
    "city": "城市 所在城市 city",
    "latitude": "纬度 latitude lat",
    "longitude": "经度 longitude lng lon",
    "avatar": "头像 avatar",
    "order_no": "订单号 订单编号 单号 小票号 交易号 orderno orderid order ordernumber",
    "at": "时间 下单时间 购买时间 支付时间 交易时间 日期 购买日期 发生时间 date time timestamp orderdate at",
    "amount": "金额 实付 实付金额 订单金额 支付金额 消费金额 总价 amount total price paid revenue",
    "item": "商品 商品名称 品名 项目 item product sku",
    "quantity": "数量 件数 quantity qty pieces",
    "store": "门店 店铺 店名 store shop branch",
    "refunded": "退款 退款金额 refund refunded",
    "event": "事件 事件名 事件名称 行为 event eventname",
    "subject": "对象 主题 subject",
    "userid": "员工 导购 成员 userid staff",
    "message_id": "消息id 事件id messageid eventid",
}
_TEXTS: dict[str, Text] = {
    "at": Text("时间", "time"), "amount": Text("金额", "amount"), "event": Text("事件名", "event name"),
}  # fmt: skip


class Target(msgspec.Struct, frozen=True):
    """`name` of a custom field as people read it; empty: the screen knows what to call it."""

    key: str
    name: str = ""


def targets(kind: Kind, fields: Sequence[Field]) -> list[Target]:
    """All that a column of such a file can be. Events take any other column as a property besides."""
    own = [Target(one) for one in (*IDENTITIES, *_OWN[kind])]
    if kind != "customers":
        return own
    return own + [Target(f"{FIELD}{one.key}", one.name) for one in fields if not one.archived]


def guess(
    kind: Kind, columns: Sequence[str], rows: Sequence[dict[str, Any]], fields: Sequence[Field]
) -> Mapping:
    """By the names of columns, else by what is in them; each thing once."""
    known = {one.key for one in targets(kind, fields)}
    by_name = {
        called: key for key, all_of in _CALLED.items() for called in all_of.split() if key in known
    }
    by_name |= {one.name.lower(): f"{FIELD}{one.key}" for one in fields if kind == "customers"}
    found: dict[str, str] = {}
    for column in columns:
        bare = column.lower().replace(" ", "").replace("_", "").replace("-", "")
        key = by_name.get(column.strip().lower()) or by_name.get(bare)
        if key is not None and key not in found.values():
            found[column] = key
    for column in columns:
        key = None if column in found else _by_values([one.get(column) for one in rows], known)
        if key is not None and key not in found.values():
            found[column] = key
        elif column not in found and kind == "events":
            found[column] = f"{PROPERTY}{column}"
    return Mapping(found)


def _by_values(values: Sequence[Any], known: set[str]) -> str | None:
    texts = [words(one) for one in values if words(one)]
    if not texts:
        return None
    if all(e164(one) for one in texts):
        return "phone"
    if all("@" in one and "." in one for one in texts):
        return "email"
    return "at" if "at" in known and all(map(_is_time, values)) else None


def _is_time(value: Any) -> bool:
    try:
        return len(words(value)) >= 8 and bool(moment(value, ZoneInfo("UTC")))
    except Unread:
        return False


def require(kind: Kind, mapping: Mapping, fields: Sequence[Field]) -> None:
    """Raises Incomplete where a file cannot be understood so."""
    chosen = [one for one in mapping.columns.values() if one]
    missing: list[Text] = []
    if not any(one in IDENTITIES for one in chosen):
        missing.append(Text("至少一列是客户身份（如手机号）", "a column that names the customer"))
    said = [*chosen, "event"] if mapping.event.strip() else chosen
    missing += [_TEXTS[one] for one in NEEDED[kind] if one not in said]
    known = {one.key for one in targets(kind, fields)}
    for one in sorted(set(chosen)):
        if chosen.count(one) > 1:
            missing.append(Text(f"{one} 只能对应一列", f"{one} is one column"))
        if one not in known and not (kind == "events" and one.startswith(PROPERTY)):
            missing.append(Text(f"没有 {one} 这一项", f"there is no {one}"))
    if missing:
        raise Incomplete(
            missing_zh="、".join(missing), missing_en=", ".join(one.en for one in missing)
        )
