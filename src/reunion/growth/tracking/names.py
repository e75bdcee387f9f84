"""What our own events are called, wherever people read of them: as a verb, of which the customer is the
subject. The web apps have the same words (web/packages/ui/src/events.*.ts)."""

from reunion.core.errors import Text

OUR_EVENTS: dict[str, Text] = {
    "order_paid": Text("购买", "bought"),
    "order_refunded": Text("退款", "was refunded"),
    "content_opened": Text("打开内容", "opened content"),
    "content_read": Text("阅读内容", "read content"),
    "content_shared": Text("收到内容", "was sent content"),
    "content_forwarded": Text("转发内容", "forwarded content"),
    "form_submitted": Text("提交表单", "submitted a form"),
    "page_viewed": Text("浏览页面", "viewed a page"),
    "screen_viewed": Text("浏览屏幕", "viewed a screen"),
    "chatted": Text("聊天", "chatted"),
    "customer_added": Text("成为客户", "became a customer"),
    "customer_lost": Text("删除了我们", "deleted us"),
    "customer_dropped": Text("被我们删除", "was deleted by us"),
    "tag_added": Text("打上标签", "was tagged"),
    "tag_removed": Text("去掉标签", "lost a tag"),
    "group_joined": Text("进群", "joined a group"),
    "group_left": Text("退群", "left a group"),
    "touch_received": Text("收到触达", "was touched"),
    "segment_entered": Text("进入人群", "entered a segment"),
    "segment_left": Text("离开人群", "left a segment"),
    "consent_given": Text("同意授权", "gave consent"),
    "consent_withdrawn": Text("撤回授权", "withdrew consent"),
    "profile_identified": Text("表明身份", "was identified"),
    "profile_aliased": Text("合并身份", "joined identities"),
    "account_joined": Text("归属组织", "joined an account"),
}
"""By name; any other event is called as it came."""
