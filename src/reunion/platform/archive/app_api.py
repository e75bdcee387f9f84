"""会话存档 as customers hear of it."""

from typing import Annotated

from litestar import get, put
from litestar.params import Parameter
from msgspec import Struct

from reunion.core.context import Context
from reunion.platform.archive import consent
from reunion.platform.archive.consent import ArchiveNotice
from reunion.surfaces.access import Caller, allow

_CUSTOMER = allow("customer")
_PATH = "/api/app/conversations/{conversation_id:int}/archive"
PathId = Annotated[int, Parameter(ge=1, lt=2**53)]


class Word(Struct):
    """Whether she agrees that this conversation is archived."""

    agreed: bool


@get(_PATH, opt=_CUSTOMER)
async def read_notice(ctx: Context, caller: Caller, conversation_id: PathId) -> ArchiveNotice:
    """会话存档告知 Whether this conversation is or would be archived, and what she said to it."""
    return await consent.notice(ctx, caller.principal_id, conversation_id)


@put(_PATH, opt=_CUSTOMER)
async def say_word(
    ctx: Context, caller: Caller, conversation_id: PathId, data: Word
) -> ArchiveNotice:
    """同意或不同意 Holds for what is said from now on; she may change her mind."""
    return await consent.say(ctx, caller.principal_id, conversation_id, agreed=data.agreed)


routes = [read_notice, say_word]
