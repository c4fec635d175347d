#!/usr/bin/env bash
# Web pages with a folder, presentations of one file a slide, frames: which files are documents and which are parts.
. "$(dirname "$0")/lib.sh"
impress=$tree/fixtures/slides-impress-sv-html

# of the files below folder $1: "name status" lines in order
states() {
  nordsok extract --format json "$1" | jq -r '"\(.path | split("/") | last) \(.status)"' | LC_ALL=C sort
}
page() { printf '<!DOCTYPE html>%s<html lang="sv"><body><main><h1>%s</h1><p>Kommunen har nu klarat målet om mindre utsläpp från vägtrafiken.</p></main></body></html>' "$2" "$3" >"$1"; }

# a page saved with its folder, as browsers in Swedish do
saved=$tmp/saved
mkdir -p "$saved/Målet nått-filer" "$saved/profiler"
page "$saved/Målet nått.html" '<!-- saved from url=(0035)https://www.example.org/nyheter/mal -->' 'Målet nått'
page "$saved/Målet nått-filer/annons.html" '' 'Köp nu'
page "$saved/profiler/vanlig.html" '' 'En vanlig sida'
printf 'var a = 1;\nfunction f() { return a; }\n' >"$saved/Målet nått-filer/script.js"
printf 'body { color: black }\n' >"$saved/Målet nått-filer/style.css"
printf 'GIF89a\1\0\1\0\200\0\0\0\0\0\377\377\377!\371\4\1\0\0\0\0,\0\0\0\0\1\0\1\0\0\2\2D\1\0;' >"$saved/Målet nått-filer/punkt.gif"
cp "$tree/fixtures/programme-sv-pdf/input.pdf" "$saved/Målet nått-filer/program.pdf"
is "Målet nått.html ok
annons.html unsupported
program.pdf ok
punkt.gif unsupported
script.js unsupported
style.css unsupported
vanlig.html ok" "$(states "$saved")" "the parts of a page are told from documents in its folder"
run nordsok extract --format json "$saved/Målet nått.html"
is "https://www.example.org/nyheter/mal" "$(jq -r .url <<<"$out")" "the address that the page was saved from"
run nordsok extract --format json "$saved/Målet nått-filer/annons.html"
is ok "$(jq -r .status <<<"$out")" "a part that is named is read"

index=$tmp/saved.db
run nordsok index --index "$index" "$saved"
is 0 "$rc" "parts are no failures"
is '{"ok":3,"unsupported":4}' "$(nordsok status --index "$index" --format json | jq -cS .states)" "each file has its state"
run nordsok search --index "$index" köp; is 1 "$rc" "what is left to the page is not found"
mv "$saved/Målet nått.html" "$tmp/aside.html"
run nordsok index --index "$index" "$saved"
run nordsok search --index "$index" köp; is 0 "$rc" "without its page a part stands for itself"
mv "$tmp/aside.html" "$saved/Målet nått.html"
run nordsok index --index "$index" "$saved"
run nordsok search --index "$index" köp; is 1 "$rc" "and is a part again when the page is back"
is '{"ok":3,"unsupported":4}' "$(nordsok status --index "$index" --format json | jq -cS .states)" "so that the states are as before"

# what PowerPoint writes: an empty frame set, the slides in the folder
ppt=$tmp/ppt
mkdir -p "$ppt/støy-filer"
head='<html xmlns:p="urn:schemas-microsoft-com:office:powerpoint"><head><meta http-equiv=Content-Type content="text/html; charset=utf-8"><meta name=ProgId content=PowerPoint.Slide>'
printf '%s<link rel=File-List href="st%%C3%%B8y-filer/filelist.xml"><link rel=Presentation-XML href="st%%C3%%B8y-filer/pres.xml"><title>Støy i byrom</title></head><frameset><noframes><body><p>Denne siden bruker rammer.</p></body></noframes></frameset></html>' "$head" >"$ppt/støy.htm"
slide() { printf '%s<link id=Main-File rel=Main-File href="../st%%C3%%B8y.htm"></head><body><div id=SlideObj class=sld style="visibility:hidden"><div v:shape="a" class=T>%s</div><div v:shape="b"><div class=B><span style="mso-special-format:bullet">•</span>%s&#13;</div></div></div>%s</body></html>' "$head" "$2" "$3" "$4" >"$ppt/støy-filer/$1"; }
slide slide0001.htm 'Støy i&#11;byrom' 'Ørsta, 2. mars' '<div id=NotesObj style="display:none"><table><tr><td>Ønsk velkommen.</td></tr></table></div>'
slide slide0002.htm 'Reserve' 'Bare ved spørsmål' ''
slide slide0003.htm 'Måling' 'Mål om natta' ''
printf '<xml><p:presentation><p:slide id="1" href="slide0001.htm"/><p:slide id="2" href="slide0003.htm"/><p:slide id="3" href="slide0002.htm"/></p:presentation></xml>' >"$ppt/støy-filer/pres.xml"
slides() { jq -c '[.units[] | [.unit_kind, .heading, .text, .fragment, .hidden]]' <<<"$out"; }
run nordsok extract --format json "$ppt/støy.htm"
is '[["slide","Støy i byrom","Ørsta, 2. mars","slide=1",null],["notes",null,"Ønsk velkommen.","slide=1",null],["slide","Måling","Mål om natta","slide=2",null],["slide","Reserve","Bare ved spørsmål","slide=3",null]]' "$(slides)" "PowerPoint's slides in the order of the show, with notes"
is "presentation Støy i byrom" "$(jq -r '"\(.document_kind) \(.title)"' <<<"$out")" "they are one presentation"
printf 'var gMainDoc=new Array(new hrefList("slide0001.htm",1,-1,1),new hrefList("slide0002.htm",0,-1,1),new hrefList("slide0003.htm",1,-1,1));' >"$ppt/støy-filer/script.js"
run nordsok extract --format json "$ppt/støy.htm"
is '[["Støy i byrom",null],["Reserve",true],["Måling",null]]' "$(jq -c '[.units[] | select(.unit_kind=="slide") | [.heading, .hidden]]' <<<"$out")" "hidden slides are told"
is "pres.xml unsupported
script.js unsupported
slide0001.htm unsupported
slide0002.htm unsupported
slide0003.htm unsupported
støy.htm ok" "$(states "$ppt")" "its files are parts"
rm "$ppt/støy-filer/slide0003.htm"
run nordsok extract --format json "$ppt/støy.htm"
like "$(jq -r '"\(.status): \(.reason)"' <<<"$out")" 'partial: .*1 / 3' "a slide that is missing is told"
rm -r "$ppt/støy-filer"
run nordsok extract --format json "$ppt/støy.htm"
like "$(jq -r '"\(.status): \(.reason)"' <<<"$out")" 'empty: the slides .* not beside' "so is the whole folder"
mkdir "$tmp/outside"
ln -s "$tmp/outside" "$ppt/støy-filer"
printf '%s</head><body><div id=SlideObj><div class=T>Utenfor</div></div></body></html>' "$head" >"$tmp/outside/slide0001.htm"
run nordsok extract --format json "$ppt/støy.htm"
is empty "$(jq -r .status <<<"$out")" "a folder that is a link is not followed"

# what PowerPoint 97 writes: all in one folder
old=$tmp/old
mkdir "$old"
mark='<HTML><HEAD><meta name="GENERATOR" content="Microsoft Internet Assistant for PowerPoint 97">'
printf '%s<TITLE>Avfallsplan</TITLE></HEAD><BODY><h1>Avfallsplan</h1><h2><A HREF="sld001.htm">Klicka här</A></h2><P><A HREF="sld002.htm">Vad vi gjorde</A></P></BODY></HTML>' "$mark" >"$old/index.htm"
printf '%s</HEAD><BODY><CENTER><IMG SRC="img001.gif"><A HREF="sld002.htm"><IMG SRC="next.gif" ALT="Nästa"></A><A HREF="index.html"><IMG ALT="Index"></A></CENTER><!-- <H2>Avfallsplan</H2> --></BODY></HTML>' "$mark" >"$old/sld001.htm"
printf '%s</HEAD><BODY><H1>Avfallsplan för Mora</H1><P><UL><LI><H2>Antagen 1998</H2></UL></P><P><TABLE><TD><A HREF="tsld002.htm">Nästa bild</A></TD><TD><A HREF="sld001.htm">Visa som bild</A></TD></TABLE></P></BODY></HTML>' "$mark" >"$old/tsld001.htm"
printf '%s</HEAD><BODY><CENTER><A HREF="sld001.htm"><IMG ALT="Föregående"></A></CENTER><!-- <H2>Vad vi gjorde</H2><UL><LI>Byggde en central</UL> --></BODY></HTML>' "$mark" >"$old/sld002.htm"
run nordsok extract --format json "$old/index.htm"
is '[["slide","Avfallsplan för Mora","Antagen 1998","slide=1",null],["slide","Vad vi gjorde","- Byggde en central","slide=2",null]]' "$(slides)" "PowerPoint 97's slides, of text pages or of what stands in a comment"
is "index.htm ok
sld001.htm unsupported
sld002.htm unsupported
tsld001.htm unsupported" "$(states "$old")" "its slides are parts"

# what Impress writes
is "1 ok, 26 unsupported" "$(nordsok extract --format json "$impress" | jq -r 'select(.path | endswith(".html")) | .status' | LC_ALL=C sort | uniq -c | xargs | sed 's/ ok/ ok,/')" "all files of Impress's export but the first are parts"
mkdir "$tmp/alone"
cp "$impress/text2.html" "$tmp/alone"
run nordsok extract --format json "$tmp/alone/text2.html"
is "ok presentation slide Åtgärder vid källan och vid fasaden" "$(jq -r '"\(.status) \(.document_kind) \(.units[0].unit_kind) \(.units[0].heading)"' <<<"$out")" "a slide without its first page is read"
unlike "$out" '"text": *"[^"]*Första sidan' "without the links to its neighbours"
page "$tmp/alone/text1.html" '' 'En sida som heter så'
printf '<html><body><p><a href="text1.html">En sida</a> <a href="img0.html">En bild</a></p><p>Kommunens sida om luft och vatten i tätorten.</p></body></html>' >"$tmp/alone/start.html"
is "start.html ok
text1.html ok
text2.html ok" "$(states "$tmp/alone")" "pages that only have such names are pages"

# frames of other sites
frames=$tmp/frames
mkdir "$frames"
printf '<html><head><title>Älvdalen</title></head><frameset cols="20,80"><frame src="meny.html"><frame src="text.html"><noframes>Din webbläsare visar inga ramar.</noframes></frameset></html>' >"$frames/index.html"
page "$frames/text.html" '' 'Om kommunen'
is "index.html unsupported
text.html ok" "$(states "$frames")" "a frame set leaves the text to its frames"
rm "$frames/text.html"
is "index.html empty" "$(states "$frames")" "and says so where they are not there"
finish
