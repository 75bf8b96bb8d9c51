"""One resolver for golden sets at every door: an existing path, then the configured folders, then the shipped sets."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from factspec.errors import UsageError
from factspec.suggest import did_you_mean

ENDINGS = (".yaml", ".yml", ".json")
DEFAULT_FOLDERS = ("golden",)


def shipped(kind: str) -> Path | None:
    """The folder of shipped data: inside the installed package, or of the source tree in an editable install."""
    here = Path(__file__).resolve().parent.parent
    root = here.parent.parent
    source_tree = root / kind if (root / "pyproject.toml").is_file() and (root / "checks" / "factspec") == here else None
    return next((folder for folder in (here / "_data" / kind, source_tree) if folder and folder.is_dir()), None)


def resolve(name: str | Path, folders: Sequence[str | Path] = DEFAULT_FOLDERS) -> tuple[Path, str]:
    """The file behind a path or id, and the name that reports and complaints show for it."""
    typed = str(name).replace("\\", "/")
    path = Path(name)
    try:
        os.stat(path)
    except FileNotFoundError:
        pass
    except (OSError, ValueError) as error:  # too long, a loop of links, a NUL in it, a folder that may not be read
        why = getattr(error, "strerror", None) or error
        raise UsageError("golden-unreadable", f"{typed if len(typed) <= 200 else typed[:197] + '...'}: cannot be read: {why}") from None
    if path.is_dir():
        raise UsageError("golden-is-folder", f"{typed}: a folder, expected a golden set's file or id")
    if path.exists():  # a pipe too
        return path, typed
    if isinstance(name, Path) or path.suffix in ENDINGS or "/" in typed:
        raise UsageError("golden-not-found", f"{typed}: no such file{_near_file(path)}")
    data = shipped("golden")
    own = [hit for folder in folders for hit in _in_folder(Path(folder), typed)]
    ours = _in_folder(data, typed) if data else []
    if not own and not ours:
        raise UsageError("golden-not-found", _unknown(typed, folders, data))
    hits = own + [hit for hit in ours if not any(_same(hit, other) for other in own)]
    if len(hits) > 1:
        both = " and ".join(_shown(hit, data) for hit in hits[:2])
        raise UsageError("golden-ambiguous", f'the golden set "{typed}" is found twice: {both}; name the file')
    return hits[0], _shown(hits[0], data)


def _in_folder(folder: Path, name: str) -> list[Path]:
    return [path for ending in ENDINGS if (path := folder / (name + ending)).is_file()]


def _same(one: Path, other: Path) -> bool:
    """The same set in two places, as in a clone of this project with factspec installed, is one hit."""
    return one.read_bytes() == other.read_bytes()


def _shown(hit: Path, data: Path | None) -> str:
    return f"factspec:{hit.name}" if hit.is_absolute() and hit.parent == data else hit.as_posix()


def known_ids(folder: Path | None) -> list[str]:
    if folder is None or not folder.is_dir():
        return []
    return sorted({path.stem for path in folder.iterdir() if path.suffix in ENDINGS and path.is_file()})


def _unknown(typed: str, folders: Sequence[str | Path], data: Path | None) -> str:
    ids = {i for folder in folders for i in known_ids(Path(folder))} | set(known_ids(data))
    here = [f"{typed}{ending}" for ending in ENDINGS if Path(typed + ending).is_file()]
    if here:
        return f'no golden set "{typed}" in {_searched(folders)}; for the file in this folder say {here[0]}'
    known = ", ".join(sorted(ids)) or "none"
    return f'no golden set "{typed}": no such file, and none in {_searched(folders)}; known: {known}{did_you_mean(typed, ids)}'


def _searched(folders: Sequence[str | Path]) -> str:
    return ", ".join([*(Path(f).as_posix() + "/" for f in folders), "the shipped sets"])


def _near_file(path: Path) -> str:
    parent = path.parent
    if not parent.is_dir():
        return f" (there is no folder {parent.as_posix()})"
    return did_you_mean(path.name, [p.name for p in parent.iterdir() if p.suffix in ENDINGS])
