"""The only writers of figures, targets, overrides and flags: keyword-only, atomic, by whom and why.

Every change is recorded as a revision in the same transaction. The same checks serve a folder of fifty thousand rows
and one figure typed in the admin.
"""

from indicators.actions.changes import (
    Conflict,
    FigureEntry,
    TargetEntry,
    change_figure,
    change_target,
    set_flag,
    set_override,
    withdraw,
)
from indicators.actions.ledger import Kind
from indicators.actions.loading import Loaded, Refused, load_folder
from indicators.actions.targets import Copied, CopiedTarget, copy_targets_forward

__all__ = [
    "Conflict",
    "Copied",
    "CopiedTarget",
    "FigureEntry",
    "Kind",
    "Loaded",
    "Refused",
    "TargetEntry",
    "change_figure",
    "change_target",
    "copy_targets_forward",
    "load_folder",
    "set_flag",
    "set_override",
    "withdraw",
]
