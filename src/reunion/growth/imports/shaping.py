"""One row as it would become: a person with what is said of her, an order, or something that happened."""

from collections.abc import Mapping as Named
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from reunion.core.errors import Text
from reunion.growth.imports import cells
from reunion.growth.imports.cells import Unread
from reunion.growth.imports.model import Kind, Mapping, Row, Wrong
from reunion.growth.imports.targets import FIELD, IDENTITIES, NEEDED, PROPERTY
from reunion.growth.profiles.attributes import STANDARD, Field, fit
from reunion.growth.profiles.model import Identity, NoSuchField, Unfit, tidied

_SHOWN = 200


class Shaped(msgspec.Struct, frozen=True):
    """What a row says. `at`, `amount_fen` and what follows are empty for customers."""

    row: int
    identities: tuple[Identity, ...]
    attributes: dict[str, Any] = {}
    at: datetime | None = None
    amount_fen: int = 0
    refunded_fen: int = 0
    order_no: str = ""
    item: str = ""
    quantity: int = 1
    store: str = ""
    event: str = ""
    subject: str = ""
    userid: str = ""
    message_id: str = ""
    properties: dict[str, Any] = {}


class Shaper(msgspec.Struct, frozen=True):
    """Reads the rows of one file. `fields`: custom fields by their keys; `source`: what its unnumbered
    orders and events are numbered by, together with their rows."""

    kind: Kind
    mapping: Mapping
    fields: Named[str, Field]
    zone: ZoneInfo
    source: str

    def shape(self, row: Row) -> Shaped | list[Wrong]:
        """What it becomes, or all that is wrong with it."""
        wrong: list[Wrong] = []
        identities: list[Identity] = []
        said: dict[str, Any] = {}
        for column, target in self.mapping.columns.items():
            value = row.cells.get(column)
            if isinstance(value, str):
                value = value.replace("\x00", "")  # which the database does not hold
            if not target or cells.words(value) == "":
                continue
            try:
                if target in IDENTITIES:
                    identities.append(_identity(target, value))
                else:
                    said[target] = self._value(target, value)
            except Unread as error:
                wrong.append(Wrong(column, cells.words(value)[:_SHOWN], error.text))
        if not identities and not any(one.column in self._who() for one in wrong):
            text = Text(
                "没有客户身份：这一行的身份列都是空的", "nobody is named: these columns are empty"
            )
            wrong.append(Wrong("", "", text))
        wrong += self._missing(row, said, wrong)
        return wrong or self._shaped(row.no, tuple(identities), said)

    def _value(self, target: str, value: Any) -> Any:
        if target == "at":
            return cells.moment(value, self.zone)
        if target in ("amount", "refunded"):
            return cells.amount(value, self.mapping.unit)
        if target == "quantity":
            return cells.whole(value)
        if target in STANDARD or target.startswith(FIELD):
            key = target.removeprefix(FIELD)
            if key == "birthday":
                value = cells.birthday(value, self.zone)
            try:
                return fit(key, value, self.fields)[1]
            except (NoSuchField, Unfit) as error:
                raise Unread(Text(error.text("zh"), error.text("en"))) from error
        if target.startswith(PROPERTY):
            return value if isinstance(value, bool | int | float) else cells.words(value)
        text = cells.words(value)
        if len(text) > _SHOWN:
            raise Unread(Text(f"超过 {_SHOWN} 个字", f"longer than {_SHOWN} characters"))
        return text

    def _who(self) -> list[str]:
        return [column for column, one in self.mapping.columns.items() if one in IDENTITIES]

    def _missing(self, row: Row, said: dict[str, Any], wrong: list[Wrong]) -> list[Wrong]:
        found: list[Wrong] = []
        already = {one.column for one in wrong}
        for target in NEEDED[self.kind]:
            column = next((c for c, one in self.mapping.columns.items() if one == target), None)
            if column is not None and target not in said and column not in already:
                found.append(Wrong(column, "", Text("不能为空", "must not be empty")))
        if said.get("refunded", 0) > said.get("amount", 0):
            column = next(c for c, one in self.mapping.columns.items() if one == "refunded")
            text = Text("退款超过了订单金额", "more was paid back than paid")
            found.append(Wrong(column, cells.words(row.cells.get(column))[:_SHOWN], text))
        return found

    def _shaped(self, no: int, identities: tuple[Identity, ...], said: dict[str, Any]) -> Shaped:
        numbered = f"{self.source}-{no}"
        return Shaped(
            row=no,
            identities=identities,
            attributes={
                one.removeprefix(FIELD): value
                for one, value in said.items()
                if one in STANDARD or one.startswith(FIELD)
            },
            at=said.get("at"),
            amount_fen=said.get("amount", 0),
            refunded_fen=said.get("refunded", 0),
            order_no=said.get("order_no") or numbered,
            item=said.get("item", ""),
            quantity=said.get("quantity", 1),
            store=said.get("store", ""),
            event=said.get("event") or self.mapping.event.strip(),
            subject=said.get("subject", ""),
            userid=said.get("userid", ""),
            message_id=said.get("message_id") or numbered,
            properties={
                one.removeprefix(PROPERTY): value
                for one, value in said.items()
                if one.startswith(PROPERTY)
            },
        )


def _identity(kind: Any, value: Any) -> Identity:
    found = tidied(Identity(kind, cells.words(value)))
    if found is None:
        words = {
            "phone": Text("不是手机号", "not a phone number"),
            "email": Text("不是邮箱", "not an e-mail address"),
        }
        raise Unread(words.get(kind) or Text("太长了", "too long"))
    return found
