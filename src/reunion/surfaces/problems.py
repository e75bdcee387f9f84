"""Problem JSON (RFC 9457) for our own surfaces, in the reader's language."""

import logging
from typing import Any

import asyncpg
import msgspec
from litestar import Request, Response
from litestar.exceptions import HTTPException, ValidationException

from reunion.core.errors import AppError, Invalid, Text
from reunion.surfaces.shapes import worded

log = logging.getLogger("reunion.http")

_HTTP_TEXTS = {
    400: ("bad_request", "请求的格式不对", "The request is malformed"),
    404: ("not_found", "没有这个地址", "There is nothing at this address"),
    405: ("method_not_allowed", "这个地址不支持该方法", "This address does not take that method"),
    413: ("too_large", "内容太大", "The content is too large"),
    415: ("unsupported_media_type", "不支持的内容类型", "The content type is not supported"),
}
_INTERNAL = ("internal", "服务器出错了，请稍后再试", "The server failed; please try again")


class Problem(msgspec.Struct, omit_defaults=True):
    """`detail` says what happened and what to do; `fields` names each input that is wrong."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    errcode: int | None = None
    fields: dict[str, str] | None = None


def language_of(request: Request[Any, Any, Any]) -> str:
    """ "zh" unless the browser prefers English."""
    accepted = request.headers.get("accept-language", "zh").lower()
    first = accepted.split(",")[0].strip()
    return "en" if first.startswith("en") else "zh"


def _answer(problem: dict[str, Any], headers: dict[str, str] | None = None) -> Response[Any]:
    return Response(
        problem,
        status_code=problem["status"],
        media_type="application/problem+json",
        headers=headers,
    )


def app_error(request: Request[Any, Any, Any], error: AppError) -> Response[Any]:
    """An error of our own: its class says everything."""
    language = language_of(request)
    wrong = _wrong(error, language)
    problem = {
        **({} if _are_reasons(error) else error.fields),
        "type": f"/docs/errors#{error.code}",
        "title": error.code,
        "status": error.status,
        "detail": error.text(language),
        "code": error.code,
        "errcode": error.errcode,
    }
    if wrong:
        problem["fields"] = wrong
        problem["detail"] = _with_reasons(problem["detail"], wrong, language)
    retry_after = error.fields.get("retry_after")
    return _answer(problem, {"Retry-After": str(retry_after)} if retry_after else None)


def _wrong(error: AppError, language: str) -> dict[str, str]:
    """What is wrong with each input that it is about."""
    if error.places:
        return dict.fromkeys(error.places, error.text(language))
    if not _are_reasons(error):
        return {}
    return {
        name: text.said(language) if isinstance(text, Text) else str(text)
        for name, text in error.fields.items()
    }


def _are_reasons(error: AppError) -> bool:
    """Whether its fields say what is wrong with the input of that name, rather than fill its text."""
    fills = error.detail is None and "{" in error.title_zh
    return isinstance(error, Invalid) and not error.places and not fills


def _with_reasons(detail: str, fields: dict[str, str], language: str) -> str:
    """填写的内容有误：最多 40 个字. People do not know the fields by their names; programs read `fields`.
    What `detail` says already is not said twice."""
    more = [text for text in dict.fromkeys(fields.values()) if text not in detail]
    if not more:
        return detail
    colon, between = (": ", "; ") if language == "en" else ("：", "；")
    return detail + colon + between.join(more)


def validation_error(request: Request[Any, Any, Any], error: ValidationException) -> Response[Any]:
    """The request's shape is wrong: name the fields."""
    fields: dict[str, Text | str] = {}
    for item in error.extra or []:
        if isinstance(item, dict):
            fields[str(item.get("key", ""))] = worded(str(item.get("message", "")))
    return app_error(request, Invalid(**fields))


def out_of_range(request: Request[Any, Any, Any], error: asyncpg.DataError) -> Response[Any]:
    """A value that no row can have, such as an id of forty digits or text with a NUL."""
    log.info("%s %s: %s", request.method, request.scope["path"], error)
    return app_error(request, Invalid())


def too_deep(request: Request[Any, Any, Any], error: RecursionError) -> Response[Any]:
    """JSON in more shells than can be read."""
    log.info("%s %s", request.method, request.scope["path"], exc_info=error)
    return app_error(request, Invalid(Text("内容嵌套太深", "It is nested too deeply")))


def http_error(request: Request[Any, Any, Any], error: HTTPException) -> Response[Any]:
    """The framework's own refusals."""
    status = error.status_code
    if status >= 500:
        return unexpected(request, error)
    code, zh, en = _HTTP_TEXTS.get(status, ("refused", "请求被拒绝", "The request was refused"))
    detail = en if language_of(request) == "en" else zh
    if status == 400 and error.detail:
        detail = f"{detail}: {error.detail}"
    problem = {"type": f"/docs/errors#{code}", "title": code, "status": status}
    return _answer(problem | {"detail": detail, "code": code}, error.headers)


def unexpected(request: Request[Any, Any, Any], error: Exception) -> Response[Any]:
    """A defect: the log has the trace, the reader learns only that it happened."""
    log.error("%s %s failed", request.method, request.scope["path"], exc_info=error)
    code, zh, en = _INTERNAL
    detail = en if language_of(request) == "en" else zh
    problem = {"type": f"/docs/errors#{code}", "title": code, "status": 500}
    return _answer(problem | {"detail": detail, "code": code})


handlers: dict[Any, Any] = {
    AppError: app_error,
    asyncpg.DataError: out_of_range,
    RecursionError: too_deep,
    ValidationException: validation_error,
    HTTPException: http_error,
    Exception: unexpected,
}
