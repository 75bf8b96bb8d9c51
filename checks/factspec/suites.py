"""Suites: which inputs are checked against which golden set, under which policy; from factspec.yaml or [tool.factspec.suites]."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from pathlib import Path, PurePosixPath
from typing import Any

from factspec.errors import UsageError
from factspec.gate import FLAGS, LISTS, SHARES, Policy
from factspec.golden.nodes import MAX_BYTES, parse, typed
from factspec.pyproject import is_inside, read_table

FILE = "factspec.yaml"
_ID = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]*")
_SLOT = re.compile(r"\{(folder|stem|record\.[^{}]+)\}")
_TEXTS = ("as-of", "text-field", "data-field", "id-field", "schema")


@dataclass(frozen=True, slots=True)
class Suite:
    """One suite. ``golden`` may hold {folder}, {stem} or {record.KEY}: then each input names its own golden set."""

    name: str
    golden: str
    inputs: tuple[str, ...]
    policy: Mapping[str, Any]
    settings: Mapping[str, Any]

    @property
    def record_key(self) -> str | None:
        """The key of a record that names its golden set."""
        found = re.search(r"\{record\.([^{}]+)\}", self.golden)
        return found.group(1) if found else None

    @property
    def single(self) -> bool:
        return not _SLOT.search(self.golden)

    def golden_for(self, source: str, named: str | None) -> str:
        """The golden set of one input. What an input names is an id, never a path: a `UsageError` else."""
        path = PurePosixPath(source)
        words = {"folder": path.parent.name, "stem": path.name.split(".")[0]}

        def fill(found: re.Match[str]) -> str:
            slot = found.group(1)
            word = named if slot.startswith("record.") else words[slot]
            if word is None:
                raise UsageError(
                    "no-golden", f'{found.group()}: it has no "{slot.removeprefix("record.")}", expected the id of a golden set'
                )
            if word is None or not _ID.fullmatch(word):
                raise UsageError("no-golden", f"{found.group()} is {word!r}, expected the id of a golden set")
            return word

        return _SLOT.sub(fill, self.golden)


def policy_of(suite: Suite, base: Policy, forced: set[str]) -> Policy:
    """The suite's policy over the run's, but for what was typed for this run (`forced`)."""
    given = {key.replace("-", "_"): value for key, value in suite.policy.items()}
    return replace(base, **{key: value for key, value in given.items() if key not in forced})


def find_suites(folder: Path, typed: str | None = None) -> tuple[Path, dict[str, Suite]]:
    """The suites of the file that was typed, or of the nearest factspec.yaml or pyproject.toml with suites, and the file's folder."""
    if typed is not None:
        return Path(typed).parent, _read(Path(typed))
    for above in (folder, *folder.parents):
        files = [path for path in (above / FILE, above / "pyproject.toml") if path.is_file() and _has_suites(path)]
        if len(files) == 2:
            raise UsageError("suites", f"suites in {FILE} and in pyproject.toml, expected them in one of the two")
        if files:
            return above, _read(files[0])
    raise UsageError("suites", f"no suites: expected {FILE}, or [tool.factspec.suites] in pyproject.toml, here or above")


def _has_suites(path: Path) -> bool:
    return path.name == FILE or "suites" in _toml(path)


def _toml(path: Path) -> dict[str, Any]:
    table = read_table(path, "suites")
    return table if isinstance(table, dict) else {}


def _read(path: Path) -> dict[str, Suite]:
    if path.suffix == ".toml":
        return _suites(_toml(path).get("suites"), lambda *_: path.name, path.parent)
    try:
        with path.open("rb") as stream:
            raw = stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise UsageError("suites", f"{path.name}: cannot be read: {error.strerror or error}") from None
    root = parse(raw, path.name, "file of suites", "suites")

    def where(*keys: str) -> str:
        at, node = root, root
        for key in keys:
            place, below = node.key(key), node.child(key)
            if place is None or below is None:
                break
            at, node = place, below
        return f"{path.name}:{at.line}:{at.column}"

    data = typed(root)
    if not isinstance(data, dict) or "suites" not in data:
        raise UsageError("suites", f"{path.name}:1:1: expected a mapping with suites")
    _known(data, ("suites",), where, ())
    return _suites(data["suites"], lambda *keys: where("suites", *keys), path.parent)


Where = Callable[..., str]


def _suites(table: Any, where: Where, folder: Path) -> dict[str, Suite]:
    if not isinstance(table, dict) or not table:
        raise UsageError("suites", f"{where()}: suites: expected at least one suite by name")
    suites = {str(name): _suite(str(name), given, where) for name, given in table.items()}
    for suite in suites.values():
        for key, named in (("golden", _SLOT.sub("x", suite.golden)), ("schema", suite.settings.get("schema", ""))):
            if "\0" not in named and not is_inside(str(folder / named), folder):
                raise UsageError(
                    "suites",
                    f"{where(suite.name, key)}: suite {suite.name}: {key}: {named!r} leads out of the folder of the file of suites",
                )
    return suites


def _suite(name: str, given: Any, where: Where) -> Suite:
    if not _ID.fullmatch(name):
        raise UsageError("suites", f'{where(name)}: suite "{name}": expected a name of letters, digits, ".", "_" and "-"')
    if not isinstance(given, dict):
        raise UsageError("suites", f"{where(name)}: suite {name}: expected a mapping with golden and inputs")
    _known(given, ("golden", "inputs", "policy", "parse-json", *_TEXTS), where, (name,))
    golden, inputs = given.get("golden"), given.get("inputs")
    inputs = [inputs] if isinstance(inputs, str) else inputs
    if not isinstance(golden, str) or not golden:
        raise UsageError(
            "suites", f"{where(name, 'golden')}: suite {name}: golden: read {golden!r}, expected the path or id of a golden set"
        )
    for slot in re.findall(r"\{[^}]*\}?", golden):
        if not _SLOT.fullmatch(slot):
            raise UsageError(
                "suites", f"{where(name, 'golden')}: suite {name}: golden: read {slot}, expected {{folder}}, {{stem}} or {{record.KEY}}"
            )
    if not isinstance(inputs, list) or not inputs or not all(isinstance(word, str) and word for word in inputs):
        raise UsageError("suites", f"{where(name, 'inputs')}: suite {name}: inputs: read {inputs!r}, expected files, folders or globs")
    settings: dict[str, Any] = {}
    for key in _TEXTS:
        if key in given:
            settings[key.replace("-", "_")] = _text(given[key], key, name, where)
    if "parse-json" in given:
        settings["parse_json"] = _flag(given["parse-json"], "parse-json", where(name, "parse-json"), name)
    return Suite(name, golden, tuple(inputs), _policy(given.get("policy", {}), name, where), settings)


def _policy(given: Any, name: str, where: Where) -> dict[str, Any]:
    if not isinstance(given, dict):
        raise UsageError("suites", f"{where(name, 'policy')}: suite {name}: policy: read {given!r}, expected a mapping")
    _known(given, (*SHARES, *FLAGS, *LISTS), where, (name, "policy"))
    policy: dict[str, Any] = {}
    for key, value in given.items():
        place = where(name, "policy", key)
        if key in SHARES:
            policy[key] = _share(value, key, place, name)
        elif key in FLAGS:
            policy[key] = _flag(value, key, place, name)
        else:
            words = [value] if isinstance(value, str) else value
            if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
                raise UsageError("suites", f"{place}: suite {name}: {key}: read {value!r}, expected a list of texts")
            policy[key] = tuple(words)
    return policy


def _share(value: Any, key: str, place: str, name: str) -> Decimal:
    try:
        read = Decimal("NaN") if isinstance(value, bool) else Decimal(str(value))
    except InvalidOperation:
        read = Decimal("NaN")
    if not read.is_finite() or not 0 <= read <= 1:
        raise UsageError("suites", f"{place}: suite {name}: {key}: read {value!r}, expected a share from 0 to 1")
    return read


def _flag(value: Any, key: str, place: str, name: str) -> bool:
    if not isinstance(value, bool):
        raise UsageError("suites", f"{place}: suite {name}: {key}: read {value!r}, expected true or false")
    return value


def _text(value: Any, key: str, name: str, where: Where) -> str:
    text = value.isoformat() if key == "as-of" and hasattr(value, "isoformat") else value  # TOML reads a day as a date
    if not isinstance(text, str) or not text:
        raise UsageError("suites", f"{where(name, key)}: suite {name}: {key}: read {value!r}, expected a text")
    return text


def _known(given: dict[Any, Any], known: tuple[str, ...], where: Where, above: tuple[str, ...]) -> None:
    for key in given:
        if key not in known:
            from factspec.suggest import did_you_mean

            at = f"suite {above[0]}: " if above else ""
            hint = did_you_mean(str(key), list(known))
            raise UsageError("suites", f'{where(*above, str(key))}: {at}unknown key "{key}", expected one of {", ".join(known)}{hint}')


def below(folder: Path, word: str) -> str:
    """A path of the file of suites, as one of the folder that the command runs in."""
    return word if os.path.isabs(word) else Path(os.path.relpath(folder / word)).as_posix()
