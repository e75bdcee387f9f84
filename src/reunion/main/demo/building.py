"""Builds the example company in an empty, migrated database, in one transaction."""

import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from reunion.core.clock import clock
from reunion.core.config import Config
from reunion.core.context import SYSTEM, Actor, Context
from reunion.core.crypto import Vault
from reunion.core.db import Database
from reunion.growth.mirror import service as mirror
from reunion.main import credentials, demo_after, modules
from reunion.main.credentials import AppSecret, ConsoleUser, Credentials, DeskUser, Workbench
from reunion.main.demo import (
    audiences,
    broadcasts,
    buying,
    chat_rows,
    company,
    compliance,
    customer_rows,
    groups,
    handovers,
    library,
    mini_shop,
    moments,
    offers,
    partners,
    plan,
    readings,
    staff_rows,
    store,
)
from reunion.platform.access import service as access
from reunion.platform.apps import service as apps
from reunion.platform.apps.model import NewApp
from reunion.platform.corps import service as corps
from reunion.platform.corps.model import Founding
from reunion.platform.statistics import service as statistics

Show = Callable[[str, int, int], None]
_DESK_ACCOUNTS = 6
_APP_ACCOUNTS = 5


async def build(config: Config, show: Show, *, seed: int = 1) -> Credentials:
    """Everything commits together; then `credentials.json` is written. `show(part, done, total)`.

    The history ends a few minutes ago, with some customers waiting for an answer. Passwords and
    secrets are new at every build, all else follows from the seed and the time.
    """
    modules.load_reactions()  # what modules give to a new corp registers itself
    vault = Vault.open(Path(config.secret_key_file))
    random = Random(seed)
    now = clock.now()
    show("名单 people", 0, 1)
    made = plan.make(seed, now - timedelta(minutes=5))
    show("名单 people", 1, 1)
    db = Database(config.database_url, max_size=2)
    await db.open()
    try:
        async with db.transaction() as tx:
            found = await _build(tx, config, vault, made, random, now, show)
        async with db.transaction() as tx:
            await statistics.recount(tx)
        async with db.connection() as connection:
            await store.analyze(connection)
    finally:
        await db.close()
    credentials.write(config.data, found)
    return found


async def _build(
    tx: Any,
    config: Config,
    vault: Vault,
    made: plan.Plan,
    random: Random,
    now: datetime,
    show: Show,
) -> Credentials:
    first = min(follow.added_at for one in made.customers for follow in one.follows)
    founded = first - timedelta(days=30)
    password = secrets.token_urlsafe(9)
    corp = await corps.found(
        tx,
        Founding(
            name=company.NAME, full_name=company.FULL_NAME, admin_userid=company.ADMIN_USERID,
            admin_name=company.ADMIN_NAME, admin_password=password,
        ),
        founded,
    )  # fmt: skip
    show("通讯录 directory", 0, len(made.staff))
    ground = await staff_rows.lay(tx, corp.id, made, founded, random)
    ctx = Context(corp.id, SYSTEM, tx, now)
    desk = await _desk_accounts(ctx, made, ground)
    show("通讯录 directory", len(made.staff), len(made.staff))
    show("客户与订单 customers", 0, len(made.customers))
    known = await customer_rows.bring(tx, corp.id, made, ground, random)
    buyers = await buying.remember(ctx, known)
    show("客户与订单 customers", len(made.customers), len(made.customers))
    show("会话 talks", 0, len(known))
    await chat_rows.talk(tx, corp.id, made, known, random, now)
    show("会话 talks", len(known), len(known))
    await store.backdate(tx, corp.id, founded)
    secrets_of_apps = await _apps(ctx, vault)
    await broadcasts.prepare(ctx, made, ground, known, random)
    await groups.gather(ctx, made, ground, known)
    await moments.prepare(ctx, made, ground, known, random)
    await handovers.prepare(ctx, made, ground, known)
    await offers.prepare(ctx, config.data / "blobs", made, ground)
    await partners.gather(ctx, made, ground)
    await compliance.prepare(ctx, made, ground)
    await mini_shop.open_doors(ctx, buyers)
    members_day = await audiences.prepare(ctx, ground)
    sendable = await library.fill(ctx, config.data, made, ground)
    await readings.happen(ctx, sendable, buyers, known)
    await mirror.switch_on(ctx)
    by = ctx.acting_as(Actor("admin", ground.members[0], company.ADMIN_NAME))
    noted = buying.noted(buyers, known, [one.userid for one in desk])
    await demo_after.ask(by, members_day, noted)
    await store.mark_relayed(tx, corp.id)
    by_person = {one.person_id: one.customer for one in known}
    customers = [by_person[i] for i in await store.involved(tx, corp.id, _APP_ACCOUNTS)]
    return Credentials(
        config.public_url,
        corp.wire_id,
        secrets_of_apps,
        ConsoleUser(company.ADMIN_USERID, password),
        [DeskUser(company.ADMIN_USERID, company.ADMIN_USERID, password), *desk],
        [credentials.Customer(one.phone, one.name) for one in customers],
    )


async def _desk_accounts(
    ctx: Context, made: plan.Plan, ground: staff_rows.Ground
) -> list[DeskUser]:
    """One person of each of the first stores can sign in."""
    accounts: list[DeskUser] = []
    for shop in company.STORES[:_DESK_ACCOUNTS]:
        place = next(n for n, one in enumerate(made.staff) if one.department_id == shop.id)
        userid, password = made.staff[place].userid, secrets.token_urlsafe(9)
        await access.set_password(ctx, ground.members[place], password)
        accounts.append(DeskUser(userid, userid, password))
    return accounts


async def _apps(ctx: Context, vault: Vault) -> credentials.Apps:
    contacts = await apps.system_app(ctx, "contacts")
    customer_contact = await apps.system_app(ctx, "customer_contact")
    workbench = await apps.create(
        ctx,
        vault,
        NewApp(name="工作台助手", description="自建应用，可调用客户联系", may_contact=True),
    )
    if workbench.agentid is None:
        raise RuntimeError("a self-built app has an agentid")
    return credentials.Apps(
        AppSecret(await apps.rotate_secret(ctx, vault, contacts.id)),
        AppSecret(await apps.rotate_secret(ctx, vault, customer_contact.id)),
        Workbench(workbench.agentid, await apps.reveal_secret(ctx, vault, workbench.id)),
    )
