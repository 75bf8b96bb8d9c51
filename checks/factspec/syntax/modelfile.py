"""The model file: whole numbers only, so that every machine computes the same trees.

Layout: ``FSYN1`` and a newline, the header's length (4 bytes, little end first), the header (JSON), then the arrays, each at a
multiple of 8. A layer is an int8 matrix whose column ``j`` stands for weights ``w * 2 ** -shift[j]``. ``read`` gives the arrays;
``quantize`` and ``pack`` are for the training script.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[Any]

MAGIC = b"FSYN1\n"
POINT = 6  # an activation x is kept as the whole number nearest to x * 2 ** POINT
LIMIT = 8191  # and cut off at this size at most, so that sums stay below 2 ** 24, where 32-bit floats are still exact
LOOK_AFTER = 4  # layers of windows before the net takes its first look at heads
BUCKETS = 20  # kinds of distance between a word and its head


def bucket(distance: int) -> int:
    """The kind of distance from a word to a head that stands ``distance`` words to the right (to the left, if negative)."""
    size = abs(distance)
    step = size if size <= 5 else 6 if size <= 8 else 7 if size <= 14 else 8 if size <= 25 else 9
    return step if distance > 0 else 10 + step


def read(data: bytes) -> tuple[dict[str, Any], dict[str, Array]]:
    """The header's ``meta`` and the arrays by name, without copying."""
    if not data.startswith(MAGIC):
        raise ValueError("not a parser model of this format")
    start = len(MAGIC) + 4
    (length,) = struct.unpack("<I", data[len(MAGIC) : start])
    header = json.loads(data[start : start + length])
    base = start + length
    arrays: dict[str, Array] = {}
    for name, kind, shape, offset in header["arrays"]:
        count = 1
        for size in shape:
            count *= size
        arrays[name] = np.frombuffer(data, dtype=np.dtype(kind), count=count, offset=base + offset).reshape(shape)
    return header["meta"], arrays


def pack(meta: Mapping[str, Any], arrays: Mapping[str, Array]) -> bytes:
    listed: list[tuple[str, str, list[int], int]] = []
    blob = bytearray()
    for name in sorted(arrays):
        array = np.ascontiguousarray(arrays[name])
        array = array.astype(array.dtype.newbyteorder("<"))
        blob += b"\0" * (-len(blob) % 8)
        listed.append((name, array.dtype.str, list(array.shape), len(blob)))
        blob += array.tobytes()
    header = json.dumps({"meta": meta, "arrays": listed}, separators=(",", ":"), sort_keys=True).encode()
    header += b" " * (-(len(MAGIC) + 4 + len(header)) % 8)
    return MAGIC + struct.pack("<I", len(header)) + header + bytes(blob)


def _shifts(weights: Array) -> Array:
    """For each column the largest power of two by which its weights still fit into a signed byte."""
    largest = np.maximum(np.abs(weights).max(0), 1e-6)
    shifts: Array = np.clip(np.floor(np.log2(127.0 / largest)), -2, 14).astype(np.int8)
    return shifts


def _layer(name: str, weights: Array, bias: Array | None, point: int, arrays: dict[str, Array]) -> None:
    """Quantizes a layer [in, out] whose input has ``point`` binary digits after the point."""
    shift = _shifts(weights)
    whole = np.rint(weights * 2.0**shift).astype(np.int64)
    arrays[f"{name}.w"] = np.clip(whole, -127, 127).astype(np.int8)
    arrays[f"{name}.shift"] = shift
    offset = np.zeros(weights.shape[1]) if bias is None else bias
    arrays[f"{name}.b"] = np.rint(offset * 2.0 ** (shift.astype(np.float64) + point)).astype(np.int32)
    # The greatest input that keeps every partial sum exact.
    room = int((2**24 - 1 - np.abs(arrays[f"{name}.b"]).max()) // np.abs(whole).sum(0).max())
    arrays[f"{name}.limit"] = np.array([min(LIMIT, room)], np.int32)


def quantize(state: Mapping[str, Array], features: int, steps: Sequence[int]) -> dict[str, Array]:
    """Float weights of the training script's net to whole numbers."""
    arrays: dict[str, Array] = {}
    inner = state["inner.weight"].T.astype(np.float64).copy()
    at = 0
    for index in range(features):
        table = state[f"tables.{index}.weight"].astype(np.float64)
        point = int(np.floor(np.log2(127.0 / np.abs(table).max())))
        arrays[f"table{index}"] = np.clip(np.rint(table * 2.0**point), -127, 127).astype(np.int8)
        inner[at : at + table.shape[1]] *= 2.0**-point
        at += table.shape[1]
    _layer("inner", inner, state["inner.bias"], 0, arrays)
    for index, _ in enumerate(steps):
        for part in ("conv", "out"):
            _layer(f"block{index}.{part}", state[f"blocks.{index}.{part}.weight"].T, state[f"blocks.{index}.{part}.bias"], POINT, arrays)
    edges = [f"{place}.{part}" for place in ("edges", "look.edges") for part in ("dep", "head", "bilinear", "near_dep", "near_head")]
    for part in [*edges, "look.up", "look.mix", "look.out", "tag", "label_dep", "label_head", "label"]:
        _layer(part, state[f"{part}.weight"].T, state[f"{part}.bias"], POINT, arrays)
    for part in ("edges.root", "look.edges.root", "look.root", "label_root", "label_near"):
        arrays[part] = np.rint(state[part] * 2.0**POINT).astype(np.int16)
    return arrays
