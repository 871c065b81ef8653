"""Archives and WARC files for the tests of delivery, made in memory."""

import io
import tarfile
import zipfile
from collections.abc import Iterable


def zipped(members: Iterable[tuple[str, bytes]]) -> bytes:
    """The bytes of a zip file."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return file.getvalue()


def tarred(members: Iterable[tuple[str, bytes]]) -> bytes:
    """The bytes of a tar file."""
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as archive:
        for name, content in members:
            header = tarfile.TarInfo(name)
            header.size = len(content)
            archive.addfile(header, io.BytesIO(content))
    return file.getvalue()


def response(body: bytes, *headers: bytes) -> bytes:
    """A record of a WARC file: an HTTP response."""
    http = b"\r\n".join((b"HTTP/1.1 200 OK", b"Content-Type: text/plain", *headers, b"", body))
    return (
        b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:1>\r\nWARC-Date: 2025-08-22T00:00:00Z\r\n"
        b"Content-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n%b\r\n\r\n" % (len(http), http)
    )
