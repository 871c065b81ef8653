"""Words as they are printed: the characters of a folded word where it stands in its surface.

Belongs here: the way back from the spelling that is matched (车次) to the one on the page (車次). Does not belong here:
folding itself.
"""

from pipelines.grammar.vocabulary.folding import fold

_CLASSIFIED = ("count", "ordinal")


def unit_as_written(surface: str, unit: str | None, kind: str) -> str | None:
    """A classifier in the characters of the surface, any other unit by its code."""
    return as_written(surface, unit) if kind in _CLASSIFIED else unit


def as_written(surface: str, word: str | None) -> str | None:
    """The characters of a folded word as they stand in the surface; the word itself where it stands outside of it."""
    if word is None:
        return None
    bare = surface.replace("\n", "")
    if bare.endswith(word):  # most words are printed folded, at the end
        return word
    at = fold(bare).rfind(word)
    return bare[at : at + len(word)] if at >= 0 else word
