"""What few people need is loaded when the first of them needs it."""

import subprocess
import sys

from board.config import HOME

LOOK = """
import sys
from board import create_app
create_app()
seldom = {"webauthn", "cryptography", "pyotp", "PIL", "email_validator", "segno"}
print(*sorted(seldom & set(sys.modules)))
"""


def test_no_start_waits_for_passkeys_codes_pictures_and_addresses() -> None:
    said = subprocess.run(
        [sys.executable, "-c", LOOK],
        cwd=HOME,
        check=True,
        capture_output=True,
        text=True,
    )
    assert said.stdout.strip() == ""
