"""The page on which a report card is written against live figures, checked, submitted and approved.

Anybody who may look at the committee's texts may look at it; each button asks for its own right.
"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import render
from django.template.response import TemplateResponse
from django.urls import reverse

from indicators import rights
from indicators.actions.texts import Conflict, TextRefused
from indicators.domain.errors import PeriodError
from indicators.domain.periods import Period, from_address
from indicators.queries.committees import committee_of_indicator
from indicators.queries.written_texts import StoredText, WrittenTexts, written_texts
from reports import pages
from reports.admin.text_doing import DONE, UNCHANGED, VIEW, Do, Doing, May, Pressed, TextPlace
from reports.admin.text_lives import changed_words
from reports.admin.typed_texts import HEADINGS, TypedText
from reports.pages.writing import writing_desk
from reports.pdf.cleaning import cleaned

WRITE_NAME, PREVIEW_NAME, LIFE_NAME = (f"indicators_reportcardtext_{page}" for page in ("write", "preview", "life"))
NOTHING = dict.fromkeys(HEADINGS, "")
PAGE, READING = "admin/reports/card_text.html", "admin/reports/card_text_reading.html"


def url(name: str, address: str, month: Period) -> str:
    return reverse(f"admin:{name}", args=(address, month.address))


def text_place(user: Any, address: str, period: str) -> TextPlace:
    """The text that an address names, if its committee's texts are ones that somebody may look at; else a 404."""
    found = committee_of_indicator(address)
    if found is None or found[1].pk not in rights.committees_of(user, *VIEW):
        raise Http404(f"There is no text of {address}.")
    try:
        return TextPlace(address, found[0], found[1].pk, from_address(period).last_month)
    except PeriodError as error:
        raise Http404(str(error)) from error


def preview(request: HttpRequest, address: str, period: str) -> HttpResponse:
    """How a text that somebody is typing would read, with its doubts, as a piece of the page. Takes POST: nothing of it
    is kept, and what is typed stands in no address."""
    place = text_place(request.user, address, period)
    if not May.of(request.user, place).write:
        raise PermissionDenied
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    desk = writing_desk(address, place.month, TypedText.sent(request.POST).stored, reader=_reader(request))
    return render(request, READING, {"reading": desk.reading, "as_typed": True})


class TextPage:
    """One visit to the page of a text."""

    def __init__(self, site: AdminSite, request: HttpRequest, place: TextPlace) -> None:
        self._site, self._request, self._place = site, request, place
        self._may = May.of(request.user, place)
        self._texts: WrittenTexts = written_texts(place.indicator, place.month)
        self._clash: Conflict | None = None
        self._refused = ""

    def answer(self) -> HttpResponse:
        if self._request.method == "POST":
            return self._post()
        return self._page(self._opened())

    # What is sent -----------------------------------------------------------------------------------------------------

    def _post(self) -> HttpResponse:
        data = self._request.POST
        pressed = Pressed.read(data)
        if pressed is None:
            raise Http404("There is no such button.")
        if not self._may.press(pressed.do):
            raise PermissionDenied
        typed = TypedText.sent(data) if "why" in data and self._may.write else None
        if pressed.do is Do.TABLE and typed is not None:
            typed.with_table()
            return self._page(typed)
        try:
            return self._do(pressed, typed)
        except Conflict as clash:
            self._clash, status = clash, 409
        except TextRefused as refused:
            self._refused, status = "" if refused.of_parts else _sentence(str(refused)), 200
            if typed is not None:
                typed.errors |= refused.of_parts
        self._texts = written_texts(self._place.indicator, self._place.month)
        if self._clash is not None and typed is not None:
            typed.version = self._clash.version
        return self._page(typed or self._opened(), status)

    def _do(self, pressed: Pressed, typed: TypedText | None) -> HttpResponse:
        doing = Doing(self._place, self._request.user, self._request.POST)
        if typed is not None:
            if not typed.check():
                return self._page(typed)
            written = doing.save(typed)
            if written.version is None and not pressed.do.is_of_doubts:
                messages.info(self._request, UNCHANGED)
                return self._to_page()
            self._tell_of_signs(typed)
            if pressed.do is Do.SAVE and not written.changed:
                messages.info(self._request, UNCHANGED)
                return self._to_page()
        if pressed.do.is_of_doubts:
            self._texts = written_texts(self._place.indicator, self._place.month)
            doing.answer(pressed, self._desk(self._opened()).reading)
        elif pressed.do is not Do.SAVE:
            version = typed.version if typed is not None else TypedText.sent(self._request.POST).version
            doing.step(pressed.do, version)
        elif typed is None:
            raise TextRefused("nothing was sent to be saved")
        messages.success(self._request, DONE[pressed.do])
        return self._to_page()

    def _tell_of_signs(self, typed: TypedText) -> None:
        """Says at once which signs no paper can print: whoever typed them can still find others."""
        for name, heading in HEADINGS.items():
            _, replaced = cleaned(typed.parts[name])
            if replaced:
                signs = ", ".join(f"“{sign}”" for sign in replaced)
                messages.warning(
                    self._request, f"{heading} The paper has no sign for {signs} and prints another in its place."
                )

    def _to_page(self) -> HttpResponse:
        return HttpResponseRedirect(url(WRITE_NAME, self._place.address, self._place.month))

    # What is shown ----------------------------------------------------------------------------------------------------

    @property
    def _shown(self) -> StoredText | None:
        return self._texts.on_its_way or self._texts.approved

    def _opened(self) -> TypedText:
        """The text as it stands: the one on its way, else the one that the public reads."""
        shown, on_its_way = self._shown, self._texts.on_its_way
        return TypedText.opened(shown.parts if shown else NOTHING, on_its_way and on_its_way.version)

    def _desk(self, typed: TypedText) -> Any:
        place = self._place
        return writing_desk(place.address, place.month, typed.stored, reader=_reader(self._request))

    def _page(self, typed: TypedText, status: int = 200) -> HttpResponse:
        texts, place = self._texts, self._place
        on_its_way = texts.on_its_way
        desk = self._desk(typed)
        card = desk.card
        own = on_its_way is not None and on_its_way.written_by_pk == self._request.user.pk
        unsaved = bool(typed.errors or self._clash or self._refused) or self._request.method == "POST"
        context = {
            **self._site.each_context(self._request),
            "title": f"Report card: {card.code}, {place.month.name}",
            "desk": desk,
            "reading": desk.reading,
            "card": card,
            "typed": typed,
            "texts": texts,
            "shown": self._shown,
            "writes": self._may.write and (on_its_way is not None or unsaved),
            "begins": self._may.write and on_its_way is None and not unsaved,
            "answers": self._may.write or self._may.approve,
            "approves": self._may.approve and on_its_way is not None and on_its_way.state == "submitted",
            "own": own,
            "discards": self._may.write and on_its_way is not None and on_its_way.state == "draft",
            "clash": None if self._clash is None else _side_by_side(self._clash, typed),
            "refused": self._refused,
            "reason": self._request.POST.get("reason", ""),
            "preview": url(PREVIEW_NAME, place.address, place.month),
            "life": url(LIFE_NAME, place.address, place.month),
            "drafts_asked_for": _asks_for_drafts(self._request),
        }
        return TemplateResponse(self._request, PAGE, context, status=status)


def _side_by_side(clash: Conflict, typed: TypedText) -> list[tuple[str, Any]]:
    """For each part on which two people differ: what it is called, and the words of both."""
    standing = clash.standing or NOTHING
    return [
        (heading, changed_words(standing[name] or "", typed.stored[name]))
        for name, heading in HEADINGS.items()
        if standing[name] != typed.stored[name]
    ]


def _asks_for_drafts(request: HttpRequest) -> bool:
    return request.GET.get("drafts") == "yes"


def _reader(request: HttpRequest) -> pages.Reader:
    return pages.reader_of(request.user, asks_for_drafts=_asks_for_drafts(request))


def _sentence(message: str) -> str:
    return message[:1].upper() + message[1:].removesuffix(".") + "."
