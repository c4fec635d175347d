#!/usr/bin/env bash
# The catalogues are complete, the right one is chosen, and what it says comes out whole.
. "$(dirname "$0")/lib.sh"

languages="sv nb nn"

# in_language NAME=VALUE... -- COMMAND...: runs with these variables of language and locale and no others.
in_language() {
  local variables=()
  while [ "$1" != -- ]; do
    variables+=("$1")
    shift
  done
  shift
  run env -u NORDSOK_LANGUAGE -u LANGUAGE -u LC_ALL -u LC_MESSAGES -u LANG "${variables[@]}" "$@"
}

# catalogues
for language in $languages; do
  if ! command -v msgfmt >/dev/null; then
    skip "$language is complete" "msgfmt is missing: apt install gettext"
    skip "$language has every text of the template" "msgcmp is missing: apt install gettext"
    continue
  fi
  statistics=$(LANGUAGE=en msgfmt --check --statistics -o /dev/null "$tree/po/$language.po" 2>&1)
  like "$statistics" '^[0-9]+ translated messages\.$' "$language is complete"
  run msgcmp "$tree/po/$language.po" "$tree/po/nordsok.pot"
  is 0 "$rc" "$language has every text of the template"
  [ "$rc" -eq 0 ] || diag "$(grep -v 'not used' <<<"$err")"
done

# --help
commands="index search open show status failures remove thesaurus reindex extract analyse identify watch"
declare -A overview=([sv]="Kommandon:" [nb]="Kommandoer:" [nn]="Kommandoar:" [en]="Commands:")
declare -A summary=([sv]="läs filer utan index" [nb]="les filer uten indeks" [nn]="les filer utan indeks")
declare -A option=([sv]="indexfil att använda" [nb]="indeksfil som skal brukes" [nn]="indeksfil som skal brukast")
declare -A operators=([sv]="OCH.*INTE.*ELLER" [nb]="OG.*IKKE.*ELLER" [nn]="OG.*IKKJE.*ELLER")
for language in $languages; do
  in_language NORDSOK_LANGUAGE="$language" -- nordsok --help
  is 0 "$rc" "$language: --help exits 0"
  like "$out" "^${overview[$language]}$" "$language: --help"
  like "$out" "extract .*${summary[$language]}" "$language: the commands are summed up"
  unlike "$out" 'Commands|Exit codes|publications |agenda item' "$language: and no English is left"
  for command in $commands; do
    in_language NORDSOK_LANGUAGE="$language" -- nordsok "$command" --help
    is 0 "$rc" "$language: $command --help exits 0"
    unlike "$out" ' (the|of|file|files|index file|form of|default) ' "$language: $command --help has no English"
  done
  in_language NORDSOK_LANGUAGE="$language" -- nordsok search --help
  like "$out" "--index=FIL +${option[$language]}" "$language: the options are told"
  like "$(tr '\n' ' ' <<<"$out")" "${operators[$language]}" "$language: the operators are those of the language"
done

# which language: told by the overview
speaks() {
  local wanted=$1 name=$2
  shift 2
  in_language "$@" -- nordsok --help
  like "$out" "^${overview[$wanted]}$" "$name"
}
speaks sv "NORDSOK_LANGUAGE beats LANGUAGE" NORDSOK_LANGUAGE=sv LANGUAGE=nb
speaks sv "NORDSOK_LANGUAGE beats LANG and LC_ALL" NORDSOK_LANGUAGE=sv LC_ALL=nn_NO.UTF-8 LANG=nb_NO.UTF-8
speaks en "NORDSOK_LANGUAGE=en beats LANG" NORDSOK_LANGUAGE=en LANG=sv_SE.UTF-8
speaks nb "LANGUAGE beats LANG" LANGUAGE=nb LANG=sv_SE.UTF-8
speaks nn "LC_ALL beats LANG" LC_ALL=nn_NO.UTF-8 LANG=sv_SE.UTF-8
speaks nn "LC_MESSAGES beats LANG" LC_MESSAGES=nn_NO.UTF-8 LANG=sv_SE.UTF-8
speaks sv "LANG" LANG=sv_SE.UTF-8
speaks sv "an empty variable is none" NORDSOK_LANGUAGE= LANGUAGE= LANG=sv_SE.UTF-8
speaks sv "Swedish of Finland is Swedish" LANG=sv_FI.UTF-8
speaks nb "no is bokmål" NORDSOK_LANGUAGE=no
speaks nb "no_NO is bokmål" LANG=no_NO.UTF-8
speaks nn "the second of a list, where the first is unknown" LANGUAGE=se:nn
speaks en "an unknown language is English" NORDSOK_LANGUAGE=tlh
speaks en "a word that begins as no is not Norwegian" NORDSOK_LANGUAGE=nonsense
speaks en "no variable at all is English"
speaks en "LC_ALL=C is English" LC_ALL=C LANG=sv_SE.UTF-8
speaks en "C.UTF-8 is English" LANG=C.UTF-8
for language in $languages; do
  speaks "$language" "$language with LC_ALL=C" NORDSOK_LANGUAGE="$language" LC_ALL=C
  speaks "$language" "$language with a locale that the machine lacks" NORDSOK_LANGUAGE="$language" LC_ALL=xx_XX.ISO-8859-1
done

# letters are UTF-8 whatever the locale
in_language NORDSOK_LANGUAGE=sv LC_ALL=C -- nordsok search
is 2 "$rc" "sv with LC_ALL=C: a usage error"
like "$err" '^nordsok search: ange vad du söker$' "comes out in UTF-8"

# plural forms
mkdir "$tmp/one" "$tmp/many"
printf 'Klimaplan\n\nKommunen vedtok en klimaplan.\n' >"$tmp/one/plan.txt"
printf 'Miljömål\n\nKommunen antog miljömålen om luft.\n' >"$tmp/many/luft.txt"
printf 'Miljömål\n\nKommunen antog miljömålen om vatten.\n' >"$tmp/many/vatten.txt"
: >"$tmp/many/tom.txt"
declare -A file=([sv]="fil på" [nb]="fil på" [nn]="fil på" [en]="file in")
declare -A files=([sv]="filer på" [nb]="filer på" [nn]="filer på" [en]="files in")
declare -A hit=([sv]="1 av 1 träff" [nb]="1 av 1 treff" [nn]="1 av 1 treff" [en]="1 of 1 place")
declare -A hits=([sv]="2 av 2 träffar" [nb]="2 av 2 treff" [nn]="2 av 2 treff" [en]="2 of 2 places")
declare -A taken=([sv]="1 fil borttagen" [nb]="1 fil tatt" [nn]="1 fil teken" [en]="1 file taken")
declare -A takens=([sv]="3 filer borttagna" [nb]="3 filer tatt" [nn]="3 filer tekne" [en]="3 files taken")
for language in $languages en; do
  index=$tmp/$language.db
  in_language NORDSOK_LANGUAGE="$language" -- nordsok index --index "$index" "$tmp/one"
  like "$out" "^1 ${file[$language]} " "$language: one file"
  in_language NORDSOK_LANGUAGE="$language" -- nordsok index --index "$index" "$tmp/many"
  like "$out" "^3 ${files[$language]} " "$language: three files"
  unlike "$(grep '^  ' <<<"$out" | grep -vE '^.{25}$')" . "$language: the counts stand in one column"
  in_language NORDSOK_LANGUAGE="$language" -- nordsok search --index "$index" klimaplan
  like "$out" "^${hit[$language]}$" "$language: one hit"
  in_language NORDSOK_LANGUAGE="$language" -- nordsok search --index "$index" miljömålen
  like "$out" "^${hits[$language]}" "$language: two hits"
  in_language NORDSOK_LANGUAGE="$language" -- nordsok remove --index "$index" "$tmp/one"
  like "$out" ": ${taken[$language]}" "$language: one file taken out"
  in_language NORDSOK_LANGUAGE="$language" -- nordsok remove --index "$index" "$tmp/many"
  like "$out" ": ${takens[$language]}" "$language: three files taken out"
done

# what programs read is the same in every language
nordsok index --index "$tmp/index.db" "$tmp/many" >/dev/null
for call in "failures --format json" "search --format json miljömålen" "search --format csv miljömålen"; do
  # shellcheck disable=SC2086 # words of the call
  in_language LC_ALL=C -- nordsok $call --index "$tmp/index.db"
  english=$out
  for language in $languages; do
    # shellcheck disable=SC2086
    in_language NORDSOK_LANGUAGE="$language" -- nordsok $call --index "$tmp/index.db"
    is "$english" "$out" "$language: $call is as in English"
  done
done

# failures: the state and the reason
in_language NORDSOK_LANGUAGE=nn -- nordsok failures --index "$tmp/index.db"
like "$out" '^  utan tekst: fila er heilt tom' "nn: a state and its reason"
in_language NORDSOK_LANGUAGE=sv -- nordsok failures --index "$tmp/index.db" --status empty
like "$out" '^  utan text: filen är helt tom; skaffa' "sv: the code of a state is not translated"
finish
