"""A session begins with the code of the authorize address, exchanged over the protocol; its token lives in
the page alone, so that what one member opened is never another's."""

from typing import Any

from reunion.core import ids
from reunion.core.clock import clock
from reunion.core.context import Actor, Context
from reunion.core.crypto import token_hash
from reunion.core.db import Database
from reunion.growth.connection.clients import Connection, PageApp
from reunion.growth.mirror import service as mirror
from reunion.growth.sidebar import store
from reunion.growth.sidebar.model import (
    SESSION,
    NoSidebar,
    NotAMember,
    SidebarDoor,
    SidebarSession,
)
from reunion.surfaces.access import Caller
from reunion.wecom.endpoints.web_login import CodeRequest, getuserinfo
from reunion.wecom.errors import WecomError


async def door(wecom: Connection, corp: str) -> SidebarDoor:
    """Where a page of this corp asks who opened it; raises NoSidebar."""
    _, app = await _app(wecom, corp)
    return SidebarDoor(app.target.corpid, app.agentid, app.authorize)


async def _app(wecom: Connection, corp: str) -> tuple[int, PageApp]:
    corp_id = await wecom.corp(corp) if corp.isalnum() else None
    app = await wecom.page_app(corp_id) if corp_id is not None else None
    if corp_id is None or app is None:
        raise NoSidebar
    return corp_id, app


async def begin(db: Database, wecom: Connection, corp: str, code: str) -> SidebarSession:
    """Who the code stands for has the sidebar open from now on; raises NoSidebar, NotAMember."""
    corp_id, app = await _app(wecom, corp)
    try:
        visitor = await wecom.of_pages(corp_id, app).call(getuserinfo, CodeRequest(code))
    except WecomError as error:
        raise NotAMember from error
    if not isinstance(visitor.userid, str) or not visitor.userid:
        raise NotAMember
    userid, now, token = visitor.userid, clock.now(), ids.token()
    async with db.transaction() as tx:
        ctx = Context(corp_id, Actor("member", 0, userid), tx, now)
        name = (await mirror.names(ctx, [userid])).get(userid, userid)
        await store.keep_session(ctx, token_hash(token), userid, name, now + SESSION)
    return SidebarSession(token, userid, name, now + SESSION)


async def find_caller(connection: Any, token: str) -> Caller | None:
    """Who holds this token; None when it has ended."""
    row = await store.session(connection, token_hash(token), clock.now())
    if row is None:
        return None
    return Caller(
        surface="sidebar", principal_id=0, corp_id=row["corp_id"], role="follower",
        name=row["name"], userid=row["userid"], csrf_token="", bearer=True, session_id="",
    )  # fmt: skip
