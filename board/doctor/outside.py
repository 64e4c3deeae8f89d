"""What a browser meets before the board: the name, the certificate, the way from http
to https."""

import socket
import ssl
import time
from collections.abc import Iterator
from dataclasses import replace

from board.doctor import proxy
from board.doctor.asking import NoAnswer, Site, ask, certificate_of
from board.doctor.finding import Finding, note

SOON = 14  # days; a certificate that renews itself never gets so old
DAY = 86_400


def checks(site: Site) -> Iterator[Finding]:
    """All of this group, and what passes through the proxy, as far as anybody
    gets."""
    if unknown := list(name(site)):
        yield from unknown
        return
    if untrusted := list(certificate(site)):
        yield from untrusted
        site = replace(site, trusts=False)  # what else is wrong is told all the same
    if missing := list(answers(site)):
        yield from missing
        return
    yield from leads_to_https(site)
    yield from https_only(site)
    yield from proxy.checks(site)


def name(site: Site) -> Iterator[Finding]:
    """The name leads somewhere."""
    try:
        socket.getaddrinfo(site.host, site.port, type=socket.SOCK_STREAM)
    except OSError:
        yield Finding(
            f"The name {site.host} leads nowhere.",
            "Nobody finds the board.",
            "Where the name is looked after (DNS), add an A or AAAA record with this "
            "machine’s address; it can take an hour to be known.",
        )


def certificate(site: Site) -> Iterator[Finding]:
    """Browsers trust it, and will in a fortnight."""
    if not site.secure:
        return
    try:
        ends = certificate_of(site)["notAfter"]
    except NoAnswer as wrong:
        if isinstance(wrong.__cause__, ssl.SSLCertVerificationError):
            yield _not_trusted(site, wrong.__cause__)
        return  # that nobody answers, the next check says
    days = int((ssl.cert_time_to_seconds(ends) - time.time()) // DAY)
    if days < SOON:
        yield note(
            f"The certificate of {site.host} is over in {days} days.",
            "From then on browsers warn people away.",
            "See why it was not renewed by itself.",
        )


def _not_trusted(site: Site, wrong: ssl.SSLCertVerificationError) -> Finding:
    return Finding(
        f"Browsers do not trust the certificate of {site.host}: "
        f"{wrong.verify_message}.",
        "They warn people away.",
        "Have the proxy fetch one (Caddy does by itself, for others there is certbot), "
        "for this very name.",
    )


def answers(site: Site) -> Iterator[Finding]:
    """The board itself answers there."""
    where = f"{'https' if site.secure else 'http'}://{site.name}{site.path}"
    try:
        found = ask(site, "/healthz")
    except NoAnswer as wrong:
        yield Finding(
            f"At {where} there is {wrong}.",
            "Nobody reaches the board.",
            "See whether the proxy and `board serve` run, and whether a firewall keeps "
            f"port {site.port} closed.",
        )
        return
    if not proxy.is_board(found):
        yield Finding(
            f"At {where} something else answers ({found.status}).",
            "People reach another program, or a page of errors.",
            "See what the proxy passes on to, and the path in BOARD_BASE_URL.",
        )


def leads_to_https(site: Site) -> Iterator[Finding]:
    """Who types the name alone comes to https."""
    if not site.secure:
        return
    plain = replace(site, secure=False, port=site.plain_port)
    try:
        found = ask(plain, "/healthz")
    except NoAnswer:
        yield note(
            f"Nobody answers at port {site.plain_port}, http.",
            "Who types the name without https may find nothing.",
            "Have the proxy listen there, and lead to https.",
        )
        return
    if not found.headers.get("location", "").startswith("https://"):
        yield Finding(
            f"http://{site.host} does not lead to https.",
            "Whoever is on the way reads along.",
            "Have the proxy redirect all of http to https.",
        )


def https_only(site: Site) -> Iterator[Finding]:
    """Browsers are told to come by https from now on."""
    if site.secure and not ask(site, "/").headers.get("strict-transport-security"):
        yield Finding(
            "The header Strict-Transport-Security does not arrive.",
            "A first visit by http can be led astray.",
            "Have the proxy pass on the headers that the board sends.",
        )
