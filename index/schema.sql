-- The catalogue: the system of record. A document's rows hang on a generation; `document.live` points at the one that
-- answers. Nothing is readable before the pointer is set, and setting it is one transaction.

CREATE TABLE IF NOT EXISTS setting (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;

CREATE TABLE IF NOT EXISTS document (
    key  TEXT PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    live INTEGER REFERENCES revision (generation)
) STRICT;

CREATE TABLE IF NOT EXISTS revision (
    generation INTEGER PRIMARY KEY AUTOINCREMENT,
    key        TEXT NOT NULL,
    name       TEXT NOT NULL,
    state      TEXT NOT NULL CHECK (state IN ('writing', 'live', 'past')),
    created    TEXT NOT NULL,
    file_name  TEXT NOT NULL,
    sha256     TEXT NOT NULL,
    format     TEXT NOT NULL,
    size       INTEGER NOT NULL,
    masthead   TEXT NOT NULL,
    reference  TEXT,
    sections   TEXT NOT NULL,
    findings   TEXT NOT NULL
) STRICT;

CREATE INDEX IF NOT EXISTS revision_of ON revision (key, state);
CREATE INDEX IF NOT EXISTS revision_bytes ON revision (sha256, state);

CREATE TABLE IF NOT EXISTS paragraph (
    generation INTEGER NOT NULL REFERENCES revision (generation) ON DELETE CASCADE,
    number     INTEGER NOT NULL,
    text       TEXT NOT NULL,
    role       TEXT NOT NULL,
    section    INTEGER,
    kind       TEXT NOT NULL,
    leads      TEXT NOT NULL,
    page       INTEGER,
    region     TEXT,
    PRIMARY KEY (generation, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS piece (
    generation INTEGER NOT NULL REFERENCES revision (generation) ON DELETE CASCADE,
    number     INTEGER NOT NULL,
    ordinal    INTEGER NOT NULL,
    first      INTEGER NOT NULL,
    last       INTEGER NOT NULL,
    hash       BLOB NOT NULL,
    PRIMARY KEY (generation, number, ordinal)
) STRICT, WITHOUT ROWID;

-- Vectors by the hash of encoder and text: a corrected issue embeds only what changed, a rebuilt index nothing.
CREATE TABLE IF NOT EXISTS vector (
    hash  BLOB PRIMARY KEY,
    value BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- What the paragraphs say, read by the rules that `reading` names; a document without its row in `reading`, or with that
-- of other rules, is read again from its paragraphs by the next opening. A generation that has been replaced has none.
CREATE TABLE IF NOT EXISTS fact (
    generation    INTEGER NOT NULL REFERENCES revision (generation) ON DELETE CASCADE,
    ordinal       INTEGER NOT NULL,
    paragraph     INTEGER NOT NULL,
    indicator     TEXT NOT NULL,
    wording       TEXT NOT NULL,
    kind          TEXT NOT NULL,
    region        TEXT,
    period_start  TEXT,
    period_end    TEXT,
    period_label  TEXT,
    period_basis  TEXT,
    details       TEXT NOT NULL,
    PRIMARY KEY (generation, ordinal)
) STRICT, WITHOUT ROWID;

CREATE INDEX IF NOT EXISTS fact_named ON fact (indicator, wording, region, kind);

CREATE TABLE IF NOT EXISTS duty (
    generation INTEGER NOT NULL REFERENCES revision (generation) ON DELETE CASCADE,
    ordinal    INTEGER NOT NULL,
    paragraph  INTEGER NOT NULL,
    task       TEXT NOT NULL,
    details    TEXT NOT NULL,
    PRIMARY KEY (generation, ordinal)
) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS reading (
    generation INTEGER PRIMARY KEY REFERENCES revision (generation) ON DELETE CASCADE,
    rules      TEXT NOT NULL
) STRICT;
