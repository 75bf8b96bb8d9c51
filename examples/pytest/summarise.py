"""Stands for your summarizer: here it keeps the first sentences of an article."""


def summarise(article: str, sentences: int = 2) -> str:
    return ". ".join(article.split(". ")[:sentences]).rstrip(".") + "."
