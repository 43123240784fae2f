"""Who is reminded of what: one mail a person and day, to those who can do something about it, and no value in it."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.models import Permission, User
from django.core import mail
from django.core.mail.backends import locmem
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from indicators import rights
from indicators.actions import Reminded, lock_round, reopen_round, send_back, send_reminders, submit_figures
from indicators.actions.steps import RowSeen
from indicators.domain import periods
from indicators.domain.series import Status
from indicators.models import Capacity, Committee, Figure, Handover, Indicator, Reminder, Responsibility
from indicators.queries.chasing import chased_round, rounds_to_remind_of
from indicators.roles import DATA_OFFICER, LEAD_OFFICER, PERFORMANCE_LEAD
from tests import stores
from tests.indicators.actors import in_charge, officer
from tests.indicators.test_concurrency import at_once, on_a_server
from tests.indicators.test_entering import enter, entry

pytestmark = pytest.mark.django_db
DECEMBER = periods.month(2016, 12)
AS_AT = date(2017, 1, 20)
NOW = datetime(2017, 1, 20, 8, tzinfo=UTC)
DAY = timedelta(days=1)
ENTER = "indicators.change_figure"
COLUMNS = "code,committee,name,good_is,unit,frequency,basis,due_days\n"
FILES = {
    "committees.csv": "slug,name,council,public\nadults,Adults Committee,Example Council,yes\nboard,Board,Other,no\n",
    "indicators.csv": COLUMNS
    + "A01,adults,People with a review,bigger,percent,monthly,period,14\n"
    + "A02,adults,Days waited,smaller,days,monthly,period,21\n"
    + "A03,adults,Beds in use,range,percent,quarterly,snapshot,\n"
    + "B01,board,Hours handed back,smaller,percent,monthly,period,14\n",
    "figures.csv": "code,period,value\nA01,2016-11,85.0\nA02,2016-11,14\nB01,2016-11,3\n",
}
"""As at 20 January 2017 the December figures of A01 and B01 are six days late, and that of A02 is due tomorrow."""


@pytest.fixture(autouse=True)
def _store(tmp_path: Path) -> None:
    stores.load(tmp_path / "store", FILES)


def somebody(username: str, *codes: str, role: str = DATA_OFFICER, **columns: object) -> User:
    """Somebody with a role everywhere, an address, and these indicators to enter."""
    user = officer(role, username)
    for name, value in {"email": f"{username}@example.gov.uk", **columns}.items():
        setattr(user, name, value)
    user.save()
    in_charge(user, Capacity.DATA, *Indicator.objects.filter(code__in=codes))
    return user


def hand_over(giver: User, deputy: User, *codes: str, first: date = AS_AT, last: date = AS_AT) -> Handover:
    one = Handover.objects.create(
        committee=Committee.objects.get(slug="adults"),
        giver=giver,
        deputy=deputy,
        from_day=first,
        until_day=last,
        reason="Leave",
    )
    one.indicators.set(Indicator.objects.filter(code__in=codes))
    return one


def remind(as_at: date = AS_AT, now: datetime = NOW, **options: bool) -> Reminded:
    return send_reminders(as_at=as_at, now=now, **options)


def mailed() -> dict[str, str]:
    """What was sent, by the one address each went to."""
    found = {}
    for message in mail.outbox:
        (address,) = message.recipients()
        assert address not in found, "one digest a person"
        found[address.partition("@")[0]] = message.body
    return found


def december(code: str, state: str = "draft") -> RowSeen:
    row = Figure.objects.get(indicator__code=code, period="2016-12", state=state)
    return RowSeen(row.pk, row.version)


# What is told


def test_one_mail_tells_everything_of_somebodys_in_both_councils() -> None:
    somebody("ann", "A01", "A02", "A03", "B01", first_name="Ann", last_name="Lee")
    found = remind()
    assert found.all_went
    (message,) = mail.outbox
    assert message.subject == f"{settings.SITE_NAME}: 2 figures late, 1 figure due soon"
    assert message.from_email == settings.DEFAULT_FROM_EMAIL
    assert message.recipients() == ["ann@example.gov.uk"]
    address = f"{settings.SITE_ADDRESS}/admin/indicators/roundevent"
    assert message.body == (
        "Dear Ann Lee,\n\n"
        "Of the figures that are yours to enter, 2 are late and 1 is due soon, as at 20 January 2017.\n\n"
        "Round of December 2016: Adults Committee, Example Council\n"
        f"{address}/adults/2016-12/\n"
        "Late:\n"
        "- A01 People with a review: 6 days late, was due on 14 January 2017. Nothing is entered.\n"
        "Due soon:\n"
        "- A02 Days waited: due on 21 January 2017. Nothing is entered.\n\n"
        "Round of December 2016: Board, Other\n"
        f"{address}/board/2016-12/\n"
        "Late:\n"
        "- B01 Hours handed back: 6 days late, was due on 14 January 2017. Nothing is entered.\n\n"
        "A figure is no longer mentioned once it is submitted, and never more than once a day.\n"
        f"This mail was sent by {settings.SITE_NAME}, {settings.SITE_ADDRESS}/\n"
    )


def test_it_is_plain_text_and_nothing_else() -> None:
    somebody("ann", "A01")
    remind()
    message = mail.outbox[0].message()
    assert message.get_content_type() == "text/plain"
    assert not message.is_multipart()
    assert set(message.keys()) == {
        *("Content-Type", "MIME-Version", "Content-Transfer-Encoding", "Subject", "From", "To", "Date", "Message-ID"),
        "Auto-Submitted",
    }


def test_no_value_note_or_reason_of_a_figure_is_in_it() -> None:
    ann = somebody("ann", "A01", "A02")
    enter(entry("66.6123", note="Note 771"), entry("23.4567", code="A02"), username="ann")
    submit_figures([december("A01")], by=ann)
    send_back([december("A01", "submitted")], by=somebody("lead", role=PERFORMANCE_LEAD), reason="Not 66.6123 but 66.7")
    remind()
    body = mailed()["ann"]
    assert "It was sent back: the reason stands on the round's page." in body
    assert "A draft is saved, but not submitted." in body
    for secret in ("66", "23.4", "771", "Not "):
        assert secret not in body


def test_a_quarter_is_named_beside_the_month_of_its_round() -> None:
    Indicator.objects.filter(code="A03").update(due_days=10)
    somebody("ann", "A03")
    remind()
    assert "Round of December 2016" in mailed()["ann"]
    assert "- A03 Beds in use, Q3 2016/17: 10 days late, was due on 10 January 2017." in mailed()["ann"]


def test_everybody_whose_it_is_is_told_and_nobody_else() -> None:
    somebody("ann", "A01")
    somebody("bob", "A01", "A02")
    somebody("cat")
    lead = somebody("lead", role=LEAD_OFFICER)
    in_charge(lead, Capacity.LEAD, *Indicator.objects.all())
    found = remind()
    assert set(mailed()) == {"ann", "bob"}
    assert [one.indicator.code for one in found.nobodys] == ["B01"]


def test_what_is_awaited_is_told_and_what_is_submitted_or_not_due_is_not() -> None:
    ann = somebody("ann", "A01", "A02")
    enter(entry(None, status=Status.AWAITED), entry("14", code="A02"), username="ann")
    submit_figures([december("A02")], by=ann)
    remind()
    assert "It is said to be awaited." in mailed()["ann"]
    assert "A02" not in mailed()["ann"]


@pytest.mark.parametrize("as_at", [date(2017, 1, 5), date(2016, 12, 31), date(2016, 11, 1)])
def test_nothing_is_told_before_it_is_nearly_due(as_at: date) -> None:
    somebody("ann", "A01", "A02")
    assert remind(as_at) == Reminded()
    assert mail.outbox == []


def test_locked_rounds_and_retired_indicators_are_not_chased() -> None:
    somebody("ann", "A01", "B01")
    adults, lead = Committee.objects.get(slug="adults"), somebody("lead", role=PERFORMANCE_LEAD)
    lock_round(committee=adults, month=DECEMBER, by=lead)
    Indicator.objects.filter(code="B01").update(retired_from="2016-12")
    found = remind()
    assert (mail.outbox, found.nobodys) == ([], [])
    reopen_round(committee=adults, month=DECEMBER, by=lead, reason="A late correction")
    remind()
    assert "A01" in mailed()["ann"]
    assert "B01" not in mailed()["ann"]


def test_over_a_leap_day(tmp_path: Path) -> None:
    stores.load(tmp_path / "leap", stores.figures("A01,2027-12,85"))
    Indicator.objects.filter(code="A01").update(due_days=29)
    somebody("ann", "A01")
    for as_at, told in (
        ("2028-02-29", "due on 29 February 2028"),
        ("2028-03-01", "1 day late, was due on 29 February"),
    ):
        mail.outbox.clear()
        remind(date.fromisoformat(as_at), now=datetime.fromisoformat(f"{as_at}T09:00+00:00"))
        assert "Round of January 2028" in mailed()["ann"]
        assert f"A01 People with a review: {told}" in mailed()["ann"]


def test_figures_of_more_than_thirteen_months_ago_are_history() -> None:
    somebody("ann", "A01")
    remind(date(2018, 1, 31), now=NOW + 376 * DAY)
    assert "Round of December 2016" in mailed()["ann"]
    assert ": 382 days late" in mailed()["ann"]
    mail.outbox.clear()
    remind(date(2018, 2, 1), now=NOW + 377 * DAY)
    assert mail.outbox == []


# Never twice a day


def test_the_same_is_told_once_a_day_and_again_the_day_after() -> None:
    somebody("ann", "A01")
    remind()
    again = remind(now=NOW + timedelta(hours=9))
    assert (len(mail.outbox), again.sent, again.told, again.all_went) == (1, [], 1, True)
    remind(AS_AT + DAY, NOW + DAY)
    assert len(mail.outbox) == 2
    assert "7 days late" in mail.outbox[1].body
    assert Reminder.objects.filter(sent_at__isnull=False).count() == 2


def test_another_day_looked_at_is_still_the_same_day_of_sending() -> None:
    somebody("ann", "A01")
    remind()
    assert remind(AS_AT + DAY).told == 1
    assert len(mail.outbox) == 1


def test_what_is_new_on_the_same_day_is_told_alone() -> None:
    somebody("ann", "A01")
    remind()
    in_charge(User.objects.get(username="ann"), Capacity.DATA, Indicator.objects.get(code="B01"))
    remind()
    first, second = (message.body for message in mail.outbox)
    assert ("A01" in first, "B01" in first) == (True, False)
    assert ("A01" in second, "B01" in second) == (False, True)


def test_a_run_that_broke_off_is_told_and_not_repeated_that_day() -> None:
    ann = somebody("ann", "A01")
    Reminder.objects.create(user=ann, day=AS_AT, indicator=Indicator.objects.get(code="A01"), period="2016-12")
    found = remind()
    assert mail.outbox == []
    assert [one.username for one in found.unfinished] == ["ann"]
    assert not found.all_went
    assert remind(AS_AT + DAY, NOW + DAY).all_went
    assert len(mail.outbox) == 1


class Refusing(locmem.EmailBackend):
    """A mail server that is away for some and does not know others."""

    def send_messages(self, messages: list) -> int:
        for message in messages:
            (address,) = message.recipients()
            if address.startswith("away"):
                raise ConnectionRefusedError("smtp://user:hunter2@host")
            if address.startswith("unknown"):
                return 0
        return super().send_messages(messages)


def test_one_mail_that_fails_stops_no_other_and_is_tried_again(settings: object) -> None:
    for name in ("away", "bob", "unknown", "zoe"):
        somebody(name, "A01")
    settings.EMAIL_BACKEND = f"{__name__}.Refusing"
    found = remind()
    assert set(mailed()) == {"bob", "zoe"}
    problems = {person.username: why for person, why in found.failed}
    assert problems == {"away": "ConnectionRefusedError", "unknown": "no mail server took it"}
    assert set(Reminder.objects.values_list("user__username", flat=True)) == {"bob", "zoe"}
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert remind().all_went
    assert set(mailed()) == {"away", "bob", "unknown", "zoe"}


# To whom


def test_accounts_that_cannot_be_reached_are_told_at_the_end() -> None:
    somebody("gone", "A01", is_active=False)
    somebody("mute", "A01", email=" ")
    somebody("odd", "A01", email="odd at example")
    somebody("two", "A01", email="a@example.gov.uk, b@example.gov.uk")
    somebody("elsewhere", "A01").committee_roles.all().delete()
    somebody("reader", "A01", role=LEAD_OFFICER)
    somebody("ann", "A01")
    found = remind()
    assert set(mailed()) == {"ann"}
    assert {person.username: why for person, why in found.unreachable} == {
        "gone": "the account is switched off",
        "mute": "the account has no address",
        "odd": "the account's address is not one that mail can be sent to",
        "two": "the account's address is not one that mail can be sent to",
        "elsewhere": "no role that goes with entering these figures",
        "reader": "no role that goes with entering these figures",
    }
    assert found.all_went
    assert set(Reminder.objects.values_list("user__username", flat=True)) == {"ann"}


def test_whoever_cannot_enter_a_figure_leaves_it_nobodys() -> None:
    somebody("gone", "A01", is_active=False)
    somebody("reader", "A01", role=LEAD_OFFICER)
    assert "A01" in [one.indicator.code for one in remind().nobodys]


@pytest.mark.parametrize(
    ("first", "last", "holds"), [(0, 0, True), (0, 9, True), (-9, 0, True), (1, 9, False), (-9, -1, False)]
)
def test_a_deputy_is_told_from_the_first_day_to_the_last(first: int, last: int, holds: bool) -> None:
    ann, ben = somebody("ann", "A01", "A02", first_name="Ann"), somebody("ben")
    hand_over(ann, ben, "A01", first=AS_AT + first * DAY, last=AS_AT + last * DAY)
    remind()
    assert set(mailed()) == ({"ann", "ben"} if holds else {"ann"})
    if holds:
        assert "Nothing is entered. You stand in for Ann." in mailed()["ben"]
        assert "A02" not in mailed()["ben"]
        assert "stand in" not in mailed()["ann"]


def test_a_handover_that_was_ended_holds_no_longer_and_one_of_a_giver_without_a_role_neither() -> None:
    ann, ben = somebody("ann", "A01"), somebody("ben")
    one = hand_over(ann, ben, "A01")
    Handover.objects.filter(pk=one.pk).update(ended_at=NOW)
    remind()
    assert set(mailed()) == {"ann"}
    Handover.objects.filter(pk=one.pk).update(ended_at=None)
    ann.committee_roles.all().delete()
    found = remind(now=NOW + DAY)
    assert (len(mail.outbox), [person.username for person, _ in found.unreachable]) == (1, ["ann"])


def test_who_stands_in_for_somebody_whose_account_is_off_is_told_alone() -> None:
    ann, ben = somebody("ann", "A01", is_active=False), somebody("ben")
    hand_over(ann, ben, "A01")
    found = remind()
    assert set(mailed()) == {"ben"}
    assert "A01" not in [one.indicator.code for one in found.nobodys]


def test_whose_it_is_already_stands_in_for_nobody() -> None:
    ann, ben = somebody("ann", "A01"), somebody("ben", "A01")
    hand_over(ann, ben, "A01")
    remind()
    assert mailed()["ben"].count("A01") == 1
    assert "stand in" not in mailed()["ben"]


def test_who_is_able_is_who_may_enter() -> None:
    """The query for all people at once says what `rights` says of each."""
    giver = somebody("giver", "A01", "B01")
    people = [
        giver,
        somebody("deputy"),
        somebody("owner", "A01"),
        somebody("reader", "A01", role=LEAD_OFFICER),
        somebody("gone", "A01", "B01", is_active=False),
        somebody("lead", "B01", role=PERFORMANCE_LEAD),
        officer(DATA_OFFICER, "here", committees=["adults"]),
        officer(None, "super", superuser=True),
        officer(None, "beyond"),
    ]
    for one in people[-3:]:
        in_charge(one, Capacity.DATA, *Indicator.objects.filter(code__in=["A01", "B01"]))
    people[-1].user_permissions.add(Permission.objects.get(codename="change_figure"))
    hand_over(giver, people[1], "A01")
    hand_over(giver, people[3], "B01")
    today = rights.today()
    Handover.objects.update(from_day=today, until_day=today)
    able = {
        (one.person.username, pending.indicator.code)
        for committee in Committee.objects.all()
        for pending in chased_round(committee, DECEMBER, today, ENTER).pending
        for one in pending.in_charge
        if one.is_able
    }
    for user in User.objects.all():
        mine = Responsibility.objects.filter(user=user, capacity=Capacity.DATA)
        for one in Indicator.objects.filter(code__in=["A01", "B01"]):
            concerned = mine.filter(indicator=one).exists() or Handover.objects.filter(deputy=user, indicators=one)
            expected = bool(concerned) and rights.may_enter(user, one)
            assert ((user.username, one.code) in able) is expected, (user.username, one.code)


# What cannot be put into a mail


def test_names_end_no_header_and_begin_no_line(settings: object) -> None:
    settings.SITE_NAME = "Care\r\nBcc: all@example.com"
    somebody("ann", "A01", first_name="Ann\r\nBcc: x@example.com", last_name="\u2028\u202eLee\x07\x1b[2J")
    Indicator.objects.filter(code="A01").update(name="Reviews\r\n\r\nLate:\n- Z99 Everything")
    Committee.objects.filter(slug="adults").update(name="Adults\nRound of nothing")
    remind()
    (message,) = mail.outbox
    assert message.recipients() == ["ann@example.gov.uk"]
    assert message.message()["Bcc"] is None
    assert message.subject == "Care Bcc: all@example.com: 1 figure late"
    lines = message.body.splitlines()
    assert lines[0] == "Dear Ann Bcc: x@example.com Lee [2J,"
    assert [line for line in lines if line.startswith("- ")] == [
        "- A01 Reviews Late: - Z99 Everything: 6 days late, was due on 14 January 2017. Nothing is entered."
    ]
    assert "Round of December 2016: Adults Round of nothing, Example Council" in lines


def test_an_address_with_a_line_end_reaches_nobody() -> None:
    somebody("ann", "A01", email="ann@example.gov.uk\nBcc: x@example.com")
    found = remind()
    assert mail.outbox == []
    assert len(found.unreachable) == 1


def test_a_name_of_any_letters_is_sent_as_it_is() -> None:
    somebody("zoe", "A01", first_name="Zoë", last_name="O’Brien-Łuczak 李")
    remind()
    assert "Dear Zoë O’Brien-Łuczak 李," in mail.outbox[0].message().get_payload(decode=True).decode()


# The command


def test_a_dry_run_shows_the_mails_and_changes_nothing() -> None:
    somebody("ann", "A01")
    somebody("gone", "B01", is_active=False)
    before = stores.picture()
    done = stores.Command("send_reminders", "--dry-run", "--as-at", "2017-01-20")
    assert done.error == ""
    assert "To: ann@example.gov.uk" in done.printed
    assert "Would mail 1 person." in done.printed
    assert "  gone: the account is switched off" in done.printed
    assert "  B01, December 2016" in done.printed
    assert (mail.outbox, stores.picture()) == ([], before)


def test_the_command_mails_says_so_and_ends_well() -> None:
    somebody("ann", "A01")
    done = stores.Command("send_reminders", "--as-at", "2017-01-20")
    assert (done.error, done.complained) == ("", [])
    assert "Mailed 1 person." in done.printed
    assert set(mailed()) == {"ann"}
    assert "Told already today: 1 person." in stores.Command("send_reminders", "--as-at", "2017-01-20").printed


def test_it_says_when_mails_are_only_printed(settings: object, capsys: pytest.CaptureFixture[str]) -> None:
    somebody("ann", "A01")
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    call_command("send_reminders", "--as-at", "2017-01-20")
    printed = capsys.readouterr().out
    assert "Subject: Adult social care performance: 1 figure late" in printed
    assert "sent to nobody" in printed


def test_the_exit_says_that_not_all_went(settings: object) -> None:
    somebody("away", "A01")
    settings.EMAIL_BACKEND = f"{__name__}.Refusing"
    done = stores.Command("send_reminders", "--as-at", "2017-01-20")
    assert done.error.startswith("Not all reminders went")
    assert done.complained == ["away: the mail could not be sent (ConnectionRefusedError)."]
    assert "hunter2" not in str(done.__dict__)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("yesterday", "--as-at is “yesterday”; accepted: a day such as 2026-11-20."),
        ("2017-02-29", "--as-at is “2017-02-29”; accepted: a day such as 2026-11-20."),
        ("", "--as-at is “”; accepted: a day such as 2026-11-20."),
        ("9999-12-31", "--as-at is 9999-12-31, for which there is no round"),
        ("0001-01-01", "--as-at is 0001-01-01, for which there is no round"),
    ],
)
def test_days_that_are_none(text: str, told: str) -> None:
    assert stores.Command("send_reminders", f"--as-at={text}").error.startswith(told)


# Many, and at once


def test_the_number_of_queries_is_the_same_for_many(tmp_path: Path) -> None:
    somebody("ann", "A01", "A02", "B01")

    def queries() -> int:
        with CaptureQueriesContext(connection) as context:
            rounds_to_remind_of(AS_AT, ENTER)
        return len(context)

    few = queries()
    more = "".join(f"C{number},adults,Measure,bigger,count,monthly,period,14\n" for number in range(40))
    stores.load(tmp_path / "more", {"indicators.csv": COLUMNS + more} | stores.figures("C1,2015-01,5", "B01,2016-01,3"))
    for number in range(8):
        user = somebody(f"user-{number}", *(f"C{one}" for one in range(40)))
        hand_over(user, User.objects.get(username="ann"), *(f"C{one}" for one in range(40)))
    assert queries() == few == 9


@on_a_server
@pytest.mark.django_db(transaction=True)
def test_of_runs_at_once_one_tells() -> None:
    somebody("ann", "A01")
    somebody("bob", "A01", "A02")
    results = at_once(lambda _: remind(), writers=5)
    assert not [one for one in results if isinstance(one, Exception)], results
    assert sorted(mailed()) == ["ann", "bob"]
    assert Reminder.objects.count() == 3


def test_two_commands_at_once_tell_once(tmp_path: Path) -> None:
    """Real processes on a file; mails are printed, so they can be counted."""
    environment = {
        **os.environ,
        "DATABASE_URL": f"sqlite:///{tmp_path / 'site.sqlite3'}",
        "DJANGO_SETTINGS_MODULE": "tests.settings",
    }

    def start(*arguments: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, *arguments],
            cwd=settings.BASE_DIR,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    prepared = start("-m", "tests.indicators.reminders_at_once", str(tmp_path))
    _, err = prepared.communicate(timeout=120)
    assert prepared.returncode == 0, err
    runs = [start("manage.py", "send_reminders", "--as-at", "2017-01-20") for _ in range(3)]
    printed = [run.communicate(timeout=120) for run in runs]
    sent = [line for out, _ in printed for line in out.splitlines() if line.startswith("To: ")]
    assert sorted(sent) == ["To: ann@example.gov.uk", "To: bob@example.gov.uk"], printed
    last = start("manage.py", "send_reminders", "--as-at", "2017-01-20")
    assert "Told already today: 2 people." in last.communicate(timeout=120)[0]
    assert last.returncode == 0
