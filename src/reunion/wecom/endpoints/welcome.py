"""客户联系 / 消息推送: the welcome that a new customer gets, once."""

from reunion.wecom.endpoints.contact_ways import (
    ConclusionLink,
    ConclusionMiniprogram,
    ConclusionText,
)
from reunion.wecom.registry import CUSTOMER_SECRETS, post
from reunion.wecom.wire import UNSET, Done, Filled, Request, UnsetType, Wire

AREA = "客户联系/消息推送-群发与欢迎语"


class AttachedImage(Wire):
    """`media_id` wins over `pic_url` (from uploadimg)."""

    media_id: str | UnsetType = UNSET
    pic_url: str | UnsetType = UNSET


class AttachedMedia(Wire):
    media_id: str = ""


class Attachment(Wire):
    """`msgtype` image, link, miniprogram, video or file, and the member of that name."""

    msgtype: str
    image: AttachedImage | UnsetType = UNSET
    link: ConclusionLink | UnsetType = UNSET
    miniprogram: ConclusionMiniprogram | UnsetType = UNSET
    video: AttachedMedia | UnsetType = UNSET
    file: AttachedMedia | UnsetType = UNSET


class SendWelcomeMsgRequest(Request):
    """Text at most 4000 bytes, at most nine attachments, not both empty."""

    welcome_code: Filled
    text: ConclusionText | None = None
    attachments: list[Attachment] = []


@post(
    "/cgi-bin/externalcontact/send_welcome_msg",
    area=AREA,
    secrets=CUSTOMER_SECRETS,
    errors=(40007, 40058, 41049, 41050, 41051, 41064, 41065, 41096, 45002, 48002),
    request={
        "welcome_code": "CALLBACKCODE",
        "text": {"content": "您好，欢迎光临春茶眼镜!"},
        "attachments": [
            {
                "msgtype": "link",
                "link": {
                    "title": "新客礼券",
                    "desc": "满 500 减 80",
                    "url": "https://example.com/c",
                },
            }
        ],
    },
    response={"errcode": 0, "errmsg": "ok"},
)
def send_welcome_msg(req: SendWelcomeMsgRequest) -> Done:
    """发送新客户欢迎语

    收到添加客户回调后 20 秒内、凭 welcome_code 发送一次；已开始聊天或已欢迎过返回 41051。
    Send the welcome with the code from the add callback, within 20 seconds, once.
    """
    ...
