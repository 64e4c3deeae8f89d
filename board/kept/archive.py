"""The one file of a backup: a tar with what is kept, and at its end a list of all that
is in it with the hash of each; encrypted as `age` does where a passphrase is given."""

import hashlib
import io
import json
import re
import tarfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

FORMAT = 1
ABOUT = "backup.json"
DATABASE = "board.db"
ERASED = "erased"
# nothing else becomes a path
NAME = re.compile(
    r"board\.db|erased|rows/[a-z_0-9]+\.tsv"
    r"|pictures/[0-9a-f]{2}/[0-9a-f]{64}-(large|small)\.webp",
    re.ASCII,
)
LOCKED = b"age-encryption.org/"  # how such a file begins
PIECE = 2**20
# what reading a file ends with that is not as it was written
DAMAGED = (tarfile.TarError, zlib.error, EOFError, ValueError, OSError)


class Broken(Exception):
    """A file that is no backup of ours, or not whole any more."""


class Archive:
    """A backup that is being written."""

    def __init__(self, path: Path) -> None:
        self.file = path.open("wb")
        self.tar = tarfile.TarFile.gzopen("backup", "w", self.file, compresslevel=3)
        self.hashes: dict[str, str] = {}

    def add(self, name: str, content: bytes) -> None:
        """Something short."""
        self.hashes[name] = hashlib.sha256(content).hexdigest()
        self._add(name, io.BytesIO(content), len(content))

    def add_file(self, name: str, path: Path) -> None:
        """A file of any length."""
        with path.open("rb") as file:
            self.hashes[name] = hashlib.file_digest(file, "sha256").hexdigest()
            file.seek(0)
            self._add(name, file, path.stat().st_size)

    def _add(self, name: str, file: IO[bytes], size: int) -> None:
        member = tarfile.TarInfo(name)
        member.size = size
        member.mode = 0o600
        self.tar.addfile(member, file)

    def close(self, about: dict[str, Any]) -> None:
        """Write what it is and what is in it."""
        listed = {"format": FORMAT, **about, "files": self.hashes}
        words = json.dumps(listed, indent=1).encode()
        self._add(ABOUT, io.BytesIO(words), len(words))
        self.tar.close()
        self.file.close()

    def abandon(self) -> None:
        """It will not be whole."""
        self.file.close()


def open_up(
    path: Path, folder: Path, wanted: Callable[[str], bool] = lambda _name: True
) -> dict[str, Any]:
    """Read the whole file, compare each part with its hash, and put those that are
    wanted into the folder; what the file says of itself.

    Raises Broken.
    """
    found: dict[str, str] = {}
    about: dict[str, Any] = {}
    try:
        with tarfile.open(path, "r:gz") as tar:
            for member in tar:
                file = tar.extractfile(member)
                if file is None:
                    raise Broken(f"{member.name} is no file.")
                if member.name == ABOUT:
                    about = json.loads(file.read())
                    continue
                if not NAME.fullmatch(member.name):
                    raise Broken(f"No backup of ours holds {member.name!r}.")
                to = folder / member.name if wanted(member.name) else None
                found[member.name] = _copy(file, to)
    except DAMAGED as wrong:
        if isinstance(wrong, OSError) and wrong.errno is not None:
            raise  # of the machine, such as a full disk
        raise Broken(f"It can't be read to its end: {wrong}") from wrong
    _compare(about, found)
    return about


def _copy(file: IO[bytes], to: Path | None) -> str:
    """The hash of what was read, and written where it is wanted."""
    digest = hashlib.sha256()
    if to is None:
        for piece in iter(lambda: file.read(PIECE), b""):
            digest.update(piece)
        return digest.hexdigest()
    to.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with to.open("wb") as copy:
        for piece in iter(lambda: file.read(PIECE), b""):
            digest.update(piece)
            copy.write(piece)
    return digest.hexdigest()


def _compare(about: dict[str, Any], found: dict[str, str]) -> None:
    if not about:
        raise Broken("It ends before its list of what is in it.")
    if about.get("format") != FORMAT:
        raise Broken("It was made by a newer program.")
    listed = about["files"]
    if listed != found:
        names = {*listed.items()} ^ {*found.items()}
        changed = ", ".join(sorted({name for name, _ in names})[:5])
        raise Broken(f"What is in it is not what it lists: {changed}.")


def lock(path: Path, to: Path, passphrase: str) -> None:
    """Encrypt a file as `age --passphrase` does, and see that it opens again.

    The library encrypts by a passphrase in memory alone: file and result are in it at
    once, and no more.
    """
    import pyrage  # type: ignore[import-untyped]

    to.write_bytes(pyrage.passphrase.encrypt(path.read_bytes(), passphrase))
    again = hashlib.sha256(pyrage.passphrase.decrypt(to.read_bytes(), passphrase))
    with path.open("rb") as plain:
        if hashlib.file_digest(plain, "sha256").digest() != again.digest():
            raise Broken("What was encrypted does not open again.")


def is_locked(path: Path) -> bool:
    """Whether a file needs a passphrase."""
    with path.open("rb") as file:
        return file.read(len(LOCKED)) == LOCKED


def unlock(path: Path, to: Path, passphrase: str) -> None:
    """Decrypt a file. Raises Broken where the passphrase is another one."""
    import pyrage

    try:
        to.write_bytes(pyrage.passphrase.decrypt(path.read_bytes(), passphrase))
    except pyrage.DecryptError as wrong:
        raise Broken(
            f"The passphrase does not open it, or it is damaged. {wrong}"
        ) from wrong
