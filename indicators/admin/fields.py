"""Form fields that read what people type exactly as a file's cells are read: one set of rules, one set of messages."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django import forms

from indicators.domain.periods import Period
from indicators.importing.problems import Problem
from indicators.importing.values import ValueProblem, plain


def sentence(message: str) -> str:
    """A message of `importing`, which stands after a file's name there, as a sentence of its own."""
    return message[:1].upper() + message[1:].removesuffix(".") + "."


def add_problem(form: forms.Form, field: str, problem: Problem) -> None:
    """Shows a problem at its field, or above the form where the form has no such field."""
    form.add_error(field if field in form.fields else None, sentence(problem.message))


class ReadField(forms.CharField):
    """A text that one of the readers of `importing.cells` understands; gives what the reader gives."""

    def __init__(self, *, read: Callable[[str], Any], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.read = read

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        if text in self.empty_values:
            return text
        try:
            return self.read(text)
        except ValueProblem as problem:
            raise forms.ValidationError(sentence(str(problem)), code="unreadable") from problem

    def run_validators(self, value: Any) -> None:
        """The reader has checked everything; the validators of a CharField are for texts."""

    def has_changed(self, initial: Any, data: Any) -> bool:
        return _text(initial) != _text(data).strip()


class StoredField(ReadField):
    """The same, given in the form in which it is stored: decimals and periods as text."""

    def to_python(self, value: Any) -> Any:
        found = super().to_python(value)
        if isinstance(found, Decimal):
            return plain(found)
        return found.written if isinstance(found, Period) else found


def _text(value: Any) -> str:
    return "" if value is None else str(value)
