"""Who has which role in which committee, whose an indicator is, and who stands in for whom: `rights` answers from it.

None of it is ever inferred from the words of a register: `Indicator.lead` and `data_owner` are titles for readers.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group, User
from django.db import models, transaction
from django.db.models import F, Q
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from simple_history.models import HistoricalRecords

from indicators.models.registers import Committee, Indicator
from indicators.roles import ROLES, may_enter_admin


class CommitteeRole(models.Model):
    """A role that a person holds: in one committee, or, without one, in every committee and those still to come.

    A role is given and taken, never changed, so that its history says both. The person's groups follow from these rows.
    """

    on_no_page = True
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="committee_roles")
    role = models.CharField(max_length=30, choices=[(name, name) for name in ROLES])
    committee = models.ForeignKey(
        Committee,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="roles",
        help_text="Empty: in every committee, those still to come included.",
    )
    history = HistoricalRecords()

    class Meta:
        ordering = ("user", "role", "committee")
        verbose_name = "role"
        constraints = (
            models.CheckConstraint(condition=Q(role__in=list(ROLES)), name="role_known"),
            models.UniqueConstraint(
                fields=("user", "role", "committee"),
                condition=Q(committee__isnull=False),
                name="role_once_a_committee",
            ),
            models.UniqueConstraint(
                fields=("user", "role"), condition=Q(committee__isnull=True), name="role_once_everywhere"
            ),
        )

    def __str__(self) -> str:
        return f"{self.role}, {self.committee or 'every committee'}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError(f"A role is given or taken, never changed: delete “{self}” and give another.")
        super().save(*args, **kwargs)


@receiver((post_save, post_delete), sender=CommitteeRole)
def _groups_follow(instance: CommitteeRole, using: str, **_signal: Any) -> None:
    follow_roles(instance.user_id, using=using)


def follow_roles(user_id: int, *, using: str = "default") -> None:
    """Makes somebody's groups, and whether they enter the admin, follow from their roles; groups of the council's own
    stay. Django's `has_perm` then says which kinds of screens they may open, and `rights` in which committees."""
    with transaction.atomic(using=using):
        # The lock comes before the reading: of two who give this person roles at once, the second sees both.
        user = User.objects.using(using).select_for_update(no_key=True).filter(pk=user_id).first()
        if user is None:
            return
        held = set(CommitteeRole.objects.using(using).filter(user=user).values_list("role", flat=True))
        groups = Group.objects.using(using)
        user.groups.remove(*groups.filter(name__in=ROLES.keys() - held))
        user.groups.add(*groups.filter(name__in=held))
        enters = user.is_superuser or may_enter_admin(held)
        if user.is_staff != enters:
            user.is_staff = enters
            user.save(update_fields=["is_staff"])


class Capacity(models.TextChoices):
    DATA = "data", "Data officer"
    LEAD = "lead", "Lead officer"


class Responsibility(models.Model):
    """That an indicator is somebody's: as data officer, who enters its figures, or as lead officer, who writes its
    text. Several may share one. It gives nothing to those who lack the role in the indicator's committee."""

    on_no_page = True
    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="responsibilities", db_index=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="responsibilities")
    capacity = models.CharField("as", max_length=4, choices=Capacity)
    history = HistoricalRecords()

    class Meta:
        ordering = ("indicator__code", "capacity", "user")
        verbose_name = "responsibility"
        verbose_name_plural = "responsibilities"
        constraints = (
            models.UniqueConstraint(fields=("indicator", "user", "capacity"), name="responsibility_once"),
            models.CheckConstraint(condition=Q(capacity__in=Capacity.values), name="responsibility_capacity_known"),
        )

    def __str__(self) -> str:
        return f"{self.indicator.code}: {self.user}, {self.get_capacity_display().lower()}"


class Handover(models.Model):
    """Indicators of one person that another looks after too, from a day until a day, both included.

    The deputy may do for these indicators what their owner may, as far as the deputy has the role for it; the owner
    keeps every right. It ends by itself; `ended_at` says that it was ended before.
    """

    on_no_page = True
    committee = models.ForeignKey(Committee, on_delete=models.CASCADE, related_name="handovers")
    giver = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="handovers_given",
        verbose_name="handed over by",
    )
    deputy = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="handovers_taken")
    indicators = models.ManyToManyField(Indicator, related_name="handovers")
    from_day = models.DateField("first day")
    until_day = models.DateField("last day", help_text="It ends by itself at the end of this day.")
    reason = models.TextField(help_text="Such as leave, or illness without its nature: colleagues read it.")
    ended_at = models.DateTimeField("ended early", null=True, editable=False)
    history = HistoricalRecords(m2m_fields=[indicators])

    class Meta:
        ordering = ("-until_day", "-id")
        constraints = (
            models.CheckConstraint(condition=Q(until_day__gte=F("from_day")), name="handover_ends_after_it_begins"),
            models.CheckConstraint(condition=~Q(giver=F("deputy")), name="handover_to_another"),
            models.CheckConstraint(condition=~Q(reason=""), name="handover_has_reason"),
        )

    def __str__(self) -> str:
        return f"{self.giver} to {self.deputy}, {self.from_day:%d.%m.%Y} to {self.until_day:%d.%m.%Y}"
