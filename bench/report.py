"""bench/results: latest.json for programs, latest.md for people, one plot a benchmark."""

from pathlib import Path

import msgspec

from bench.figures import Figure

RESULTS = Path(__file__).parent / "results"
_BAR, _ROW, _LEFT, _WIDTH = 22, 34, 330, 860


def write(figures: list[Figure], facts: dict[str, str], *, names: list[str], quick: bool) -> None:
    """Figures of benchmarks that were not run this time stay as they were."""
    RESULTS.mkdir(exist_ok=True)
    latest = RESULTS / "latest.json"
    kept: list[Figure] = []
    if latest.exists():
        kept = [
            f
            for f in msgspec.json.decode(latest.read_bytes(), type=list[Figure])
            if f.bench not in names
        ]
    everything = kept + figures
    latest.write_bytes(msgspec.json.format(msgspec.json.encode(everything), indent=2) + b"\n")
    facts = facts | {"rounds": "quick" if quick else "full"}
    (RESULTS / "latest.md").write_text(_table(everything, facts), "utf-8")
    for bench in dict.fromkeys(f.bench for f in everything):
        mine = [f for f in everything if f.bench == bench]
        (RESULTS / f"{bench}.svg").write_text(_plot(bench, mine), "utf-8")
    print(_table(figures, facts))


def _number(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def _table(figures: list[Figure], facts: dict[str, str]) -> str:
    lines = ["# Figures of the last run", ""]
    lines += [", ".join(f"{name} {value}" for name, value in facts.items()), ""]
    lines += [
        "| bench | what | value | unit | ratio | against | n |",
        "|---|---|--:|---|--:|---|--:|",
    ]
    for f in figures:
        ratio = f"{f.ratio:.2f}" if f.ratio is not None else ""
        cells = (f.bench, f.metric, _number(f.value), f.unit, ratio, f.against or "", f.n or "")
        lines.append(f"| {' | '.join(map(str, cells))} |")
    return "\n".join(lines) + "\n"


def _plot(bench: str, figures: list[Figure]) -> str:
    """Bars, each group of one unit and metric on its own scale."""
    rows: list[str] = []
    y = 40
    groups: dict[tuple[str, str], list[Figure]] = {}
    for f in figures:
        groups.setdefault((f.metric.split(" (")[0], f.unit), []).append(f)
    for (metric, unit), members in groups.items():
        rows.append(f'<text x="12" y="{y}" class="h">{_safe(metric)} [{_safe(unit)}]</text>')
        y += 12
        largest = max((abs(f.value) for f in members), default=1) or 1
        for f in members:
            label = f.metric.partition(" (")[2].rstrip(")") or f.against or ""
            width = max(abs(f.value) / largest * (_WIDTH - _LEFT - 150), 1)
            fill = "#0a7d5a" if label.startswith("reunion") else "#9aa5b1"
            rows.append(
                f'<text x="{_LEFT - 8}" y="{y + 16}" text-anchor="end">{_safe(label)}</text>'
            )
            rows.append(
                f'<rect x="{_LEFT}" y="{y}" width="{width:.0f}" height="{_BAR}" rx="3" fill="{fill}"/>'
            )
            ratio = f" ({f.ratio:.2f} × {f.against})" if f.ratio is not None else ""
            rows.append(
                f'<text x="{_LEFT + width + 6:.0f}" y="{y + 16}">{_number(f.value)}{_safe(ratio)}</text>'
            )
            y += _ROW - 6
        y += 26
    style = "text{font:13px sans-serif;fill:#1f2933}.h,.t{font-weight:600}.t{font-size:15px}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}" height="{y}" '
        f'viewBox="0 0 {_WIDTH} {y}"><style>{style}</style>'
        f'<rect width="100%" height="100%" fill="#fff"/><text x="12" y="20" class="t">{bench}</text>'
        + "".join(rows)
        + "</svg>\n"
    )


def _safe(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
