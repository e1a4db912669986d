"""A pydantic type as the strict JSON schema that constrained decoding takes: everything required, nothing else allowed.

Lengths and ranges do not travel: pydantic checks them when the answer is there."""

import json
from functools import lru_cache
from typing import Any

from pydantic import BaseModel

KEPT = frozenset({"type", "enum", "const", "anyOf", "items", "$ref", "description", "properties", "required", "$defs"})


@lru_cache(maxsize=64)
def strict_schema(kind: type[BaseModel]) -> str:
    """The schema, as JSON."""
    return json.dumps(_strict(kind.model_json_schema()), ensure_ascii=False, sort_keys=True)


def _strict(node: Any) -> Any:
    if isinstance(node, list):
        return [_strict(part) for part in node]
    if not isinstance(node, dict):
        return node
    node = dict(node)
    if "oneOf" in node:
        node["anyOf"] = node.pop("oneOf")
    if "allOf" in node and len(node["allOf"]) == 1:
        node |= node.pop("allOf")[0]
    if "$ref" in node:
        return {"$ref": node["$ref"]}
    strict = {name: value for name, value in node.items() if name in KEPT}
    for group in ("properties", "$defs"):
        if group in strict:
            strict[group] = {name: _strict(value) for name, value in strict[group].items()}
    for part in ("items", "anyOf"):
        if part in strict:
            strict[part] = _strict(strict[part])
    if strict.get("type") == "object" or "properties" in strict:
        strict |= {"required": list(strict.get("properties", {})), "additionalProperties": False}
    return strict
