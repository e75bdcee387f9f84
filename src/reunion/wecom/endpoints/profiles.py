"""What members show of themselves: fields the corp adds, and the card that customers see."""

from reunion.wecom.wire import UNSET, UnsetType, Wire


class TextValue(Wire):
    value: str = ""


class WebValue(Wire):
    url: str = ""
    title: str = ""


class MiniprogramValue(Wire):
    appid: str = ""
    pagepath: str = ""
    title: str = ""


class Attribute(Wire):
    """`type`: 0 text, 1 web page, 2 mini program."""

    type: int = 0
    name: str = ""
    text: TextValue | UnsetType = UNSET
    web: WebValue | UnsetType = UNSET
    miniprogram: MiniprogramValue | UnsetType = UNSET


class Attributes(Wire):
    attrs: list[Attribute] = []


class Channels(Wire):
    """The member's 视频号."""

    nickname: str = ""
    status: int | UnsetType = UNSET


class ExternalProfile(Wire):
    """What a customer sees on the member's card."""

    external_corp_name: str | UnsetType = UNSET
    wechat_channels: Channels | UnsetType = UNSET
    external_attr: list[Attribute] = []
