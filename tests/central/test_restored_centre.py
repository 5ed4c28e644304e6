"""Pain 15: the centre comes back from an older backup. It says so (a new epoch), it is behind, and what it
lost can be sent to it again: nothing that it had acknowledged is gone for good. Real PostgreSQL copies."""

from __future__ import annotations

import httpx
from support.centre import RunningCentre
from support.wire import WireDevice


def test_a_restored_centre_names_its_head_and_takes_the_rest_again(
    gateway: RunningCentre, device: WireDevice
) -> None:
    device.write(10)
    device.push(device.batch(0, 4))
    backup = gateway.backup()
    http = httpx.Client(base_url=gateway.base_url, timeout=20)
    device = WireDevice(**vars(device) | {"http": http})
    assert device.push(device.batch(4, 8)).json()["head"]["seq"] == 8
    gateway.restore(backup)
    assert device.centre_head() == (4, device.head(4).hex())
    behind = device.push(device.batch(8, 10))
    assert (behind.status_code, behind.json()["type"]) == (409, "urn:daftar:problem:journal-behind")
    assert behind.json()["head"] == {"seq": 4, "hash": device.head(4).hex()}
    assert device.push(device.batch(4, 10)).json()["head"]["seq"] == 10
    gateway.postgres.drop(backup)


def test_a_restored_centre_begins_a_new_epoch_and_a_restarted_one_does_not(
    gateway: RunningCentre, device: WireDevice
) -> None:
    first = device.http.get("/v1/status").json()["epoch"]
    backup = gateway.backup()
    http = httpx.Client(base_url=gateway.base_url, timeout=20)
    assert http.get("/v1/status").json()["epoch"] == first
    gateway.restore(backup)
    second = http.get("/v1/status").json()["epoch"]
    assert second != first
    device = WireDevice(**vars(device) | {"http": http})
    assert device.get("/v1/feed").json()["epoch"] == second
    gateway.postgres.drop(backup)


def test_a_device_that_the_backup_does_not_know_hears_that_it_is_unknown(
    gateway: RunningCentre, device: WireDevice
) -> None:
    from support.wire import enrol

    backup = gateway.backup()
    with httpx.Client(base_url=gateway.base_url, timeout=20) as http:
        late = enrol(http, "0412", gateway.activation())
        late.auth()
        late.write()
        gateway.restore(backup)
        answers = [late.get("/v1/journal/head"), late.get("/v1/feed"), late.get("/v1/journal")]
        assert {answer.status_code for answer in answers} == {401}
        assert late.ask_token().status_code == 401
        assert late.push(late.batch()).status_code in (401, 403)
        # The late device's receipts carry its counter: nobody else may get it.
        assert enrol(http, "0412", gateway.activation()).counter > late.counter
    gateway.postgres.drop(backup)
