"""客户联系 / 消息推送: 入群欢迎语素材, which owners of groups choose from."""

from typing import Any

from reunion.wecom.endpoints.contact_ways import (
    ConclusionLink,
    ConclusionMiniprogram,
    ConclusionText,
)
from reunion.wecom.endpoints.welcome import AREA, AttachedImage, AttachedMedia
from reunion.wecom.registry import CUSTOMER_SECRETS, post
from reunion.wecom.wire import UNSET, Answer, Done, Filled, Request, UnsetType

TEMPLATE_ID = "msgXXXXXX"


class GroupWelcomeFields(Request):
    """Text of at most 3000 bytes; of image, link, miniprogram, file and video the first that is given
    counts."""

    text: ConclusionText | None = None
    image: AttachedImage | None = None
    link: ConclusionLink | None = None
    miniprogram: ConclusionMiniprogram | None = None
    file: AttachedMedia | None = None
    video: AttachedMedia | None = None
    agentid: int | None = None


class AddGroupWelcomeRequest(GroupWelcomeFields):
    """`notify` 1 (as when it is not given): owners of groups are told."""

    notify: int = 1


class AddGroupWelcomeResponse(Answer):
    template_id: str = ""


class EditGroupWelcomeRequest(GroupWelcomeFields, kw_only=True):
    """All of it anew."""

    template_id: Filled


class GroupWelcomeIdRequest(Request):
    template_id: Filled
    agentid: int | None = None


class GetGroupWelcomeResponse(Answer):
    text: ConclusionText | UnsetType = UNSET
    image: AttachedImage | UnsetType = UNSET
    link: ConclusionLink | UnsetType = UNSET
    miniprogram: ConclusionMiniprogram | UnsetType = UNSET
    file: AttachedMedia | UnsetType = UNSET
    video: AttachedMedia | UnsetType = UNSET


_WORDS: dict[str, Any] = {
    "text": {"content": "亲爱的%NICKNAME%，欢迎加入春茶会员群"},
    "link": {"title": "新客礼券", "desc": "满 500 减 80", "url": "https://example.com/c"},
}


@post(
    "/cgi-bin/externalcontact/group_welcome_template/add",
    area=AREA,
    secrets=CUSTOMER_SECRETS,
    errors=(40007, 40058, 41055, 41064, 41065, 48002),
    request={**_WORDS, "notify": 1},
    response={"errcode": 0, "errmsg": "ok", "template_id": TEMPLATE_ID},
)
def add_group_welcome_template(req: AddGroupWelcomeRequest) -> AddGroupWelcomeResponse:
    """添加入群欢迎语素材

    每个企业最多 100 条；%NICKNAME% 替换为进群客户的昵称。
    A welcome that owners of groups may choose; at most 100 per company.
    """
    ...


@post(
    "/cgi-bin/externalcontact/group_welcome_template/edit",
    area=AREA,
    secrets=CUSTOMER_SECRETS,
    errors=(40007, 40058, 41058, 41064, 41065, 48002),
    request={"template_id": TEMPLATE_ID, **_WORDS},
    response={"errcode": 0, "errmsg": "ok"},
)
def edit_group_welcome_template(req: EditGroupWelcomeRequest) -> Done:
    """编辑入群欢迎语素材

    只能编辑调用方自己创建的素材；使用它的群随即使用新内容。
    Only by the app that made it; groups that use it say the new words from now on.
    """
    ...


@post(
    "/cgi-bin/externalcontact/group_welcome_template/get",
    area=AREA,
    secrets=CUSTOMER_SECRETS,
    reads=True,
    errors=(40058, 48002),
    request={"template_id": TEMPLATE_ID},
    response={
        "errcode": 0, "errmsg": "ok", "text": _WORDS["text"],
        "link": {**_WORDS["link"], "picurl": ""},
    },
)  # fmt: skip
def get_group_welcome_template(req: GroupWelcomeIdRequest) -> GetGroupWelcomeResponse:
    """获取入群欢迎语素材

    素材的文字和附件。
    Text and attachment of one.
    """
    ...


@post(
    "/cgi-bin/externalcontact/group_welcome_template/del",
    area=AREA,
    secrets=CUSTOMER_SECRETS,
    errors=(40058, 41058, 48002),
    request={"template_id": TEMPLATE_ID},
    response={"errcode": 0, "errmsg": "ok"},
)
def del_group_welcome_template(req: GroupWelcomeIdRequest) -> Done:
    """删除入群欢迎语素材

    只能删除调用方自己创建的素材；使用它的群不再发送欢迎语。
    Only by the app that made it; groups that use it have no welcome any more.
    """
    ...
