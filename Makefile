# nordsok: build, test, install. `make help` lists the targets.
#
# Objects go to $(BUILD), one folder a room. A new .c file in a room is found by itself; which program a room is
# linked into is said once, below. Nothing here downloads anything but Debian packages, and only `deps`,
# `demo` and `check` do that.

VERSION  := 0.1.0
BUILD    ?= build
PREFIX   ?= /usr/local
CC       := $(if $(filter default,$(origin CC)),gcc,$(CC))
PKG_CONFIG ?= pkg-config

# --- Debian packages -----------------------------------------------------------------------------------------
# pkg-config module:package, for the clear line when one is missing
GROUND_MODULES := zlib:zlib1g-dev glib-2.0:libglib2.0-dev gio-2.0:libglib2.0-dev icu-uc:libicu-dev icu-i18n:libicu-dev
PARENT_MODULES := $(GROUND_MODULES) sqlite3:libsqlite3-dev json-glib-1.0:libjson-glib-dev nettle:nettle-dev
WORKER_MODULES := $(GROUND_MODULES) gio-unix-2.0:libglib2.0-dev libxml-2.0:libxml2-dev poppler-glib:libpoppler-glib-dev \
                  cairo:libcairo2-dev libgsf-1:libgsf-1-dev nettle:nettle-dev raptor2:libraptor2-dev libseccomp:libseccomp-dev \
                  json-glib-1.0:libjson-glib-dev
# Optional: without it all is built but nordsok-ocr
OCR_MODULES    := tesseract:libtesseract-dev lept:libleptonica-dev
ALL_MODULES    := $(sort $(PARENT_MODULES) $(WORKER_MODULES))
modules         = $(foreach m,$(1),$(firstword $(subst :, ,$(m))))

BUILD_PACKAGES := gcc libc6-dev pkg-config libglib2.0-dev libglib2.0-dev-bin libicu-dev zlib1g-dev libsqlite3-dev libxml2-dev \
                  libpoppler-glib-dev libcairo2-dev libgsf-1-dev nettle-dev libraptor2-dev libjson-glib-dev libstemmer-dev libseccomp-dev libtesseract-dev libleptonica-dev gettext poppler-data
TEST_PACKAGES  := perl sqlite3 python3 jq poppler-utils apertium-swe-nor apertium-nno-nob apertium-dan-nor apertium-swe-dan lttoolbox libical-dev \
                  tesseract-ocr tesseract-ocr-swe tesseract-ocr-nor tesseract-ocr-dan
LINT_PACKAGES  := clang clang-format clang-tidy shellcheck universal-ctags
ASAN_PACKAGES  := libclang-rt-14-dev llvm

# --- flags ---------------------------------------------------------------------------------------------------
WARNINGS := -Wall -Wextra -Wshadow -Wpointer-arith -Wstrict-prototypes -Wmissing-prototypes -Wold-style-definition \
            -Wwrite-strings -Wundef -Wformat=2 -Wnull-dereference -Wvla -Wimplicit-fallthrough \
            -Wno-unused-parameter -Wno-missing-field-initializers
WERROR   := $(if $(CI),-Werror)
OPT      ?= -O2 -g
HARDEN   ?= -D_FORTIFY_SOURCE=2 -fstack-protector-strong
SANITIZE ?=
DEFINES  := -D_GNU_SOURCE -DG_LOG_DOMAIN='"nordsok"' -DSQLITE_CORE -DNORDSOK_VERSION='"$(VERSION)"' \
            -DNORDSOK_LIBEXECDIR='"$(PREFIX)/libexec/nordsok"' -DNORDSOK_LOCALEDIR='"$(PREFIX)/share/locale"'
ALL_CFLAGS = -std=gnu17 -I. -fPIC $(OPT) $(HARDEN) $(SANITIZE) $(WARNINGS) $(WERROR) $(DEFINES) $(CFLAGS) $(PKG_CFLAGS)
PKG_CFLAGS := $(shell $(PKG_CONFIG) --cflags $(call modules,$(ALL_MODULES)) 2>/dev/null)
PARENT_LIBS := $(shell $(PKG_CONFIG) --libs $(call modules,$(PARENT_MODULES)) 2>/dev/null) -lstemmer -lm
WORKER_LIBS := $(shell $(PKG_CONFIG) --libs $(call modules,$(WORKER_MODULES)) 2>/dev/null) -lstemmer -lm
HAVE_OCR  := $(shell $(PKG_CONFIG) --exists $(call modules,$(OCR_MODULES)) 2>/dev/null && echo yes)
OCR_CFLAGS := $(shell $(PKG_CONFIG) --cflags $(call modules,$(OCR_MODULES)) 2>/dev/null)
OCR_LIBS  := $(shell $(PKG_CONFIG) --libs $(call modules,$(GROUND_MODULES) libseccomp) 2>/dev/null) -ltesseract -lstemmer -lm
LINK      = $(CC) $(SANITIZE) -Wl,-z,relro,-z,now -Wl,--as-needed $(LDFLAGS)

# --- rooms and programs (DESIGN: programs from one tree) -----------------------------------------------------
room      = $(patsubst %.c,$(BUILD)/%.o,$(wildcard $(1)/*.c $(1)/*/*.c))
MAINS     := $(BUILD)/pipeline/worker_main.o $(BUILD)/pipeline/ocr_main.o $(BUILD)/cli/main.o
DATA_OBJ  := $(BUILD)/data/resources.o
GROUND    := $(call room,document) $(call room,language) $(DATA_OBJ)
CAGE      := $(BUILD)/pipeline/sandbox.o $(BUILD)/pipeline/caged_program.o
WORKER_PIPELINE := $(BUILD)/pipeline/worker.o $(CAGE)
OCR_PIPELINE := $(BUILD)/pipeline/ocr_main.o $(BUILD)/pipeline/ocr_engine.o
OCR       := $(GROUND) $(OCR_PIPELINE) $(BUILD)/pipeline/ocr_text.o $(BUILD)/pipeline/tessdata.o $(CAGE)
WORKER    := $(GROUND) $(call room,extractors) $(call room,pipeline/stages) $(WORKER_PIPELINE)
EXTENSION_SOURCES := index/extension.c index/registration.c index/tokenizer.c index/grams.c index/rank.c
# The parent themes stored text by the schemes that its user has imported.
PARENT    := $(GROUND) $(BUILD)/pipeline/stages/themes.o $(filter-out $(MAINS) $(WORKER_PIPELINE) $(OCR_PIPELINE) $(BUILD)/pipeline/stages/%,$(call room,pipeline)) \
             $(filter-out $(BUILD)/index/extension.o,$(call room,index)) $(call room,queries) \
             $(filter-out $(MAINS),$(call room,cli)) $(call room,web)
EXTENSION := $(patsubst %.c,$(BUILD)/extension/%.o,$(EXTENSION_SOURCES)) $(call room,language) $(DATA_OBJ)
PROGRAMS  := $(BUILD)/nordsok $(BUILD)/nordsok-extract $(BUILD)/nordsok_fts.so $(if $(HAVE_OCR),$(BUILD)/nordsok-ocr)
LANGUAGES := $(patsubst po/%.po,%,$(wildcard po/*.po))
CATALOGUES := $(patsubst %,$(BUILD)/locale/%/LC_MESSAGES/nordsok.mo,$(LANGUAGES))

UNIT_TESTS := $(patsubst %.c,$(BUILD)/%,$(wildcard tests/unit/*.c))
FUZZ_REPLAYS := $(patsubst %.c,$(BUILD)/%,$(wildcard tests/fuzz/*.c))
TEST_WORKERS := $(patsubst %.c,$(BUILD)/%,$(wildcard tests/workers/*.c)) $(BUILD)/tests/workers/hostile
# The calendar's reader wants libical, which only tests use: without it they skip what it reads.
HAVE_ICAL := $(shell $(PKG_CONFIG) --exists libical 2>/dev/null && echo yes)
TEST_TOOLS := $(patsubst %.c,$(BUILD)/%,$(filter-out $(if $(HAVE_ICAL),,tests/tools/calendar.c),$(wildcard tests/tools/*.c)))
CLI_TESTS  := $(wildcard tests/cli/*.t)

.PHONY: all help demo check check-run check-unit check-cli check-layers check-fuzz lint asan check-asan fuzz torture memcheck quality bench bench-scale \
        install uninstall clean deps deps-test libraries
.DELETE_ON_ERROR:

all: $(PROGRAMS) $(CATALOGUES)

help:
	@echo 'make             build into $(BUILD)/ (installs nothing)'
	@echo 'make demo        install what the build needs, build, index the fixtures, search them'
	@echo 'make check       install what the tests need, build, run all tests'
	@echo 'make lint        layers, formatting, static checks'
	@echo 'make check-asan  the tests under AddressSanitizer and UBSan'
	@echo 'make quality     how right the answers are'
	@echo 'make identification-quality  how right the identification of languages is, cross-validated (fetches much)'
	@echo 'make bench       speed against pdftotext and libxml2, of presentations, and of analysis and writing against FTS5'
	@echo 'make bench-scale what queries cost on a million units (UNITS=N: on fewer)'
	@echo 'make bench-duplicates  how right near-duplicates are joined, and what it costs'
	@echo 'make bench-meaning  what is understood of documents, against blind gold'
	@echo 'make bench-stages where the time goes when web pages are indexed, stage by stage'
	@echo 'make bench-batch  a whole run against pdftotext and recollindex, and what isolation costs'
	@echo 'make bench-unchanged  what a run costs that finds nothing new among 100,000 files'
	@echo 'make bench-ocr   how many words of page images are found, and how fast'
	@echo 'make fuzz        fuzz each target for FUZZ_SECONDS (default 60)'
	@echo 'make torture     hostile PDF files and HTML pages: time, memory, state (some minutes, 2 GB below /tmp)'
	@echo 'make torture-batch  20,000 mutated files, and 300 runs that are killed (half an hour)'
	@echo 'make memcheck    the real PDF files, pages and presentations under AddressSanitizer, some under valgrind'
	@echo 'make install     to PREFIX ($(PREFIX)); make uninstall takes it away'
	@echo 'make deps        install the Debian packages that the build needs'

# --- missing libraries: one clear line each, before the compiler speaks --------------------------------------
libraries:
	@missing=; \
	need() { echo "nordsok: $$1 is missing: Debian package $$2" >&2; missing=1; }; \
	command -v $(firstword $(CC)) >/dev/null || need '$(firstword $(CC))' gcc; \
	command -v msgfmt >/dev/null || need msgfmt gettext; \
	if command -v $(PKG_CONFIG) >/dev/null; then \
	  for m in $(ALL_MODULES); do $(PKG_CONFIG) --exists "$${m%%:*}" || need "$${m%%:*}" "$${m#*:}"; done; \
	else need $(PKG_CONFIG) pkg-config; fi; \
	[ -e /usr/include/libstemmer.h ] || need libstemmer libstemmer-dev; \
	[ -n '$(HAVE_OCR)' ] || echo "nordsok: nordsok-ocr, which reads the text on images, is left out: Debian package libtesseract-dev is missing" >&2; \
	[ -z "$$missing" ] || { echo "nordsok: 'make deps' installs what is missing" >&2; exit 1; }

# `make V=1` shows the commands whole.
Q := $(if $(V),,@)
say = $(if $(V),,@echo '  $(1)  $(2)')

# --- compile -------------------------------------------------------------------------------------------------
$(BUILD)/%.o: %.c | libraries
	@mkdir -p $(@D)
	$(call say,CC,$@)
	$(Q)$(CC) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

$(BUILD)/extension/%.o: %.c | libraries
	@mkdir -p $(@D)
	$(call say,CC,$@)
	$(Q)$(CC) $(ALL_CFLAGS) -USQLITE_CORE -MMD -MP -c -o $@ $<

$(BUILD)/data/resources.c: data/resources.xml $(wildcard data/*.txt data/*.tsv data/*/*.txt data/*/*.tsv data/*/*/*.txt data/*/*/*.tsv data/*/*.ttl) data/language/identification.model | libraries
	@mkdir -p $(@D)
	$(Q)glib-compile-resources --sourcedir=data --generate-source --internal --c-name nordsok --target=$@ $<

$(DATA_OBJ): $(BUILD)/data/resources.c
	$(Q)$(CC) $(filter-out -Wmissing-prototypes,$(ALL_CFLAGS)) -c -o $@ $<

$(BUILD)/nordsok: $(PARENT) $(BUILD)/cli/main.o
	$(call say,LINK,$@)
	$(Q)$(LINK) -o $@ $^ $(PARENT_LIBS)

$(BUILD)/nordsok-extract: $(WORKER) $(BUILD)/pipeline/worker_main.o
	$(call say,LINK,$@)
	$(Q)$(LINK) -o $@ $^ $(WORKER_LIBS)

$(BUILD)/nordsok-ocr: $(OCR)
	$(call say,LINK,$@)
	$(Q)$(LINK) -o $@ $^ $(OCR_LIBS)

$(OCR_PIPELINE): PKG_CFLAGS += $(OCR_CFLAGS)

$(BUILD)/nordsok_fts.so: $(EXTENSION)
	$(call say,LINK,$@)
	$(Q)$(LINK) -shared -o $@ $^ $(filter-out -lsqlite3,$(PARENT_LIBS))

$(BUILD)/locale/%/LC_MESSAGES/nordsok.mo: po/%.po | libraries
	@mkdir -p $(@D)
	$(Q)msgfmt --check-format -o $@ $<

# All texts that users read, from all rooms: reasons are marked where they arise. `make po` brings the catalogues up to date.
PO_SOURCES := $(wildcard */*.[ch] */*/*.[ch])
po/nordsok.pot: $(PO_SOURCES)
	$(Q)xgettext --from-code=UTF-8 --keyword=_ --keyword=N_ --keyword=ngettext_:1,2 --package-name=nordsok --no-location \
	  --sort-output -o $@ $(sort $(filter-out build/% tests/%,$(PO_SOURCES)))
	$(Q)sed -i 's/^"POT-Creation-Date: .*/"POT-Creation-Date: \\n"/; s/charset=CHARSET/charset=UTF-8/' $@

.PHONY: po
po: po/nordsok.pot
	$(Q)for l in $(LANGUAGES); do msgmerge --quiet --update --backup=none --no-location --sort-output --no-fuzzy-matching po/$$l.po $<; done

# --- tests ---------------------------------------------------------------------------------------------------
$(BUILD)/tests/unit/%: $(BUILD)/tests/unit/%.o $(PARENT) $(WORKER)
	@mkdir -p $(@D)
	$(call say,LINK,$@)
	$(Q)$(LINK) -o $@ $(sort $^) $(PARENT_LIBS) $(WORKER_LIBS)

$(BUILD)/tests/fuzz/%: $(BUILD)/tests/fuzz/%.o $(BUILD)/tests/fuzz/driver/standalone.o $(PARENT) $(WORKER)
	@mkdir -p $(@D)
	$(call say,LINK,$@)
	$(Q)$(LINK) -o $@ $(sort $^) $(PARENT_LIBS) $(WORKER_LIBS)

$(BUILD)/bench/%: $(BUILD)/bench/%.o $(BUILD)/bench/retrieval_set.o $(BUILD)/bench/corpus.o $(PARENT) $(WORKER)
	@mkdir -p $(@D)
	$(call say,LINK,$@)
	$(Q)$(LINK) -o $@ $(sort $^) $(PARENT_LIBS) $(WORKER_LIBS)

$(BUILD)/tests/tools/%: $(BUILD)/tests/tools/%.o $(GROUND)
	@mkdir -p $(@D)
	$(call say,LINK,$@)
	$(Q)$(LINK) -o $@ $^ $(WORKER_LIBS) $(TOOL_LIBS)
$(BUILD)/tests/tools/calendar: TOOL_LIBS = $(shell $(PKG_CONFIG) --libs libical 2>/dev/null)

# The real worker and one extractor more: the registry is compiled a second time, with a longer list.
HOSTILE := $(call room,tests/workers/hostile_extractor) $(BUILD)/tests/workers/hostile_extractor/registry.o
$(BUILD)/tests/workers/hostile_extractor/registry.o: extractors/registry.c | libraries
	@mkdir -p $(@D)
	$(call say,CC,$@)
	$(Q)$(CC) -iquote tests/workers/hostile_extractor $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

$(BUILD)/tests/workers/hostile: $(HOSTILE) $(filter-out $(BUILD)/extractors/registry.o,$(WORKER)) $(BUILD)/pipeline/worker_main.o
	$(call say,LINK,$@)
	$(Q)$(LINK) -o $@ $^ $(WORKER_LIBS)

$(BUILD)/tests/workers/%: $(BUILD)/tests/workers/%.o $(WORKER)
	@mkdir -p $(@D)
	$(call say,LINK,$@)
	$(Q)$(LINK) -o $@ $^ $(WORKER_LIBS)

PROVE := prove -e ''

# As many jobs as processors, unless the caller has said how many.
JOBS = $(if $(filter -j%,$(MAKEFLAGS)),,-j$(shell nproc 2>/dev/null || echo 1))

check: deps-test
	$(MAKE) --no-print-directory $(JOBS) check-run

check-run: all $(UNIT_TESTS) $(FUZZ_REPLAYS) $(TEST_WORKERS) $(TEST_TOOLS)
	@tests/check-layers
	@BUILD="$$(realpath $(BUILD))" $(PROVE) $(UNIT_TESTS) $(FUZZ_REPLAYS) $(CLI_TESTS)

check-unit: all $(UNIT_TESTS) $(TEST_WORKERS)
	@BUILD="$$(realpath $(BUILD))" $(PROVE) $(UNIT_TESTS)

check-fuzz: $(FUZZ_REPLAYS)
	@BUILD="$$(realpath $(BUILD))" $(PROVE) $(FUZZ_REPLAYS)

check-cli: all $(TEST_WORKERS) $(TEST_TOOLS)
	@BUILD="$$(realpath $(BUILD))" $(PROVE) $(CLI_TESTS)

check-layers:
	tests/check-layers

lint:
	@tests/install-packages 'lint' $(BUILD_PACKAGES) $(LINT_PACKAGES)
	tests/check-layers
	tests/lint

asan:
	$(MAKE) --no-print-directory $(JOBS) BUILD=build/asan HARDEN= OPT='-O1 -g -fno-omit-frame-pointer' \
	  SANITIZE='-fsanitize=address,undefined -fno-sanitize-recover=undefined' CFLAGS='-DNORDSOK_SANITIZED=1 $(CFLAGS)' all

check-asan: deps-test
	$(MAKE) --no-print-directory $(JOBS) BUILD=build/asan HARDEN= OPT='-O1 -g -fno-omit-frame-pointer' \
	  SANITIZE='-fsanitize=address,undefined -fno-sanitize-recover=undefined' CFLAGS='-DNORDSOK_SANITIZED=1 $(CFLAGS)' check-run

bench: all
	@tests/install-packages 'the benchmark' poppler-utils
	bench/pdf
	$(MAKE) --no-print-directory $(BUILD)/bench/language
	$(BUILD)/bench/language
	$(MAKE) --no-print-directory $(BUILD)/bench/extract_speed $(BUILD)/bench/ppt_deck
	bench/decks
	$(MAKE) --no-print-directory $(BUILD)/bench/page_speed
	bench/pages

# How right near-duplicates are joined, and what that costs: a minute.
.PHONY: bench-duplicates
bench-duplicates: all $(BUILD)/bench/works
	BUILD=$(BUILD) bench/duplicates --table
	$(BUILD)/bench/works

# Recognition of text on images: some five minutes.
.PHONY: bench-ocr
bench-ocr: all $(BUILD)/bench/ocr_pages
	@tests/install-packages 'the benchmark' poppler-utils python3 tesseract-ocr-swe tesseract-ocr-nor tesseract-ocr-dan
	BUILD=$(BUILD) bench/ocr

# A million units take some twenty minutes and 5 GB below /tmp; UNITS=100000 is the quick form.
UNITS ?= 1000000
bench-scale: $(BUILD)/bench/scale
	$(BUILD)/bench/scale $(UNITS)

.PHONY: bench-batch
bench-batch: all $(BUILD)/bench/isolation
	@tests/install-packages 'the benchmark' poppler-utils hyperfine recollcmd jq
	BUILD=$(BUILD) bench/batch

.PHONY: bench-unchanged
bench-unchanged: all
	BUILD=$(BUILD) bench/unchanged

quality: all
	@tests/install-packages 'the measurement' python3
	bench/quality

.PHONY: bench-meaning
bench-meaning: all
	BUILD=$(BUILD) bench/meaning
	BUILD=$(BUILD) bench/false-meanings

# Where the time goes when web pages are indexed, stage by stage.
.PHONY: bench-stages
bench-stages: all $(BUILD)/bench/stage_times
	$(BUILD)/bench/stage_times fixtures/pages/*/*/page.html

# --- the model of language identification (docs/identification.md) ---------------------------------------------
# The model is in the tree: only who changes its features, sources or training needs these. They fetch about 900 MB of
# Debian packages, the first time, and read ../shared where it is.
IDENTIFICATION := $(BUILD)/tools/identification
IDENTIFICATION_PACKAGES := python3 apertium apertium-nno-nob apertium-dan-nor apertium-swe-dan apertium-swe-nor
$(BUILD)/tools/%.o: OPT := -O3 -g -fno-math-errno

$(IDENTIFICATION)/identification: $(patsubst %.c,$(BUILD)/%.o,$(wildcard tools/identification/*.c)) $(BUILD)/language/identify.o
	$(call say,LINK,$@)
	$(Q)$(LINK) -o $@ $^ $(PARENT_LIBS)

$(IDENTIFICATION)/corpus.tsv: tools/identification/collect $(wildcard tools/identification/*.txt)
	@mkdir -p $(@D)
	@tests/install-packages 'the model' $(IDENTIFICATION_PACKAGES)
	tools/identification/collect $(@D) >$@

.PHONY: identification-model identification-quality identification-speed
identification-model: $(IDENTIFICATION)/identification $(IDENTIFICATION)/corpus.tsv
	$< model $(IDENTIFICATION)/corpus.tsv data/language/identification.model

identification-quality: $(IDENTIFICATION)/identification $(IDENTIFICATION)/corpus.tsv
	$< quality $(IDENTIFICATION)/corpus.tsv

identification-speed: $(IDENTIFICATION)/identification $(IDENTIFICATION)/corpus.tsv
	$< speed $(IDENTIFICATION)/corpus.tsv data/language/identification.model

FUZZ_SECONDS ?= 60
fuzz: all
	@tests/install-packages 'fuzzing' $(BUILD_PACKAGES) clang $(ASAN_PACKAGES)
	tests/fuzz/run $(FUZZ_SECONDS)
	@BUILD="$$(realpath $(BUILD))" tests/fuzz/images $(FUZZ_SECONDS)

# Both readers, with and without the sanitizers.
memcheck: $(BUILD)/tests/workers/extract_files
	@tests/install-packages 'the memory checks' valgrind
	$(MAKE) --no-print-directory BUILD=build/asan HARDEN= OPT='-O1 -g -fno-omit-frame-pointer' \
	  SANITIZE='-fsanitize=address,undefined -fno-sanitize-recover=undefined' CFLAGS='-DNORDSOK_SANITIZED=1 $(CFLAGS)' \
	  build/asan/tests/workers/extract_files
	@BUILD="$$(realpath $(BUILD))" tests/memcheck

torture: all
	@tests/install-packages 'the hostile files' python3
	@BUILD="$$(realpath $(BUILD))" tests/torture/run

# Twenty thousand mutated files, once more with attacks among them, and 300 killed runs: some twenty-five minutes.
.PHONY: torture-batch
torture-batch: all $(BUILD)/tests/workers/hostile
	@tests/install-packages 'the hostile files' python3
	@BUILD="$$(realpath $(BUILD))" tests/torture/mutated
	@BUILD="$$(realpath $(BUILD))" tests/torture/mutated --seed 2 --timeout 2 --hostile $(BUILD)/tests/workers/hostile
	@BUILD="$$(realpath $(BUILD))" tests/torture/killed --kills 300

# --- packages ------------------------------------------------------------------------------------------------
deps:
	@tests/install-packages 'the build' $(BUILD_PACKAGES)

deps-test:
	@tests/install-packages 'the tests' $(BUILD_PACKAGES) $(TEST_PACKAGES)

demo: deps
	$(MAKE) --no-print-directory $(JOBS) all
	@BUILD=$(BUILD) bench/demo

# --- units for systemd: of users, since indexes are (docs/weekly.md) --------------------------------------------
UNIT_FILES := $(wildcard dist/systemd/*)
.PHONY: install-units
install-units:
	install -d '$(DESTDIR)$(PREFIX)/lib/systemd/user'
	for u in $(UNIT_FILES); do \
	  sed 's|@PREFIX@|$(PREFIX)|g' $$u >'$(DESTDIR)$(PREFIX)/lib/systemd/user/'$$(basename $$u .in) || exit 1; done
	install -D -m 644 docs/weekly.md '$(DESTDIR)$(PREFIX)/share/doc/nordsok/weekly.md'

# --- install -------------------------------------------------------------------------------------------------
install: all install-units
	install -D -m 755 $(BUILD)/nordsok $(DESTDIR)$(PREFIX)/bin/nordsok
	install -D -m 755 $(BUILD)/nordsok-extract $(DESTDIR)$(PREFIX)/libexec/nordsok/nordsok-extract
	$(if $(HAVE_OCR),install -D -m 755 $(BUILD)/nordsok-ocr $(DESTDIR)$(PREFIX)/libexec/nordsok/nordsok-ocr)
	install -D -m 644 $(BUILD)/nordsok_fts.so $(DESTDIR)$(PREFIX)/lib/nordsok/nordsok_fts.so
	for l in $(LANGUAGES); do \
	  install -D -m 644 $(BUILD)/locale/$$l/LC_MESSAGES/nordsok.mo $(DESTDIR)$(PREFIX)/share/locale/$$l/LC_MESSAGES/nordsok.mo; done

uninstall:
	rm -f $(DESTDIR)$(PREFIX)/bin/nordsok $(DESTDIR)$(PREFIX)/libexec/nordsok/nordsok-extract \
	  $(DESTDIR)$(PREFIX)/libexec/nordsok/nordsok-ocr $(DESTDIR)$(PREFIX)/lib/nordsok/nordsok_fts.so
	rm -f $(foreach l,$(LANGUAGES),$(DESTDIR)$(PREFIX)/share/locale/$(l)/LC_MESSAGES/nordsok.mo)
	for u in $(UNIT_FILES); do rm -f '$(DESTDIR)$(PREFIX)/lib/systemd/user/'$$(basename $$u .in); done
	rm -f '$(DESTDIR)$(PREFIX)/share/doc/nordsok/weekly.md'
	-rmdir '$(DESTDIR)$(PREFIX)/share/doc/nordsok' $(DESTDIR)$(PREFIX)/libexec/nordsok $(DESTDIR)$(PREFIX)/lib/nordsok 2>/dev/null

clean:
	rm -rf $(BUILD)

-include $(shell find $(BUILD) -name '*.d' -not -path '$(BUILD)/asan/*' 2>/dev/null)
.SECONDARY:
