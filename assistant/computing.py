"""Numbers that are computed from cited figures: how, from what, and with what result."""

from dataclasses import dataclass
from typing import Literal

Operation = Literal["difference", "share", "count", "sum"]


@dataclass(frozen=True, slots=True)
class Computation:
    """`result`, in `unit`, is what `operation` makes of `inputs`: the first minus the second, or the first in per cent of it."""

    operation: Operation
    inputs: tuple[float, ...]
    result: float
    unit: str
