"""A person as a company knows her: identities, attributes, tags. Rules without I/O."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Literal, Self

import msgspec

from reunion.core import phone
from reunion.core.errors import Conflict, Invalid, NotFound, Text
from reunion.core.folding import one_line

CHANNEL = "profiles"
"""Announced when profiles have changed."""

IdentityKind = Literal[
    "external_userid", "unionid", "openid", "member_no", "phone", "email", "device"
]
KINDS: tuple[IdentityKind, ...] = (
    "external_userid", "unionid", "openid", "member_no", "phone", "email", "device",
)  # fmt: skip
"""The strongest first."""
_SINGLE_NAMES = {
    "external_userid": ("企业微信客户 ID", "a WeCom customer id"),
    "unionid": ("UnionID", "a unionid"),
    "member_no": ("会员号", "a member number"),
}
SINGLE = frozenset(_SINGLE_NAMES)
"""What a person has one of; two of a kind are two people."""
GENDERS = {"": Text("", ""), "male": Text("男", "male"), "female": Text("女", "female")}
SOURCES = {
    "wecom": Text("企业微信", "WeCom"), "import": Text("导入", "Import"), "hand": Text("手动", "By hand"),
    "form": Text("表单", "Form"), "content": Text("素材", "Content"), "till": Text("收银系统", "Till"),
    "segment": Text("事件接口", "Events API"), "demo": Text("示例数据", "Sample data"),
}  # fmt: skip
"""Who told of a person, in words; senders of events have names of their own."""
_LONGEST = 200


class Identity(msgspec.Struct, frozen=True, order=True):
    """Something that a person is known by."""

    kind: IdentityKind
    value: str


class Known(msgspec.Struct, frozen=True):
    """What a source says about one person. `attributes`: name, avatar, gender, birthday, city, latitude,
    longitude, or a custom field's key; what is empty or does not fit its field is passed over."""

    identities: tuple[Identity, ...]
    source: str
    at: datetime
    attributes: dict[str, Any] = {}


class TagChange(msgspec.Struct, frozen=True):
    """Tags put on and taken off one person; with a `userid` on that member's follow. `restored`: what is
    put on was there before, as this says."""

    profile_no: int
    add: tuple[int, ...] = ()
    remove: tuple[int, ...] = ()
    userid: str = ""
    origin: str = "hand"
    restored: "WornSince | None" = None


class WornSince(msgspec.Struct, frozen=True):
    """Since when a tag is on somebody, and who put it there."""

    since: datetime
    origin: str


class TagDone(msgspec.Struct, frozen=True):
    """One tag that was really put on or taken off; `was`: how it had been on her, when it was taken off."""

    profile_no: int
    tag_no: int
    userid: str
    origin: str
    was: WornSince | None = None

    @property
    def added(self) -> bool:
        """Or else it was taken off."""
        return self.was is None


class ProfileTag(msgspec.Struct, frozen=True):
    """`wecom_id` is null for a tag of our own."""

    tag_no: int
    group_name: str
    name: str
    wecom_id: str | None = None


def split_tags(
    tag_nos: Iterable[int], known: Mapping[int, ProfileTag]
) -> tuple[list[int], list[int]]:
    """Those of our own, and WeCom's, in order; what is not known is passed over."""
    there = [no for no in tag_nos if no in known]
    return (
        [no for no in there if known[no].wecom_id is None],
        [no for no in there if known[no].wecom_id is not None],
    )


class Card(msgspec.Struct, frozen=True):
    """A person in a list."""

    profile_no: int
    name: str
    avatar: str
    gender: str
    birthday: str | None
    city: str
    external_userid: str | None
    tags: list[ProfileTag]
    known_since: datetime


class NoSuchProfile(NotFound):
    """No profile of that number, or she was erased."""

    code = "no_such_profile"
    title_zh = "没有这位客户的档案，可能已被删除"
    title_en = "There is no such profile; it may have been erased"


class NoSuchField(Invalid):
    """An attribute that is neither a standard one nor a custom field."""

    code = "no_such_field"
    title_zh = "没有名为“{key}”的字段，请先在自定义字段里新建"
    title_en = "There is no field called {key}; make it under custom fields first"


class Unfit(Invalid):
    """A value that its field cannot hold."""

    code = "unfit_value"
    title_zh = "“{name}”的值不正确：应为{wanted_zh}"
    title_en = "The value of {name} does not fit: it should be {wanted_en}"


class BadField(Invalid):
    """A custom field that cannot be so."""

    code = "bad_field"
    title_zh = "字段设置不正确：{reason_zh}"
    title_en = "The field cannot be so: {reason_en}"


class FieldKeyTaken(Conflict):
    """There is a field with this key, perhaps an archived one."""

    code = "field_key_taken"
    places = ("key",)
    title_zh = "键名“{key}”已被使用（可能是已归档的字段），请换一个"
    title_en = "The key {key} is taken, perhaps by an archived field; choose another"


class NoSuchTag(Invalid):
    """A tag number that this company does not have."""

    code = "no_such_tag"
    title_zh = "标签不存在或已删除，请刷新后重选"
    title_en = "There is no such tag, or it was deleted; reload and choose again"


class StillTwo(Conflict):
    """A merge by hand of two who have each their own of what one person has one of."""

    code = "two_people"

    @classmethod
    def of(cls, kind: str) -> Self:
        """`kind`: what each has her own of."""
        zh, en = _SINGLE_NAMES[kind]
        text = Text(
            f"两份档案各有自己的{zh}，不能合并为一人；请先拆分有误的身份",
            f"Each has {en} of her own, so they are two people; split off the wrong one first",
        )
        return cls(text, kind=kind)


class OneIdentityLeft(Invalid):
    """A split that would leave one of the two without anything that she is known by."""

    code = "nothing_left"
    title_zh = "拆分后两份档案都要至少有一个身份，请重新选择"
    title_en = "Each of the two needs at least one identity; choose again"


class LaterFirst(Conflict):
    """A merge is taken back only while what came after it is taken back too."""

    code = "later_first"
    title_zh = "这次操作之后档案又有变动，请先撤销后面的操作"
    title_en = "The profile was merged or erased since; take that back first"


class NothingToUndo(NotFound):
    """No such merge or split, or it was taken back already."""

    code = "nothing_to_undo"
    title_zh = "没有可撤销的操作，可能已被撤销"
    title_en = "There is nothing to take back; it may have been taken back already"


class NoSuchConflict(NotFound):
    """No such conflict, or it was decided already."""

    code = "no_such_conflict"
    title_zh = "这条身份冲突不存在或已处理"
    title_en = "There is no such conflict, or it was decided already"


class NoSuchErasure(NotFound):
    """No erasure of that number."""

    code = "no_such_erasure"
    title_zh = "没有这条删除记录"
    title_en = "There is no such erasure"


class TagOfWecom(Invalid):
    """A tag that lies on follows in WeCom, changed where only our own can be."""

    code = "tag_of_wecom"
    title_zh = "企业微信标签请在客户列表里为跟进成员打标"
    title_en = "This is a tag of WeCom's: put it on the follow, in the list of customers"


def tidied(identity: Identity) -> Identity | None:
    """In the one form in which it is kept: phones with country, e-mail small. None: it says nothing."""
    value = one_line(identity.value)
    if identity.kind == "phone":
        number = phone.e164(value)
        return Identity("phone", number) if number else None
    if identity.kind == "email":
        value = value.lower()
        if "@" not in value:
            return None
    if not value or len(value) > _LONGEST:
        return None
    return Identity(identity.kind, value)


def strongest_first(identities: tuple[Identity, ...]) -> list[Identity]:
    """Each once, tidied, in an order that does not depend on how they were given."""
    kept = {one for one in map(tidied, identities) if one is not None}
    return sorted(kept, key=lambda one: (KINDS.index(one.kind), one.value))
