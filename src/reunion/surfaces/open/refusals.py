"""How the open surface says no: an errcode and a text that a developer can act on."""

from reunion.core.errors import AppError, Invalid, Text
from reunion.wecom import errors
from reunion.wecom.errors import says
from reunion.wecom.registry import Endpoint
from reunion.wecom.wire import Answer, WireError


class Refused(Exception):
    """The call is answered with `errcode`; `why` goes before the code's own text."""

    def __init__(self, errcode: int, why: str = "", status: int = 200) -> None:
        super().__init__(errcode, why)
        self.errcode = errcode
        self.why = why
        self.status = status

    def answer(self, request_id: str, ip: str, base_url: str) -> Answer:
        text = f"{says(self.errcode)} ({self.why})" if self.why else says(self.errcode)
        return Answer(self.errcode, with_hint(text, self.errcode, request_id, ip, base_url))


def with_hint(text: str, errcode: int, request_id: str, ip: str, base_url: str) -> str:
    """The text, the request's id as the log has it, the caller's address, and where to read on."""
    where = f"{base_url}/docs/api#e{errcode}"
    return f"{text}, hint: [{request_id}], from ip: {ip}, more info at {where}"


def app_error_text(error: AppError) -> str:
    """What an error of a verb says, in Chinese and English."""
    chinese, english = error.text("zh"), error.text("en")
    text = chinese if chinese == english else f"{chinese} / {english}"
    if isinstance(error, Invalid) and error.fields:
        named = [f"{name}: {_both(why)}" for name, why in error.fields.items()]
        text = f"{text} ({'; '.join(named)})"
    return text


def _both(text: object) -> str:
    return f"{text} / {text.en}" if isinstance(text, Text) else str(text)


def bad_parameter(endpoint: Endpoint[object, object], problem: WireError) -> Refused:  # pyright: ignore[reportInvalidTypeArguments]
    """A missing or wrong field, under the errcode that WeCom has for it."""
    if not problem.missing:
        return Refused(errors.PARAMETER_INVALID, str(problem))
    return Refused(endpoint.code_for_missing(problem.field), str(problem))
