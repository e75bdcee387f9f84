"""Posters: the company's picture with the member's own code on it, made when it is asked for.

The code is WeCom's own (add_contact_way), one for a member and a poster; its picture is read once, and the
address in it drawn anew, so that it is sharp at every size. A picture that cannot be read is put as it is.
"""

import asyncio
import io
from datetime import datetime
from pathlib import Path

import msgspec
import segno
import zxingcpp
from PIL import Image, ImageDraw

from reunion.core.config import Config
from reunion.core.context import Context
from reunion.core.errors import AppError
from reunion.core.outgoing import NotReached, Outgoing
from reunion.growth.connection.clients import Connection
from reunion.growth.content import files, readers, senders
from reunion.growth.content.bodies import Poster
from reunion.growth.content.fonts import chinese
from reunion.growth.content.model import FileUnknown, LinkUnknown
from reunion.growth.content.store import codes, items
from reunion.growth.mirror import service as mirror
from reunion.growth.mirror.channels import Channel
from reunion.wecom.endpoints.contact_ways import AddContactWayRequest, add_contact_way
from reunion.wecom.endpoints.media import Upload, UploadRequest, upload
from reunion.wecom.errors import WecomError

_WIDTH = 1080
_LARGEST_CODE = 2 * 1024 * 1024
_making = asyncio.Semaphore(2)


class NoCode(AppError):
    """WeCom gave no code for the member."""

    errcode = -1
    status = 503
    code = "poster_no_code"
    title_zh = "企业微信暂时没有给出您的二维码，请稍后再试"
    title_en = "WeCom gave no code for you; please try again later"


async def made(ctx: Context, config: Config, wecom: Connection, token: str) -> bytes:
    """The poster of a link as PNG; raises LinkUnknown, LinkExpired, NoCode."""
    found = await readers.find(ctx, token, "")
    if found.item.kind != "poster" or not found.share.userid:
        raise LinkUnknown
    inside, userid = found.ctx, found.share.userid
    body = msgspec.convert(found.item.body, Poster)
    file = await items.file(inside, body.file)
    if file is None:
        raise FileUnknown
    address, picture = await _code(inside, config, wecom, found.item.id, userid)
    sender = await senders.sender(inside, userid) if body.name else None
    base = files.blobs_of(config).path(file.sha256)
    async with _making:
        return await asyncio.to_thread(
            composed, base, body, address, picture, sender.name if sender else ""
        )


async def uploaded(ctx: Context, config: Config, wecom: Connection, token: str) -> str:
    """The media_id of the poster of a link in WeCom, by which it is sent as a picture; raises the same, and
    NoCode where WeCom does not take it."""
    media = Upload(
        filename="poster.png",
        content_type="image/png",
        content=await made(ctx, config, wecom, token),
    )
    try:
        asked = UploadRequest(type="image", media=media)
        return (await (await wecom.of(ctx.corp_id)).call(upload, asked)).media_id
    except WecomError as error:
        raise NoCode from error


async def added(ctx: Context, since: datetime) -> list[tuple[int, str, int]]:
    """(poster, userid, customers who scanned his code since)."""
    states = {state_of(key): key for key in await codes.posters(ctx)}
    found = await mirror.added_by(ctx, list(states), since) if states else []
    return [(states[channel], userid, count) for channel, userid, count in found]


async def channels(ctx: Context) -> list[Channel]:
    """What the codes on posters bring, called as the posters are."""
    return [Channel(state_of(key), title) for key, title in (await codes.titles(ctx)).items()]


def state_of(content_id: int) -> str:
    """The state of the codes on a poster: whoever scans one is known by it."""
    return f"poster{content_id}"


async def _code(
    ctx: Context, config: Config, wecom: Connection, content_id: int, userid: str
) -> tuple[str, bytes]:
    """What the member's code says; its picture where that cannot be read."""
    kept = await codes.get(ctx, content_id, userid)
    if kept is None:
        asked = AddContactWayRequest(
            type=1, scene=2, user=[userid], state=state_of(content_id), skip_verify=True
        )
        try:
            answer = await (await wecom.of(ctx.corp_id)).call(add_contact_way, asked)
        except WecomError as error:
            raise NoCode from error
        kept = await codes.put(ctx, content_id, userid, answer.config_id, str(answer.qr_code))
    if kept.address:
        return kept.address, b""
    async with Outgoing(allow_private=True) as outgoing:
        try:
            reply = await outgoing.request("GET", kept.picture, at_most=_LARGEST_CODE)
        except NotReached as error:
            raise NoCode from error
    if reply.status != 200:
        raise NoCode
    address = await asyncio.to_thread(_read, reply.body)
    if address:
        await codes.read(ctx, content_id, userid, address)
    return address, reply.body


def _read(picture: bytes) -> str:
    try:
        with Image.open(io.BytesIO(picture), formats=("PNG", "JPEG")) as image:
            found = zxingcpp.read_barcodes(image.convert("L"))
    except (OSError, ValueError):
        return ""
    return found[0].text if found else ""


def composed(base: Path, body: Poster, address: str, picture: bytes, name: str) -> bytes:
    """The picture with the code and the name on it, 1080 pixels wide; blocking."""
    with Image.open(base) as given:
        height = max(1, round(given.height * _WIDTH / given.width))
        poster = given.convert("RGB").resize((_WIDTH, min(height, _WIDTH * 4)))
    side = round(poster.width * body.code.size / 100)
    left = min(round(poster.width * body.code.x / 100), poster.width - side)
    top = min(round(poster.height * body.code.y / 100), poster.height - side)
    code = _drawn(address, picture).resize((side, side), Image.Resampling.NEAREST)
    poster.paste(code, (max(left, 0), max(top, 0)))
    if name:
        _named(poster, name, left + side // 2, top + side, side)
    out = io.BytesIO()
    poster.save(out, "PNG", optimize=False)
    return out.getvalue()


def _drawn(address: str, picture: bytes) -> Image.Image:
    if not address:
        with Image.open(io.BytesIO(picture), formats=("PNG", "JPEG")) as image:
            return image.convert("RGB")
    out = io.BytesIO()
    segno.make(address, error="m", micro=False).save(out, kind="png", scale=12, border=2)
    return Image.open(out).convert("RGB")


def _named(poster: Image.Image, name: str, middle: int, top: int, side: int) -> None:
    draw = ImageDraw.Draw(poster)
    font = chinese(max(side // 9, 16))
    box = draw.textbbox((0, 0), name, font=font)
    width, height = round(box[2] - box[0]), round(box[3] - box[1])
    top = min(top + height // 2, poster.height - 2 * height)
    pad = height // 2
    place = (middle - width // 2 - pad, top, middle + width // 2 + pad, top + height + 2 * pad)
    draw.rounded_rectangle(place, radius=pad, fill="white")
    draw.text((middle, top + pad + height / 2), name, fill="#222222", font=font, anchor="mm")
