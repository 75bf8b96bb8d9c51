"""What can go wrong, as values: every error has a short code and one plain sentence."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Complaint:
    """One complaint to an editor: the place in the file, where in the set, and what was read and expected."""

    file: str
    line: int
    column: int
    where: str
    message: str

    def __str__(self) -> str:
        where = f"{self.where}: " if self.where else ""
        return f"{self.file}:{self.line}:{self.column}: {where}{self.message}"


class FactspecError(Exception):
    """Base of all errors that factspec raises on purpose."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message

    def __str__(self) -> str:
        return self.message


class UsageError(FactspecError):
    """The call is wrong: an unknown golden set, a bad option, a language that is not read."""


class GoldenError(FactspecError):
    """A golden set cannot be used; ``complaints`` holds everything that is wrong with the file."""

    def __init__(self, complaints: tuple[Complaint, ...]) -> None:
        super().__init__("golden-set", "\n".join(str(c) for c in complaints))
        self.complaints = complaints


class InputError(FactspecError):
    """One input cannot be read; the others still are."""

    def __init__(self, code: str, message: str, source_line: int | None = None) -> None:
        super().__init__(code, message)
        self.source_line = source_line
