"""HTML in, its text out, with the place of every character in the file. Standard library only."""

from __future__ import annotations

from html import unescape
from html.parser import HTMLParser

from factspec.inputs.offsets import Offsets
from factspec.text.document import line_starts
from factspec.text.unmask import SMALL

_SILENT = {"script", "style", "template", "head", "svg", "noscript", "select", "textarea", "title", "del", "s", "strike"}
_BLOCK = frozenset(
    (
        "address article aside blockquote body caption dd details div dl dt figcaption figure footer form h1 h2 h3 h4 h5 h6 "
        "header hr html legend li main nav ol p pre section summary table tbody tfoot thead tr ul"
    ).split()
)
_CELL = {"td", "th"}
# Elements whose end may be left out, and what ends them then.
_ENDED_BY = {
    **dict.fromkeys(("td", "th"), frozenset({"td", "th", "tr"})),
    **dict.fromkeys(("dt", "dd"), frozenset({"dt", "dd"})),
    "p": _BLOCK,
    "li": frozenset({"li"}),
    "tr": frozenset({"tr"}),
}
_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


def extract(source: str) -> tuple[str, Offsets]:
    """The visible text, without what is struck out or hidden by an attribute.

    A block ends a paragraph, cells stand side by side, character references are read.
    """
    reader = _Reader(source)
    reader.feed(source)
    reader.close()
    return reader.text(), reader.offsets()


def _is_hidden(attrs: list[tuple[str, str | None]]) -> bool:
    for name, value in attrs:
        if name == "hidden":
            return True
        if name == "style" and value is not None:
            plain = "".join(value[:2000].lower().split())
            if "display:none" in plain or "visibility:hidden" in plain:
                return True
    return False


class _Reader(HTMLParser):
    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=False)
        self.source = source
        self.starts = [0]
        at = source.find("\n")
        while at >= 0:  # the parser counts lines by \n alone
            self.starts.append(at + 1)
            at = source.find("\n", at + 1)
        self.pieces: list[str] = []
        self.length = 0
        self.texts: list[int] = []
        self.files: list[int] = []
        self.verbatim: list[bool] = []
        self.silent: list[str] = []
        self.hidden: list[str] = []  # an element that is not shown, and what is open in it
        self.small: list[str] = []  # sup and sub that are open

    def here(self) -> int:
        line, column = self.getpos()
        return self.starts[line - 1] + column

    def put(self, text: str, at: int, verbatim: bool) -> None:
        if text and not self.silent and not self.hidden:
            self.pieces.append(text)
            self.texts.append(self.length)
            self.files.append(at)
            self.verbatim.append(verbatim)
            self.length += len(text)

    def boundary(self, tag: str) -> None:
        if tag in _BLOCK or tag == "tr":
            self.put("\n\n" if tag not in ("li", "tr", "dt", "dd") else "\n", self.here(), False)
        elif tag == "br":
            self.put("\n", self.here(), False)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self.hidden and self._stays_hidden(tag):
            return
        self.boundary(tag)
        if tag not in _VOID and tag not in _SILENT and not self.silent and _is_hidden(attrs):
            self.hidden.append(tag)
            return
        if tag in SMALL:
            self.small.append(tag)
        if tag in _SILENT and tag not in _VOID:
            self.silent.append(tag)
        elif tag == "li":
            self.put("- ", self.here(), False)
        elif tag in _CELL:
            self.put(" | ", self.here(), False)

    def _stays_hidden(self, tag: str) -> bool:
        """Whether what opens here lies inside the hidden element; where it cannot, that one has ended without saying so."""
        last = self.hidden[-1]
        if tag in _ENDED_BY.get(last, ()):
            self.hidden.pop()
            return bool(self.hidden) and self._stays_hidden(tag)
        if tag not in _VOID:
            self.hidden.append(tag)
        return True

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        self.boundary(tag)

    def handle_endtag(self, tag: str) -> None:
        if self.hidden:
            if tag in self.hidden:
                del self.hidden[len(self.hidden) - 1 - self.hidden[::-1].index(tag) :]
            elif self.hidden[0] in _ENDED_BY and tag in _BLOCK | {"table", "tr"}:
                self.hidden.clear()  # its holder ends
        if tag in self.small:
            self.small.remove(tag)
        if tag in self.silent:
            # An unclosed inner element ends with its holder.
            del self.silent[len(self.silent) - 1 - self.silent[::-1].index(tag) :]
        elif tag == "tr":
            self.put(" |", self.here(), False)
        self.boundary(tag)

    def handle_data(self, data: str) -> None:
        if self.small:
            # "10<sup>6</sup>" is no 106, and the mark of a footnote no digit of the number before it.
            data = data.translate(SMALL[self.small[-1]])
        self.put(data, self.here(), True)

    def handle_entityref(self, name: str) -> None:
        self._reference(f"&{name}")

    def handle_charref(self, name: str) -> None:
        self._reference(f"&#{name}")

    def _reference(self, written: str) -> None:
        at = self.here()
        read = unescape(written + ";")
        if read == written + ";":
            self.put(written, at, True)
            return
        self.put(" " if read == "\xa0" else read, at, False)
        after = at + len(written) + (self.source[at + len(written) : at + len(written) + 1] == ";")
        self._resume(after)

    def _resume(self, after: int) -> None:
        """Marks where the file goes on after a reference, so that its end is known."""
        if not self.silent and not self.hidden:
            self.texts.append(self.length)
            self.files.append(after)
            self.verbatim.append(True)

    def text(self) -> str:
        return "".join(self.pieces)

    def offsets(self) -> Offsets:
        return Offsets(self.source, tuple(self.texts), tuple(self.files), tuple(self.verbatim), line_starts(self.source))
