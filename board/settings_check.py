"""Whether settings can be used, before anything is done with them."""

import re
from importlib.util import find_spec
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import SplitResult, urlsplit
from zoneinfo import ZoneInfo

from board.tiles import is_file, opened

# A host and a path only: it becomes part of a header, where a blank or a semicolon
# would mean something else.
TILES = re.compile(
    r"(https?://[\w.:{}-]+)?/(?=.*\{z\})(?=.*\{x\})(?=.*\{y\})[^\s;,\"'<>]+", re.ASCII
)
BUCKET = re.compile(r"/[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]/?")
CONTACT = re.compile(r"(mailto:[^\s@]+@[^\s@]+|https://\S+|tel:\+?[\d-]+)")
# Part of a header, too.
SITE = re.compile(r"https?://[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:\d{1,5})?")
LOCALES = Path(__file__).parent / "locales"
SENTRY = re.compile(r"https?://\w+@[\w.-]+(:\d+)?(/[\w-]+)*/\d+", re.ASCII)
NUMBERS = ("workers", "connections", "edit_window", "upload_limit")


def check(values: dict[str, str]) -> None:
    """Raises ValueError with a sentence about the first setting that can't be used."""
    _check_timezone(values["timezone"])
    _check_locales(values["locales"])
    _check_numbers(values)
    _check_mail(values["mail_url"])
    _check_uploads(values["uploads"])
    _check_tiles(values["tile_url"])
    _check_metrics(values["metrics"])
    _check_sentry(values["sentry_dsn"])
    _check_sites(values["framed_by"])
    if values["second_factor"] not in ("optional", "organisers"):
        raise ValueError("BOARD_SECOND_FACTOR is either optional or organisers.")
    if values["limits"] not in ("on", "off"):
        raise ValueError("BOARD_LIMITS is either on or off.")
    if values["log"] not in ("text", "json"):
        raise ValueError("BOARD_LOG is either text or json.")
    if values["hsts"] not in ("host", "subdomains"):
        raise ValueError("BOARD_HSTS is either host or subdomains.")
    contact = values["security_contact"]
    if contact and not CONTACT.fullmatch(contact):
        raise ValueError(
            "BOARD_SECURITY_CONTACT should be such as mailto:security@example.org or "
            "https://example.org/security"
        )


def _check_tiles(tiles: str) -> None:
    if is_file(tiles):
        opened(tiles)
    elif tiles and not TILES.fullmatch(tiles):
        raise ValueError(
            "BOARD_TILE_URL should look like "
            "https://tile.example.org/{z}/{x}/{y}.png, name an .mbtiles file, or be "
            "empty."
        )


def _check_metrics(metrics: str) -> None:
    if not metrics:
        return
    if not _is_private(metrics):
        raise ValueError(
            "BOARD_METRICS should be an address and port that only this machine or its "
            "private network reaches, such as 127.0.0.1:9100"
        )
    _check_package("BOARD_METRICS", "prometheus_client", "prometheus-client>=0.26")


def _is_private(where: str) -> bool:
    """Whether it is written as numbers, so that it can't come to mean another."""
    host, _, port = where.rpartition(":")
    try:
        address = ip_address(host.strip("[]"))
    except ValueError:
        return False
    return address.is_private and not address.is_unspecified and port.isdecimal()


def _check_sentry(dsn: str) -> None:
    if not dsn:
        return
    if not SENTRY.fullmatch(dsn):
        raise ValueError(
            "BOARD_SENTRY_DSN should be such as https://key@sentry.example.org/1"
        )
    _check_package("BOARD_SENTRY_DSN", "sentry_sdk", "sentry-sdk>=2.75")


def _check_package(setting: str, module: str, package: str) -> None:
    if find_spec(module) is None:
        raise ValueError(f'{setting} needs one more package: pip install "{package}"')


def _check_sites(named: str) -> None:
    for site in named.split():
        if not SITE.fullmatch(site):
            raise ValueError(
                f"BOARD_FRAMED_BY: {site!r} should be such as "
                "https://parish.example.org, without a path."
            )


def _check_timezone(name: str) -> None:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError) as unknown:
        raise ValueError(
            f"BOARD_TIMEZONE: {name!r} is not a time zone we know."
        ) from unknown


def _check_locales(named: str) -> None:
    catalogues = sorted(path.name for path in LOCALES.iterdir())
    if unknown := set(named.split(",")) - {"en", *catalogues}:
        raise ValueError(
            f"BOARD_LOCALES: there is no {unknown.pop()!r}. The languages there are: "
            f"{','.join(['en', *catalogues])}"
        )


def _check_numbers(values: dict[str, str]) -> None:
    names = [*NUMBERS]
    if values["picture_memory"]:  # empty means a part of the machine's
        names.append("picture_memory")
    for name in names:
        value = values[name]
        if not value.isdecimal() or int(value) < 1:
            raise ValueError(
                f"BOARD_{name.upper()}: {value!r} should be a whole number of "
                "at least 1."
            )


def _check_mail(url: str) -> None:
    if url and not _can_send(url):
        raise ValueError(
            "BOARD_MAIL_URL should be such as "
            "smtp://user:password@mail.example.org:587?starttls"
        )


def _can_send(url: str) -> bool:
    try:
        parts = urlsplit(url)
        is_smtp = parts.scheme in ("smtp", "smtps")
        return is_smtp and _has_host(parts)
    except ValueError:
        return False


def _has_host(parts: SplitResult) -> bool:
    """Raises ValueError for a port that is none."""
    return bool(parts.hostname) and parts.port != 0


def _check_uploads(url: str) -> None:
    if not url:
        return
    if not _is_bucket(url):
        example = "s3://KEY:SECRET@s3.example.org/bucket?region=eu-west-2"
        raise ValueError(
            f"BOARD_UPLOADS should be such as {example}, with / and + in the secret "
            "as %2F and %2B."
        )
    _check_package("BOARD_UPLOADS", "obstore", "obstore>=0.12")


def _is_bucket(url: str) -> bool:
    try:
        parts = urlsplit(url)
        has_key = bool(parts.username and parts.password)
        is_store = parts.scheme == "s3" and has_key and _has_host(parts)
    except ValueError:
        return False
    return is_store and bool(BUCKET.fullmatch(parts.path))
