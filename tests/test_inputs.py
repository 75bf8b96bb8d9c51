"""Inputs: what is read from files, and that a broken one costs no other."""

from __future__ import annotations

import io
import json
import sys
from html import unescape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factspec.errors import InputError, UsageError
from factspec.inputs import Fields, Item, Options
from factspec.inputs.fenced import find_json
from factspec.inputs.html import extract
from factspec.inputs.language import other_language
from factspec.inputs.read import read_items
from factspec.inputs.schema import validator
from factspec.model import FactFinding, Fix, Reading
from factspec.text.document import line_starts


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def write(path: str, content: str | bytes) -> None:
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_bytes(content if isinstance(content, bytes) else content.encode())


def read(*typed: str, **options: object) -> list[Item]:
    return list(read_items(typed, Options(**options)))  # type: ignore[arg-type]


def codes(items: list[Item]) -> list[str | None]:
    return [item.failure.code if item.failure else None for item in items]


def test_a_text_is_read_as_it_is() -> None:
    write("a.txt", "\ufeffline one\r\nline two\r")
    assert [(i.id, i.source, i.content, i.is_text) for i in read("a.txt")] == [("a.txt", "a.txt", "\ufeffline one\r\nline two\r", True)]


def test_folders_are_read_by_path_and_hidden_files_are_not() -> None:
    for name in ("d/b.txt", "d/a/z.md", "d/a.txt", "d/.hidden.txt", "d/.git/x.txt", "d/notes.docx", "d/B.TXT"):
        write(name, "text")
    assert [i.source for i in read("d")] == ["d/B.TXT", "d/a/z.md", "d/a.txt", "d/b.txt"]


def test_globs_are_sorted_and_a_file_is_read_once() -> None:
    for name in ("b.txt", "a.txt", "deep/er/c.txt"):
        write(name, "text")
    assert [i.source for i in read("b.txt", "*.txt", "**/*.txt")] == ["b.txt", "a.txt", "deep/er/c.txt"]


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("sumary.txt", "not-found"),
        ("empty-folder", "no-input"),
        ("*.html", "no-input"),
        ("x.docx", "unknown-format"),
        ("no/file.txt", "not-found"),
    ],
)
def test_a_wrong_path_is_an_error_of_its_own(typed: str, code: str) -> None:
    write("summary.txt", "text")
    write("x.docx", "text")
    Path("empty-folder").mkdir()
    items = read(typed, "summary.txt")
    assert codes(items) == [code, None]
    if typed == "sumary.txt":
        assert items[0].failure
        assert 'did you mean "summary.txt"?' in items[0].failure.message


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", b"\xef\xbb\xbf \r\n", "empty"),
        ("a.txt", b"caf\xe9", "not-utf8"),
        ("a.txt", b"a\0b", "nul-byte"),
        ("a.txt", b"x" * 101, "too-large"),
        ("a.json", b"{", "not-json"),
        ("a.json", b'{"a": 1, "a": 2}', "not-json"),
        ("a.json", b'{"a": NaN}', "not-json"),
        ("a.json", b"[" * 90, "not-json"),
        ("a.json", b'{"a": ' + b"9" * 80 + b"}", None),
        ("a.jsonl", b"\n\n", "empty"),
        ("a.html", b"", "empty"),
    ],
)
def test_broken_files(name: str, content: bytes, code: str | None) -> None:
    write(name, content)
    write("good.txt", "text")
    assert codes(read(name, "good.txt", max_bytes=100)) == [code, None]


def test_numbers_too_long_to_read_are_an_error_not_a_crash() -> None:
    write("a.json", '{"a": ' + "9" * 5000 + "}")
    write("b.json", "[" * 100_000)
    assert codes(read("a.json", "b.json")) == ["not-json", "not-json"]


def test_json_lines_keep_what_is_good() -> None:
    lines = [
        b'{"id": "a", "text": "one", "verdicts": {}}',
        b'{"id": 7, "data": {"n": 1}, "as_of": "2025-05-05"}',
        b"",
        b"{broken",
        b'{"id": "a", "text": "again"}',
        b'{"text": "no id"}',
        b'{"id": "b"}',
        b'{"id": "c", "text": "x", "data": {}}',
        b'{"id": "d", "text": 5}',
        b'{"id": "e", "text": "x", "as_of": "tomorrow"}',
        b'["a"]',
        b'{"id": {}, "text": "x"}',
        b'{"id": "f", "text": "caf\xe9"}',
        b'{"id": "g", "text": "a\\u0000"}',
        b'{"id": "h", "data": null}',
        b'{"id": "i", "text": "' + b"x" * 300 + b'"}',
        b'{"id": "j", "text": "the last"}',
    ]
    write("r.jsonl", b"\r\n".join(lines))
    items = read("r.jsonl", max_bytes=200)
    assert [(i.id, i.source_line, i.failure.code if i.failure else None) for i in items] == [
        ("a", 1, None),
        ("7", 2, None),
        ("r.jsonl:4", 4, "not-json"),
        ("a", 5, "duplicate-id"),
        ("r.jsonl:6", 6, None),
        ("b", 7, "nothing-to-check"),
        ("c", 8, "text-and-data"),
        ("d", 9, "not-text"),
        ("e", 10, "bad-as-of"),
        ("r.jsonl:11", 11, "not-a-record"),
        ("r.jsonl:12", 12, "bad-id"),
        ("r.jsonl:13", 13, "not-utf8"),
        ("g", 14, "nul-byte"),
        ("h", 15, None),
        ("r.jsonl:16", 16, "too-large"),
        ("j", 17, None),
    ]
    assert (items[1].content, items[1].is_text, items[1].as_of) == ({"n": 1}, False, "2025-05-05")


def test_ids_are_compared_across_files() -> None:
    write("a.jsonl", '{"id": "x", "text": "one"}')
    write("b.jsonl", '{"id": "x", "text": "two"}')
    items = read("a.jsonl", "b.jsonl")
    assert codes(items) == [None, "duplicate-id"]
    assert items[1].failure
    assert "in a.jsonl:1" in items[1].failure.message


def test_fields_may_have_other_names_and_then_json_files_hold_records() -> None:
    record = {"key": "k", "summary": "one"}
    write("a.jsonl", json.dumps(record))
    write("b.json", json.dumps([{"key": "l", "summary": "two"}, {"key": "m", "summary": "three"}]))
    fields = Fields(id="key", text="summary", chosen=True)
    assert [(i.id, i.content) for i in read("a.jsonl", "b.json", fields=fields)] == [("k", "one"), ("l", "two"), ("m", "three")]
    assert [(i.id, i.is_text) for i in read("b.json")] == [("b.json", False)]


def test_standard_input_has_a_name(monkeypatch: pytest.MonkeyPatch) -> None:
    def feed(raw: bytes) -> None:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw)))

    feed(b"a text")
    assert [(i.id, i.content) for i in read("-")] == [("-", "a text")]
    feed(b'{"id": 1, "text": "one"}\n')
    assert [(i.id, i.source, i.content) for i in read("-", stdin_name="x.jsonl")] == [("1", "x.jsonl", "one")]


def test_parquet_rows_are_records() -> None:
    pyarrow = pytest.importorskip("pyarrow")
    import pyarrow.parquet as parquet

    parquet.write_table(pyarrow.table({"id": ["a", "b"], "text": ["one", None], "data": [None, {"n": 1}]}), "r.parquet")
    items = read("r.parquet")
    assert [(i.id, i.content, i.is_text, i.source_line) for i in items] == [("a", "one", True, 1), ("b", {"n": 1}, False, 2)]
    write("bad.parquet", "no parquet")
    assert codes(read("bad.parquet")) == ["not-parquet"]


def test_without_pyarrow_the_error_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    write("r.parquet", "x")
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    items = read("r.parquet")
    assert items[0].failure
    assert "pip install 'factspec[parquet]'" in items[0].failure.message


HTML = (
    "<!doctype html>\r\n<html><head><title>No text</title><style>p {}</style></head>\n<body><h1>The f&eacute;te</h1>\n"
    "<p>It cost <b>&euro;28</b>&nbsp;million &amp; more.<br>Then <script>var x = '<p>99</p>';</script>it &lt; ended&#46;</p>"
    "<ul><li>one</li><li>two</li></ul><table><tr><td>a</td><td>b</td></tr></table></body></html>"
)


def test_html_text_is_what_a_reader_sees() -> None:
    text, _ = extract(HTML)
    assert [line for line in (" ".join(part.split()) for part in text.split("\n")) if line] == [
        "The féte",
        "It cost €28 million & more.",
        "Then it < ended.",
        "- one",
        "- two",
        "| a | b |",
    ]


def test_html_places_are_those_of_the_file() -> None:
    text, offsets = extract(HTML)
    at = text.index("28")
    found = FactFinding("f", "contradicted", "C.", "26", "28", at, at + 2, 1, 1, fix=Fix("26", at, at + 2))
    moved = offsets.map(Reading((found,))).facts[0]
    assert moved.start is not None
    assert HTML[moved.start : moved.end] == "28"
    assert (moved.line, moved.column) == (4, 21)
    assert moved.fix is not None
    assert (moved.fix.start, moved.fix.end, moved.fix.text) == (moved.start, moved.end, "26")
    for word in ("€28", "million & more", "féte", "ended."):
        start = text.index(word)
        assert unescape(HTML[offsets.start(start) : offsets.end(start + len(word))]) == word


@given(
    st.text(st.sampled_from("ab<>&;#/p! \n\r\"'=x1é"), max_size=60)
    | st.lists(
        st.sampled_from(("<p hidden>", "<li hidden>", "<td style=display:none>", "<p>", "<li>", "</p>", "</li>", "</ul>", "a", "&amp;")),
        max_size=20,
    ).map("".join)
)
def test_any_html_is_read_without_a_crash(source: str) -> None:
    text, offsets = extract(source)
    for at in range(len(text)):
        assert 0 <= offsets.start(at) <= offsets.end(at + 1) <= len(source)


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("a<p hidden>b<p>c", "a c"),
        ("<ul><li hidden>x</ul>y", "y"),
        ("<div HIDDEN>a<div>b</div>c<br></div>d", "d"),
        ("<table><tr hidden><td>1<td>2<tr><td>3</table>e", "| 3 e"),
        ("<td style='Display : NONE !important'>a<td>b", "| b"),
        ("<dl><dt hidden>x<dd>y</dl>", "y"),
        ("<ul hidden><li>a<li>b</ul>c", "c"),
        ("<div hidden><p>a<div>b</div>c</div>d", "d"),
        ("<p style='visibility: hidden'>x&amp;y</p>z&amp;", "z&"),
        ("<p style='display: block' data-hidden>x</p>", "x"),
        ("<div hidden>never closed", ""),
    ],
)
def test_hidden_elements_of_a_page_are_not_said(source: str, words: str) -> None:
    text, offsets = extract(source)
    assert " ".join(text.split()) == words
    for at in (at for at, letter in enumerate(text) if letter.isalnum()):
        assert source[offsets.start(at)] == text[at]


@given(st.text(st.sampled_from("a\n\r\u2028\x0b"), max_size=20))
def test_lines_end_with_three_kinds_of_break(text: str) -> None:
    starts = line_starts(text)
    assert starts[0] == 0
    assert len(starts) == text.replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('Here it is:\n```json\n{"a": 1}\n```\nDone.', {"a": 1}),
        ("~~~\n[1]\n~~~", [1]),
        ('````\n{"a": "```"}\n````', {"a": "```"}),
        ('```json\n{"a": 1}', {"a": 1}),
        ('  {"a": 1}\n', {"a": 1}),
        ("Prose alone.", None),
        ("```python\nprint(1)\n```", None),
    ],
)
def test_fenced_json_is_found(text: str, found: object) -> None:
    assert find_json(text) == (found is not None, found)


@pytest.mark.parametrize("text", ['```json\n{"a": \n```', "```json\n{}\n```\n```json\n{}\n```", "{broken}"])
def test_broken_fenced_json_is_an_error(text: str) -> None:
    with pytest.raises(InputError):
        find_json(text)


OTHERS = {
    "German": "Der Minister sagte am Freitag, dass die Verhandlungen mit dem Nachbarland nicht ohne eine neue Grundlage weitergehen können, "
    "und dass die Regierung auf das Angebot noch nicht geantwortet hat. Die Opposition ist mit dem Vorschlag nicht zufrieden und will "
    "für den Herbst eine Abstimmung im Parlament, bei der auch die Bürger gehört werden.",
    "French": "Le ministre a déclaré vendredi que les négociations avec le pays voisin ne peuvent pas continuer sans une nouvelle base, "
    "et que le gouvernement n'a pas encore répondu à cette offre. Les députés de la gauche sont contre ce projet et demandent un vote "
    "au parlement pour la fin de cette année, avec les maires des villes qui ont été les plus touchées.",
    "Cyrillic script": "Министр сообщил в пятницу, что переговоры с соседней страной не могут продолжаться без новой основы, и что правительство "
    "ещё не ответило на предложение. Оппозиция недовольна этим предложением и требует голосования в парламенте осенью.",
}
ENGLISH = (
    "The minister said on Friday that talks with the neighbouring country cannot go on without a new basis, and that the government has not "
    "answered the offer yet. The opposition is not content with the proposal and wants a vote in parliament this autumn."
)


@pytest.mark.parametrize("language", sorted(OTHERS))
def test_a_text_plainly_in_another_language_is_noticed(language: str) -> None:
    assert other_language(OTHERS[language]) == language


@pytest.mark.parametrize(
    "text",
    [
        ENGLISH,
        OTHERS["German"][:120],  # too short to be sure
        "Names: " + "de la Cruz, van den Berg, di Stefano, von der Leyen, dos Santos, el Masri; " * 6 + ENGLISH,
        "revenue 28.4\nprofit 3.1\ntotal 99\n" * 30,
        "Lavrov Jaishankar Baisaran Pahalgam Simla Lahore " * 20,
        "",
    ],
)
def test_every_doubt_goes_for_english(text: str) -> None:
    assert other_language(text) is None


def test_a_schema_lists_every_violation_with_its_pointer() -> None:
    write("s.json", json.dumps({"type": "object", "required": ["b"], "properties": {"a/b": {"items": {"type": "integer"}}}}))
    check = validator("s.json")
    assert [(v.pointer, v.schema_pointer) for v in check({"a/b": [1, "x", "y"]})] == [
        ("", "/required"),
        ("/a~1b/1", "/properties/a~1b/items/type"),
        ("/a~1b/2", "/properties/a~1b/items/type"),
    ]
    assert check({"b": 1}) == ()


@pytest.mark.parametrize("content", ["{", "[]", '{"type": "nonsense"}'])
def test_a_broken_schema_is_a_usage_error(content: str) -> None:
    write("s.json", content)
    with pytest.raises(UsageError, match=r"--schema s\.json"):
        validator("s.json")


def test_no_reference_is_fetched() -> None:
    write("s.json", '{"$ref": "https://example.org/schema.json"}')
    with pytest.raises(UsageError, match="nothing is fetched"):
        validator("s.json")({})


def test_what_a_line_breaks_off_at_is_a_place_of_that_line() -> None:
    write("cut.jsonl", b'{"id":"y"\r\n{"id": 7,}\n{"id"')
    places = [item.failure.message.rpartition("(")[2] for item in read("cut.jsonl") if item.failure]
    assert places == ["column 10)", "column 10)", "column 6)"]
