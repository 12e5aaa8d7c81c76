"""What a look into a passage can answer."""

from enum import Enum


class Answer(Enum):
    """Whether a passage says something: wholly, in part, not at all, or not to be told from words."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"
    UNKNOWN = "unknown"
