"""Both lists of packages are complete, exact and explained, so that every machine installs the same."""

from __future__ import annotations

from importlib.metadata import requires

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from asc_dashboard.settings import BASE_DIR

RUN, DEVELOP = "requirements.txt", "requirements-dev.txt"


def lines(file: str) -> list[str]:
    text = (BASE_DIR / file).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith(("#", "-r"))]


def pinned(file: str) -> list[Requirement]:
    return [Requirement(line.partition("#")[0]) for line in lines(file)]


def needed_by(requirement: Requirement) -> set[str]:
    """What the installed package asks for on this machine, with the extras that we name."""
    needs = [Requirement(text) for text in requires(requirement.name) or []]
    extras = [*requirement.extras, ""]
    return {
        canonicalize_name(need.name)
        for need in needs
        if need.marker is None or any(need.marker.evaluate({"extra": extra}) for extra in extras)
    }


@pytest.mark.parametrize("file", [RUN, DEVELOP])
def test_each_line_is_exact_and_says_why(file: str) -> None:
    for line in lines(file):
        assert "==" in line, line
        assert line.partition("  # ")[2], line


@pytest.mark.parametrize("files", [[RUN], [RUN, DEVELOP]])
def test_what_a_package_needs_is_pinned_too(files: list[str]) -> None:
    requirements = [one for file in files for one in pinned(file)]
    names = {canonicalize_name(one.name) for one in requirements}
    missing = {f"{need} (for {one.name})" for one in requirements for need in needed_by(one) - names}
    assert missing == set()
