"""Group welcomes that are kept to choose from."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import msgspec

from reunion.core.context import Context
from reunion.platform.welcome.model import Attachment, Welcome


class TemplateRow(msgspec.Struct, frozen=True):
    """A template as it is kept. `app_id` None: made in the console."""

    id: int
    template_id: str
    text: str
    attachments: list[Attachment]
    app_id: int | None
    made_by: str
    created_at: datetime
    used: int


_SELECT = """
    SELECT t.id, t.template_id, t.text, t.attachments, t.app_id, t.made_by, t.created_at,
           (SELECT count(*) FROM customer_group g WHERE g.corp_id = t.corp_id
              AND g.template_id = t.id AND g.dismissed_at IS NULL) AS used
    FROM group_welcome_template t WHERE t.corp_id = $1"""


def _row(row: Any) -> TemplateRow:
    return msgspec.convert(dict(row), TemplateRow)


def welcome_from(kept: dict[str, Any]) -> Welcome:
    """A welcome as a group keeps it."""
    return msgspec.convert(kept, Welcome)


def kept(attachments: Sequence[Attachment]) -> list[Any]:
    """Attachments as JSON, without the media that are looked up each time."""
    return [msgspec.to_builtins(msgspec.structs.replace(one, media=None)) for one in attachments]


async def get(
    ctx: Context, *, template_id: str | None = None, template_key: int | None = None,
    lock: bool = False,
) -> TemplateRow | None:  # fmt: skip
    """One by its wire id or by its key."""
    row = await ctx.tx.fetchrow(
        f"""{_SELECT} AND ($2::text IS NULL OR t.template_id = $2)
              AND ($3::bigint IS NULL OR t.id = $3) LIMIT 1 {"FOR UPDATE OF t" if lock else ""}""",
        ctx.corp_id, template_id, template_key,
    )  # fmt: skip
    return _row(row) if row else None


async def everything(ctx: Context) -> list[TemplateRow]:
    """The latest first."""
    return [_row(row) for row in await ctx.tx.fetch(f"{_SELECT} ORDER BY t.id DESC", ctx.corp_id)]


async def take_place(ctx: Context, count: int, most: int) -> bool:
    """One more (or fewer) of the corp's templates; false where there are `most`."""
    await ctx.tx.execute(
        "INSERT INTO group_welcome_quota (corp_id) VALUES ($1) ON CONFLICT DO NOTHING", ctx.corp_id
    )
    found = await ctx.tx.fetchval(
        """UPDATE group_welcome_quota SET used = used + $2
           WHERE corp_id = $1 AND used + $2 BETWEEN 0 AND $3 RETURNING used""",
        ctx.corp_id, count, most,
    )  # fmt: skip
    return found is not None


async def insert(ctx: Context, template_id: str, words: Welcome, app_id: int | None) -> TemplateRow:
    """A new one."""
    await ctx.tx.execute(
        """INSERT INTO group_welcome_template
               (corp_id, template_id, text, attachments, app_id, made_by, created_at)
           VALUES ($1, $2, $3, $4, $5, $6, $7)""",
        ctx.corp_id, template_id, words.text, kept(words.attachments), app_id, ctx.actor.name,
        ctx.now,
    )  # fmt: skip
    found = await get(ctx, template_id=template_id)
    assert found is not None
    return found


async def update(ctx: Context, template_key: int, words: Welcome) -> None:
    """Other words."""
    await ctx.tx.execute(
        """UPDATE group_welcome_template SET text = $3, attachments = $4
           WHERE corp_id = $1 AND id = $2""",
        ctx.corp_id, template_key, words.text, kept(words.attachments),
    )  # fmt: skip


async def delete(ctx: Context, template_key: int) -> None:
    """Takes it away, also from the groups that use it."""
    await ctx.tx.execute(
        "UPDATE customer_group SET template_id = NULL WHERE corp_id = $1 AND template_id = $2",
        ctx.corp_id, template_key,
    )  # fmt: skip
    await ctx.tx.execute(
        "DELETE FROM group_welcome_template WHERE corp_id = $1 AND id = $2",
        ctx.corp_id, template_key,
    )  # fmt: skip


async def owners_of_groups(ctx: Context) -> list[int]:
    """Everybody who looks after a group, for the news that there is a new template."""
    rows = await ctx.tx.fetch(
        """SELECT DISTINCT owner_id FROM customer_group
           WHERE corp_id = $1 AND dismissed_at IS NULL""",
        ctx.corp_id,
    )
    return [row["owner_id"] for row in rows]
