"""Writes PDF files object by object, so that a file may be larger than memory. Nothing here checks what is written: the
point of these files is that they are not as they should be."""
import hashlib
import zlib

PADDING = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")


def rc4(key, data):
    state, j = list(range(256)), 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) & 255
        state[i], state[j] = state[j], state[i]
    out, i, j = bytearray(), 0, 0
    for byte in data:
        i = (i + 1) & 255
        j = (j + state[i]) & 255
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) & 255])
    return bytes(out)


def encoded(text):
    return text if isinstance(text, bytes) else text.encode("latin-1")


def repeated(block, times):
    """`block` compressed as often as wanted: deflate streams that end on a byte can be put one after another, so 10 GB
    cost no more than their 10 MB. (The checksum at the end is left out; readers do not miss it.)"""
    squeezer = zlib.compressobj(9)
    head = squeezer.compress(b"") + squeezer.flush(zlib.Z_FULL_FLUSH)
    piece = squeezer.compress(block) + squeezer.flush(zlib.Z_FULL_FLUSH)
    return head + piece * times + b"\x03\x00"


class Pdf:
    def __init__(self, path, header=b"%PDF-1.7\n"):
        self.file = open(path, "wb")
        self.file.write(header)
        self.offsets = {}
        self.last = 0

    def reserve(self):
        self.last += 1
        return self.last

    def begin(self, number=None):
        number = number or self.reserve()
        self.offsets[number] = self.file.tell()
        self.file.write(b"%d 0 obj\n" % number)
        return number

    def add(self, body, number=None):
        number = self.begin(number)
        self.file.write(encoded(body) + b"\nendobj\n")
        return number

    def stream(self, data, dictionary="", number=None, squeeze=False):
        data = encoded(data)
        if squeeze:
            data, dictionary = zlib.compress(data, 6), dictionary + "/Filter/FlateDecode"
        return self.add(b"<<%s/Length %d>>\nstream\n%s\nendstream" % (encoded(dictionary), len(data), data), number)

    def hole(self, length, dictionary=""):
        """A stream of zeros that takes no room on the disk."""
        number = self.begin()
        self.file.write(b"<<%s/Length %d>>\nstream\n" % (encoded(dictionary), length))
        self.file.seek(length, 1)
        self.file.write(b"\nendstream\nendobj\n")
        return number

    def font(self):
        return self.add("<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>")

    def page(self, parent, contents, font, more="", number=None, box="0 0 595 842"):
        return self.add("<</Type/Page/Parent %d 0 R/MediaBox[%s]/Resources<</Font<</F %d 0 R>>>>/Contents %d 0 R%s>>"
                        % (parent, box, font, contents, more), number)

    def pages(self, texts, catalog="", page=""):
        """Font, tree, a page for each content stream, catalog; returns the catalog's number."""
        tree, font = self.reserve(), self.font()
        kids = [self.page(tree, self.stream(text), font, page) for text in texts]
        self.add("<</Type/Pages/Count %d/Kids[%s]>>" % (len(kids), " ".join("%d 0 R" % kid for kid in kids)), tree)
        return self.add("<</Type/Catalog/Pages %d 0 R%s>>" % (tree, catalog))

    def finish(self, root, trailer=""):
        start = self.file.tell()
        self.file.write(b"xref\n0 %d\n0000000000 65535 f \n" % (self.last + 1))
        for number in range(1, self.last + 1):
            offset = self.offsets.get(number)
            self.file.write(b"%010d 00000 n \n" % offset if offset else b"0000000000 65535 f \n")
        self.file.write(b"trailer\n<</Size %d/Root %d 0 R%s>>\nstartxref\n%d\n%%%%EOF\n"
                        % (self.last + 1, root, encoded(trailer), start))
        self.file.close()


def text_at(text, x=50, y=800, size=10):
    return "BT /F %g Tf %g %g Td (%s) Tj ET\n" % (size, x, y, text)


def encrypted(path, password):
    """One page behind a password of the user's: the standard security handler, revision 2 (ISO 32000-1, 7.6.3)."""
    padded = (password.encode("latin-1") + PADDING)[:32]
    owner = rc4(hashlib.md5(padded).digest()[:5], padded)
    key = hashlib.md5(padded + owner + b"\xfc\xff\xff\xff" + b"abcd").digest()[:5]
    pdf = Pdf(path)
    tree, font, contents = pdf.reserve(), pdf.font(), pdf.reserve()
    object_key = hashlib.md5(key + contents.to_bytes(3, "little") + b"\0\0").digest()[:10]
    pdf.stream(rc4(object_key, text_at("Hemligt").encode("latin-1")), number=contents)
    page = pdf.page(tree, contents, font)
    pdf.add("<</Type/Pages/Count 1/Kids[%d 0 R]>>" % page, tree)
    root = pdf.add("<</Type/Catalog/Pages %d 0 R>>" % tree)
    pdf.finish(root, "/ID[<61626364><61626364>]/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<%s>/U<%s>>>"
               % (owner.hex(), rc4(key, PADDING).hex()))
