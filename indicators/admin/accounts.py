"""Accounts and their roles. Who administers every committee gives people roles, and never more power than a role has.

Accounts are switched off, not deleted: revisions and histories name them.
"""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import User
from django.db.models import Field, ForeignKey, Model, Prefetch, QuerySet
from django.forms import BaseInlineFormSet, ModelForm, ModelMultipleChoiceField
from django.http import HttpRequest, HttpResponse

from indicators import rights
from indicators.models import Committee, CommitteeRole
from indicators.models.rights import follow_roles
from indicators.roles import ROLES

admin.site.unregister(User)


class RolesFormSet(BaseInlineFormSet):
    """The roles of one account, none of them twice. Django leaves conditional constraints on inline rows unchecked."""

    def add_fields(self, form: Any, index: int | None) -> None:
        """A role that is held is shown, not sent: what is taken away is recorded as it was."""
        super().add_fields(form, index)
        for name in ("role", "committee"):
            field = form.fields[name]
            field.disabled = bool(form.instance.pk)
            _name(field, f"{field.label} of the role to be given")
        if "DELETE" in form.fields:
            _name(form.fields["DELETE"], f"Take away: {form.instance}")

    def clean(self) -> None:
        super().clean()
        deleted = self.deleted_forms
        kept = {(one.instance.role, one.instance.committee) for one in self.initial_forms if one not in deleted}
        for form in self.extra_forms:
            if form.has_changed() and not form.errors and form not in deleted:
                given = (form.cleaned_data["role"], form.cleaned_data["committee"])
                if given in kept:
                    form.add_error("role", f"This account has this role already: {form.instance}.")
                kept.add(given)


def _name(field: Any, words: str) -> None:
    """Django's table names its columns, and leaves the fields in them without a label."""
    widget = getattr(field.widget, "widget", field.widget)  # a choice of rows is wrapped with links beside it
    widget.attrs["aria-label"] = words


class RoleInline(admin.TabularInline):
    """The roles of one account, each in one committee or in every one. They are given and taken, never changed."""

    model = CommitteeRole
    formset = RolesFormSet
    fields = ("role", "committee")
    extra = 2
    verbose_name_plural = "Roles: everything somebody may do comes from them"

    def get_queryset(self, request: HttpRequest) -> QuerySet[CommitteeRole]:
        return super().get_queryset(request).select_related("committee").order_by("role", "committee__name")

    def formfield_for_foreignkey(self, db_field: ForeignKey, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        field.empty_label = "Every committee"
        return field

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return rights.may_everywhere(request.user, "indicators.view_committeerole")

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self._may(request, "add", obj)

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self._may(request, "delete", obj)

    def _may(self, request: HttpRequest, verb: str, of: Any) -> bool:
        """Nobody takes themselves another role, or shuts themselves out."""
        own = of is not None and of.pk == request.user.pk
        return rights.may_everywhere(request.user, f"indicators.{verb}_committeerole") and not own


@admin.register(User)
class AccountAdmin(UserAdmin):
    """Users with their roles. Only a superuser sees and gives what lies beyond roles."""

    actions = None
    list_display = ("username", "first_name", "last_name", "email", "is_active", "held")
    list_filter = ("is_active", "committee_roles__role", "committee_roles__committee")
    list_per_page = 50
    filter_horizontal = ()
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        ("Who it is", {"fields": ("first_name", "last_name", "email")}),
        ("Whether it is in use", {"fields": ("is_active", "is_staff")}),
        ("Dates", {"fields": ("last_login", "date_joined")}),
    )
    beyond_roles = ("Beyond roles: in every committee", {"fields": ("is_superuser", "groups", "user_permissions")})
    readonly_fields = ("is_staff", "last_login", "date_joined")
    inlines = (RoleInline,)
    object_history_template = "admin/account_history.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        roles = CommitteeRole.objects.select_related("committee").order_by("role", "committee__name")
        return super().get_queryset(request).prefetch_related(Prefetch("committee_roles", roles))

    @admin.display(description="roles")
    def held(self, row: User) -> str:
        return "; ".join(map(str, row.committee_roles.all()))

    def get_fieldsets(self, request: HttpRequest, obj: Model | None = None) -> Any:
        fieldsets = super().get_fieldsets(request, obj)
        return (*fieldsets, self.beyond_roles) if obj is not None and request.user.is_superuser else fieldsets

    def get_inlines(self, request: HttpRequest, obj: Model | None) -> Any:
        """A new account is made first, with its password, and then given its roles."""
        return () if obj is None else super().get_inlines(request, obj)

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> tuple[str, ...]:
        """Nobody shuts themselves out."""
        own = ("is_active",) if obj is not None and obj.pk == request.user.pk else ()
        return (*super().get_readonly_fields(request, obj), *own)

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return rights.may_everywhere(request.user, "auth.view_user")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return rights.may_everywhere(request.user, "auth.add_user")

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        beyond = obj is not None and obj.is_superuser and not request.user.is_superuser
        return rights.may_everywhere(request.user, "auth.change_user") and not beyond

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def formfield_for_manytomany(self, db_field: Field, request: HttpRequest, **kwargs: Any) -> Any:
        """Groups that a superuser made. Those of the project follow from the roles."""
        field = super().formfield_for_manytomany(db_field, request, **kwargs)
        if db_field.name == "groups" and isinstance(field, ModelMultipleChoiceField):
            field.label = "Groups of the council's own"
            field.help_text = "What they allow, they allow in every committee."
            field.queryset = field.queryset.exclude(name__in=ROLES)
        return field

    def save_related(self, request: HttpRequest, form: ModelForm, formsets: Any, change: bool) -> None:
        """Roles decide who enters the admin; the project's groups, which this form does not show, follow them."""
        super().save_related(request, form, formsets, change)
        follow_roles(form.instance.pk)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """What became of the account, and every role it was given and lost."""
        user = self.get_object(request, object_id)
        records = CommitteeRole.history.filter(user=user).select_related("history_user") if user else ()
        names = dict(Committee.objects.values_list("pk", "name"))
        roles = [(one, _where(one.committee_id, names)) for one in records]
        return super().history_view(request, object_id, {"roles": roles, **(extra_context or {})})


def _where(committee: int | None, names: dict[int, str]) -> str:
    return "every committee" if committee is None else names.get(committee, "a committee that is deleted")
