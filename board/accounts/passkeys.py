"""Passkeys as WebAuthn has them: what a browser is asked for, and whether its answer is
good. The library is loaded when the first of them is used, so no start waits for it."""

import json
from ipaddress import ip_address
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from board.accounts.factor_models import Passkey
from board.config import Settings

LONGEST = 20_000  # letters of a browser's answer
LONGEST_ID = 1023  # bytes of a key's id, as the standard has it


class Made(NamedTuple):
    """What a device has made."""

    credential_id: str
    public_key: bytes
    sign_count: int


class Refused(ValueError):
    """An answer that is not good."""


def are_possible(settings: Settings) -> bool:
    """Whether browsers can make passkeys for the board's address: one with a name."""
    try:
        ip_address(_host(settings))
    except ValueError:
        return True
    return False


def creation_options(
    settings: Settings, who: tuple[str, str, str], challenge: str, there: list[Passkey]
) -> str:
    """What a browser is given to make a passkey, as JSON.

    who: the handle of the person, their address and their name.
    """
    from webauthn import base64url_to_bytes, generate_registration_options
    from webauthn.helpers import options_to_json
    from webauthn.helpers.structs import (
        AuthenticatorSelectionCriteria,
        UserVerificationRequirement,
    )

    handle, email, name = who
    options = generate_registration_options(
        rp_id=_host(settings),
        rp_name=settings.site_name,
        user_id=base64url_to_bytes(handle),
        user_name=email,
        user_display_name=name,
        challenge=base64url_to_bytes(challenge),
        authenticator_selection=AuthenticatorSelectionCriteria(
            user_verification=UserVerificationRequirement.REQUIRED
        ),
        exclude_credentials=_described(there),
    )
    return options_to_json(options)


def request_options(settings: Settings, challenge: str, there: list[Passkey]) -> str:
    """What a browser is given to sign with one of these keys, as JSON."""
    from webauthn import base64url_to_bytes, generate_authentication_options
    from webauthn.helpers import options_to_json
    from webauthn.helpers.structs import UserVerificationRequirement

    options = generate_authentication_options(
        rp_id=_host(settings),
        challenge=base64url_to_bytes(challenge),
        allow_credentials=_described(there),
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return options_to_json(options)


def made(settings: Settings, answer: str, challenge: str) -> Made:
    """The key a device has made for this challenge, with its user verified.

    Raises Refused.
    """
    from webauthn import base64url_to_bytes, verify_registration_response
    from webauthn.helpers import bytes_to_base64url

    credential = _read(answer)
    try:
        found = verify_registration_response(
            credential=credential,
            expected_challenge=base64url_to_bytes(challenge),
            expected_rp_id=_host(settings),
            expected_origin=_origin(settings),
            require_user_verification=True,
        )
    except Exception as wrong:  # whatever it is that bytes from outside upset
        raise Refused from wrong
    if len(found.credential_id) > LONGEST_ID:
        raise Refused
    id = bytes_to_base64url(found.credential_id)
    return Made(id, found.credential_public_key, found.sign_count)


def key_of(answer: str, there: list[Passkey]) -> Passkey:
    """Which of these keys an answer says it is of, and whose.

    Raises Refused. A browser may leave out whose it is; where it says so, it must be
    theirs.
    """
    credential = _read(answer)
    key = next((k for k in there if k.credential_id == credential.get("id")), None)
    response = credential.get("response")
    if key is None or not isinstance(response, dict):
        raise Refused
    handle = response.get("userHandle")
    if handle and handle != key.user_handle:
        raise Refused
    return key


def signed(settings: Settings, answer: str, challenge: str, key: Passkey) -> int:
    """How often the key has signed, where it signed this challenge with its user
    verified, and more often than the last time where it counts.

    Raises Refused.
    """
    from webauthn import base64url_to_bytes, verify_authentication_response

    credential = _read(answer)
    try:
        found = verify_authentication_response(
            credential=credential,
            expected_challenge=base64url_to_bytes(challenge),
            expected_rp_id=_host(settings),
            expected_origin=_origin(settings),
            credential_public_key=key.public_key,
            credential_current_sign_count=key.sign_count,
            require_user_verification=True,
        )
    except Exception as wrong:
        raise Refused from wrong
    return found.new_sign_count


def _read(answer: str) -> dict[str, Any]:
    try:
        found = json.loads(answer) if len(answer) <= LONGEST else None
    except (ValueError, RecursionError) as wrong:
        raise Refused from wrong
    if not isinstance(found, dict):
        raise Refused
    return found


def _described(keys: list[Passkey]) -> list[Any]:
    from webauthn import base64url_to_bytes
    from webauthn.helpers.structs import PublicKeyCredentialDescriptor

    ids = [base64url_to_bytes(key.credential_id) for key in keys]
    return [PublicKeyCredentialDescriptor(id=id) for id in ids]


def _host(settings: Settings) -> str:
    return urlsplit(settings.base_url).hostname or "localhost"


def _origin(settings: Settings) -> str:
    parts = urlsplit(settings.base_url)
    return f"{parts.scheme}://{parts.netloc}"
