"""Settings, modes, permitted members and public keys."""

from reunion.core.context import Context
from reunion.platform.archive.model import Edition, Mode, Permitted, PublicKey, Setting


async def lock(ctx: Context) -> None:
    """Holds off others who change settings, until the end of the transaction."""
    await ctx.tx.execute(
        "INSERT INTO archive_setting (corp_id) VALUES ($1) ON CONFLICT DO NOTHING", ctx.corp_id
    )
    await ctx.tx.execute("SELECT 1 FROM archive_setting WHERE corp_id = $1 FOR UPDATE", ctx.corp_id)


async def get(ctx: Context) -> Setting:
    row = await ctx.tx.fetchrow(
        """SELECT coalesce((SELECT mode FROM archive_mode WHERE corp_id = k.id
                            ORDER BY since DESC LIMIT 1), 'ask') AS mode,
                  s.retention_days, coalesce(s.last_seq, 0) AS last_seq,
                  (SELECT count(*) FROM archive_entry WHERE corp_id = k.id) AS entries,
                  (SELECT count(*) FROM archive_member WHERE corp_id = k.id AND until IS NULL) AS members,
                  coalesce((SELECT max(version) FROM archive_key WHERE corp_id = k.id), 0) AS key_version
           FROM corp k LEFT JOIN archive_setting s ON s.corp_id = k.id WHERE k.id = $1""",
        ctx.corp_id,
    )
    return Setting(**row)


async def set_mode(ctx: Context, mode: Mode) -> None:
    """From now on; what customers have said stays."""
    await ctx.tx.execute(
        """INSERT INTO archive_mode (corp_id, since, mode) VALUES ($1, $2, $3)
           ON CONFLICT (corp_id, since) DO UPDATE SET mode = excluded.mode""",
        ctx.corp_id, ctx.now, mode,
    )  # fmt: skip


async def set_retention(ctx: Context, days: int | None) -> None:
    await ctx.tx.execute(
        "UPDATE archive_setting SET retention_days = $2 WHERE corp_id = $1", ctx.corp_id, days
    )


async def permitted(ctx: Context, edition: Edition | None = None) -> list[Permitted]:
    """By name."""
    rows = await ctx.tx.fetch(
        """SELECT a.member_id, m.name, m.userid, coalesce(d.name, '') AS department,
                  a.edition, a.since
           FROM archive_member a JOIN member m ON m.corp_id = a.corp_id AND m.id = a.member_id
           LEFT JOIN department d ON d.corp_id = a.corp_id AND d.id = m.main_department
           WHERE a.corp_id = $1 AND a.until IS NULL AND ($2::text IS NULL OR a.edition = $2)
           ORDER BY m.name_pinyin COLLATE "C", m.id""",
        ctx.corp_id, edition,
    )  # fmt: skip
    return [Permitted(**row) for row in rows]


async def permit(ctx: Context, member_ids: list[int], edition: Edition) -> list[int]:
    """Answers those who were not archived in this edition before."""
    await ctx.tx.execute(
        """UPDATE archive_member SET until = $4
           WHERE corp_id = $1 AND member_id = ANY($2::bigint[]) AND edition <> $3 AND until IS NULL""",
        ctx.corp_id, member_ids, edition, ctx.now,
    )  # fmt: skip
    rows = await ctx.tx.fetch(
        """INSERT INTO archive_member (corp_id, member_id, since, edition)
           SELECT $1, i, $4, $3 FROM unnest($2::bigint[]) AS i
           WHERE NOT EXISTS (SELECT 1 FROM archive_member a
                             WHERE a.corp_id = $1 AND a.member_id = i AND a.until IS NULL)
           RETURNING member_id""",
        ctx.corp_id, member_ids, edition, ctx.now,
    )  # fmt: skip
    return [row["member_id"] for row in rows]


async def dismiss(ctx: Context, member_id: int) -> bool:
    """Their chats from now on are not archived; what is archived stays."""
    done = await ctx.tx.execute(
        """UPDATE archive_member SET until = $3
           WHERE corp_id = $1 AND member_id = $2 AND until IS NULL""",
        ctx.corp_id, member_id, ctx.now,
    )  # fmt: skip
    return done != "UPDATE 0"


async def keys(ctx: Context) -> list[PublicKey]:
    """Newest first."""
    rows = await ctx.tx.fetch(
        """SELECT version, public_key, fingerprint, created_by, created_at FROM archive_key
           WHERE corp_id = $1 ORDER BY version DESC""",
        ctx.corp_id,
    )
    return [PublicKey(**row) for row in rows]


async def add_key(ctx: Context, key: PublicKey) -> None:
    await ctx.tx.execute(
        """INSERT INTO archive_key (corp_id, version, public_key, fingerprint, created_by, created_at)
           VALUES ($1, $2, $3, $4, $5, $6)""",
        ctx.corp_id, key.version, key.public_key, key.fingerprint, key.created_by, key.created_at,
    )  # fmt: skip
