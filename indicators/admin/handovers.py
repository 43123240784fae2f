"""Indicators handed to a deputy for a time: by the officer whose they are, or for them by who leads there."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, ClassVar, Final

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone

from indicators import rights
from indicators.admin.entry_forms import long_text
from indicators.admin.limits import AllowedChoices
from indicators.admin.registers import KeptAdmin
from indicators.admin.responsibilities import PersonChoice, people_with, person_label
from indicators.importing.problems import listed
from indicators.models import Committee, Handover, Indicator, Responsibility

LONGEST: Final = timedelta(days=366)
"""A longer absence is no absence: the indicators are given to somebody else."""


def day(when: date) -> str:
    return f"{when.day} {when:%B %Y}"


def whose(user: Any) -> dict[str, str]:
    """Whose indicators somebody may hand over, and of which committee: keys as they stand in an address, and words."""
    rows = Responsibility.objects.filter(rights.within(user, "indicators.add_handover", path="indicator__committee"))
    pairs = set(rows.order_by().values_list("indicator__committee", "user"))
    pairs = {(committee, giver) for committee, giver in pairs if rights.may_hand_over(user, giver, committee)}
    committees = Committee.objects.in_bulk({committee for committee, _ in pairs})
    people = User.objects.in_bulk({giver for _, giver in pairs})
    words = {
        f"{committee}-{giver}": f"{person_label(people[giver])}, {committees[committee]}" for committee, giver in pairs
    }
    return dict(sorted(words.items(), key=lambda item: item[1].lower()))


class WhoseForm(forms.Form):
    """Whose indicators are handed over: the first step."""

    of = forms.ChoiceField(label="Whose indicators")


class HandoverForm(forms.ModelForm):
    """To whom, which, from when until when and why. The admin says whose."""

    giver: ClassVar[User]
    committee: ClassVar[Committee]
    today: ClassVar[date]
    deputy = PersonChoice(
        queryset=User.objects.none(),
        help_text="Somebody whose account is in use and whose role in the committee lets them do this work.",
    )
    indicators = AllowedChoices(queryset=Indicator.objects.none(), label="Indicators handed over")
    reason = long_text(2, help_text="Such as leave, or illness without its nature: colleagues read it.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.giver, self.instance.committee = self.giver, self.committee
        if "deputy" in self.fields:
            here = Committee.objects.filter(pk=self.committee.pk)
            able = people_with(*rights.NEEDED.values(), committees=here)
            self.fields["deputy"].queryset = able.exclude(pk=self.giver.pk)
        if "indicators" in self.fields:
            theirs = Indicator.objects.filter(responsibilities__user=self.giver, committee=self.committee)
            if self.instance.pk:
                theirs |= Indicator.objects.filter(handovers=self.instance)
            else:
                self.initial["indicators"] = theirs.distinct()
            self.fields["indicators"].queryset = theirs.distinct().order_by("code")

    def clean(self) -> dict[str, Any]:
        super().clean()
        data = self.cleaned_data
        first, last = data.get("from_day", self.instance.from_day), data.get("until_day")
        if "from_day" in data and first < self.today:
            self.add_error("from_day", f"{day(first)} has passed. Write {day(self.today)} or a later day.")
        elif first and last and last < max(first, self.today):
            earliest = max(first, self.today)
            self.add_error("until_day", f"{day(last)} is too early. Write {day(earliest)} or a later day.")
        elif first and last and last - first > LONGEST:
            message = (
                f"{day(last)} is more than a year later. Write {day(first + LONGEST)} or an earlier day; for longer, "
                "ask a performance lead to give the indicators to somebody else."
            )
            self.add_error("until_day", message)
        deputy = data.get("deputy") or (self.instance.deputy if self.instance.pk else None)
        if deputy and "indicators" in data and (useless := self._useless(deputy, data["indicators"])):
            message = (
                f"{person_label(deputy)} has no role in {self.committee} for what {person_label(self.giver)} does for "
                f"{listed(useless)}. Choose somebody else, leave these out, or ask an administrator for the role."
            )
            self.add_error("indicators", message)
        return data

    def _useless(self, deputy: User, chosen: Any) -> list[str]:
        """The codes of indicators for which the deputy could do nothing of what the giver does."""
        could = [one for one, needed in rights.NEEDED.items() if rights.may(deputy, needed, self.committee)]
        rows = Responsibility.objects.filter(user=self.giver, indicator__in=chosen, capacity__in=could)
        useful = set(rows.values_list("indicator", flat=True))
        return sorted(one.code for one in chosen if one.pk not in useful)


@admin.register(Handover)
class HandoverAdmin(KeptAdmin):
    """Begun, changed while it lasts and ended, never deleted."""

    form = HandoverForm
    of_committee = "committee"
    list_display = ("from_whom", "to_whom", "stands", "days", "reason", "where")
    list_display_links = ("from_whom",)
    list_filter = ("committee",)
    list_select_related = ("giver", "deputy", "committee")
    search_fields = ("giver__username", "giver__last_name", "deputy__username", "deputy__last_name", "reason")
    formfield_overrides: ClassVar = {
        models.DateField: {"widget": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}
    }
    asked = ("indicators", "from_day", "until_day", "reason")

    # Who -------------------------------------------------------------------------------------------------------------

    def may(self, request: HttpRequest, verb: str, row: Handover) -> bool:
        return rights.may_hand_over(request.user, row.giver_id, row.committee_id)

    def has_change_permission(self, request: HttpRequest, obj: Handover | None = None) -> bool:
        return super().has_change_permission(request, obj) and not (obj and is_over(obj, rights.today()))

    def has_delete_permission(self, request: HttpRequest, obj: Handover | None = None) -> bool:
        return False

    # The form --------------------------------------------------------------------------------------------------------

    def get_fieldsets(self, request: HttpRequest, obj: Handover | None = None) -> Any:
        if obj is None:
            return ((None, {"fields": ("deputy", *self.asked)}),)
        return ((None, {"fields": ("giver", "committee", "deputy", *self.asked, "ended_at")}),)

    def get_readonly_fields(self, request: HttpRequest, obj: Handover | None = None) -> tuple[str, ...]:
        if obj is None:
            return ()
        begun = ("from_day",) if obj.from_day <= rights.today() else ()
        return ("giver", "committee", "deputy", "ended_at", *begun)

    def get_form(
        self, request: HttpRequest, obj: Handover | None = None, change: bool = False, **kwargs: Any
    ) -> type[HandoverForm]:
        form = super().get_form(request, obj, change, **kwargs)
        form.today = rights.today()
        if obj is None:
            committee, _, giver = request.GET.get("of", "").partition("-")
            form.committee, form.giver = Committee.objects.get(pk=committee), User.objects.get(pk=giver)
        else:
            form.committee, form.giver = obj.committee, obj.giver
        return form

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        """Asks whose, where there is a choice, and then for the rest."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        offered = whose(request.user)
        if "of" not in request.GET:
            if len(offered) == 1:
                return HttpResponseRedirect(f"{request.path}?of={next(iter(offered))}")
            form = WhoseForm()
            form.fields["of"].choices = offered.items()
            return self._page(request, "handover_start.html", "Hand over indicators", form=form)
        of = request.GET["of"]
        if of not in offered:
            raise PermissionDenied
        title = {"title": f"Hand over indicators of {offered[of]}"}
        return super().add_view(request, form_url, {**title, **(extra_context or {})})

    # Ending it -------------------------------------------------------------------------------------------------------

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.end_view)
        return [path("<path:object_id>/end/", view, name="indicators_handover_end"), *super().get_urls()]

    def end_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Ends it from this moment on."""
        handover = self.get_object(request, unquote(object_id))
        if not self.has_change_permission(request, handover):
            raise PermissionDenied
        if request.method == "POST":
            handover.ended_at = timezone.now()
            handover._change_reason = "Ended early"
            handover.save()
            messages.success(request, f"Ended: {handover}.")
            return HttpResponseRedirect(reverse("admin:indicators_handover_changelist"))
        return self._page(request, "handover_end.html", "End a handover", handover=handover)

    def _page(self, request: HttpRequest, template: str, title: str, **context: Any) -> TemplateResponse:
        context = {**self.admin_site.each_context(request), "opts": self.opts, "title": title, **context}
        return TemplateResponse(request, f"admin/indicators/{template}", context)

    # The list --------------------------------------------------------------------------------------------------------

    @admin.display(description="handed over by", ordering="giver__username")
    def from_whom(self, row: Handover) -> str:
        return person_label(row.giver)

    @admin.display(description="to", ordering="deputy__username")
    def to_whom(self, row: Handover) -> str:
        return person_label(row.deputy)

    @admin.display(description="first and last day", ordering="until_day")
    def days(self, row: Handover) -> str:
        return f"{day(row.from_day)} to {day(row.until_day)}"

    @admin.display(description="committee", ordering="committee__name")
    def where(self, row: Handover) -> str:
        return str(row.committee)  # Django keeps the field itself on one line, and the other columns off the page

    @admin.display(description="now")
    def stands(self, row: Handover) -> str:
        if row.ended_at is not None:
            return f"Ended early on {day(timezone.localdate(row.ended_at))}"
        if is_over(row, rights.today()):
            return "Over"
        return "Begins later" if row.from_day > rights.today() else "Stands in"


def is_over(handover: Handover, today: date) -> bool:
    """It ends with its last day, or when it was ended early."""
    return handover.ended_at is not None or handover.until_day < today
