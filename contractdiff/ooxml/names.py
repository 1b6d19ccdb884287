"""Namespaces and qualified names of WordprocessingML (ECMA-376 part 1, 17; part 4 for transitional)."""

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
W15 = "http://schemas.microsoft.com/office/word/2012/wordml"
W16SE = "http://schemas.microsoft.com/office/word/2015/wordml/symex"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
M = "http://schemas.openxmlformats.org/officeDocument/2006/math"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
CX = "http://schemas.microsoft.com/office/drawing/2014/chartex"
DGM = "http://schemas.openxmlformats.org/drawingml/2006/diagram"
V = "urn:schemas-microsoft-com:vml"
O = "urn:schemas-microsoft-com:office:office"  # noqa: E741 - the prefix that Office itself writes
CONTENT_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
PACKAGE_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
XML = "http://www.w3.org/XML/1998/namespace"


def w(name: str) -> str:
    """Return the Clark name of a WordprocessingML element or attribute: ``w("p")``."""
    return f"{{{W}}}{name}"


def m(name: str) -> str:
    """Return the Clark name of an Office Math element: ``m("t")``."""
    return f"{{{M}}}{name}"


def mc(name: str) -> str:
    """Return the Clark name of a markup-compatibility element: ``mc("Choice")``."""
    return f"{{{MC}}}{name}"
