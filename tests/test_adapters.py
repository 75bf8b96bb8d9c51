"""The adapters, each against the real tool where that is installed: `.ci/adapters` makes an environment that has them."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import factspec
from factspec.adapters import judged
from factspec.adapters.promptfoo import get_assert

GOLDEN = """\
factspec: 1
id: library
facts:
  reopened: {claim: The library reopened on 14 March 2026., importance: required}
  cost: The renovation cost 18.5 million euros.
"""
RIGHT = "The library reopened on 14 March 2026. The renovation cost 18.5 million euros."
SPARSE = "The library reopened on 14 March 2026."
WRONG = "The library reopened on 14 March 2026. The renovation cost 21 million euros."
# The tools warn of their own affairs.
pytestmark = pytest.mark.filterwarnings("default")
CHECKS = Path(__file__).parent.parent / "checks"


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("golden").mkdir()
    Path("golden/library.yaml").write_text(GOLDEN)


def tool(name: str) -> Any:
    return pytest.importorskip(name, reason=f"{name} is not installed: its adapter is not tested here")


# ---- what they share


def test_a_judgement_is_the_gates() -> None:
    assert judged(RIGHT, "library", {}).passed
    assert judged(RIGHT, "golden/library.yaml", {}).coverage == 1.0
    sparse = judged(SPARSE, "library", {"min_coverage": 0.6})
    assert (sparse.passed, sparse.coverage) == (False, 0.5)
    wrong = judged(WRONG, factspec.load("library"), {})
    assert not wrong.passed
    assert wrong.reason.startswith("not consistent with library: cost is contradicted")
    assert judged({"cost": "18.5 million euros"}, "library", {"may_miss": "reopened"}).passed


def test_what_cannot_be_judged_is_an_error_and_no_failure() -> None:
    for call in (lambda: judged(" ", "library", {}), lambda: get_assert(" ", {"config": {"golden": "library"}})):
        with pytest.raises(factspec.InputError):
            call()
    for golden, policy in ((None, {}), ("libary", {}), ("library", {"min_covrage": 1}), ("library", {"ignore": ["cots"]})):
        with pytest.raises(factspec.UsageError):
            judged(RIGHT, golden, policy)


def test_a_path_is_meant_from_where_it_is_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert judged(RIGHT, "golden/library.yaml", {}).passed
    Path("other/golden").mkdir(parents=True)
    Path("other/golden/library.yaml").write_text(GOLDEN.replace("18.5", "21"))
    monkeypatch.chdir("other")
    assert not judged(RIGHT, "golden/library.yaml", {}).passed


def test_no_tool_is_imported_before_its_adapter_is() -> None:
    code = "import sys, factspec, factspec.adapters, factspec.cli; print([m for m in ('deepeval', 'pydantic_evals', 'inspect_ai') if m in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", code], env=os.environ | {"PYTHONPATH": str(CHECKS)}, capture_output=True, text=True, check=True
    )
    assert done.stdout == "[]\n"


# ---- promptfoo


@pytest.mark.parametrize(("text", "passed", "score"), [(RIGHT, True, 1.0), (SPARSE, True, 0.5), (WRONG, False, 0.5)])
def test_promptfoo_grading_result(text: str, passed: bool, score: float) -> None:
    made = get_assert(text, {"config": {"golden": "library"}, "vars": {}})
    assert (made["pass"], made["score"]) == (passed, score)
    assert get_assert(text, {"vars": {"golden": "library"}}) == made
    assert json.loads(json.dumps(made)) == made


@pytest.mark.slow
def test_promptfoo_itself(tmp_path: Path) -> None:
    """`FACTSPEC_PROMPTFOO` is the path of the command; nothing is asked of the network."""
    command = os.environ.get("FACTSPEC_PROMPTFOO") or shutil.which("promptfoo")
    if command is None:
        pytest.skip("promptfoo is not installed: its adapter is tested by its contract alone")
    Path("facts.py").write_text("from factspec.adapters.promptfoo import get_assert\n")
    config = {
        "prompts": ["{{text}}"],
        "providers": ["echo"],
        "defaultTest": {"assert": [{"type": "python", "value": "file://facts.py", "config": {"golden": "golden/library.yaml"}}]},
        "tests": [{"vars": {"text": text}} for text in (RIGHT, WRONG, "\u00a0")],
    }
    Path("promptfooconfig.json").write_text(json.dumps(config))
    env = {
        "PYTHONPATH": str(CHECKS), "PROMPTFOO_PYTHON": sys.executable, "PROMPTFOO_DISABLE_TELEMETRY": "1", "PROMPTFOO_DISABLE_UPDATE": "1",
        "PROMPTFOO_DISABLE_REMOTE_GENERATION": "1", "PROMPTFOO_CONFIG_DIR": str(tmp_path / "config"), "PROMPTFOO_CACHE_ENABLED": "false",
    }  # fmt: skip
    done = subprocess.run(
        [command, "eval", "-c", "promptfooconfig.json", "-o", "out.json", "--no-progress-bar", "--no-cache"],
        env=os.environ | env, capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip
    assert Path("out.json").exists(), done.stdout + done.stderr
    rows = json.loads(Path("out.json").read_text())["results"]["results"]
    by_text = {row["vars"]["text"]: row for row in rows}
    assert [by_text[text]["success"] for text in (RIGHT, WRONG, "\u00a0")] == [True, False, False]
    assert "cost is contradicted" in json.dumps(by_text[WRONG])
    assert "the text is blank" in json.dumps(by_text["\u00a0"])


# ---- deepeval


def test_deepeval_metric(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEEPEVAL_TELEMETRY_OPT_OUT", "1")
    tool("deepeval")
    from deepeval.metrics import BaseMetric
    from deepeval.test_case import LLMTestCase

    from factspec.adapters.deepeval import FactspecMetric

    metric = FactspecMetric("library", min_coverage=0.5)
    assert isinstance(metric, BaseMetric)
    assert metric.measure(LLMTestCase(input="x", actual_output=RIGHT)) == 1.0
    assert metric.is_successful()
    assert asyncio.run(metric.a_measure(LLMTestCase(input="x", actual_output=WRONG))) == 0.5
    assert not metric.is_successful()
    assert "cost is contradicted" in metric.reason
    with pytest.raises(factspec.InputError):
        metric.measure(LLMTestCase(input="x", actual_output=" "))
    assert metric.error == "the text is blank"
    assert not metric.is_successful()


def test_deepeval_asserts_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEEPEVAL_TELEMETRY_OPT_OUT", "1")
    tool("deepeval")
    from deepeval import assert_test
    from deepeval.test_case import LLMTestCase

    from factspec.adapters.deepeval import FactspecMetric

    assert_test(LLMTestCase(input="x", actual_output=RIGHT), [FactspecMetric("library")], run_async=False)
    with pytest.raises(AssertionError, match="factspec"):
        assert_test(LLMTestCase(input="x", actual_output=WRONG), [FactspecMetric("library")], run_async=False)


# ---- pydantic-evals


def test_pydantic_evals() -> None:
    tool("pydantic_evals")
    from pydantic_evals import Case, Dataset

    from factspec.adapters.pydantic_evals import Factspec

    cases = [
        Case(name=name, inputs=text, metadata={"golden": "library"}) for name, text in (("right", RIGHT), ("wrong", WRONG), ("blank", " "))
    ]
    report = Dataset(name="stories", cases=cases, evaluators=[Factspec()]).evaluate_sync(lambda text: text, progress=False)
    by_name = {case.name: case for case in report.cases}
    assert by_name["right"].assertions["consistent"].value is True
    assert by_name["wrong"].assertions["consistent"].value is False
    assert "cost is contradicted" in (by_name["wrong"].assertions["consistent"].reason or "")
    assert by_name["wrong"].scores["coverage"].value == 0.5
    assert not by_name["blank"].assertions, "an error is no assertion that failed"
    assert "the text is blank" in by_name["blank"].evaluator_failures[0].error_message


# ---- Inspect


def test_inspect_scorer() -> None:
    tool("inspect_ai")
    from inspect_ai import Task, eval
    from inspect_ai.dataset import Sample
    from inspect_ai.model import ModelOutput
    from inspect_ai.solver import solver

    from factspec.adapters.inspect import factspec as facts

    @solver
    def told() -> Any:
        """Says what the sample asks it to say: no model, no network."""

        async def solve(state: Any, generate: Any) -> Any:
            state.output = ModelOutput.from_content("none", state.input_text)
            return state

        return solve

    samples = [Sample(input=RIGHT, id=1), Sample(input=WRONG, id=2, metadata={"golden": "library"})]
    for scorer in (facts("library"), facts("library", min_coverage=0.5)):
        (log,) = eval(Task(dataset=samples, solver=told(), scorer=scorer), model="mockllm/model", display="none", log_dir="logs")
        assert log.status == "success", log.error
        scores = {sample.id: sample.scores["factspec"] for sample in log.samples or [] if sample.scores}
        assert {name: score.value for name, score in scores.items()} == {1: "C", 2: "I"}
        assert "cost is contradicted" in (scores[2].explanation or "")
        assert scores[2].metadata == {"coverage": 0.5}
    samples = [Sample(input=" ", id=3)]
    (log,) = eval(Task(dataset=samples, solver=told(), scorer=facts("library")), model="mockllm/model", display="none", log_dir="logs")
    assert log.status == "error", "an error is no failed check"
