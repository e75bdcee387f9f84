"""Rules of the house that no general linter knows. Each message says the fix."""

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SRC = ROOT / "src" / "reunion"

_STATEMENT = (
    r"\s*(SELECT\s.+\sFROM\s|INSERT\s+INTO\s|UPDATE\s+\w+(\s+\w+)?\s+SET\s|DELETE\s+FROM\s"
    r"|WITH\s+(RECURSIVE\s+)?\w+\s*(\(.*\)\s*)?AS\s|MERGE\s+INTO\s)"
)
# SQL is written in one case or the other; "Select … from …" is a sentence.
_LOWER = re.sub(r"(?<!\\)[A-Z]", lambda letter: letter[0].lower(), _STATEMENT)
_SQL = re.compile(f"{_STATEMENT}|{_LOWER}", re.DOTALL)
_SQL_HOMES = ("core/", "outbox/", "jobs/", "realtime/", "engine/", "main/")
_MODULE = re.compile(r"(?:platform|growth)/(\w+)/")
_TABLE = re.compile(r"\b(?:from|join|into|update)\s+([a-z_]+)\b(?!\s*\()", re.IGNORECASE)
_NOT_TABLES = {"set", "lateral", "unnest", "generate_series", "of", "only"}
# Tables whose rows belong to no corp, and why a query on them needs no corp_id.
_GLOBAL_TABLES = {
    "corp": "a corp is found by its own id",
    "person": "a customer's own account is no corp's",
    "one_time_code": "belongs to a phone number",
    "session": "found by its token, or by a principal, whose id is unique over all corps",
    "sign_in_attempt": "counted by address and name, before it is known who calls",
}
_WARN_LINES, _SRC_LINES, _TEST_LINES = 300, 400, 500
_BAD_NAMES = {"utils", "util", "helpers", "helper", "common", "misc", "base"}
_CLOCKS = {("datetime", "now"), ("datetime", "utcnow"), ("time", "time")}
_LEAKS = re.compile(
    "|".join(["/" + r"work/", "/" + r"root/", "pypi" + r"\.org", "registry" + r"\.npmjs"])
)
_LINK = re.compile(r"\]\((?!\w+:|#)([^)#\s]+)")
_LEFTOVERS = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|XX" + r"X)\b")


def problems() -> list[str]:
    """Every broken rule as `file:line: what and how to mend it`."""
    found: list[str] = []
    for path in sorted(SRC.rglob("*.py")):
        found += problems_in(path.relative_to(SRC).as_posix(), ast.parse(path.read_text("utf-8")))
    return [*found, *_sizes(), *_names(), *_committed(), *_links()]


def problems_in(path: str, tree: ast.Module) -> list[str]:
    """Broken rules of one file; `path` is relative to the package."""
    rules = (_sql_outside_stores, _tenant_scope, _private_rooms, _hidden_clock)
    return [
        f"src/reunion/{path}:{line}: {text}" for rule in rules for line, text in rule(path, tree)
    ]


def _statements(tree: ast.AST) -> Iterator[tuple[ast.expr, str, list[str]]]:
    """Each SQL statement in a tree: its node, its text, and the docstrings around it."""

    def walk(node: ast.AST, docs: list[str]) -> Iterator[tuple[ast.expr, str, list[str]]]:
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            docs = [*docs, ast.get_docstring(node) or ""]
        text = _text(node)
        if isinstance(node, ast.expr) and text is not None:
            if _SQL.match(text):
                yield node, text, docs
            return
        for child in ast.iter_child_nodes(node):
            yield from walk(child, docs)

    yield from walk(tree, [])


def _text(node: ast.AST) -> str | None:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(_text(part) or ast.unparse(part) for part in node.values)
    return None


def _is_store(path: str) -> bool:
    return path.endswith("/store.py") or "/store/" in path


def _sql_outside_stores(path: str, tree: ast.Module) -> Iterator[tuple[int, str]]:
    if _is_store(path) or path.startswith(_SQL_HOMES):
        return
    for node, _, _ in _statements(tree):
        yield node.lineno, "SQL outside store.py: move the statement into this module's store.py"


def _tenant_scope(path: str, tree: ast.Module) -> Iterator[tuple[int, str]]:
    if not _is_store(path) or _MODULE.match(path) is None:
        return
    scoped = _scoped_names(tree)
    for place in tree.body:
        used = {node.id for node in ast.walk(place) if isinstance(node, ast.Name)}
        if used & scoped:
            continue
        for node, text, docs in _statements(place):
            tables = {name.lower() for name in _TABLE.findall(text)} - _NOT_TABLES
            said = any("Global:" in doc for doc in [ast.get_docstring(tree) or "", *docs])
            if "corp_id" not in text and not tables <= _GLOBAL_TABLES.keys() and not said:
                yield (
                    node.lineno,
                    (
                        "a query without corp_id can show one company's data to another: add "
                        "`corp_id = $n` from ctx, or say `Global: <reason>` in the docstring of this "
                        "function or module"
                    ),
                )


def _scoped_names(tree: ast.Module) -> set[str]:
    """Constants and functions of a module that bring the corp into a statement."""
    found: set[str] = set()
    for node in tree.body:
        if "corp_id" not in ast.unparse(node):
            continue
        if isinstance(node, ast.Assign):
            found |= {target.id for target in node.targets if isinstance(target, ast.Name)}
        elif isinstance(node, ast.FunctionDef):
            found.add(node.name)
    return found


def _private_rooms(path: str, tree: ast.Module) -> Iterator[tuple[int, str]]:
    here = _MODULE.match(path)
    if here is None:
        return
    for node in ast.walk(tree):
        if not isinstance(node, ast.ImportFrom) or not node.module:
            continue
        for name in [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]:
            there = re.fullmatch(r"reunion\.(?:platform|growth)\.(\w+)\.(\w+)(?:\..+)?", name)
            if there is None or there[1] == here[1]:
                continue
            if there[2] == "store":
                yield (
                    node.lineno,
                    (
                        f"the store of {there[1]} is private: call a verb of its service.py, "
                        "or add one there"
                    ),
                )


def _hidden_clock(path: str, tree: ast.Module) -> Iterator[tuple[int, str]]:
    if _MODULE.match(path) is None:
        return
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        owner = node.func.value
        if isinstance(owner, ast.Name) and (owner.id, node.func.attr) in _CLOCKS:
            yield (
                node.lineno,
                "a hidden clock: take the time from ctx.now (outside a verb: core.clock)",
            )


def _sizes() -> Iterator[str]:
    for folder, limit in (("src", _SRC_LINES), ("tests", _TEST_LINES), ("tools", _SRC_LINES)):
        for path in sorted((ROOT / folder).rglob("*.py")):
            lines = path.read_text("utf-8").count("\n")
            if lines > limit:
                yield (
                    f"{path.relative_to(ROOT)}:1: {lines} lines (limit {limit}): it is probably two "
                    "verbs; give each a file named after it"
                )


def long_files() -> list[str]:
    """Files of the source that grow too long, though still allowed."""
    found = []
    for path in sorted(SRC.rglob("*.py")):
        lines = path.read_text("utf-8").count("\n")
        if _WARN_LINES < lines <= _SRC_LINES:
            found.append(f"{path.relative_to(ROOT)}: {lines} lines; most files stay under 200")
    return found


def _names() -> Iterator[str]:
    for path in sorted(SRC.rglob("*")):
        if path.stem in _BAD_NAMES and path.suffix in {"", ".py"}:
            yield f"{path.relative_to(ROOT)}:1: name it after what it does, not `{path.stem}`"


def _committed() -> Iterator[str]:
    """Machine paths, registry hosts and reminders that must not be in the repository."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    for name in filter(None, listed.stdout.split("\0")):
        path = ROOT / name
        if not path.is_file() or name.endswith(("package-lock.json", ".png", ".svg")):
            continue
        try:
            lines = path.read_text("utf-8").splitlines()
        except UnicodeDecodeError:
            continue
        for number, line in enumerate(lines, start=1):
            if _LEAKS.search(line):
                yield f"{name}:{number}: a path of one machine or a registry host: take it out"
            if path.suffix in {".py", ".ts", ".vue", ".sql"} and _LEFTOVERS.search(line):
                yield f"{name}:{number}: a reminder: do it now, or file an issue and take it out"


def _links() -> Iterator[str]:
    """Links between pages of this repository that lead nowhere."""
    pages = [*ROOT.glob("*.md"), *sorted((ROOT / "docs").rglob("*.md"))]
    for page in pages:
        for number, line in enumerate(page.read_text("utf-8").splitlines(), start=1):
            for target in _LINK.findall(line):
                if not (page.parent / target).exists():
                    name = page.relative_to(ROOT)
                    yield f"{name}:{number}: the link to {target} leads nowhere: mend or remove it"
