"""`python -m factspec` is the command `factspec`."""

from __future__ import annotations

from factspec.cli import main

if __name__ == "__main__":
    main()
