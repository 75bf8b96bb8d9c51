"""What the site's builder does to our pages: a link that leads out of docs/ into the repository must lead somewhere, and is shown as a path."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
_LINK = re.compile(r"(?<!!)\[([^\]]+)\]\((\.\./[^)#\s]+)(#[^)\s]*)?\)")


def on_page_markdown(markdown: str, page: Any, **_: Any) -> str:
    """Links into the repository as the file's path; a dead one stops the build."""

    def shown(link: re.Match[str]) -> str:
        target = (ROOT / "docs" / link[2]).resolve()
        if not target.is_relative_to(ROOT) or not target.exists():
            raise FileNotFoundError(f"{page.file.src_path}: the link {link[2]} leads nowhere")
        path = target.relative_to(ROOT).as_posix()
        return f"`{path}`" if link[1].strip("`") in (path, link[2]) else f"{link[1]} (`{path}` in the repository)"

    return _INCLUDE.sub(lambda found: _PARTS[found[1]](), _LINK.sub(shown, markdown))


def _figures() -> str:
    """The summary that tests/score_corpus.py keeps in the README."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    return readme.split("<!-- figures: begin -->\n")[1].split("<!-- figures: end -->")[0]


def _kept(name: str) -> str:
    return (ROOT / "docs" / name).read_text(encoding="utf-8")


_INCLUDE = re.compile(r"<!-- include: (\w+) -->")
_PARTS = {"figures": _figures}
