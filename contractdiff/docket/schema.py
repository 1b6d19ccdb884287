"""The tables of a docket, and how those of earlier versions become those of this one.

``user_version`` counts the migrations that a file has been through; a migration is never changed once it is released.
What people said and what was sent is only ever added to: triggers refuse anything else.
"""

import sqlite3

# "cdif": what tells a docket from any other SQLite file
APPLICATION_ID = 0x63646966

_FIRST = """
CREATE TABLE comparison (
    id INTEGER PRIMARY KEY,
    round INTEGER NOT NULL CHECK (round > 0),
    sha256 TEXT NOT NULL,
    content BLOB NOT NULL,
    agency TEXT NOT NULL,
    coalition TEXT NOT NULL,
    return_by TEXT NOT NULL,
    return_to TEXT NOT NULL,
    at TEXT NOT NULL
);
CREATE TABLE version (
    comparison INTEGER NOT NULL REFERENCES comparison(id),
    side TEXT NOT NULL CHECK (side IN ('old', 'new')),
    name TEXT NOT NULL,
    file TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    PRIMARY KEY (comparison, side)
);
CREATE TABLE change (
    comparison INTEGER NOT NULL REFERENCES comparison(id),
    id TEXT NOT NULL,
    place INTEGER NOT NULL,
    kind TEXT NOT NULL,
    priority TEXT NOT NULL,
    old TEXT NOT NULL,
    new TEXT NOT NULL,
    summary TEXT NOT NULL,
    PRIMARY KEY (comparison, id)
);
CREATE TABLE layout (
    sha256 TEXT PRIMARY KEY,
    comparison INTEGER NOT NULL REFERENCES comparison(id),
    language TEXT NOT NULL,
    rows BLOB NOT NULL
);
CREATE TABLE form (
    sha256 TEXT PRIMARY KEY,
    layout TEXT NOT NULL REFERENCES layout(sha256),
    identity TEXT NOT NULL,
    member TEXT NOT NULL,
    name TEXT NOT NULL,
    at TEXT NOT NULL
);
CREATE TABLE member (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    aliases TEXT NOT NULL,
    sector TEXT NOT NULL,
    district TEXT NOT NULL,
    funding TEXT NOT NULL,
    associations TEXT NOT NULL,
    seat TEXT NOT NULL,
    contact TEXT NOT NULL
);
CREATE TABLE submission (
    id TEXT PRIMARY KEY,
    sha256 TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    format TEXT NOT NULL,
    layout TEXT NOT NULL,
    member TEXT NOT NULL,
    modified TEXT NOT NULL,
    issued TEXT NOT NULL,
    notices TEXT NOT NULL,
    content TEXT NOT NULL,
    at TEXT NOT NULL
);
CREATE TABLE found_row (
    submission TEXT NOT NULL REFERENCES submission(id),
    number INTEGER NOT NULL,
    status TEXT NOT NULL,
    id TEXT NOT NULL,
    signals TEXT NOT NULL,
    cells TEXT NOT NULL,
    doubts TEXT NOT NULL,
    PRIMARY KEY (submission, number)
);
CREATE TABLE entry (
    submission TEXT NOT NULL,
    row INTEGER NOT NULL,
    number INTEGER NOT NULL,
    kind TEXT NOT NULL,
    text TEXT NOT NULL,
    code TEXT NOT NULL,
    heading TEXT NOT NULL,
    author TEXT NOT NULL,
    covers TEXT NOT NULL,
    PRIMARY KEY (submission, row, number),
    FOREIGN KEY (submission, row) REFERENCES found_row(submission, number)
);
CREATE TABLE loose (
    submission TEXT NOT NULL REFERENCES submission(id),
    number INTEGER NOT NULL,
    text TEXT NOT NULL,
    ids TEXT NOT NULL,
    author TEXT NOT NULL,
    PRIMARY KEY (submission, number)
);
CREATE TABLE refusal (
    sha256 TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    reason TEXT NOT NULL,
    at TEXT NOT NULL
);
CREATE TABLE decision (
    id INTEGER PRIMARY KEY,
    matter TEXT NOT NULL,
    choice TEXT NOT NULL,
    value TEXT NOT NULL,
    by TEXT NOT NULL,
    note TEXT NOT NULL,
    at TEXT NOT NULL
);
CREATE TABLE event (
    id INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    what TEXT NOT NULL,
    subject TEXT NOT NULL,
    detail TEXT NOT NULL
);
"""
_EXCHANGE = """
ALTER TABLE comparison ADD COLUMN kind TEXT NOT NULL DEFAULT 'draft';
ALTER TABLE layout ADD COLUMN kind TEXT NOT NULL DEFAULT 'member';
ALTER TABLE layout ADD COLUMN at TEXT NOT NULL DEFAULT '';
ALTER TABLE submission ADD COLUMN kind TEXT NOT NULL DEFAULT 'member';
ALTER TABLE entry ADD COLUMN field TEXT NOT NULL DEFAULT '';
CREATE TABLE carried (
    comparison INTEGER NOT NULL REFERENCES comparison(id),
    id TEXT NOT NULL,
    became TEXT NOT NULL,
    others TEXT NOT NULL,
    PRIMARY KEY (comparison, id)
);
CREATE TABLE setting (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    at TEXT NOT NULL
);
"""
# What may be added to and never altered; a member's row alone may be brought up to date, and the history keeps both.
_KEPT = (
    "comparison", "version", "change", "layout", "form", "submission", "found_row", "entry", "loose", "refusal",
    "decision",
    "event",
)  # fmt: skip
_GUARD = """
CREATE TRIGGER {table}_is_never_altered BEFORE UPDATE ON {table}
BEGIN SELECT RAISE(ABORT, 'what a docket holds is never altered'); END;
CREATE TRIGGER {table}_is_never_deleted BEFORE DELETE ON {table}
BEGIN SELECT RAISE(ABORT, 'what a docket holds is never deleted'); END;
"""
MIGRATIONS = (
    _FIRST + "".join(_GUARD.format(table=table) for table in _KEPT),
    _EXCHANGE + "".join(_GUARD.format(table=table) for table in ("carried", "setting")),
)
VERSION = len(MIGRATIONS)


def migrate(connection: sqlite3.Connection) -> None:
    """Bring a docket's tables to those of this version, in one transaction: wholly or not at all."""
    if _version(connection) >= VERSION:
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        # another command may have done it in the meantime
        for number in range(_version(connection), VERSION):
            for statement in _statements(MIGRATIONS[number]):
                connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {VERSION}")
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _statements(script: str) -> list[str]:
    """The statements of a script: ``executescript`` would end the transaction."""
    found, statement = [], ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            found.append(statement)
            statement = ""
    return found
