"""The documentation that the server itself shows: no script, nothing from other servers."""

from functools import cache
from html import escape
from typing import Annotated, Any

from litestar import MediaType, Request, Response, get
from litestar.exceptions import NotFoundException
from litestar.params import PathParameter

from reunion.core.errors import AppError
from reunion.main import docs_surface
from reunion.main.version import VERSION
from reunion.surfaces.access import allow
from reunion.wecom import docs_page

_STYLE = """
:root{color-scheme:light dark;--line:#8884;--soft:#8881;--link:#0052d9}
@media (prefers-color-scheme:dark){:root{--link:#6ea8ff}}
*{box-sizing:border-box}
body{margin:0;font:16px/1.6 system-ui,"PingFang SC","Noto Sans CJK SC","Microsoft YaHei",sans-serif}
a{color:var(--link)}
.page{display:grid;grid-template-columns:minmax(0,260px) minmax(0,1fr);max-width:1280px;margin:auto}
nav{position:sticky;top:0;max-height:100vh;overflow:auto;padding:24px 16px;font-size:14px}
nav ul{list-style:none;padding-left:12px;margin:4px 0}
nav>ul{padding:0}
main{padding:24px 24px 96px;min-width:0}
section{border-top:1px solid var(--line);padding:8px 0 24px;scroll-margin-top:8px}
h2{margin-top:48px}
h4{margin:20px 0 6px}
table{border-collapse:collapse;width:100%;font-size:14px}
th,td{text-align:left;vertical-align:top;padding:6px 12px 6px 0;border-bottom:1px solid var(--line)}
.wide{overflow-x:auto}
pre{background:var(--soft);padding:12px 16px;border-radius:8px;overflow:auto;font-size:13px}
code{font-family:ui-monospace,"SF Mono",Menlo,monospace;font-size:.92em;overflow-wrap:anywhere}
.call{background:var(--soft);padding:4px 8px;border-radius:6px}
nav a{overflow-wrap:anywhere}
.codes{padding-left:20px;font-size:14px}
[lang=en]{color:color-mix(in srgb,currentColor 75%,transparent)}
b{color:#d54941}
section:target{box-shadow:-12px 0 0 -8px var(--link)}
tr:target{background:#ffd70022}
main>section{padding-left:12px;margin-left:-12px}
@media (max-width:800px){.page{display:block}nav{position:static;max-height:40vh}main{padding:16px}}
"""
_STAFF = (
    "<p>登录：POST /api/{0}/session 得到 Cookie 和 csrf_token，写操作带上 X-CSRF-Token；脚本用"
    " POST /api/{0}/tokens 得到 token，放在 Authorization: Bearer。<span lang=en> Sign in with a"
    " session (cookie, and X-CSRF-Token on writes) or, in scripts, with a token (Authorization:"
    " Bearer).</span></p>"
)
_CUSTOMERS = (
    "<p>登录：POST /api/app/codes 获取一次性验证码，再 POST /api/app/session；脚本用 POST"
    " /api/app/tokens。<span lang=en> Sign in with a phone number and its one-time code.</span></p>"
)
_SIGNING_IN = {
    "console": _STAFF.format("console"),
    "desk": _STAFF.format("desk"),
    "app": _CUSTOMERS,
}
_SURFACES = {
    "console": ("管理后台", "Headquarters' surface: directory, customers, tags, apps, audit."),
    "desk": ("员工工作台", "The staff's surface: customers, conversations, requests."),
    "app": ("客户端", "The customers' surface: codes, contacts, conversations."),
}


def _page(title: str, body: str) -> Response[str]:
    html = (
        "<!doctype html><html lang=zh-CN><meta charset=utf-8>"
        '<meta name=viewport content="width=device-width,initial-scale=1">'
        f"<title>{escape(title)} · Reunion 重逢</title><style>{_STYLE}</style>"
        f'<body><div class="page">{body}</div></body></html>'
    )
    return Response(html, media_type=MediaType.HTML)


@get("/docs", opt=allow("public"), include_in_schema=False)
async def contents() -> Response[str]:
    """Where each surface is described."""
    own = "".join(
        f'<tr><td><a href="/docs/{name}">/api/{name}</a></td><td>{chinese}</td>'
        f"<td lang=en>{english}</td></tr>"
        for name, (chinese, english) in _SURFACES.items()
    )
    return _page(
        "接口文档",
        '<nav aria-label="目录"><ul><li><a href="/docs/api">企业微信接口</a></li>'
        '<li><a href="/docs/errors">错误</a></li><li><a href="/openapi.json">openapi.json</a></li>'
        f"</ul></nav><main><h1>接口文档 API documentation</h1><p>Reunion {VERSION}</p>"
        "<div class=wide><table><tbody>"
        '<tr><td><a href="/docs/api">/cgi-bin</a></td><td>企业微信接口</td>'
        "<td lang=en>WeCom's server API and callbacks, for the SDKs you have.</td></tr>"
        f"{own}</tbody></table></div></main>",
    )


@get("/docs/api", opt=allow("public"), include_in_schema=False)
async def open_api() -> Response[str]:
    """The open surface, endpoint by endpoint."""
    return _page("企业微信接口", _open_api_body())


@cache
def _open_api_body() -> str:
    return docs_page.body()


@get("/docs/errors", opt=allow("public"), include_in_schema=False)
async def own_errors() -> Response[str]:
    """What the `code` of a problem means on our own surfaces."""
    lines = "".join(
        f'<tr id="{kind.code}"><td><code>{kind.code}</code></td><td>{kind.status}</td>'
        f"<td>{escape(kind.title_zh)}</td><td lang=en>{escape(kind.title_en)}</td></tr>"
        for kind in sorted(_kinds(AppError), key=lambda kind: kind.code)
    )
    return _page(
        "错误",
        '<nav><a href="/docs">接口文档</a></nav><main><h1>错误 Problems</h1><p>自有接口的错误是'
        " application/problem+json;<code>code</code> 如下。</p><div class=wide><table><thead><tr>"
        "<th>code</th><th>HTTP</th><th>说明</th><th>Meaning</th></tr></thead>"
        f"<tbody>{lines}</tbody></table></div></main>",
    )


def _kinds(kind: type[AppError]) -> set[type[AppError]]:
    """A class and all below it, one for each code."""
    found = {kind.code: kind}
    for below in kind.__subclasses__():
        found.update({one.code: one for one in _kinds(below)})
    return set(found.values())


@get("/docs/{surface:str}", opt=allow("public"), include_in_schema=False)
async def own_surface(
    surface: Annotated[str, PathParameter()], request: Request[Any, Any, Any]
) -> Response[str]:
    """One of our own surfaces, from its OpenAPI."""
    if surface not in _SURFACES:
        raise NotFoundException
    chinese, english = _SURFACES[surface]
    schema = request.app.openapi_schema.to_schema()
    head = f"<h1>{chinese} /api/{surface}</h1><p lang=en>{english}</p>{_SIGNING_IN[surface]}"
    return _page(chinese, docs_surface.body(schema, f"/api/{surface}/", head))


routes: list[Any] = [contents, open_api, own_errors, own_surface]
