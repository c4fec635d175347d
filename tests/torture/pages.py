"""The hostile HTML pages, as cases.py has the PDF files. (Not named html: the standard library has a module of that name.)

Each is one pattern many times over, after a heading and before a last paragraph. Where nothing is left out (`ok`), both must
have become units."""
from cases import TIMEOUT, case

MB = 1024 * 1024
HEAD = b"<!DOCTYPE html><html><head><meta charset=utf-8><title>Vatten</title></head><body><h1>Vatten</h1><p>En rad.</p>"
FOOT = b"<h2>Sist</h2><p>Slutet.</p></body></html>"


def write(path, *parts):
    """parts: bytes, or (bytes, times)"""
    with open(path, "wb") as file:
        for part in parts:
            block, times = part if isinstance(part, tuple) else (part, 1)
            step = max(1, MB // max(len(block), 1))
            for _ in range(times // step):
                file.write(block * step)
            file.write(block * (times % step))


def page_of(name, block, times, states="ok", before=b"", after=b"", foot=FOOT, numbered=False, **more):
    """A case: HEAD, `before`, `block` so many times ("%d" in it is the number), `after`, `foot`."""
    def make(path):
        if numbered:
            write(path, HEAD + before, b"".join(block % ((i,) * block.count(b"%d")) for i in range(times)), after + foot)
        else:
            write(path, HEAD + before, (block, times), after + foot)
    make.__name__ = name
    more.setdefault("worker_mb", 1500)
    more.setdefault("seconds", 40)
    case(states, suffix="html", **more)(make)


def megabytes(name, block, size=100, **more):
    page_of("megabytes_%d_of_%s" % (size, name), block, size * MB // len(block), **more)


CUT = "ok partial"

# --- one tag -----------------------------------------------------------------------------------------------------------

page_of("attributes_40000_in_a_tag", b" a%d=b", 40000, before=b"<p", after=b">Text.</p>", numbered=True, units=2)
page_of("attributes_4000000_in_a_tag", b" a%d=b", 4000000, before=b"<p", after=b">Text.</p>", numbered=True, units=2)
page_of("attributes_4000000_of_one_name", b" class=x", 4000000, before=b"<p", after=b">Text.</p>", units=2)
page_of("classes_of_100_mb", b"meny ", 20 * MB, before=b"<div class='", after=b"'>Text.</div>", units=2)
megabytes("names_of_elements", b"x", before=b"<", after=b">Text.", units=2)

# --- depth ----------------------------------------------------------------------------------------------------------------

for depth in (10000, 1000000):
    for kind, block in (("div", b"<div>"), ("tables", b"<table><tr><td>"), ("lists", b"<ul><li>"), ("sections", b"<section>"),
                        ("formatting", b"<font color=red><b><i>ord "), ("quotes", b"<blockquote><p>ord"), ("links", b"<a href=x>ord "),
                        ("unknown", b"<x-y>ord "), ("menus", b"<nav><ul class=meny><li><a href=x>ord</a>"),
                        ("forms", b"<form><fieldset><label for=a>ord"), ("objects", b"<object>ord "), ("buttons", b"<button>ord "),
                        ("definitions", b"<dl><dt>ord<dd>"), ("headings", b"<h2><div>ord ")):
        page_of("depth_%d_of_%s" % (depth, kind), block, depth, CUT, units=1)

# --- a hundred megabytes -----------------------------------------------------------------------------------------------------

megabytes("data_in_an_image", b"iVBORw0KGgo/", before=b"<img alt='En bild av vatten' src='data:image/png;base64,", after=b"'>", units=2)
megabytes("data_in_css", b"iVBORw0KGgo/", before=b"<style>a{background:url(data:image/png;base64,", after=b")}</style>", units=2)
megabytes("data_in_a_style", b"iVBORw0KGgo/", before=b"<p style='background:url(data:image/png;base64,", after=b")'>Text.</p>", units=2)
megabytes("data_in_a_script", b"iVBORw0KGgo/", before=b"<script>var x='", after=b"';</script>", units=2)
megabytes("data_in_text", b"iVBORw0KGgo/", before=b"<p>", after=b"</p>", units=2, worker_mb=2100, seconds=TIMEOUT)
megabytes("data_in_json_ld", b'"iVBORw0KGgo/",', before=b"<script type='application/ld+json'>[", after=b"]</script>", units=2)
megabytes("script_never_closed", b"if (a < b) { }\n", before=b"<script>", units=1)
megabytes("one_word", b"vatten", before=b"<p>", after=b"</p>", units=2, worker_mb=2100, seconds=TIMEOUT)
megabytes("words", b"vatten och ", before=b"<p>", after=b"</p>", units=2, worker_mb=2100, seconds=TIMEOUT)
megabytes("spaces", b" ", before=b"<p>ett", after=b"ord</p>", units=2)
megabytes("line_ends", b"\n", before=b"<pre>ett", after=b"ord</pre>", units=2)
megabytes("less_than", b"<", states=CUT, worker_mb=2100, seconds=TIMEOUT)
megabytes("ampersands", b"&", states=CUT, worker_mb=2100, seconds=TIMEOUT)
megabytes("ampersands_with_letters", b"&a", states=CUT, worker_mb=2100, seconds=TIMEOUT)
megabytes("references", b"&aring;", states=CUT, worker_mb=2100, seconds=TIMEOUT)
megabytes("references_escaped", b"&amp;amp;", states=CUT, worker_mb=2100, seconds=TIMEOUT)
megabytes("comments_never_closed", b"<!--", states=CUT)
megabytes("comments", b"<!---->", states=CUT)
megabytes("tags_never_closed", b"<a href=", states=CUT)
megabytes("quotes_never_closed", b"<a href=\"x>", states=CUT, worker_mb=2100, seconds=TIMEOUT)
megabytes("apostrophes_never_closed", b"<p title='", states=CUT)
megabytes("ends_of_tags", b"</div>", states=CUT, seconds=TIMEOUT)
megabytes("cdata_never_closed", b"<![CDATA[", states=CUT)
megabytes("declarations", b"<?xml ?>", states=CUT)
megabytes("letters_encoded_twice", "Ã¥".encode(), states=CUT, worker_mb=2100, seconds=TIMEOUT)
megabytes("stray_bytes", b"\xe5", states=CUT, worker_mb=2100, seconds=TIMEOUT)
megabytes("bytes_that_are_no_utf_8", b"\xc3(", states=CUT, worker_mb=2100, seconds=TIMEOUT)
megabytes("headings", b"<h2>a</h2>", states=CUT, worker_mb=2100, seconds=TIMEOUT)
megabytes("empty_headings", b"<h2></h2>", states=CUT, worker_mb=2100, seconds=TIMEOUT)
megabytes("empty_cells", b"<td></td>", states=CUT, before=b"<table><tr>", worker_mb=2100, seconds=TIMEOUT)
megabytes("rows", b"<tr><td>a<td>b", states=CUT, before=b"<table>", worker_mb=2100, seconds=TIMEOUT)
megabytes("combining_marks", "\u0308".encode(), states=CUT, before=b"<p>a", worker_mb=2100, seconds=TIMEOUT)
megabytes("paragraphs", b"<p>a", states=CUT, worker_mb=2100, seconds=TIMEOUT)

# --- many of a kind -------------------------------------------------------------------------------------------------------------

page_of("spans_of_2147483647", b"<tr><td colspan=2147483647 rowspan=2147483647>a<td>b</tr>", 1000, before=b"<table>", after=b"</table>", units=2)
page_of("ids_1000000_the_same", b"<a id=x></a>", 1000000, CUT, units=1)
page_of("ids_1000000", b"<p id=x%d>a", 1000000, CUT, numbered=True, units=1, seconds=TIMEOUT)
page_of("labels_1000000", b"<label for=x>a</label><input id=x>", 1000000, CUT, units=1, seconds=TIMEOUT)
page_of("controls_1000000", b"<button aria-controls=x%d>a</button>", 1000000, CUT, numbered=True, units=1, seconds=TIMEOUT)
page_of("controls_1000000_with_panels", b"<button aria-controls=x>a</button><div id=x hidden>b</div>", 1000000, CUT, units=1,
        seconds=TIMEOUT)
page_of("line_breaks_1000000", b"<br>", 1000000, units=2)
page_of("line_breaks_1000000_with_words", b"ord<br>", 1000000, units=2, seconds=TIMEOUT)
page_of("links_500000_in_a_list", b"<li><a href='/x/%d'>l\xc3\xa4nk</a>", 500000, CUT, before=b"<ul>", after=b"</ul>", numbered=True, units=1,
        seconds=TIMEOUT)
page_of("links_500000_in_a_paragraph", b"<a href='/x/%d'>l\xc3\xa4nk</a> ", 500000, CUT, before=b"<p>", after=b"</p>", numbered=True, units=1,
        seconds=TIMEOUT)
page_of("boxes_300000_of_links", b"<div class=related><h3>L\xc3\xa4s mer</h3><a href=x>a</a><a href=y>b</a></div>", 300000, CUT, units=1,
        seconds=TIMEOUT)
page_of("boxes_300000_nested_in_menus", b"<div class=meny><nav><a href=x>a</a></nav>", 300000, CUT, units=1, seconds=TIMEOUT)
page_of("contacts_300000", b"<div><p>Kontakta oss</p><p>Tel 070-123 45 67</p></div>", 300000, CUT, before=b"<main><p>Kort.</p></main>",
        units=1, seconds=TIMEOUT)
page_of("blocks_500000_beside_main", b"<div>Kontakt <b>x</b></div>", 500000, CUT, before=b"<main><h1>Vatten</h1><p>Kort.</p></main>",
        units=1, seconds=TIMEOUT)
page_of("articles_300000", b"<article><header><h2>Rubrik</h2></header><p>Text.</p><footer>Fot</footer></article>", 300000, CUT, units=1,
        seconds=TIMEOUT)
page_of("asides_in_depth", b"<div><aside>ord</aside>", 200000, CUT, units=1, seconds=TIMEOUT)
page_of("headings_in_depth", b"<div><h3>ord</h3>", 200000, CUT, units=1, seconds=TIMEOUT)
page_of("images_1000000", b"<img alt='En karta %d av vatten'>", 1000000, CUT, numbered=True, units=1, seconds=TIMEOUT)
page_of("metadata_500000", b"<meta name=dc.title content='x'><title>y</title>", 500000, CUT, units=1)
page_of("languages_500000", b"<p lang=sv>ord<p lang=nb>ord", 250000, CUT, units=1, seconds=TIMEOUT)
page_of("colons_before_lists", b"<p>Se:</p><ul><li><a href=a.pdf>a</a></ul>", 200000, CUT, units=1, seconds=TIMEOUT)
