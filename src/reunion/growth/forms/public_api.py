"""The page of a form: nobody signs in here, the address is the key."""

from typing import Annotated, Any

from litestar import Request, Response, get, post
from litestar.params import Parameter

from reunion.core.config import Config
from reunion.core.context import Context
from reunion.growth.content.browsers import browser
from reunion.growth.forms import answering
from reunion.growth.forms.answering import FormSubmission, FormThanks
from reunion.growth.forms.model import PublicForm
from reunion.surfaces.access import allow

Token = Annotated[str, Parameter(pattern=r"^[A-Za-z0-9_-]{10,64}$")]
_PUBLIC = allow("public")
_LARGEST = 256 * 1024


@get("/api/forms/{token:str}", opt=_PUBLIC)
async def open_form(ctx: Context, token: Token) -> PublicForm:
    """打开表单"""
    return await answering.shown(ctx, token)


@post("/api/forms/{token:str}/answers", opt=_PUBLIC, request_max_body_size=_LARGEST)
async def answer_form(
    ctx: Context,
    request: Request[Any, Any, Any],
    config: Config,
    token: Token,
    data: FormSubmission,
) -> Response[FormThanks]:
    """提交表单 Kept once."""
    cookie, cookies = browser(request, config)
    thanks = await answering.submit(ctx, token, cookie, data)
    return Response(thanks, cookies=cookies, status_code=200)


routes = [open_form, answer_form]
