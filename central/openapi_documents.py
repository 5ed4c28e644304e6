"""The OpenAPI description of ``/v1/documents``: scans, sent by tus 1.0.0."""

from __future__ import annotations

from typing import Any

from app.sync.protocol import OFFSET_STREAM, TUS_VERSION, ProblemType
from central.openapi_parts import TEXT, Call


def _header(name: str, schema: dict[str, Any], description: str, *, required: bool = True) -> dict[str, Any]:
    return {"name": name, "in": "header", "required": required, "schema": schema, "description": description}


_UNAUTHENTICATED = (ProblemType.UNAUTHENTICATED, ProblemType.DEVICE_REVOKED)
_PRECONDITION = ("precondition-failed",)
_TUS = _header("Tus-Resumable", {"const": TUS_VERSION}, "the version of tus that is spoken")
_SHA256 = {"name": "sha256", "in": "path", "required": True, "schema": TEXT | {"pattern": "^[0-9a-f]{64}$"}}
DOCUMENT_CALLS = (
    Call(
        "options",
        "/v1/documents",
        "What of tus 1.0.0 is understood: creation and checksum, with the largest size",
        {204: ("Tus-Version, Tus-Extension, Tus-Max-Size, Tus-Checksum-Algorithm", {})},
        security=None,
    ),
    Call(
        "post",
        "/v1/documents",
        "Begin a document, or find it begun (tus creation)",
        {201: ("begun; Location is its address, Upload-Offset how far it is", {})},
        {
            400: (ProblemType.INVALID,),
            401: _UNAUTHENTICATED,
            412: _PRECONDITION,
            413: (ProblemType.TOO_LARGE,),
            415: ("unsupported-media-type",),
            429: (ProblemType.TOO_MANY,),
        },
        (
            _TUS,
            _header("Upload-Length", {"type": "integer", "minimum": 1}, "its size in bytes"),
            _header("Upload-Metadata", TEXT, "`sha256` and `filetype`, each with its value in base64"),
        ),
    ),
    Call(
        "head",
        "/v1/documents/{sha256}",
        "How far a document of the caller's office is",
        {
            200: ("Upload-Offset and Upload-Length; equal when it is held whole and its digest is right", {}),
            404: ("never begun at this office", {}),
        },
        {400: (ProblemType.INVALID,), 401: _UNAUTHENTICATED, 412: _PRECONDITION},
        (_SHA256, _TUS),
    ),
    Call(
        "patch",
        "/v1/documents/{sha256}",
        "Add a piece at an offset; with the last one the digest of the whole is compared",
        {204: ("the piece is durable; Upload-Offset is where the next one is due", {})},
        {
            400: (ProblemType.INVALID,),
            401: _UNAUTHENTICATED,
            404: (ProblemType.NOT_FOUND,),
            409: (ProblemType.OFFSET_DIFFERS,),
            412: _PRECONDITION,
            413: (ProblemType.TOO_LARGE,),
            415: ("unsupported-media-type",),
            422: (ProblemType.DOCUMENT_DIFFERS,),
            460: (ProblemType.CHECKSUM_MISMATCH,),
        },
        (
            _SHA256,
            _TUS,
            _header("Upload-Offset", {"type": "integer", "minimum": 0}, "where the piece belongs"),
            _header("Upload-Checksum", TEXT, "`sha256` or `sha1`, and its digest in base64", required=False),
        ),
        body={OFFSET_STREAM: {"schema": TEXT | {"format": "binary"}}},
    ),
)
