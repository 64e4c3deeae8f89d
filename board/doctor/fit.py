"""Settings that can each be used, and do not fit each other."""

from collections.abc import Iterator
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from board.config import LOOPBACK, Settings
from board.doctor.finding import Finding, note
from board.private import OTHERS


def checks(settings: Settings) -> Iterator[Finding]:
    """All of this group."""
    yield from nobody_elsewhere(settings)
    yield from no_https(settings)
    yield from sender_of_mails(settings)
    yield from backup_beside(settings)
    yield from everybody_a_proxy(settings)
    yield from secrets_in_files(settings)
    yield from no_limits(settings)


def is_only_here(settings: Settings) -> bool:
    """Whether people at this machine alone reach the board."""
    return urlsplit(settings.base_url).hostname in (*LOOPBACK, "::1")


def nobody_elsewhere(settings: Settings) -> Iterator[Finding]:
    """A server open to all, of which links lead to this machine alone."""
    host = settings.bind.rpartition(":")[0]
    if is_only_here(settings) and host not in LOOPBACK:
        yield Finding(
            f"BOARD_BIND={settings.bind} lets others in, and BOARD_BASE_URL is "
            f"{settings.base_url}.",
            "Links in mails lead each reader to their own machine.",
            "Set BOARD_BASE_URL to the address that people type.",
        )
    elif is_only_here(settings):
        yield note(
            "BOARD_BASE_URL names this machine alone.",
            "Nobody elsewhere reaches the board, and links in mails lead nowhere.",
            "Set it to the address that people type once there is one.",
        )


def no_https(settings: Settings) -> Iterator[Finding]:
    """Without https whoever is on the way reads along."""
    if not settings.secure and not is_only_here(settings):
        yield Finding(
            f"BOARD_BASE_URL={settings.base_url} is not https.",
            "Whoever is on the way reads passwords and takes over sessions.",
            "Put a proxy with a certificate before the board (docs/keeping.md, "
            "“https”), and set BOARD_BASE_URL=https://…",
        )


def sender_of_mails(settings: Settings) -> Iterator[Finding]:
    """Mails that can't be answered or are refused."""
    if settings.mail_url or is_only_here(settings):
        return
    yield Finding(
        f"BOARD_MAIL_URL is not set: mails become files in "
        f"{settings.instance_path / 'mail'}.",
        "Nobody can make an account, sign in by a link or hear of anything.",
        "Set BOARD_MAIL_URL=smtp://user:password@host:587?starttls",
    )


def backup_beside(settings: Settings) -> Iterator[Finding]:
    """A backup on the disk of what it is of is lost with it."""
    if not settings.backup and not is_only_here(settings):
        yield Finding(
            "BOARD_BACKUP is not set, so no backup is made by itself.",
            "When the disk breaks, all that people wrote is gone.",
            "Set BOARD_BACKUP to a folder on another disk.",
        )
    folder = Path(settings.backup or "/nowhere")
    here = settings.instance_path
    if folder.is_dir() and folder.stat().st_dev == here.stat().st_dev:
        yield note(
            f"BOARD_BACKUP={folder} is on the disk of the board itself.",
            "When that disk breaks, both are gone.",
            "Name a folder on another disk, or copy it elsewhere each day.",
        )


def everybody_a_proxy(settings: Settings) -> Iterator[Finding]:
    """Who is trusted as a proxy says where people come from."""
    for one in settings.trusted_proxies.split(","):
        if one.strip() == "*" or _is_public(one.strip()):
            yield Finding(
                f"BOARD_TRUSTED_PROXIES names {one.strip()}.",
                "Whoever asks from there says themselves where they come from, and so "
                "gets around every limit.",
                "Name the proxy’s own address only.",
            )


def _is_public(address: str) -> bool:
    try:
        return ip_address(address).is_global
    except ValueError:
        return False  # a network or a name


def secrets_in_files(settings: Settings) -> Iterator[Finding]:
    """Files that hold secrets and that others on this machine can read."""
    named = [
        source.removeprefix("file ")
        for source in settings.sources.values()
        if source.startswith("file ")
    ]
    for path in (*map(Path, named), settings.instance_path / "config.py"):
        if path.is_file() and path.stat().st_mode & OTHERS:
            yield Finding(
                f"{path} can be read by others on this machine.",
                "It may hold secrets.",
                f"Run: chmod go= '{path}'",
            )


def no_limits(settings: Settings) -> Iterator[Finding]:
    """Limits are lifted for load tests."""
    if settings.limits == "off":
        yield Finding(
            "BOARD_LIMITS is off.",
            "Anybody can flood the board and guess passwords.",
            "Take the setting away.",
        )
