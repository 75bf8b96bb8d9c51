"""Mutation testing of a golden set: right texts made wrong on purpose, to see what the set lets through.

What is made wrong comes from the lists and shapes of this room alone, never from the reader's tables: a way of being wrong that the reader
does not know is found out, not confirmed.
"""
