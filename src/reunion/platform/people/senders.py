"""How a code reaches its phone: `console` (the outbox page and a log line) or an SMS gateway."""

import logging

import httpx

from reunion.core.config import Config
from reunion.core.phone import masked
from reunion.platform.people.model import CODE_LIFETIME, CodeNotSent

log = logging.getLogger("reunion.people")

_TIMEOUT = 10


async def send(config: Config, phone: str, code: str) -> None:
    """Raises CodeNotSent when the gateway refuses or does not answer.

    The `console` sender is for a server without a gateway: whoever runs it reads the code in the
    console or in the log. Where there is a gateway no code is ever logged.
    """
    if config.otp_sender == "console":
        log.info("验证码 one-time code for %s: %s", masked(phone), code)
        return
    headers = {"Authorization": f"Bearer {config.otp_http_token}"} if config.otp_http_token else {}
    minutes = int(CODE_LIFETIME.total_seconds() // 60)
    body = {
        "phone": phone,
        "code": code,
        "expires_in": int(CODE_LIFETIME.total_seconds()),
        "text": f"您的验证码是 {code}，{minutes} 分钟内有效，请勿告诉他人。",
    }
    try:
        async with httpx.AsyncClient(timeout=_TIMEOUT) as client:
            answer = await client.post(config.otp_http_url, json=body, headers=headers)
            answer.raise_for_status()
    except httpx.HTTPError as error:
        log.warning("the SMS gateway did not take a code: %s", type(error).__name__)
        raise CodeNotSent from None
