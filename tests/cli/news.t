#!/usr/bin/env bash
# What has come, changed, moved and gone since a run or a day.
. "$(dirname "$0")/lib.sh"
export NORDSOK_INDEX=$tmp/index.db
in=$tmp/papper
mkdir -p "$in"

page() { # NAME TITLE TEXT
  printf '<!DOCTYPE html><html lang="sv"><head><title>%s</title></head><body><main><h1>%s</h1><p>%s</p></main></body></html>' "$2" "$2" "$3" >"$in/$1"
  touch -d '2 hours ago' "$in/$1"
}
changes() { nordsok news --format json "$@" | jq -r '.items[] | "\(.change) \(.path|split("/")|last)"' | sort | paste -sd, -; }
index() { nordsok index "$in" >/dev/null 2>&1; }

run nordsok news
is 3 "$rc" "without an index there is no news"
page a.html 'Ärlig plan' 'Kommunen planerar vindkraft vid kusten.'
page b.html 'Ål i ån' 'Ålen vandrar upp i ån igen om våren.'
page c.html 'Östra bron' 'Bron stängs för trafik under sommaren.'
page d.html 'Zonindelning' 'Staden delas in i zoner för parkering.'
index
is "new a.html,new b.html,new c.html,new d.html" "$(changes)" "the first run has only news"
index
run nordsok news
is "1 nothing new" "$rc $(tail -1 <<<"$out")" "a run without changes has none"
like "$out" '^News since 20..-..-.. \(run 2\)$' "and says which run it tells of"

page a.html 'Ärlig plan' 'Kommunen har beslutat om vindkraft vid kusten.'
mv "$in/b.html" "$in/bb.html"
rm "$in/c.html"
index
is "changed a.html,gone c.html,moved bb.html" "$(changes)" "changed, gone and moved are told"
run nordsok news
like "$out" 'was at .*/b\.html' "where it was is told"
like "$out" 'Gone: 1' "what is gone is counted"
like "$out" 'Östra bron' "and named as it was called"
is "$(jq -r '.items[] | select(.change=="changed") | .earlier_document' <<<"$(nordsok news --format json)" | xargs nordsok show | grep -c 'planerar')" 1 "what has changed can be shown as it was"
is "new a.html,new bb.html,new d.html" "$(changes --since 1)" "over several runs each file is told once, by what it comes to"
is "new a.html,new bb.html,new d.html" "$(changes --since 2020)" "a year is a day to count from"
is "new a.html,new bb.html,new d.html" "$(changes --since "$(date -u +%Y-%m-%d)")" "so is today"
run nordsok news --since 2099-01-01
is 1 "$rc" "nothing has happened in the future"

page a.html 'Ärlig plan' 'Kommunen planerar vindkraft vid kusten.'
page c.html 'Östra bron' 'Bron stängs för trafik under sommaren.'
index
is "" "$(changes --since 3 | tr , '\n' | grep -v moved)" "what is back as it was comes to nothing"
is "changed a.html,new c.html" "$(changes)" "though the last run saw it come"

# orders and forms
is "Ål i ån|Ärlig plan|Östra bron|Zonindelning" "$(nordsok news --since 1 | grep -oE 'Ärlig plan|Ål i ån|Östra bron|Zonindelning' | paste -sd'|')" "in English å is an a"
is "Zonindelning|Ål i ån|Ärlig plan|Östra bron" "$(NORDSOK_LANGUAGE=sv nordsok news --since 1 | grep -oE 'Ärlig plan|Ål i ån|Östra bron|Zonindelning' | paste -sd'|')" "in Swedish the last letters are å ä ö"
like "$(NORDSOK_LANGUAGE=nn nordsok news --since 1)" '^Nytt: 4$' "and the words are the user's"
nordsok news --since 1 --format html >"$tmp/mail.html"
like "$(cat "$tmp/mail.html")" '<html lang="en">' "HTML has its language"
is 4 "$(nordsok extract "$tmp/mail.html" 2>/dev/null | grep -cE '^(Ärlig plan|Ål i ån|Östra bron|Zonindelning)')" "and can be read"
is 5 "$(nordsok news --since 1 --format csv | wc -l)" "CSV has a head and a line each"
like "$(nordsok news --since 1 --limit 1)" 'and 3 more' "a long section is cut, and says so"
page e.html '<script>alert(1)</script>' 'Text om brunnar och vatten i kommunen.'
sed -i 's#</head>#<link rel="canonical" href="javascript:alert(1)"></head>#' "$in/e.html"
index
unlike "$(nordsok news --format html)" '<script|href="javascript' "what a page says of itself is no markup"
nordsok index "$in" --base-url "$in=https://x.example/p" >/dev/null 2>&1
like "$(nordsok news --since 1 --format html)" 'href="https://x.example/p/a.html"' "addresses of folders are links"
printf 'x' >"$in/trasig.pdf"; printf '%%PDF-1.4 trasig' >"$in/trasig.pdf"
index
like "$(nordsok news)" '1 file could not be read' "what could not be read is counted"

for bad in '--since yesterday' '--format xml' '--group theme' '--limit -1' 'hej'; do
  # shellcheck disable=SC2086
  run nordsok news $bad
  is 2 "$rc" "a usage error: $bad"
done
finish
