"""Hash and check passwords: argon2id, a bounded number at a time."""

import threading

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from career_copilot.errors import InvalidInputError

SHORTEST, LONGEST = 10, 1024
HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)  # OWASP's first choice: 19 MiB, two passes
AT_ONCE = threading.BoundedSemaphore(2)  # a burst of logins must take neither all memory nor all cores
NOBODY = "$argon2id$v=19$m=19456,t=2,p=1$6/eyZe/Fd0/U4eDci++G6g$3o+Ox1Nq5rS2lBGocy/REvzxGWerLOUmRqwzKbkDAHY"


def check_new(password: str) -> None:
    """Refuse what is too short to protect anything, or so long that it can only be an attack."""
    if len(password) < SHORTEST:
        raise InvalidInputError(f"Choose a password of at least {SHORTEST} characters.")
    if len(password) > LONGEST:
        raise InvalidInputError(f"A password has at most {LONGEST} characters.")


def hashed(password: str) -> str:
    with AT_ONCE:
        return HASHER.hash(password)


def fits(password: str, password_hash: str | None) -> bool:
    """Whether the password is the one of this hash. Takes as long for None, so that nobody learns who has an account."""
    if len(password) > LONGEST:
        return False
    try:
        with AT_ONCE:
            HASHER.verify(password_hash or NOBODY, password)
    except (VerificationError, InvalidHashError):
        return False
    return password_hash is not None
