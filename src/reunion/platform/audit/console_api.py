"""The audit page of the console."""

from datetime import UTC, datetime
from typing import Annotated, Any

from litestar import Request, get
from litestar.params import QueryParameter

from reunion.core.context import Context
from reunion.core.paging import Page
from reunion.platform.audit import service
from reunion.platform.audit.model import AuditEntry, AuditFilter, EventNames
from reunion.surfaces.access import allow
from reunion.surfaces.problems import language_of

_ADMINS = allow("super_admin", "admin")


def _aware(at: datetime | None) -> datetime | None:
    return at.replace(tzinfo=UTC) if at and at.tzinfo is None else at


@get("/api/console/audit", opt=_ADMINS)
async def list_audit(
    ctx: Context,
    request: Request[Any, Any, Any],
    actor: str | None = None,
    name: str | None = None,
    subject: str | None = None,
    since: Annotated[datetime | None, QueryParameter(name="from")] = None,
    until: Annotated[datetime | None, QueryParameter(name="to")] = None,
    cursor: str | None = None,
    limit: Annotated[int, QueryParameter(ge=1, le=200)] = 50,
) -> Page[AuditEntry]:
    """审计日志 Every change, newest first. `to` is exclusive."""
    wanted = AuditFilter(actor or None, name or None, subject or None, _aware(since), _aware(until))
    return await service.page(
        ctx, wanted, cursor=cursor, limit=limit, language=language_of(request)
    )


@get("/api/console/audit/names", opt=_ADMINS)
async def list_audit_names(ctx: Context, request: Request[Any, Any, Any]) -> EventNames:
    """审计事件名 The kinds of change that occur, for the filter."""
    return EventNames(await service.names(ctx, language_of(request)))


routes = [list_audit, list_audit_names]
