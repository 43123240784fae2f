"""A paper locked, published and corrected: what is kept stays, whatever becomes of the store."""

from __future__ import annotations

import hashlib
import io
import json
import re
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pikepdf
import pytest

from indicators.models import Figure, Indicator, Target
from indicators.models.append_only import AppendOnlyError
from reports import pages
from reports.actions import PaperRefused, accept_finding, leave_out_part, lock_paper, publish_version, reopen_paper
from reports.actions.locking import Correction
from reports.exports.documents import document_from
from reports.models import Paper, PaperVersion, Publication, VersionFile
from reports.pages.papers import composed
from reports.pages.preflight import preflight
from tests import stores
from tests.reports import papering

pytestmark = pytest.mark.django_db

SECRET = "Wombat-contract-4711"


@pytest.fixture(autouse=True)
def store(tmp_path: Path) -> None:
    papering.store(tmp_path / "store")


def files(version: PaperVersion) -> dict[str, bytes]:
    return {
        f"{'restricted.' if one.restricted else ''}{one.ending}": bytes(one.content)
        for one in VersionFile.objects.filter(version=version)
    }


def correct(paper: Paper, reason: str = "A figure was wrong", **kind: bool) -> PaperVersion:
    reopen_paper(paper=paper.pk, by=papering.clerk(), reason=reason)
    return papering.locked(paper, correction=Correction(reason, **kind))


def words_of(content: bytes) -> str:
    """Everything a file says, in its properties too, unpacked."""
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            return " ".join(packed.read(name).decode("utf-8", "replace") for name in packed.namelist())
    if content.startswith(b"%PDF"):
        with pikepdf.open(io.BytesIO(content)) as pdf:
            streams = [one.read_bytes().decode("latin-1") for one in pdf.objects if isinstance(one, pikepdf.Stream)]
            return " ".join([*streams, *(repr(one) for one in pdf.objects)])
    return content.decode()


# Locking


def test_a_locked_paper_has_its_files_each_with_its_sha256() -> None:
    version = papering.locked()
    assert version.number == "1.0"
    assert sorted(files(version)) == ["csv", "docx", "json", "pdf"]
    for one in VersionFile.objects.filter(version=version):
        assert hashlib.sha256(bytes(one.content)).hexdigest() == one.sha256
        assert one.size == len(bytes(one.content))
    assert hashlib.sha256(bytes(version.content)).hexdigest() == version.content_sha256
    assert papering.record(version.paper).locked
    told = json.loads(files(version)["json"])
    assert told["paper"]["version"] == "1.0"
    assert told["dashboard"]["indicators"][0]["code"] == "A01"
    assert told["document"]["title"] == "Performance monitoring"


def test_its_document_holds_what_was_composed() -> None:
    version = papering.locked()
    document = document_from(bytes(version.content))
    assert document.standing == "Version 1.0, locked on 20 February 2017 at 14:05"
    headings = {part.key: (part.number, part.heading) for part in document.walk()}
    assert headings["introduction"] == ("1", "Introduction")
    assert headings["overview"] == ("2", "Performance overview")
    assert headings["dashboard"][0] == "2.2"
    assert headings["card-a01"] == ("3.2", "A01 People with a review")
    assert headings["prompts"] == ("Appendix A", "Prompts for discussion")
    assert [fact.term for fact in document.cover] == [
        "Report to", "Meeting", "Place", "Item number", "Responsible director", "Performance as at",
    ]  # fmt: skip


def test_what_stands_in_the_way_is_told_and_nothing_is_locked() -> None:
    paper = papering.begun()
    with pytest.raises(PaperRefused, match="stand in the way of locking"):
        papering.locked(paper)
    assert not PaperVersion.objects.exists()
    assert not papering.record(paper).locked


def test_a_locked_paper_is_not_locked_again() -> None:
    paper = papering.filled()
    papering.locked(paper)
    with pytest.raises(PaperRefused, match="is locked"):
        papering.locked(paper)
    assert PaperVersion.objects.count() == 1


def test_the_same_paper_locked_at_the_same_time_gives_the_same_bytes() -> None:
    first = papering.locked(papering.filled(slug="performance"))
    second = papering.locked(papering.filled(slug="performance", day=date(2017, 3, 7)))
    one, other = files(first), files(second)
    # What differs is the meeting and the address; a third one, of the same meeting, differs in nothing.
    assert one["pdf"] != other["pdf"]
    paper = first.paper
    Paper.objects.filter(pk=paper.pk).update(state="composed")
    again = papering.locked(paper, correction=Correction("To compare"))
    same = files(again)
    assert same["csv"] == one["csv"]
    before, after = (json.loads(found["json"])["document"] for found in (one, same))
    assert {**after, "standing": ""} == {**before, "standing": ""}


def test_figures_saved_while_the_files_are_made_are_not_passed_by(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from reports.actions import locking

    made, original = [], locking.files_of

    def slow(*arguments: object) -> object:
        found = list(original(*arguments))
        if not made:
            stores.load(tmp_path / "meanwhile", stores.figures("A01,2016-12,70.5"), reason="Counted anew")
        made.append(found)
        return found

    monkeypatch.setattr(locking, "files_of", slow)
    version = papering.locked()
    assert len(made) == 2
    assert json.loads(files(version)["json"])["dashboard"]["indicators"][0]["latest"]["value"] == "70.5"


def test_a_store_that_never_rests_locks_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    from reports.actions import locking

    paper = papering.filled()
    monkeypatch.setattr(locking, "store_token", lambda: "another")
    with pytest.raises(PaperRefused, match="Nothing was locked"):
        papering.locked(paper)
    assert not PaperVersion.objects.exists()
    assert not papering.record(paper).locked


# For ever


def test_a_locked_paper_is_the_same_after_every_figure_was_changed(tmp_path: Path) -> None:
    version = papering.published()
    before, page = files(version), page_of()
    lines = [
        f"{one.indicator.code},{one.period},{float(one.value) + 1}" for one in Figure.objects.filter(state="verified")
    ]
    stores.load(tmp_path / "changed", stores.figures(*lines), reason="Everything was wrong")
    Indicator.objects.update(name="Renamed", lead="Somebody else")
    Target.objects.update(value="1")
    stores.load(tmp_path / "text", {"report_cards/a01/2016-12.md": papering.CARD.replace("wait", "WAIT")})
    assert files(version) == before
    assert page_of() == page
    assert "Renamed" not in page_of()[1]


def page_of() -> tuple[object, str]:
    shown = pages.published_paper(
        "adults", papering.MEETING_DAY, "performance", None, user=stores.officer("nobody-in-particular")
    )
    return shown, repr(shown)


def test_versions_files_and_publications_are_never_changed_or_deleted() -> None:
    version = papering.published()
    for row in (version, VersionFile.objects.first(), Publication.objects.get()):
        assert row is not None
        with pytest.raises(AppendOnlyError):
            row.save()
        with pytest.raises(AppendOnlyError):
            row.delete()
        with pytest.raises(AppendOnlyError):
            type(row).objects.all().delete()


def test_bytes_that_are_not_those_locked_are_not_shown() -> None:
    version = papering.published()
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("UPDATE reports_versionfile SET content = %s WHERE ending = 'csv'", [b"code\n"])
    with pytest.raises(pages.Damaged):
        pages.paper_file(
            "adults", papering.MEETING_DAY, "performance", version.number, "csv", user=stores.officer("somebody")
        )


# Corrections


def test_a_correction_is_a_new_version_with_its_reason_and_what_changed(tmp_path: Path) -> None:
    paper = papering.filled()
    first = papering.published(paper)
    stores.load(tmp_path / "mended", stores.figures("A01,2016-12,81.5"), reason="Counted anew")
    second = correct(paper)
    assert (second.number, second.reason) == ("1.1", "A figure was wrong")
    told = " ".join(second.changes)
    assert "was 80.5% (red), now 81.5% (red)" in told
    assert "A01 People with a review" in told
    assert page_of()[0].version.number == "1.0", "it is not published yet"  # type: ignore[attr-defined]
    publish_version(version=second.pk, by=papering.clerk(), at=papering.IN_TIME)
    newest = pages.published_paper("adults", papering.MEETING_DAY, "performance", None, user=papering.lead())
    older = pages.published_paper("adults", papering.MEETING_DAY, "performance", "1.0", user=papering.lead())
    assert newest.version.number == "1.1"
    assert newest.newer == ""
    assert older.document == document_from(bytes(first.content))
    assert older.newer


def test_a_major_correction_has_a_number_of_its_own() -> None:
    paper = papering.filled()
    papering.locked(paper)
    assert correct(paper, major=True).number == "2.0"
    assert correct(paper).number == "2.1"


def test_a_correction_needs_a_reason() -> None:
    paper = papering.filled()
    papering.locked(paper)
    with pytest.raises(PaperRefused, match="Say why"):
        reopen_paper(paper=paper.pk, by=papering.clerk(), reason=" ")
    reopen_paper(paper=paper.pk, by=papering.clerk(), reason="A figure was wrong")
    with pytest.raises(PaperRefused, match="needs a reason"):
        papering.locked(paper)
    with pytest.raises(PaperRefused, match="nothing to open"):
        reopen_paper(paper=paper.pk, by=papering.clerk(), reason="Again")


def test_a_supplement_holds_only_the_cards_that_changed(tmp_path: Path) -> None:
    stores.load(
        tmp_path / "two",
        {
            **stores.figures("A02,2016-12,40"),
            "report_cards/a02/2016-12.md": "## What explains current performance?\n\nIt is {{latest}}.\n",
        },
        reason="Two exceptions",
    )
    paper = papering.filled()
    papering.published(paper)
    stores.load(tmp_path / "mended", stores.figures("A02,2016-12,41"), reason="Counted anew")
    version = correct(paper, supplement=True)
    document = document_from(bytes(version.content))
    assert any("now 41" in told for told in version.changes)
    held = {part.heading for part in document.walk()}
    assert {re.split("[:,] ", told)[0] for told in version.changes} <= held, "of what it holds, and no more"
    assert [part.key for part in document.parts] == ["why-a-supplement", "card-a02"]
    assert document.title == "Performance monitoring: supplement"
    assert "the officer named under “Officer contact” in the paper and we" in document.offering
    assert [one["code"] for one in json.loads(files(version)["json"])["dashboard"]["indicators"]] == ["A02"]
    assert b"A01," not in files(version)["csv"]


@pytest.mark.parametrize("away", [papering.exempt, papering.left_out])
def test_other_formats_are_offered_by_the_council_where_no_officer_is_named(away: Callable[..., None]) -> None:
    paper = papering.filled()
    away(paper, "contact")
    document = document_from(bytes(papering.locked(paper).content))
    assert document.offering.endswith("ask the council and we will do our best to help.")


def test_a_supplement_of_nothing_is_refused() -> None:
    paper = papering.filled()
    with pytest.raises(PaperRefused, match="was not"):
        papering.locked(paper, correction=Correction("x", supplement=True))
    papering.locked(paper)
    reopen_paper(paper=paper.pk, by=papering.clerk(), reason="x")
    with pytest.raises(PaperRefused, match="was not"):
        papering.locked(paper, correction=Correction("x", supplement=True))
    papering.published(paper, correction=Correction("x"))
    reopen_paper(paper=paper.pk, by=papering.clerk(), reason="x")
    with pytest.raises(PaperRefused, match="nothing to put in a supplement"):
        papering.locked(paper, correction=Correction("x", supplement=True))


def test_what_was_locked_and_never_published_is_not_told_by_what_comes_after_it() -> None:
    """Somebody saw in time that it must not be read."""
    paper = papering.filled()
    papering.write(paper, "financial", f"It costs {SECRET}.", heading=f"The {SECRET} deal")
    first = papering.locked(paper)
    reopen_paper(paper=paper.pk, by=papering.clerk(), reason="It names a contract")
    papering.exempt(paper, "financial")
    second = papering.published(paper, correction=Correction("Some words were wrong"))
    assert second.number == "1.1"
    assert second.changes == []
    assert SECRET not in repr(page_of())
    with pytest.raises(PaperRefused, match=r"Version 1\.1 was locked in its place"):
        publish_version(version=first.pk, by=papering.clerk(), at=papering.IN_TIME)


# Publishing


def test_a_version_is_published_once() -> None:
    version = papering.published()
    with pytest.raises(PaperRefused, match="published already"):
        publish_version(version=version.pk, by=papering.clerk())
    with pytest.raises(PaperRefused):
        publish_version(version=0, by=papering.clerk())


def test_a_late_paper_needs_its_reason_of_urgency_to_be_locked_and_to_be_published() -> None:
    paper = papering.filled()
    (late,) = [one for one in preflight(papering.record(paper), at=papering.LATE) if one.key == "late"]
    assert late.words == (
        "It would be published late: on 2 March 2017, with 1 clear working day before the meeting of 6 March 2017 "
        "instead of 5. It was due by 24 February 2017. It needs its reason of urgency."
    )
    assert late.stands_in_the_way
    assert not late.acceptable
    draft = composed(papering.record(paper), made_at=papering.LATE).public
    assert [fact.words for fact in draft.cover if fact.term == "Late publication"] == [
        late.words.removesuffix(" It needs its reason of urgency.")
    ]
    with pytest.raises(PaperRefused, match="reason of urgency"):
        papering.locked(paper, at=papering.LATE)
    version = papering.locked(paper)
    with pytest.raises(PaperRefused, match=r"would be published late.+Give the reason of urgency"):
        publish_version(version=version.pk, by=papering.clerk(), at=papering.LATE)
    publish_version(version=version.pk, by=papering.clerk(), at=papering.LATE, urgency="The figures came late")
    shown = pages.published_paper("adults", papering.MEETING_DAY, "performance", None, user=papering.lead())
    assert shown.version.lateness.startswith("Published late: on 2 March 2017")
    assert "The figures came late" in shown.version.lateness


def test_what_is_not_published_has_no_address() -> None:
    papering.locked()
    with pytest.raises(pages.Missing):
        pages.published_paper("adults", papering.MEETING_DAY, "performance", None, user=papering.lead())
    assert pages.paper_list(None, reader=pages.ANYBODY).entries == ()


# Exempt parts


def exempt_paper() -> Paper:
    paper = papering.filled()
    papering.write(paper, "financial", f"It costs {SECRET}.", heading=f"The {SECRET} deal")
    papering.exempt(paper, "financial")
    return paper


def test_nothing_exempt_is_in_any_public_file() -> None:
    version = papering.published(exempt_paper())
    found = files(version)
    assert sorted(found) == ["csv", "docx", "json", "pdf", "restricted.pdf"]
    for name, content in found.items():
        if name != "restricted.pdf":
            assert SECRET not in words_of(content), name
    assert SECRET.encode() not in bytes(version.content)
    assert SECRET.encode() in bytes(version.restricted)
    assert SECRET not in repr(page_of())
    public, whole = document_from(bytes(version.content)), document_from(bytes(version.restricted))
    told = next(part for part in public.walk() if part.key == "exempt-1")
    assert told.heading == "Exempt information"
    assert told.number == "4"
    assert "paragraph 3 of Part 1 of Schedule 12A" in told.blocks[0].words  # type: ignore[union-attr]
    assert "Names a contract" in told.blocks[0].words  # type: ignore[union-attr]
    assert public.marking == ""
    assert whole.marking.startswith("Not for publication by virtue of paragraph 3")


def test_the_restricted_file_says_what_the_public_one_leaves_out() -> None:
    version = papering.locked(exempt_paper())
    with pikepdf.open(io.BytesIO(files(version)["restricted.pdf"])) as pdf:
        assert SECRET in "".join(str(item.title) for item in headings(pdf))


def headings(pdf: pikepdf.Pdf) -> list[pikepdf.OutlineItem]:
    with pdf.open_outline() as outline:
        found, waiting = [], list(outline.root)
        while waiting:
            item = waiting.pop()
            found.append(item)
            waiting += item.children
        return found


def test_exempt_words_are_in_no_list_of_changes() -> None:
    paper = exempt_paper()
    papering.published(paper)
    reopen_paper(paper=paper.pk, by=papering.clerk(), reason="Mended")
    papering.write(paper, "financial", f"It costs {SECRET} twice.")
    papering.write(paper, "other-implications", "There is more.")
    version = papering.published(paper, correction=Correction("Mended"))
    assert version.changes == ["Issues, risks and other implications: the text was changed."]
    reopen_paper(paper=paper.pk, by=papering.clerk(), reason="Mended")
    part = papering.part(paper, "financial")
    leave_out_part(
        paper=paper.pk, key="financial", seen=part.version, reason=f"{SECRET} fell through", by=papering.clerk()
    )
    version = papering.locked(paper, correction=Correction("Mended again"))
    assert all(SECRET not in words_of(content) for content in files(version).values())


def test_what_stands_under_an_exempt_heading_is_withheld_too() -> None:
    paper = papering.filled()
    papering.exempt(paper, "report-cards")
    version = papering.locked(paper)
    public = document_from(bytes(version.content))
    assert "card-a01" not in {part.key for part in public.walk()}
    assert "#card-a01" not in repr(public)
    assert "card-a01" in {part.key for part in document_from(bytes(version.restricted)).walk()}


@pytest.mark.parametrize("key", ["report-cards", "card-a01"])
def test_what_stands_under_an_exempt_heading_stays_withheld_when_either_is_left_out(key: str) -> None:
    """Left out, a heading gives what stands under it to the part before; neither that nor why a card is left out may
    tell what was withheld."""
    paper = papering.filled()
    papering.write(paper, "card-a01", f"It is about {SECRET}.", heading=f"A01 and {SECRET}")
    papering.exempt(paper, "report-cards")
    seen = papering.part(paper, key).version
    leave_out_part(paper=paper.pk, key=key, seen=seen, reason=f"Not wanted: {SECRET}", by=papering.clerk())
    for one in preflight(papering.record(paper), at=papering.IN_TIME):
        accept_finding(paper=paper.pk, finding=one.key, words=one.words, reason="Known", by=papering.clerk())
    version = papering.published(paper)
    for name, content in files(version).items():
        if name != "restricted.pdf":
            assert SECRET not in words_of(content), name
    assert SECRET not in repr(page_of())
    assert SECRET.encode() in bytes(version.restricted)


def test_a_supplement_says_that_a_card_is_withheld_and_why() -> None:
    paper = papering.filled()
    papering.published(paper)
    reopen_paper(paper=paper.pk, by=papering.clerk(), reason="It names a contract")
    papering.exempt(paper, "card-a01")
    papering.write(paper, "card-a01", f"It is about {SECRET}.", heading=f"A01 and {SECRET}")
    version = papering.locked(paper, correction=Correction("A contract came", supplement=True))
    public = document_from(bytes(version.content))
    assert [part.key for part in public.parts] == ["why-a-supplement", "exempt-1"]
    assert "Names a contract" in public.parts[1].blocks[0].words  # type: ignore[union-attr]
    assert all(SECRET not in words_of(content) for name, content in files(version).items() if name[:3] != "res")
    assert SECRET not in repr(version.changes)
    assert SECRET.encode() in bytes(version.restricted)


def test_locking_is_refused_for_a_paper_that_is_gone() -> None:
    with pytest.raises(PaperRefused, match="not there"):
        lock_paper(paper=0, by=papering.clerk())
    with pytest.raises(PaperRefused, match="not there"):
        reopen_paper(paper=0, by=papering.clerk(), reason="x")
