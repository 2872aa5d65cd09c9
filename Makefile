# boxscore: a SQLite extension that scores and explains object detectors.
#
#   make         builds build/boxscore.so (.dylib on macOS)
#   make demo    sets up what is missing, builds, and prints a report on the example
#   make report  makes an HTML report on the example, build/report.html
#   make test    sets up what is missing, builds, and runs the quick tests
#   make static  builds build/libboxscore.a and build/boxscore.h, to link into a program
#   make release builds what is uploaded: the extension for every platform, and the libraries it uses
#   make install puts the extension where `.load boxscore` finds it (LIBDIR=...)
#
# Optional libraries are opened at run time; make GEOS=0 PNG=0 JPEG=0 XML=0 leaves them out. MANUAL=0 leaves out the pages of
# docs/ that boxscore_manual returns (half a megabyte).

VERSION := 0.1.0
GEOS ?= 1
PNG ?= 1
JPEG ?= 1
XML ?= 1
MANUAL ?= 1

CC ?= cc
BUILD ?= build
# What the extension is built for; another value than this machine's is for a cross-compiler.
SYSTEM ?= $(shell uname -s)
WARNINGS := -Wall -Wextra -Wshadow -Wconversion -Wvla
CFLAGS ?= -O2
CPPFLAGS += -Iext -DBOXSCORE_VERSION='"$(VERSION)"' -DBOXSCORE_GEOS=$(GEOS) -DBOXSCORE_PNG=$(PNG) \
  -DBOXSCORE_JPEG=$(JPEG) -DBOXSCORE_XML=$(XML)
# On Windows all code is position-independent, and the compiler rejects the flag.
PIC := $(if $(filter Windows,$(SYSTEM)),,-fPIC)
ALL_CFLAGS := -std=c11 $(PIC) -fvisibility=hidden -ffp-contract=off $(WARNINGS) $(CFLAGS)

ifeq ($(SYSTEM),Darwin)
  SUFFIX := dylib
  LIBDIR ?= /usr/local/lib
  LINK := -dynamiclib -undefined dynamic_lookup
  LIBRARIES := -lm
else ifeq ($(SYSTEM),Windows)
  SUFFIX := dll
  LIBDIR ?= /usr/lib
  LINK := -shared -pthread
  LIBRARIES := -lm
else
  SUFFIX := so
  LIBDIR ?= /usr/lib
  LINK := -shared -pthread -Wl,-z,defs,-z,relro,-z,now
  LIBRARIES := -lm -ldl
endif

EXTENSION := $(BUILD)/boxscore.$(SUFFIX)
# ext/packages has the packages of other languages, whose files are built by their own tools.
SOURCES := $(sort $(filter-out ext/packages/%,$(wildcard ext/*.c ext/*/*.c ext/*/*/*.c)))
# The scripts of views are there a second time, as temporary views that a database does not keep.
TEMPORARY := $(patsubst %,$(BUILD)/sql/temp_%.sql,reports charts pictures)
SCRIPTS := $(sort $(wildcard sql/*.sql sql/report/*)) $(TEMPORARY)
# The manual: empty where there is no docs/.
MANUAL_PAGES := $(if $(filter-out 0,$(MANUAL)),$(sort $(wildcard docs/*.md docs/*/*.md docs/*/*/*.md)))
OBJECTS := $(SOURCES:%.c=$(BUILD)/%.o) $(BUILD)/scripts.o

.DEFAULT_GOAL := all
# A prerequisite that makes a rule run each time.
.PHONY: always
always:

.PHONY: all objects static install uninstall clean
.DELETE_ON_ERROR:

all: $(EXTENSION)

objects: $(OBJECTS)

$(EXTENSION): $(OBJECTS)
	$(CC) $(ALL_CFLAGS) $(LDFLAGS) $(LINK) -o $@ $(OBJECTS) $(LIBRARIES)

$(BUILD)/%.o: %.c Makefile
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) $(CPPFLAGS) -MMD -MP -c -o $@ $<

# The scripts of sql/ are built in, what the HTML report wears, and the manual, so that one file carries all of them.
$(TEMPORARY): $(BUILD)/sql/temp_%.sql: sql/%.sql
	@mkdir -p $(@D)
	sed 's/^CREATE VIEW IF NOT EXISTS /CREATE TEMP VIEW IF NOT EXISTS /' $< > $@

# The names of the pages, written anew only when they change: a page that is removed is no longer built in.
$(BUILD)/manual.list: always
	@mkdir -p $(@D)
	@printf '%s\n' $(MANUAL_PAGES) | cmp -s - $@ || printf '%s\n' $(MANUAL_PAGES) > $@

$(BUILD)/scripts.c: $(SCRIPTS) $(MANUAL_PAGES) $(BUILD)/manual.list sql/embed.awk
	@mkdir -p $(@D)
	awk -v table=scripts -f sql/embed.awk $(SCRIPTS) > $@ </dev/null
	awk -v table=manual -f sql/embed.awk $(MANUAL_PAGES) >> $@ </dev/null

$(BUILD)/scripts.o: $(BUILD)/scripts.c
	$(CC) $(ALL_CFLAGS) $(CPPFLAGS) -c -o $@ $<

# One relocatable object, in which only the entry points are global: whatever a program calls its own functions, they never meet
# ours.
STATIC := $(BUILD)/static
ENTRY_POINTS := sqlite3_boxscore_init sqlite3_boxscorenofiles_init
OBJCOPY ?= objcopy

static:
	@$(MAKE) -s BUILD=$(STATIC) CFLAGS="$(CFLAGS) -DSQLITE_CORE" $(STATIC)/boxscore.o
	@rm -f $(BUILD)/libboxscore.a
	$(AR) rcs $(BUILD)/libboxscore.a $(STATIC)/boxscore.o
	cp ext/boxscore.h $(BUILD)/boxscore.h

$(BUILD)/boxscore.o: $(OBJECTS)
ifeq ($(SUFFIX),dylib)
	printf '_%s\n' $(ENTRY_POINTS) > $(BUILD)/entry_points
	$(CC) -r -nostdlib -Wl,-exported_symbols_list,$(BUILD)/entry_points -o $@ $(OBJECTS)
else
	$(CC) -r -nostdlib -o $@ $(OBJECTS)
	$(OBJCOPY) $(ENTRY_POINTS:%=--keep-global-symbol=%) $@
endif

install: $(EXTENSION)
	install -d $(DESTDIR)$(LIBDIR)
	install -m 644 $(EXTENSION) $(DESTDIR)$(LIBDIR)/

uninstall:
	rm -f $(DESTDIR)$(LIBDIR)/boxscore.$(SUFFIX)

clean:
	rm -rf $(BUILD)

-include $(OBJECTS:.o=.d)
include ext/packages/release/release.mk
include examples/examples.mk
include tests/tests.mk
