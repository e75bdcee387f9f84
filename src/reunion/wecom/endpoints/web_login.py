"""身份验证: who opened a web page, by the code that the authorize address gave it."""

from reunion.wecom.registry import get, post
from reunion.wecom.wire import UNSET, Answer, Filled, Request, UnsetType

AREA = "身份验证/OAuth2"
CODE = "CODE-FROM-THE-REDIRECT"
USER_TICKET = "USER-TICKET-OF-THE-ANSWER"


class CodeRequest(Request):
    code: Filled


class Visitor(Answer):
    """A member has `userid`; anybody else has `openid`, and `external_userid` once he is a customer.
    `user_ticket` comes with the scope snsapi_privateinfo alone and opens his private fields."""

    userid: str | UnsetType = UNSET
    user_ticket: str | UnsetType = UNSET
    openid: str | UnsetType = UNSET
    external_userid: str | UnsetType = UNSET


class OlderVisitor(Answer):
    """The same as the older path spells it. `expires_in`: seconds of `user_ticket`."""

    UserId: str | UnsetType = UNSET
    DeviceId: str | UnsetType = UNSET
    OpenId: str | UnsetType = UNSET
    external_userid: str | UnsetType = UNSET
    user_ticket: str | UnsetType = UNSET
    expires_in: int | UnsetType = UNSET


class UserDetailRequest(Request):
    user_ticket: Filled


class UserDetail(Answer):
    userid: str = ""
    gender: str = "0"
    avatar: str = ""
    qr_code: str = ""
    mobile: str = ""
    email: str = ""
    biz_mail: str = ""
    address: str = ""


@get(
    "/cgi-bin/auth/getuserinfo",
    area=AREA,
    reads=False,
    missing={"code": 40029},
    errors=(40029, 41001, 50001),
    request={"code": CODE},
    response={"errcode": 0, "errmsg": "ok", "userid": "zhangsan", "user_ticket": USER_TICKET},
)
def getuserinfo(req: CodeRequest) -> Visitor:
    """获取访问用户身份

    用授权回调带回的 code 换取访问者身份。code 只能用一次，5 分钟内有效；
    回调地址的域名必须是本应用的可信域名。
    Exchange the code of the redirect for who the visitor is; a code works once, within five minutes.
    """
    ...


@get(
    "/cgi-bin/user/getuserinfo",
    area=AREA,
    reads=False,
    missing={"code": 40029},
    errors=(40029, 41001, 50001),
    request={"code": CODE},
    response={"errcode": 0, "errmsg": "ok", "UserId": "zhangsan", "DeviceId": ""},
)
def older_getuserinfo(req: CodeRequest) -> OlderVisitor:
    """通过 code 获取用户信息（旧）

    与 auth/getuserinfo 相同，字段名不同；SDK 仍在使用这个路径。
    The older path of auth/getuserinfo, with other field names; SDKs still call it.
    """
    ...


@post(
    "/cgi-bin/auth/getuserdetail",
    area=AREA,
    missing={"user_ticket": 84090},
    errors=(60011, 84014, 84015, 84090),
    request={"user_ticket": USER_TICKET},
    response={
        "errcode": 0,
        "errmsg": "ok",
        "userid": "zhangsan",
        "gender": "1",
        "avatar": "",
        "qr_code": "",
        "mobile": "13800000000",
        "email": "zhangsan@example.com",
        "biz_mail": "",
        "address": "",
    },
)
def getuserdetail(req: UserDetailRequest) -> UserDetail:
    """获取访问用户敏感信息

    用 user_ticket（snsapi_privateinfo 授权时返回，30 分钟有效）取得成员的手机、邮箱、头像等；
    成员须在应用可见范围内。
    The private fields of a member who agreed to show them to this app.
    """
    ...
