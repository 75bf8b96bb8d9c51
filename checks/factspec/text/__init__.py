"""The text as received: tokens, sentences, lines, and folded views with offset maps."""

from factspec.text.document import Document, Sentence, Token

__all__ = ["Document", "Sentence", "Token"]
