"""The frozen types that flow between the stages. Standard library only."""

from contractdiff.model.alignment import Alignment, Link, Matcher
from contractdiff.model.comparison import (
    Change,
    ChangeId,
    ChangeKind,
    Comparison,
    Declared,
    Direction,
    Edit,
    Flag,
    Op,
    Party,
    Priority,
)
from contractdiff.model.contract import Clause, ClauseId, Contract, CrossReference, Incorporated, NumberingScheme, Side
from contractdiff.model.coverage import Coverage, Misplaced
from contractdiff.model.notices import Notice, NoticeCode
from contractdiff.model.source import (
    Block,
    Comment,
    FieldReference,
    Format,
    Reading,
    Role,
    SetAside,
    SourceText,
    TrackedChanges,
    TrackedView,
)

__all__ = [
    "Alignment",
    "Block",
    "Change",
    "ChangeId",
    "ChangeKind",
    "Clause",
    "ClauseId",
    "Comment",
    "Comparison",
    "Contract",
    "Coverage",
    "CrossReference",
    "Declared",
    "Direction",
    "Edit",
    "FieldReference",
    "Flag",
    "Format",
    "Incorporated",
    "Link",
    "Matcher",
    "Misplaced",
    "Notice",
    "NoticeCode",
    "NumberingScheme",
    "Op",
    "Party",
    "Priority",
    "Reading",
    "Role",
    "SetAside",
    "Side",
    "SourceText",
    "TrackedChanges",
    "TrackedView",
]
