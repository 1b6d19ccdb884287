"""Text recognition (OCR) of scanned pages with the tesseract program; needs the extra ``contractdiff[ocr]``."""

from contractdiff.readers.pdf.recognition.scans import Recognised, nothing_to_read, recognise_scans
from contractdiff.readers.pdf.recognition.telling import no_text, recognition_notices

__all__ = ["Recognised", "no_text", "nothing_to_read", "recognise_scans", "recognition_notices"]
