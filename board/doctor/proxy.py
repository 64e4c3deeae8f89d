"""What stands between browsers and the board, and what it does to what passes."""

import re
from collections.abc import Iterator
from ipaddress import ip_address

from board.doctor.asking import NoAnswer, Reply, Site, ask, pieces
from board.doctor.finding import Finding, note
from board.site.seen import key

AT_ONCE = 1.0  # seconds until a stream's first bytes
BEAT = 20.0  # seconds within which it gives a sign of life
LARGEST = 16 * 2**20  # bytes of a form
STATIC = re.compile(r'"([^"]*/static/[^"]+\?v=[^"]+)"')


def checks(site: Site) -> Iterator[Finding]:
    """All of this group, of a site that answers."""
    yield from arrives(site)
    if ask(site, "/").status == 400:
        return  # it was asked by another name, and says no more
    for look in (live, compression, large_forms, cookies, files):
        yield from look(site)


def is_board(found: Reply) -> bool:
    """Whether it was the board that answered at /healthz."""
    return found.text.startswith(("ok\n", "The log's watcher"))


def arrives(site: Site) -> Iterator[Finding]:
    """The name, the scheme and the address a request came with reach the board."""
    found = ask(site, f"/healthz?seen={key()}")
    seen = dict(line.partition(": ")[::2] for line in found.text.splitlines()[1:])
    if not seen:
        yield Finding(
            "Another board answers there, or one with another secret.",
            "This command looks at the board of BOARD_INSTANCE.",
            "Run it with the settings that the server has.",
        )
        return
    yield from _name(site, seen["host"])
    yield from _scheme(site, seen["scheme"])
    yield from _address(found.came_from, seen["address"])


def _name(site: Site, host: str) -> Iterator[Finding]:
    if host != site.name:
        yield Finding(
            f"People ask for {site.name}, and the board is asked for {host}.",
            "It refuses all but its own name.",
            "Have the proxy pass the name on (nginx: proxy_set_header Host $host).",
        )


def _scheme(site: Site, scheme: str) -> Iterator[Finding]:
    if site.secure and scheme != "https":
        yield Finding(
            "The board takes what comes by https for http.",
            "Addresses it makes of requests are wrong.",
            "Have the proxy send X-Forwarded-Proto: https, and name its address in "
            "BOARD_TRUSTED_PROXIES.",
        )


def _address(ours: str, seen: str) -> Iterator[Finding]:
    """Where somebody comes from: not the proxy, to which all would be one."""
    if seen == ours or not ip_address(seen).is_private:
        return
    # from within a home the router may be seen: that need not be wrong
    found = Finding if ip_address(seen).is_loopback else note
    yield found(
        f"We came from {ours}, and the board took us for {seen}.",
        "Where all people seem to be one, they share the limits of one.",
        "Have the proxy send X-Forwarded-For, and name its address in "
        "BOARD_TRUSTED_PROXIES.",
    )


def live(site: Site) -> Iterator[Finding]:
    """What others do comes at once, and the stream stays open."""
    came = pieces(site, "/live?topics=issues", patience=BEAT)
    try:
        first = next(came, BEAT)
    except NoAnswer:
        first = BEAT
    if first > AT_ONCE:
        yield Finding(
            "/live is held back on its way.",
            "Pages do not change when somebody else acts.",
            "Switch buffering off for it (nginx: proxy_buffering off).",
        )
        return
    try:
        next(came)
    except (NoAnswer, StopIteration):
        yield Finding(
            "/live is cut off within seconds.",
            "Pages lose their stream and ask anew all the time.",
            "Let answers last longer (nginx: proxy_read_timeout 1h).",
        )


def compression(site: Site) -> Iterator[Finding]:
    """Pages come in a third of their size."""
    found = ask(site, "/", {"accept-encoding": "gzip"})
    if "content-encoding" not in found.headers:
        yield note(
            "Pages arrive without compression.",
            "On a slow line each takes three times as long.",
            "Have the proxy pass on Accept-Encoding.",
        )


def large_forms(site: Site) -> Iterator[Finding]:
    """Pictures get through. Nobody takes a form at this address: that the board says
    so means that it had it all."""
    kind = {"content-type": "application/octet-stream"}
    try:
        found = ask(site, "/healthz", kind, method="POST", body=bytes(LARGEST))
    except NoAnswer:
        found = None
    if found is None or found.status != 405:
        yield Finding(
            f"A form of {LARGEST // 2**20} MB does not get through.",
            "Posts with pictures fail.",
            "Let larger ones pass (nginx: client_max_body_size 100m).",
        )


def cookies(site: Site) -> Iterator[Finding]:
    """Who is signed in stays so by https alone."""
    cookie = ask(site, "/login").headers.get("set-cookie", "")
    if site.secure and cookie and "secure" not in cookie.lower():
        yield Finding(
            "The cookie of those who sign in is not marked Secure.",
            "By http it can be read on the way.",
            "Have the proxy leave cookies as they are.",
        )


def files(site: Site) -> Iterator[Finding]:
    """Styles and scripts are found below the board's path, and kept by browsers."""
    page = ask(site, "/").text
    found = STATIC.search(page)
    if not found or not found[1].startswith(f"{site.path}/static/"):
        yield Finding(
            "The front page does not name its styles where they are.",
            "Pages have no look.",
            "Give the path in BOARD_BASE_URL, and nothing that rewrites pages.",
        )
        return
    kept = ask(site, found[1].removeprefix(site.path))
    if kept.status != 200:
        yield Finding(
            f"{found[1]} is answered with {kept.status}.",
            "Pages have no look.",
            "Have the proxy pass on all that begins with the board’s path.",
        )
    elif "max-age" not in kept.headers.get("cache-control", ""):
        yield note(
            "Files of styles and scripts arrive without Cache-Control.",
            "Browsers load them anew for each page.",
            "Have the proxy pass on the headers that the board sends.",
        )
