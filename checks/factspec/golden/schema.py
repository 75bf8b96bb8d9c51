"""The JSON Schema of golden sets, from the models that the loader uses."""

from __future__ import annotations

from typing import Any

from factspec.golden.models import GoldenKeys

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def golden_schema() -> dict[str, Any]:
    made = _clean(GoldenKeys.model_json_schema(by_alias=True))
    assert isinstance(made, dict)
    return {"$schema": DIALECT, "title": "factspec golden set", **{k: v for k, v in made.items() if k != "title"}}


def _clean(node: Any, *, names: bool = False) -> Any:
    """Drops what says nothing to an editor (titles, null defaults); an id must not be blank, and nothing else may be one."""
    if isinstance(node, list):
        return [_clean(item) for item in node]
    if not isinstance(node, dict):
        return node
    if names:  # a mapping of key names to schemas: its keys are no keywords
        return {key: _clean(value) for key, value in node.items()}
    made = {
        key: _clean(value, names=key in ("properties", "$defs", "patternProperties"))
        for key, value in node.items()
        if key != "title" and not (key == "default" and value is None)
    }
    if "patternProperties" in made:
        made["additionalProperties"] = False
    return made
