"""Checks addresses: of a page, of a mailbox. A letter that sends its reader to one that no fact has was made to."""

import re
from collections.abc import Iterator

from career_copilot.domain.claims_finding import found
from career_copilot.domain.claims_index import Ledger
from career_copilot.domain.claims_text import Sentence
from career_copilot.domain.claims_values import Claim, ClaimKind

_ADDRESS = re.compile(
    r"(?:\b[a-z][a-z+.-]{1,15}:/{1,2}|\bwww\.)[^\s<>()\[\]]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    r"|\b(?:[a-z0-9-]+\.)+(?!(?:js|ts|net)/)[a-z]{2,}/[^\s<>()\[\]]+",
    re.IGNORECASE,
)


def addresses(text: str) -> Iterator[tuple[int, str]]:
    """Where each begins, and how it reads."""
    for match in _ADDRESS.finditer(text):
        yield match.start(), match[0].rstrip(".,;:!?\"'”’»")


def check(sentence: Sentence, ledger: Ledger) -> Iterator[Claim]:
    for start, address in addresses(sentence.text):
        carrying = [one.id for one in ledger.known if address.casefold() in one.fact.text.casefold()]
        reason = "" if carrying else f"“{address[:60]}” is an address that none of your facts has"
        yield found(sentence, ClaimKind.ADDRESS, start, start + len(address), carrying, reason)
