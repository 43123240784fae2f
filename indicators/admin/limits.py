"""The admin as far as somebody's rights reach: what is listed, offered, accepted and told, committee by committee.

`indicators.rights` answers; here its answers meet Django's hooks. Django asks `has_perm` for kinds of rows only.
"""

from __future__ import annotations

from typing import Any, ClassVar, Final

from django import forms
from django.contrib import admin
from django.contrib.admin.filters import RelatedFieldListFilter
from django.contrib.admin.utils import get_fields_from_path
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.db.models import ForeignKey, Model, Q, QuerySet
from django.http import Http404, HttpRequest

from indicators import rights
from indicators.models import Committee, Indicator, Section

COMMITTEE_AT: Final = {Committee: "pk", Section: "committee", Indicator: "committee"}
"""Where the committee of a row that a form or a filter offers is found."""


class AllowedChoice(forms.ModelChoiceField):
    """One of the rows that somebody may choose. No form offers another: who asks for one nevertheless is refused."""

    def to_python(self, value: Any) -> Any:
        try:
            return super().to_python(value)
        except forms.ValidationError:
            if self._is_there(value):
                raise PermissionDenied from None
            raise

    def _is_there(self, value: Any) -> bool:
        try:
            return self.queryset.model._default_manager.filter(**{self.to_field_name or "pk": value}).exists()
        except (TypeError, ValueError, OverflowError):
            return False


class AllowedChoices(forms.ModelMultipleChoiceField):
    """Several of them, on the same terms."""

    widget = forms.CheckboxSelectMultiple

    def clean(self, value: Any) -> list[Any]:
        """The chosen rows. What was sent is looked up among those offered and nowhere else, whatever it is."""
        offered = {str(one.pk): one for one in self.queryset}
        chosen = dict.fromkeys(map(str, value or ()))
        if not offered.keys() >= chosen.keys():
            raise PermissionDenied
        if self.required and not chosen:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        return [offered[key] for key in chosen]


class SeenFilter(RelatedFieldListFilter):
    """A filter that names only what somebody may see."""

    def field_choices(self, field: Any, request: HttpRequest, model_admin: Any) -> list[tuple[Any, str]]:
        seen = rights.within(request.user, *model_admin.to_view, path=COMMITTEE_AT[field.remote_field.model])
        ordering = self.field_admin_ordering(field, request, model_admin)
        return field.get_choices(include_blank=False, ordering=ordering, limit_choices_to=seen)


class LimitedAdmin(admin.ModelAdmin):
    """Rows of committees: only those of committees that somebody may look into, and only what they may do there."""

    of_committee: ClassVar[str | None] = "indicator__committee"
    """Where a row's committee is found; "pk": the row is a committee; None: it belongs to none."""

    def permission(self, verb: str) -> str:
        return f"{self.opts.app_label}.{verb}_{self.opts.model_name}"

    @property
    def to_view(self) -> tuple[str, str]:
        """The permissions of which one lets somebody look at rows."""
        return self.permission("view"), self.permission("change")

    def committee_of(self, row: Any) -> int | None:
        """The key of the row's committee; None where it belongs to none, or what it belonged to is deleted."""
        if self.of_committee is None:
            return None
        *way, last = self.of_committee.split("__")
        try:
            for name in way:
                row = getattr(row, name)
        except ObjectDoesNotExist:
            return None
        return row.pk if last == "pk" else getattr(row, f"{last}_id")

    def may(self, request: HttpRequest, verb: str, row: Any) -> bool:
        """May they do this with the row? What belongs to no committee is for those who may in every committee."""
        committee, permission = self.committee_of(row), self.permission(verb)
        if committee is None:
            return rights.may_everywhere(request.user, permission)
        return rights.may(request.user, permission, committee)

    # What Django asks ------------------------------------------------------------------------------------------------

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows = super().get_queryset(request)
        if self.of_committee is None:
            return rows
        return rows.filter(rights.within(request.user, *self.to_view, path=self.of_committee))

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        """Rows of other committees are not there, like rows that are not there at all."""
        found = super().get_object(request, object_id, from_field)
        if found is None:
            raise Http404(f"There is no {self.opts.verbose_name} {object_id!r}.")
        return found

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        if obj is None or self.of_committee is None:
            return rights.may_somewhere(request.user, *self.to_view)
        return self.committee_of(obj) in rights.committees_of(request.user, *self.to_view)

    def has_add_permission(self, request: HttpRequest) -> bool:
        if self.of_committee in (None, "pk"):
            return rights.may_everywhere(request.user, self.permission("add"))
        return rights.may_somewhere(request.user, self.permission("add"))

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self._may_some_or_this(request, "change", obj)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self._may_some_or_this(request, "delete", obj)

    def _may_some_or_this(self, request: HttpRequest, verb: str, row: Model | None) -> bool:
        if row is not None or self.of_committee is None:
            return self.may(request, verb, row)
        return rights.may_somewhere(request.user, self.permission(verb))

    def get_list_filter(self, request: HttpRequest) -> list[Any]:
        return [self._limited(one) for one in super().get_list_filter(request)]

    def _limited(self, given: Any) -> Any:
        """The filter, or where it would offer rows of every committee, the one that does not."""
        if not isinstance(given, str):
            return given
        field = get_fields_from_path(self.model, given)[-1]
        return (given, SeenFilter) if field.related_model in COMMITTEE_AT else given

    def formfield_for_foreignkey(self, db_field: ForeignKey, request: HttpRequest, **kwargs: Any) -> Any:
        model = db_field.related_model
        if model in COMMITTEE_AT:
            kwargs["queryset"] = model._default_manager.filter(self.choosable(request, model))
            kwargs["form_class"] = AllowedChoice
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def choosable(self, request: HttpRequest, model: type[Model]) -> Q:
        """The condition on committees, sections or indicators that a form offers and accepts them."""
        permissions = (self.permission("add"), self.permission("change"))
        if model is Indicator:
            return rights.indicators_for(request.user, *permissions)
        return rights.within(request.user, *permissions, path=COMMITTEE_AT[model])

    def check_may_save(self, request: HttpRequest, row: Any, *, change: bool) -> None:
        """The last word before a row is saved as it is to be: it may have been given to another committee."""
        if not self.may(request, "change" if change else "add", row):
            raise PermissionDenied
