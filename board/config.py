"""Every setting in one typed place; settings_read.py finds what they are."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from board import tiles

PACKAGE = Path(__file__).parent
# In a wheel templates/ and static/ lie inside the package, in the source tree beside
# it.
HOME = PACKAGE if (PACKAGE / "templates").is_dir() else PACKAGE.parent


BESIDE_DATABASE = ("", "-wal", "-shm", "-journal", ".next", ".lock")
LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
OWN = ("secret", "mail", "uploads", "erased", "restoring")  # in the instance folder


def _setting(default: str, note: str, *, secret: bool = False) -> Any:
    return field(default=default, metadata={"note": note, "secret": secret})


@dataclass(frozen=True)
class Settings:
    """The settings of one board.

    Text as given; the properties below turn it into what the program uses.
    """

    instance: str = _setting("", "The folder that holds all the data.")
    database_url: str = _setting(
        "",
        "The database: a file in that folder, or PostgreSQL by postgresql+psycopg://…",
        secret=True,
    )
    secret_key: str = _setting(
        "",
        "Keeps people signed in safely. It is made once and kept in the folder.",
        secret=True,
    )
    site_name: str = _setting(
        "Local Action Board", "What the board is called, at the top of each page."
    )
    accent: str = _setting(
        "", "The colour of buttons and links, such as #7a1f5c; without one, deep teal."
    )
    base_url: str = _setting(
        "",
        "The address that people type, and that mails link to. With https, only "
        "encrypted pages keep anybody signed in.",
    )
    timezone: str = _setting("Europe/London", "The place whose clock all times follow.")
    locales: str = _setting(
        "en,cy", "The languages to choose from, the usual one first."
    )
    edit_window: str = _setting(
        "60", "For how many minutes somebody may edit what they wrote."
    )
    upload_limit: str = _setting("15", "How many megabytes one picture may have.")
    picture_memory: str = _setting(
        "",
        "How many megabytes of memory pictures may take while they are read; without "
        "a number, a quarter of the machine’s.",
    )
    uploads: str = _setting(
        "",
        "Where pictures are kept: s3://KEY:SECRET@host/bucket?region=…, else in the "
        "folder.",
        secret=True,
    )
    bind: str = _setting(
        "127.0.0.1:8000", "The address and port on which the server listens."
    )
    workers: str = _setting(
        "1", "How many processes serve pages; more of them use more processors."
    )
    trusted_proxies: str = _setting(
        "127.0.0.1",
        "Servers in front of this one that may say where somebody comes from.",
    )
    hsts: str = _setting(
        "host",
        "Which names browsers ask by https alone: host is this one, subdomains those "
        "below it, too.",
    )
    security_contact: str = _setting(
        "",
        "Where to tell of a weakness: mailto:… or https://…; without one, the page of "
        "complaints.",
    )
    framed_by: str = _setting(
        "",
        "The sites that may show the list of an area in a frame, such as "
        "https://parish.example.org, with blanks between them; all else is shown on "
        "none.",
    )
    connections: str = _setting(
        "300",
        "How many connections one address may have to a process at once; a trusted "
        "proxy may have any number.",
    )
    mail_url: str = _setting(
        "",
        "The mail server: smtp://user:password@host:port?starttls or smtps://…; "
        "without one, mails are written to files.",
        secret=True,
    )
    second_factor: str = _setting(
        "optional",
        "Who has to sign in with a code or a passkey as well: optional is nobody, "
        "organisers are they and the operators.",
    )
    log: str = _setting(
        "text",
        "How the server’s log is written: text, or json with a line for each request.",
    )
    metrics: str = _setting(
        "",
        "Where Prometheus reads counts: an address and port that only this machine or "
        "its private network reaches, such as 127.0.0.1:9100; without one, nothing is "
        "counted.",
    )
    sentry_dsn: str = _setting(
        "",
        "The Sentry that faults of the program are told to, without anything about "
        "people; without one, nobody.",
        secret=True,
    )
    limits: str = _setting(
        "on", "How much one may write in a while is limited; off is for load tests."
    )
    tile_url: str = _setting(
        "",
        "The street map behind the pins: https://tile.example.org/{z}/{x}/{y}.png, or "
        "the path of an .mbtiles file, which the board serves itself.",
    )
    tile_credit: str = _setting("", "Who made that street map; it is shown on it.")
    backup: str = _setting(
        "",
        "The folder for a backup each night, none of them older than 35 days; without "
        "one, none is made by itself.",
    )
    backup_passphrase: str = _setting(
        "",
        "What opens the nightly backups; without one, they are not encrypted.",
        secret=True,
    )
    sources: Mapping[str, str] = field(default_factory=dict, compare=False)

    @property
    def secure(self) -> bool:
        """True where people reach the board over https."""
        return self.base_url.startswith("https://")

    def cookie(self, name: str) -> str:
        """What a cookie of ours is called: over https bound to this very host."""
        return f"__Host-{name}" if self.secure else name

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages to choose from, the usual one first."""
        return tuple(self.locales.split(","))

    @property
    def hosts(self) -> frozenset[str]:
        """The names the board is asked by; empty where nobody has said: any."""
        if self.sources.get("base_url", "default") == "default":
            return frozenset()
        named = urlsplit(self.base_url).hostname or ""
        return frozenset({named.lower(), *LOOPBACK})

    @property
    def prefix(self) -> str:
        """The path below which the board stands, such as `/board`; mostly empty."""
        return urlsplit(self.base_url).path.rstrip("/")

    @property
    def tile_address(self) -> str:
        """Where a page's map asks for tiles; empty without any."""
        return "/tiles/{z}/{x}/{y}" if tiles.is_file(self.tile_url) else self.tile_url

    @property
    def tile_words(self) -> str:
        """Whose street map it is: as the setting says, else the file itself."""
        if self.tile_credit or not tiles.is_file(self.tile_url):
            return self.tile_credit
        return tiles.opened(self.tile_url).credit

    @property
    def tile_zoom(self) -> int:
        """How far in there are tiles."""
        if tiles.is_file(self.tile_url):
            return tiles.opened(self.tile_url).deepest
        return 19

    @property
    def tile_origin(self) -> str:
        """Where tiles come from, as a page's policy names it; empty without tiles or
        for our own."""
        parts = urlsplit(self.tile_url.replace("{s}.", "*."))
        return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""

    @property
    def picture_megabytes(self) -> int:
        """What all pictures that are being read may take together."""
        machine = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2**20
        return int(self.picture_memory or machine // 4)

    @property
    def instance_path(self) -> Path:
        """The instance folder as an absolute path."""
        return Path(self.instance).resolve()

    @property
    def is_sqlite(self) -> bool:
        """True unless another database was set."""
        return self.database_url.startswith("sqlite")

    @property
    def database_file(self) -> Path | None:
        """SQLite's file; None for another database."""
        if not self.is_sqlite:
            return None
        return Path(self.database_url.removeprefix("sqlite:///"))

    @property
    def unfinished_restore(self) -> Path:
        """While this file is there, people who were erased may be in the database
        again."""
        return self.instance_path / "restoring" / "erasing"

    @property
    def own_files(self) -> list[Path]:
        """The files and folders that the board makes for itself, where they
        are there."""
        file = self.database_file
        database = [Path(f"{file}{end}") for end in BESIDE_DATABASE] if file else []
        others = [self.instance_path / name for name in OWN]
        return [*database, *others]


NAMES = [f.name for f in fields(Settings) if f.metadata]
