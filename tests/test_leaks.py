"""Nothing of a figure that is not verified is seen by whoever may not see it: at no address, in no file, by no count.

A store is looked at by several people, at every address there is. Then figures on their way are put into it, with a
recognisable text in every column, and it is looked at again: every answer must be the same, and none may hold one of
the texts. The addresses come from the site's own patterns, so that a new one is looked at without being named here.
"""

from __future__ import annotations

import gzip
import io
import re
import zipfile
from collections.abc import Iterable, Mapping
from html import unescape
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from django.core.management import get_commands
from django.http import HttpResponse
from django.test import Client

from indicators.models import Committee, CommitteeRole, Revision
from indicators.roles import DATA_OFFICER, DEMOCRATIC_SERVICES, LEAD_OFFICER, MEMBER, PERFORMANCE_LEAD
from reports import pages, views
from tests.indicators.actors import client_for, client_of, officer
from tests.printed import render_once, said_once
from tests.site_addresses import addresses
from tests.stores import Command, load
from tests.unripe import CODES, COMMITTEES, STATES, STORE, TOLD, put_on_their_way, state_of, texts_of
from tests.unripe_texts import OF_ADULTS, put_texts_on_their_way
from tests.unripe_uploads import UPLOADER, put_uploads

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    load(tmp_path / "store", STORE)
    monkeypatch.setattr(views, "render_pdf", render_once)


def test_every_column_of_every_state_holds_something_to_be_found() -> None:
    rows = put_on_their_way()
    for state in STATES:
        of_state = [row for row in rows if state_of(row) == state]
        for name in (*TOLD, *(["sent_back"] if state == "sent back" else [])):
            assert any(getattr(row, name) for row in of_state), f"{name} of no figure that is {state}"
    assert {"value", "numerator", "denominator", "reason", "note", "why", "checked"} <= set(TOLD)
    assert all(len(text) > 5 for text in texts_of(rows))


def test_the_addresses_are_those_of_the_site() -> None:
    public = addresses(admin=False)
    assert len(public) == len(set(public)) > 150
    for known in (
        *("/", "/healthz", "/committees/adults/", "/committees/cabinet/2016-12/exceptions.csv"),
        *("/committees/starting/2017-01.xlsx", "/indicators/a01/2017-01/chart.json", "/indicators/s01.json"),
    ):
        assert known in public
    assert not [one for one in (*public, *addresses(admin=True)) if "<" in one]


# What is seen there


def said(answer: HttpResponse) -> str:
    """Everything an answer says, where it leads and what it would be saved as; unpacked, and without what differs from
    one answer to the next."""
    body = answer.content
    if answer.headers.get("Content-Encoding") == "gzip":
        body = gzip.decompress(body)
    if body.startswith(b"%PDF"):
        body = said_once(body).encode()
    if zipfile.is_zipfile(io.BytesIO(body)):
        with zipfile.ZipFile(io.BytesIO(body)) as book:
            names = [name for name in sorted(book.namelist()) if not name.startswith("docProps/")]
            body = b"\n".join(name.encode() + book.read(name) for name in names)
    text = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", body.decode())
    text = re.sub(r"<updated>[^<]*</updated>", "", text)  # a feed without entries is of now
    heads = [answer.headers.get(name, "") for name in ("Location", "Content-Disposition", "Content-Type")]
    return "\n".join((str(answer.status_code), *heads, text))


def look(client: Client, wanted: Iterable[str], *, add: str = "", **headers: str) -> dict[str, str]:
    """What is said at each address; what the query adds to it, where it comes back, is taken away again."""
    asked = add.removeprefix("?").replace("=", "%3D")
    seen = {one: said(client.get(f"{one}{add}", headers=headers)) for one in wanted}
    return {one: text.replace(f"%3F{asked}", "").replace(add, "") for one, text in seen.items()} if add else seen


def found_in(seen: Mapping[str, str], texts: Iterable[str]) -> list[str]:
    """Where one of the texts stands, thousands commas or none, escaped or not."""
    plain = {address: unescape(text).replace(",", "") for address, text in seen.items()}
    return [f"{address}: {text}" for address, words in plain.items() for text in texts if text in words]


PEOPLE = {
    "nobody": Client,
    "a member": lambda: client_of(MEMBER, committees=["adults"]),
    "a lead of another committee": lambda: client_of(PERFORMANCE_LEAD, committees=["children"]),
    "a data officer of another committee": lambda: client_of(DATA_OFFICER, committees=["children"]),
}


OWN = re.compile(r"/(committees/children|indicators/c01)/")
"""Pages of the committee that the lead of another one does lead: theirs to see with drafts, of which it has none."""


@pytest.mark.parametrize("who", ["nobody", "a member", "a lead of another committee"])
def test_no_address_says_anything_of_them(who: str) -> None:
    client, wanted = PEOPLE[who](), addresses(admin=False)
    before = look(client, wanted)
    texts = texts_of(put_on_their_way())
    assert not found_in(before, texts), "otherwise finding them would prove nothing"
    packed = [("", {"Accept-Encoding": "gzip"})] if who == "nobody" else []  # only answers to nobody are kept, packed
    for add, headers in (("", {}), ("?drafts=yes", {}), *packed):
        after = look(client, wanted, add=add, **headers)
        assert found_in(after, texts) == []
        changed = [one for one in wanted if after[one] != before[one]]
        if add and who == "a lead of another committee":
            assert changed
            changed = [one for one in changed if not OWN.match(one)]
        assert changed == [], add or headers


def test_those_who_may_do_find_them() -> None:
    """Otherwise the tests above would hold for a site that never shows a draft to anybody."""
    rows = put_on_their_way()
    client = client_of(PERFORMANCE_LEAD, "lead", committees=["adults", "cabinet", "starting"])
    seen = look(client, addresses(admin=False), add="?drafts=yes")
    drafted = {text for row in rows for name in ("value", "reason") if (text := getattr(row, name))}
    assert {text for text in drafted if found_in(seen, [text])} >= {row.value for row in rows if row.value}
    assert any(found_in(seen, [row.reason]) for row in rows)
    # And they, too, find none in a file, nor where they did not ask.
    files = [one for one in seen if re.search(r"\.\w+$", one)]
    assert len(files) > 60
    assert found_in({one: seen[one] for one in files}, texts_of(rows)) == []
    assert found_in(look(client, addresses(admin=False)), texts_of(rows)) == []


@pytest.mark.parametrize("who", ["nobody", "a member", "a lead of another committee"])
def test_no_address_says_anything_of_uploads(who: str) -> None:
    client, wanted = PEOPLE[who](), addresses(admin=False)
    before = look(client, wanted)
    _, texts = put_uploads()
    assert not found_in(before, texts)
    for add in ("", "?drafts=yes"):
        after = look(client, wanted, add=add)
        assert found_in(after, texts) == []
        assert [one for one in wanted if after[one] != before[one] and not (add and OWN.match(one))] == []


def test_those_who_may_in_one_committee_find_none_of_the_others() -> None:
    """A01's text speaks of P01, which its lead sees as a member does, and of S01: both are read with A01, at once."""
    rows = put_on_their_way()
    lead = officer(PERFORMANCE_LEAD, "lead", committees=["adults"])
    CommitteeRole.objects.create(user=lead, role=MEMBER, committee=Committee.objects.get(slug="cabinet"))
    seen = look(client_for(lead), addresses(admin=False), add="?drafts=yes")
    assert "61.4076" in seen["/indicators/a01/2017-01/"]
    assert ">40<" in seen["/indicators/p01/"]
    others = [row for row in rows if not row.indicator.code.startswith("A")]
    assert len(others) == 4
    assert found_in(seen, texts_of(others) - {"unripe-officer"}) == []


@pytest.mark.parametrize("who", PEOPLE)
def test_the_admin_says_nothing_of_them_to_people_of_another_committee(who: str) -> None:
    texts = texts_of(put_on_their_way()) - {"unripe-officer"}  # the name of a colleague is no figure
    client = PEOPLE[who]()
    seen = look(client, [*addresses(admin=True), "/admin/indicators/", "/admin/nothing/"])
    assert len(seen) > 200
    assert found_in(seen, texts) == []


def test_the_admin_says_them_to_those_who_may_see_them() -> None:
    rows = put_on_their_way()
    client = client_of(PERFORMANCE_LEAD, "lead", committees=["adults"])
    texts = {row.value for row in rows if row.value and row.indicator.code.startswith("A")}
    seen = look(client, addresses(admin=True))
    assert {text for text in texts if found_in(seen, [text])} == texts


# Report-card texts


@pytest.mark.parametrize("who", ["nobody", "a member", "a lead of another committee"])
def test_no_address_says_anything_of_texts_on_their_way(who: str) -> None:
    client, wanted = PEOPLE[who](), addresses(admin=False)
    before = look(client, wanted)
    words = put_texts_on_their_way()
    everything = {word for found in words.values() for word in found}
    assert not found_in(before, everything), "otherwise finding them would prove nothing"
    for add in ("", "?drafts=yes"):
        after = look(client, wanted, add=add)
        assert found_in(after, everything) == []
        assert [one for one in wanted if after[one] != before[one] and not (add and OWN.match(one))] == []


def test_those_who_may_read_texts_on_their_way_where_they_ask_and_in_no_file() -> None:
    words = put_texts_on_their_way()
    client = client_of(PERFORMANCE_LEAD, "lead", committees=["adults", "cabinet", "starting"])
    wanted = addresses(admin=False)
    everything = {word for found in words.values() for word in found}
    # Those of the month that has pages.
    shown = {word for word in everything if re.match(r"Unapproved-(why|explains|success|actions)-[AP].*2016-12", word)}
    assert len(shown) == 12
    seen = look(client, wanted, add="?drafts=yes")
    assert {word for word in shown if found_in(seen, [word])} == shown
    files = {one: text for one, text in seen.items() if re.search(r"\.\w+$", one)}
    assert len(files) > 60
    assert found_in(files, everything) == []
    assert found_in(look(client, wanted), everything) == [], "where they do not ask"


@pytest.mark.parametrize("who", PEOPLE)
def test_the_admin_says_nothing_of_texts_to_people_of_another_committee(who: str) -> None:
    words = put_texts_on_their_way()
    client = PEOPLE[who]()
    seen = look(client, addresses(admin=True))
    assert sum("/reportcardtext/write/" in one for one in seen) > 10
    assert found_in(seen, {word for found in words.values() for word in found}) == []


def test_the_admin_says_texts_to_those_who_write_them_and_of_their_committee_only() -> None:
    words = put_texts_on_their_way()
    client = client_of(LEAD_OFFICER, "writer", committees=["adults"])
    seen = look(client, addresses(admin=True))
    for code in OF_ADULTS:
        told = {word for word in words[code] if word.startswith("Unapproved") and word.endswith("2016-12")}
        assert {word for word in told if found_in(seen, [word])} == told
    assert found_in(seen, {*words["P01"], *words["S01"]}) == []


UPLOADS = re.compile(r"/admin/indicators/upload/\d+/")


@pytest.mark.parametrize("who", PEOPLE)
def test_the_admin_says_nothing_of_uploads_to_people_of_another_committee(who: str) -> None:
    client = PEOPLE[who]()
    uploads, texts = put_uploads()
    seen = look(client, addresses(admin=True))
    of_uploads = {address: text for address, text in seen.items() if UPLOADS.match(address)}
    assert len(of_uploads) >= len(uploads) * 10
    assert found_in(seen, texts | {UPLOADER}) == []
    assert not [address for address, text in of_uploads.items() if text.startswith("200")]


COLLEAGUES = (DATA_OFFICER, LEAD_OFFICER, DEMOCRATIC_SERVICES)


@pytest.mark.parametrize("role", COLLEAGUES)
def test_colleagues_find_of_uploads_only_what_was_written_and_its_history(role: str) -> None:
    """They look at the committee's records, drafts and histories, in which a file has its name, hash and reasons."""
    client = client_of(role, "colleague", committees=["adults"])
    uploads, texts = put_uploads()
    seen = look(client, addresses(admin=True))
    recorded = {"914107", "Unripe-cell 7", "914109", "Unripe-cell 9", "Unripe-undoing"}
    recorded |= {"unripe-written", "unripe-undone", uploads[1].sha256, uploads[2].sha256}
    assert found_in(seen, texts - recorded) == []
    places = {address: text for address, text in seen.items() if UPLOADS.match(address)}
    assert not [address for address, text in places.items() if text.startswith("200")]
    assert found_in(seen, ["914107"]), "otherwise nothing would be proved"
    assert not [address for address, text in seen.items() if re.search(r'href="/admin/indicators/upload/\d+/"', text)]


def test_uploader_and_overseers_find_all_of_it() -> None:
    uploads, texts = put_uploads()
    of_cabinet = {"914111", "914112", "Unripe-cell 11", "Unripe-cell 12", "unripe-cabinet", uploads[3].sha256}
    lead = client_of(PERFORMANCE_LEAD, "lead", committees=["adults"])
    CommitteeRole.objects.create(user_id=uploads[0].by_id, role=DATA_OFFICER, committee=uploads[0].committee)
    own = client_for(officer(None, UPLOADER))
    kept_only = {uploads[0].sha256, uploads[4].sha256, uploads[5].sha256}  # shown once something of it is written
    to_choose = {"Unripe-sheet 1", "Unripe-sheet 2"}
    for client, more in ((lead, to_choose), (own, set())):
        seen = look(client, addresses(admin=True))
        missing = {text for text in texts - of_cabinet if not found_in(seen, [text])}
        assert missing == kept_only | more
        assert found_in(seen, of_cabinet) == []
        assert [text for text in seen.values() if f'href="/admin/indicators/upload/{uploads[1].pk}/"' in text]


def test_the_newest_month_is_that_of_verified_figures() -> None:
    put_on_their_way()
    client = Client()
    assert client.get("/committees/adults/").headers["Location"] == "/committees/adults/2016-12/"
    assert "no figures yet" in client.get("/committees/starting/").content.decode()
    for gone in ("/committees/adults/2017-01/", "/committees/starting/2016-11/", "/indicators/a02/2017-03/"):
        assert client.get(gone).status_code == 404


def test_pages_of_errors_say_nothing_of_them(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = put_on_their_way()

    def broken(*_: Any, **__: Any) -> None:
        kept_near = {name: getattr(rows[0], name) for name in (*TOLD, "sent_back")}
        raise RuntimeError(f"Something is wrong with {kept_near}")

    for name in ("dashboard", "report_card", "definitions", "landing"):
        monkeypatch.setattr(pages, name, broken)
    for who in PEOPLE.values():
        client = who()
        client.raise_request_exception = False
        seen = look(client, addresses(admin=False))
        assert sum(text.startswith("500") for text in seen.values()) > 50
        assert found_in(seen, texts_of(rows)) == []


# Commands


EXPORTS = ("check_text", "export_dashboard", "export_folder")
NO_EXPORTS = ("import_folder", "play_papers", "process_upload", "send_reminders", "set_up_demonstration")
"""Those that take figures in, or write to the people who enter them, or make papers, which stand at addresses."""


def test_every_command_of_the_project_is_known_to_export_or_not() -> None:
    ours = {name for name, app in get_commands().items() if app in ("indicators", "reports")}
    assert ours == {*EXPORTS, *NO_EXPORTS}, "say of a new command whether it gives figures away"


def exported(folder: Path) -> dict[str, str]:
    """What the commands write: the whole store as a folder, every dashboard of every month in both formats, and what
    is said to claims about every indicator."""
    wrote = Command("export_folder", folder)
    assert wrote.error == ""
    found = {str(path.relative_to(folder)): path.read_text() for path in folder.rglob("*") if path.is_file()}
    for slug, month, kind in product(COMMITTEES, ("2016-11", "2016-12", "2017-01", "2017-03"), ("json", "csv")):
        command = Command("export_dashboard", slug, month, "--format", kind)
        found[f"{slug} {month} {kind}"] = "\n".join((*command.printed, command.error))
    # A wrong figure for every month, so that each is answered with the stored one.
    claims = folder / "claims.md"
    months = ("November 2016", "December 2016", "January 2017")
    claims.write_text(
        "\n\n".join(f"In {month} it was 61.2%. It stood at 61.2 in {month}." for month in months), "utf-8"
    )
    for code in CODES:
        command = Command("check_text", code, claims)
        found[f"check_text {code}"] = "\n".join((*command.printed, command.error))
    return found


def test_no_export_holds_them(tmp_path: Path) -> None:
    before = exported(tmp_path / "before")
    assert len(before["figures.csv"].splitlines()) == len(STORE["figures.csv"].splitlines())
    assert "86.0" in before["adults 2016-12 csv"]
    assert "86.0" in before["check_text a01"]
    rows = put_on_their_way()
    assert Revision.objects.filter(new__state="draft").exists()
    words = put_texts_on_their_way()
    after = exported(tmp_path / "after")
    assert found_in(after, texts_of(rows)) == []
    assert found_in(after, {word for found in words.values() for word in found}) == []
    assert after == before
