"""The first start fills an empty database; no later start touches it."""

from __future__ import annotations

import io
import re
import shutil
from collections import Counter
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.auth import authenticate, get_user_model
from django.core.management import CommandError, call_command
from django.test import Client, RequestFactory
from django.utils import timezone

from indicators.actions import play_round
from indicators.domain.periods import month
from indicators.importing.round_script import read_round_script
from indicators.management.commands import set_up_demonstration
from indicators.models import Committee, Figure, Handover, Indicator
from indicators.queries.committees import EVERYTHING, committees
from indicators.queries.rounds import round_of
from indicators.roles import ROLES
from tests import stores

pytestmark = pytest.mark.django_db
ACCOUNT = re.compile(r"^  ([a-z-]+) +(\S{16})$", re.MULTILINE)
ROUND = set_up_demonstration.FOLDERS / "round_in_progress" / "demonshire"
PAPER = set_up_demonstration.FOLDERS / "papers" / "demonshire_2026_10"


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    """Without papers, whose files take seconds, but where a test is about them."""
    if "paper" not in request.node.name:
        monkeypatch.setattr(set_up_demonstration, "paper_folders", list)


def set_up() -> str:
    """Run the command and give what it printed."""
    printed = io.StringIO()
    call_command("set_up_demonstration", stdout=printed)
    return printed.getvalue()


def test_an_empty_database_gets_every_demonstration_and_one_account_for_each_role() -> None:
    printed = set_up()
    assert len(committees(EVERYTHING)) >= len(set_up_demonstration.demonstration_folders()) == 2
    passwords = dict(ACCOUNT.findall(printed))
    assert set(passwords) == set(get_user_model().objects.values_list("username", flat=True))
    assert len(set(passwords.values())) == len(ROLES) == 6
    for username, password in passwords.items():
        user = authenticate(RequestFactory().post("/"), username=username, password=password)
        assert user is not None
        assert [group.name.lower().replace(" ", "-") for group in user.groups.all()] == [username]
        assert user.is_staff is (username != "member")
        assert not user.is_superuser


def test_a_second_start_changes_and_prints_nothing() -> None:
    set_up()
    before, accounts = stores.picture(), list(get_user_model().objects.order_by("pk").values())
    assert set_up() == ""
    assert list(get_user_model().objects.order_by("pk").values()) == accounts
    assert stores.picture() == before


def test_it_comes_with_a_round_in_progress() -> None:
    assert "Playing fixtures/round_in_progress/demonshire" in set_up()
    on_its_way = Counter(Figure.objects.exclude(state="verified").values_list("state", "status"))
    assert on_its_way == {
        ("submitted", "final"): 7,
        ("submitted", "not_reportable"): 1,
        ("draft", "awaited"): 2,
        ("draft", "final"): 3,
        ("draft", "provisional"): 2,
    }
    assert set(Figure.objects.exclude(state="verified").values_list("period", flat=True)) == {"2026-10"}
    (sent_back,) = Figure.objects.exclude(sent_back="")
    (ticked,) = Figure.objects.exclude(checked="")
    (revised,) = Figure.objects.exclude(revised_on=None)
    assert (sent_back.indicator.code, sent_back.state) == ("D22", "draft")
    assert (ticked.indicator.code, ticked.state) == ("D10", "submitted")
    assert (revised.indicator.code, revised.period, revised.revised_on) == ("D19", "2026-08", timezone.localdate())
    assert revised.why
    (handover,) = Handover.objects.all()
    assert handover.from_day < timezone.localdate() < handover.until_day
    assert {one.code for one in handover.indicators.all()} == {"D14", "D15", "D16"}


def test_what_is_on_its_way_is_due_in_the_round(tmp_path: Path) -> None:
    set_up()
    for committee in Committee.objects.filter(slug__startswith="demonshire"):
        found = round_of(committee.pk, month(2026, 10), timezone.localdate())
        on_its_way = {row.indicator.code for row in found.rows if row.standing.on_its_way}
        of_committee = Figure.objects.exclude(state="verified").filter(indicator__committee=committee)
        assert on_its_way == set(of_committee.values_list("indicator__code", flat=True)) != set()
        assert not found.completeness.is_complete


def pages(client: Client) -> dict[str, tuple[int, bytes]]:
    """What anybody reads: every page and file of the public committee but those of the revised indicator."""
    addresses = ["/", "/definitions/demonshire-adult-social-care/"]
    addresses += [f"/committees/demonshire-adult-social-care/2026-{month}/exceptions/" for month in ("08", "09", "10")]
    for one in Indicator.objects.filter(committee__slug="demonshire-adult-social-care").exclude(code="D19"):
        addresses += [f"/indicators/{one.address}/2026-09/", f"/indicators/{one.address}/2026-09.csv"]
    found = {address: client.get(address) for address in addresses}
    return {address: (answer.status_code, answer.content) for address, answer in found.items()}


def dashboard(client: Client) -> tuple[dict, dict]:
    """The newest dashboard as data, without the one revised figure, and that figure."""
    answer = client.get("/committees/demonshire-adult-social-care/2026-09.json")
    assert client.get("/committees/demonshire-adult-social-care/").url.endswith("/2026-09/")
    told = answer.json()
    (one,) = [one for one in told["indicators"] if one["code"] == "D19"]
    (august,) = [figure for figure in one["series"] if figure["period"] == "2026-08"]
    one["series"].remove(august)
    return told, august


def test_the_public_sees_the_one_revised_figure_and_nothing_else_of_it() -> None:
    for name in stores.DEMONSTRATIONS:
        stores.demonstration(name)
    for username in ("data-officer", "performance-lead"):
        stores.officer(username)
    before, (told_before, august_before) = pages(Client()), dashboard(Client())
    play_round(read_round_script(ROUND), today=timezone.localdate())
    after, (told_after, august_after) = pages(Client()), dashboard(Client())
    assert told_after == told_before
    assert (august_before["value"], august_after["value"]) == ("668", "671")
    assert august_after["rating"] == august_before["rating"] == "green"
    assert [address for address in before if before[address] != after[address]] == []
    assert [address for address in before if before[address][0] != 200 and "2026-10" not in address] == []


def test_its_folder_still_loads_and_exports_as_it_did(tmp_path: Path) -> None:
    stores.demonstration("demonshire")
    call_command("export_folder", tmp_path / "before", stdout=io.StringIO())
    for username in ("data-officer", "performance-lead"):
        stores.officer(username)
    play_round(read_round_script(ROUND), today=timezone.localdate())
    call_command("export_folder", tmp_path / "after", stdout=io.StringIO())
    before, after = (
        {path.relative_to(tmp_path / name): path.read_bytes() for path in (tmp_path / name).rglob("*.*")}
        for name in ("before", "after")
    )
    figures = Path("figures.csv")
    assert before.pop(figures).replace(b"D19,2026-08,668", b"D19,2026-08,671") == after.pop(figures)
    assert before == after


def test_a_round_that_cannot_be_played_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(set_up_demonstration.FOLDERS / "demonshire", tmp_path / "demonshire")
    shutil.copytree(ROUND, tmp_path / "round_in_progress" / "demonshire")
    steps = tmp_path / "round_in_progress" / "demonshire" / "steps.csv"
    steps.write_text(steps.read_text(encoding="utf-8") + "D07,2026-10,submit,data-officer,,\n", encoding="utf-8")
    monkeypatch.setattr(set_up_demonstration, "FOLDERS", tmp_path)
    with pytest.raises(CommandError, match="D07 2026-10: it is not on its way any more"):
        set_up()
    assert not get_user_model().objects.exists()
    assert committees(EVERYTHING) == []


def test_it_comes_with_papers_and_a_second_start_leaves_them_as_they_are() -> None:
    printed = set_up()
    told = ["demonshire_2026_09", "demonshire_2026_10", "norfolk_2017"]
    assert [line for line in printed.splitlines() if line.startswith("Playing the paper")] == [
        f"Playing the paper in {name}" for name in told
    ]
    papers = apps.get_model("reports", "Paper").objects.order_by("month")
    assert [(one.month, one.state) for one in papers] == [
        ("2017-01", "locked"),
        ("2026-09", "locked"),
        ("2026-10", "composed"),
    ]
    before = reports_rows()
    assert {"Paper", "PaperVersion", "VersionFile", "Publication"} <= {name for name, rows in before.items() if rows}
    assert set_up() == ""
    assert reports_rows() == before


def reports_rows() -> dict[str, list[tuple]]:
    """Every row of every table of papers."""
    return {model.__name__: list(model.objects.order_by("pk").values_list()) for model in reports_models()}


def reports_models() -> list[type]:
    return [
        model for model in apps.get_app_config("reports").get_models() if not model.__name__.startswith("Historical")
    ]


def test_a_paper_that_cannot_be_played_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(set_up_demonstration.FOLDERS / "demonshire", tmp_path / "demonshire")
    shutil.copytree(PAPER, tmp_path / "papers" / "demonshire")
    (tmp_path / "papers" / "demonshire" / "cards.csv").write_text("code\nD10\n", encoding="utf-8")
    monkeypatch.setattr(set_up_demonstration, "FOLDERS", tmp_path)
    with pytest.raises(CommandError, match=r"cards\.csv, row 2: D10 has a report card in this paper already"):
        set_up()
    assert not get_user_model().objects.exists()
    assert committees(EVERYTHING) == []


def test_a_council_that_has_begun_gets_no_demonstration() -> None:
    get_user_model().objects.create_user("first-officer")
    assert set_up() == ""
    assert committees(EVERYTHING) == []


def test_a_demonstration_that_cannot_be_loaded_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "committees.csv").write_text("slug,name\n", encoding="utf-8")
    monkeypatch.setattr(set_up_demonstration, "FOLDERS", tmp_path)
    with pytest.raises(CommandError, match="Nothing was loaded"):
        set_up()
    assert not get_user_model().objects.exists()
