"""The documentation: generated pages are current, every page is in the site and every link leads somewhere, the quick start runs."""

from __future__ import annotations

import importlib.util
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from factspec.rules import RULES

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
PAGES = sorted(DOCS.glob("*.md"))
LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)")
ENV = {**os.environ, "PYTHONPATH": str(ROOT / "checks")}


def test_generated_pages_are_current() -> None:
    done = subprocess.run([sys.executable, str(DOCS / "_generate.py"), "--check"], capture_output=True, text=True, env=ENV, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_rule_is_on_its_page_with_its_examples() -> None:
    page = (DOCS / "rules.md").read_text(encoding="utf-8")
    for rule in RULES.values():
        assert f"### {rule.code}\n" in page
        for text in (rule.claim, rule.right, rule.wrong):
            assert text in page


def headings(text: str) -> set[str]:
    """The anchors of a page, as the site makes them."""
    found = re.findall(r"^#{1,6} (.+)$", re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL), re.MULTILINE)
    return {re.sub(r"[\s]+", "-", re.sub(r"[^\w\s-]", "", title).strip().lower()) for title in found}


@pytest.mark.parametrize(
    "path", [*PAGES, *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "SECURITY.md"))], ids=lambda path: path.name
)
def test_links_lead_somewhere(path: Path) -> None:
    """To a file of the repository, and to a heading that is there. Pages of the net are not asked for."""
    text = path.read_text(encoding="utf-8")
    for link in LINK.findall(re.sub(r"`[^`\n]*`", "", text)):
        if link.startswith(("http://", "https://", "mailto:")):
            continue
        name, _, anchor = link.partition("#")
        target = (path.parent / name).resolve() if name else path
        assert target.exists(), f"{path.name}: {link}"
        assert target.is_relative_to(ROOT)
        if anchor and target.suffix == ".md":
            assert anchor in headings(target.read_text(encoding="utf-8")), f"{path.name}: {link}"


def test_the_guides_that_hosts_look_for_stand_at_the_top() -> None:
    """And lead to each of the ways to extend factspec, and to the way to report a hole."""
    contributing = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    for part in ("a-fact-type", "a-report-format", "an-input-format", "a-language"):
        assert f"](docs/contributing.md#{part})" in contributing
    assert "](docs/security.md)" in (ROOT / "SECURITY.md").read_text(encoding="utf-8")


def test_the_guide_names_what_is_there() -> None:
    """Each file, folder and table of the source that the guide sends a contributor to."""
    guide = (DOCS / "contributing.md").read_text(encoding="utf-8")
    paths = [path for path in re.findall(r"`([a-z_]+/[\w./]*)`", guide) if "NAME" not in path]
    assert len(paths) > 15
    for path in paths:
        assert (ROOT / path).exists() or (ROOT / "checks" / "factspec" / path).exists(), path
    for table, path in re.findall(r"`([A-Z_]+)` of `(checks/[\w/.]+)`", guide):
        assert re.search(rf"^{table}\b", (ROOT / path).read_text(encoding="utf-8"), re.MULTILINE), (table, path)


def test_every_page_is_in_the_site() -> None:
    site = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    assert [page.name for page in PAGES if f"- {page.name}\n" not in site] == []


COMMANDS = [line for line in (DOCS / "quick-start.md").read_text(encoding="utf-8").splitlines() if line.startswith("factspec ")]


@pytest.mark.parametrize("command", COMMANDS)
def test_the_quick_start_runs(command: str) -> None:
    call = [sys.executable, "-m", "factspec", *shlex.split(command)[1:]]
    done = subprocess.run(call, capture_output=True, text=True, cwd=ROOT, env=ENV, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_quick_start_in_python_runs() -> None:
    (code,) = re.findall(r"^```python\n(.*?)^```$", (DOCS / "quick-start.md").read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, env=ENV, check=False)
    assert done.returncode == 0, done.stderr


def test_faults_names_tests_that_are_there() -> None:
    for name in re.findall(r"`(tests/\w+\.py)`", "".join(page.read_text(encoding="utf-8") for page in PAGES)):
        assert (ROOT / name).is_file(), name


@pytest.mark.slow
def test_the_site_is_built_without_a_warning(tmp_path: Path) -> None:
    if (
        importlib.util.find_spec("mkdocs") is None
        or importlib.util.find_spec("material") is None
        or importlib.util.find_spec("mkdocstrings") is None
    ):
        pytest.skip("MkDocs Material is not installed: the site is not built (pip install 'factspec[docs]')")
    call = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(tmp_path / "site")]
    done = subprocess.run(call, capture_output=True, text=True, cwd=ROOT, env=ENV, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    pages = {path.name for path in (tmp_path / "site").glob("*.html")}
    assert {page.with_suffix(".html").name for page in PAGES} <= pages
    whole = "".join((tmp_path / "site" / name).read_text(encoding="utf-8") for name in sorted(pages))
    assert not re.search(r"""(?:src|href)=["'](?:https?:)?//(?!squidfunk\.github\.io)""", whole), "a page asks the network for something"
    assert "<!-- include:" not in whole
