"""What a module above may ask and hear: who may join, and what is said in groups."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any

import msgspec

from reunion.core.context import Context
from reunion.core.errors import AppError
from reunion.platform.groups.model import Kind
from reunion.storage.blobs import Blobs


class Joining(msgspec.Struct, frozen=True):
    """Customers who are about to join; the group's row is locked."""

    group_id: int
    contact_ids: tuple[int, ...]
    join_scene: int
    inviter_id: int | None


class GroupMessage(msgspec.Struct, frozen=True):
    """Something said in a group. Grey lines, recalls and what was recalled meanwhile are left out."""

    group_id: int
    seq: int
    sender_id: int
    sender_kind: Kind
    kind: str
    content: dict[str, Any]
    client_id: str
    sent_at: datetime


Check = Callable[[Context, Joining], Awaitable[dict[int, AppError]]]
Watch = Callable[[Context, GroupMessage, Blobs], Awaitable[None]]

Passing = Callable[[Context], Awaitable[list[int]]]

_checks: list[Check] = []
_watchers: list[Watch] = []
_passing: list[Passing] = []


def before_join(check: Check) -> Check:
    """Registers a check in the joining transaction; answers whom it keeps out, and why."""
    _checks.append(check)
    return check


def on_message(watch: Watch) -> Watch:
    """Registers somebody who hears every message, in the worker, each exactly once in the database; the
    blobs are for its files."""
    _watchers.append(watch)
    return watch


def passing(find: Passing) -> Passing:
    """Registers who knows groups of an owner who left that are being handed over now."""
    _passing.append(find)
    return find


async def being_handed_over(ctx: Context) -> list[int]:
    """The groups whose owner left, and which are on their way to another."""
    return [group_id for find in _passing for group_id in await find(ctx)]


def watchers() -> list[Watch]:
    """Who hears."""
    return _watchers


async def kept_out(ctx: Context, joining: Joining) -> dict[int, AppError]:
    """Everybody whom one of the checks keeps out; the first reason stands."""
    found: dict[int, AppError] = {}
    for check in _checks:
        found = await check(ctx, joining) | found
    return found
