"""The only writers of figures, targets, overrides and flags: keyword-only, atomic, by whom and why.

Every change is recorded as a revision in the same transaction. The same checks serve a folder of fifty thousand rows
and one figure typed in the admin.
"""

from indicators.actions.changes import (
    Conflict,
    TargetEntry,
    change_target,
    set_flag,
    set_override,
    withdraw,
)
from indicators.actions.entering import enter_figures
from indicators.actions.entries import Entered, Entry, Result, RowSeen, Seen
from indicators.actions.ledger import Kind
from indicators.actions.loading import Loaded, Refused, load_folder
from indicators.actions.reminders import Reminded, send_reminders
from indicators.actions.round_script import play_round
from indicators.actions.steps import (
    RoundRefused,
    Stepped,
    discard_figures,
    lock_round,
    reopen_round,
    send_back,
    submit_figures,
    verify_figures,
)
from indicators.actions.targets import Copied, CopiedTarget, copy_targets_forward
from indicators.actions.undoing import Undone, undo_upload
from indicators.actions.upload_packing import PackedPreview
from indicators.actions.upload_preview import Group, Line, Preview
from indicators.actions.uploads import (
    ChangedMeanwhile,
    UploadRefused,
    apply_upload,
    claim_upload,
    discard_upload,
    preview_of,
    read_upload,
    receive_upload,
    release_upload,
)

__all__ = [
    "ChangedMeanwhile",
    "Conflict",
    "Copied",
    "CopiedTarget",
    "Entered",
    "Entry",
    "Group",
    "Kind",
    "Line",
    "Loaded",
    "PackedPreview",
    "Preview",
    "Refused",
    "Reminded",
    "Result",
    "RoundRefused",
    "RowSeen",
    "Seen",
    "Stepped",
    "TargetEntry",
    "Undone",
    "UploadRefused",
    "apply_upload",
    "change_target",
    "claim_upload",
    "copy_targets_forward",
    "discard_figures",
    "discard_upload",
    "enter_figures",
    "load_folder",
    "lock_round",
    "play_round",
    "preview_of",
    "read_upload",
    "receive_upload",
    "release_upload",
    "reopen_round",
    "send_back",
    "send_reminders",
    "set_flag",
    "set_override",
    "submit_figures",
    "undo_upload",
    "verify_figures",
    "withdraw",
]
