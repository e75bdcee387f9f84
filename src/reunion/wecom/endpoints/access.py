"""access_token and the server's addresses."""

from reunion.wecom.registry import get
from reunion.wecom.wire import Answer, Filled, Request


class GetTokenRequest(Request):
    corpid: Filled
    corpsecret: Filled


class Token(Answer):
    """`expires_in` is in seconds and counts from this answer."""

    access_token: str = ""
    expires_in: int = 0


class NoParameters(Request):
    """The call takes no parameters."""


class IpList(Answer):
    ip_list: list[str] = []


@get(
    "/cgi-bin/gettoken",
    area="基础/access_token",
    secrets=frozenset(),
    also=("POST",),
    errors=(40001, 40013, 41002, 41004, 45009, 50003),
    request={"corpid": "ww5c1a0d2f7b3e4a60", "corpsecret": "SECRET-OF-THE-APP"},
    response={"errcode": 0, "errmsg": "ok", "access_token": "TOKEN", "expires_in": 7200},
)
def gettoken(req: GetTokenRequest) -> Token:
    """获取 access_token

    用企业 ID 和应用 Secret 换取调用凭证。有效期 7200 秒，有效期内重复获取得到同一个 token;
    Secret 重置后旧 token 立即失效。请缓存，不要每次调用都获取。
    Exchange corp id and app secret for the token of all other calls; the same token is answered
    until it expires.
    """
    ...


@get(
    "/cgi-bin/get_api_domain_ip",
    area="基础/服务器IP",
    errors=(41001, 40014, 42001),
    request={},
    response={"errcode": 0, "errmsg": "ok", "ip_list": ["203.0.113.10"]},
)
def get_api_domain_ip(req: NoParameters) -> IpList:
    """获取接口域名的 IP

    本服务对外的 IP，用于出口防火墙放行。
    The addresses under which this API is reached, for your outgoing firewall.
    """
    ...


@get(
    "/cgi-bin/getcallbackip",
    area="基础/服务器IP",
    errors=(41001, 40014, 42001),
    request={},
    response={"errcode": 0, "errmsg": "ok", "ip_list": ["203.0.113.10"]},
)
def getcallbackip(req: NoParameters) -> IpList:
    """获取回调来源 IP

    回调请求从这些 IP 发出，用于入口防火墙放行。
    The addresses from which callbacks are sent, for your incoming firewall.
    """
    ...
