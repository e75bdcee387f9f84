"""素材管理: files. A media_id lives three days and is shared by all apps of the corp."""

from reunion.wecom.registry import get, post
from reunion.wecom.wire import Answer, Filled, Request, Wire

AREA = "素材管理"
PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f"
    b"\x15\xc4\x89\x00\x00\x00\rIDATx\x9cc\xf8\xcf\xc0\xf0\x1f\x00\x05\x00\x01\xff\x89\x99=\x1d"
    b"\x00\x00\x00\x00IEND\xaeB`\x82"
)
"""The smallest picture, for the examples."""


class Upload(Wire):
    """The file part of a multipart call."""

    filename: str
    content_type: str
    content: bytes


class UploadRequest(Request):
    """`type`: image, voice, video or file. The multipart part is called `media`."""

    type: Filled
    media: Upload


class UploadResponse(Answer):
    """`created_at`: seconds since 1970, as text."""

    type: str = ""
    media_id: str = ""
    created_at: str = ""


class UploadAttachmentRequest(Request):
    """`media_type`: image, video or file. `attachment_type` 1 for Moments, 2 for the product album.
    The multipart part is called `media`."""

    media_type: Filled
    attachment_type: int
    media: Upload


class UploadAttachmentResponse(Answer):
    """`created_at`: seconds since 1970."""

    type: str = ""
    media_id: str = ""
    created_at: int = 0


class GetMediaRequest(Request):
    media_id: Filled


class File(Wire):
    """A file instead of JSON; errors still come as JSON with errcode."""

    filename: str
    content_type: str
    content: bytes


class UploadImgRequest(Request):
    """The multipart part is called `media`."""

    media: Upload


class UploadImgResponse(Answer):
    url: str = ""


@post(
    "/cgi-bin/media/upload",
    area=AREA,
    shape="multipart",
    errors=(40004, 40005, 40006, 40009, 40011, 41005, 44001, 45001, 45007),
    missing={"media": 41005, "type": 40005},
    request={"type": "image"},
    upload=("frame.png", "image/png", PNG),
    response={
        "errcode": 0,
        "errmsg": "ok",
        "type": "image",
        "media_id": "1G6nrLmr5EC3MMb_-zK1dDdzmd0p7cNliYu9V5w7o8K0",
        "created_at": "1380000000",
    },
)
def upload(req: UploadRequest) -> UploadResponse:
    """上传临时素材

    图片 10MB(JPG/PNG)、语音 2MB/60 秒(AMR)、视频 10MB(MP4)、文件 20MB，均大于 5 字节。
    Store a file for three days; its kind is checked by content.
    """
    ...


@post(
    "/cgi-bin/media/upload_attachment",
    area=AREA,
    shape="multipart",
    errors=(40004, 40005, 40006, 40058, 41005, 41080, 41082, 44001),
    missing={"media": 41005, "media_type": 40005},
    request={"media_type": "image", "attachment_type": 1},
    upload=("frame.png", "image/png", PNG),
    response={
        "errcode": 0,
        "errmsg": "ok",
        "type": "image",
        "media_id": "1G6nrLmr5EC3MMb_-zK1dDdzmd0p7cNliYu9V5w7o8K0",
        "created_at": 1380000000,
    },
)
def upload_attachment(req: UploadAttachmentRequest) -> UploadAttachmentResponse:
    """上传附件资源

    朋友圈和商品图册的图片、视频（MP4，不超过 30 秒）或文件，不超过 10 MB，有效三天。
    A picture, video or file for Moments and the album: 10 MB, videos 30 seconds, kept three days.
    """
    ...


@get(
    "/cgi-bin/media/get",
    area=AREA,
    shape="file",
    errors=(40007, 41006),
    request={"media_id": "1G6nrLmr5EC3MMb_-zK1dDdzmd0p7cNliYu9V5w7o8K0"},
    response={},
)
def get_(req: GetMediaRequest) -> File:
    """获取临时素材

    返回文件本身，支持 Range。
    The file itself; byte ranges are honoured.
    """
    ...


@post(
    "/cgi-bin/media/uploadimg",
    area=AREA,
    shape="multipart",
    errors=(40004, 40006, 40009, 41005, 44001, 45001, 45009),
    missing={"media": 41005},
    request={},
    upload=("frame.png", "image/png", PNG),
    response={
        "errcode": 0,
        "errmsg": "ok",
        "url": "http://127.0.0.1:8700/p/img/4fxhsykewdbi.png",
    },
)
def uploadimg(req: UploadImgRequest) -> UploadImgResponse:
    """上传图片

    得到永久有效的图片 URL；每企业每月 3000 张、每天 1000 张。
    Store a picture for good and get its public address.
    """
    ...
