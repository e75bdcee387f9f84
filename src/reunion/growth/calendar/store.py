"""SQL of the company's time zone."""

from reunion.core.context import Context


async def zone(ctx: Context) -> str:
    """Its name, such as Asia/Shanghai."""
    return await ctx.tx.fetchval("SELECT time_zone FROM corp WHERE id = $1", ctx.corp_id)
