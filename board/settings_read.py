"""Reading the settings: `BOARD_*` in the environment, over instance/config.py, over a
default."""

import contextlib
import os
import runpy
import secrets
from collections.abc import Mapping
from dataclasses import MISSING, fields
from pathlib import Path
from typing import Any

from board.config import HOME, PACKAGE, Settings
from board.private import make_folder
from board.settings_check import check


def load(environ: Mapping[str, str] | None = None) -> Settings:
    """Read every setting. Raises ValueError with a sentence when one can't be used."""
    environ = os.environ if environ is None else environ
    instance = Path(environ.get("BOARD_INSTANCE") or _default_instance())
    file = instance / "config.py"
    in_file = runpy.run_path(str(file)) if file.is_file() else {}
    values: dict[str, str] = {}
    sources: dict[str, str] = {}
    for f in fields(Settings):
        if f.metadata:
            values[f.name], sources[f.name] = _read(f.name, environ, in_file, f.default)
    folder = instance.resolve()
    values["instance"] = str(folder)
    values["database_url"] = (
        values["database_url"] or f"sqlite:///{folder / 'board.db'}"
    )
    values["base_url"] = values["base_url"] or _address_of(values["bind"])
    check(values)
    if not values["secret_key"]:
        values["secret_key"] = _stored_secret(instance)
        sources["secret_key"] = "instance/secret"  # noqa: S105  where it is
    return Settings(**values, sources=sources)


def _address_of(bind: str) -> str:
    """What somebody on this machine types to reach what listens there."""
    host, _, port = bind.rpartition(":")
    listens_everywhere = host in ("", "0.0.0.0", "[::]")  # noqa: S104  it is only read
    return f"http://{'127.0.0.1' if listens_everywhere else host}:{port}"


def _default_instance() -> Path:
    return Path.cwd() / "instance" if HOME == PACKAGE else HOME / "instance"


def _read(
    name: str, environ: Mapping[str, str], in_file: dict[str, Any], default: Any
) -> tuple[str, str]:
    """The value of a setting, and where it came from."""
    key = f"BOARD_{name.upper()}"
    if key in environ:
        return environ[key], f"environment {key}"
    path = environ.get(f"{key}_FILE")
    if path is not None:
        return Path(path).read_text().strip(), f"file {path}"
    if key in in_file:
        return str(in_file[key]), "instance/config.py"
    return ("" if default is MISSING else default), "default"


def _stored_secret(instance: Path) -> str:
    """The secret in the instance folder; made where there is none."""
    path = instance / "secret"
    draft = instance / f"secret.{os.getpid()}"
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
