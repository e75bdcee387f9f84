"""The verbs on settings, permitted members and public keys."""

from reunion import outbox
from reunion.core.context import Context
from reunion.core.errors import Invalid, Text
from reunion.platform.archive import envelope
from reunion.platform.archive.model import (
    Edition,
    Mode,
    NotEnabled,
    Permitted,
    PublicKey,
    SameKey,
    Setting,
)
from reunion.platform.archive.store import settings as store
from reunion.platform.directory import service as directory

_SHORTEST, _LONGEST = 1, 36_500


async def setting(ctx: Context) -> Setting:
    return await store.get(ctx)


async def change(ctx: Context, mode: Mode, retention_days: int | None) -> Setting:
    """How customers are asked, and how long entries are kept; both hold from now on."""
    if retention_days is not None and not _SHORTEST <= retention_days <= _LONGEST:
        wrong = Text(f"{_SHORTEST} 到 {_LONGEST} 天", f"{_SHORTEST} to {_LONGEST} days")
        raise Invalid(retention_days=wrong)
    await store.lock(ctx)
    before = await store.get(ctx)
    changed: dict[str, object] = {}
    if mode != before.mode:
        await store.set_mode(ctx, mode)
        changed["mode"] = mode
    if retention_days != before.retention_days:
        await store.set_retention(ctx, retention_days)
        changed["retention_days"] = retention_days
    if changed:
        old = {name: getattr(before, name) for name in changed}
        data = {"changed": changed, "before": old}
        await outbox.append(ctx, "archive.setting_changed", data=data)
    return await store.get(ctx)


async def permitted(ctx: Context, edition: Edition | None = None) -> list[Permitted]:
    return await store.permitted(ctx, edition)


async def permit(ctx: Context, userids: list[str], edition: Edition) -> None:
    """Their chats are archived from now on. Raises MemberNotFound for who does not work here."""
    members = await directory.require_all(ctx, userids)
    await store.lock(ctx)
    new = await store.permit(ctx, [member.id for member in members], edition)
    await outbox.append_many(
        ctx,
        "archive.member_permitted",
        [
            (one.userid, one.key, {"userid": one.userid, "edition": edition})
            for one in await directory.by_ids(ctx, new)
        ],
    )


async def dismiss(ctx: Context, member_id: int) -> None:
    """From now on; what is archived stays. Again is no error."""
    member = await directory.require_id(ctx, member_id)
    await store.lock(ctx)
    if await store.dismiss(ctx, member_id):
        data = {"userid": member.userid}
        await outbox.append(
            ctx, "archive.member_dismissed", subject=member.userid, key=member.key, data=data
        )


async def require_enabled(ctx: Context) -> Setting:
    """Raises NotEnabled unless somebody is, or was, archived."""
    found = await store.get(ctx)
    if not found.members and not found.last_seq:
        raise NotEnabled
    return found


async def keys(ctx: Context) -> list[PublicKey]:
    """Newest first; the first is the one in use."""
    return await store.keys(ctx)


async def add_key(ctx: Context, public_key: str) -> PublicKey:
    """The next version, in use from the next pull on. Raises KeyInvalid, SameKey."""
    public_key = public_key.strip() + "\n"
    mark = envelope.fingerprint(envelope.read_key(public_key))
    await store.lock(ctx)
    known = await store.keys(ctx)
    for key in known:
        if key.fingerprint == mark:
            raise SameKey(version=key.version)
    version = known[0].version + 1 if known else 1
    key = PublicKey(version, public_key, mark, ctx.actor.name, ctx.now)
    await store.add_key(ctx, key)
    data = {"version": version, "fingerprint": mark}
    await outbox.append(ctx, "archive.key_added", subject=str(version), data=data)
    return key
