from pathlib import Path

import pytest
from summarise import summarise

import factspec as checker

ARTICLE = (Path(__file__).parent.parent / "article.txt").read_text(encoding="utf-8")


def test_by_fixture(factspec):
    """One line a text; the policy of the call says what this summary owes."""
    factspec.check(summarise(ARTICLE), "telescope", min_coverage=0.5, strict=True)


def test_a_short_summary_may_leave_things_out(factspec):
    factspec.check("The telescope cost 42 million dollars.", "telescope", may_miss=["first-light"])


@pytest.mark.factspec("telescope")
def test_each_fact(fact, factspec):
    """One test a fact; of the same text, each by its own name."""
    factspec.check(summarise(ARTICLE, sentences=4), fact=fact)


def test_plainly():
    """No plugin: the same in unittest or any other runner."""
    golden = checker.load(Path(__file__).parent.parent / "golden" / "telescope.yaml")
    checker.assert_consistent(summarise(ARTICLE), golden)
