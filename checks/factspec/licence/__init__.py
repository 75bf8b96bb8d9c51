"""Licence: what the golden set and its background allow a text to say: words, clauses, quotations, values, names."""
