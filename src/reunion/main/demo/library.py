"""What the example company has to send: articles, a mini page, a report, a poster, a form, quick replies. Made
by the verbs that people use, on the days when they would have."""

import io
from datetime import timedelta
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
from PIL import Image, ImageDraw

from reunion.core.context import Actor, Context
from reunion.growth.content import files, library, library_page, replies
from reunion.growth.content.bodies import Kind
from reunion.growth.content.fonts import chinese
from reunion.growth.content.model import ContentDraft, Senders
from reunion.growth.content.replies import ReplyDraft
from reunion.growth.forms import service as forms
from reunion.growth.forms.model import FormCondition, FormDraft, FormField, FormOption
from reunion.main.demo.plan import Plan
from reunion.main.demo.staff_rows import Ground
from reunion.storage.blobs import Blobs

_ARTICLES = (
    (
        "开学前，先给孩子的眼睛做个体检",
        ("度数没变，也要每半年查一次：眼轴长了，近视就会跟着来。",
         "验光前一天让孩子早点睡，戴隐形的至少停戴一天。",
         "我们会留下每次的眼轴和度数，下一次对着看，涨没涨一目了然。"),
        46,
    ),
    (
        "镜片怎么挑：防蓝光、变色、渐进，一次说清",
        ("整天对着屏幕，先看镜片的防眩光，再看防蓝光。",
         "开车多、常进出室内外，变色镜片省去换镜的麻烦。",
         "看远清楚、看近模糊，就该试试渐进多焦点，通常一周能适应。"),
        38,
    ),
)  # fmt: skip
_REPORT = (
    ("青少年近视防控手册", "每半年一次：视力、眼轴、屈光"),
    ("一 户外两小时", "白天在户外，每天累计两小时"),
    ("二 二十分钟法则", "近看二十分钟，远望二十秒"),
    ("三 离焦镜片适合谁", "一年增长超过五十度的孩子"),
    ("四 复查怎么安排", "第一个月、第三个月，之后每半年"),
)
_REPLIES = (
    ("到店", "预约验光", "您好，验光大约 30 分钟，周末人多，我先给您留个时间？"),
    ("到店", "停车", "商场 B2 停车，验光配镜可以抵两小时停车费。"),
    (
        "配镜",
        "取镜",
        "您的眼镜做好了，营业时间 10:00–21:30 都可以来取，来之前说一声，我先给您调好。",
    ),
    ("配镜", "适应期", "新眼镜一般三到七天适应，头晕或看不清随时告诉我，免费复调。"),
    ("售后", "保养", "镜片别用衣角擦，清水冲一下再用镜布吸干；鼻托和螺丝可以随时来店免费调。"),
)
_FORM = "配镜需求小调查"
_PAGE = (620, 877)


class Material(NamedTuple):
    """`places`: pages; 0 for what is read by scrolling."""

    id: int
    kind: Kind
    title: str
    made_days_ago: int
    places: int
    weight: int


class Library(NamedTuple):
    materials: list[Material]
    form_id: int
    form: FormDraft


async def fill(ctx: Context, data: Path, made: Plan, ground: Ground) -> Library:
    """Answers what members may send, the poster left out, since nobody opens its link."""
    blobs = Blobs(data / "blobs" / "content")
    author = ctx.acting_as(Actor("admin", ground.members[0], made.staff[0].name))

    def ago(days: int) -> Context:
        return msgspec.structs.replace(author, now=ctx.now - timedelta(days=days))

    knowledge = await library.add_folder(ago(60), "护眼知识", None)
    shops = await library.add_folder(ago(60), "到店活动", Senders(department_ids=(1,)))
    materials: list[Material] = []

    async def keep(
        kind: Kind, title: str, body: dict[str, Any], days: int, weight: int, *, places: int = 0,
        **more: Any,
    ) -> None:  # fmt: skip
        draft = ContentDraft(kind=kind, title=title, body=body, **more)
        key = await library.create(ago(days), draft)
        materials.append(Material(key, kind, title, days, places, weight))

    for title, words, days in _ARTICLES:
        body = {"doc": {"type": "doc", "content": [_paragraph(one) for one in words * 3]}}
        await keep("article", title, body, days, 4, folder_id=knowledge, listed=True)
    pdf = await files.upload(ago(33), blobs, io.BytesIO(_report()), "青少年近视防控手册.pdf")
    await keep(
        "report", "青少年近视防控手册", {"file": pdf.id}, 33, 3, places=len(_REPORT),
        folder_id=knowledge, gated=True, listed=True,
        summary="五页看完：户外多久、镜片怎么选、多久复查一次",
    )  # fmt: skip
    await keep("page", "周年庆：第二副半价", {"blocks": _BLOCKS}, 21, 3, folder_id=shops)
    asked = _form()
    form = await forms.create(ago(28), asked)
    token = (await forms.require(ctx, form)).token
    await keep("form", _FORM, {"form": token}, 28, 2, folder_id=shops)
    picture = await files.upload(ago(20), blobs, io.BytesIO(_poster()), "周年庆海报.png")
    place = {"x": 66, "y": 74, "size": 24}
    poster = {"file": picture.id, "code": place, "name": True}
    draft = ContentDraft(
        kind="poster", title="周年庆海报", body=poster, folder_id=shops, cover=picture.shown.url
    )
    await library.create(ago(20), draft)
    intro = "验光师整理的护眼知识，登记后可以下载手册。"
    await library_page.put(ago(30), is_open=True, title="春茶眼镜 资料库", intro=intro)
    for category, title, text in _REPLIES:
        await replies.add(ago(50), "", ReplyDraft(category, text, title))
    return Library(materials, form, asked)


def _paragraph(text: str) -> dict[str, Any]:
    return {"type": "paragraph", "content": [{"type": "text", "text": text}]}


_BLOCKS = [
    {"type": "title", "text": "第二副半价，镜框镜片都算"},
    {"type": "words", "text": "本月任意门店配两副，第二副半价；老客户带朋友来，两个人都能用。"},
    {"type": "divider"},
    {"type": "words", "text": "不与其他优惠同享。到店报您的名字即可，免排队请提前一天预约。"},
]


def _form() -> FormDraft:
    def choice(key: str, label: str, *options: str, **more: Any) -> FormField:
        marked = [FormOption(option) for option in options]
        return FormField(key, "choice", label, required=True, options=marked, **more)

    children = [FormCondition("whom", values=["孩子"])]
    fields = [
        choice("whom", "这次给谁配镜", "自己", "孩子", "父母"),
        FormField("age", "number", "孩子几岁", when=children, least=3, most=18),
        choice("screen", "每天看屏幕多久", "4 小时以内", "4–8 小时", "8 小时以上"),
        FormField("service", "rating", "上次到店的服务打几分", most=5),
    ]
    return FormDraft(
        title=_FORM, intro="三十秒填完，到店少等十分钟。", thanks="收到，到店见～",
        fields=fields,
    )  # fmt: skip


def _report() -> bytes:
    sheets = [_sheet(number, *words) for number, words in enumerate(_REPORT)]
    out = io.BytesIO()
    sheets[0].save(out, "PDF", save_all=True, append_images=sheets[1:])
    return out.getvalue()


def _sheet(number: int, title: str, words: str) -> Image.Image:
    sheet = Image.new("RGB", _PAGE, "#fffdf8")
    pen = ImageDraw.Draw(sheet)
    pen.rectangle((0, 0, _PAGE[0], 150 if number else 420), fill="#2f6b57")
    pen.text((48, 60 if number else 300), title, fill="white", font=chinese(40))
    pen.text((48, 190 if number else 460), words, fill="#333333", font=chinese(24))
    for bar in range(6):
        height = 60 + (bar * 37 + number * 53) % 220
        pen.rectangle((60 + bar * 90, 780 - height, 110 + bar * 90, 780), fill="#8fbfa8")
    return sheet


def _poster() -> bytes:
    image = Image.new("RGB", (720, 1080), "#f3e3cf")
    pen = ImageDraw.Draw(image)
    pen.ellipse((-160, 560, 880, 1500), fill="#2f6b57")
    for left in (110, 390):
        pen.rounded_rectangle((left, 330, left + 220, 490), 72, outline="#3b2f2a", width=18)
    pen.arc((315, 350, 405, 440), 200, 340, fill="#3b2f2a", width=16)
    pen.text((110, 130), "周年庆", fill="#3b2f2a", font=chinese(96))
    pen.text((110, 250), "第二副半价", fill="#3b2f2a", font=chinese(44))
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()
