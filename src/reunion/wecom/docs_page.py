"""The docs page of the open API, written by the registry: Chinese first, English beside it."""

import json
from collections.abc import Iterator
from html import escape
from itertools import groupby
from typing import Any

import msgspec

from reunion.wecom.callbacks import CALLBACKS, CallbackEvent
from reunion.wecom.errors import advice, meanings
from reunion.wecom.openapi import schemas
from reunion.wecom.registry import ENDPOINTS, Endpoint, Secret
from reunion.wecom.unserved import known_paths

_SECRETS = {
    Secret.CONTACTS: "通讯录同步",
    Secret.CUSTOMER_CONTACT: "客户联系",
    Secret.SELF_BUILT: "自建应用",
    Secret.ARCHIVE: "会话内容存档",
}
_DEEPEST = 5


def body() -> str:
    """The inside of `<body>`: a list of contents and one section an endpoint."""
    areas = [(a, list(many)) for a, many in groupby(_ordered(), key=lambda e: e.area)]
    contents = "".join(
        f"<li>{escape(area)}<ul>{''.join(_link(e) for e in many)}</ul></li>" for area, many in areas
    )
    sections = "".join(
        f"<h2>{escape(area)}</h2>{''.join(_section(e) for e in many)}" for area, many in areas
    )
    return (
        f'<nav aria-label="目录"><ul>{contents}<li><a href="#callbacks">回调 Callbacks</a></li>'
        f'<li><a href="#errors">错误码 errcode</a></li>'
        f'<li><a href="#unserved">尚未提供 Not served yet</a></li></ul></nav>'
        f"<main><h1>企业微信接口 Open API</h1>{_INTRODUCTION}{sections}{_callbacks()}{_errors()}"
        f"{_unserved()}</main>"
    )


_INTRODUCTION = """<p>路径、参数和返回与企业微信一致，已有的 SDK 只需换掉地址。先用
<a href="#/cgi-bin/gettoken">gettoken</a> 取得 access_token，其余接口都带上它。返回总是 HTTP 200,
<code>errcode</code> 为 0 即成功；40001、40014、42001 时重新获取 token 再试一次。</p>
<p lang="en">Paths, parameters and answers are those of WeCom, so an SDK only needs another base
address. Answers are HTTP 200 with <code>errcode</code>; fetch a new token and call once more upon
40001, 40014 and 42001. Machine-readable: <a href="/openapi.json">/openapi.json</a>.</p>"""


def _ordered() -> list[Endpoint[Any, Any]]:
    """By area, the areas in order of declaration."""
    first = {e.area: n for n, e in reversed(list(enumerate(ENDPOINTS)))}
    return sorted(ENDPOINTS, key=lambda e: first[e.area])


def _link(endpoint: Endpoint[Any, Any]) -> str:
    return f'<li><a href="#{endpoint.path}">{escape(endpoint.title)}</a></li>'


def _section(endpoint: Endpoint[Any, Any]) -> str:
    purpose = _both_languages(endpoint.purpose)
    others = [*endpoint.methods[1:], *endpoint.aliases]
    also = f"<p>也接受 also taken: {escape(', '.join(others))}</p>" if others else ""
    secrets = "、".join(_SECRETS[s] for s in Secret if s in endpoint.secrets)
    who = f"<p>可调用 who may call: {secrets or '无需 access_token'}</p>"
    token = [("access_token", "string", True, "调用凭证，URL 参数")] if endpoint.secrets else []
    asked = table_of([*token, *rows(schemas(), f"Wecom{endpoint.request.__name__}")])
    if endpoint.shape == "file":
        answered = "<p>文件本身；出错时为 JSON。The file itself; JSON upon an error.</p>"
    else:
        answered = table_of(rows(schemas(), f"Wecom{endpoint.response.__name__}"))
        answered += _example(endpoint.example.response)
    codes = _codes(endpoint.errors)
    many = endpoint.at_once
    at_once = (
        f"<p>每企业最多同时 {many} 个调用 calls at once per company: {many}</p>" if many else ""
    )
    return (
        f'<section id="{endpoint.path}"><h3>{escape(endpoint.title)}</h3>'
        f"<p><code class=call>{endpoint.method} {endpoint.path}</code></p>{purpose}{also}{who}{at_once}"
        f"<h4>请求 Request</h4>{asked}{_example(endpoint.example.request)}"
        f"<h4>返回 Answer</h4>{answered}<h4>错误码 errcode</h4>{codes}</section>"
    )


def _both_languages(text: str) -> str:
    """Lines in plain ASCII are the English half."""
    lines = text.splitlines()
    chinese = "".join(line for line in lines if not line.isascii())
    english = " ".join(line for line in lines if line and line.isascii())
    shown = f"<p>{escape(chinese)}</p>" if chinese else ""
    return shown + (f"<p lang=en>{escape(english)}</p>" if english else "")


Row = tuple[str, str, bool, str]


def rows(components: dict[str, Any], component: str) -> list[Row]:
    """Path, type, required and meaning of every field, nested ones by their path."""
    return list(_rows(components, component, "", 0))


def _rows(components: dict[str, Any], component: str, prefix: str, depth: int) -> Iterator[Row]:
    schema = components.get(component, {})
    required = schema.get("required", [])
    for name, field in schema.get("properties", {}).items():
        kind, inner, many = _kind(field)
        path = f"{prefix}{name}"
        yield path, kind, name in required, field.get("description", "")
        if inner and depth < _DEEPEST:
            yield from _rows(components, inner, f"{path}{'[]' if many else ''}.", depth + 1)


def _kind(field: dict[str, Any]) -> tuple[str, str | None, bool]:
    """The type as a word, the component inside, and whether it is a list of those."""
    for choice in ("anyOf", "oneOf"):
        if choice in field:
            field = next((o for o in field[choice] if o.get("type") != "null"), {})
    if "$ref" in field:
        return "object", field["$ref"].rpartition("/")[2], False
    if field.get("type") == "array":
        word, inner, _ = _kind(field.get("items", {}))
        return f"{word}[]", inner, True
    if "enum" in field:
        return " | ".join(str(one) for one in field["enum"]), None, False
    return str(field.get("type", "any")), None, False


def table_of(fields: list[Row]) -> str:
    """Fields as an HTML table."""
    if not fields:
        return "<p>无参数 No parameters.</p>"
    lines = "".join(
        f"<tr><td><code>{escape(path)}</code>{' <b title=必填>*</b>' if required else ''}</td>"
        f"<td>{escape(kind)}</td><td>{escape(text)}</td></tr>"
        for path, kind, required, text in fields
    )
    return (
        "<div class=wide><table><thead><tr><th>字段 Field</th><th>类型 Type</th><th>说明 Meaning</th>"
        f"</tr></thead><tbody>{lines}</tbody></table></div>"
    )


def _example(values: Any) -> str:
    text = json.dumps(values, ensure_ascii=False, indent=2)
    return f"<pre tabindex=0><code>{escape(text)}</code></pre>" if values else ""


def _codes(codes: tuple[int, ...]) -> str:
    items = "".join(f"<li>{_code(code)}</li>" for code in sorted(codes))
    return f"<ul class=codes>{items}</ul>"


def _code(code: int) -> str:
    chinese, english = advice().get(code, (meanings().get(code, ""), ""))
    shown = f'{escape(chinese)} <span lang="en">{escape(english)}</span>'
    return f'<a href="#e{code}"><code>{code}</code></a> {shown}'


def _errors() -> str:
    lines = "".join(
        f'<tr id="e{code}"><td><code>{code}</code></td><td>{escape(chinese)}</td>'
        f"<td lang=en>{escape(english)}</td></tr>"
        for code, (chinese, english) in sorted(advice().items())
    )
    return (
        '<h2 id="errors">错误码 errcode</h2><div class=wide><table><thead><tr><th>errcode</th>'
        f"<th>怎么办</th><th>What to do</th></tr></thead><tbody>{lines}</tbody></table></div>"
    )


def _callbacks() -> str:
    sections = "".join(_callback(kind) for kind in CALLBACKS.values())
    return (
        '<h2 id="callbacks">回调 Callbacks</h2><p>POST 到应用设置的地址，XML 加密签名后发送；返回 HTTP 200'
        " 即为收到，5 秒内没有响应会重试，共 3 次。同一客户的回调按顺序到达。"
        '<span lang="en">Encrypted and signed XML; HTTP 200 within 5 seconds accepts it; three tries;'
        " callbacks about one customer arrive in order.</span></p>"
        f"{sections}"
    )


def _callback(kind: type[CallbackEvent]) -> str:
    title = (kind.__doc__ or "").partition("\n\n")[0]
    names = ", ".join(f.encode_name for f in msgspec.structs.fields(kind))
    who = "、".join(_SECRETS[s] for s in Secret if s in kind.LISTENERS)
    return (
        f'<section id="{kind.EVENT}.{kind.CHANGE_TYPE}"><h3>{escape(title.split(" ")[0])}</h3>'
        f"<p><code class=call>{kind.EVENT} / {kind.CHANGE_TYPE}</code></p>"
        f"<p>{escape(title.partition(' ')[2])}</p><p>接收 Heard by: {who}</p>"
        f"<p>字段 Fields: <code>{escape(names)}</code></p>{_example(kind.EXAMPLE)}</section>"
    )


def _unserved() -> str:
    served = {path for e in ENDPOINTS for path in e.paths}
    left = [known for path, known in known_paths().items() if path not in served]
    lines = "".join(
        f"<tr><td><code>{escape(k.path)}</code></td><td>{escape(k.area)}</td>"
        f"<td>{escape(k.purpose)}</td></tr>"
        for k in left
    )
    return (
        f'<h2 id="unserved">尚未提供 Not served yet ({len(left)})</h2><p>这些路径返回 HTTP 501 与'
        " errcode 48002。These answer HTTP 501 with errcode 48002.</p><details><summary>列表 List"
        f"</summary><div class=wide><table><tbody>{lines}</tbody></table></div></details>"
    )
