"""关键词回复、防骚扰规则: made, changed and deleted at headquarters; each change is an event."""

from typing import Any

import msgspec

from reunion import outbox
from reunion.core.context import Context
from reunion.core.errors import Invalid, NotFound, Text
from reunion.platform.directory.members import service as members
from reunion.platform.group_rules.model import (
    RULES,
    GroupCustomer,
    Guard,
    KeywordReply,
    NamedMember,
    RulesFull,
    RulesOfGroup,
    RuleTarget,
    Scope,
    ShownScope,
    WantedGuard,
    WantedReply,
    check_guard,
    check_reply,
    cleaned,
)
from reunion.platform.group_rules.store import customers
from reunion.platform.group_rules.store import rules as store
from reunion.platform.group_rules.store.rules import Stored
from reunion.platform.groups import service as groups
from reunion.platform.interception import vetting
from reunion.platform.welcome import service as welcome
from reunion.platform.welcome.model import Welcome, said_in

_REPLY, _GUARD = "group_reply", "group_guard"


async def replies(ctx: Context) -> list[KeywordReply]:
    """All keyword replies, the latest first."""
    return await _replies(ctx, await store.all_of(ctx, _REPLY))


async def create_reply(ctx: Context, wanted: WantedReply) -> KeywordReply:
    """Answers from now on. Raises Invalid, RulesFull, MediaUnusable, MemberNotFound."""
    return await reply(ctx, await _create(ctx, _REPLY, await _reply_values(ctx, wanted)))


async def change_reply(ctx: Context, reply_id: int, wanted: WantedReply) -> KeywordReply:
    """All of it anew. Raises NotFound too."""
    await _change(ctx, _REPLY, reply_id, await _reply_values(ctx, wanted))
    return await reply(ctx, reply_id)


async def delete_reply(ctx: Context, reply_id: int) -> None:
    """It answers nobody any more; what it said stays. Raises NotFound."""
    await _delete(ctx, _REPLY, reply_id)


async def reply(ctx: Context, reply_id: int) -> KeywordReply:
    """One. Raises NotFound."""
    return (await _replies(ctx, [await _require(ctx, _REPLY, reply_id)]))[0]


async def guards(ctx: Context) -> list[Guard]:
    """All guards, the latest first."""
    return await _guards(ctx, await store.all_of(ctx, _GUARD))


async def create_guard(ctx: Context, wanted: WantedGuard) -> Guard:
    """Holds for what is said from now on. Raises Invalid, RulesFull, MemberNotFound."""
    return await guard(ctx, await _create(ctx, _GUARD, await _guard_values(ctx, wanted)))


async def change_guard(ctx: Context, guard_id: int, wanted: WantedGuard) -> Guard:
    """All of it anew. Raises NotFound too."""
    await _change(ctx, _GUARD, guard_id, await _guard_values(ctx, wanted))
    return await guard(ctx, guard_id)


async def delete_guard(ctx: Context, guard_id: int) -> None:
    """It holds nowhere any more; the log of what it did stays. Raises NotFound."""
    await _delete(ctx, _GUARD, guard_id)


async def guard(ctx: Context, guard_id: int) -> Guard:
    """One. Raises NotFound."""
    return (await _guards(ctx, [await _require(ctx, _GUARD, guard_id)]))[0]


async def of_group(ctx: Context, group_id: int) -> RulesOfGroup:
    """What holds in one group. Raises what `groups.require` raises."""
    await groups.require(ctx, group_id)
    return RulesOfGroup(
        await _replies(ctx, await store.holding_in(ctx, _REPLY, group_id)),
        await _guards(ctx, await store.holding_in(ctx, _GUARD, group_id)),
    )


async def _require(ctx: Context, table: str, rule_id: int, *, lock: bool = False) -> Stored:
    found = await store.get(ctx, table, rule_id, lock=lock)
    if found is None:
        raise NotFound
    return found


async def _create(ctx: Context, table: str, values: dict[str, Any]) -> int:
    if await store.count(ctx, table) >= RULES:
        raise RulesFull(limit=RULES)
    rule_id = await store.insert(ctx, table, values)
    await _tell(ctx, f"{table}.created", rule_id, values)
    return rule_id


async def _change(ctx: Context, table: str, rule_id: int, values: dict[str, Any]) -> None:
    before = await _require(ctx, table, rule_id, lock=True)
    anew = values["enabled"] and not before.values["enabled"]
    await store.update(ctx, table, rule_id, values, anew=anew)
    await _tell(ctx, f"{table}.changed", rule_id, values)


async def _delete(ctx: Context, table: str, rule_id: int) -> None:
    before = await _require(ctx, table, rule_id, lock=True)
    await store.delete(ctx, table, rule_id)
    await _tell(ctx, f"{table}.deleted", rule_id, before.values)


async def _tell(ctx: Context, name: str, rule_id: int, values: dict[str, Any]) -> None:
    subject = values.get("name") or "、".join(values["words"])
    data = {"id": rule_id, "words": values["words"], "enabled": values["enabled"]}
    if "action" in values:
        data["action"] = values["action"]
    await outbox.append(ctx, name, subject=subject[:64], key=f"{name[:11]}:{rule_id}", data=data)


async def _reply_values(ctx: Context, wanted: WantedReply) -> dict[str, Any]:
    check_reply(wanted)
    if wanted.enabled:
        said = said_in(wanted.text, wanted.attachments)
        await vetting.vet(ctx, "group_reply", said, speaker_id=None)
    kept = await welcome.require_media(ctx, Welcome(wanted.text, list(wanted.attachments)))
    return {
        "words": cleaned(wanted.words),
        "match": wanted.match,
        "text": wanted.text,
        "attachments": [msgspec.structs.replace(one, media=None) for one in kept.attachments],
        "cooldown": wanted.cooldown,
        "enabled": wanted.enabled,
        **await _scope_values(ctx, wanted.scope),
    }


async def _guard_values(ctx: Context, wanted: WantedGuard) -> dict[str, Any]:
    check_guard(wanted)
    if wanted.enabled:
        await vetting.vet(ctx, "group_reply", [wanted.warning], speaker_id=None)
    known = await customers.by_wire_ids(ctx, wanted.exempt)
    strangers = [one for one in wanted.exempt if one not in known]
    if strangers:
        wrong = Text(f"没有这位客户：{strangers[0]}", f"no such customer: {strangers[0]}")
        raise Invalid(exempt=wrong)
    return {
        "name": wanted.name.strip(),
        "words": cleaned(wanted.words),
        "links": wanted.links,
        "hosts": [_host(one) for one in cleaned(wanted.hosts)],
        "codes": wanted.codes,
        "miniprograms": wanted.miniprograms,
        "cards": wanted.cards,
        "flood": msgspec.to_builtins(wanted.flood) if wanted.flood else None,
        "action": wanted.action,
        "warning": wanted.warning.strip(),
        "exempt_ids": sorted(known.values()),
        "enabled": wanted.enabled,
        **await _scope_values(ctx, wanted.scope),
    }


def _host(given: str) -> str:
    """shop.example.com, from whatever was pasted."""
    return given.split("://")[-1].split("/")[0].split(":")[0].strip(".").lower()


async def _scope_values(ctx: Context, scope: Scope) -> dict[str, Any]:
    owners = [one.id for one in await members.require_all(ctx, scope.owners)]
    names = await customers.scope_names(ctx, scope.group_ids, scope.label_ids, owners)
    for field, wanted, known in (
        ("scope.group_ids", scope.group_ids, names[0]),
        ("scope.label_ids", scope.label_ids, names[1]),
    ):
        if not known.keys() >= set(wanted):
            raise Invalid(**{field: Text("含有已不存在的项，请重新选择", "some of these are gone")})
    return {
        "group_ids": sorted(set(scope.group_ids)),
        "label_ids": sorted(set(scope.label_ids)),
        "owner_ids": sorted(owners),
    }


async def _scopes(ctx: Context, rows: list[Stored]) -> list[ShownScope]:
    every = [
        sorted({key for row in rows for key in row.values[name]})
        for name in ("group_ids", "label_ids", "owner_ids")
    ]
    groups_by, labels_by, owners_by = await customers.scope_names(ctx, *every)
    return [
        ShownScope(
            [RuleTarget(i, groups_by[i]) for i in row.values["group_ids"] if i in groups_by],
            [RuleTarget(i, labels_by[i]) for i in row.values["label_ids"] if i in labels_by],
            [NamedMember(*owners_by[i]) for i in row.values["owner_ids"] if i in owners_by],
        )
        for row in rows
    ]


async def _replies(ctx: Context, rows: list[Stored]) -> list[KeywordReply]:
    shown = []
    for row, scope in zip(rows, await _scopes(ctx, rows), strict=True):
        kept = store.attachments_of(row.values["attachments"])
        said = await welcome.shown(ctx, Welcome(row.values["text"], kept))
        shown.append(_reply(row, scope, said))
    return shown


def _reply(row: Stored, scope: ShownScope, said: Welcome) -> KeywordReply:
    one = row.values
    return KeywordReply(
        row.id, one["words"], one["match"], said.text, said.attachments, scope, one["cooldown"],
        one["enabled"], row.used, row.last_at, one["created_by"], one["created_at"],
    )  # fmt: skip


async def _guards(ctx: Context, rows: list[Stored]) -> list[Guard]:
    exempt = await customers.named(ctx, sorted({i for r in rows for i in r.values["exempt_ids"]}))
    return [
        _guard(row, scope, [exempt[i] for i in row.values["exempt_ids"] if i in exempt])
        for row, scope in zip(rows, await _scopes(ctx, rows), strict=True)
    ]


def _guard(row: Stored, scope: ShownScope, exempt: list[GroupCustomer]) -> Guard:
    one = row.values
    return Guard(
        row.id, one["name"], one["words"], one["links"], one["hosts"], one["codes"],
        one["miniprograms"], one["cards"], store.flood_of(one["flood"]), one["action"],
        one["warning"], scope, exempt, one["enabled"], row.used, row.last_at, one["created_by"],
        one["created_at"],
    )  # fmt: skip
