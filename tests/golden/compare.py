#!/usr/bin/env python3
"""Compares what `nordsok extract` reads from the golden cases with their gold (fixtures/README.md), as TAP.

One line a case and key. What is known to be missing stands in known-gaps.tsv (case, key, why; * for any case) and
comes out as a TAP "# TODO": it does not fail the run, and is seen at every run. A gap that has closed fails the run
until its line is taken away. Standard library only."""
import json
import os
import re
import subprocess
import sys

TREE = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
FIXTURES = os.path.join(TREE, "fixtures")
NORDSOK = os.path.join(os.environ.get("BUILD", os.path.join(TREE, "build")), "nordsok")


def one_space(text):
    return re.sub(r"\s+", " ", text or "").strip()


def has_ocr():
    """Whether pages can be read as images here; where not, what the gold says of OCR is passed over."""
    run = subprocess.run([NORDSOK, "status", "--format", "json"], capture_output=True, check=False)
    ocr = json.loads(run.stdout or b"{}").get("ocr", {})
    return bool(ocr.get("program")) and all(ocr.get("tesseract-ocr-" + name) for name in ("swe", "nor", "dan"))


# Kinds of unit that are beside the body: found by keys of their own.
BESIDE = {"notes": "notes", "attachments": "attachment", "forms": "form", "comments": "comment"}


def read(name, password, options=("--ocr", "never")):
    folder = os.path.join(FIXTURES, name)
    path = next(os.path.join(folder, f) for f in sorted(os.listdir(folder)) if f.startswith("input."))
    command = [NORDSOK, "extract", "--contacts", "--format", "json", *options]
    if password:
        secret = os.path.join(os.environ.get("TMPDIR", "/tmp"), "nordsok-golden-%d" % os.getpid())
        with open(secret, "w", encoding="utf-8") as file:
            file.write(password + "\n")
        command += ["--password-file", secret]
    try:
        return json.loads(subprocess.run(command + [path], capture_output=True, check=False).stdout)
    finally:
        if password:
            os.unlink(secret)


def whole(unit):
    return one_space((unit.get("heading") or "") + " " + unit["text"])


def find_places(units, place):
    for unit in units:
        if unit["unit_kind"] in BESIDE.values():
            continue
        if "label" in place and (unit.get("label") or "") != place["label"]:
            continue
        if "heading" in place and one_space(place["heading"]) not in one_space(unit.get("heading")):
            # a page keeps its headings in its text
            if unit["unit_kind"] != "page" or one_space(place["heading"]) not in one_space(unit["text"]):
                continue
        yield unit


def check_place(units, place):
    """None, or what is wrong. A place without a label may go on in the agenda items that lie in it."""
    found = list(find_places(units, place))
    if not found:
        return "no place %s" % (place.get("label") or place.get("heading"))
    ordinals = {unit["ordinal"] for unit in found}
    inside = [unit for unit in units if unit.get("parent") in ordinals and unit["unit_kind"] not in BESIDE.values()]
    text = one_space(" ".join((unit.get("label") or "") + " " + whole(unit) for unit in found + inside))
    missing = [w for w in place.get("words", []) if one_space(w) not in text]
    if missing:
        return "place %s lacks %r" % (place.get("label") or place.get("heading"), missing)
    if "anchor" in place and not any(unit.get("fragment") == place["anchor"] for unit in found):
        return "place %s has the anchor %r" % (place.get("heading"), [unit.get("fragment") for unit in found])
    if "language" in place and not any(unit.get("language") == place["language"] for unit in found):
        return "place %s has the language %r" % (place.get("heading"), [unit.get("language") for unit in found])
    return None


def check_order(units, phrases):
    whole_text = one_space(" ".join(whole(unit) for unit in units))
    at = -1
    for phrase in phrases:
        at = whole_text.find(one_space(phrase), at + 1)
        if at < 0:
            return "%r does not follow" % phrase
    return None


def checks(gold, got, by_ocr=False):
    """(key, None or what is wrong) for each key of the gold."""
    units = got["units"]
    bodies = [unit for unit in units if unit["unit_kind"] not in BESIDE.values()]
    text = one_space(" ".join(whole(unit) for unit in bodies))
    labelled = one_space(" ".join((unit.get("label") or "") + " " + whole(unit) for unit in bodies))
    for key in ("status", "media_type", "document_kind", "language"):
        if key in gold:
            right = gold[key] if isinstance(gold[key], list) else [gold[key]]
            yield key, None if got[key] in right else "%r, wanted %r" % (got[key], gold[key])
    if "title" in gold:
        titles = gold["title"] if isinstance(gold["title"], list) else [gold["title"]]
        same = any(one_space(got["title"]).lower().startswith(one_space(title).lower()) for title in titles)
        yield "title", None if same else "%r, wanted %r" % (got["title"], gold["title"])
    if "date" in gold:
        value = got["date"]["value"] if got["date"] else None
        yield "date", None if value == gold["date"] else "%r, wanted %r" % (value, gold["date"])
    wanted_kinds = gold.get("unit_kind")
    wanted_kinds = wanted_kinds if isinstance(wanted_kinds, list) else [wanted_kinds]
    if "unit_kind" in gold and gold["status"] != "empty":
        # the four forms of a deck: a page of a handed-out deck may be told as its slide
        kinds = {unit["unit_kind"] for unit in units}
        yield "unit_kind", None if kinds & set(wanted_kinds) else "%r, wanted %r" % (sorted(kinds), gold["unit_kind"])
    if "units" in gold:
        number = sum(unit["unit_kind"] in wanted_kinds for unit in units)
        yield "units", None if number == gold["units"] else "%d, wanted %d" % (number, gold["units"])
    if "places" in gold:
        wrong = [w for w in (check_place(units, place) for place in gold["places"]) if w]
        yield "places", "; ".join(wrong) or None
    if "contains" in gold:
        missing = [p for p in gold["contains"] if one_space(p) not in labelled and one_space(p) not in text]
        yield "contains", "missing %r" % missing if missing else None
    if "absent" in gold:
        raw = "\n".join((unit.get("heading") or "") + "\n" + unit["text"] for unit in bodies)
        there = [p for p in gold["absent"] if p in raw or (p.strip() and p in text)]
        yield "absent", "in a body: %r" % there if there else None
    for key, kind in BESIDE.items():
        if key in gold:
            beside = one_space(" ".join((unit.get("label") or "") + " " + whole(unit) for unit in units if unit["unit_kind"] == kind))
            missing = [p for p in gold[key] if one_space(p) not in beside]
            yield key, "missing %r" % missing if missing else None
    if "somewhere" in gold:
        everything = one_space(" ".join(whole(unit) for unit in units))
        missing = [p for p in gold["somewhere"] if one_space(p) not in everything]
        yield "somewhere", "missing %r" % missing if missing else None
    if "links" in gold:
        # in the metadata of the document or of a unit
        facts = [{k: v for k, v in got.items() if k != "units"}]
        facts += [{k: v for k, v in unit.items() if k not in ("text", "heading")} for unit in units]
        metadata = json.dumps(facts, ensure_ascii=False)
        missing = [uri for uri in gold["links"] if uri not in metadata]
        yield "links", "missing %r" % missing if missing else None
    if "drawn" in gold and by_ocr:
        wrong = [w for w in (check_place(units, place) for place in gold["drawn"]) if w]
        yield "drawn", "; ".join(wrong) or None
    for i, phrases in enumerate(gold.get("order", [])):
        yield "order %d" % i, check_order(bodies, phrases)


def known_gaps():
    gaps = {}
    with open(os.path.join(TREE, "tests", "golden", "known-gaps.tsv"), encoding="utf-8") as file:
        for line in file:
            if line.strip() and not line.startswith("#"):
                case, key, why = line.rstrip("\n").split("\t")
                gaps[case, key] = why
    return gaps


def main():
    gaps = known_gaps()
    ocr = has_ocr()
    number = failed = 0
    for case in sorted(os.listdir(FIXTURES)):
        gold_path = os.path.join(FIXTURES, case, "expected.json")
        if not os.path.exists(gold_path):
            continue
        with open(gold_path, encoding="utf-8") as file:
            gold = json.load(file)
        results = list(checks(gold, read(case, None)))
        if "with_password" in gold:
            unlocked = {"status": "ok", **gold["with_password"]}
            results += [("unlocked " + key, wrong) for key, wrong in checks(unlocked, read(case, gold["password"]))]
        if ocr and ("with_ocr" in gold or "drawn" in gold):
            seen = {"status": "ok", **gold.get("with_ocr", {})}
            if "drawn" in gold:
                seen["drawn"] = gold["drawn"]
            results += [("by OCR " + key, wrong) for key, wrong in checks(seen, read(case, None, ("--ocr", "auto")), True)]
        for key, wrong in results:
            number += 1
            why = gaps.get((case, key)) or gaps.get(("*", key)) or gaps.get((case, "*"))
            exact = (case, key) in gaps
            if wrong and not why:
                failed += 1
                print("not ok %d - %s: %s" % (number, case, key))
                print("# %s" % wrong, file=sys.stderr)
            elif wrong:
                print("not ok %d - %s: %s # TODO %s" % (number, case, key, why))
            elif exact:
                failed += 1
                print("not ok %d - %s: %s is a known gap that has closed: take its line out" % (number, case, key))
            else:
                print("ok %d - %s: %s" % (number, case, key))
    print("1..%d" % number)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
