"""The house: a module imports only from rooms below its own, and nothing in it reaches for clock, chance or network."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent / "checks" / "factspec"

# From the doors down. Rooms of one line may import from each other only where they are one thought.
LAYERS: tuple[tuple[str, ...], ...] = (
    ("__main__",),
    ("cli", "plugin", "spark", "ray", "strategies", "adapters"),
    ("suites", "parallel", "batch"),
    ("api",),
    ("mutate", "asked"),
    ("lint", "explain", "schemas", "saved", "compare", "baseline"),
    ("soundness",),
    ("run",),
    ("inputs",),
    ("reporters",),
    ("gate",),
    ("report", "shape"),
    ("agree",),
    ("drafting",),
    ("engine", "golden"),
    ("mending", "folding"),
    ("judging",),
    ("received",),
    ("extraction",),
    ("unsupported",),
    ("licence",),
    ("fact_types",),
    ("binding",),
    ("reading",),
    ("mentions",),
    ("lexicon", "syntax"),
    ("rules",),
    ("model",),
    ("text",),
    ("writing", "pyproject"),
    ("errors", "suggest"),
)
TOGETHER = {frozenset({"report", "shape"})}
RANK = {room: rank for rank, rooms in enumerate(LAYERS) for room in rooms}

LONGEST = 400
# Tables that read like data: a seam would part what belongs together.
TABLES = {"rules.py": "one entry a rule code"}

# What would make a verdict depend on more than the text and the golden set.
OUTSIDE = {"socket", "urllib", "http", "ssl", "ftplib", "smtplib", "requests", "httpx", "random", "secrets", "uuid", "time", "asyncio"}
PURE = (
    "engine",
    "agree",
    "drafting",
    "mending",
    "folding",
    "judging",
    "unsupported",
    "licence",
    "extraction",
    "fact_types",
    "binding",
    "reading",
    "mentions",
    "lexicon",
    "syntax",
    "model",
    "text",
    "errors",
)


def modules() -> list[Path]:
    return sorted(path for path in ROOT.rglob("*.py") if "_data" not in path.parts)


def room_of(path: Path) -> str:
    return path.relative_to(ROOT).with_suffix("").parts[0]


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def imports(path: Path) -> Iterator[tuple[str, int]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            if node.level:  # from the package that holds the module
                base = ["factspec", *path.relative_to(ROOT).parts[: -node.level]]
                yield ".".join([*base, *([node.module] if node.module else [])]), node.lineno
            elif node.module == "factspec":
                yield from ((f"factspec.{alias.name}", node.lineno) for alias in node.names)
            else:
                yield node.module or "", node.lineno


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_imports_go_downwards(path: Path) -> None:
    room = room_of(path)
    if room == "__init__":  # the package's face names what users import
        return
    assert room in RANK, f"the room {room} is on no line: add it to LAYERS"
    for module, line in imports(path):
        parts = module.split(".")
        if parts[0] != "factspec" or len(parts) == 1 or parts[1] in (room, "__version__"):
            continue
        other = parts[1]
        assert other in RANK, f"{name_of(path)}:{line}: imports the unknown room {other}"
        if frozenset({room, other}) not in TOGETHER:
            assert RANK[other] > RANK[room], f"{name_of(path)}:{line}: {room} imports {other}, which is not below it"


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_nothing_reaches_for_network_or_chance(path: Path) -> None:
    for module, line in imports(path):
        assert module.split(".")[0] not in OUTSIDE, f"{name_of(path)}:{line}: imports {module}"


@pytest.mark.parametrize("path", [p for p in modules() if room_of(p) in PURE], ids=name_of)
def test_the_engine_knows_no_clock_and_no_hash(path: Path) -> None:
    """`now`, `today` and `hash` would make the same input give other bytes."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else node.func.id if isinstance(node.func, ast.Name) else ""
            assert name not in ("now", "today", "utcnow", "hash", "id"), f"{name_of(path)}:{node.lineno}: calls {name}"


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_every_module_says_what_it_is_and_stays_short(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert ast.get_docstring(ast.parse(text)), f"{name_of(path)}: no docstring"
    if name_of(path) not in TABLES:
        assert text.count("\n") <= LONGEST, f"{name_of(path)}: {text.count(chr(10))} lines: look for the seam"
