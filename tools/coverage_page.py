"""Write docs/api-coverage.md: what of customer contact and chat archive is served, and who has called it.

Which client calls what is taken from the marks of tests/conformance (`@pytest.mark.proves`), and a fixture
there holds every mark against what the server has really answered.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import reunion.wecom.endpoints  # noqa: F401  (fills the registry)
from reunion.wecom.callbacks import CALLBACKS
from reunion.wecom.errors import table
from reunion.wecom.registry import ENDPOINTS
from reunion.wecom.unserved import KnownPath, known_paths

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "api-coverage.md"
TESTS = ROOT / "tests" / "conformance"
AREAS = ("客户联系", "会话内容存档")
CLIENTS = {
    "test_gowechat": "silenceper/wechat",
    "test_wechatpy": "wechatpy",
    "test_wecom_crm_mcp": "wecom-crm-mcp",
    "test_weixin_work_reborn": "weixin-work-reborn",
    "test_wxjava": "WxJava",
}
"""By the test's file, or by the test's own name where a file has several clients."""
NO_CALLS = {
    "/cgi-bin/externalcontact/getjoinqrcode": "回调地址的验证，不是接口 a callback's check, no call",
}
_HEAD = """# 接口覆盖 API coverage

Made by `make pages`; do not edit. Every row of WeCom's 客户联系 and 会话内容存档 and its callbacks.
*Called by* names the clients, unchanged and not ours, that call it in `tests/conformance` and get errcode 0;
each test says what it proves, and is held to what the server has answered.
A dash: served, and called by our own tests alone.

"""


def page() -> str:
    """The page's text."""
    rows = [one for one in known_paths().values() if one.area.startswith(AREAS)]
    served = {path: endpoint.path for endpoint in ENDPOINTS for path in endpoint.paths}
    proven = proofs()
    lines = [_HEAD, _sums(rows, served, proven)]
    for area in dict.fromkeys(one.area for one in rows):
        lines.append(f"\n## {area}\n\n| path | served | called by |\n|---|---|---|\n")
        lines += [_row(one, served, proven) for one in rows if one.area == area]
    lines += ["\n## 回调 Callbacks\n\n| event | change | served |\n|---|---|---|\n", *_callbacks()]
    return "".join(lines)


def _sums(rows: list[KnownPath], served: dict[str, str], proven: dict[str, list[str]]) -> str:
    calls = [one for one in rows if one.path not in NO_CALLS]
    done = [one for one in calls if one.path in served]
    by_others = [one for one in done if proven.get(served[one.path])]
    by_us = f"{len(done)} of {len(calls)} calls are served"
    return f"{by_us}, {len(by_others)} of them called by clients of others.\n"


def _row(one: KnownPath, served: dict[str, str], proven: dict[str, list[str]]) -> str:
    path = one.path.removeprefix("/cgi-bin/")
    if one.path not in served:
        return f"| `{path}` | {NO_CALLS.get(one.path, 'not yet')} | |\n"
    real = served[one.path]
    how = "yes" if real == one.path else f"as `{real.removeprefix('/cgi-bin/')}`"
    return f"| `{path}` | {how} | {', '.join(proven.get(real, [])) or '–'} |\n"


def _callbacks() -> Iterator[str]:
    for row in table("known_callbacks.tsv"):
        event, change = row[1], row[2] if len(row) > 2 else ""
        served = "yes" if (event, change) in CALLBACKS else "not yet"
        yield f"| `{event}` | {f'`{change}`' if change else ''} | {served} |\n"


def proofs() -> dict[str, list[str]]:
    """Path → the clients that call it, by the marks of the tests."""
    found: dict[str, set[str]] = {}
    for file in sorted(TESTS.glob("test_*.py")):
        for test, path in _marked(ast.parse(file.read_text("utf-8"))):
            client = CLIENTS.get(file.stem) or CLIENTS[test]
            found.setdefault(f"/cgi-bin/{path}", set()).add(client)
    return {path: sorted(clients) for path, clients in found.items()}


def _marked(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """The name of a test and a path that it proves, for each."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            for mark in node.decorator_list:
                if isinstance(mark, ast.Call) and ast.unparse(mark.func) == "pytest.mark.proves":
                    yield from ((node.name, ast.literal_eval(one)) for one in mark.args)


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
