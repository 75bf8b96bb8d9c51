"""Four ways to check the same rows: one process, several, Spark, Ray. Each says the same of every row.

Spark and Ray run for real, locally, in a process of their own; where they (or Java) are not installed, their tests are skipped.
"""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

arrow = pytest.importorskip("pyarrow", reason="needs pyarrow: pip install 'factspec[batch]'")

import pyarrow.dataset as dataset  # noqa: E402
import pyarrow.parquet as parquet  # noqa: E402

import factspec  # noqa: E402
from factspec.batch import check_batches  # noqa: E402

ROOT = Path(__file__).resolve().parent.parent
CASES = ROOT / "tests" / "corpus" / "ferry"
BAD: list[dict[str, Any]] = [{"text": None}, {"text": " "}, {"data": "{"}, {"text": "a\0b"}, {"text": "It rained.", "data": "{}"}]

RUN = """
import sys
from pathlib import Path
import pyarrow.parquet as parquet
import factspec

way, source, golden, target = sys.argv[1:]
golden = factspec.load(golden)
if way == "spark":
    from pyspark.sql import SparkSession
    import factspec.spark
    settings = {"spark.ui.enabled": "false", "spark.sql.files.maxPartitionBytes": "16k", "spark.driver.bindAddress": "127.0.0.1"}
    builder = SparkSession.builder.master("local[2]").appName("factspec")
    for key, value in settings.items():
        builder = builder.config(key, value)
    session = builder.getOrCreate()
    table = session.read.parquet(source)
    factspec.spark.check(table, golden, text="summary").write.parquet(target)
    session.stop()
else:
    import ray
    import factspec.ray
    ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False, configure_logging=False)
    factspec.ray.check(ray.data.read_parquet(source), golden, text="summary", map_batches={"batch_size": 25}).write_parquet(target)
    ray.shutdown()
"""


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Texts, extraction outputs and bad rows of one topic, as Parquet of several row groups."""
    rows = []
    for line in (CASES / "cases.jsonl").read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        data = json.dumps(case["data"]) if "data" in case else None
        rows.append({"summary": case.get("text"), "data": data, "other": 1})
    rows += [{"summary": row.get("text"), "data": row.get("data"), "other": 1} for row in BAD]
    for at, row in enumerate(rows):
        row["id"] = f"r{at:03d}"
    path = tmp_path_factory.mktemp("engines") / "in.parquet"
    columns = arrow.schema([("id", arrow.string()), ("summary", arrow.string()), ("data", arrow.string()), ("other", arrow.int64())])
    parquet.write_table(arrow.Table.from_pylist(rows, schema=columns), path, row_group_size=30)
    return path


@pytest.fixture(scope="module")
def single(source: Path) -> list[dict[str, Any]]:
    """By one process: what the others are held against."""
    golden = factspec.load(CASES / "golden.yaml")
    made = check_batches(parquet.ParquetFile(source).iter_batches(batch_size=17), golden, text="summary")
    return [named(row) for batch in made for row in batch.to_pylist()]


def named(row: dict[str, Any]) -> dict[str, Any]:
    """A row less its place in a file, which only the command knows."""
    error = row["error"] and {**row["error"], "source_line": None}
    return {**{key: value for key, value in row.items() if key not in ("source", "source_line")}, "error": error}


def rows_of(folder: Path) -> list[dict[str, Any]]:
    files = sorted(str(path) for path in folder.rglob("*.parquet"))
    return [named(row) for row in dataset.dataset(files, format="parquet").to_table().to_pylist()]


def run(args: list[str], **more: str) -> None:
    # The workers are to be this Python, with this factspec.
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "checks"), "PYSPARK_PYTHON": sys.executable, **more}
    done = subprocess.run([sys.executable, *args], capture_output=True, text=True, env=environment, check=False, timeout=600)
    assert done.returncode in (0, 1, 2), done.stderr
    assert "Traceback" not in done.stderr, done.stderr


def needs(*modules: str) -> None:
    missing = [name for name in modules if importlib.util.find_spec(name) is None]
    if missing:
        pytest.skip(f"{' and '.join(missing)} not installed: pip install 'factspec[{modules[0].removeprefix('py')}]'")


def needs_spark() -> None:
    needs("pyspark", "pandas")
    if shutil.which("java") is None and "JAVA_HOME" not in os.environ:
        pytest.skip("no Java: Spark needs one, for example Debian's openjdk-17-jre-headless")


def test_one_process_says_of_every_row_what_check_says(single: list[dict[str, Any]]) -> None:
    golden = factspec.load(CASES / "golden.yaml")
    cases = [json.loads(line) for line in (CASES / "cases.jsonl").read_text(encoding="utf-8").splitlines()]
    for case, row in zip(cases, single[: len(cases)], strict=True):
        report = factspec.check(case["text"] if "text" in case else case["data"], golden).inputs[0]
        assert row["status"] == report.status
        assert [(f["fact"], f["verdict"], f["start"], f["end"], f["pointer"]) for f in row["facts"]] == [
            (f.fact, f.verdict, f.start, f.end, f.pointer) for f in report.facts
        ]
    assert [row["error"]["code"] for row in single[len(cases) :]] == ["nothing-to-check", "empty", "not-json", "nul-byte", "text-and-data"]


def test_several_processes(source: Path, single: list[dict[str, Any]], tmp_path: Path) -> None:
    out, golden = tmp_path / "out", str(CASES / "golden.yaml")
    options = ["--golden", golden, "--text-field", "summary", "--rows", "20", "--jobs", "2"]
    run(["-m", "factspec", "batch", str(source), "-o", str(out), *options])
    assert rows_of(out) == single


def test_spark(source: Path, single: list[dict[str, Any]], tmp_path: Path) -> None:
    needs_spark()
    run(["-c", RUN, "spark", str(source), str(CASES / "golden.yaml"), str(tmp_path / "out")])
    assert sorted(rows_of(tmp_path / "out"), key=lambda row: row["id"]) == single


def test_ray(source: Path, single: list[dict[str, Any]], tmp_path: Path) -> None:
    needs("ray")
    run(["-c", RUN, "ray", str(source), str(CASES / "golden.yaml"), str(tmp_path / "out")])
    assert sorted(rows_of(tmp_path / "out"), key=lambda row: row["id"]) == single


def test_the_spark_example(tmp_path: Path) -> None:
    needs_spark()
    example = ROOT / "examples" / "spark"
    rows = [json.loads(line) for line in (example / "summaries.jsonl").read_text(encoding="utf-8").splitlines()]
    parquet.write_table(arrow.Table.from_pylist(rows), tmp_path / "in.parquet")
    run([str(example / "check.py"), str(tmp_path / "in.parquet"), str(example / "library.yaml"), str(tmp_path / "out")])
    table = dataset.dataset(sorted(map(str, (tmp_path / "out").rglob("*.parquet"))), format="parquet").to_table().to_pylist()
    assert [(row["fact"], row["model"], row["rows"], row["found"]) for row in table] == [
        ("cost", "b", 1, ["15.8 million euros"]),
        ("reopened", "b", 1, ["Sunday 15 March 2026"]),
        ("visitors", "a", 1, ["2,400"]),
    ]
