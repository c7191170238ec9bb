"""What of a wording is new, and what of the one before it is gone, word by word."""

from difflib import SequenceMatcher

from assistant.contents import words_of

Spans = tuple[tuple[int, int], ...]


def altered(before: str, after: str) -> tuple[Spans, Spans]:
    """(what of `before` is gone, what of `after` is new): spans in each, without those of mere punctuation."""
    old, new = words_of(before), words_of(after)
    gone: list[tuple[int, int]] = []
    added: list[tuple[int, int]] = []
    starts_old, starts_new = _starts(old), _starts(new)
    for kind, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind != "equal":
            gone.append((starts_old[i1], starts_old[i2]))
            added.append((starts_new[j1], starts_new[j2]))
    return _telling(before, gone), _telling(after, added)


def _starts(words: list[str]) -> list[int]:
    """Where each word begins, and the end."""
    starts = [0]
    for word in words:
        starts.append(starts[-1] + len(word))
    return starts


def _telling(text: str, spans: list[tuple[int, int]]) -> Spans:
    return tuple((start, end) for start, end in spans if any(character.isalnum() for character in text[start:end]))
