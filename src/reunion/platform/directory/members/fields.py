"""From a patch to clean values: the rules of each field, and where the member belongs."""

from typing import Any

import msgspec
from msgspec import UNSET

from reunion.core.errors import Text
from reunion.platform.corps.model import WECOM_MEMBER_CUSTOMERS
from reunion.platform.directory import rules
from reunion.platform.directory.model import Member, MemberPatch
from reunion.platform.directory.refusals import invalid


class Places(msgspec.Struct):
    """Parallel lists, and the main department."""

    departments: list[int]
    orders: list[int]
    leads: list[bool]
    main: int


def cleaned(patch: MemberPatch) -> dict[str, Any]:
    """The columns that the patch sets, each checked; raises the field's error."""
    checks: dict[str, Any] = {
        "name": rules.name,
        "alias": lambda v: rules.text(v, "alias", 64),
        "english_name": lambda v: rules.text(v, "english_name", 64, 301014),
        "mobile": rules.mobile,
        "email": rules.email,
        "biz_mail": lambda v: rules.email(v, "biz_mail"),
        "telephone": rules.telephone,
        "position": lambda v: rules.text(v, "position", 128, 301012),
        "external_position": lambda v: rules.text(v, "external_position", 24),
        "gender": rules.gender,
        "address": lambda v: rules.text(v, "address", 128),
        "avatar_media_id": lambda v: rules.text(v or "", "avatar_media_id", 64) or None,
        "direct_leaders": rules.direct_leaders,
        "extattr": lambda v: v,
        "external_profile": lambda v: v,
        "can_contact": lambda v: v,
        "customer_cap": _customer_cap,
    }
    given = msgspec.structs.asdict(patch)
    return {
        column: check(given[column])
        for column, check in checks.items()
        if given[column] is not UNSET
    }


def _customer_cap(value: int | None) -> int | None:
    if value is not None and not 1 <= value <= WECOM_MEMBER_CUSTOMERS:
        limit = WECOM_MEMBER_CUSTOMERS
        raise invalid(
            40058, "customer_cap",
            Text(f"客户上限为 1 到 {limit}；留空使用企业的设置",
                 f"from 1 to {limit}, or nothing to take the company's"),
        )  # fmt: skip
    return value


def placed(patch: MemberPatch, before: Member | None) -> Places:
    """Where the member belongs after the patch. Orders and leads that are not given stay with
    the departments that stay."""
    had = before.departments if before else []
    ids = had if patch.departments is UNSET else rules.departments(patch.departments)
    if not had and patch.departments is UNSET:
        ids = rules.departments([])
    old_orders = dict(zip(had, before.orders, strict=True)) if before else {}
    old_leads = dict(zip(had, before.leads, strict=True)) if before else {}
    orders = [old_orders.get(i, 0) for i in ids]
    leads = [old_leads.get(i, False) for i in ids]
    if patch.orders is not UNSET and patch.orders:
        if len(patch.orders) != len(ids):
            raise invalid(
                40058, "order", Text("order 与 department 数量要一致", "as many as departments")
            )
        orders = [min(max(order, 0), 2**32 - 1) for order in patch.orders]
    if patch.leads is not UNSET and patch.leads:
        if len(patch.leads) != len(ids):
            raise invalid(
                60132, "is_leader_in_dept",
                Text("is_leader_in_dept 与 department 数量要一致", "as many as departments"),
            )  # fmt: skip
        leads = patch.leads
    main = ids[0]
    if before and before.main_department in ids:
        main = before.main_department
    if patch.main_department is not UNSET:
        if patch.main_department not in ids:
            raise invalid(
                40066, "main_department",
                Text("主部门要是所属部门之一", "must be one of the member's departments"),
            )  # fmt: skip
        main = patch.main_department
    return Places(ids, orders, leads, main)
