"""What a monthly round costs: its page, its preview and saving every line of it, with a short and a long history.

`python -m tests.benchmarks.rounds TIMES` measures in a process that has Django set up and prints what it found
as one line of JSON.
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from functools import partial
from typing import Any, Final

import django

from tests.benchmarks.inside import OFFICER, counted_statements
from tests.benchmarks.load import HOST
from tests.benchmarks.site import Databases, Run
from tests.benchmarks.synthetic import COMMITTEE, NEWEST, write_store
from tests.benchmarks.table import Line, number

ROUND: Final = f"/admin/indicators/roundevent/{COMMITTEE}/{NEWEST.next.written}/"
PREVIEW: Final = f"/committees/{COMMITTEE}/{NEWEST.next.written}/preview"
DONE: Final = ("opened", "looked at while typing", "saved")
MOST_OF_SHORT_HISTORY: Final = 1.2
Found = Mapping[str, Any]


def measure(run: Run, made: Databases, indicators: int, months: int, times: int) -> Found:
    """A round of so many indicators after so many months, opened, looked at and saved so many times."""
    name = f"round_{indicators}x{months}"
    folder, database = run.folder / name, made.copy(name)
    write_store(folder, indicators, months)
    run.step(database, "load", folder)
    return run.step(database, str(times), module="tests.benchmarks.rounds")


def lines(found: Sequence[Found]) -> list[Line]:
    """Of each history: the milliseconds of CPU and the queries of each thing done. A ratio where there are two."""
    shown = []
    for what in DONE:
        spent = [one[what]["cpu_ms"] for one in found]
        cells = tuple(number(one, 0) for one in spent)
        if len(spent) == 2:
            ratio = spent[1] / spent[0]
            goal, met = f"at most {MOST_OF_SHORT_HISTORY} times", ratio <= MOST_OF_SHORT_HISTORY
            shown.append(Line(f"{what}: CPU, ms", (*cells, number(ratio, 2)), goal, met))
        else:
            shown.append(Line(f"{what}: CPU, ms", cells))
        cells = tuple(number(one[what]["queries"], 0) for one in found) + ("",) * (len(found) == 2)
        shown.append(Line("  queries", cells))
    return shown


def inside(times: int) -> Found:
    """Everything, `times` times: the medians of the CPU and the most queries."""
    from django.contrib.auth import get_user_model
    from django.test import Client

    from indicators.models import Figure
    from tests.indicators.round_pages import open_round, read, sent

    get_user_model().objects.update(is_superuser=True, is_staff=True)
    client = Client(SERVER_NAME=HOST)
    client.force_login(get_user_model().objects.get(username=OFFICER), "django.contrib.auth.backends.ModelBackend")
    spent: dict[str, list[float]] = {what: [] for what in DONE}
    queries: dict[str, list[int]] = {what: [] for what in DONE}

    def timed(what: str, do: Callable[[], Any]) -> Any:
        with counted_statements() as statements:
            begun = time.process_time()
            answer = do()
            spent[what].append(1000 * (time.process_time() - begun))
        queries[what].append(len(statements))
        return answer

    open_round(client, ROUND)  # templates are read and compiled once
    fields = read(open_round(client, ROUND)).names
    newest = {key: text for key, text in _newest().items() if f"{key}-value" in fields}
    for turn in range(times):
        page = timed("opened", lambda: open_round(client, ROUND))
        values = {key: str(Decimal(text) + turn % 2 * _last_place(text)) for key, text in newest.items()}
        typed = [{"indicator": key, "fields": {"value": text, "status": "final"}} for key, text in values.items()]
        body = json.dumps({"lines": typed})
        timed("looked at while typing", partial(client.post, PREVIEW, body, content_type="application/json"))
        form = sent(page, **{f"{key}__value": text for key, text in values.items()})
        timed("saved", partial(client.post, ROUND, form))
    kept = Figure.objects.filter(state="draft").count()
    if kept < 0.9 * len(newest):
        raise ValueError(f"{kept} of {len(newest)} lines were kept")
    return {what: {"cpu_ms": statistics.median(spent[what]), "queries": max(queries[what])} for what in DONE}


def _newest() -> dict[str, str]:
    """The last value of each indicator, by the key of its line."""
    from indicators.importing.rows import code_key
    from indicators.models import Figure

    rows = Figure.objects.filter(value__isnull=False).order_by("ends").values_list("indicator__code", "value")
    return {code_key(code): value for code, value in rows}


def _last_place(text: str) -> Decimal:
    return Decimal(1).scaleb(Decimal(text).as_tuple().exponent)


if __name__ == "__main__":
    django.setup()
    print(json.dumps(inside(int(sys.argv[1]))))
