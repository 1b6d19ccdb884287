"""What a docket holds: one proceeding's comparisons, forms, members, and what came back."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from contractdiff.model.sheets import FormSheet


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """An organization on the roster.

    Attributes:
        id: "M-017", given once and never to another.
        name: What it is called.
        aliases: What else it is called.
        sector: Its field, such as "Behavioral health".
        district: Its legislative district or region.
        funding: How it is paid.
        associations: The associations that it belongs to.
        seat: Its seat in the committee that votes; "" where it has none.
        contact: Whom to write to.
    """

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    sector: str = ""
    district: str = ""
    funding: tuple[str, ...] = ()
    associations: tuple[str, ...] = ()
    seat: str = ""
    contact: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signatory:
    """Somebody who signs the letter, as the organization authorized it; it says nothing of who answered a form."""

    organization: str
    name: str = ""
    title: str = ""
    authorized: str = ""


class FormKind(Enum):
    """What a form is for, and who fills it in."""

    MEMBER = "member"
    LEAD = "lead"
    EXPERT = "expert"
    WORKGROUP = "workgroup"
    AGENCY = "agency"
    PACKET = "packet"
    """The response packet, in which the agency types its answers."""
    LIST = "list"
    """The agency's own list of changes, on no form of ours."""


FORM_NAMES: Mapping[FormKind, str] = {
    FormKind.MEMBER: "member form",
    FormKind.LEAD: "lead form",
    FormKind.EXPERT: "expert form",
    FormKind.WORKGROUP: "workgroup sheet",
    FormKind.AGENCY: "acknowledgment form",
    FormKind.PACKET: "response packet",
    FormKind.LIST: "the agency’s own list",
}


class ComparisonKind(Enum):
    """What a comparison sets beside the old contract."""

    DRAFT = "draft"
    FINAL = "final"
    """The contract that was issued."""
    LAST = "last draft to final"
    """The contract that was issued, beside the last draft in place of the old contract."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredComparison:
    """A comparison as the docket keeps it.

    Attributes:
        id: Its number in the docket; that of the highest number is in force.
        round: The round that it belongs to, counted from 1.
        sha256: The digest of ``text``.
        text: The comparison as JSON.
        agency: Who issued the contract; "" where it was not given.
        coalition: Who asks; "" where it was not given.
        return_by: By when members answer, as it is printed.
        return_to: Where they send their answers, as it is printed.
        kind: Whether it is of a draft, or of the contract that was issued.
        at: When it was kept, in ISO 8601.
    """

    id: int
    round: int
    sha256: str
    text: str
    agency: str = ""
    coalition: str = ""
    return_by: str = ""
    return_to: str = ""
    kind: ComparisonKind = ComparisonKind.DRAFT
    at: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """What the copies of a form that differ in their recipient alone were sent out as.

    ``sha256`` is the digest of ``rows``, which is JSON text; ``comparison`` the number of the comparison it lists;
    ``at`` when it was first made, in ISO 8601.
    """

    sha256: str
    comparison: int
    language: str
    rows: str
    kind: FormKind = FormKind.MEMBER
    at: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SentForm:
    """A document that was made to be sent out.

    Attributes:
        sha256: The digest of its bytes, by which it is kept in the docket.
        layout: The digest of the layout.
        identity: What is printed in its footer.
        member: The id of the member it was made for; "" of one for everybody.
        name: Its name.
    """

    sha256: str
    layout: str
    identity: str
    member: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """A file that came back and was read.

    Attributes:
        id: "S-3f9a1c22": from the digest of its bytes, so that the order in which files arrive does not matter.
        sha256: The digest of its bytes, by which it is kept in the docket.
        name: What the file was called.
        format: What it was read as.
        layout: The digest of the layout that it is a copy of; "" where it is of none.
        member: The id of the member its copy was made for; "" of one for everybody.
        modified: When the file says it was last saved, in ISO 8601; "" where it does not say.
        sheet: What it says.
        kind: What form it is.
    """

    id: str
    sha256: str
    name: str
    sheet: FormSheet
    format: str = ""
    layout: str = ""
    member: str = ""
    modified: str = ""
    kind: FormKind = FormKind.MEMBER


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What a person decided on a matter: the last decision counts.

    ``choice`` is what is done ("place", "position", "member", "keep", "dismiss"), ``value`` with what.
    """

    matter: str
    choice: str
    value: str = ""
    by: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """An entry of the docket's history; ``at`` is in ISO 8601, UTC."""

    at: str
    what: str
    subject: str = ""
    detail: str = ""
