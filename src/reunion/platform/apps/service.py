"""The verbs on apps."""

from datetime import datetime
from typing import Any

from reunion import outbox
from reunion.core import ids
from reunion.core.context import Context
from reunion.core.crypto import Vault, token_hash
from reunion.core.errors import Text
from reunion.platform.apps import store
from reunion.platform.apps.model import (
    CALLBACK_PURPOSE,
    MOST_APPS,
    SECRET_LENGTH,
    SECRET_PURPOSE,
    SYSTEM_APPS,
    App,
    AppChange,
    AppNotFound,
    Callback,
    CallbackSetting,
    Kind,
    NewApp,
    ScopeUnknown,
    SystemApp,
    TooManyApps,
)
from reunion.platform.corps.model import Founding
from reunion.platform.corps.service import founds
from reunion.platform.directory import service as directory


@founds
async def create_system_apps(ctx: Context, founding: Founding) -> None:
    """Every corp has the contacts app and the customer contact app, without secrets at first."""
    for kind, name in SYSTEM_APPS.items():
        app = await store.insert(ctx, kind, name)
        await outbox.append(
            ctx, "app.created", subject=name, key=f"app:{app.id}", data={"id": app.id, "kind": kind}
        )


async def every(ctx: Context) -> list[App]:
    return await store.every(ctx)


async def require(ctx: Context, app_id: int) -> App:
    """Raises AppNotFound."""
    app = await store.get(ctx, app_id)
    if app is None:
        raise AppNotFound
    return app


async def require_agent(ctx: Context, agentid: int) -> App:
    """A self-built app by its agentid; raises AppNotFound."""
    app = await store.by_agentid(ctx, agentid)
    if app is None:
        raise AppNotFound
    return app


async def system_app(ctx: Context, kind: Kind) -> App:
    """The contacts or the customer contact app of the corp."""
    app = await store.by_kind(ctx, kind)
    if app is None:
        raise AppNotFound
    return app


async def creator(ctx: Context, app_id: int) -> str:
    """The userid of the administrator who made it; empty where nobody did."""
    return await store.creator(ctx, app_id) or ""


async def create(ctx: Context, vault: Vault, new: NewApp) -> App:
    """A self-built app with an agentid and a secret of its own; raises TooManyApps."""
    if await store.count_self_built(ctx) >= MOST_APPS:
        raise TooManyApps(limit=MOST_APPS)
    app = await store.insert(ctx, "self_built", new.name, new.description, new.may_contact)
    await _new_secret(ctx, vault, app)
    data = {"id": app.id, "agentid": app.agentid, "may_contact": app.may_contact}
    await outbox.append(ctx, "app.created", subject=app.name, key=f"app:{app.id}", data=data)
    return app


async def change(ctx: Context, app_id: int, wanted: AppChange) -> App:
    """Change the given settings; they hold for the next call of every node. Raises ScopeUnknown."""
    before = await require(ctx, app_id)
    await _require_scope(ctx, before, wanted)
    app = await store.update(ctx, app_id, wanted)
    if app is None:
        raise AppNotFound
    names = [n for n in wanted.__struct_fields__ if getattr(before, n) != getattr(app, n)]
    if names:
        data = {"id": app.id, "changed": {n: getattr(app, n) for n in names}}
        await outbox.append(ctx, "app.updated", subject=app.name, key=f"app:{app.id}", data=data)
        await store.announce(ctx, app_id)
    return app


async def _require_scope(ctx: Context, before: App, wanted: AppChange) -> None:
    """What is new in the scope must be there; what has gone meanwhile may stay or be taken out."""
    departments, members, tags = await directory.strangers(
        ctx,
        _new(wanted.visible_departments, before.visible_departments),
        _new(wanted.visible_members, before.visible_members),
        _new(wanted.visible_tags, before.visible_tags),
    )
    unknown = {
        "visible_departments": departments,
        "visible_members": members,
        "visible_tags": tags,
    }
    wrong = {
        name: Text(f"不存在：{_listed(ids)}", f"not there: {_listed(ids)}")
        for name, ids in unknown.items()
        if ids
    }
    if wrong:
        raise ScopeUnknown(**wrong)


def _new(wanted: list[int] | None, before: list[int]) -> list[int]:
    return sorted(set(wanted or ()) - set(before))


def _listed(ids: list[int]) -> str:
    return ", ".join(map(str, ids[:10]))


async def department_gone(ctx: Context, department_id: int) -> None:
    """A department was deleted: another that is given its id later is in no app's scope."""
    for app_id in await store.forget_department(ctx, department_id):
        await store.announce(ctx, app_id)


async def tag_gone(ctx: Context, tag_id: int) -> None:
    """The same for a member tag."""
    for app_id in await store.forget_tag(ctx, tag_id):
        await store.announce(ctx, app_id)


async def delete(ctx: Context, app_id: int) -> None:
    """A self-built app, with its callbacks that wait; raises SystemApp for the others."""
    app = await require(ctx, app_id)
    if app.kind != "self_built":
        raise SystemApp(name=app.name)
    await store.delete(ctx, app_id)
    await outbox.append(
        ctx, "app.deleted", subject=app.name, key=f"app:{app.id}", data={"id": app.id}
    )
    await store.announce(ctx, app_id)


async def reveal_secret(ctx: Context, vault: Vault, app_id: int) -> str:
    """The app's secret; a system app gets its first one here. Kept in the audit log."""
    app = await require(ctx, app_id)
    sealed = await store.sealed_secret(ctx, app_id)
    secret = vault.unseal(SECRET_PURPOSE, sealed) if sealed else None
    if secret is None:
        secret = await _new_secret(ctx, vault, app)
    await outbox.append(
        ctx, "app.secret_revealed", subject=app.name, key=f"app:{app.id}", data={"id": app.id}
    )
    return secret


async def own_secret(ctx: Context, vault: Vault, app_id: int) -> str:
    """The secret for Reunion's own use of the protocol, in this process: nobody sees it."""
    app = await require(ctx, app_id)
    sealed = await store.sealed_secret(ctx, app_id)
    if sealed is not None:
        return vault.unseal(SECRET_PURPOSE, sealed)
    return await _new_secret(ctx, vault, app)


async def rotate_secret(ctx: Context, vault: Vault, app_id: int) -> str:
    """A new secret; the old one and its tokens stop working at once."""
    app = await require(ctx, app_id)
    secret = await _new_secret(ctx, vault, app)
    await outbox.append(
        ctx, "app.secret_rotated", subject=app.name, key=f"app:{app.id}", data={"id": app.id}
    )
    return secret


async def _new_secret(ctx: Context, vault: Vault, app: App) -> str:
    secret = ids.alphanumeric(SECRET_LENGTH)
    sealed = vault.seal(SECRET_PURPOSE, secret)
    await store.set_secret(ctx, app.id, sealed, token_hash(secret))
    await store.announce(ctx, app.id)
    return secret


async def by_secret(tx: Any, corp_id: int, secret: str) -> App | None:
    """The app of a corp that has this secret."""
    return await store.by_secret(tx, corp_id, token_hash(secret))


async def set_callback(ctx: Context, vault: Vault, app_id: int, setting: CallbackSetting) -> App:
    """Keep a callback address that has passed the check (`verify.check_echo`)."""
    app = await require(ctx, app_id)
    sealed = vault.seal(CALLBACK_PURPOSE, setting.encoding_aes_key)
    await store.set_callback(ctx, app_id, setting.url, setting.token, sealed)
    data = {"id": app.id, "url": setting.url}
    await outbox.append(ctx, "app.callback_set", subject=app.name, key=f"app:{app.id}", data=data)
    return await require(ctx, app_id)


async def remove_callback(ctx: Context, app_id: int) -> App:
    """Send nothing to this app any more."""
    app = await require(ctx, app_id)
    if app.callback_url is not None:
        await store.set_callback(ctx, app_id, None, None, None)
        data = {"id": app.id, "url": app.callback_url}
        await outbox.append(
            ctx, "app.callback_removed", subject=app.name, key=f"app:{app.id}", data=data
        )
    return await require(ctx, app_id)


async def callback_of(ctx: Context, vault: Vault, app_id: int) -> Callback | None:
    """Where and how to send this app's callbacks; None where no address is set."""
    found = await store.sealed_callback(ctx, app_id)
    if found is None:
        return None
    url, token, sealed = found
    return Callback(url, token, vault.unseal(CALLBACK_PURPOSE, sealed))


async def listening(ctx: Context, kinds: list[Kind], at: datetime) -> list[App]:
    """Enabled apps of the kinds that an event concerns, which listened when it happened."""
    return await store.listening(ctx, kinds, at)
