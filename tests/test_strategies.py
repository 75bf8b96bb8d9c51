"""factspec.strategies: what they call right is supported, what they call wrong is not, and none of it comes from the reader's tables."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import factspec
from factspec import strategies as made
from factspec.errors import UsageError
from factspec.strategies import corruptions, renderings, summaries
from test_metamorphic import COUNTS, DAYS, MONEY, SHARES, reading_of

FIXED = settings(derandomize=True, deadline=None, database=None, suppress_health_check=list(HealthCheck))
VALUES = (
    (COUNTS, ("26", "212", "4,350")),
    (MONEY, ("18.5 million euros", "640,000 dollars", "3 billion pounds")),
    (SHARES, ("12 percent", "41.5 percent")),
    (DAYS, ("14 March 2026", "3 October 2025")),
)
CLAIMS = tuple(field.claim.format(value) for fields, values in VALUES for field in fields for value in values)
SET = """
factspec: 1
id: orchard
as_of: 2026-05-04
entities:
  vey: {type: person, name: Marta Vey, aliases: [Vey]}
  lund: {type: person, name: Piers Lund, aliases: [Lund]}
  orchard: {type: organization, name: Crane Orchard, aliases: [the orchard]}
facts:
  opened: Crane Orchard opened on 12 September 2025.
  trees: The orchard has 3,200 trees.
  price: The orchard was sold for 2.4 million euros.
  owner: Marta Vey is the owner of Crane Orchard.
"""


@pytest.fixture(scope="module")
def golden(tmp_path_factory: pytest.TempPathFactory) -> factspec.Golden:
    path = tmp_path_factory.mktemp("golden") / "orchard.yaml"
    path.write_text(SET, encoding="utf-8")
    return factspec.load(path)


@settings(FIXED, max_examples=300)
@given(st.data())
def test_a_rendering_is_supported(data: st.DataObject) -> None:
    claim = data.draw(st.sampled_from(CLAIMS))
    text = data.draw(renderings(claim))
    found = reading_of(claim, text)
    assert found.verdict == "supported", f"{found.verdict} ({found.rule}): {text!r} for {claim!r}"


@settings(FIXED, max_examples=300)
@given(st.data())
def test_a_corruption_is_contradicted(data: st.DataObject) -> None:
    claim = data.draw(st.sampled_from(CLAIMS))
    wrong = data.draw(corruptions(claim))
    found = reading_of(claim, wrong.text)
    assert found.verdict == "contradicted", f"{found.verdict} ({found.rule}): {wrong.text!r} for {claim!r}"
    assert wrong.found.casefold() in wrong.text.casefold()


def kinds(claim: str, golden: factspec.Golden | None = None) -> set[str]:
    seen: set[str] = set()

    @settings(FIXED, max_examples=60)
    @given(corruptions(claim, golden))
    def draw(wrong: made.Corruption) -> None:
        assert wrong.text != claim
        seen.add(wrong.kind)

    draw()
    return seen


def test_each_corruption_has_its_class(golden: factspec.Golden) -> None:
    assert kinds("The orchard has 3,200 trees.") == {"number"}
    assert kinds("Crane Orchard opened on 12 September 2025.") == {"date"}
    assert kinds("The orchard was sold for 2.4 million euros.") == {"number", "polarity"}
    assert kinds("Marta Vey owns the orchard.", golden) == {"entity"}


@settings(FIXED, max_examples=120)
@given(st.data())
def test_a_summary_is_read_as_it_is_labelled(golden: factspec.Golden, data: st.DataObject) -> None:
    names = [fact.id for fact in golden.golden.facts]
    omit = data.draw(st.sets(st.sampled_from(names), max_size=2))
    corrupt = data.draw(st.sets(st.sampled_from(names), max_size=2)) - omit
    summary = data.draw(summaries(golden, omit, corrupt))
    assert {name for name, told in summary.told.items() if told == "omitted"} == omit
    assert {name for name, told in summary.told.items() if told not in ("omitted", "right")} == corrupt
    verdicts = {f.fact: f.verdict for f in factspec.check(summary.text, golden, allow_silence=True).inputs[0].facts}
    want = {"right": "supported", "omitted": "missing"}
    assert verdicts == {name: want.get(told, "contradicted") for name, told in summary.told.items()}, summary.text


@pytest.mark.parametrize(
    ("omit", "corrupt", "told"),
    [
        (["tree"], [], "is no fact of orchard: opened"),
        (["trees"], ["trees"], "is in omit and in corrupt"),
        (["opened", "trees", "price", "owner"], [], "nothing to tell"),
    ],
)
def test_a_wrong_call_is_told(golden: factspec.Golden, omit: list[str], corrupt: list[str], told: str) -> None:
    with pytest.raises(UsageError, match=told):
        summaries(golden, omit, corrupt)


def test_a_claim_that_cannot_be_corrupted_is_told() -> None:
    with pytest.raises(UsageError, match="to corrupt in: The choir sang"):
        corruptions("The choir sang.")


def test_nothing_comes_from_the_reader() -> None:
    """A test by what the reader itself knows would be a circle."""
    tree = ast.parse(Path(made.__file__).read_text(encoding="utf-8"))
    ours = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("factspec")}
    assert ours == {"factspec.api", "factspec.errors", "factspec.model"}
