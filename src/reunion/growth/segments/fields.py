"""The attributes that conditions may ask for: the standard ones, and a company's own."""

from reunion.core.context import Context
from reunion.growth.profiles import service as profiles
from reunion.growth.segments.model import Field

STANDARD = (
    Field("name", "姓名", "text", "name"),
    Field("gender", "性别", "choice", "gender", ("male", "female")),
    Field("birthday", "生日", "date", "birthday"),
    Field("age", "年龄", "number", "birthday"),
    Field("city", "城市", "text", "city"),
    Field("known_since", "建档时间", "time", "known_since"),
    Field("is_contact", "企业微信客户", "boolean", "is_contact"),
)


async def fields_of(ctx: Context) -> dict[str, Field]:
    """By their keys; a standard one is never hidden by a field of the same key."""
    own = {
        one.key: Field(one.key, one.name, one.type, one.column, one.choices)
        for one in await profiles.fields(ctx)
    }
    return own | {one.key: one for one in STANDARD}
