"""A small site of documents, for tests of how they look: `@pytest.mark.urls("tests.reports.document_pages")`."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import include, path

from tests.reports import sample_documents

PAGE = """{% extends "base.html" %}{% load static %}
{% block title %}{{ document.title }}{% endblock %}
{% block head %}<link rel="stylesheet" href="{% static 'css/papers.css' %}">{% endblock %}
{% block content %}{% include "components/document/document.html" %}{% endblock %}"""
DOCUMENTS = {
    "paper": sample_documents.paper(),
    "short": sample_documents.short(),
    "card": sample_documents.live_card(),
}


def document(request: HttpRequest, name: str) -> HttpResponse:
    page = engines["django"].from_string(PAGE)
    return HttpResponse(page.render({"document": DOCUMENTS[name]}, request))


urlpatterns = [path("documents/<slug:name>/", document), path("", include("asc_dashboard.urls"))]
