"""`make check`: every check, one after the other; all run even when one fails."""

import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tools import architecture

ROOT = Path(__file__).resolve().parents[1]
Check = Callable[[], str]


def main() -> int:
    """Run all; 0 when all pass."""
    failed = []
    with ThreadPoolExecutor(2) as threads:  # two are slow: pyright and web
        running = {name: threads.submit(_timed, check) for name, check in _checks().items()}
        for name, result in running.items():
            problem, seconds = result.result()
            print(f"{'✗' if problem else '✓'} {name} ({seconds:.1f} s)", flush=True)
            if problem:
                failed.append(name)
                print(problem, flush=True)
    for text in architecture.long_files():
        print(f"! {text}")
    if failed:
        print(f"\n失败 failed: {', '.join(failed)}  (make format 可修正格式 mends the format)")
    return 1 if failed else 0


def _timed(check: Check) -> tuple[str, float]:
    began = time.monotonic()
    return check(), time.monotonic() - began


def _checks() -> dict[str, Check]:
    return {
        "web": _command("npm", "run", "--silent", "check", folder=ROOT / "web"),
        "pyright": _tool("pyright"),
        "ruff": _tool("ruff", "check", "--quiet", "--output-format=concise", "."),
        "format": _tool("ruff", "format", "--check", "--quiet", "--output-format=concise", "."),
        "imports": _command(str(Path(sys.executable).parent / "lint-imports"), "--no-cache"),
        "architecture": lambda: "\n".join(architecture.problems()),
    }


def _tool(module: str, *arguments: str) -> Check:
    return _command(sys.executable, "-m", module, *arguments)


def _command(*command: str, folder: Path = ROOT) -> Check:
    def run() -> str:
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
        if done.returncode == 0:
            return ""
        return (done.stdout + done.stderr).strip() or f"{command[0]} failed without a word"

    return run


if __name__ == "__main__":
    sys.exit(main())
