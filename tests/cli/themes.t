#!/usr/bin/env bash
# nordsok themes: counts by year and country, in each form; a scheme of one's own, for what is there and what comes later.
. "$(dirname "$0")/lib.sh"

mkdir "$tmp/in"
printf 'Ny avfallsplan\n\nHushållen får nya kärl. Matavfall ska sorteras ut, och sopor hämtas mer sällan än förut.\n' >"$tmp/in/avfall.txt"
printf 'Overvann i byen\n\nKommunen vil håndtere overvann lokalt. Klimatilpasning og flomveier står i planen for området.\n' >"$tmp/in/overvann.txt"
printf 'Kallelse till mötet\n\nPlatsen är stadshuset. Anmäl förhinder till sekreteraren så snart som möjligt.\n' >"$tmp/in/kallelse.txt"
printf 'Biodling i staden\n\nBikuporna står på taket. Biodling kräver tid, och drottningen ska märkas varje år.\n' >"$tmp/in/bin.txt"
cat >"$tmp/bin.ttl" <<'END'
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<http://example.org/odling/bees> a skos:Concept ; skos:prefLabel "biodling"@sv, "birøkt"@nb ; skos:hiddenLabel "bikupa"@sv, "honung"@sv .
<http://example.org/odling/fish> a skos:Concept ; skos:prefLabel "fiskodling"@sv .
END

run nordsok themes; is 3 "$rc" "without an index it exits 3"
run nordsok themes remove mine; is 3 "$rc" "so does remove"
run nordsok themes merge x; is 2 "$rc" "an unknown word exits 2"
run nordsok themes --format html; is 2 "$rc" "an unknown format exits 2"
run nordsok index "$tmp/in"; is 0 "$rc" "documents are indexed"

run nordsok themes --scheme practice; is 0 "$rc" "themes are counted"
like "$out" '1 +waste \(practice:waste\)' "waste, by its name in English"
like "$out" 'climate adaptation \(practice:climate-adaptation\)' "climate adaptation"
run nordsok themes --format csv
like "$out" '^theme,label,year,country,documents' "CSV has a header"
like "$out" '^"practice:waste","waste","","","1"' "and a line a theme, year and country"
run nordsok themes --format json
is 1 "$(jq '.themes[] | select(.theme=="practice:waste") | .documents' <<<"$out")" "JSON has the counts"
is null "$(jq '.themes[] | select(.theme=="practice:waste") | .counts[0].year' <<<"$out")" "a year that is not known is null"
run nordsok themes --scheme nothing; is 1 "$rc" "a scheme without documents exits 1"

# year and country, in a copy, whose full-text index does not know of it
cp "$XDG_DATA_HOME/nordsok/index.db" "$tmp/copy.db"
sqlite3 "$tmp/copy.db" "UPDATE document SET date='2014-09' WHERE title LIKE 'Ny avf%';
 INSERT INTO finding(document,unit,kind,field,start,end,value,role,confidence) SELECT id,1,'place','text',0,2,'SE-1441',NULL,1 FROM document WHERE title LIKE 'Ny avf%'"
run nordsok themes --index "$tmp/copy.db" --format csv
like "$out" '^"practice:waste","waste","2014","SE","1"' "the year of the document, the country of its places"

# a scheme of one's own
run nordsok themes import --name practice "$tmp/bin.ttl"; is 2 "$rc" "a built-in scheme's name exits 2"
run nordsok themes import "$tmp/none.ttl"; is 4 "$rc" "a missing file exits 4"
run nordsok themes import --name bees "$tmp/bin.ttl"; is 0 "$rc" "a scheme is imported"
is "bees: 2 themes" "$out" "and its themes are counted"
run nordsok themes --scheme bees --format csv
like "$out" '^"bees:bees","biodling","","","1"' "what was in the index is read with it"
printf 'Mer biodling\n\nHonung slungas i augusti. Biodling är roligt, och bikuporna ska stå i sol hela dagen.\n' >"$tmp/in/mer.txt"
run nordsok index "$tmp/in"
run nordsok themes --scheme bees --format csv
like "$out" '^"bees:bees","biodling","","","2"' "and so is what comes later"
run nordsok themes import --name bees "$tmp/bin.ttl"
run nordsok themes --scheme bees --format csv
like "$out" '^"bees:bees","biodling","","","2"' "importing it again replaces it"
run nordsok check; is 0 "$rc" "the index is whole"
run nordsok themes remove bees; is 0 "$rc" "it is taken out"
run nordsok themes --scheme bees; is 1 "$rc" "with its findings"
run nordsok themes remove bees; is 1 "$rc" "taking it out twice exits 1"
finish
