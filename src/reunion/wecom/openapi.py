"""The open surface as OpenAPI 3.1, from the registry."""

from typing import Any

import msgspec

import reunion.wecom.endpoints  # noqa: F401  (fills the registry)
from reunion.wecom.errors import says
from reunion.wecom.fields import field_text
from reunion.wecom.registry import ENDPOINTS, Endpoint

_PREFIX = "Wecom"
_SCHEMA = "#/components/schemas/"
_SECURITY = "access_token"


def merge_open_paths(schema: dict[str, Any]) -> dict[str, Any]:
    """`schema` (an OpenAPI document) with every served path of /cgi-bin added."""
    components = schema.get("components", {})
    return {
        **schema,
        "paths": {**schema.get("paths", {}), **_paths()},
        "components": {
            **components,
            "schemas": {**components.get("schemas", {}), **schemas()},
            "securitySchemes": {
                **components.get("securitySchemes", {}),
                _SECURITY: {
                    "type": "apiKey",
                    "in": "query",
                    "name": "access_token",
                    "description": "From /cgi-bin/gettoken; lives 7200 seconds.",
                },
            },
        },
    }


def _paths() -> dict[str, Any]:
    return {
        path: {
            method.lower(): _operation(endpoint, method, alias=path != endpoint.path)
            for method in endpoint.methods
        }
        for endpoint in ENDPOINTS
        for path in endpoint.paths
    }


def _operation(endpoint: Endpoint[Any, Any], method: str, *, alias: bool) -> dict[str, Any]:
    main = method == endpoint.method and not alias
    name = f"{endpoint.area}: {endpoint.title}"
    operation_id = endpoint.path.removeprefix("/cgi-bin/").replace("/", "_")
    suffix = ("" if method == endpoint.method else f"_{method.lower()}") + "_alias" * alias
    operation: dict[str, Any] = {
        "operationId": f"wecom_{operation_id}{suffix}",
        "tags": [f"WeCom {endpoint.area.split('/')[0]}"],
        "summary": name,
        "description": _description(endpoint),
        "deprecated": not main,
        "security": [{_SECURITY: []}] if endpoint.secrets else [{}],
        "responses": {"200": _response(endpoint)},
    }
    if method == "GET":
        operation["parameters"] = _query(endpoint)
    elif endpoint.shape == "multipart":
        operation["parameters"] = _query(endpoint)
        operation["requestBody"] = _upload()
    else:
        operation["requestBody"] = {
            "required": True,
            "content": {
                "application/json": {
                    "schema": {"$ref": _ref(endpoint.request)},
                    "example": dict(endpoint.example.request),
                }
            },
        }
    return operation


def _description(endpoint: Endpoint[Any, Any]) -> str:
    codes = "\n".join(f"- {code}: {says(code)}" for code in endpoint.errors)
    many = endpoint.at_once
    at_once = f"\n\nCalls at once per company: {many}" if many else ""
    return f"{endpoint.purpose}{at_once}\n\nerrcode:\n{codes}"


def _ref(kind: type[Any]) -> str:
    return f"{_SCHEMA}{_PREFIX}{kind.__name__}"


def _query(endpoint: Endpoint[Any, Any]) -> list[dict[str, Any]]:
    fields = [f for f in msgspec.structs.fields(endpoint.request) if f.encode_name != "media"]
    properties = schemas()[_PREFIX + endpoint.request.__name__].get("properties", {})
    return [
        {
            "name": f.encode_name,
            "in": "query",
            "required": f.required,
            "description": field_text(endpoint.request.__name__, f.encode_name),
            "schema": properties[f.encode_name],
            **(
                {"example": endpoint.example.request[f.encode_name]}
                if f.encode_name in endpoint.example.request
                else {}
            ),
        }
        for f in fields
    ]


def _upload() -> dict[str, Any]:
    file = {"type": "string", "contentMediaType": "application/octet-stream"}
    body = {"type": "object", "required": ["media"], "properties": {"media": file}}
    return {"required": True, "content": {"multipart/form-data": {"schema": body}}}


def _response(endpoint: Endpoint[Any, Any]) -> dict[str, Any]:
    refusal = {"schema": {"$ref": f"{_SCHEMA}{_PREFIX}Done"}}
    if endpoint.shape == "file":
        return {
            "description": "The file; or JSON with errcode.",
            "content": {
                "application/octet-stream": {"schema": {"type": "string"}},
                "application/json": refusal,
            },
        }
    return {
        "description": "errcode 0, or an errcode above with errmsg.",
        "content": {
            "application/json": {
                "schema": {"$ref": _ref(endpoint.response)},
                "example": dict(endpoint.example.response),
            }
        },
    }


_built: dict[str, Any] = {}


def schemas() -> dict[str, Any]:
    """Every struct of the open surface; each field with its meaning."""
    if not _built:
        json_kinds = [e.request for e in ENDPOINTS] + [
            e.response for e in ENDPOINTS if e.shape != "file"
        ]
        _, components = msgspec.json.schema_components(
            json_kinds, ref_template=f"{_SCHEMA}{_PREFIX}{{name}}"
        )
        for name, schema in components.items():
            for field, described in schema.get("properties", {}).items():
                text = field_text(name, field)
                if text:
                    described.setdefault("description", text)
            _built[_PREFIX + name] = schema
    return _built
