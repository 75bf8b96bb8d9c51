"""The properties of tests/fuzz on the kept corpus and on what Hypothesis makes of it, and a bounded run of atheris where it is installed."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fuzz.holds import HOLDS, TARGETS, kept
from strategies import FIXED, MARKS

RUN = Path(__file__).parent / "fuzz" / "run.py"


def fuzz(*args: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, str(RUN), *args], capture_output=True, text=True, check=False, timeout=600)


@pytest.mark.parametrize("target", TARGETS)
def test_the_kept_corpus_holds(target: str) -> None:
    paths = kept(target)
    assert len(paths) >= 20
    for path in paths:
        try:
            HOLDS[target](path.read_bytes())
        except Exception as error:
            raise AssertionError(f"{target}/{path.name}: {type(error).__name__}: {error}") from error


@pytest.mark.slow
def test_the_kept_corpus_covers_the_reading_rooms() -> None:
    """At least 85 % of the lines of each; the run prints the figures."""
    if importlib.util.find_spec("coverage") is None:
        pytest.skip("coverage is not installed: no figure of the corpus")
    done = fuzz("--coverage")
    assert "coverage all rooms" in done.stdout
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.slow
@pytest.mark.parametrize("target", TARGETS)
def test_a_bounded_run_finds_nothing(target: str) -> None:
    done = fuzz(target, "--runs", "700", "--seconds", "30")
    if done.returncode == 77:
        pytest.skip("atheris is not installed: nothing is fuzzed (pip install 'factspec[fuzz]')")
    assert done.returncode == 0, done.stdout + done.stderr


@st.composite
def mixed(draw: st.DrawFn, target: str) -> bytes:
    """An input of the corpus with pieces of it, and of hostile marks, put in, taken out and moved."""
    paths = kept(target)
    raw = draw(st.sampled_from(paths)).read_bytes()
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(raw)))
        upto = min(len(raw), at + draw(st.integers(0, 40)))
        new = draw(st.sampled_from(MARKS).map(lambda m: m.encode("utf-8", "ignore")) | st.binary(max_size=8) | st.just(raw[at:upto] * 2))
        raw = raw[:at] + new + raw[draw(st.sampled_from((at, upto))) :]
    return raw


@pytest.mark.parametrize("target", TARGETS)
def test_whatever_is_made_of_the_corpus_holds(target: str) -> None:
    @settings(FIXED, max_examples=150)
    @given(mixed(target))
    def holds(raw: bytes) -> None:
        HOLDS[target](raw)

    holds()


@pytest.mark.parametrize("target", TARGETS)
def test_any_bytes_hold(target: str) -> None:
    @settings(FIXED, max_examples=150)
    @given(st.binary(max_size=400) | st.text(max_size=200).map(lambda s: s.encode("utf-8", "ignore")))
    def holds(raw: bytes) -> None:
        HOLDS[target](raw)

    holds()


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.sampled_from(("86", "9 Feb", "not", "n/a", *MARKS)),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(("name", "date", "value", "subject", "id", "x")), inner, max_size=4)
    ),
    max_leaves=12,
)


@settings(FIXED, max_examples=200)
@given(st.integers(0, 6), JSON)
def test_any_json_holds(which: int, value: object) -> None:
    HOLDS["data"](bytes([which]) + json.dumps(value).encode())
