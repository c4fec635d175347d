"""What an index holds, in an order that does not hang on the order of reading: for comparing two indexes byte by byte.

Left out is what tells of the runs and not of the files: row numbers, numbers and times of runs, the list of changes."""
import json
import sqlite3

SOURCES = """SELECT s.path, s.sha256, s.size, s.media_type, s.extractor, s.extractor_version, s.stages_version, s.status, s.reason, s.detail,
  s.lacking, d.public_id FROM source AS s LEFT JOIN document AS d ON d.id=s.document ORDER BY s.path"""
DOCUMENTS = """SELECT public_id, title, kind, language, date, date_evidence, country, place, organiser, people, url, media_type, extractor,
  extractor_version, stages_version, (SELECT min(o.public_id) FROM document AS o WHERE o.work=d.work) FROM document AS d ORDER BY public_id"""
UNITS = """SELECT u.public_id, d.public_id, u.parent, u.ordinal, u.kind, u.locator_kind, u.locator_number, u.locator_anchor, u.label, u.heading,
  u.text, u.language, u.language_confidence, u.quality, u.hidden, u.ocr FROM unit AS u JOIN document AS d ON d.id=u.document
  ORDER BY u.public_id"""
METADATA = "SELECT d.public_id, m.key, m.value FROM document_metadata AS m JOIN document AS d ON d.id=m.document ORDER BY 1, 2"
FURNITURE = "SELECT d.public_id, f.text, f.occurrences FROM furniture AS f JOIN document AS d ON d.id=f.document ORDER BY 1, 2, 3"
OLDER = "SELECT public_id, successor, path, title FROM older_document ORDER BY public_id"


def lines(index, older=True):
    """The lines of the export; `older`: with the older versions, which tell of the way as well."""
    with sqlite3.connect("file:%s?mode=ro" % index, uri=True) as database:
        database.text_factory = lambda value: value.decode("utf-8", "backslashreplace")
        for name, sql in [("source", SOURCES), ("document", DOCUMENTS), ("unit", UNITS), ("metadata", METADATA),
                          ("furniture", FURNITURE)] + ([("older", OLDER)] if older else []):
            for row in database.execute(sql):
                yield json.dumps([name, *row], ensure_ascii=False)
    database.close()


def export(index, older=True):
    return "\n".join(lines(index, older)) + "\n"
