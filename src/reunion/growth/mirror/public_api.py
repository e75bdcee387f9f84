"""Where the callbacks of a WeCom elsewhere come in."""

import logging
from typing import Annotated, Any

from litestar import Request, Response, get, post
from litestar.params import Parameter

from reunion.core.context import Context
from reunion.core.crypto import Vault
from reunion.core.errors import Forbidden
from reunion.growth.connection import service as connections
from reunion.growth.connection.model import CALLBACK_PATH
from reunion.growth.mirror import hints
from reunion.surfaces.access import allow
from reunion.wecom.callbacks import unpack
from reunion.wecom.callbacks.xml import XmlError
from reunion.wecom.crypto import Crypto, CryptoError

log = logging.getLogger("reunion.mirror")

_MOST = 256 * 1024


class NotFromWecom(Forbidden):
    """The signature, the key or the corp is another."""

    code = "callback_not_trusted"
    title_zh = "签名或密钥不匹配：请核对 Token 和 EncodingAESKey"
    title_en = "Signature or key do not match: compare Token and EncodingAESKey"


@get(CALLBACK_PATH + "/{address:str}", opt=allow("public"), operation_id="wecom_callback_check")
async def check(
    ctx: Context,
    vault: Vault,
    address: str,
    timestamp: str = "",
    nonce: str = "",
    echostr: str = "",
    signature: Annotated[str, Parameter(query="msg_signature")] = "",
) -> Response[bytes]:
    """企业微信验证回调地址 WeCom checks the address: the text inside `echostr`, as it is."""
    keys = await connections.keys_at(ctx, vault, address)
    try:
        crypto = Crypto(keys.token, keys.encoding_aes_key, keys.corpid)
        plain = crypto.open(signature, timestamp, nonce, echostr)
    except CryptoError:
        raise NotFromWecom from None
    await connections.verified(ctx.in_corp(keys.corp_id))
    return Response(plain.encode(), media_type="text/plain")


@post(
    CALLBACK_PATH + "/{address:str}",
    opt=allow("public"),
    status_code=200,
    request_max_body_size=_MOST,
    operation_id="wecom_callback",
)
async def receive(
    ctx: Context, vault: Vault, address: str, request: Request[Any, Any, Any]
) -> Response[bytes]:
    """企业微信的回调 Kept before it is answered, so that nothing is lost; what to do follows later."""
    keys = await connections.keys_at(ctx, vault, address)
    crypto = Crypto(keys.token, keys.encoding_aes_key, keys.corpid)
    query = {name: str(value) for name, value in request.query_params.items()}
    try:
        received = unpack(crypto, query, await request.body())
    except (CryptoError, XmlError) as problem:
        log.warning("a callback of corp %s was refused: %s", keys.corp_id, problem)
        raise NotFromWecom from None
    inside = ctx.in_corp(keys.corp_id)
    await connections.heard(inside)
    await hints.take(inside, received, embedded=False)
    return Response(b"", media_type="text/plain")


routes = [check, receive]
