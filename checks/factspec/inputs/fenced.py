"""A model's answer in, the JSON in it out: a fenced block, or an answer that is nothing but JSON."""

from __future__ import annotations

import re
from typing import Any

from factspec.errors import InputError
from factspec.inputs.records import parse

_OPEN = re.compile(r"[ \t]{0,3}(`{3,}|~{3,})[ \t]*([\w+-]*)")
_LANGUAGES = ("json", "jsonc", "json5", "")


def find_json(text: str) -> tuple[bool, Any]:
    """Whether the text holds data, and the data; several blocks, or a block that is no JSON, are an error."""
    blocks = _blocks(text)
    if len(blocks) > 1:
        raise InputError("fenced-json", f"{len(blocks)} fenced blocks of JSON, expected one")
    if blocks:
        return True, parse(blocks[0])
    bare = text.strip().removeprefix("\ufeff")
    if bare[:1] in ("{", "[") and bare[-1:] in ("}", "]"):
        return True, parse(bare)
    return False, None


def _blocks(text: str) -> list[str]:
    """The fenced blocks that may be JSON, by lines; one that is never closed runs to the end."""
    blocks: list[str] = []
    inside: list[str] = []
    fence, wanted = "", False
    for line in text.splitlines(keepends=True):
        if fence:
            bare = line.strip()
            if bare.startswith(fence) and not bare.strip(fence[0]):
                if wanted:
                    blocks.append("".join(inside))
                fence, inside = "", []
            else:
                inside.append(line)
        elif found := _OPEN.match(line):
            fence, wanted = found.group(1), found.group(2).lower() in _LANGUAGES
    if fence and wanted:
        blocks.append("".join(inside))
    return [block for block in blocks if block.strip()]
