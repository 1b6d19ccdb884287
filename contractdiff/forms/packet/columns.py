"""The columns of the packet's tables; those in which the agency answers are declared in ``exchange_columns``."""

from contractdiff.forms.exchange_columns import REASON, RESPONSE
from contractdiff.forms.fields import columns_of

MATRIX_COLUMNS = columns_of(
    ("id", "Change ID", 90),
    ("change", "Clause and change", 236),
    ("effect", "Effect on services", 142),
    ("position", "Coalition position", 112),
    ("wording", "Requested wording", 148),
    ("reason", "Agency: reason and authority", 144, REASON),
    ("response", "Agency: response", 128, RESPONSE),
)
ADMINISTRATIVE_COLUMNS = columns_of(
    ("id", "Change ID", 90),
    ("clause", "Clause (old → new)", 130),
    ("change", "What changed", 300),
    ("position", "Coalition position", 150),
    ("reason", "Agency: reason and authority", 170, REASON),
    ("response", "Agency: response", 160, RESPONSE),
)
WITHDRAWN_COLUMNS = columns_of(
    ("id", "Change ID", 80),
    ("clause", "Clause (old → new)", 200),
    ("change", "What had changed", 470),
    ("became", "What became of it", 250),
)
COUNT_COLUMNS = columns_of(
    ("what", "What is counted", 440),
    ("critical", "Critical", 130),
    ("substantive", "Substantive", 140),
    ("administrative", "Administrative", 150),
    ("all", "All changes", 140),
)
ROUND_COLUMNS = columns_of(
    ("round", "Round", 140),
    ("draft", "Draft", 440),
    ("by", "Answer asked by", 240),
    ("answered", "Answered", 180),
)
BREAKDOWN_COLUMNS = columns_of(("sector", "Sector", 600), ("answers", "Members that answered", 400))
PRIORITY_COLUMNS = columns_of(
    ("id", "Change ID", 80),
    ("clause", "Clause (old → new)", 170),
    ("sentence", "In one sentence", 400),
    ("wording", "Requested change", 350),
)
LISTED_BEFORE_COLUMNS = columns_of(
    ("row", "Row", 80),
    ("clause", "Clause", 140),
    ("what", "What changed", 400),
    ("reason", "Reason and authority", 380),
)
TEST_COLUMNS = columns_of(("test", "Test", 180), ("ask", "What is asked", 820))
LAW_COLUMNS = columns_of(
    ("law", "Law or rule", 320), ("whole", "In the contract", 180), ("changes", "Changes that cite it", 500)
)
NAMED_COLUMNS = columns_of(("law", "Authority, in the agency’s words", 600), ("changes", "Given for", 400))
FINDING_COLUMNS = columns_of(
    ("id", "Change ID", 80),
    ("clause", "Clause (old → new)", 150),
    ("given", "Reason and authority that the agency gives", 230),
    ("cite", "What was looked up", 170),
    ("requires", "Does it require this?", 120),
    ("text", "What was found", 250),
)
GLOSSARY_COLUMNS = columns_of(("word", "Word or mark", 240), ("meaning", "What it means", 760))
FILE_COLUMNS = columns_of(
    ("version", "Version", 150),
    ("file", "File", 250),
    ("contents", "Format and contents", 220),
    ("digest", "SHA-256 (tells whether a file is the same)", 380),
)
SIGNATORY_COLUMNS = columns_of(("organization", "Organization", 500), ("name", "Signed for it by", 500))
NAME_COLUMNS = columns_of(("name", "Member", 1000))
