"""The response packet and the letter that goes with it, for the agency."""

from contractdiff.forms.packet.document import check_rows, packet_document, packet_identity

__all__ = ["check_rows", "packet_document", "packet_identity"]
