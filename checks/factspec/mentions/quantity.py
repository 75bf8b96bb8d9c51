"""Quantities at one door: the data, the finder, the comparison, golden values and rendering."""

from __future__ import annotations

from .numbers import find_numbers
from .quantity_compare import compare, parse_golden_value, same_dimension, sides_order
from .quantity_render import render
from .quantity_values import NumberMention, Quantity

__all__ = ["NumberMention", "Quantity", "compare", "find_numbers", "parse_golden_value", "render", "same_dimension", "sides_order"]
