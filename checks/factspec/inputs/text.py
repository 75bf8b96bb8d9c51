"""Bytes in, text out, or a clear word on why they are none."""

from __future__ import annotations

from factspec.errors import InputError


def decode(raw: bytes, source_line: int | None = None) -> str:
    """UTF-8 bytes as text; a byte-order mark stays, as a character."""
    if (nul := raw.find(b"\0")) >= 0:
        raise InputError("nul-byte", f"a NUL byte at byte {nul}: not a text", source_line)
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise InputError("not-utf8", f"byte 0x{raw[error.start]:02x} at byte {error.start} is not UTF-8", source_line) from None


def check_size(raw: bytes, limit: int, source_line: int | None = None) -> None:
    if len(raw) > limit:
        raise InputError("too-large", f"more than {limit} bytes (see --max-bytes)", source_line)
