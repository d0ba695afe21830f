# skiff's build. "make help" lists what to type.
#
# The programs that skiff carries are built into bin/libexec, packed into
# bundle/files (which git ignores), and embedded into bin/skiff. They are
# rebuilt only when their source or go.mod changes.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

VERSION ?= $(shell git describe --tags --always --dirty 2>/dev/null || echo dev)
COMMIT  ?= $(shell git rev-parse HEAD 2>/dev/null || echo unknown)
# The Kubernetes version that kubectl and skiff report, from go.mod: v0.36.3 is 1.36.3.
KUBE    := v1.$(shell sed -n 's|^\tk8s.io/api v0\.||p' go.mod)
CONTAINERD := github.com/containerd/containerd/v2
CONTAINERD_VERSION := $(shell sed -n 's|^\t$(CONTAINERD) v||p' go.mod)

GO      ?= go
BUILD   := $(GO) build -trimpath -buildvcs=false
LEAN    := -s -w
LIBEXEC := bin/libexec
CNI     := bridge host-local portmap
CARRIED := containerd containerd-shim-runc-v2 runc kubectl pause $(CNI)
PROGRAMS := $(addprefix $(LIBEXEC)/,$(CARRIED))
INDEX   := bundle/files/index.json

.PHONY: help
help: ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | sort | while IFS=$$'\t' read -r name text; do printf '  make %-10s %s\n' "$$name" "$$text"; done

.PHONY: build
build: bin/skiff ## build bin/skiff with everything that it carries

.PHONY: bundle
bundle: $(INDEX) ## build only the programs that skiff carries

# Go decides what to compile again, so bin/skiff always asks it; nothing
# changed means about a second.
.PHONY: bin/skiff
bin/skiff: $(INDEX)
	@mkdir -p bin
	CGO_ENABLED=0 $(BUILD) -ldflags "$(LEAN) -X main.version=$(VERSION) -X main.commit=$(COMMIT)" -o $@ ./cmd/skiff

# Each Go program is linked without cgo, hence static; runc is the exception,
# since it enters namespaces before Go's runtime starts, in C.
$(LIBEXEC)/containerd: $(wildcard cmd/skiff-containerd/*.go) go.mod
	CGO_ENABLED=0 $(BUILD) -ldflags "$(LEAN) -X $(CONTAINERD)/version.Version=$(CONTAINERD_VERSION)" -o $@ ./cmd/skiff-containerd

$(LIBEXEC)/containerd-shim-runc-v2: $(wildcard cmd/skiff-shim/*.go) go.mod
	CGO_ENABLED=0 $(BUILD) -tags no_grpc -ldflags "$(LEAN)" -o $@ ./cmd/skiff-shim

KUBEVERSION := k8s.io/component-base/version
$(LIBEXEC)/kubectl: $(wildcard cmd/skiff-kubectl/*.go) go.mod
	CGO_ENABLED=0 $(BUILD) -ldflags "$(LEAN) -X $(KUBEVERSION).gitVersion=$(KUBE) -X $(KUBEVERSION).gitMajor=1 -X $(KUBEVERSION).gitMinor=$(word 2,$(subst ., ,$(KUBE))) -X $(KUBEVERSION).gitTreeState=clean" -o $@ ./cmd/skiff-kubectl

$(LIBEXEC)/runc: go.mod
	CGO_ENABLED=1 $(BUILD) -tags "seccomp netgo osusergo urfave_cli_no_docs" -ldflags "$(LEAN) -linkmode external -extldflags -static" -o $@ github.com/opencontainers/runc

$(LIBEXEC)/bridge: go.mod
	CGO_ENABLED=0 $(BUILD) -ldflags "$(LEAN)" -o $@ github.com/containernetworking/plugins/plugins/main/bridge
$(LIBEXEC)/host-local: go.mod
	CGO_ENABLED=0 $(BUILD) -ldflags "$(LEAN)" -o $@ github.com/containernetworking/plugins/plugins/ipam/host-local
$(LIBEXEC)/portmap: go.mod
	CGO_ENABLED=0 $(BUILD) -ldflags "$(LEAN)" -o $@ github.com/containernetworking/plugins/plugins/meta/portmap

$(LIBEXEC)/pause: cmd/skiff-pause/pause.c
	@mkdir -p $(LIBEXEC)
	$(CC) -Os -Wall -Wextra -Werror -static -s -o $@ $<

$(INDEX): $(PROGRAMS) $(wildcard bundle/*.go bundle/pack/*.go)
	$(GO) run ./bundle/pack bundle/files $(PROGRAMS)

IMAGES := bin/images/nginx.tar

.PHONY: images
images: $(IMAGES) ## build the example images (nginx, busybox, testserver) into bin/images

$(IMAGES): $(wildcard images/*.go images/build/*.go images/testserver/*.go) go.mod
	$(GO) run ./images/build -out $(@D)

# Debian packages that the build and the tests need, by the file that shows they
# are there.
.PHONY: deps
deps: ## install the Debian packages that are missing (as root)
	@missing=(); \
	need() { test -e "$$1" || command -v "$$1" >/dev/null || missing+=("$$2"); }; \
	need gcc gcc; need /usr/include/seccomp.h libseccomp-dev; need pkg-config pkg-config; \
	need ip iproute2; need nft nftables; need curl curl; need git git; need make make; \
	need /usr/include/stdlib.h libc6-dev; need /etc/ssl/certs/ca-certificates.crt ca-certificates; \
	if (($${#missing[@]})); then \
		echo "installing $${missing[*]}"; apt-get update -qq; \
		DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$${missing[@]}" >/dev/null; \
	fi

# Packages where two goroutines meet over shared state are tested with the race
# detector; the rest, and what runs real containers, without.
RACE := ./cache/... ./store/local/... ./reconcile/... ./scheduler/... ./controllers \
	./apiserver ./apiserver/fairness ./apiserver/webhook ./apiserver/aggregation ./apiserver/endpoints \
	./apiserver/rest ./apiserver/inprocess ./apiserver/allocate ./apiserver/customresources/... \
	./kubelet/... ./events ./trace/...

.PHONY: test
test: deps build images bin/kubectl-1.32 ## run all tests, those with real containers too (as root)
	$(GO) vet ./...
	$(GO) test -race $(RACE)
	$(GO) test -timeout 30m ./...
	$(GO) run ./test/cmd/fuzz -time 2s

# Everything that reads what somebody else has written is fuzzed: beside the code,
# in functions named Fuzz… An input that fails stays in the package's testdata.
FUZZTIME ?= 1m
MATCH    ?=
.PHONY: fuzz
fuzz: ## fuzz every decoder, each for FUZZTIME=1m [MATCH=JWT]
	$(GO) run ./test/cmd/fuzz -guided -time $(FUZZTIME) -match '$(MATCH)'

.PHONY: demo
demo: deps build images ## start a cluster and take one Deployment the whole way (as root)
	@examples/demo.sh

# kube-apiserver and etcd are built from the nested module in test/oracle, whose
# requirements stay out of the product's, into .cache/oracle.
.PHONY: oracle
oracle: ## build kube-apiserver and etcd to compare with (minutes, once)
	$(GO) run ./test/cmd/oracle build

.PHONY: envtest
envtest: build oracle ## run controller-runtime's own tests against skiff (PACKAGES=client …)
	$(GO) run ./test/cmd/envtest $(PACKAGES)

# The oldest kubectl that the transcripts in test/e2e are played with.
.PHONY: kubectl132
kubectl132: bin/kubectl-1.32 ## build kubectl 1.32, for test/e2e
bin/kubectl-1.32: test/kubectl132/go.mod test/kubectl132/main.go
	@mkdir -p bin
	cd test/kubectl132 && CGO_ENABLED=0 $(BUILD) -ldflags "$(LEAN) -X $(KUBEVERSION).gitVersion=v$$(sed -n 's|^\tk8s.io/kubectl v0|1|p' go.mod | head -1) -X $(KUBEVERSION).gitMajor=1 -X $(KUBEVERSION).gitMinor=32" -o ../../$@ .

.PHONY: helm
helm: build images ## try Helm against a cluster with containers (as root)
	cd test/helm && $(GO) test -count=1 ./...

.PHONY: record
record: oracle ## record kube-apiserver's answers and facts anew
	$(GO) run ./test/cmd/oracle record
	$(GO) run ./test/cmd/oracle facts

# Kubernetes' own conformance tests, compiled from the same nested module, in a
# cluster of two nodes: FOCUS and SKIP are regular expressions over the tests'
# names, PARALLEL is how many run at once, TIMEOUT ends them.
FOCUS    ?=
SKIP     ?=
PARALLEL ?= 1
TIMEOUT  ?= 4h
.PHONY: conformance
conformance: deps build ## run Kubernetes' conformance tests [FOCUS= SKIP= PARALLEL= TIMEOUT=] (as root)
	@mkdir -p .cache/conformance
	$(GO) build -o .cache/conformance/conformance ./test/cmd/conformance
	@exec .cache/conformance/conformance run -focus '$(FOCUS)' -skip '$(SKIP)' -parallel $(PARALLEL) -timeout $(TIMEOUT)

.PHONY: bench
bench: build oracle ## measure skiff beside kube-apiserver with etcd
	$(GO) run ./test/cmd/bench -skiff bin/skiff

.PHONY: lint
lint: ## check formatting and vet
	@unformatted=$$(gofmt -l $$(git ls-files '*.go')); test -z "$$unformatted" || { echo "not gofmt-ed: $$unformatted"; exit 1; }
	$(GO) vet ./...

.PHONY: clean
clean: ## remove what the build made
	rm -rf bin bundle/files/*.zst bundle/files/index.json
