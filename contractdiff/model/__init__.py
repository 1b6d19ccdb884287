"""The frozen types that flow between the stages. Standard library only."""

from contractdiff.model.alignment import Alignment, Link, Matcher
from contractdiff.model.comparison import (
    Change,
    ChangeId,
    ChangeKind,
    Comparison,
    Direction,
    Edit,
    Flag,
    Op,
    Party,
    Priority,
)
from contractdiff.model.contract import Clause, ClauseId, Contract, Side
from contractdiff.model.notices import Notice, NoticeCode
from contractdiff.model.source import Block, Format, Reading, Role, SetAside, SourceText, TrackedChanges

__all__ = [
    "Alignment",
    "Block",
    "Change",
    "ChangeId",
    "ChangeKind",
    "Clause",
    "ClauseId",
    "Comparison",
    "Contract",
    "Direction",
    "Edit",
    "Flag",
    "Format",
    "Link",
    "Matcher",
    "Notice",
    "NoticeCode",
    "Op",
    "Party",
    "Priority",
    "Reading",
    "Role",
    "SetAside",
    "Side",
    "SourceText",
    "TrackedChanges",
]
