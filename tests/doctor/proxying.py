"""A proxy before the board that does all well, or one thing wrong."""

import datetime
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.client import HTTPConnection, HTTPResponse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

NOT_PASSED_ON = ("connection", "transfer-encoding", "server", "date")
SMALL = 2**20


class Proxy(ThreadingHTTPServer):
    """Passes on to `target`, a port of this machine; `fault` names what it does
    wrong."""

    daemon_threads = True

    def __init__(self, certificate: Path | None = None) -> None:
        super().__init__(("127.0.0.1", 0), Passing)
        self.target = 0
        self.fault = ""
        self.secure = certificate is not None
        if certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate)
            self.socket = context.wrap_socket(self.socket, server_side=True)


class Passing(BaseHTTPRequestHandler):
    """One request."""

    server: Proxy

    def do_GET(self) -> None:
        length = int(self.headers.get("content-length", 0))
        if self.server.fault == "caps" and length > SMALL:
            self.send_error(413)
            return
        back = HTTPConnection("127.0.0.1", self.server.target, timeout=30)
        body = self.rfile.read(length) if length else None
        back.request(self.command, self._path(), body, dict(self._to_board()))
        answer = back.getresponse()
        self.send_response(answer.status)
        for name, value in answer.getheaders():
            if name.lower() not in NOT_PASSED_ON:
                self._pass_on(name, value)
        self.end_headers()
        with suppress(OSError):
            self._body(answer)

    do_POST = do_GET

    def _path(self) -> str:
        return "/elsewhere" if self.server.fault == "elsewhere" else self.path

    def _to_board(self) -> Iterator[tuple[str, str]]:
        fault = self.server.fault
        for name, value in self.headers.items():
            if fault != "packs_nothing" or name.lower() != "accept-encoding":
                yield name, "inner" if (fault, name) == ("renames", "Host") else value
        if fault != "hides":
            yield "X-Forwarded-For", self.client_address[0]
        if self.server.secure and fault != "wrong_scheme":
            yield "X-Forwarded-Proto", "https"

    def _pass_on(self, name: str, value: str) -> None:
        if self.server.fault == "strips" and name.lower() in (
            "cache-control",
            "strict-transport-security",
        ):
            return
        if self.server.fault == "opens_cookies":
            value = value.replace("; Secure", "")
        self.send_header(name, value)

    def _body(self, answer: HTTPResponse) -> None:
        is_live = "/live?" in self.path
        if is_live and self.server.fault == "buffers":
            answer.read(4000)
        while part := answer.read1(64_000):
            self.wfile.write(part)
            if is_live and self.server.fault == "cuts":
                return

    def log_message(self, format: str, *args: object) -> None:
        pass


@contextmanager
def proxy(certificate: Path | None = None) -> Iterator[Proxy]:
    """One that runs."""
    with Proxy(certificate) as one:
        threading.Thread(target=one.serve_forever, daemon=True).start()
        yield one
        one.shutdown()


def certificate(folder: Path, *, days: int) -> Path:
    """One for this machine, signed by itself, that is good for so many days yet."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.datetime.now(datetime.UTC)
    hosts = [x509.DNSName("localhost"), x509.IPAddress(ip_address("127.0.0.1"))]
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=90))
        .not_valid_after(now + datetime.timedelta(days=days))
        .add_extension(x509.SubjectAlternativeName(hosts), critical=False)
        .sign(key, hashes.SHA256())
    )
    file = folder / f"certificate{days}.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    file.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    return file
