"""UTF-8 that was read as Windows-1252 or Latin-1 ("isnâ€™t", "JosÃ©"), read back.

Only sequences that begin as such text does and end as a mark, a Latin letter, a sign or an emoji are taken: one that a person may have
typed ("Â" before a word, "Ä“" before a closing quote) stays.
"""

from __future__ import annotations

import re

_HIGH = {bytes([b]).decode("cp1252", "ignore") or chr(b): b for b in range(0x80, 0xC0)} | {chr(b): b for b in range(0x80, 0xC0)}
_TAIL = "".join(re.escape(c) for c in _HIGH)
_CAREFUL = "".join(re.escape(c) for c in _HIGH if c not in "‘’“”–—…")
SEQUENCE = re.compile(f"Â[\u00a0-\u00bf]|[ÃÄÅ][{_CAREFUL}]|â[{_TAIL}][{_TAIL}]|ðŸ[{_TAIL}][{_TAIL}]")
SPACE = re.compile("(?<=[\\d.,;:%a-z])Â(?= )")  # a no-break space whose second byte was taken for a blank
LOST = re.compile("(?<=[a-z])\ufffd(?=(?:t|s|re|ve|ll|d|m)\\b)")


def restored(match: re.Match[str]) -> str | None:
    """The character that a sequence was, or None where it was none."""
    found = match[0]
    head = b"\xf0\x9f" if found[0] == "ð" else bytes([ord(found[0])])
    raw = head + bytes(_HIGH[c] for c in found[len(head) :])
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return None
