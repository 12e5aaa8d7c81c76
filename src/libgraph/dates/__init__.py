"""EDTF dates: validity, bounds, certain and possible relations, labels in lt, lv, en.

The format is EDTF (Library of Congress, 4 February 2019; ISO 8601-2:2019), levels 0, 1 and 2.

>>> when = parse("2019-03/..")
>>> when.level, when.open_end, when.bounds.as_xsd()
(1, True, ('2019-03-01', '2019-03-31', None, None))
>>> certainly_within(parse("2021-03-05").bounds, period("2021"))
True
>>> label("2021-03-05", "lt"), label("2021-03-05", "lv")
('2021 m. kovo 5 d.', '2021. gada 5. marts')

Where the specification leaves a choice, this is the one made here:

- *Seasons* 21–24 are read for the northern hemisphere: spring is March to May. Winter starts in
  December of the year named and lasts to the end of February of the next.
- *Year 0000* is 1 BCE (astronomical count); `-0000` is refused. Years beyond ±999 999 999 999 are
  refused: no store compares such dates.
- *Intervals* are refused only if the end must lie before the beginning; `2021-03-05/2021-03` stands.
- *Times* say nothing about bounds: a date with a time is that local day. Leap seconds and 24:00 are refused.
- *A mask* such as `2021-XX-31` must have at least one real day.
"""

from libgraph.dates.bounds import (
    Bounds,
    Day,
    certainly_before,
    certainly_overlap,
    certainly_within,
    possibly_overlap,
    possibly_within,
)
from libgraph.dates.labels import LANGUAGES, label
from libgraph.dates.parsing import Edtf, InvalidDate, parse, period
from libgraph.dates.trees import REASONS, Reason

__all__ = [
    "LANGUAGES",
    "REASONS",
    "Bounds",
    "Day",
    "Edtf",
    "InvalidDate",
    "Reason",
    "certainly_before",
    "certainly_overlap",
    "certainly_within",
    "label",
    "parse",
    "period",
    "possibly_overlap",
    "possibly_within",
]
