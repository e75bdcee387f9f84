"""What an event is called on the audit page, in both languages."""

TITLES: dict[str, tuple[str, str]] = {
    "corp.founded": ("创建企业", "Company founded"),
    "corp.updated": ("修改企业信息", "Company settings changed"),
    "session.started": ("登录", "Signed in"),
    "session.ended": ("结束登录", "Session ended"),
    "password.changed": ("修改密码", "Password changed"),
    "password.reset": ("重设成员密码", "Member password reset"),
    "role.changed": ("调整管理员角色", "Administrator role changed"),
    "app.created": ("新建应用", "App created"),
    "app.updated": ("修改应用", "App changed"),
    "app.deleted": ("删除应用", "App deleted"),
    "app.secret_revealed": ("查看应用 Secret", "App secret revealed"),
    "app.secret_rotated": ("重置应用 Secret", "App secret reset"),
    "app.callback_set": ("设置应用回调", "App callback set"),
    "app.callback_removed": ("停止应用回调", "App callback removed"),
    "callback.redelivered": ("重新发送回调", "Callback sent again"),
    "department.created": ("新建部门", "Department created"),
    "department.updated": ("修改部门", "Department changed"),
    "department.deleted": ("删除部门", "Department deleted"),
    "member.created": ("添加成员", "Member added"),
    "member.updated": ("修改成员", "Member changed"),
    "member.disabled": ("禁用成员", "Member disabled"),
    "member.enabled": ("启用成员", "Member enabled"),
    "member.resigned": ("成员离职", "Member resigned"),
    "member.userid_freed": ("释放离职成员的帐号", "Userid of a former member freed"),
    "members.imported": ("批量导入成员", "Members imported"),
    "members.exported": ("导出成员", "Members exported"),
    "member_tag.created": ("新建通讯录标签", "Directory tag created"),
    "member_tag.updated": ("修改通讯录标签", "Directory tag renamed"),
    "member_tag.deleted": ("删除通讯录标签", "Directory tag deleted"),
    "member_tag.changed": ("调整标签成员", "Directory tag members changed"),
}


def title(name: str, language: str) -> str:
    """The event's own name where nobody gave it a title."""
    zh, en = TITLES.get(name, (name, name))
    return en if language == "en" else zh
