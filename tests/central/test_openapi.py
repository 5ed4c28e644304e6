"""The OpenAPI document is current, names every call, and the gateway answers as it says."""

from __future__ import annotations

from typing import Any

import jsonschema
from support.centre import RunningCentre
from support.wire import WireDevice

from central.app import make_app
from central.openapi import DOCUMENT, as_text, describe


def test_the_document_in_the_repository_is_current() -> None:
    assert DOCUMENT.read_text(encoding="utf-8") == as_text(), "run `python -m central.openapi`"


def test_every_call_of_the_gateway_is_described_and_no_other() -> None:
    described = {
        (path, method.upper()) for path, methods in describe()["paths"].items() for method in methods
    }
    served = {
        (route.path, method)
        for route in make_app(None).routes
        for method in getattr(route, "methods", ())
        if (method != "HEAD" or "GET" not in route.methods)
        and route.path.startswith("/v1/")
        and not route.path.endswith("openapi.json")
    }
    assert described == served


def test_answers_have_the_shapes_that_the_document_gives(gateway: RunningCentre, device: WireDevice) -> None:
    gateway.add_staff()
    device.write(2)
    asked = {"staff": "1001", "password": "a-good-password"}
    answers: dict[tuple[str, str], Any] = {
        ("/v1/token", "post"): device.ask_token(),
        ("/v1/status", "get"): device.http.get("/v1/status"),
        ("/v1/journal", "post"): device.push(device.batch()),
        ("/v1/journal/head", "get"): device.get("/v1/journal/head"),
        ("/v1/feed", "get"): device.get("/v1/feed"),
        ("/v1/sign-in", "post"): device.http.post("/v1/sign-in", json=asked, headers=device.auth()),
    }
    document = describe()
    for (path, method), answer in answers.items():
        assert answer.status_code == 200
        content = document["paths"][path][method]["responses"]["200"]["content"]
        schema = content[answer.headers["content-type"]]["schema"]
        jsonschema.validate(answer.json(), schema | {"components": document["components"]})
    enrolment = {"$ref": "#/components/schemas/Enrolment", "components": document["components"]}
    jsonschema.validate(device.enrolment, enrolment)


def test_the_gateway_hands_the_document_out(known_device: WireDevice) -> None:
    assert known_device.http.get("/v1/openapi.json").json() == describe()
