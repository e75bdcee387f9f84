"""Importing members: planned in full first, then written in one transaction or not at all."""

import asyncio
from typing import Any

import msgspec

from reunion import outbox
from reunion.core import phone, pinyin
from reunion.core.context import Context
from reunion.platform.access import service as access
from reunion.platform.directory import scope
from reunion.platform.directory.departments import service as departments
from reunion.platform.directory.imports import sheet, store
from reunion.platform.directory.imports.model import ImportReport, Plan, Snapshot, Wanted
from reunion.platform.directory.imports.plan import Planner, split
from reunion.platform.directory.imports.sheet import Table
from reunion.platform.directory.members import service as members
from reunion.platform.directory.members import wording
from reunion.platform.directory.members.leaving import keep_a_super_admin
from reunion.platform.directory.model import ROOT, Authority, Department, Member
from reunion.realtime.notify import notify


async def run(
    ctx: Context, by: Authority, content: bytes, *, dry_run: bool, language: str
) -> ImportReport:
    """Says what the file would change, and changes it unless it is a dry run or a row is wrong.
    Empty cells leave what is there. Raises UnreadableFile, LastSuperAdmin."""
    table = await asyncio.to_thread(sheet.read, content)
    next_department = await departments.lock(ctx)
    snapshot = await _snapshot(ctx, by, table)
    plan = await asyncio.to_thread(Planner(table, snapshot, language).plan)
    report = ImportReport(
        rows=plan.rows,
        created=len(plan.created),
        updated=len(plan.updated),
        unchanged=plan.unchanged,
        departments_created=len(plan.departments),
        errors=plan.errors,
        applied=not dry_run and not plan.errors,
    )
    if report.applied:
        await _apply(ctx, plan, next_department)
        await outbox.append(
            ctx,
            "members.imported",
            data={
                name: getattr(report, name)
                for name in ("rows", "created", "updated", "unchanged", "departments_created")
            },
        )
    return report


async def _snapshot(ctx: Context, by: Authority, table: Table) -> Snapshot:
    rows = [row.cells for row in table.rows]
    userids = [cells.get("userid", "").strip().lower() for cells in rows]
    mobiles = [phone.national(cells.get("mobile", "")) or "" for cells in rows]
    emails = [cells.get("email", "").strip().lower() for cells in rows]
    leaders = {u.lower() for cells in rows for u in split(cells.get("direct_leader", ""))}
    tree = await departments.everything(ctx)
    span = await scope.span(ctx, by.reach)
    return Snapshot(
        root_name=next(d.name for d in tree if d.id == ROOT),
        departments=tree,
        members=await members.by_ids(ctx, await store.touched(ctx, userids, mobiles, emails)),
        leaders=await store.present(ctx, sorted(leaders)),
        allowed=None if span.departments is None else set(span.departments),
        whole_company=by.role in ("super_admin", "admin"),
    )


async def _apply(ctx: Context, plan: Plan, next_department: int) -> None:
    real = await _make_departments(ctx, plan.departments, next_department)
    await keep_a_super_admin(
        ctx,
        {w.before.id for w in plan.updated if w.before and w.fields.get("status") == "disabled"},
    )
    await store.free_userids(ctx, [w.userid.lower() for w in plan.created])
    made = await asyncio.to_thread(lambda: [_row(w, real) for w in plan.created])
    ids = await store.insert(ctx, made)
    changed = [{"id": w.before.id, **_row(w, real)} for w in plan.updated if w.before]
    await store.update(ctx, changed)
    moved = [(ids[w.userid], w) for w in plan.created]
    moved += [
        (w.before.id, w)
        for w in plan.updated
        if w.before and not (w.departments is None and w.leads is None)
    ]
    places = [place for member_id, w in moved for place in _places(member_id, w, real)]
    await store.replace_departments(ctx, [member_id for member_id, _ in moved], places)
    await _announce(ctx, plan, sorted(ids.values()))


async def _make_departments(
    ctx: Context, planned: list[Department], next_id: int
) -> dict[int, int]:
    """Gives the planned departments real ids; answers them by the planned ones."""
    ids = await departments.free_ids(ctx, next_id, len(planned)) if planned else []
    real = {d.id: i for d, i in zip(planned, ids, strict=True)}
    made = [
        msgspec.structs.replace(d, id=real[d.id], parent_id=real.get(d.parent_id, d.parent_id))
        for d in planned
    ]
    await departments.insert(ctx, made)
    return real


def _row(w: Wanted, real: dict[int, int]) -> dict[str, Any]:
    """All columns of a member after the import."""
    if w.before is not None:
        row = {column: getattr(w.before, column) for column in store.COLUMNS}
    else:
        row = dict.fromkeys(store.COLUMNS, "") | {
            "userid": w.userid, "mobile": None, "email": None, "biz_mail": None, "gender": 0,
            "status": "active", "direct_leaders": [],
        }  # fmt: skip
    row |= w.fields
    if "name" in w.fields:
        row["name_pinyin"] = pinyin.sort_key(w.fields["name"])
    if w.departments is not None:
        ids = [real.get(i, i) for i in w.departments]
        if row["main_department"] not in ids:
            row["main_department"] = ids[0]
    return row


def _places(
    member_id: int, w: Wanted, real: dict[int, int]
) -> list[tuple[int, int, int, bool, int]]:
    before = w.before
    old = dict(zip(before.departments, before.orders, strict=True)) if before else {}
    led = dict(zip(before.departments, before.leads, strict=True)) if before else {}
    had = before.departments if before else []
    ids = [real.get(i, i) for i in (w.departments if w.departments is not None else had)]
    leads = w.leads if w.leads is not None else [led.get(i, False) for i in ids]
    return [
        (member_id, department_id, old.get(department_id, 0), leads[place], place)
        for place, department_id in enumerate(ids)
    ]


async def _announce(ctx: Context, plan: Plan, created: list[int]) -> None:
    before = {w.before.id: w.before for w in plan.updated if w.before}
    after = await members.by_ids(ctx, created + list(before))
    news: list[tuple[str, str, dict[str, Any]]] = []
    edits: list[tuple[str, str, dict[str, Any]]] = []
    locked_out: list[Member] = []
    for member in after:
        old = before.get(member.id)
        if old is None:
            news.append((member.userid, member.key, wording.created(member)))
            continue
        data = wording.updated(old, member)
        if data is not None:
            edits.append((old.userid, member.key, data))
        if member.status == "disabled" and old.status != "disabled":
            locked_out.append(member)
    await outbox.append_many(ctx, "member.created", news)
    await outbox.append_many(ctx, "member.updated", edits)
    await access.shut_out(ctx, [member.id for member in locked_out])
    await notify(ctx, list(before), {"type": "changed", "what": "session"})
