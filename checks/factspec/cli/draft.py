"""`factspec draft`: documents in, a golden set of proposed facts out."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from factspec.cli.against import document
from factspec.cli.check import check_day
from factspec.cli.options import loaded
from factspec.cli.output import put
from factspec.drafting.draft import Paper, draft
from factspec.drafting.people import slug
from factspec.drafting.written import yaml_text
from factspec.errors import UsageError
from factspec.writing import write_whole


def run(values: dict[str, Any]) -> int:
    check_day(values["as_of"])
    output = Path(values["output"]) if values["output"] else None
    if output is not None and output.exists() and not values["force"]:
        raise UsageError("draft", f"{values['output']}: is there already, and may have been edited: give --force to write over it")
    loaded()
    used: set[str] = set()
    folder = (output.parent if output is not None else Path()).resolve()
    papers = [
        Paper(slug(Path(path).stem, used), document(path, values["max_bytes"]), _beside(Path(path), folder)) for path in values["documents"]
    ]
    name = values["id"] or (output.stem if output is not None else papers[0].id)
    golden = draft(papers, name=name, as_of=values["as_of"], most=values["max_facts"])
    if not golden.facts:
        raise UsageError("draft", "no fact was found that could be proposed: is it prose?")
    text = yaml_text(golden)
    if output is None:
        put(text)
    else:
        write_whole(output, text, "--output")
    return 0


def _beside(path: Path, folder: Path) -> str | None:
    """A document's path as the golden set may name it: within the set's own folder, else not at all."""
    whole = path.resolve()
    return whole.relative_to(folder).as_posix().replace(os.sep, "/") if whole.is_relative_to(folder) else None
