"""交接包 as a file, at the desk: of all whom I took over."""

from typing import Any

from litestar import get, post
from msgspec import Struct

from reunion.core.context import Context
from reunion.core.errors import Text
from reunion.platform.handover.packs import service
from reunion.platform.handover.packs.model import Format, PackFile, WantedPacks
from reunion.surfaces.access import Caller, allow

_MEMBER = allow("member")


class MyPacks(Struct):
    """How it is written: to be printed, or as a table."""

    format: Format = "html"


class MyPackFiles(Struct):
    """The latest first."""

    items: list[PackFile]


@post("/api/desk/handovers/packs", opt=_MEMBER)
async def ask_for_my_packs(ctx: Context, caller: Caller, language: str, data: MyPacks) -> PackFile:
    """导出交接包 Of all customers who came to me, or are on their way."""
    title = Text(f"交给 {caller.name} 的客户交接包", f"Packs of customers handed to {caller.name}")
    wanted = WantedPacks(to_id=caller.principal_id)
    return await service.ask(
        ctx, caller.principal_id, "desk", wanted, title.said(language), data.format, language
    )


@get("/api/desk/handovers/packs", opt=_MEMBER)
async def list_my_pack_files(ctx: Context, caller: Caller) -> MyPackFiles:
    """My own files, with how far they are."""
    return MyPackFiles(await service.files(ctx, caller.principal_id, "desk"))


routes: list[Any] = [ask_for_my_packs, list_my_pack_files]
