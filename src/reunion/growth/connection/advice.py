"""What an answer of WeCom says about the connection, and what to do: for the people who set it up."""

from reunion.core.errors import Text
from reunion.growth.connection.model import NO_KEY_FOR_IT
from reunion.wecom.errors import advice, says

_HERE: dict[int, Text] = {
    -1: Text(
        "企业微信没有应答：请检查接口地址，并确认这台服务器能访问它；系统会自动重试",
        "WeCom does not answer: check the address, and that this server can reach it; it is tried again",
    ),
    40001: Text(
        "Secret 不正确：请到企业微信后台打开该应用，重新查看 Secret 并填写；重置过的旧 Secret 立即失效",
        "The secret is wrong: open the app in WeCom's console, view its secret and enter it again",
    ),
    40013: Text(
        "企业 ID 不正确：请到企业微信后台「我的企业」最下方复制",
        "The corpid is wrong: copy it from the bottom of the company page of WeCom's console",
    ),
    48002: Text(
        "应用没有这项权限：请在「客户联系 - 客户 - API」把应用加入「可调用接口的应用」",
        "The app may not call this: list it under Customer contact - API as an app that may",
    ),
    48001: Text(
        "应用没有这项权限：请在企业微信后台为应用开通该接口",
        "The app may not call this: grant it the API in WeCom's console",
    ),
    60011: Text(
        "超出应用的可见范围：请把需要的部门或成员加入应用的「可见范围」",
        "Outside the app's visible range: add the departments or members to it in WeCom's console",
    ),
    60020: Text(
        "这台服务器的 IP 不在应用的「企业可信 IP」里：请到应用页面最下方添加",
        "This server's IP is not trusted: add it under Trusted company IPs at the bottom of the app's page",
    ),
    45009: Text(
        "接口调用太频繁，被暂时限制；系统会自动等待后继续",
        "Too many calls, so WeCom holds us off for a while; it goes on by itself",
    ),
    45033: Text(
        "同时调用太多；系统会自动等待后继续",
        "Too many calls at once; it goes on by itself",
    ),
    50003: Text(
        "应用已停用：请在企业微信后台启用",
        "The app is disabled: enable it in WeCom's console",
    ),
    84074: Text(
        "成员没有客户联系权限：请在「客户联系 - 权限配置」里加入使用范围",
        "The members may not have customers: add them under Customer contact - permissions",
    ),
    NO_KEY_FOR_IT: Text(
        "存档消息不是用填写的私钥对应的公钥加密的：请填写最新公钥的私钥；换过公钥后也要在这里更换",
        "The archive is sealed for another key than the one entered here: enter the private key of the "
        "newest public key, and do so each time it is replaced",
    ),
    301002: Text(
        "没有操作该应用的权限：请核对 Secret 属于哪个应用",
        "No right on this app: check which app the secret belongs to",
    ),
}

NOT_VERIFIED = Text(
    "企业微信还没有验证过回调地址：请在应用的「接收事件」里填写下方的 URL、Token 和 EncodingAESKey 并保存",
    "WeCom has not checked the callback address yet: enter URL, Token and EncodingAESKey below in the "
    "app's event settings and save",
)
NO_KEYS = Text(
    "还没有填写回调的 Token 和 EncodingAESKey：没有回调时，变化要等到下一次核对才会发现",
    "Token and EncodingAESKey of the callbacks are not set: without callbacks a change is found only by "
    "the next reconciliation",
)
NOT_HEARD = Text(
    "地址已验证，但还没有收到过回调：在企业微信里改一位客户的备注试试",
    "The address was checked, but no callback has come yet: change a customer's remark in WeCom to try",
)


def about(errcode: int) -> Text:
    """In both languages; codes without a text of our own say what WeCom says."""
    if errcode in _HERE:
        return _HERE[errcode]
    if errcode in advice():
        return Text(*advice()[errcode])
    return Text(
        f"企业微信返回 {errcode}：{says(errcode)}", f"WeCom answered {errcode}: {says(errcode)}"
    )
