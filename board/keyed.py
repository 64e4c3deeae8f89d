"""What is stored in the place of what nobody is to read."""

import hashlib
import hmac

from flask import current_app


def keyed(words: str) -> str:
    """A hash that the board's secret makes: the same each time, and without the secret
    nobody finds the words, short as they are, by trying."""
    key = current_app.config["BOARD"].secret_key.encode()
    return hmac.new(key, words.encode(), hashlib.sha256).hexdigest()
