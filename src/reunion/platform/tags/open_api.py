"""客户标签 on the open surface: the tag library. Marking is in contacts."""

from msgspec import UNSET

from reunion.core.context import Context
from reunion.platform.tags import service
from reunion.platform.tags.model import Draft, NothingToAdd, TagRow
from reunion.surfaces.open import serves
from reunion.wecom.endpoints import external_tags
from reunion.wecom.endpoints.external_tags import (
    AddCorpTagRequest,
    AddCorpTagResponse,
    CorpTag,
    CorpTagGroup,
    DelCorpTagRequest,
    EditCorpTagRequest,
    GetCorpTagListRequest,
    GetCorpTagListResponse,
)
from reunion.wecom.wire import Done


@serves(external_tags.get_corp_tag_list)
async def get_corp_tag_list(ctx: Context, req: GetCorpTagListRequest) -> GetCorpTagListResponse:
    """Named tags win over named groups; without either, all."""
    rows = await service.rows(ctx, tag_ids=req.tag_id, group_ids=[] if req.tag_id else req.group_id)
    groups: dict[str, CorpTagGroup] = {}
    for row in rows:
        group = groups.setdefault(row.group_id, _group(row))
        if row.tag_id is not None:
            group.tag.append(CorpTag(row.tag_id, row.tag_name, row.tag_made, row.tag_sort))
    return GetCorpTagListResponse(tag_group=list(groups.values()))


def _group(row: TagRow) -> CorpTagGroup:
    return CorpTagGroup(row.group_id, row.group_name, row.group_made, row.group_sort, tag=[])


@serves(external_tags.add_corp_tag)
async def add_corp_tag(ctx: Context, req: AddCorpTagRequest) -> AddCorpTagResponse:
    """The group and the tags that were added now."""
    group, made = await service.add(
        ctx,
        [Draft(tag.name, tag.order) for tag in req.tag],
        group_id=req.group_id,
        group_name=req.group_name,
        group_order=req.order,
    )
    tags = [CorpTag(tag.id, tag.name, tag.made, tag.order) for tag in made]
    wire = CorpTagGroup(group.id, group.name, group.made, group.sort, deleted=UNSET, tag=tags)
    return AddCorpTagResponse(tag_group=wire)


@serves(external_tags.edit_corp_tag)
async def edit_corp_tag(ctx: Context, req: EditCorpTagRequest) -> Done:
    """An empty name leaves it."""
    await service.edit(ctx, req.id, name=req.name or None, order=req.order)
    return Done()


@serves(external_tags.del_corp_tag)
async def del_corp_tag(ctx: Context, req: DelCorpTagRequest) -> Done:
    """One of the lists must hold something."""
    if not req.tag_id and not req.group_id:
        raise NothingToAdd("tag_id 与 group_id 至少给一个 give tag_id or group_id")
    await service.delete(ctx, tag_ids=req.tag_id, group_ids=req.group_id)
    return Done()
