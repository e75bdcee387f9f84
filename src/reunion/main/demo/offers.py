"""Links that bring customers, products to show, and who looks after which stores, in the example company."""

import io
from datetime import timedelta
from pathlib import Path

import msgspec
from PIL import Image, ImageDraw

from reunion.core.context import Actor, Context
from reunion.main.demo import company, store
from reunion.main.demo.plan import Plan
from reunion.main.demo.staff_rows import Ground
from reunion.platform.acquisition import service as links
from reunion.platform.acquisition import uses
from reunion.platform.acquisition.model import Draft as LinkDraft
from reunion.platform.albums import service as albums
from reunion.platform.albums.model import Draft as ProductDraft
from reunion.platform.media import service as media
from reunion.platform.rule_groups import service as rule_groups
from reunion.platform.rule_groups.model import Draft as RuleDraft
from reunion.storage.blobs import Blobs

_USES = 200
_BROUGHT = 40
_CHANNELS = ["douyin-feed", "xhs-notes"]
_PRODUCTS = (
    ("轻盈钛架 镜框\n纯钛材质，只有 9 克，适合长时间佩戴。", 69900, "TI009", "#7d8f9c"),
    ("青少年离焦镜片\n延缓近视加深，每半年免费复查。", 198000, "DF156", "#4a7c59"),
    ("防蓝光镜片 1.60\n日常办公、看屏幕更舒服。", 49900, "BL160", "#3e6a9e"),
    ("偏光太阳镜\n开车、钓鱼不刺眼，附便携镜盒。", 39900, "SUN22", "#8a5a2b"),
)
_PICTURE = 480


async def prepare(ctx: Context, blobs_at: Path, made: Plan, ground: Ground) -> None:
    """Made by the verbs that people use; only what customers did before today is written as rows."""
    chief = msgspec.structs.replace(
        ctx, actor=Actor("admin", ground.members[0], made.staff[0].name)
    )
    await _links(chief)
    await _album(chief, Blobs(blobs_at))
    await _rule_groups(chief, made)


async def _links(ctx: Context) -> None:
    day = (ctx.now + timedelta(days=200)).date()
    grant = await uses.add(ctx, _USES, day)
    shops = tuple(one.id for one in company.STORES)
    feed = await links.create(ctx, LinkDraft(name="信息流广告", departments=shops, priority_type=1))
    await links.create(ctx, LinkDraft(name="短信召回", departments=shops[:3], skip_verify=False))
    await store.bring_by_link(ctx.tx, ctx.corp_id, feed.id, grant.id, _CHANNELS, _BROUGHT)


async def _album(ctx: Context, blobs: Blobs) -> None:
    for description, price, sn, colour in _PRODUCTS:
        name = f"{sn}.png"
        picture = await media.store_image(ctx, blobs, 0, name, _glasses(colour), public=True)
        draft = ProductDraft(
            description=description, price=price, product_sn=sn, picture_ids=(picture.id,)
        )
        await albums.create(ctx, draft)


def _glasses(colour: str) -> bytes:
    """A pair of glasses in one colour on a light ground."""
    image = Image.new("RGB", (_PICTURE, _PICTURE), "#f4f2ee")
    pen = ImageDraw.Draw(image)
    for left in (60, 260):
        pen.rounded_rectangle((left, 180, left + 160, 300), 52, outline=colour, width=14)
    pen.arc((205, 195, 275, 265), 200, 340, fill=colour, width=12)
    pen.line((62, 220, 20, 200), fill=colour, width=12)
    pen.line((418, 220, 460, 200), fill=colour, width=12)
    data = io.BytesIO()
    image.save(data, "PNG")
    return data.getvalue()


async def _rule_groups(ctx: Context, made: Plan) -> None:
    """East and North, each looked after by the first store's manager there."""
    for region in company.REGIONS[1:3]:
        shops = {one.id for one in company.STORES if one.region_id == region.id}
        chief = next(one for one in made.staff if one.department_id in shops)
        await rule_groups.create(
            ctx,
            RuleDraft(
                kind="customer",
                name=f"{region.name}客户",
                admins=(chief.userid,),
                departments=(region.id,),
                privileges={"onjob_customer_transfer": False},
            ),
        )
