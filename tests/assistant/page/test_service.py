import socket
from threading import Thread
from time import sleep

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from uvicorn import Config

from assistant.page.examples import example_questions
from assistant.page.guard import ANY_HOST, PAGE_POLICY
from assistant.page.source import SOURCE_POLICY
from assistant.service import AnnouncingServer, build_app, listen, require_free_port
from corpus.errors import BulletinError


@pytest.fixture
def client(assistant, library):
    return TestClient(build_app(assistant, library), base_url="http://127.0.0.1:7860")


def test_health_counts_the_documents(client):
    assert client.get("/healthz").json() == {"ok": True, "documents": 2}


def test_the_source_page_marks_what_the_address_names(client):
    page = client.get("/source/a1b2?p=24&from=0&to=4").text
    assert '<mark id="cited">建成城区</mark>零工驿站3个' in page


@pytest.mark.parametrize("query", ["", "?p=999", "?p=4&from=5&to=x", "?p=4&from=5&to=99999", "?p[]=4&from=-3"])
def test_an_address_that_makes_no_sense_still_shows_the_document(client, query):
    answer = client.get("/source/a1b2" + query)
    assert (answer.status_code, "<mark" in answer.text, "<h1>" in answer.text) == (200, False, True)


@pytest.mark.parametrize("path", ["/source/zzz", "/source/", "/source/..%2F..%2Fetc%2Fpasswd", "/source/%3Cscript%3E"])
def test_an_unknown_document_is_404_with_a_sentence(client, path):
    answer = client.get(path)
    assert answer.status_code == 404
    assert "资料库里没有这份文件" in answer.text
    assert "<script" not in answer.text


@pytest.mark.parametrize(
    ("path", "policy"),
    [
        ("/", PAGE_POLICY),
        ("/config", PAGE_POLICY),
        ("/healthz", PAGE_POLICY),
        ("/nothing", PAGE_POLICY),
        ("/source/a1b2", SOURCE_POLICY),
        ("/source/zzz", SOURCE_POLICY),
    ],
)
def test_every_answer_carries_the_security_headers(client, path, policy):
    headers = client.get(path).headers
    names = ("content-security-policy", "x-content-type-options", "referrer-policy", "x-frame-options")
    assert [headers[name] for name in names] == [policy, "nosniff", "no-referrer", "SAMEORIGIN"]


def test_a_source_page_is_kept_in_no_cache(client):
    assert client.get("/source/a1b2").headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1", 200),
        ("localhost:7860", 200),
        ("[::1]:7860", 200),
        ("LOCALHOST", 200),
        ("evil.example", 400),
        ("127.0.0.1.evil.example:7860", 400),
        ("", 400),
    ],
)
def test_only_requests_that_name_this_machine_are_answered(client, host, status):
    assert client.get("/healthz", headers={"host": host}).status_code == status


def test_any_host_is_answered_where_that_is_asked_for(assistant, library):
    client = TestClient(build_app(assistant, library, allowed_hosts=[ANY_HOST]), base_url="http://bulletins.example")
    assert client.get("/healthz").status_code == 200


def test_an_upload_larger_than_the_limit_is_refused(client):
    upload = client.post("/gradio_api/upload", files={"files": ("a.txt", b"0" * 5000)})
    assert upload.status_code == 413


def test_no_event_of_the_page_is_a_public_endpoint(client):
    assert client.get("/gradio_api/info").json() == {"named_endpoints": {}, "unnamed_endpoints": {}}


def test_a_port_in_use_is_told_with_the_way_out():
    with listen("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(BulletinError) as refusal:
            require_free_port("127.0.0.1", port)
    assert str(refusal.value) == f"端口 {port} 已被占用，可能程序已经在运行。请换一个端口：--port {port + 1}"


@pytest.mark.parametrize(("host", "port"), [("127.0.0.1", 70000), ("256.1.1.1", 7860)])
def test_an_impossible_address_is_told_in_a_sentence(host, port):
    with pytest.raises(BulletinError, match="请检查地址和端口"):
        listen(host, port)


def test_a_port_is_free_again_after_it_was_closed():
    with listen("127.0.0.1", 0) as first:
        port = first.getsockname()[1]
    require_free_port("127.0.0.1", port)
    with listen("127.0.0.1", port) as second:
        assert (second.getsockname()[1], second.family) == (port, socket.AF_INET)


def test_the_first_example_is_the_figure_that_leaders_ask_for():
    assert example_questions()[0] == "汨罗对非贸易增速"


def test_the_server_announces_itself_in_one_line_once_it_answers(capsys):
    with listen("127.0.0.1", 0) as listener:
        port = listener.getsockname()[1]
        server = AnnouncingServer(Config(FastAPI(), log_level="warning"))
        thread = Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        while not server.started:
            sleep(0.01)
        server.should_exit = True
        thread.join(timeout=10)
    assert capsys.readouterr().out == f"已就绪：http://127.0.0.1:{port} （按 Ctrl+C 停止）\n"
