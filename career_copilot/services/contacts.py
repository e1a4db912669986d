"""The people met on the way: one contact for all applications they have to do with. Each call is one change that can be
undone."""

from datetime import datetime

from pydantic import BaseModel
from sqlalchemy import text
from sqlmodel import Session, col, select

from career_copilot import db, live
from career_copilot.domain.contacts import ContactForm, Relation
from career_copilot.errors import ConflictError, NotFoundError
from career_copilot.models.tracker import ApplicationContact, Contact
from career_copilot.services import owned
from career_copilot.services.recording import Change, Recorder

MOST_FOUND = 20


class OtherApplication(BaseModel, frozen=True):
    """Another application that the contact has to do with."""

    id: int
    title: str
    company: str


class ContactView(BaseModel, frozen=True):
    """A contact; `relation` and `others` as seen from one application."""

    id: int
    form: ContactForm
    last_touch_at: datetime | None
    version: int
    relation: Relation = Relation.OTHER
    others: list[OtherApplication] = []


_OTHERS = """
    select l.contact_id, a.id, a.title, a.company from application_contact l join application a on a.id = l.application_id
    where l.user_id = :user_id and l.contact_id = any(:ids) and a.id <> :application_id and a.deleted_at is null
    order by a.created_at desc, a.id desc
"""


def of_application(user_id: int, application_id: int) -> list[ContactView]:
    """Those of an application by name, with their other applications. Raises NotFoundError."""
    with db.transaction() as session:
        owned.application(session, user_id, application_id)
        found = session.exec(
            select(Contact, ApplicationContact.relation)
            .join(ApplicationContact, col(ApplicationContact.contact_id) == col(Contact.id))
            .where(ApplicationContact.application_id == application_id, Contact.user_id == user_id)
            .order_by(col(Contact.name), col(Contact.id))
        ).all()
        parameters = {"user_id": user_id, "ids": [row.id for row, _ in found], "application_id": application_id}
        others = session.execute(text(_OTHERS), parameters).all()
    return [
        _view(row).model_copy(
            update={
                "relation": Relation(relation or Relation.OTHER),
                "others": [OtherApplication(id=a, title=b, company=c) for owner, a, b, c in others if owner == row.id],
            }
        )
        for row, relation in found
    ]


def find(user_id: int, words: str, application_id: int) -> list[ContactView]:
    """Contacts whose name or company has these words and that this application does not have yet."""
    like = owned.like(words)
    with db.transaction() as session:
        owned.application(session, user_id, application_id)
        linked = select(ApplicationContact.contact_id).where(ApplicationContact.application_id == application_id)
        rows = session.exec(
            select(Contact)
            .where(
                Contact.user_id == user_id, col(Contact.id).not_in(linked),
                col(Contact.name).ilike(like) | col(Contact.company).ilike(like),
            )
            .order_by(col(Contact.name), col(Contact.id))
            .limit(MOST_FOUND)
        )  # fmt: skip
        return [_view(row) for row in rows]


def one(user_id: int, contact_id: int) -> ContactView:
    """Raises NotFoundError."""
    with db.transaction() as session:
        return _view(_owned(session, user_id, contact_id))


def add(user_id: int, application_id: int, form: ContactForm, relation: Relation, now: datetime) -> tuple[int, Change]:
    """A new contact of an application. Returns its id."""
    with db.transaction() as session:
        recorder = Recorder(session, user_id, "contacts.add", "", now)
        owner = owned.application(session, user_id, application_id)
        recorder.change.summary = f"Added {form.name} to {owned.about(owner)}"
        row = recorder.add(Contact(user_id=user_id, created_at=now, updated_at=now, **form.model_dump(mode="json")))
        recorder.add(
            ApplicationContact(
                user_id=user_id, application_id=application_id, contact_id=owned.id_of(row),
                relation=relation,
            )
        )  # fmt: skip
    live.publish(user_id, live.Topic.APPLICATIONS)
    return owned.id_of(row), recorder.done


def link(user_id: int, application_id: int, contact_id: int, relation: Relation, now: datetime) -> Change:
    """A known contact has to do with this application too, or otherwise than was said."""
    with db.transaction() as session:
        recorder = Recorder(session, user_id, "contacts.link", "", now)
        owner = owned.application(session, user_id, application_id)
        contact = _owned(session, user_id, contact_id)
        recorder.change.summary = f"Added {contact.name} to {owned.about(owner)}"
        known = _link(session, application_id, contact_id)
        if known is not None:
            recorder.change.summary = f"Changed what {contact.name} has to do with {owned.about(owner)}"
            recorder.update(known, relation=str(relation))
        else:
            recorder.add(
                ApplicationContact(
                    user_id=user_id, application_id=application_id, contact_id=contact_id, relation=relation
                )
            )
    live.publish(user_id, live.Topic.APPLICATIONS)
    return recorder.done


def unlink(user_id: int, application_id: int, contact_id: int, now: datetime) -> Change:
    """They have nothing to do with this application; the contact stays."""
    with db.transaction() as session:
        recorder = Recorder(session, user_id, "contacts.unlink", "", now)
        owner = owned.application(session, user_id, application_id)
        contact = _owned(session, user_id, contact_id)
        known = _link(session, application_id, contact_id)
        if known is None:
            raise NotFoundError(f"{contact.name} is no contact of this application.")
        recorder.change.summary = f"Took {contact.name} off {owned.about(owner)}"
        recorder.delete(known)
    live.publish(user_id, live.Topic.APPLICATIONS)
    return recorder.done


def edit(user_id: int, contact_id: int, form: ContactForm, version: int, now: datetime) -> Change:
    """Replace what is known about somebody. Raises ConflictError when another tab saved since `version`."""
    with db.transaction() as session:
        recorder = Recorder(session, user_id, "contacts.edit", f"Edited {form.name}", now)
        row = _owned(session, user_id, contact_id)
        if row.version != version:
            raise ConflictError("This contact was changed in another tab. Both versions are kept until you choose.")
        recorder.update(row, **form.model_dump(mode="json"))
    live.publish(user_id, live.Topic.APPLICATIONS)
    return recorder.done


def touch(user_id: int, contact_id: int, now: datetime) -> Change:
    """You were in touch with them just now."""
    with db.transaction() as session:
        recorder = Recorder(session, user_id, "contacts.touch", "", now)
        row = _owned(session, user_id, contact_id)
        recorder.change.summary = f"In touch with {row.name}"
        recorder.update(row, last_touch_at=now)
    live.publish(user_id, live.Topic.APPLICATIONS)
    return recorder.done


def delete(user_id: int, contact_id: int, now: datetime) -> Change:
    """Forget somebody, in every application."""
    with db.transaction() as session:
        recorder = Recorder(session, user_id, "contacts.delete", "", now)
        row = _owned(session, user_id, contact_id)
        recorder.change.summary = f"Deleted the contact {row.name}"
        links = select(ApplicationContact).where(ApplicationContact.contact_id == contact_id)
        for known in session.exec(links.order_by(col(ApplicationContact.id))).all():
            recorder.delete(known)
        recorder.delete(row)
    live.publish(user_id, live.Topic.APPLICATIONS)
    return recorder.done


def _owned(session: Session, user_id: int, contact_id: int) -> Contact:
    row = session.get(Contact, contact_id)
    if row is None or row.user_id != user_id:
        raise NotFoundError("There is no such contact.")
    return row


def _link(session: Session, application_id: int, contact_id: int) -> ApplicationContact | None:
    return session.exec(
        select(ApplicationContact).where(
            ApplicationContact.application_id == application_id, ApplicationContact.contact_id == contact_id
        )
    ).first()


def _view(row: Contact) -> ContactView:
    known = {name: getattr(row, name) for name in ContactForm.model_fields}
    return ContactView(
        id=owned.id_of(row), form=ContactForm.model_validate(known), last_touch_at=row.last_touch_at,
        version=row.version,
    )  # fmt: skip
