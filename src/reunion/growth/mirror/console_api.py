"""企业微信连接: how far it is read, what differed, and the verbs for it."""

from datetime import datetime
from typing import Annotated

import msgspec
from litestar import get, post, put
from litestar.params import Parameter

from reunion import outbox
from reunion.core.config import Config
from reunion.core.context import Context
from reunion.core.crypto import Vault
from reunion.core.paging import Page, decode_cursor, encode_cursor
from reunion.growth.connection import advice
from reunion.growth.connection import service as connections
from reunion.growth.connection.console_api import ConnectionView, view
from reunion.growth.connection.model import ConnectionSetting
from reunion.growth.mirror import drifting, service
from reunion.growth.mirror.chats import store as chats
from reunion.growth.mirror.model import Drift, Round, Stage
from reunion.growth.mirror.store import follows, hints, leases, marks, rounds
from reunion.surfaces.access import allow

_ROUNDS = 20
Limit = Annotated[int, Parameter(ge=1, le=100)]


class Totals(msgspec.Struct):
    """How many of each are mirrored."""

    members: int
    customers: int
    follows: int
    groups: int
    tags: int


class Trouble(msgspec.Struct):
    """What WeCom answered, and what to do about it, in the reader's language."""

    errcode: int
    errmsg: str
    advice: str


class StageRefused(msgspec.Struct):
    """A part of the last round that WeCom did not let us read."""

    stage: Stage
    trouble: Trouble


class Waiting(msgspec.Struct):
    """What was told and is not read again yet; `failed` of them were refused, the last for `trouble`."""

    count: int
    failed: int
    oldest: datetime | None
    trouble: Trouble | None


class Marks(msgspec.Struct):
    """Tags to be written, in follows; those refused in the last 30 days. `paused_until`: none is written
    until then, because of `trouble`."""

    queued: int
    refused: int
    paused_until: datetime | None
    trouble: Trouble | None


class ChatCounts(msgspec.Struct):
    """`read_at`: all that the archive had then is counted; `paused_until`: it is not asked until then,
    because of `trouble`."""

    read_at: datetime | None
    paused_until: datetime | None
    trouble: Trouble | None


class MirrorView(msgspec.Struct):
    """`paused_until`: nothing is asked until then, because of `trouble`. `chats`: null until they are
    counted."""

    on: bool
    totals: Totals
    rounds: list[Round]
    refusals: list[StageRefused]
    next_round_at: datetime | None
    paused_until: datetime | None
    trouble: Trouble | None
    waiting: Waiting
    marks: Marks
    chats: ChatCounts | None
    unrepaired: int


class NewRound(msgspec.Struct):
    """`repairs` false: it only looks what differs."""

    repairs: bool = True


class Begun(msgspec.Struct):
    """`began` false: one was under way."""

    began: bool


class Repaired(msgspec.Struct):
    """So many customers and groups are read again."""

    again: int


def _trouble(errcode: int | None, errmsg: str | None, language: str) -> Trouble | None:
    return None if errcode is None else _said(errcode, errmsg or "", language)


def _said(errcode: int, errmsg: str, language: str) -> Trouble:
    return Trouble(errcode, errmsg, advice.about(errcode).said(language))


@get(
    "/api/console/wecom-mirror",
    opt=allow("super_admin", "admin"),
    operation_id="wecom_mirror",
)
async def read_mirror(ctx: Context, language: str) -> MirrorView:
    """同步状态 How far WeCom is read, and what is in the way."""
    state = await leases.state(ctx)
    latest = await rounds.latest(ctx, _ROUNDS)
    waits = await hints.counts(ctx)
    writes = await marks.totals(ctx)
    counts = await chats.state(ctx)
    refusals = latest[0].refusals if latest else []
    return MirrorView(
        on=state is not None,
        totals=Totals(**dict(await follows.totals(ctx))),
        rounds=latest,
        refusals=[
            StageRefused(one.stage, _said(one.errcode, one.errmsg, language)) for one in refusals
        ],
        next_round_at=state["next_round_at"] if state else None,
        paused_until=state["paused_until"] if state else None,
        trouble=_trouble(state["errcode"], state["error"], language) if state else None,
        waiting=Waiting(
            waits["waiting"], waits["failed"], waits["oldest"],
            _trouble(waits["errcode"], waits["error"], language),
        ),
        marks=Marks(
            writes["queued"], writes["refused"], state["marks_paused_until"] if state else None,
            _trouble(writes["errcode"], writes["error"], language),
        ),
        chats=ChatCounts(
            counts["read_at"], counts["paused_until"],
            _trouble(counts["errcode"], counts["error"], language),
        ) if counts else None,
        unrepaired=await rounds.unrepaired(ctx),
    )  # fmt: skip


@put(
    "/api/console/wecom-connection",
    opt=allow("super_admin"),
    operation_id="wecom_connection_change",
)
async def change_connection(
    ctx: Context, vault: Vault, config: Config, data: ConnectionSetting
) -> ConnectionView:
    """修改连接 Another WeCom is read from the beginning."""
    await service.change_connection(ctx, vault, data)
    return view(await connections.find(ctx), config)


@post(
    "/api/console/wecom-mirror/rounds",
    opt=allow("super_admin", "admin"),
    status_code=200,
    operation_id="wecom_mirror_begin",
)
async def begin_round(ctx: Context, data: NewRound) -> Begun:
    """立即核对 Reads everything now; the first time it also connects the company."""
    await service.switch_on(ctx)
    began = await service.begin_round(ctx, "demand", repairs=data.repairs)
    if began:
        await outbox.append(ctx, "wecom.round_begun", data={"repairs": data.repairs})
    return Begun(began)


@get(
    "/api/console/wecom-mirror/drifts",
    opt=allow("super_admin", "admin"),
    operation_id="wecom_mirror_drifts",
)
async def list_drifts(
    ctx: Context, round_no: int | None = None, cursor: str | None = None, limit: Limit = 20
) -> Page[Drift]:
    """差异 What reconciliations found to differ, newest first: what, since when, and why."""
    before = decode_cursor(cursor, tuple[int])[0] if cursor else None
    found = await rounds.drifts(ctx, round_no, before, limit + 1)
    shown = await drifting.named(ctx, found[:limit])
    return Page(shown, encode_cursor(shown[-1].id) if len(found) > limit else None)


@post(
    "/api/console/wecom-mirror/repair",
    opt=allow("super_admin", "admin"),
    status_code=200,
    operation_id="wecom_mirror_repair",
)
async def repair(ctx: Context) -> Repaired:
    """修复差异 Reads again whatever was only looked at."""
    count = await service.repair(ctx)
    await outbox.append(ctx, "wecom.repaired", data={"again": count})
    return Repaired(count)


routes = [read_mirror, change_connection, begin_round, list_drifts, repair]
