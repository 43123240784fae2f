"""Whose an indicator is: a list, and one page on which many indicators are given to one person at once."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse

from indicators import rights
from indicators.admin.limits import AllowedChoice, AllowedChoices
from indicators.admin.registers import KeptAdmin
from indicators.models import Capacity, Committee, CommitteeRole, Indicator, Responsibility
from indicators.roles import ROLES


def person_label(user: User) -> str:
    """A person as colleagues know them, with the username that tells two of one name apart."""
    full = user.get_full_name()
    return f"{full} ({user.get_username()})" if full else user.get_username()


def people_with(*permissions: str, committees: QuerySet[Committee]) -> QuerySet[User]:
    """The accounts in use that have a role with one of these permissions in one of these committees."""
    roles = [role for role, allowed in ROLES.items() if not allowed.isdisjoint(permissions)]
    here = Q(committee__isnull=True) | Q(committee__in=committees)
    held = CommitteeRole.objects.filter(here, role__in=roles)
    return User.objects.filter(is_active=True, pk__in=held.values("user")).order_by(
        "first_name", "last_name", "username"
    )


class PersonChoice(AllowedChoice):
    """Somebody by name."""

    def label_from_instance(self, user: User) -> str:
        return person_label(user)


class WhoForm(forms.Form):
    """For whom, where and as what: the first step."""

    committee = AllowedChoice(queryset=Committee.objects.order_by("council", "name"))
    person = PersonChoice(
        queryset=User.objects.none(),
        help_text="Somebody with a role that goes with it in the committee, or whose indicators are to be taken away.",
    )
    capacity = forms.ChoiceField(label="As", choices=Capacity)

    def __init__(self, *args: Any, offered: Q, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["committee"].queryset = self.fields["committee"].queryset.filter(offered)
        committees = Committee.objects.filter(offered)
        have_some = Responsibility.objects.filter(indicator__committee__in=committees)
        able = people_with(*rights.NEEDED.values(), committees=committees)
        self.fields["person"].queryset = User.objects.filter(
            Q(pk__in=able.order_by().values("pk")) | Q(pk__in=have_some.values("user"))
        ).order_by("first_name", "last_name", "username")


class WhichForm(forms.Form):
    """Which indicators are theirs: the second step. `before` is what was shown as theirs: only what somebody ticks or
    unticks is changed, so that two who share out at once undo nothing of each other's."""

    indicators = AllowedChoices(queryset=Indicator.objects.none(), required=False)
    before = AllowedChoices(queryset=Indicator.objects.none(), required=False, widget=forms.MultipleHiddenInput)

    def __init__(self, data: Any = None, *, committee: Committee, person: User, capacity: Capacity) -> None:
        mine = Responsibility.objects.filter(user=person, capacity=capacity, indicator__committee=committee)
        theirs = list(mine.values_list("indicator", flat=True))
        super().__init__(data, initial={"indicators": theirs, "before": theirs})
        self.committee, self.person, self.capacity = committee, person, capacity
        for field in self.fields.values():
            field.queryset = committee.indicators.order_by("code")
        others = self._others()
        offer = self.fields["indicators"]
        offer.label = f"Indicators of which {person_label(person)} is the {capacity.label.lower()}"
        offer.label_from_instance = lambda one: f"{one}{others[one.pk]}"

    def _others(self) -> dict[int, str]:
        """Whose else an indicator is."""
        shared: dict[int, list[str]] = defaultdict(list)
        rows = Responsibility.objects.filter(indicator__committee=self.committee, capacity=self.capacity)
        for row in rows.exclude(user=self.person).select_related("user").order_by("user__username"):
            shared[row.indicator_id].append(person_label(row.user))
        return defaultdict(str, {key: f" – now: {', '.join(names)}" for key, names in shared.items()})

    def clean(self) -> dict[str, Any]:
        super().clean()
        before, after = (set(self.cleaned_data.get(name, ())) for name in ("before", "indicators"))
        self.to_give, self.to_take = after - before, before - after
        if self.to_give and not rights.may(self.person, rights.NEEDED[self.capacity], self.committee):
            message = (
                f"{person_label(self.person)} has no role in {self.committee} that goes with being the "
                f"{self.capacity.label.lower()} of an indicator. Choose somebody who has, or ask an administrator to "
                "give them that role first."
            )
            self.add_error("indicators", message)
        return self.cleaned_data

    def save(self) -> tuple[int, int]:
        """How many were given and how many taken."""
        mine = {"user": self.person, "capacity": self.capacity}
        with transaction.atomic():
            given = [Responsibility.objects.get_or_create(indicator=one, **mine)[1] for one in self.to_give]
            taken = Responsibility.objects.filter(indicator__in=self.to_take, **mine).delete()[1]
        return sum(given), taken.get(Responsibility._meta.label, 0)


@admin.register(Responsibility)
class ResponsibilityAdmin(KeptAdmin):
    """Given and taken, never changed: to pass one on, it is given to the next and taken from the last."""

    # Not the indicator itself: Django keeps what it links to on one line, and the other columns off the page.
    list_display = ("what", "person", "capacity", "committee")
    list_filter = ("indicator__committee", "capacity", ("user", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("indicator__committee", "user")
    search_fields = ("indicator__code", "indicator__name", "user__username", "user__first_name", "user__last_name")
    fields = ("indicator", "user", "capacity")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.display(description="indicator", ordering="indicator__code")
    def what(self, row: Responsibility) -> str:
        return str(row.indicator)

    @admin.display(description="person", ordering="user__username")
    def person(self, row: Responsibility) -> str:
        return person_label(row.user)

    @admin.display(description="committee", ordering="indicator__committee__name")
    def committee(self, row: Responsibility) -> str:
        return str(row.indicator.committee)

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        """Asks for whom, shows the indicators, and on a POST gives and takes them."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        offered = rights.within(request.user, self.permission("add"), path="pk")
        offered &= rights.within(request.user, self.permission("delete"), path="pk")
        asked = request.GET if "committee" in request.GET else None
        who = WhoForm(asked, offered=offered, initial=request.GET.dict())
        which = None
        if who.is_valid():
            capacity = Capacity(who.cleaned_data["capacity"])
            place = {"committee": who.cleaned_data["committee"], "person": who.cleaned_data["person"]}
            which = WhichForm(request.POST if request.method == "POST" else None, capacity=capacity, **place)
            if which.is_valid():
                self._tell(request, which)
                return HttpResponseRedirect(reverse("admin:indicators_responsibility_changelist"))
        context = {"opts": self.opts, "title": "Share out indicators", "form": who, "which": which}
        context |= self.admin_site.each_context(request)
        return TemplateResponse(request, "admin/indicators/share_out.html", context)

    def _tell(self, request: HttpRequest, which: WhichForm) -> None:
        given, taken = which.save()
        person, capacity = person_label(which.person), which.capacity.label.lower()
        if given or taken:
            messages.success(request, f"{person} as {capacity}: {given} given, {taken} taken away.")
        else:
            messages.info(request, f"Nothing was changed: {person} is {capacity} of these indicators already.")
