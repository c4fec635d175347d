#!/usr/bin/env bash
# nordsok thesaurus: import in each form of RDF, list, replace, remove; damaged and hostile files leave nothing behind.
. "$(dirname "$0")/lib.sh"

cat >"$tmp/støy og buller.ttl" <<'END'
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix : <http://example.org/miljo/> .
:tesaurus a skos:ConceptScheme ; skos:prefLabel "Miljøtesaurus"@nb .
:1 a skos:Concept ; skos:inScheme :tesaurus ;
  skos:prefLabel "buller"@sv, "støy"@nb, "noise"@en-GB, "bruit"@fr ; skos:altLabel "larm"@sv .
:2 a skos:Concept ; skos:prefLabel "skyddat område"@sv, "verneområde"@no .
:3 a skos:Concept ; skos:prefLabel "ensam"@sv .
END
cat >"$tmp/transport.rdf" <<'END'
<?xml version="1.0" encoding="ISO-8859-1"?>
<!DOCTYPE rdf:RDF [ <!ENTITY skos "http://www.w3.org/2004/02/skos/core#"> ]>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:skos="&skos;">
<skos:Concept rdf:about="http://example.org/transport/1">
<skos:prefLabel xml:lang="sv">sp&#229;rv&#228;g</skos:prefLabel><skos:prefLabel xml:lang="nb">trikk</skos:prefLabel>
</skos:Concept></rdf:RDF>
END
echo '<http://example.org/a> <http://www.w3.org/2004/02/skos/core#prefLabel> "mark"@sv .
<http://example.org/a> <http://www.w3.org/2004/02/skos/core#prefLabel> "jord" .' >"$tmp/jord.nt"

thesauri() { nordsok thesaurus list --format json | jq -r '.thesauri | map(.name) | join(" ")'; }
labels() { sqlite3 "$XDG_DATA_HOME/nordsok/index.db" "SELECT label FROM thesaurus_label ORDER BY label" | tr '\n' ' '; }

# usage
run nordsok thesaurus; is 2 "$rc" "without arguments it exits 2"
run nordsok thesaurus import; is 2 "$rc" "import without a file exits 2"
run nordsok thesaurus merge x; is 2 "$rc" "an unknown word exits 2"
run nordsok thesaurus list --name x; is 2 "$rc" "--name with list exits 2"
run nordsok thesaurus import --language klingon "$tmp/jord.nt"; is 2 "$rc" "an unknown language exits 2"
run nordsok thesaurus import --name $'a\tb' "$tmp/jord.nt"; is 2 "$rc" "a name with a tab exits 2"
run nordsok thesaurus --help
like "$out" 'Turtle' "--help names the formats"
run nordsok thesaurus list; is 3 "$rc" "list without an index exits 3"
run nordsok thesaurus remove x; is 3 "$rc" "remove without an index exits 3"

# what is no thesaurus is told, and makes no index
printf '@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n<http://e.org/a> skos:prefLabel "a"@sv, "b"@nb .\n<http://e.org/b> skos:prefLabel "av' >"$tmp/cut.ttl"
run nordsok thesaurus import "$tmp/cut.ttl"
is 4 "$rc" "a damaged file exits 4"
like "$err" 'damaged.*line 3' "and its line is told"
head -c 300 "$tmp/transport.rdf" >"$tmp/cut.rdf"
run nordsok thesaurus import "$tmp/cut.rdf"; is 4 "$rc" "a damaged RDF/XML file exits 4"
like "$err" 'line [0-9]+' "and its line is told"
run nordsok thesaurus import "$tree/fixtures/programme-sv-pdf/input.pdf"; is 4 "$rc" "a PDF exits 4"
like "$err" 'RDF/XML, Turtle' "and is told to be no RDF"
head -c 5000 /dev/urandom >"$tmp/random.ttl"
run nordsok thesaurus import "$tmp/random.ttl"; is 4 "$rc" "random bytes exit 4"
: >"$tmp/empty.ttl"
run nordsok thesaurus import "$tmp/empty.ttl"; is 4 "$rc" "an empty file exits 4"
run nordsok thesaurus import "$tmp/none.ttl"; is 4 "$rc" "a missing file exits 4"
like "$err" 'opened' "and is told so"
run nordsok thesaurus import "$tmp"; is 4 "$rc" "a folder exits 4"
mkfifo "$tmp/fifo"
run timeout 10 nordsok thesaurus import "$tmp/fifo"; is 4 "$rc" "a pipe exits 4"
echo '<http://e.org/a> <http://e.org/b> "c"@sv .' >"$tmp/other.nt"
run nordsok thesaurus import "$tmp/other.nt"; is 4 "$rc" "RDF without SKOS exits 4"
run nordsok thesaurus import "$tmp/jord.nt"; is 4 "$rc" "a thesaurus of lone labels exits 4"
run nordsok thesaurus list
is "no thesaurus has been imported" "$out" "and nothing was written"
rm -rf "$XDG_DATA_HOME/nordsok"

# import
run nordsok thesaurus import "$tmp/støy og buller.ttl"
is 0 "$rc" "a Turtle file is imported"
is "støy og buller: 2 concepts with 6 labels" "$out" "by its own name, with its counts"
run nordsok thesaurus import --name transport "$tmp/transport.rdf"
is 0 "$rc" "an RDF/XML file is imported"
run nordsok thesaurus import --language nb "$tmp/jord.nt"
is 0 "$rc" "an N-Triples file is imported, with a language for the labels that name none"
is "jord støy og buller transport" "$(thesauri)" "list as JSON names all three"
is "buller jord larm mark noise skyddat område spårväg støy trikk verneområde " "$(labels)" "their labels are stored, those in French are not"
run nordsok thesaurus list
like "$out" "^støy og buller: 2 concepts with 6 labels" "list as text has the counts"
run nordsok thesaurus list --format json
is "name concepts labels imported path sha256" "$(jq -r '.thesauri[0] | keys_unsorted | join(" ")' <<<"$out")" "JSON has its members"
is "$(sha256sum <"$tmp/jord.nt" | cut -d' ' -f1)" "$(jq -r '.thesauri[0].sha256' <<<"$out")" "and the file's checksum"
is "$tmp/jord.nt" "$(jq -r '.thesauri[0].path' <<<"$out")" "and its path"

# replace, remove
sed -i 's/"larm"@sv/"oljud"@sv/' "$tmp/støy og buller.ttl"
run nordsok thesaurus import "$tmp/støy og buller.ttl"; is 0 "$rc" "a thesaurus is imported anew"
is "buller jord mark noise oljud skyddat område spårväg støy trikk verneområde " "$(labels)" "and replaces itself"
before=$(labels)
run nordsok thesaurus import --name transport "$tmp/cut.ttl"
is 4 "$rc" "a damaged file of the name of another exits 4"
is "$before" "$(labels)" "and leaves that as it was"
run nordsok thesaurus remove "støy og buller"; is 0 "$rc" "remove exits 0"
is "jord mark spårväg trikk " "$(labels)" "its labels are gone, the others' are not"
run nordsok thesaurus remove "støy og buller"; is 1 "$rc" "removing what is not there exits 1"
like "$err" 'thesaurus list' "and says what to do"

# documents and thesauri do not touch each other
printf 'Rubrik\n\nBuller från vägen.\n' >"$tmp/a.txt"
nordsok index "$tmp/a.txt" >/dev/null
run nordsok reindex; is 0 "$rc" "reindex exits 0"
is "jord transport" "$(thesauri)" "and keeps the thesauri"
run nordsok search vägen; is 0 "$rc" "search goes on"

# a search for one label finds another; the words are invented, so that nothing else can lead there
printf 'Rubrik\n\nVid sjön låg kvillbolten och väntade.\n' >"$tmp/b.txt"
nordsok index "$tmp/b.txt" >/dev/null
printf '@prefix s: <http://www.w3.org/2004/02/skos/core#> .\n<http://e.org/1> s:prefLabel "kvillbolten"@sv, "dråmesnell"@nb, "grim ostrel"@en .\n' >"$tmp/words.ttl"
run nordsok search dråmesnell; is 1 "$rc" "before the import nothing is found"
nordsok thesaurus import "$tmp/words.ttl" >/dev/null
run nordsok search dråmesnell; is 0 "$rc" "a search for one label finds another"
like "$out" 'kvillbolten' "in its text"
run nordsok search grim ostrel; is 0 "$rc" "a label of two words, too"
nordsok thesaurus remove words >/dev/null
run nordsok search dråmesnell; is 1 "$rc" "when the thesaurus is gone nothing is found"

# hostile files
bomb() {
  echo "<?xml version='1.0'?><!DOCTYPE x [<!ENTITY e0 'hahahahaha'>"
  for i in $(seq 1 "$1"); do echo "<!ENTITY e$i '$(printf "&e$((i - 1));%.0s" $(seq "$2"))'>"; done
  echo "]><rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns:skos='http://www.w3.org/2004/02/skos/core#'>"
  echo "<skos:Concept rdf:about='http://e.org/a'><skos:prefLabel xml:lang='sv'>&e$1;</skos:prefLabel></skos:Concept></rdf:RDF>"
}
bomb 20 10 >"$tmp/laughs.rdf"
bomb 1 200000 >"$tmp/quadratic.rdf"
for name in laughs quadratic; do
  run timeout 60 nordsok thesaurus import "$tmp/$name.rdf"
  is 4 "$rc" "entities that grow ($name) exit 4"
done
echo "hemlighet" >"$tmp/secret.txt"
{
  echo "<?xml version='1.0'?><!DOCTYPE x SYSTEM 'http://127.0.0.1:9/x.dtd' [<!ENTITY f SYSTEM 'file://$tmp/secret.txt'>"
  echo "<!ENTITY n SYSTEM 'http://127.0.0.1:9/x'> <!ENTITY % p SYSTEM 'file://$tmp/secret.txt'> %p;]>"
  echo "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns:skos='http://www.w3.org/2004/02/skos/core#'"
  echo " xmlns:xi='http://www.w3.org/2001/XInclude'><skos:Concept rdf:about='http://e.org/a'>"
  echo "<skos:prefLabel xml:lang='sv'>ett&f;&n;</skos:prefLabel><skos:prefLabel xml:lang='nb'>en</skos:prefLabel>"
  echo "</skos:Concept></rdf:RDF>"
} >"$tmp/references.rdf"
run timeout 60 nordsok thesaurus import "$tmp/references.rdf"
{ [ "$rc" -eq 0 ] || [ "$rc" -eq 4 ]; }
ok $? "a file that refers to others ends in order ($rc)"
unlike "$(labels)" 'hemlighet' "and nothing of them is read"
run nordsok thesaurus remove references
{
  cat "$tmp/jord.nt"
  printf '<http://e.org/b> <http://www.w3.org/2004/02/skos/core#prefLabel> "\033]0;x\007\\u001B[31m\\u202Ejord"@nb, "mark"@sv .'
} >"$tmp/controls.ttl"
run nordsok thesaurus import --language nb "$tmp/controls.ttl"
is 0 "$rc" "control characters in labels are no fault"
is "" "$(labels | tr -d '[:print:]åäöæøÅÄÖÆØ')" "but do not reach the index"

# stopped half-way
awk 'BEGIN { for (i = 0; i < 400000; i++) printf "<http://e.org/%d> <http://www.w3.org/2004/02/skos/core#prefLabel> \"ord%d\"@sv, \"ord%d\"@nb .\n", i, i, i }' >"$tmp/long.ttl"
before=$(labels)
nordsok thesaurus import "$tmp/long.ttl" >"$tmp/out" 2>"$tmp/err" &
pid=$!
sleep 1
kill -TERM $pid
wait $pid
is 130 $? "a run that is stopped exits 130"
like "$(cat "$tmp/err")" 'nothing was imported' "and says so"
is "$before" "$(labels)" "and nothing of it is there"
finish
