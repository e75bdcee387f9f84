"""The door of the open surface: one ASGI application for every path below /cgi-bin.

It checks token, permission and limits in memory, reads the request as the endpoint declares it, runs
the function that serves it, and answers HTTP 200 with errcode. Tokens and secrets are never logged.
"""

import logging
from typing import Any, cast

import asyncpg
from litestar.types import Receive, Scope, Send

from reunion.core.clock import clock
from reunion.core.config import Config
from reunion.core.context import SYSTEM, Actor
from reunion.core.crypto import Vault
from reunion.core.db import Database
from reunion.core.errors import AppError
from reunion.realtime.bus import Bus
from reunion.storage.blobs import Blobs
from reunion.surfaces.open import serving, tokens
from reunion.surfaces.open.callers import CHANNEL, Callers
from reunion.surfaces.open.context import NOBODY, Caller, OpenContext
from reunion.surfaces.open.limits import Limits
from reunion.surfaces.open.reading import (
    JSON_LIMIT,
    Disconnected,
    body_of,
    header,
    parameters,
    query_of,
    uploaded,
)
from reunion.surfaces.open.refusals import Refused, app_error_text, with_hint
from reunion.surfaces.open.sending import send_file, send_json
from reunion.wecom import errors
from reunion.wecom.endpoints.media import File
from reunion.wecom.registry import Method, Secret
from reunion.wecom.unserved import known_paths
from reunion.wecom.wire import Answer

log = logging.getLogger("reunion.open")

_TRIES = 3
_CANNOT_BE_KEPT = "a number is out of range, or a text holds what cannot be stored"
_COLLISIONS = (
    asyncpg.DeadlockDetectedError,
    asyncpg.SerializationError,
    asyncpg.UniqueViolationError,
    asyncpg.LockNotAvailableError,
)


class OpenGate:
    """Serves what `serving.SERVED` holds; `start` and `stop` bracket its use."""

    def __init__(
        self, *, db: Database, vault: Vault, config: Config, bus: Bus, blobs: Blobs
    ) -> None:
        self._db = db
        self._vault = vault
        self._config = config
        self._blobs = blobs
        self._callers = Callers(self._load_caller)
        self._limits = Limits(db, bus, config.api_rate_factor)
        bus.on(CHANNEL, lambda app_id: self._callers.forget(int(app_id)))
        bus.on_gap(self._callers.forget_all)

    async def start(self) -> None:
        """Read the tables of errcodes and paths before the first call needs them."""
        errors.advice()
        errors.meanings()
        known_paths()
        await self._limits.start()

    async def stop(self) -> None:
        """Know no app any more, and leave the limits to the other nodes."""
        self._callers.forget_all()
        await self._limits.stop()

    async def _load_caller(self, app_id: int) -> Caller | None:
        async with self._db.connection() as connection:
            return await serving.load_caller(connection, app_id)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request_id = str(scope.get("request_id", "-"))
        ip = (scope["client"] or ("-", 0))[0]
        status = 200
        try:
            answer = await self._answer(scope, receive, ip)
        except Refused as refusal:
            status = refusal.status
            answer = refusal.answer(request_id, ip, self._config.public_url)
        except AppError as error:
            answer = self._said(app_error_text(error), error.errcode, request_id, ip)
        except asyncpg.DataError:
            refusal = Refused(errors.PARAMETER_INVALID, _CANNOT_BE_KEPT)
            answer = refusal.answer(request_id, ip, self._config.public_url)
        except Disconnected:
            return
        except Exception:
            log.exception("%s failed, request %s", scope["path"], request_id)
            answer = self._said(errors.says(errors.BUSY), errors.BUSY, request_id, ip)
        if isinstance(answer, File):
            await send_file(send, answer, header(scope, b"range"))
        else:
            await send_json(send, answer, status)

    def _said(self, text: str, errcode: int, request_id: str, ip: str) -> Answer:
        return Answer(errcode, with_hint(text, errcode, request_id, ip, self._config.public_url))

    async def _answer(self, scope: Scope, receive: Receive, ip: str) -> Any:
        served = self._route(scope["path"])
        endpoint = served.endpoint
        method = cast(Method, scope["method"])  # pyright: ignore[reportGeneralTypeIssues]
        if method not in endpoint.methods:
            needed = errors.GET_NEEDED if endpoint.method == "GET" else errors.POST_NEEDED
            raise Refused(needed, f"{endpoint.path} takes {' or '.join(endpoint.methods)}")
        query = query_of(scope)
        caller = NOBODY
        if endpoint.secrets:
            caller = await self._caller(query.pop("access_token", ""))
        wait = await self._limits.quotas.held_off(endpoint.path, caller.corp_id, ip)
        if wait:
            raise Refused(errors.TOO_MANY_CALLS, f"{endpoint.path}: wait {wait} seconds")
        if endpoint.secrets:
            _permit(caller, endpoint.secrets, endpoint.path)
        if endpoint.shape == "multipart":
            limit = self._config.upload_limit_mb * 1024 * 1024
            body = await body_of(receive, limit, errors.FILE_TOO_LARGE)
            request = uploaded(endpoint, query, header(scope, b"content-type"), body)
        elif method == "GET":
            request = parameters(endpoint, query, None)
        else:
            request = parameters(endpoint, query, await body_of(receive, JSON_LIMIT, 40206))
        if endpoint.at_once is None:
            return await self._serve(served, request, caller, ip)
        slots, path, corp_id = self._limits.slots, endpoint.path, caller.corp_id
        slot = await slots.enter(path, corp_id, endpoint.at_once)
        if slot is None:
            raise Refused(errors.TOO_MANY_AT_ONCE, f"{path}: {endpoint.at_once} at once")
        try:
            return await self._serve(served, request, caller, ip)
        finally:
            slots.leave(path, corp_id, slot)

    def _route(self, path: str) -> serving.Served[Any, Any]:
        served = serving.SERVED.get(path)
        if served is not None:
            return served
        known = known_paths().get(path)
        if known is not None:
            why = f"{path} ({known.area}) is not served by Reunion yet"
            raise Refused(errors.NOT_ALLOWED, why, status=501)
        raise Refused(errors.PARAMETER_INVALID, f"{path}: there is no such path", status=404)

    async def _caller(self, token: str) -> Caller:
        """The app that the token stands for; Refused where it is missing, wrong or expired."""
        if not token:
            raise Refused(errors.TOKEN_MISSING)
        facts = tokens.read(self._vault, token)
        if facts is None:
            raise Refused(errors.TOKEN_INVALID)
        if facts.expired(clock.now()):
            raise Refused(errors.TOKEN_EXPIRED)
        caller = await self._callers.get(facts.app_id)
        if caller is None or caller.token_epoch != facts.epoch:
            raise Refused(errors.TOKEN_INVALID, "the app's secret was reset, or the app is gone")
        if not caller.enabled:
            raise Refused(errors.APP_DISABLED)
        return caller

    async def _serve(
        self, served: serving.Served[Any, Any], request: Any, caller: Caller, ip: str
    ) -> Any:
        """Run the verb. A transaction that collided with another is run again: nothing of it
        has taken effect."""
        actor = Actor("app", caller.id, caller.name) if caller.id else SYSTEM
        for attempt in range(1, _TRIES + 1):
            opened = self._db.connection() if served.autocommit else self._db.transaction()
            try:
                async with opened as tx:
                    ctx = OpenContext(
                        caller.corp_id, actor, tx, clock.now(),
                        caller, self._vault, self._config, self._blobs, ip,
                    )  # fmt: skip
                    return await served.serve(ctx, request)
            except _COLLISIONS:
                if attempt == _TRIES:
                    raise Refused(errors.VERSION_CONFLICT) from None
        raise AssertionError("unreachable")


def _permit(caller: Caller, secrets: frozenset[Secret], path: str) -> None:
    if caller.kind not in secrets:
        kinds = ", ".join(sorted(secrets))
        why = f"{path} is for the secrets: {kinds}; this one belongs to a {caller.kind} app"
        raise Refused(errors.NOT_ALLOWED, why)
    of_customers = Secret.CONTACTS not in secrets
    if caller.kind is Secret.SELF_BUILT and of_customers and not caller.may_contact:
        why = "list the app under 可调用应用 in the console to let it call customer contact"
        raise Refused(errors.NOT_ALLOWED, why)
