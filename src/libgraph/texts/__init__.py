"""Names and texts: normal form, folding for search, slugs, and the forms that a name takes."""

from libgraph.texts.folding import fold, nfc, slug
from libgraph.texts.inflection import forms
from libgraph.texts.likeness import Likeness, alike
from libgraph.texts.mention import mentions

__all__ = ["Likeness", "alike", "fold", "forms", "mentions", "nfc", "slug"]
