#!/usr/bin/env bash
# A person is taken out of the index: of what is shown, searched and stored, for good; and what is held can be asked for.
. "$(dirname "$0")/lib.sh"
docs=$tmp/docs
index=$tmp/one/index.db
mkdir -p "$docs" "$tmp/one"
cat >"$docs/mote.txt" <<'T'
Minnesanteckningar från möte om vatten

Närvarande: Anna-Karin Ekvall, Boverket, Bo Dal, Lunds kommun

Anna-Karin Ekvalls förslag antogs. Ekvall, Anna-Karin skrev ned det. Bo Dal tackade.

Frågor: ring 046-359 50 00 eller skriv till anna-karin.ekvall@exempel.se
T
printf 'Bilder\n\nVi tackar ANNA-KARIN\nEKVALL för allt om grodtunnlar.\n' >"$docs/bilder.txt"
cat >"$docs/sida.html" <<'T'
<html lang="sv"><head><title>Anna-Karin Ekvall om grodor</title><meta name="author" content="Anna-Karin Ekvall"></head>
<body><h1 id="anna-karin-ekvall">Anna-Karin Ekvall om grodor</h1><p>Karin Ekvall är en annan, och Anna-Karin Dal också.</p></body></html>
T
run nordsok index --contacts --index "$index" "$docs"
ok "$rc" "documents are indexed"

# --- what is held
run nordsok held --index "$index" Anna-Karin Ekvall
is 0 "$rc" "something is held"
like "$out" "mote.txt" "in the minutes"
like "$out" "participant" "with the role"
like "$out" "bilder.txt" "over the end of a line, in capitals"
is 3 "$(nordsok held --index "$index" --format json "ekvall, anna-karin" | jq -r '.[].document' | sort -u | wc -l)" "three documents, the last name first"
is document "$(nordsok held --index "$index" --format csv "Anna-Karin Ekvall" | head -1 | cut -d, -f1)" "as CSV"
run nordsok held --index "$index" Ekvall
is 2 "$rc" "one word is no name"
run nordsok held --index "$index" Nils Ingen
is 1 "$rc" "nothing is held on others"
run nordsok held --index "$index" "+46 46 359 50 00"
is 0 "$rc" "a number is found in another spelling"
run nordsok held
is 2 "$rc" "a name is asked for"

# --- a trial
before=$(sha256sum <"$index")
run nordsok forget --dry-run --index "$index" "Anna-Karin Ekvall"
is 0 "$rc" "what would be hidden is told"
like "$out" "would be hidden, in 3 documents" "how much"
like "$out" "$docs/mote.txt" "and which files hold it"
is "$before" "$(sha256sum <"$index")" "and nothing is changed"
run nordsok forget --index "$index" Ekvall
is 2 "$rc" "one word would take too much along"
run nordsok forget --index "$index"
is 2 "$rc" "a name is asked for here, too"

# --- forgotten
nordsok backup --index "$index" "$tmp/one/copy.db" >/dev/null
run nordsok forget --index "$index" "Anna-Karin Ekvall"
is 0 "$rc" "it is hidden"
like "$out" "in 3 documents" "in three documents"
like "$out" "$tmp/one/copy.db" "the copy that is not reached is named"
for file in "$index" "$index-wal" "$index-shm"; do
  [ -e "$file" ] || continue
  ! grep -a -i -q -E 'anna.?karin.{0,4}ekvall|ekvall.{0,4}anna' "$file"
  ok $? "no byte of it is left in ${file##*/}"
done
is 0 "$(strings -a "$index" | grep -c -i 'grodtunnlar.*ekvall')" "nor beside the words around it"
run nordsok held --index "$index" "Anna-Karin Ekvall"
is 1 "$rc" "nothing is held any more"
like "$out" "was forgotten" "and that it was forgotten is told"
run nordsok search --index "$index" '"anna-karin ekvall"'
is 1 "$rc" "it is not found"
run nordsok search --index "$index" grodtunnlar
is 0 "$rc" "what stands around it is"
unlike "$out" "EKVALL|Anna-Karin Ekvall" "without the name"
like "$(nordsok search --index "$index" --format json grodor | tr '\n' ' ')" "Karin Ekvall är en annan" "who has another name stays"
unlike "$(nordsok people --index "$index")" "Anna-Karin Ekvall" "the person is gone from the people"
like "$(nordsok people --index "$index")" "Bo Dal" "others are not"
run nordsok check --index "$index"
is 0 "$rc" "the index is whole"
like "$(nordsok forget --list --index "$index")" "^[0-9-]{10}  a name or address of 3 words, in 3 documents" "when, but not who"

# --- read again
printf '\nOch så Anna-Karin Ekvall igen.\n' >>"$docs/bilder.txt"
run nordsok index --contacts --verify --index "$index" "$docs"
ok "$rc" "changed files are read again"
run nordsok held --index "$index" "Anna-Karin Ekvall"
is 1 "$rc" "and it stays hidden"
nordsok remove --index "$index" "$docs" >/dev/null
run nordsok index --contacts --index "$index" "$docs"
run nordsok held --index "$index" "Anna-Karin Ekvall"
is 1 "$rc" "also where all is read anew"

# --- a number
run nordsok forget --index "$index" "+46 46-359 50 00"
is 0 "$rc" "a number is hidden in the spelling of the text"
run nordsok held --index "$index" "046 359 5000"
is 1 "$rc" "and asked for in a third"

run nordsok forget --index "$tmp/none.db" "Anna-Karin Ekvall"
is 3 "$rc" "an index that is not there is not made"
[ ! -e "$tmp/none.db" ]
ok $? "indeed"
finish
