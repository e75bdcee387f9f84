"""SQL for everything that the mirror keeps about one person."""

from typing import Any

from reunion.core.context import Context
from reunion.core.sql import affected
from reunion.growth.mirror.store.follows import who

_SHOWN = {
    "wecom_customer": ("external_userid", "corp_id"),
    "wecom_follow": ("external_userid", "corp_id, known_at, changed"),
    "wecom_group_member": ("userid", "corp_id"),
    "wecom_marking": ("external_userid", "corp_id"),
    "wecom_chat_day": ("external_userid", "corp_id, told"),
}


async def rows(ctx: Context, external_userids: list[str]) -> dict[str, list[dict[str, Any]]]:
    """By table, without what is ours alone."""
    found: dict[str, list[dict[str, Any]]] = {}
    for table, (column, hidden) in _SHOWN.items():
        got = await ctx.tx.fetch(
            f"""SELECT to_jsonb(t) - $3::text[] AS row FROM {table} t
                WHERE corp_id = $1 AND {column} = ANY($2)""",
            ctx.corp_id, external_userids, hidden.split(", "),
        )  # fmt: skip
        if got:
            found[table] = [one["row"] for one in got]
    return found


async def erase(ctx: Context, external_userids: list[str]) -> dict[str, int]:
    """Everything about them goes; how many rows of each."""
    gone: dict[str, int] = {}
    for table, column in (
        ("wecom_follow", "external_userid"), ("wecom_customer", "external_userid"),
        ("wecom_marking", "external_userid"), ("wecom_drift", "external_userid"),
        ("wecom_group_member", "userid"), ("wecom_hint", "key"),
        ("wecom_chat_day", "external_userid"),
    ):  # fmt: skip
        said = await ctx.tx.execute(
            f"DELETE FROM {table} WHERE corp_id = $1 AND {column} = ANY($2)",
            ctx.corp_id, external_userids,
        )  # fmt: skip
        gone[table] = affected(said)
    return gone


async def close(ctx: Context, external_userids: list[str]) -> None:
    """They were erased at the context's time."""
    await ctx.tx.execute(
        """INSERT INTO wecom_erased (corp_id, who, at) SELECT $1, who, $3 FROM unnest($2::bytea[]) AS u (who)
           ON CONFLICT (corp_id, who) DO UPDATE SET at = excluded.at""",
        ctx.corp_id, [who(one) for one in external_userids], ctx.now,
    )  # fmt: skip
