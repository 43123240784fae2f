"""People who are signed in, for the tests of the admin."""

from __future__ import annotations

import pytest
from django.test import Client

from indicators.roles import DATA_OFFICER, PERFORMANCE_LEAD
from tests.indicators.actors import client_of


@pytest.fixture
def data_officer(db: None) -> Client:
    return client_of(DATA_OFFICER)


@pytest.fixture
def lead(db: None) -> Client:
    return client_of(PERFORMANCE_LEAD)
