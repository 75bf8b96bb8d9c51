"""What was typed on the command line in, files in a fixed order out."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from factspec.report import Failure

TEXTS = (".txt", ".md", ".markdown", ".html", ".htm")
DATA = (".json", ".jsonl", ".ndjson", ".parquet")
ENDINGS = TEXTS + DATA


def expand(typed: Sequence[str]) -> Iterator[tuple[str, Failure | None]]:
    """Yields each file as typed, once, or what is wrong with an argument. Folders and globs are sorted by path."""
    seen: set[str] = set()
    for word in typed:
        name = word.replace("\\", "/")
        if word == "-":
            found: list[str] = ["-"]
        elif os.path.isdir(word):
            found = _folder(word)
            if not found:
                yield name, Failure("no-input", f"the folder holds no file to check ({', '.join(ENDINGS)})")
                continue
        elif os.path.exists(word):
            found = [word]
        elif glob.has_magic(word):
            found = _once(sorted(p for p in glob.glob(word, recursive=True) if not os.path.isdir(p)))
            if not found:
                yield name, Failure("no-input", "the pattern matches no file")
                continue
        else:
            yield name, Failure("not-found", f"no such file or folder{_near(word)}")
            continue
        for path in found:
            shown = path.replace("\\", "/")
            if shown in seen:
                continue
            seen.add(shown)
            if path != word and os.path.exists(path) and not os.path.isfile(path):
                # A pipe that nobody named would be waited for, a device may have no end.
                yield shown, Failure("unreadable", "cannot be read: neither a file nor a folder")
            else:
                yield shown, None


def _once(paths: list[str]) -> list[str]:
    """Each file by its shortest path: a link to a folder above leads to the same files again and again."""
    first: dict[str, str] = {}
    for path in sorted(paths, key=lambda p: (len(p), p)):
        first.setdefault(os.path.realpath(path), path)
    return sorted(first.values())


def _folder(folder: str) -> list[str]:
    """Files of a known kind below a folder, by path; hidden ones are left out."""
    found: list[str] = []
    for top, below, names in os.walk(folder):
        below[:] = sorted(d for d in below if not d.startswith("."))
        found += [os.path.join(top, n) for n in names if not n.startswith(".") and n.lower().endswith(ENDINGS)]
    return sorted(found, key=lambda path: path.replace("\\", "/").split("/"))


def _near(word: str) -> str:
    from factspec.suggest import did_you_mean

    parent = Path(word).parent
    if not parent.is_dir():
        return f" (there is no folder {parent.as_posix()})"
    return did_you_mean(Path(word).name, [p.name for p in parent.iterdir()])
