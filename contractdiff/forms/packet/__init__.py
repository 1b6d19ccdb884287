"""The response packet and the letter that goes with it, for the agency."""

from contractdiff.forms.packet.document import check_rows, packet_document, packet_identity
from contractdiff.forms.packet.letter import letter_document

__all__ = ["check_rows", "letter_document", "packet_document", "packet_identity"]
