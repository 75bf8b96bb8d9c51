"""Marks the cases of ``known_failures.txt`` as expected failures: they run, their expectation stands, and the closing line counts them."""

from __future__ import annotations

from pathlib import Path

import pytest

KNOWN = frozenset(line for line in (Path(__file__).parent / "known_failures.txt").read_text("utf-8").splitlines() if line[:1] != "#")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.nodeid in KNOWN:
            item.add_marker(pytest.mark.xfail(reason="known: not read yet (tests/known_failures.txt)", strict=True))
