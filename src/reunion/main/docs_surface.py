"""A page about one of our own surfaces, written from its OpenAPI."""

from html import escape
from typing import Any

from reunion.wecom.docs_page import rows, table_of


def body(schema: dict[str, Any], prefix: str, head: str) -> str:
    """Every path below `prefix`: what it does, takes and answers."""
    paths = {path: each for path, each in schema["paths"].items() if path.startswith(prefix)}
    components = schema.get("components", {}).get("schemas", {})
    links = "".join(f'<li><a href="#{escape(p)}">{escape(p)}</a></li>' for p in paths)
    sections = "".join(_path(path, each, components) for path, each in paths.items())
    return (
        f'<nav aria-label="目录"><a href="/docs">接口文档</a><ul>{links}</ul></nav>'
        f"<main>{head}{sections}</main>"
    )


def _path(path: str, operations: dict[str, Any], components: dict[str, Any]) -> str:
    parts = "".join(
        f"<h3><code class=call>{escape(method.upper())} {escape(path)}</code></h3>"
        f"<p>{escape(operation.get('description') or operation.get('summary') or '')}</p>"
        f"{_parameters(operation)}{_bodies(operation, components)}"
        for method, operation in operations.items()
        if isinstance(operation, dict)
    )
    return f'<section id="{escape(path)}">{parts}</section>'


def _parameters(operation: dict[str, Any]) -> str:
    named = [
        (one["name"], one["in"], bool(one.get("required")), one.get("description", ""))
        for one in operation.get("parameters", [])
        if "name" in one
    ]
    return table_of(named) if named else ""


def _bodies(operation: dict[str, Any], components: dict[str, Any]) -> str:
    asked = _shown("请求 Request", operation.get("requestBody", {}), components)
    replies = operation.get("responses", {}).items()
    answers = [_shown("返回 Answer", reply, components) for code, reply in replies if code < "3"]
    return asked + "".join(answers)


def _shown(title: str, body: dict[str, Any], components: dict[str, Any]) -> str:
    for content in body.get("content", {}).values():
        name = _component(content.get("schema", {}))
        fields = rows(components, name)
        if fields:
            summary = f"<summary>{title}: <code>{escape(name)}</code></summary>"
            return f"<details>{summary}{table_of(fields)}</details>"
    return ""


def _component(schema: dict[str, Any]) -> str:
    schema = schema.get("items", schema)
    for choice in ("anyOf", "oneOf"):
        if choice in schema:
            schema = next((one for one in schema[choice] if "$ref" in one), {})
    return str(schema.get("$ref", "")).rpartition("/")[2]
