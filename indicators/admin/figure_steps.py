"""The way of one figure from draft to verified, as buttons on the page of its life.

Each step goes through the actions, which refuse what is out of turn in words. Who may take it is checked here.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, QueryDict

from indicators import rights
from indicators.actions import RowSeen, Stepped, discard_figures, send_back, submit_figures, verify_figures
from indicators.admin.entry_forms import long_text
from indicators.admin.fields import sentence
from indicators.admin.figure_rows import FigureRows
from indicators.domain.periods import Period
from indicators.models import Figure, Indicator
from indicators.queries.entries import locked_rounds

ENTER: Final = "indicators.change_figure"
VERIFY: Final = "indicators.verify_figure"


@dataclass(frozen=True, slots=True)
class Step:
    """One step: the button, the state that it starts from, the action, what it needs, and what it leads to in words.

    `asks` is what the reason is called that it needs; "" for none.
    """

    name: str
    button: str
    state: str
    permission: str
    take: Callable[..., tuple[Stepped, ...]]
    done: str
    asks: str = ""


STEPS: Final = {
    step.name: step
    for step in (
        Step(
            "submit",
            "Submit it",
            "draft",
            ENTER,
            submit_figures,
            "{what} is submitted; the public sees it once somebody else has verified it.",
        ),
        Step(
            "discard",
            "Discard the draft",
            "draft",
            ENTER,
            discard_figures,
            "The draft of {what} is discarded; the public sees {public}, as before.",
            asks="Why the draft is discarded",
        ),
        Step(
            "verify",
            "Verify it",
            "submitted",
            VERIFY,
            verify_figures,
            "{what} is verified; the public sees it from now on.",
        ),
        Step(
            "send-back",
            "Send it back",
            "submitted",
            VERIFY,
            send_back,
            "{what} is sent back: it is a draft again, with your reason.",
            asks="What is to be mended",
        ),
    )
}


class StepForm(forms.Form):
    """One step of the figure on its way, with the row that was shown (`seen`: its key and version)."""

    step = forms.CharField(widget=forms.HiddenInput)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    reason = long_text(2)

    def __init__(self, of_step: Step, row: Figure | None, data: QueryDict | None = None, reason: str = "") -> None:
        seen = "" if row is None else f"{row.pk}:{row.version}"
        initial = {"step": of_step.name, "seen": seen, "reason": reason}
        super().__init__(data, initial=initial, auto_id=f"{of_step.name}-%s")
        self.of_step, self.row = of_step, row
        if of_step.asks:
            wanted = f"Nothing stands here; accepted: {of_step.asks.lower()}, in words."
            self.fields["reason"].label = of_step.asks
            self.fields["reason"].error_messages["required"] = wanted
        else:
            del self.fields["reason"]

    def take(self, by: Any) -> str:
        """Takes the step; gives what speaks against it, "" where it was taken."""
        data = self.cleaned_data
        reason = {"reason": data["reason"]} if self.of_step.asks else {}
        (done,) = self.of_step.take([self._way(data["seen"])], by=by, **reason)
        return sentence(done.problem) if done.problem else ""

    def _way(self, seen: str) -> RowSeen:
        """The row of this period, and the version that was seen: of another row than stands there now, none was."""
        found = re.fullmatch(r"([0-9]{1,18}):([0-9]{1,9})", seen)
        if self.row is None:
            return RowSeen(0, 0)
        return RowSeen(self.row.pk, int(found[2]) if found and int(found[1]) == self.row.pk else 0)


def step_or_404(user: Any, indicator: Indicator, name: str) -> Step:
    """The step that was asked for, if somebody may take it with figures of the indicator."""
    if name not in STEPS:
        raise Http404(f"There is no step {name!r}.")
    if not rights.may_for(user, STEPS[name].permission, indicator):
        raise PermissionDenied
    return STEPS[name]


@dataclass(frozen=True, slots=True)
class Offered:
    """What somebody may do with the figure on its way: the forms, and in words what it waits for."""

    forms: tuple[StepForm, ...] = ()
    waits: str = ""


def offered(user: Any, indicator: Indicator, period: Period, rows: FigureRows, tried: StepForm | None) -> Offered:
    """The steps on offer. One that was `tried` and could not be read is shown as it was typed."""
    row = rows.on_its_way
    if row is None:
        return Offered()
    lock = locked_rounds().get((indicator.committee.slug, period.last_month_number))
    if lock is not None:
        return Offered(waits=f"The round of {period.last_month.name} was locked by {lock.by}: nothing of it changes.")
    own = row.entered_by_id == user.pk
    steps = [
        step
        for step in STEPS.values()
        if step.state == row.state
        and rights.may_for(user, step.permission, indicator)
        and not (own and step.take is verify_figures)
    ]
    return Offered(tuple(_form(step, row, tried) for step in steps), _waits(row, own=own))


def _form(step: Step, row: Figure, tried: StepForm | None) -> StepForm:
    if tried is None or tried.of_step is not step:
        return StepForm(step, row)
    return tried if tried.errors else StepForm(step, row, reason=tried.cleaned_data.get("reason", ""))


def _waits(row: Figure, *, own: bool) -> str:
    if row.state == "draft":
        return "It is a draft until it is submitted."
    if own:
        return "It waits to be verified. You entered it yourself, so somebody else verifies it."
    return "It waits to be verified by somebody who did not enter it."
