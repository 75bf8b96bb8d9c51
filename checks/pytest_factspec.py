"""pytest's way into factspec. Kept outside the package and tiny: nothing of factspec is imported until a test uses it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from factspec.plugin.fixture import Checker
    from factspec.plugin.session import Session

SUFFIX = ".factspec.yaml"
_USED = pytest.StashKey["Session"]()


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("factspec", "golden facts as tests")
    add = group.addoption
    add("--factspec-report", action="append", default=[], metavar="FORMAT=FILE", help="write a report of all checks; may come often")
    add("--factspec-baseline", metavar="FILE", help="known failures: they pass, new ones fail")
    add("--factspec-baseline-update", action="store_true", help="write what fails now into the baseline")
    add("--factspec-today", metavar="DAY", help="the day that expiring entries of the baseline are compared with, as 2026-03-31")
    add("--factspec-items", choices=["facts", "inputs"], help="*.factspec.yaml: a test for each fact of each input, or for each input")
    add("--factspec-strict", action="store_true", default=None, help="anything unsupported fails")
    add("--factspec-min-coverage", metavar="SHARE", help="a lower coverage fails, 0 to 1")
    ini = parser.addini
    ini("factspec_folders", "folders of golden sets, before the shipped ones (default: golden)", type="paths", default=None)
    ini("factspec_baseline", "as --factspec-baseline, relative to the root", type="string", default="")
    ini("factspec_items", "as --factspec-items", type="string", default="facts")
    ini("factspec_strict", "as --factspec-strict", type="bool", default=False)
    ini("factspec_min_coverage", "as --factspec-min-coverage", type="string", default="0")
    ini("factspec_max_undetermined", "a larger share of undetermined facts fails", type="string", default="0.10")
    ini("factspec_allow_silence", "a text that tells no fact may pass", type="bool", default=False)
    ini("factspec_ignore", "rule codes and fact ids to mute", type="args", default=[])
    ini("factspec_may_miss", "facts that count as optional", type="args", default=[])


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "factspec(golden): gives the test an argument `fact`, one test for each fact of the golden set")
    config.pluginmanager.register(_Listener(config), "factspec-listener")
    option = config.option
    known = config.getini("factspec_baseline")
    if known and not option.factspec_baseline_update and not option.factspec_baseline and not (config.rootpath / known).is_file():
        raise pytest.UsageError(f"factspec_baseline: {known}: no such file; --factspec-baseline-update makes one")
    if option.factspec_report or option.factspec_baseline or option.factspec_baseline_update:
        session(config).prepare()


def session(config: pytest.Config) -> Session:
    """What factspec keeps of this run; made, and factspec imported, when it is first asked for."""
    if _USED not in config.stash:
        from factspec.plugin.session import Session

        config.stash[_USED] = made = Session(config)
        config.pluginmanager.register(made, "factspec-session")
    return config.stash[_USED]


class _Listener:
    """Hears of checks that were made in another process, by a worker of xdist."""

    def __init__(self, config: pytest.Config) -> None:
        self.config = config

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        checks: list[Any] | None = getattr(report, "factspec_checks", None)
        if checks:
            session(self.config).hear(checks)


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    if not file_path.name.endswith(SUFFIX) or file_path.name == SUFFIX:
        return None
    from factspec.plugin.files import GoldenFile

    return GoldenFile.from_parent(parent, path=file_path)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    mark = metafunc.definition.get_closest_marker("factspec")
    if mark is not None and "fact" in metafunc.fixturenames:
        from factspec.plugin.fixture import facts_of

        facts = facts_of(session(metafunc.config), mark, metafunc.definition.path.parent)
        metafunc.parametrize("fact", facts, ids=[fact.id for fact in facts])


@pytest.fixture
def factspec(request: pytest.FixtureRequest) -> Checker:
    """`factspec.check(text_or_data, golden)` fails the test where the text is not consistent with the golden set."""
    from factspec.plugin.fixture import Checker

    return Checker(session(request.config), request.node)
