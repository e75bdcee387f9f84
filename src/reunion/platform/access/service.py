"""The door of access: passwords of members, and the end of their sessions."""

from reunion import outbox
from reunion.core.context import Context
from reunion.core.errors import Invalid, Text
from reunion.platform.access import passwords, sessions, store
from reunion.platform.access.limits import Limit, release, reserve
from reunion.platform.access.model import Signed, check_password
from reunion.platform.access.sessions import (
    end_all,
    end_one,
    end_others,
    end_token,
    find_caller,
    of,
    shut_out,
    start,
)
from reunion.surfaces.access import Caller

__all__ = [
    "Limit",
    "change_password",
    "end_all",
    "end_one",
    "end_others",
    "end_token",
    "find_caller",
    "of",
    "release",
    "reserve",
    "set_password",
    "shut_out",
    "start",
]


async def set_password(
    ctx: Context, member_id: int, password: str, *, not_like: tuple[str | None, ...] = ()
) -> None:
    """Gives a member a password and ends his sessions; the old one is not asked for."""
    check_password(password, field="password", not_like=not_like)
    await store.set_password(ctx, member_id, await passwords.digest(password))
    await end_all(ctx, [member_id])


async def change_password(ctx: Context, caller: Caller, old: str, new: str) -> Signed | None:
    """Changes the caller's own password. All his other sessions end, this one gets a new token
    (None for a bearer token, which stays). Raises Invalid when `old` is wrong."""
    if not await passwords.matches(await store.password_hash(ctx, caller.principal_id), old):
        raise Invalid(old=Text("原密码不对，请重新输入", "wrong; type your present password"))
    check_password(new, field="new", not_like=(caller.userid, old))
    await store.set_password(ctx, caller.principal_id, await passwords.digest(new))
    current = int(caller.session_id)
    await end_others(ctx, caller.principal_id, keep=current)
    await outbox.append(ctx, "password.changed", subject=caller.userid)
    return None if caller.bearer else await sessions.rotate(ctx, current)
