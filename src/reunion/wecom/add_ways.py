"""How somebody became a contact: WeCom's numbers, in words."""

from reunion.core.errors import Text

ADD_WAYS: dict[int, Text] = {
    0: Text("未知来源", "unknown source"),
    1: Text("扫描二维码", "QR code"),
    2: Text("搜索手机号", "phone number search"),
    3: Text("名片分享", "contact card"),
    4: Text("群聊", "group chat"),
    5: Text("手机通讯录", "phone contacts"),
    6: Text("微信联系人", "WeChat contacts"),
    8: Text("安装第三方应用时自动添加的客服人员", "service account added by a third-party app"),
    9: Text("搜索邮箱", "email search"),
    10: Text("视频号添加", "Channels"),
    11: Text("通过日程参与人添加", "schedule participant"),
    12: Text("通过会议参与人添加", "meeting participant"),
    13: Text("添加微信好友对应的企业微信", "WeCom account of a WeChat friend"),
    14: Text("通过智慧硬件专属客服添加", "smart device"),
    15: Text("通过上门服务客服添加", "home service"),
    16: Text("通过获客链接添加", "acquisition link"),
    17: Text("通过定制开发添加", "custom development"),
    18: Text("通过需求回复添加", "answer to a request"),
    21: Text("通过第三方售前客服添加", "third-party presales service"),
    22: Text("通过可能的商务伙伴添加", "possible business partner"),
    24: Text("通过接受微信账号收到的好友申请添加", "friend request to a WeChat account"),
    201: Text("内部成员共享", "shared by a colleague"),
    202: Text("管理员或负责人分配", "assigned by an administrator"),
}

FROM_COLLEAGUES = (201, 202)
"""Such a contact came from a colleague, with the `state` by which she had come to him."""
