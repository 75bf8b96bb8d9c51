"""Extraction outputs: any JSON shape told as short lines, so that the same reader judges prose and data."""
