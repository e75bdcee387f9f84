"""Shapes, limits and refusals of customer tags."""

from typing import Annotated

import msgspec

from reunion.core.errors import AppError, Invalid, Text

LIMIT = 3000
NAME_LENGTH = 30

TagName = Annotated[str, msgspec.Meta(min_length=1, max_length=NAME_LENGTH)]


class Among(msgspec.Struct, frozen=True):
    """Whose tags are meant: the corp's, those of some rule groups, or both."""

    corp: bool = True
    strategies: tuple[int, ...] = ()


CORP = Among()


class Tag(msgspec.Struct):
    """`id` is the wire id (`et…`); a larger `order` comes first; `used` = how many follows carry it."""

    id: str
    name: str
    order: int
    used: int | msgspec.UnsetType = msgspec.UNSET


class TagGroup(msgspec.Struct):
    """A group with its tags in order."""

    id: str
    name: str
    order: int
    tags: list[Tag]


class TagRef(msgspec.Struct, frozen=True):
    """A tag by its key in the database, with what is shown of it."""

    key: int
    id: str
    name: str
    group: str


class TagRow(msgspec.Struct, frozen=True):
    """One row of the list of groups; the tag part is None for a group without tags. `strategy_id`: the
    rule group whose it is, None for the corp's."""

    group_id: str
    group_name: str
    group_sort: int
    group_made: int
    tag_id: str | None
    tag_name: str
    tag_sort: int
    tag_made: int
    used: int
    strategy_id: int | None


class GroupRow(msgspec.Struct, frozen=True):
    """`made` in seconds since 1970."""

    key: int
    id: str
    name: str
    sort: int
    made: int


class Draft(msgspec.Struct, frozen=True):
    """A tag to be made."""

    name: str
    order: int = 0


class Made(msgspec.Struct, frozen=True):
    """A tag that was made; `made` in seconds since 1970."""

    id: str
    name: str
    order: int
    made: int


class TagUnknown(AppError):
    """A tag or group id that this corp does not have."""

    errcode = 40068
    status = 404
    code = "tag_unknown"
    title_zh = "标签或标签组不存在，可能已被删除：{id}"
    title_en = "There is no such tag or tag group, it may have been deleted: {id}"


class TagNameTaken(AppError):
    """The name is in use in the same group, or by another group."""

    errcode = 40071
    status = 409
    code = "tag_name_taken"
    places = ("name",)
    title_zh = "名称“{name}”已被使用，请换一个"
    title_en = "The name “{name}” is already used; choose another"


class TagNameInvalid(AppError):
    """Empty, or longer than 30 characters."""

    errcode = 40072
    status = 422
    code = "tag_name_invalid"
    places = ("name",)
    title_zh = "标签名和组名须为 1 到 30 个字"
    title_en = "Names of tags and groups have 1 to 30 characters"


class TagLimitReached(AppError):
    """The corp has 3000 tags."""

    errcode = 40126
    status = 409
    code = "tag_limit"
    title_zh = "企业标签最多 {limit} 个，请先删除不再使用的标签"
    title_en = "A company has at most {limit} tags; delete some that are no longer used"


class NothingToAdd(Invalid):
    """A group cannot be without tags."""

    title_zh = "至少填写一个标签"
    title_en = "Give at least one tag"


def _fits(name: str) -> bool:
    return 1 <= len(name) <= NAME_LENGTH


def clean_name(name: str) -> str:
    """The name without surrounding blanks; raises TagNameInvalid."""
    name = name.strip()
    if not _fits(name):
        raise TagNameInvalid
    return name


def clean(drafts: list[Draft]) -> list[Draft]:
    """Tags with clean names; raises TagNameInvalid, TagNameTaken for a name given twice, NothingToAdd."""
    if not drafts:
        raise NothingToAdd(tags=Text("请填写标签名", "give names"))
    seen: set[str] = set()
    cleaned = []
    for draft in drafts:
        name = draft.name.strip()
        if not _fits(name):
            raise TagNameInvalid().at("tags")
        if name in seen:
            raise TagNameTaken(name=name).at("tags")
        seen.add(name)
        cleaned.append(Draft(name, draft.order))
    return cleaned


def grouped(rows: list[TagRow], *, with_usage: bool = False) -> list[TagGroup]:
    """Groups with their tags, from rows in order."""
    groups: dict[str, TagGroup] = {}
    for row in rows:
        group = groups.get(row.group_id)
        if group is None:
            group = TagGroup(row.group_id, row.group_name, row.group_sort, [])
            groups[row.group_id] = group
        if row.tag_id is not None:
            used = row.used if with_usage else msgspec.UNSET
            group.tags.append(Tag(row.tag_id, row.tag_name, row.tag_sort, used))
    return list(groups.values())
