"""A signed text opens only with the right key, for the right purpose, and unchanged."""

from __future__ import annotations

import pytest

from app.domain.signatures import CATALOGUE_TYP, TARIFF_TYP, BadSignature, Signer, open_jws, verify

centre = Signer(b"c" * 32, "centre-1")
stranger = Signer(b"s" * 32, "centre-1")


def test_a_publication_opens_with_the_trusted_key() -> None:
    text = centre.jws(b'{"version":1}', CATALOGUE_TYP)
    assert open_jws({"keys": [centre.public_jwk()]}, text, CATALOGUE_TYP) == b'{"version":1}'


@pytest.mark.parametrize(
    "text",
    [
        stranger.jws(b"{}", CATALOGUE_TYP),
        centre.jws(b"{}", TARIFF_TYP),
        centre.jws(b"{}", CATALOGUE_TYP)[:-2],
        Signer(b"c" * 32, "other").jws(b"{}", CATALOGUE_TYP),
        "",
        "a.b.c",
        "<html>",
    ],
)
def test_a_text_that_is_not_the_centres_is_refused(text: str) -> None:
    with pytest.raises(BadSignature):
        open_jws({"keys": [centre.public_jwk()]}, text, CATALOGUE_TYP)


def test_a_head_signature_proves_its_device_and_no_other() -> None:
    signature = centre.sign(b"head")
    assert verify(centre.public_jwk(), b"head", signature)
    assert not verify(centre.public_jwk(), b"other", signature)
    assert not verify(stranger.public_jwk(), b"head", signature)
    assert not verify({"kty": "RSA"}, b"head", signature)


def test_a_whole_catalogue_is_not_too_long_to_be_signed_and_opened() -> None:
    """Thirty-three services have some 350,000 bytes; a library's own limit once refused them."""
    signer, payload = Signer(bytes(32), "k"), b"x" * 1_000_000
    trust = {"keys": [signer.public_jwk()]}
    assert open_jws(trust, signer.jws(payload, CATALOGUE_TYP), CATALOGUE_TYP) == payload
