"""Forms of the registers. Each field is read, and the whole checked, exactly as a row of a file would be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, ClassVar, Final

from django import forms
from django.db.models import Model, Q

from indicators.admin.fields import ReadField, StoredField, add_problem
from indicators.domain.definitions import address_of
from indicators.importing import cells
from indicators.importing.checks import check
from indicators.importing.folder import Folder
from indicators.importing.known import Known
from indicators.importing.problems import Problem, listed
from indicators.importing.register_checks import GAP_KINDS
from indicators.importing.rows import Row, code_key
from indicators.importing.sheets import SHEETS, Sheet
from indicators.models import Indicator
from indicators.queries.stored import known_store

TYPED: Final = Path("typed")
BY_PART: Final[Mapping[str, Sheet]] = {sheet.part: sheet for sheet in SHEETS}
READ_AS_TYPED: Final = (forms.CharField, forms.IntegerField)


class CodesField(ReadField):
    """Other indicators, by their codes; gives the indicators. A picker of hundreds serves nobody without a mouse."""

    seen = Q()
    """The condition on indicators that whoever types may name them."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(read=cells.codes, empty_value=(), **kwargs)

    def to_python(self, value: Any) -> list[Indicator]:
        codes = super().to_python(value)
        found = {code_key(one.code): one for one in Indicator.objects.filter(self.seen)} if codes else {}
        unknown = [code for code in codes if code_key(code) not in found]
        if unknown:
            raise forms.ValidationError(f"There is no indicator {listed(unknown)}. Write codes, separated by ;")
        return [found[code_key(code)] for code in codes]

    def prepare_value(self, value: Any) -> Any:
        return value if isinstance(value, str) else "; ".join(sorted(one.code for one in value or ()))

    def has_changed(self, initial: Any, data: Any) -> bool:
        return self.prepare_value(initial) != data


class RegisterForm(forms.ModelForm):
    """One row of a register. `sheet` is the file of the data format whose rules hold; the admin says which fields."""

    sheet: ClassVar[Sheet]
    change_reason = forms.CharField(
        label="Reason for the change", required=False, max_length=100, help_text="Kept with the change in its history."
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.warnings: list[Problem] = []
        for column in self.sheet.columns:
            field = self.fields.get(column.name)
            if isinstance(field, READ_AS_TYPED) and not isinstance(field, ReadField):
                self.fields[column.name] = StoredField(
                    read=column.read,
                    required=field.required,
                    label=field.label,
                    help_text=field.help_text,
                    initial=field.initial,
                    widget=field.widget,
                    empty_value=None if isinstance(field, forms.IntegerField) else field.empty_value,
                )

    def clean(self) -> dict[str, Any]:
        super().clean()
        self.check_own()
        if not self.errors:
            folder = Folder(TYPED, **{self.sheet.part: (self.row(),)})
            problems = check(folder, self.known())
            self.warnings = [problem for problem in problems if not problem.is_error]
            for problem in problems:
                if problem.is_error:
                    add_problem(self, problem.column, problem)
        return self.cleaned_data

    def check_own(self) -> None:
        """What is said better here than of a file, or cannot go wrong there."""

    def known(self) -> Known:
        """The store that this row is checked against."""
        return known_store()

    def row(self) -> Row:
        """What was typed, as a row of the file."""
        cells = {column.name: self.cell(column.name) for column in self.sheet.columns}
        values = {column.name: column.read(cells[column.name]) for column in self.sheet.columns if cells[column.name]}
        return self.sheet.row_type(row=1, given=frozenset(cells), **values)

    def cell(self, name: str) -> str:
        """One field as it would stand in the file."""
        value = self.cleaned_data[name] if name in self.cleaned_data else getattr(self.instance, name)
        if isinstance(value, bool):
            return "yes" if value else "no"
        if isinstance(value, list):
            return ";".join(one.code for one in value)
        if isinstance(value, Model):
            return str(getattr(value, "code", None) or value.slug)
        return "" if value is None else str(value)

    def stored_slug(self) -> str:
        """The short name under which the store knows the row: a new one is only this form's so far."""
        return self.instance.slug if self.instance.pk else RegisterForm.cell(self, "slug")


class CommitteeForm(RegisterForm):
    sheet = BY_PART["committees"]

    def cell(self, name: str) -> str:
        return self.stored_slug() if name == "slug" else super().cell(name)


class SectionForm(RegisterForm):
    sheet = BY_PART["sections"]


class SchemeForm(RegisterForm):
    sheet = BY_PART["schemes"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("green_within", "red_from"):
            if name in self.fields:
                self.fields[name].required = False

    def check_own(self) -> None:
        """Empty limits are the usual ones; a kind without limits keeps them, and they say nothing."""
        gap = self.cleaned_data.get("kind") in GAP_KINDS
        for name, usual in (("green_within", "0"), ("red_from", "5")):
            if name not in self.errors and (not gap or not self.cleaned_data.get(name)):
                self.cleaned_data[name] = usual

    def cell(self, name: str) -> str:
        if name in ("green_within", "red_from") and self.cleaned_data["kind"] not in GAP_KINDS:
            return ""
        return self.stored_slug() if name == "slug" else super().cell(name)


class IndicatorForm(RegisterForm):
    sheet = BY_PART["indicators"]
    seen: ClassVar[Q] = Q()
    """The condition on indicators that whoever fills in the form may look at them; others stay as they are, unnamed."""
    related = CodesField(
        label="Related indicators",
        required=False,
        help_text="Codes of indicators to look at together with this one, separated by ; such as A09; A10.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "related" in self.fields:
            self.fields["related"].seen = self.seen
        section = self.fields.get("section")
        if isinstance(section, forms.ModelChoiceField):
            # Two committees may have a section of the same name.
            section.queryset = section.queryset.select_related("committee")
            section.label_from_instance = lambda one: f"{one.name} ({one.committee})"

    def check_own(self) -> None:
        data = self.cleaned_data
        code, section = data.get("code"), data.get("section")
        if code:
            self.instance.address = address_of(code)
            twin = Indicator.objects.filter(code__iexact=code).exclude(pk=self.instance.pk).first()
            if twin is not None:
                known = Indicator.objects.filter(self.seen, pk=twin.pk).exists()
                what = f"an indicator {twin}" if known else f"an indicator {twin.code} in another committee"
                self.add_error("code", f"There is {what} already. Give this one another code.")
        if section and data.get("committee") and section.committee_id != data["committee"].pk:
            owner = section.committee
            self.add_error("section", f"“{section}” is a section of {owner}. Choose one of {data['committee']}.")
        if self.seen and self.instance.pk and "related" in data:
            data["related"] += Indicator.objects.filter(related_from=self.instance).exclude(self.seen)

    def known(self) -> Known:
        """With this indicator under the code it is to have, so that what its figures forbid is found."""
        known = known_store()
        if not self.instance.pk:
            return known
        others = dict(known.indicators)
        mine = others.pop(code_key(self.instance.code), None)
        if mine is not None:
            others[code_key(self.cleaned_data["code"])] = replace(mine, code=self.cleaned_data["code"])
        return replace(known, indicators=others)


class DefinitionForm(RegisterForm):
    sheet = BY_PART["definitions"]

    def cell(self, name: str) -> str:
        return super().cell("indicator" if name == "code" else name)
