"""A message to an employer: first contact, reply to a recruiter, follow-up, thank-you, negotiation, withdrawal.

Without a key: `domain/letter_assembly.py` makes an honest draft by rules."""

from collections.abc import Iterator

from career_copilot.ai import cited_lines
from career_copilot.ai.client import Client, Finish
from career_copilot.ai.prompts import Data, Prompt
from career_copilot.domain.briefs import Brief
from career_copilot.domain.drafting import DraftKind, Length, Wish

FEATURE = "message"
TASKS = {
    DraftKind.OUTREACH: (
        "You write a first message to an employer, by mail. Say which position it is about, name one or two things the "
        "writer has done that matter for it, and ask whether they may send their résumé."
    ),
    DraftKind.RECRUITER_REPLY: (
        "You write a reply to a recruiter's mail, which is given as data. Answer what it asks, as far as the facts carry "
        "it, and ask for what a person needs to know before they go on: tasks, pay range, next step."
    ),
    DraftKind.FOLLOW_UP: (
        "You write a short message that asks how an application stands. Be courteous, do not press, remind of one thing "
        "the writer brings."
    ),
    DraftKind.THANK_YOU: (
        "You write a short message of thanks after an interview. Say what the conversation was about only if the facts do."
    ),
    DraftKind.NEGOTIATION: (
        "You write a message that answers an offer and asks to talk about its terms. Name terms of the offer only as the "
        "facts state them, and ask for nothing that the writer did not want stressed."
    ),
    DraftKind.WITHDRAWAL: "You write a short, courteous message that withdraws an application, without giving reasons.",
}
SENTENCES = {Length.SHORT: "3 to 4 sentences", Length.MEDIUM: "5 to 7 sentences", Length.LONG: "8 to 10 sentences"}


def prompt(brief: Brief, wish: Wish) -> Prompt:
    """What the model is asked. A mail that is answered is data, whatever it says."""
    mail = [Data(name="mail", text=wish.mail)] if wish.mail.strip() else []
    return cited_lines.prompt(TASKS[brief.kind], brief, wish, SENTENCES, mail)


def write(client: Client, brief: Brief, wish: Wish) -> Iterator[str | Finish]:
    """The message as it comes, one sentence a line with its facts. Raises ModelError before the first word."""
    yield from cited_lines.write(client, prompt(brief, wish))
