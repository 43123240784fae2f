"""The only writers of papers: keyword-only, atomic, by whom and why.

Composing changes rows that keep their history; locking writes a version that nothing changes any more.
"""

from reports.actions.composing import (
    add_card,
    add_part,
    begin_paper,
    bring_in_exceptions,
    change_paper,
    follow_meeting,
)
from reports.actions.locking import lock_paper, publish_version, reopen_paper
from reports.actions.parts import leave_out_part, move_part, save_part, set_exempt, take_in_part
from reports.actions.refusals import Conflict, PaperRefused
from reports.actions.signing import accept_finding, record_clearance, set_deadlines, withdraw_acceptance

__all__ = [
    "Conflict",
    "PaperRefused",
    "accept_finding",
    "add_card",
    "add_part",
    "begin_paper",
    "bring_in_exceptions",
    "change_paper",
    "follow_meeting",
    "leave_out_part",
    "lock_paper",
    "move_part",
    "publish_version",
    "record_clearance",
    "reopen_paper",
    "save_part",
    "set_deadlines",
    "set_exempt",
    "take_in_part",
    "withdraw_acceptance",
]
