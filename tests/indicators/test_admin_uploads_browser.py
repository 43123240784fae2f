"""Uploads in a browser: by keyboard, at any width, with and without JavaScript, true to the security policy."""

from __future__ import annotations

import os
import signal
import tempfile
import time
import urllib.parse
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from indicators.actions import receive_upload
from indicators.admin.upload_locks import held
from indicators.admin.upload_work import start_reading
from indicators.domain import periods
from indicators.models import Committee, Upload
from indicators.roles import DATA_OFFICER
from tests import stores
from tests.browser.page_checks import assert_accessible, assert_no_sideways_scroll
from tests.conftest import Watch
from tests.importing.uploads.uploaded import book
from tests.indicators.actors import client_of, person, working_store
from tests.indicators.uploading import ADD, START, on_the_way, page_of
from tests.test_two_workers import Site, site

__all__ = ["site"]
DECEMBER = periods.month(2016, 12)
CALM = [f"A02,{DECEMBER.plus(-back).written},{14 + back % 3}" for back in range(1, 25)]
EVERYTHING = """\
code,period,value,note
A01,2016-11,85.5,
A02,2017-01,1500,Typed <b>twice</b>
A02,2017-02,15,
A05,2016-12,many,A very long note that goes on and on until no narrow screen could hold it on one line any more
"""
WIDTHS = (1280, 320)


@pytest.fixture
def store(transactional_db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    working_store(tmp_path / "store")
    stores.load(tmp_path / "calm", stores.figures(*CALM))
    (tmp_path / "locks").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "locks"))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    found = tmp_path / "december.csv"
    found.write_text(EVERYTHING)
    return found


def sign_in(context: BrowserContext, live_server: LiveServer) -> None:
    session = client_of(DATA_OFFICER, "ann", committees=["adults"]).cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])


def check(page: Page, watch: Watch) -> None:
    assert watch.complaints == [], page.url
    assert_no_sideways_scroll(page)
    assert_accessible(page)
    watch.complaints.clear()  # axe's own, of style sheets that import others


def tab_to(page: Page, what: Locator) -> None:
    """With the Tab key alone, as far as it takes."""
    for _ in range(100):
        if what.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{what} is not reached by keyboard")


def press(page: Page, name: str) -> None:
    tab_to(page, page.get_by_role("button", name=name))
    page.keyboard.press("Enter")


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.usefixtures("store")
def test_a_file_is_uploaded_looked_at_confirmed_and_undone_by_keyboard(
    page: Page, context: BrowserContext, watch: Watch, live_server: LiveServer, file: Path, width: int
) -> None:
    sign_in(context, live_server)
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{live_server.url}{START}add/")
    check(page, watch)
    tab_to(page, page.get_by_label("Month of the round"))
    page.keyboard.type("December 2016")
    page.keyboard.press("Enter")
    expect(page.get_by_text("round of December 2016")).to_be_visible()
    check(page, watch)
    press(page, "Upload and look")
    expect(page.get_by_role("alert")).to_contain_text("No file was chosen")
    check(page, watch)

    chooser = page.get_by_label("File of figures")
    tab_to(page, chooser)
    chooser.set_input_files(file)  # the window in which a file is chosen is the system's own
    press(page, "Upload and look")
    expect(page.get_by_role("heading", name="4 figures in this file")).to_be_visible()
    check(page, watch)

    press(page, "Write these figures")
    expect(page.get_by_role("alert")).to_contain_text("Say why these verified figures change")
    check(page, watch)
    tab_to(page, page.get_by_role("link", name="Why do verified figures change?"))
    page.keyboard.press("Enter")
    expect(page.get_by_label("Why do verified figures change?")).to_be_focused()
    page.keyboard.type("Recounted")
    tab_to(page, page.get_by_label("I have checked the figures that look odd"))
    page.keyboard.press("Space")
    tab_to(page, page.get_by_label("What did you check?"))
    page.keyboard.type("Asked the team")
    press(page, "Write these figures")
    expect(page.get_by_role("heading", name="3 figures were written")).to_be_visible()
    check(page, watch)
    assert on_the_way()["A02", "2017-01"] == "1500"

    tab_to(page, page.get_by_label("Why is this upload undone?"))
    page.keyboard.type("Wrong file")
    press(page, "Undo this upload")
    expect(page.get_by_role("heading", name="3 figures are what they were before")).to_be_visible()
    check(page, watch)
    assert ("A02", "2017-01") not in on_the_way()


@pytest.mark.whatever_database
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.usefixtures("store")
def test_every_other_page_of_an_upload_is_accessible_and_keeps_the_policy(
    page: Page, context: BrowserContext, watch: Watch, live_server: LiveServer, width: int
) -> None:
    sign_in(context, live_server)
    page.set_viewport_size({"width": width, "height": 900})
    rows = [("code", "period", "value"), ("A02", "2017-01", 15)]
    uploads = [
        received(EVERYTHING.encode(), "y" * 196 + ".csv"),
        received(book({"Figures": rows, "Figures of last year": rows}), "two.xlsx"),
        received(b"%PDF-1.7", "figures.pdf"),
    ]
    for upload in uploads:
        start_reading(upload)
    stopped, writing, gone = (received(EVERYTHING.encode()) for _ in range(3))
    Upload.objects.filter(pk=writing.pk).update(state="applying")
    Upload.objects.filter(pk=gone.pk).update(state="discarded")
    uploads += [stopped, writing, gone]
    for address in (
        START,
        *map(page_of, uploads),
        *(f"{page_of(uploads[0])}lines/{one}/" for one in ("new", "doubted")),
    ):
        answer = page.goto(f"{live_server.url}{address}")
        assert answer is not None
        assert answer.status == 200
        check(page, watch)
    page.goto(f"{live_server.url}{page_of(uploads[1])}")
    tab_to(page, page.get_by_label("Figures", exact=True))
    page.keyboard.press("ArrowDown")
    press(page, "Read this sheet")
    expect(page.get_by_text("sheet Figures of last year")).to_be_visible()


def received(data: bytes, name: str = "december.csv") -> Upload:
    ann = person(DATA_OFFICER, "ann", committees=["adults"])
    return receive_upload(committee=Committee.objects.get(slug="adults"), month=DECEMBER, name=name, data=data, by=ann)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.usefixtures("store")
def test_a_page_that_waits_goes_on_by_itself(
    page: Page, context: BrowserContext, watch: Watch, live_server: LiveServer, width: int
) -> None:
    sign_in(context, live_server)
    page.set_viewport_size({"width": width, "height": 900})
    upload = received(EVERYTHING.encode())
    with held(upload.pk):
        page.goto(f"{live_server.url}{page_of(upload)}")
        expect(page.get_by_role("status")).to_have_text("The file is being read.")
        check(page, watch)
        Upload.objects.filter(pk=upload.pk).update(rows=50_000, done=12_345)
        expect(page.get_by_role("progressbar")).to_have_attribute("value", "12345", timeout=10_000)
        expect(page.get_by_role("status")).to_contain_text("12,345 of 50,000 figures", timeout=10_000)
        check(page, watch)
        Upload.objects.filter(pk=upload.pk).update(state="unreadable", message="It is not a table.")
        page.wait_for_timeout(1500)
        expect(page.get_by_role("heading", name="Please wait")).to_be_visible()
    expect(page.get_by_role("alert")).to_contain_text("It is not a table.", timeout=10_000)


@pytest.mark.usefixtures("store")
def test_without_javascript_all_of_it_works(page_without_javascript: Page, live_server: LiveServer, file: Path) -> None:
    page = page_without_javascript
    sign_in(page.context, live_server)
    page.goto(live_server.url + ADD)
    page.get_by_label("File of figures").set_input_files(file)
    page.get_by_role("button", name="Upload and look").click()
    page.get_by_label("Why do verified figures change?").fill("Recounted")
    page.get_by_role("button", name="Write these figures").click()
    expect(page.get_by_role("heading", name="2 figures were written")).to_be_visible()
    expect(page.get_by_text("1 that looks odd was left out.")).to_be_visible()
    page.get_by_label("Why is this upload undone?").fill("Wrong file")
    page.get_by_role("button", name="Undo this upload").click()
    expect(page.get_by_role("heading", name="2 figures are what they were before")).to_be_visible()

    upload = received(EVERYTHING.encode())
    with held(upload.pk):
        page.goto(f"{live_server.url}{page_of(upload)}")
        expect(page.get_by_text("The file is being read.")).to_be_visible()
    expect(page.get_by_role("alert")).to_contain_text("Reading stopped before its end", timeout=15_000)


# The web server as `make run` starts it, and real processes beside it -------------------------------------------------


@pytest.fixture
def large_file(tmp_path: Path) -> Path:
    """Twelve thousand figures, most of them of long ago."""
    text = (stores.FIXTURES / "norfolk_2017" / "indicators.csv").read_text(encoding="utf-8")
    codes = [line.partition(",")[0] for line in text.splitlines()[1:] if ",monthly," in line]
    months = [DECEMBER.plus(-back) for back in range(300, 1200)]
    rows = [f"{code},{month.written},{10 + month.number % 7}" for month in months for code in codes]
    found = tmp_path / "history.csv"
    found.write_text("\n".join(["code,period,value", *rows[:12_000]]) + "\n")
    return found


@pytest.fixture
def large(site: Site, page: Page, large_file: Path) -> Page:
    """Somebody who has just sent the file."""
    site.manage("createsuperuser", "--no-input", "--username", "root", "--email", "")
    site.sign_in(page, "root", "upload/add/?committee=norfolk-adult-social-care%26month=2017-01")
    page.goto(f"http://127.0.0.1:{site.port}{START}add/?committee=norfolk-adult-social-care&month=2017-01")
    page.get_by_label("File of figures").set_input_files(large_file)
    page.get_by_role("button", name="Upload and look").click()
    expect(page.get_by_role("heading", name="Please wait")).to_be_visible()
    return page


def processes(site: Site) -> list[int]:
    """The processes of this site that work on uploads."""
    database = site.environment["DATABASE_URL"].encode()
    found = []
    for folder in Path("/proc").iterdir():
        try:
            if b"process_upload" in (folder / "cmdline").read_bytes() and database in (folder / "environ").read_bytes():
                found.append(int(folder.name))
        except OSError:  # no process, or one that has ended
            continue
    return found


def test_a_large_file_goes_its_whole_way_and_two_tabs_confirm_it_once(large: Page, site: Site) -> None:
    page = large
    expect(page.get_by_role("heading", name="12,000 figures in this file")).to_be_visible(timeout=120_000)
    token = page.locator("input[name=csrfmiddlewaretoken]").first.input_value()
    mark = page.locator("input[name=shown]").input_value()
    cookies = "; ".join(f"{one['name']}={one['value']}" for one in page.context.cookies())

    def confirm(_: int) -> str:
        typed = {"csrfmiddlewaretoken": token, "shown": mark, "step": "confirm", "tick": "on", "checked": "So it is"}
        request = urllib.request.Request(page.url, urllib.parse.urlencode(typed).encode(), {"Cookie": cookies})
        with urllib.request.urlopen(request, timeout=120) as answer:
            return answer.read().decode()

    with ThreadPoolExecutor(4) as tabs:
        answers = list(tabs.map(confirm, range(4)))
    assert any("Please wait" in answer or "12,000 figures were written" in answer for answer in answers)
    page.reload()
    expect(page.get_by_role("heading", name="12,000 figures were written")).to_be_visible(timeout=120_000)
    page.get_by_label("Why is this upload undone?").fill("Wrong file")
    page.get_by_role("button", name="Undo this upload").click()
    expect(page.get_by_role("heading", name="12,000 figures are what they were before")).to_be_visible(timeout=120_000)
    until = time.monotonic() + 20
    while processes(site):
        assert time.monotonic() < until, "a process stayed"
        time.sleep(0.1)


def test_a_process_that_was_killed_is_noticed_and_the_file_read_again(large: Page, site: Site) -> None:
    page = large
    (process,) = processes(site)
    os.kill(process, signal.SIGKILL)
    expect(page.get_by_role("alert")).to_contain_text("Reading stopped before its end", timeout=30_000)
    page.get_by_role("button", name="Read it again").click()
    expect(page.get_by_role("heading", name="12,000 figures in this file")).to_be_visible(timeout=120_000)
    page.get_by_role("button", name="Let this file go").click()
    expect(page.get_by_text("This file was let go.")).to_be_visible()
