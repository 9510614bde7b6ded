# `make` alone lists the targets.

# What a build needs beside the Swift toolchain, as Debian and Ubuntu name it.
DEV_PACKAGES := libssl-dev libnghttp2-dev

SWIFT ?= $(or $(shell command -v swift),$(wildcard /opt/swift/usr/bin/swift),swift)
JOBS ?= $(shell nproc)
BUILD := $(SWIFT) build --jobs $(JOBS)
RELEASE := .build/release/apus
# The linker optimises all rooms as one program: a tenth fewer instructions a request, and two in a hundred more at its
# highest level. It lays what serves side by side (`make order`): 3 MB fewer resident pages. The package cannot say so
# itself.
WHOLE_PROGRAM := --experimental-lto-mode=full -Xlinker --lto-O3 \
	-Xlinker --symbol-ordering-file=$(CURDIR)/Sources/apus/serving.order -Xlinker --no-warn-symbol-ordering
# Relocations in a twentieth of the room, a megabyte of the program, where the C library can read them (glibc 2.36).
GLIBC := $(shell getconf GNU_LIBC_VERSION 2>/dev/null | sed -n 's/^glibc 2\.//p')
PACKED := $(if $(filter-out 0 1 2 3 4 5 6 7 8 9 1% 2% 30 31 32 33 34 35,$(GLIBC)),-Xlinker -z -Xlinker pack-relative-relocs)

# How often each way was taken while the proxy served (`make branches`): the compiler lays in a row what is taken, a tenth
# less time a request. A toolchain that cannot read it builds without it.
TOOLCHAIN = $(shell $(SWIFT) -print-target-info | sed -n 's|.*"runtimeResourcePath": "\(.*\)/lib/swift".*|\1|p')
PROFDATA = $(shell $(SWIFT)c -frontend -help-hidden | grep -q ir-profile-use && ls $(TOOLCHAIN)/bin/llvm-profdata 2>/dev/null)
BRANCHES := $(CURDIR)/.build/serving.profdata
GUIDED = $(if $(PROFDATA),-Xswiftc -Xfrontend -Xswiftc -ir-profile-use=$(BRANCHES))
# Where benchmarks have other builds made.
SCRATCH ?= .build

# Seconds of `make soak`, rounds of its restarts, drains and changes under load (`make test` runs 3; a flood of HTTP/2 lasts
# 30 s from 20 on, certificates are renewed 10 times in one, and resources change 60 times), and executions of each entry
# point of `make fuzz`.
SOAK_SECONDS ?= 600
SOAK_ROUNDS ?= 20
FUZZ_RUNS ?= 10000000

# Floods are alone, since how long others wait is a part of what they tell.
SOAK_TESTS = APUS_BINARY=$(CURDIR)/$(RELEASE) APUS_TEST_ROUNDS=$(SOAK_ROUNDS) $(SWIFT) test --skip-build --filter

.DEFAULT_GOAL := help
.PHONY: help build debug run demo test bench memory callgrind order branches micro soak fuzz format lint clean packages toolchain

help: ## list these targets
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 20

build: packages ## build the stripped release binary, .build/release/apus
	@$(if $(PROFDATA),mkdir -p .build && $(PROFDATA) merge Sources/apus/serving.profile -o $(BRANCHES))
	$(BUILD) -c release --scratch-path $(SCRATCH) --static-swift-stdlib $(WHOLE_PROGRAM) $(PACKED) $(GUIDED) --product apus

debug: packages ## build everything for tests, with all checks
	$(BUILD) --build-tests

run: build ## serve configs/edge.json with two echo upstreams, and say what to try
	@deploy/demo/run.sh $(RELEASE) configs/edge.json

demo: build ## serve a mesh with identities in network namespaces, and say what to try (as root)
	@deploy/demo/mesh.sh $(RELEASE)

# What runs proxies waits for them more than it works, so it runs in three parts beside the tests of rooms, and tells at
# the end. What tries deploy/ starts meshes and a Prometheus, and is alone: others wait for parts of a second.
test: debug ## run every test
	@status=0; \
	run="$(SWIFT) test --skip-build --ignore-lock"; \
	$$run --filter ParityTests >.build/parity-tests.log 2>&1 & parity=$$!; \
	proxies="$$run --skip ParityTests|DeploymentTests"; \
	$$proxies --filter '^ProxyTests[.][A-I]' >.build/proxy-tests-1.log 2>&1 & first=$$!; \
	$$proxies --filter '^ProxyTests[.][^A-I]' >.build/proxy-tests-2.log 2>&1 & second=$$!; \
	$$run --skip '^ProxyTests[.]' || status=1; \
	wait $$first || status=1; cat .build/proxy-tests-1.log; \
	wait $$second || status=1; cat .build/proxy-tests-2.log; \
	wait $$parity || status=1; cat .build/parity-tests.log; \
	$(SWIFT) test --skip-build --filter DeploymentTests || status=1; \
	exit $$status

bench: build ## measure Apus beside Envoy, HAProxy and nginx (a quarter of an hour)
	Benchmarks/bench.py

memory: build ## measure resident memory, scale and start-up
	Benchmarks/memory.py

callgrind: packages ## count instructions and allocations a request
	Benchmarks/callgrind.py

branches: packages ## write anew which ways are taken while it serves, for the compiler to prefer them
	Benchmarks/branches.py

order: packages ## write anew which functions serve, for the linker to lay side by side
	Benchmarks/order.py

micro: packages ## time the parser, the header map and the route table alone
	Benchmarks/micro/run

soak: build debug ## mixed traffic for SOAK_SECONDS; restarts, drains, outages, 200 rotations and 1,200 changes under load
	Benchmarks/soak.py --seconds $(SOAK_SECONDS)
	$(SOAK_TESTS) HTTP2FloodTests
	$(SOAK_TESTS) 'EnvoyAgreementTests|RandomParityTests|ParityTests/envoyBytewise'
	$(SOAK_TESTS) 'HotRestartTests|DrainLoadTests|OutageTests|RotationTests|ReloadTests|FileDiscoveryTests|DiscoveryResilienceTests'

fuzz: packages ## fuzz the parsers, FUZZ_RUNS executions each
	Tests/Fuzzing/run --runs $(FUZZ_RUNS)

format: toolchain ## rewrite the sources as .swift-format says
	$(SWIFT) format --in-place --parallel --recursive --configuration .swift-format Package.swift Sources Tests

lint: toolchain ## check formatting, and what no compiler checks
	$(SWIFT) format lint --strict --parallel --recursive --configuration .swift-format Package.swift Sources Tests
	.ci/scan

clean: ## remove everything that was built
	rm -rf .build .build-*

packages: toolchain
	@missing=$$(for package in $(DEV_PACKAGES); do \
	    dpkg-query -W -f='$${Status}' $$package 2>/dev/null | grep -q 'install ok installed' || echo $$package; done); \
	if [ -n "$$missing" ]; then \
	    if ! command -v apt-get >/dev/null; then \
	        echo "This system has no apt-get. A build needs what Debian calls:" $$missing; \
	    elif [ "$$(id -u)" = 0 ]; then \
	        apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends $$missing; \
	    else \
	        echo "Packages are missing. Install them, then try again:"; \
	        echo "    sudo apt-get install -y" $$missing; \
	        exit 1; \
	    fi; \
	fi

toolchain:
	@command -v $(SWIFT) >/dev/null || { \
	    echo "The Swift toolchain is missing: Swift 6.2 or later, from https://www.swift.org/install/linux/"; \
	    echo "Put it on PATH or under /opt/swift, or name it: make SWIFT=/path/to/swift"; \
	    exit 1; }
