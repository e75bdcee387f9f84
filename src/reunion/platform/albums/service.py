"""The verbs on products."""

from typing import Any

from reunion import outbox
from reunion.core import ids
from reunion.core.context import Context
from reunion.core.errors import Text
from reunion.core.paging import Page, decode_cursor, encode_cursor
from reunion.platform.albums import store
from reunion.platform.albums.model import (
    PRODUCTS,
    Change,
    Draft,
    Picture,
    PicturesInvalid,
    Product,
    ProductDeleted,
    ProductPage,
    ProductRow,
    ProductUnknown,
    TooManyProducts,
    check_description,
    check_pictures,
    check_price,
    check_sn,
    title_of,
)
from reunion.platform.corps import service as corps
from reunion.platform.corps.model import card
from reunion.platform.media import service as media
from reunion.platform.media.model import NoMedia, TypeNotTaken


async def create(ctx: Context, draft: Draft) -> ProductRow:
    """A new product. Raises what is wrong with the draft, TooManyProducts."""
    description = check_description(draft.description)
    price, sn = check_price(draft.price), check_sn(draft.product_sn)
    if await store.how_many(ctx) >= PRODUCTS:
        raise TooManyProducts(limit=PRODUCTS)
    row = await store.insert(
        ctx,
        {
            "product_id": ids.alphanumeric(24),
            "description": description,
            "price_fen": price,
            "product_sn": sn,
            "picture_ids": await _pictures(ctx, draft.picture_ids),
            "created_by_app": draft.app_id,
            "created_by": ctx.actor.name,
            "created_at": ctx.now,
        },
    )
    await _announce(ctx, row, "product.created", {"price": price})
    return row


async def _pictures(ctx: Context, media_ids: tuple[str, ...]) -> list[str]:
    """Ids of pictures that everybody may see and that do not expire; raises PicturesInvalid."""
    check_pictures(len(media_ids))
    kept: list[str] = []
    for place, media_id in enumerate(media_ids):
        try:
            kept.append((await media.keep_public(ctx, media_id)).id)
        except (NoMedia, TypeNotTaken):
            problem = Text("图片不存在、已过期或不是图片", "no usable picture")
            raise PicturesInvalid(problem, **{f"pictures[{place}]": problem}) from None
    return kept


async def change(ctx: Context, row: ProductRow, wanted: Change) -> ProductRow:
    """Sets what is given; raises what `create` raises."""
    values: dict[str, Any] = {}
    if wanted.description is not None:
        values["description"] = check_description(wanted.description)
    if wanted.price is not None:
        values["price_fen"] = check_price(wanted.price)
    if wanted.product_sn is not None:
        values["product_sn"] = check_sn(wanted.product_sn)
    if wanted.picture_ids is not None:
        values["picture_ids"] = await _pictures(ctx, wanted.picture_ids)
    if values:
        row = await store.update(ctx, row.id, values)
        await _announce(ctx, row, "product.updated", {"changed": sorted(values)})
    return row


async def delete(ctx: Context, row: ProductRow) -> None:
    """Its page says that it is gone; cards in chats stay."""
    await store.update(ctx, row.id, {"deleted_at": ctx.now})
    await _announce(ctx, row, "product.deleted", {})


async def require(
    ctx: Context, *, key: int | None = None, product_id: str | None = None
) -> ProductRow:
    """Raises ProductUnknown, ProductDeleted."""
    row = await store.get(ctx, key=key, product_id=product_id)
    if row is None:
        raise ProductUnknown()
    if row.deleted:
        raise ProductDeleted()
    return row


async def page(
    ctx: Context, public_url: str, *, q: str, cursor: str | None, limit: int
) -> Page[Product]:
    """The album, the latest first."""
    before = decode_cursor(cursor, tuple[int])[0] if cursor else None
    rows = await store.page(ctx, q, before, limit + 1)
    more = len(rows) > limit
    rows = rows[:limit]
    shown_rows = await shown(ctx, rows, public_url)
    return Page(shown_rows, encode_cursor(rows[-1].id) if more else None)


async def rows(ctx: Context, cursor: str, limit: int) -> tuple[list[ProductRow], str]:
    """The album for programs, and the next cursor."""
    before = decode_cursor(cursor, tuple[int])[0] if cursor else None
    found = await store.page(ctx, "", before, limit + 1)
    more = len(found) > limit
    found = found[:limit]
    return found, encode_cursor(found[-1].id) if more else ""


async def shown(ctx: Context, rows: list[ProductRow], public_url: str) -> list[Product]:
    """Rows as console and desk get them."""
    apps = await store.app_names(ctx, [row.created_by_app for row in rows if row.created_by_app])
    return [
        Product(
            id=row.id,
            product_id=row.product_id,
            description=row.description,
            price=row.price_fen,
            product_sn=row.product_sn,
            pictures=[Picture(one, media.url(one)) for one in row.picture_ids],
            url=url_of(public_url, row.product_id),
            opened=row.opened,
            app=apps.get(row.created_by_app) if row.created_by_app else None,
            created_by=row.created_by,
            created_at=row.created_at,
        )
        for row in rows
    ]


async def visit(ctx: Context, product_id: str) -> ProductPage:
    """A customer opens a product's page. Raises ProductUnknown, ProductDeleted."""
    row = await store.open_page(ctx.tx, product_id)
    if row is None:
        raise ProductUnknown()
    if row.deleted:
        raise ProductDeleted()
    return ProductPage(
        description=row.description,
        price=row.price_fen,
        product_sn=row.product_sn,
        pictures=[media.url(one) for one in row.picture_ids],
        corp=card(await corps.require(ctx.in_corp(row.corp_id))),
    )


def url_of(public_url: str, product_id: str) -> str:
    """The page that a card in a chat leads to."""
    return f"{public_url}/app/product/{product_id}"


async def _announce(ctx: Context, row: ProductRow, name: str, more: dict[str, Any]) -> None:
    data = {"id": row.id, "title": title_of(row.description), **more}
    await outbox.append(ctx, name, subject=row.product_id, key=f"product:{row.id}", data=data)
