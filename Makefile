# make run and make test are all that a newcomer needs: each first installs what
# is missing. Without a target, make tells what there is.

.DEFAULT_GOAL := help
.NOTPARALLEL:
SHELL := /bin/bash

# One set of flags everywhere, so that the slow part, Fyne's C, is compiled once
# a machine. x11: no Wayland in the program.
# A repository that git will not read (another owner's) must not stop the build.
export PATH := $(PATH):/usr/local/go/bin
readable := $(shell git rev-parse --git-dir >/dev/null 2>&1 || echo -buildvcs=false)
export GOFLAGS := $(strip $(shell go env GOFLAGS 2>/dev/null) $(readable) -tags=x11)

# The commit, for reports, also where Go must not ask git. It goes to the linker
# alone: nothing is compiled anew for it.
commit := $(shell git -c safe.directory='*' rev-parse HEAD 2>/dev/null)
stamp := -ldflags=-X=main.stamped=$(commit)

# These break real networks, in namespaces of their own. LAB=require: where the
# system denies those, fail. LAB=skip: leave out what needs them.
labs := ./checks/env ./checks/internal/lab
export LAB ?= require

# These have long tests without a second goroutine.
solitary := ./checks/report/...

# What is built for every system: all but the window.
portable := ./checks/... ./cmd/kpcheck/...
platforms := linux/amd64 linux/arm64 windows/amd64 windows/arm64 darwin/amd64 darwin/arm64
sources := $(wildcard assets checks cmd ui)

staticcheck := .cache/staticcheck-v0.8.2/staticcheck
govulncheck := .cache/govulncheck-v1.9.0/govulncheck

.PHONY: help screenshots run build test dist test-windows cross fmt vuln clean setup-run setup-test setup-dist setup-test-windows check-format vet lint unit generated

help: ## tell what there is
	@sed -n 's/^\([a-z-]*\):.*## /make \1\t/p' $(MAKEFILE_LIST) | expand -t 20

run: setup-run build ## set up, build and start the wizard (without a screen: an HTML report); ARGS="…" for its options
	@bin/kpdoctor $(ARGS); code=$$?; case $$code in \
	0|1|3|4) echo "kpdoctor ended with $$code (0 all is well, 1 broken, 3 degraded, 4 inconclusive)" ;; \
	*) exit $$code ;; esac

build: ## build bin/kpdoctor (the wizard) and bin/kpcheck
	@echo "building; the first time this takes some minutes, since it compiles OpenGL's C"
	go build $(stamp) -o bin/kpdoctor ./cmd/kpdoctor
	CGO_ENABLED=0 go build $(stamp) -o bin/kpcheck ./cmd/kpcheck

test: setup-test check-format vet lint cross build unit ## set up, then every check and test there is
	@echo "make test: everything passed"

dist: setup-dist ## make what is handed out, in dist/: Windows, Linux, kpcheck for every system
	.ci/dist

# dist/ is made where it is missing; make dist renews it.
test-windows: setup-test-windows ## run the Windows programs in Wine: demo faults, real networks, registry, installer
	@[ -e dist/SHA256SUMS ] || .ci/dist
	KPDOCTOR_WINE=require KPDOCTOR_DIST=$(CURDIR)/dist .ci/lab go test ./checks/internal/wine -count=1 -parallel 4 -timeout 30m $(ARGS)
	KPDOCTOR_WINE=require go test ./cmd/kpdoctor -count=1 -run Wine -timeout 30m $(ARGS)

# SEED and CASES choose others; the same seed is the same case for ever.
generated: SEED ?= 1
generated: CASES ?= 300
generated: ## break CASES (300) generated networks from SEED on, and shrink what is judged wrongly
	.ci/lab go test ./checks/internal/lab -v -run TestGenerated -seed $(SEED) -cases $(CASES) -shrink -timeout 3h

cross: ## build kpcheck for every system, into bin/
	@for p in $(platforms); do \
		out=bin/kpcheck-$${p%/*}-$${p#*/}; case $$p in windows/*) out=$$out.exe ;; esac; \
		echo "go build -o $$out"; \
		CGO_ENABLED=0 GOOS=$${p%/*} GOARCH=$${p#*/} go build $(stamp) -o $$out ./cmd/kpcheck || exit 1; \
	done

fmt: ## format the Go files
	gofmt -w $(sources)

vuln: ## look for known vulnerabilities in what we use (asks vuln.go.dev)
	@$(MAKE) -s $(govulncheck) || { echo "make vuln: govulncheck could not be fetched; nothing was looked up"; exit 0; }; \
	out=$$($(govulncheck) ./... 2>&1); code=$$?; echo "$$out"; \
	if [ $$code = 1 ] && grep -q 'vuln\.go\.dev' <<<"$$out"; then \
		echo "make vuln: its data at vuln.go.dev could not be reached; nothing was looked up"; \
	else exit $$code; fi

screenshots: setup-test ## draw every page and kind of verdict into DIR (.cache/screenshots); SHEETS=1 lays them side by side
	.ci/screenshots $(DIR)

clean: ## remove what was built here
	rm -rf bin dist .cache

setup-run setup-test setup-dist setup-test-windows: setup-%:
	@.ci/setup $*

check-format:
	@bad=$$(gofmt -l $(sources)); [ -z "$$bad" ] || { echo "make fmt would change:" $$bad; exit 1; }

vet:
	go vet ./...
	CGO_ENABLED=0 GOOS=windows go vet $(portable)
	CGO_ENABLED=0 GOOS=darwin go vet $(portable)

lint: $(staticcheck)
	$(staticcheck) -checks all,-ST1023 ./...

# cmd/kpdoctor alone goes without the race detector: it would compile OpenGL's C
# again, for minutes, and holds only wiring.
# -short leaves out what one goroutine works on for long, and is whole in the second line:
# the race detector could find nothing there and makes it ten times slower.
unit:
	go test -race -short $$(go list ./... | grep -v -e '/cmd/kpdoctor$$' $(labs:.%=-e '%$$'))
	go test $(solitary)
	.ci/lab go test -race $(labs)
	go test ./cmd/kpdoctor/...

# Tools live beside the tree, each in a folder named for its version.
$(staticcheck):
	GOBIN=$(CURDIR)/$(@D) go install honnef.co/go/tools/cmd/staticcheck@v0.8.2

$(govulncheck):
	GOBIN=$(CURDIR)/$(@D) go install golang.org/x/vuln/cmd/govulncheck@v1.9.0
