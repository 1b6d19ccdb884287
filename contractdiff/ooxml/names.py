"""Namespaces and qualified names of WordprocessingML (ECMA-376 part 1, 17; part 4 for transitional)."""

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
XML = "http://www.w3.org/XML/1998/namespace"

W_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"


def w(name: str) -> str:
    """Return the Clark name of a WordprocessingML element or attribute: ``w("p")``."""
    return f"{{{W}}}{name}"
