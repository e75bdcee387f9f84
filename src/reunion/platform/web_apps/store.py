"""SQL on `app_domain`, `chat_tool` and `web_code`."""

from datetime import datetime
from typing import Any

from reunion.core.context import Context
from reunion.platform.web_apps.model import NewTool, Tool, Visitor


async def domains(ctx: Context, app_id: int) -> list[str]:
    rows = await ctx.tx.fetch(
        "SELECT domain FROM app_domain WHERE corp_id = $1 AND app_id = $2 ORDER BY domain",
        ctx.corp_id, app_id,
    )  # fmt: skip
    return [row["domain"] for row in rows]


async def apps_trusting(ctx: Context, domain: str) -> list[int]:
    """The apps that trust a domain."""
    rows = await ctx.tx.fetch(
        "SELECT app_id FROM app_domain WHERE corp_id = $1 AND domain = $2", ctx.corp_id, domain
    )
    return [row["app_id"] for row in rows]


async def set_domains(ctx: Context, app_id: int, wanted: list[str]) -> None:
    await ctx.tx.execute(
        "DELETE FROM app_domain WHERE corp_id = $1 AND app_id = $2 AND domain <> ALL($3)",
        ctx.corp_id, app_id, wanted,
    )  # fmt: skip
    await ctx.tx.execute(
        """INSERT INTO app_domain (corp_id, app_id, domain) SELECT $1, $2, unnest($3::text[])
           ON CONFLICT DO NOTHING""",
        ctx.corp_id, app_id, wanted,
    )  # fmt: skip


async def tools(ctx: Context) -> list[Tool]:
    """Of enabled apps, in the order in which they were added."""
    rows = await ctx.tx.fetch(
        """SELECT t.id, t.app_id, t.name, t.url, t.created_at
           FROM chat_tool t JOIN app a ON a.corp_id = t.corp_id AND a.id = t.app_id AND a.enabled
           WHERE t.corp_id = $1 ORDER BY t.id""",
        ctx.corp_id,
    )
    return [Tool(**dict(row)) for row in rows]


async def tools_of(ctx: Context, app_id: int) -> list[Tool]:
    rows = await ctx.tx.fetch(
        """SELECT id, app_id, name, url, created_at FROM chat_tool
           WHERE corp_id = $1 AND app_id = $2 ORDER BY id""",
        ctx.corp_id, app_id,
    )  # fmt: skip
    return [Tool(**dict(row)) for row in rows]


async def hold_app(ctx: Context, app_id: int) -> None:
    """Holds off others who would add a tool to the app, until the transaction ends."""
    await ctx.tx.execute(
        "SELECT 1 FROM app WHERE corp_id = $1 AND id = $2 FOR UPDATE", ctx.corp_id, app_id
    )


async def add_tool(ctx: Context, app_id: int, new: NewTool) -> Tool:
    row = await ctx.tx.fetchrow(
        """INSERT INTO chat_tool (corp_id, app_id, name, url, created_at)
           VALUES ($1, $2, $3, $4, $5) RETURNING id, app_id, name, url, created_at""",
        ctx.corp_id, app_id, new.name, new.url, ctx.now,
    )  # fmt: skip
    return Tool(**dict(row))


async def remove_tool(ctx: Context, app_id: int, tool_id: int) -> str | None:
    """The name of the tool that was there."""
    return await ctx.tx.fetchval(
        "DELETE FROM chat_tool WHERE corp_id = $1 AND app_id = $2 AND id = $3 RETURNING name",
        ctx.corp_id, app_id, tool_id,
    )  # fmt: skip


async def keep_code(ctx: Context, code_hash: bytes, visitor: Visitor, expires: datetime) -> None:
    """Codes that nobody took in time go meanwhile."""
    await ctx.tx.execute(
        "DELETE FROM web_code WHERE corp_id = $1 AND expires_at <= $2", ctx.corp_id, ctx.now
    )
    await ctx.tx.execute(
        """INSERT INTO web_code
               (code_hash, corp_id, app_id, domain, private, principal_id, member, expires_at)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8)""",
        code_hash, ctx.corp_id, visitor.app_id, visitor.domain, visitor.private,
        visitor.principal_id, visitor.member, expires,
    )  # fmt: skip


async def take_code(ctx: Context, code_hash: bytes) -> Visitor | None:
    """A code is there once: whoever takes it takes it away."""
    row = await ctx.tx.fetchrow(
        """DELETE FROM web_code WHERE corp_id = $1 AND code_hash = $2
           RETURNING principal_id, member, app_id, domain, private, expires_at""",
        ctx.corp_id, code_hash,
    )  # fmt: skip
    if row is None or row["expires_at"] <= ctx.now:
        return None
    return Visitor(row["principal_id"], row["member"], row["app_id"], row["domain"], row["private"])


_AT_PATH = "split_part(url, '?', 1) LIKE '%' || $3"


async def corps_elsewhere(connection: Any, domain: str, url: str, path: str) -> list[int]:
    """Whose app for our own pages was never made, does not trust the domain, or has a tool at this path
    that does not lead to `url` with the corp's id behind it. Global: the pages are for every corp."""
    rows = await connection.fetch(
        f"""SELECT c.id FROM corp c LEFT JOIN own_page_app o ON o.corp_id = c.id
            WHERE o.corp_id IS NULL OR o.app_id IS NOT NULL AND (
                NOT EXISTS (SELECT FROM app_domain d
                    WHERE d.corp_id = c.id AND d.app_id = o.app_id AND d.domain = $1)
                OR EXISTS (SELECT FROM chat_tool t WHERE t.corp_id = c.id AND t.app_id = o.app_id
                    AND t.url <> $2 || c.wire_id AND {_AT_PATH}))
            ORDER BY c.id""",
        domain, url, path,
    )  # fmt: skip
    return [row["id"] for row in rows]


async def begin_own(ctx: Context) -> bool:
    """True for the first who asks, ever."""
    row = await ctx.tx.fetchrow(
        """INSERT INTO own_page_app (corp_id) VALUES ($1)
           ON CONFLICT (corp_id) DO NOTHING RETURNING corp_id""",
        ctx.corp_id,
    )
    return row is not None


async def set_own(ctx: Context, app_id: int) -> None:
    await ctx.tx.execute(
        "UPDATE own_page_app SET app_id = $2 WHERE corp_id = $1", ctx.corp_id, app_id
    )


async def own_app(ctx: Context) -> int | None:
    return await ctx.tx.fetchval("SELECT app_id FROM own_page_app WHERE corp_id = $1", ctx.corp_id)


async def move_tools(ctx: Context, app_id: int, path: str, url: str) -> None:
    """Tools of the app at this path, on whatever host, lead to `url`."""
    await ctx.tx.execute(
        f"""UPDATE chat_tool SET url = $4 WHERE corp_id = $1 AND app_id = $2 AND url <> $4
                AND {_AT_PATH}""",
        ctx.corp_id, app_id, path, url,
    )  # fmt: skip
