"""Accounts and their roles. Who administers the site gives people roles, and never more power than a role has.

Accounts are switched off, not deleted: revisions and histories name them.
"""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group, User
from django.db.models import Field, Model
from django.forms import ModelForm, ModelMultipleChoiceField
from django.http import HttpRequest

from indicators.roles import ROLES, may_enter_admin

admin.site.unregister(User)


@admin.register(User)
class AccountAdmin(UserAdmin):
    """Users with their roles. Only a superuser sees and gives what lies beyond roles."""

    actions = None
    list_display = ("username", "first_name", "last_name", "email", "is_active", "is_staff")
    list_filter = ("is_active", "groups")
    list_per_page = 50
    filter_horizontal = ()
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        ("Who it is", {"fields": ("first_name", "last_name", "email")}),
        ("What they may do", {"fields": ("is_active", "groups", "is_staff")}),
        ("Dates", {"fields": ("last_login", "date_joined")}),
    )
    beyond_roles = ("Beyond roles", {"fields": ("is_superuser", "user_permissions")})
    readonly_fields = ("is_staff", "last_login", "date_joined")

    def get_fieldsets(self, request: HttpRequest, obj: Model | None = None) -> Any:
        fieldsets = super().get_fieldsets(request, obj)
        return (*fieldsets, self.beyond_roles) if obj is not None and request.user.is_superuser else fieldsets

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> tuple[str, ...]:
        """Nobody shuts themselves out, or takes themselves another role."""
        own = ("is_active", "groups") if obj is not None and obj.pk == request.user.pk else ()
        return (*super().get_readonly_fields(request, obj), *own)

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        beyond = obj is not None and obj.is_superuser and not request.user.is_superuser
        return super().has_change_permission(request, obj) and not beyond

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def formfield_for_manytomany(self, db_field: Field, request: HttpRequest, **kwargs: Any) -> Any:
        """The project's roles; groups that a superuser made are a superuser's to give."""
        field = super().formfield_for_manytomany(db_field, request, **kwargs)
        if db_field.name == "groups" and isinstance(field, ModelMultipleChoiceField):
            field.label = "Roles"
            field.help_text = "Everything somebody may do comes from their roles."
            if not request.user.is_superuser:
                field.queryset = Group.objects.filter(name__in=ROLES)
        return field

    def save_related(self, request: HttpRequest, form: ModelForm, formsets: Any, change: bool) -> None:
        """Keeps memberships that this form could not show, and lets roles decide who enters the admin."""
        user = form.instance
        others = [] if request.user.is_superuser else list(user.groups.exclude(name__in=ROLES))
        super().save_related(request, form, formsets, change)
        user.groups.add(*others)
        enters = user.is_superuser or may_enter_admin(user.groups.values_list("name", flat=True))
        if user.is_staff != enters:
            user.is_staff = enters
            user.save(update_fields=["is_staff"])
