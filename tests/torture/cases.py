"""The hostile files: each case writes one, and says how a run with it may end.

CASES has them in order. Seconds are wall time of the whole run (a good file is read beside it), states those of the ledger
that are right for the file, worker_mb the most memory that a reader may come to hold."""
import random
import zlib
from dataclasses import dataclass
from typing import Callable

from pdf import Pdf, encrypted, repeated, text_at

TIMEOUT = 60  # of one file, as the runner says to nordsok
BOMB = 10 * 1024 * 1024 * 1024
LINE = "En rad om kommunens arbete med klimat och vatten"


@dataclass
class Case:
    name: str
    make: Callable
    states: tuple
    seconds: int
    worker_mb: int
    units: int = 0       # at least so many must be in the index
    whole: int = 0       # and so many where the state is `ok`: nothing may be left out without a word
    passwords: int = 0   # lines of the password file; the last one is "rett"
    suffix: str = "pdf"


CASES = []


def case(states, seconds=20, worker_mb=300, **more):
    def add(make):
        CASES.append(Case(make.__name__.replace("_", "-"), make, tuple(states.split()), seconds, worker_mb, **more))
        return make
    return add


def references(numbers):
    return " ".join("%d 0 R" % number for number in numbers)


def one_page(pdf, catalog="", page="", text=text_at(LINE)):
    return pdf.pages([text], catalog, page)


# --- trees of pages ----------------------------------------------------------------------------------------------------

# As many objects as pages are promised, so that the tree is walked; the reader below gives up at once otherwise.
@case("ok partial damaged")
def kids_are_ancestors(path):
    pdf = Pdf(path)
    top, middle, font = pdf.reserve(), pdf.reserve(), pdf.font()
    page = pdf.page(middle, pdf.stream(text_at(LINE)), font)
    pdf.add("<</Type/Pages/Count 3/Kids[%d 0 R %d 0 R %d 0 R]>>" % (page, top, middle), top)
    pdf.add("<</Type/Pages/Parent %d 0 R/Count 3/Kids[%d 0 R %d 0 R %d 0 R]>>" % (top, top, page, middle), middle)
    pdf.finish(pdf.add("<</Type/Catalog/Pages %d 0 R>>" % top))


@case("ok partial damaged")
def tree_of_depth_10000(path):
    pdf = Pdf(path)
    nodes, font = [pdf.reserve() for _ in range(10000)], pdf.font()
    page = pdf.page(nodes[-1], pdf.stream(text_at(LINE)), font)
    for node, kid in zip(nodes, nodes[1:] + [page]):
        pdf.add("<</Type/Pages/Count 1/Kids[%d 0 R]>>" % kid, node)
    pdf.finish(pdf.add("<</Type/Catalog/Pages %d 0 R>>" % nodes[0]))


@case("ok partial damaged")
def count_of_2147483647(path):
    pdf = Pdf(path)
    tree, font = pdf.reserve(), pdf.font()
    page = pdf.page(tree, pdf.stream(text_at(LINE)), font)
    pdf.add("<</Type/Pages/Count 2147483647/Kids[%d 0 R]>>" % page, tree)
    pdf.finish(pdf.add("<</Type/Catalog/Pages %d 0 R>>" % tree))


def tree_of_shared_levels(path, levels, fillers):
    pdf = Pdf(path)
    nodes, font = [pdf.reserve() for _ in range(levels)], pdf.font()
    page = pdf.page(nodes[-1], pdf.stream(text_at(LINE)), font)
    for level, (node, kid) in enumerate(zip(nodes, nodes[1:] + [page])):
        pdf.add("<</Type/Pages/Count %d/Kids[%s]>>" % (10 ** (levels - level), references([kid] * 10)), node)
    for _ in range(fillers):
        pdf.add("null")
    pdf.finish(pdf.add("<</Type/Catalog/Pages %d 0 R>>" % nodes[0]))


@case("ok partial damaged")
def tree_of_1000000000_pages(path):
    tree_of_shared_levels(path, 9, 0)


# As many objects as pages, so that the number looks honest.
@case("ok partial damaged", seconds=60, worker_mb=600)
def tree_of_100000_shared_pages(path):
    tree_of_shared_levels(path, 5, 100001)


@case("ok", seconds=60, worker_mb=300, units=10000)
def text_of_10000_pages(path):
    pdf = Pdf(path)
    pdf.finish(pdf.pages("".join(text_at("%s %d.%d" % (LINE, number, row), y=800 - 14 * row) for row in range(40))
                         for number in range(10000)))


# --- size -----------------------------------------------------------------------------------------------------------

@case("ok partial", seconds=40, units=3)
def gigabyte_in_one_stream(path):
    pdf = Pdf(path)
    hole = pdf.hole(2 ** 30, "/Type/EmbeddedFile")
    file = pdf.add("<</Type/Filespec/F(stor.bin)/EF<</F %d 0 R>>>>" % hole)
    pdf.finish(pdf.pages([text_at(LINE)] * 3, "/Names<</EmbeddedFiles<</Names[(stor.bin) %d 0 R]>>>>" % file))


@case("damaged timed-out", seconds=TIMEOUT + 20)
def gigabyte_of_noise(path):
    block = random.Random(1).randbytes(8 * 1024 * 1024 - 13)
    with open(path, "wb") as file:
        file.write(b"%PDF-1.7\n")
        while file.tell() < 2 ** 30:
            file.write(block)


@case("empty", seconds=30)
def images_on_5000_pages(path):
    pdf = Pdf(path)
    image = pdf.stream(b"\x55" * 1250, "/Type/XObject/Subtype/Image/Width 100/Height 100/ColorSpace/DeviceGray"
                       "/BitsPerComponent 1")
    pdf.finish(pdf.pages(["500 0 0 700 40 40 cm /I Do"] * 5000, page="/Resources<</XObject<</I %d 0 R>>>>" % image))


# --- nesting and bombs ------------------------------------------------------------------------------------------------

def nested(path, opening, closing, page):
    pdf = Pdf(path)
    deep = pdf.add(opening * 500000 + "1" + closing * 500000)
    content = text_at(LINE) + opening * 500000 + " TJ"
    pdf.finish(one_page(pdf, "/PageLabels %d 0 R/Names %d 0 R/Outlines %d 0 R/AcroForm %d 0 R" % ((deep,) * 4),
                        page % deep, content))


@case("ok partial", units=1)
def arrays_500000_deep(path):
    nested(path, "[", "]", "/Annots %d 0 R")


@case("ok partial", units=1)
def dictionaries_500000_deep(path):
    nested(path, "<</A ", ">>", "/PieceInfo %d 0 R")


@case("ok partial empty damaged timed-out out-of-memory too-large", seconds=TIMEOUT + 20, worker_mb=1100)
def content_stream_of_10_gb(path):
    pdf = Pdf(path)
    tree, font = pdf.reserve(), pdf.font()
    contents = pdf.stream(repeated(b"q Q " * (256 * 1024), BOMB // 2 ** 20), "/Filter/FlateDecode")
    page = pdf.page(tree, contents, font)
    pdf.add("<</Type/Pages/Count 1/Kids[%d 0 R]>>" % page, tree)
    pdf.finish(pdf.add("<</Type/Catalog/Pages %d 0 R>>" % tree))


@case("ok partial damaged timed-out out-of-memory", seconds=TIMEOUT + 20, worker_mb=2100)
def object_stream_of_2_gb(path):
    """The catalog is the first of 100,000 objects in an object stream; the others are nested arrays (20 million in all, which
    fill whatever memory there is), the last is 2 GB."""
    pdf = Pdf(path)
    catalog, tree = pdf.reserve(), pdf.reserve()
    pdf.add("<</Type/Pages/Count 1/Kids[%d 0 R]>>" % pdf.page(tree, pdf.stream(text_at(LINE)), pdf.font()), tree)
    objects = [b"<</Type/Catalog/Pages %d 0 R>> " % tree] + [b"[" * 200 + b"]" * 200 + b" "] * 99999
    head, offset = [], 0
    for number, body in enumerate(objects):
        head.append(b"%d %d " % (catalog if number == 0 else 1000 + number, offset))
        offset += len(body)
    head = b"".join(head)
    squeezer = zlib.compressobj(9)
    data = squeezer.compress(head + b"".join(objects)) + squeezer.flush(zlib.Z_FULL_FLUSH)
    data += repeated(b" " * 2 ** 20, 2048)[2:]
    bag = pdf.stream(data, "/Type/ObjStm/N %d/First %d/Filter/FlateDecode" % (len(objects), len(head)))
    cross_references(pdf, catalog, {catalog: bag}, pdf.last + 2)


def cross_references(pdf, root, bags, size):
    """A cross-reference stream for all objects; those of `bags` lie at the front of an object stream."""
    start, number = pdf.file.tell(), pdf.reserve()
    pdf.offsets[number] = start
    rows = bytes(7)
    for i in range(1, number + 1):
        kind, place = (2, bags[i]) if i in bags else (1, pdf.offsets[i])
        rows += bytes([kind]) + place.to_bytes(4, "big") + bytes(2)
    pdf.stream(rows, "/Type/XRef/Size %d/W[1 4 2]/Index[0 %d]/Root %d 0 R" % (size, number + 1, root), number=number)
    pdf.file.write(b"startxref\n%d\n%%%%EOF\n" % start)
    pdf.file.close()


@case("ok partial damaged out-of-memory", worker_mb=2100)
def cross_references_of_size_2147483648(path):
    pdf = Pdf(path)
    cross_references(pdf, one_page(pdf), {}, 2 ** 31)


@case("ok partial damaged out-of-memory", worker_mb=2100)
def cross_references_of_size_100000000(path):
    pdf = Pdf(path)
    cross_references(pdf, one_page(pdf), {}, 10 ** 8)


# What a reader says on its error stream is kept in memory until the next file: a word for each operator would be much.
@case("ok partial empty timed-out", seconds=TIMEOUT + 20)
def complaints_10000000(path):
    pdf = Pdf(path)
    tree, font = pdf.reserve(), pdf.font()
    contents = pdf.stream(repeated(b"hopp " * 200000, 50), "/Filter/FlateDecode")
    page = pdf.page(tree, contents, font)
    pdf.add("<</Type/Pages/Count 1/Kids[%d 0 R]>>" % page, tree)
    pdf.finish(pdf.add("<</Type/Catalog/Pages %d 0 R>>" % tree))


# --- one page that is too much -------------------------------------------------------------------------------------------

def crowded_page(path, content, box):
    pdf = Pdf(path)
    tree, font = pdf.reserve(), pdf.font()
    page = pdf.page(tree, pdf.stream(content, squeeze=True), font, box=box)
    pdf.add("<</Type/Pages/Count 1/Kids[%d 0 R]>>" % page, tree)
    pdf.finish(pdf.add("<</Type/Catalog/Pages %d 0 R>>" % tree))


def rows_of_operators(operator):
    return "\n".join("BT /F 10 Tf 1 0 0 1 0 %d Tm " % (12 * row) + operator * 2000 + "ET" for row in range(1000))


@case("ok partial timed-out too-large", seconds=TIMEOUT + 20, worker_mb=2100, units=1)
def text_operators_2000000(path):
    crowded_page(path, rows_of_operators("(o) Tj ").replace("(o) Tj " * 5, "(o) Tj " * 4 + "( ) Tj "), "0 0 15000 12000")


# Eight million letters on one page are too many for 2 GB.
@case("ok partial timed-out too-large out-of-memory", seconds=TIMEOUT + 20, worker_mb=2100)
def words_2000000_on_a_page(path):
    crowded_page(path, rows_of_operators("(ord ) Tj "), "0 0 40000 12000")


# Large sheets: of letters less than 3 points wide, poppler reads the first 50,000 of a page.
def scattered_words(path, count, width, height):
    dice = random.Random(2)
    words = ["BT /F 12 Tf %d %d Td (ord%d) Tj ET" % (width * dice.random(), height * dice.random(), i)
             for i in range(count)]
    crowded_page(path, "\n".join(words), "0 0 %d %d" % (width + 100, height + 100))


@case("ok partial", seconds=60, units=1)
def words_in_30000_random_places(path):
    scattered_words(path, 30000, 3760, 5310)


# poppler's TextPage::coalesce() takes time in the square of the words (40,000 take 7 s): no reader above it can be in time.
@case("ok partial timed-out", seconds=TIMEOUT + 20, worker_mb=1100)
def words_in_300000_random_places(path):
    scattered_words(path, 300000, 11900, 16800)


@case("ok partial too-large timed-out", seconds=TIMEOUT + 20, worker_mb=1100)
def unicode_map_of_10_mb(path):
    """One letter stands for ten megabytes of text, and is printed a thousand times."""
    pdf = Pdf(path)
    tree, font = pdf.reserve(), pdf.reserve()
    cmap = pdf.stream("/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n1 begincodespacerange <00> <FF> "
                      "endcodespacerange\n2 beginbfchar <41> <%s> <42> <0062> endbfchar endcmap end end"
                      % ("0061" * (5 * 1024 * 1024)), squeeze=True)
    pdf.add("<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode %d 0 R>>" % cmap, font)
    page = pdf.page(tree, pdf.stream(text_at("BB " + "A" * 1000)), font)
    pdf.add("<</Type/Pages/Count 1/Kids[%d 0 R]>>" % page, tree)
    pdf.finish(pdf.add("<</Type/Catalog/Pages %d 0 R>>" % tree))


@case("ok partial")
def fonts_in_circles(path):
    pdf = Pdf(path)
    tree, three, zero, form = pdf.reserve(), pdf.reserve(), pdf.reserve(), pdf.reserve()
    glyph = pdf.stream("1000 0 0 0 750 750 d1 BT /T 1 Tf (a) Tj ET /X Do")
    resources = "/Resources<</Font<</T %d 0 R/Z %d 0 R>>/XObject<</X %d 0 R>>>>" % (three, zero, form)
    pdf.add("<</Type/Font/Subtype/Type3/FontBBox[0 0 9 9]/FontMatrix[.1 0 0 .1 0 0]/CharProcs<</a %d 0 R>>/FirstChar 97"
            "/LastChar 97/Widths[9]/Encoding<</Differences[97/a]/BaseEncoding %d 0 R>>%s>>"
            % (glyph, three, resources), three)
    pdf.add("<</Type/Font/Subtype/Type0/BaseFont/A/Encoding %d 0 R/DescendantFonts[%d 0 R]/ToUnicode %d 0 R>>"
            % (zero, zero, zero), zero)
    pdf.stream("/X Do BT /T 9 Tf (a) Tj ET", "/Type/XObject/Subtype/Form/BBox[0 0 9 9]" + resources, number=form)
    font = pdf.font()
    content = text_at(LINE) + "/X Do BT /T 9 Tf (aaa) Tj /Z 9 Tf (abc) Tj ET"
    page = pdf.add("<</Type/Page/Parent %d 0 R/MediaBox[0 0 595 842]/Contents %d 0 R/Resources<</Font<</F %d 0 R/T %d 0 R"
                   "/Z %d 0 R>>/XObject<</X %d 0 R>>>>>>" % (tree, pdf.stream(content), font, three, zero, form))
    pdf.add("<</Type/Pages/Count 1/Kids[%d 0 R]>>" % page, tree)
    pdf.finish(pdf.add("<</Type/Catalog/Pages %d 0 R>>" % tree))


# --- what hangs on pages and documents ----------------------------------------------------------------------------------

def with_annotations(path, pages, annotation, catalog=""):
    """A thousand annotations on each of `pages` pages; `catalog` takes their numbers."""
    pdf = Pdf(path)
    tree, font = pdf.reserve(), pdf.font()
    text, everything, kids = pdf.stream(text_at(LINE)), [], []
    for page in range(pages):
        here = [pdf.add(annotation % (1000 * page + i, 1000 * page + i)) for i in range(1000)]
        everything += here
        kids.append(pdf.page(tree, text, font, "/Annots[%s]" % references(here)))
    pdf.add("<</Type/Pages/Count %d/Kids[%s]>>" % (pages, references(kids)), tree)
    more = catalog % references(everything) if catalog else ""
    pdf.finish(pdf.add("<</Type/Catalog/Pages %d 0 R%s>>" % (tree, more)))


NOTE = "<</Type/Annot/Subtype/Text/Rect[10 10 20 20]/T(Anna %d)/Contents(Kommentar %d om vatten)>>"


@case("ok partial", seconds=40, worker_mb=600, units=100, whole=100100)
def annotations_100000(path):
    with_annotations(path, 100, NOTE)


# poppler takes a page with more than 10,000 for broken.
@case("ok partial damaged", worker_mb=600)
def annotations_100000_on_one_page(path):
    pdf = Pdf(path)
    notes = [pdf.add(NOTE % (i, i)) for i in range(100000)]
    pdf.finish(one_page(pdf, page="/Annots[%s]" % references(notes)))


# For each annotation that is a field, poppler looks through all fields of the form (Form::findWidgetByRef()).
@case("ok partial timed-out", seconds=TIMEOUT + 20, worker_mb=600, units=1, whole=100)
def form_fields_50000(path):
    with_annotations(path, 50, "<</Type/Annot/Subtype/Widget/Rect[10 10 20 20]/FT/Tx/T(f%d)/V(Svar %d)>>",
                     "/AcroForm<</Fields[%s]>>")


@case("ok partial", units=1)
def outline_of_20000_in_a_circle(path):
    pdf = Pdf(path)
    outline = pdf.reserve()
    entries = [pdf.reserve() for _ in range(20000)]
    for i, entry in enumerate(entries):
        pdf.add("<</Title(Kapitel %d)/Parent %d 0 R/First %d 0 R/Next %d 0 R/Dest[0/Fit]>>"
                % (i, outline, entries[i // 2], entries[(i + 1) % len(entries)]), entry)
    pdf.add("<</Type/Outlines/First %d 0 R/Last %d 0 R/Count 20000>>" % (entries[0], entries[-1]), outline)
    pdf.finish(one_page(pdf, "/Outlines %d 0 R" % outline))


def with_attachments(path, streams):
    pdf = Pdf(path)
    names = []
    for i, (data, dictionary) in enumerate(streams):
        stream = pdf.stream(data, "/Type/EmbeddedFile/Subtype/text#2Fplain" + dictionary)
        names.append("(b%05d.txt) %d 0 R" % (i, pdf.add("<</Type/Filespec/F(b%05d.txt)/EF<</F %d 0 R>>>>" % (i, stream))))
    pdf.finish(one_page(pdf, "/Names<</EmbeddedFiles<</Names[%s]>>>>" % " ".join(names)))


@case("ok partial", seconds=40, worker_mb=600, units=1, whole=5001)
def attachments_5000(path):
    with_attachments(path, (("Bilaga %d om vatten" % i, "") for i in range(5000)))


@case("ok partial timed-out too-large out-of-memory", seconds=TIMEOUT + 20, worker_mb=1100, units=1)
def attachment_of_10_gb(path):
    with_attachments(path, [(repeated(b"vatten " * 150000, BOMB // 1050000), "/Filter/FlateDecode")])


# --- passwords --------------------------------------------------------------------------------------------------------

@case("encrypted")
def password_unknown(path):
    encrypted(path, "annet")


@case("encrypted", passwords=1000)
def passwords_1000_none_right(path):
    encrypted(path, "annet")


@case("ok", passwords=1000, units=1)
def passwords_1000_last_right(path):
    encrypted(path, "rett")
