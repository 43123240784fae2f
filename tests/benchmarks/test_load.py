"""The load generator counts every answer, takes none for granted, and stops."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tests.benchmarks.load import BadAnswer, Clients, Round, ask_once

BODY = b"figures " * 40_000  # more than one read takes


class Answers(BaseHTTPRequestHandler):
    """200 with a long body; /gone is a 404, /cut promises more than it sends."""

    protocol_version = "HTTP/1.1"
    asked: list[str]

    def do_GET(self) -> None:
        self.asked.append(self.path)
        self.send_response(404 if self.path == "/gone" else 200)
        self.send_header("Content-Length", str(len(BODY) + (self.path == "/cut")))
        self.end_headers()
        self.wfile.write(BODY)
        self.close_connection = self.path == "/cut"

    def log_message(self, *arguments: object) -> None:
        """Says nothing."""


@pytest.fixture
def server() -> Iterator[ThreadingHTTPServer]:
    Answers.asked = []
    with ThreadingHTTPServer(("127.0.0.1", 0), Answers) as running:
        thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield running
        running.shutdown()
        thread.join()


def test_each_connection_asks_as_often_as_it_should(server: ThreadingHTTPServer) -> None:
    with Clients(server.server_port, "/page", connections=3) as clients:
        rounds = [clients.round(4), clients.round(2)]
    assert [len(one.each) for one in rounds] == [12, 6]
    assert Answers.asked == ["/page"] * 18
    assert all(0 < one.each[0] <= one.median <= one.p95 <= one.each[-1] < one.seconds for one in rounds)


def test_one_request_gives_the_whole_body(server: ThreadingHTTPServer) -> None:
    answer = ask_once(server.server_port, "/page")
    assert answer.body == BODY
    assert not answer.gzipped


@pytest.mark.parametrize(("path", "why"), [("/gone", "404"), ("/cut", "closed the connection")])
def test_anything_but_a_whole_page_is_refused(server: ThreadingHTTPServer, path: str, why: str) -> None:
    with pytest.raises(BadAnswer, match=why):
        ask_once(server.server_port, path)
    with Clients(server.server_port, path, connections=1) as clients, pytest.raises(BadAnswer, match=why):
        clients.round(1)


def test_p95_is_what_95_of_100_do_not_exceed() -> None:
    assert Round.of(1, range(100, 0, -1)).p95 == 95
    assert Round.of(1, [3]).p95 == 3
    assert Round.of(2, [1, 2, 3, 4]).per_second == 2
