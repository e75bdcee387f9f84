"""Definitions as YAML, of which JSON is a part."""

from typing import Any

import yaml

from reunion.core.errors import Text
from reunion.growth.segments import definition as d
from reunion.growth.segments.model import BadDefinition


class _Loader(yaml.SafeLoader):
    """Days and `true` stay texts, as definitions have them; anchors are not followed, so that a short text
    is no huge one."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.AliasEvent):
            raise yaml.YAMLError("aliases are not read")
        return super().compose_node(parent, index)


_Loader.yaml_implicit_resolvers = {
    letter: [
        (tag, pattern) for tag, pattern in resolvers if not tag.endswith((":timestamp", ":bool"))
    ]
    for letter, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def written(definition: d.Condition) -> str:
    """As YAML."""
    return yaml.safe_dump(d.written(definition), allow_unicode=True, sort_keys=False)


def read(text: str) -> Any:
    """JSON's values. Raises BadDefinition, which names the line."""
    try:
        return yaml.load(text, _Loader)  # noqa: S506 (a SafeLoader that reads less)
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        place: Any = getattr(error, "problem_mark", None)
        path = "$" if place is None else f"{place.line + 1}:{place.column + 1}"
        what = str(getattr(error, "problem", None) or error)
        raise BadDefinition(
            path,
            Text(
                "这里不是正确的 YAML 或 JSON，请检查引号、括号、逗号、冒号和缩进",
                f"not YAML or JSON: {what}",
            ),
        ) from None
