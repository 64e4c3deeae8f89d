"""Every setting in one typed place: `BOARD_*` in the environment, over
instance/config.py, over a default."""

import contextlib
import os
import re
import runpy
import secrets
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, field, fields
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from board.private import make_folder

PACKAGE = Path(__file__).parent
# In a wheel templates/ and static/ lie inside the package, in the source tree beside
# it.
HOME = PACKAGE if (PACKAGE / "templates").is_dir() else PACKAGE.parent


# A host and a path only: it becomes part of a header, where a blank or a semicolon
# would say something else.
_TILES = re.compile(
    r"(https?://[\w.:{}-]+)?/(?=.*\{z\})(?=.*\{x\})(?=.*\{y\})[^\s;,\"'<>]+", re.ASCII
)


def _setting(default: str, note: str, *, secret: bool = False) -> Any:
    return field(default=default, metadata={"note": note, "secret": secret})


@dataclass(frozen=True)
class Settings:
    """The settings of one board.

    Text as given; the properties below turn it into what the program uses.
    """

    instance: str = _setting("", "folder that holds the data")
    database_url: str = _setting(
        "", "SQLite file in the instance folder, or postgresql+psycopg://…", secret=True
    )
    secret_key: str = _setting(
        "", "signs cookies; made once and kept in the instance folder", secret=True
    )
    site_name: str = _setting("Local Action Board", "the name at the top of each page")
    accent: str = _setting("", "accent colour, such as #7a1f5c; empty means deep teal")
    base_url: str = _setting(
        "",
        "the address people type, else what is listened at; https makes cookies secure",
    )
    timezone: str = _setting("Europe/London", "IANA zone in which times are shown")
    locales: str = _setting("en", "languages offered, the first is the default")
    edit_window: str = _setting(
        "60", "minutes in which an author may edit what they wrote"
    )
    upload_limit: str = _setting("15", "megabytes one picture may have")
    picture_memory: str = _setting(
        "",
        "megabytes for pictures while they are read; empty: a quarter of the machine's",
    )
    uploads: str = _setting(
        "",
        "s3://KEY:SECRET@host/bucket?region=…; empty: files in the instance folder",
        secret=True,
    )
    bind: str = _setting("127.0.0.1:8000", "address and port the server listens on")
    workers: str = _setting("1", "server processes")
    trusted_proxies: str = _setting(
        "127.0.0.1", "proxies whose X-Forwarded-* headers count"
    )
    connections: str = _setting(
        "300",
        "how many one address may have open to a process; trusted proxies: any number",
    )
    mail_url: str = _setting(
        "",
        "smtp://user:password@host:port?starttls or smtps://…; empty: files",
        secret=True,
    )
    limits: str = _setting("on", "off lifts rate limits for load tests")
    tile_url: str = _setting(
        "",
        "street map behind the pins, such as https://tile.example.org/{z}/{x}/{y}.png",
    )
    tile_credit: str = _setting("", "whose street map it is, shown on it")
    sources: Mapping[str, str] = field(default_factory=dict, compare=False)

    @property
    def secure(self) -> bool:
        """True where people reach the board over https."""
        return self.base_url.startswith("https://")

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
        return (
            Path(self.database_url.removeprefix("sqlite:///"))
            if self.is_sqlite
            else None
        )

    @property
    def own_files(self) -> list[Path]:
        """The files and folders that the board makes for itself, where they
        are there."""
        file, beside = (
            self.database_file,
            ("", "-wal", "-shm", "-journal", ".next", ".lock"),
        )
        database = [Path(f"{file}{end}") for end in beside] if file else []
        return [
            *database,
            *(self.instance_path / name for name in ("secret", "mail", "uploads")),
        ]


NAMES = [f.name for f in fields(Settings) if f.metadata]


def load(environ: Mapping[str, str] | None = None) -> Settings:
    """Read every setting. Raises ValueError with a sentence when one can't be used."""
    environ = os.environ if environ is None else environ
    instance = Path(environ.get("BOARD_INSTANCE") or _default_instance())
    kept = (
        runpy.run_path(str(instance / "config.py"))
        if (instance / "config.py").is_file()
        else {}
    )
    values: dict[str, str] = {}
    sources: dict[str, str] = {}
    for f in fields(Settings):
        if f.metadata:
            values[f.name], sources[f.name] = _read(f.name, environ, kept, f.default)
    values["instance"] = str(instance.resolve())
    values["database_url"] = (
        values["database_url"] or f"sqlite:///{instance.resolve() / 'board.db'}"
    )
    values["base_url"] = values["base_url"] or _reached(values["bind"])
    _check(values)
    if not values["secret_key"]:
        values["secret_key"], sources["secret_key"] = (
            _kept_secret(instance),
            "instance/secret",
        )
    return Settings(**values, sources=sources)


def _reached(bind: str) -> str:
    """What somebody on this machine types to reach what listens there."""
    host, _, port = bind.rpartition(":")
    return f"http://{'127.0.0.1' if host in ('', '0.0.0.0', '[::]') else host}:{port}"  # noqa: S104  it is only read


def _default_instance() -> Path:
    return Path.cwd() / "instance" if HOME == PACKAGE else HOME / "instance"


def _read(
    name: str, environ: Mapping[str, str], kept: dict[str, Any], default: Any
) -> tuple[str, str]:
    key = f"BOARD_{name.upper()}"
    if key in environ:
        return environ[key], f"environment {key}"
    if f"{key}_FILE" in environ:
        return Path(
            environ[f"{key}_FILE"]
        ).read_text().strip(), f"file {environ[f'{key}_FILE']}"
    if key in kept:
        return str(kept[key]), "instance/config.py"
    return ("" if default is MISSING else default), "default"


def _check(values: dict[str, str]) -> None:
    try:
        ZoneInfo(values["timezone"])
    except (KeyError, ValueError) as unknown:
        raise ValueError(
            f"BOARD_TIMEZONE: {values['timezone']!r} is not a time zone we know."
        ) from unknown
    numbers = ["workers", "connections", "edit_window", "upload_limit"]
    for name in [*numbers, "picture_memory"] if values["picture_memory"] else numbers:
        if not values[name].isdecimal() or int(values[name]) < 1:
            raise ValueError(
                f"BOARD_{name.upper()}: {values[name]!r} should be a whole number of "
                "at least 1."
            )
    _check_mail(values["mail_url"])
    _check_uploads(values["uploads"])
    if values["tile_url"] and not _TILES.fullmatch(values["tile_url"]):
        raise ValueError(
            "BOARD_TILE_URL should look like "
            "https://tile.example.org/{z}/{x}/{y}.png, or be empty."
        )
    if values["limits"] not in ("on", "off"):
        raise ValueError("BOARD_LIMITS is either on or off.")


def _check_mail(url: str) -> None:
    try:
        parts = urlsplit(url)
        fine = parts.scheme in ("smtp", "smtps") and parts.hostname and parts.port != 0
    except ValueError:
        fine = False
    if url and not fine:
        raise ValueError(
            "BOARD_MAIL_URL should be such as "
            "smtp://user:password@mail.example.org:587?starttls"
        )


def _check_uploads(url: str) -> None:
    try:
        parts = urlsplit(url)
        named = (
            parts.username
            and parts.password
            and parts.hostname
            and parts.port != 0
            and parts.scheme == "s3"
        )
        fine = named and re.fullmatch(
            r"/[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]/?", parts.path
        )
    except ValueError:
        fine = None
    if url and not fine:
        example = "s3://KEY:SECRET@s3.example.org/bucket?region=eu-west-2"
        raise ValueError(
            f"BOARD_UPLOADS should be such as {example}, with / and + in the secret "
            "as %2F and %2B."
        )
    if url and find_spec("obstore") is None:
        raise ValueError(
            'BOARD_UPLOADS needs one more package: pip install "obstore>=0.12"'
        )


def _kept_secret(instance: Path) -> str:
    path, draft = instance / "secret", instance / f"secret.{os.getpid()}"
    if not path.exists():
        make_folder(instance)
        with open(os.open(draft, os.O_CREAT | os.O_WRONLY, 0o600), "w") as file:
            file.write(secrets.token_hex(32))
        # Linking is atomic: of two processes that start at once, one wins and both read
        # the same.
        with contextlib.suppress(FileExistsError):
            os.link(draft, path)
        draft.unlink()
    return path.read_text().strip()
