"""SQL for whom certain members follow now. The one place where profiles are asked by the mirror's follows."""

from collections.abc import Sequence

from reunion.core.context import Context


def followed(column: str, userids: str) -> str:
    """A condition on a profile's number, hers or of who turned out to be her; $1 is the corp."""
    return f"""EXISTS (SELECT FROM profile reach_p
        JOIN profile_identity reach_i ON reach_i.corp_id = reach_p.corp_id
            AND reach_i.kind = 'external_userid'
            AND reach_i.profile_no = coalesce(reach_p.merged_into, reach_p.profile_no)
        JOIN wecom_follow reach_f ON reach_f.corp_id = reach_p.corp_id
            AND reach_f.external_userid = reach_i.value AND reach_f.ended_at IS NULL
            AND reach_f.userid = ANY({userids}::text[])
        WHERE reach_p.corp_id = $1 AND reach_p.profile_no = {column})"""


async def among(ctx: Context, profile_nos: Sequence[int], userids: Sequence[str]) -> set[int]:
    """Who of these is followed by one of the members."""
    rows = await ctx.tx.fetch(
        f"""SELECT asked.no FROM unnest($2::int[]) AS asked (no)
            WHERE {followed("asked.no", "$3")}""",
        ctx.corp_id, list(profile_nos), list(userids),
    )  # fmt: skip
    return {row["no"] for row in rows}
