package main

import (
	"slices"
	"strings"

	"github.com/spf13/pflag"
)

// ignoredFlags are flags of kube-apiserver that say nothing to skiff and whose
// absence does no harm; each that is given is told of. Those that would protect
// something, such as encryption in the store, are not among them: a command that
// counts on those must fail.
type ignoredFlags struct {
	names []string
}

const ignoredSwitches = `
	aggregator-reject-forwarding-redirect allow-privileged audit-log-batch-throttle-enable contention-profiling disable-http2-serving
	emulation-forward-compatible enable-aggregator-routing enable-bootstrap-token-auth
	enable-garbage-collector enable-logs-handler enable-priority-and-fairness log-json-split-stream
	log-text-split-stream permit-address-sharing permit-port-sharing profiling
	runtime-config-emulation-forward-compatible service-account-extend-token-expiration
	service-account-lookup shutdown-send-retry-after watch-cache
`

const ignoredValues = `
	audit-log-batch-buffer-size audit-log-batch-max-size audit-log-batch-max-wait
	audit-log-batch-throttle-burst audit-log-batch-throttle-qps
	allow-metric-labels allow-metric-labels-manifest coordinated-leadership-lease-duration
	coordinated-leadership-renew-deadline coordinated-leadership-retry-period cors-allowed-origins
	debug-socket-path default-not-ready-toleration-seconds default-unreachable-toleration-seconds
	delete-collection-workers disabled-metrics emulated-version endpoint-reconciler-type
	etcd-compaction-interval etcd-count-metric-poll-period etcd-db-metric-poll-interval
	etcd-healthcheck-timeout etcd-readycheck-timeout etcd-servers-overrides event-ttl feature-gates
	goaway-chance http2-max-streams-per-connection kubelet-preferred-address-types kubelet-timeout
	kubernetes-service-node-port lease-reuse-duration-seconds livez-grace-period log-flush-frequency
	log-json-info-buffer-size log-text-info-buffer-size logging-format max-connection-bytes-per-sec
	max-mutating-requests-inflight max-requests-inflight min-compatibility-version min-request-timeout
	peer-advertise-ip peer-advertise-port peer-ca-file request-timeout
	requestheader-extra-headers-prefix requestheader-group-headers requestheader-uid-headers
	requestheader-username-headers runtime-config service-account-jwks-uri
	service-account-max-token-expiration show-hidden-metrics-for-version shutdown-delay-duration
	shutdown-watch-termination-grace-period storage-backend storage-initialization-timeout
	storage-media-type strict-transport-security-directives tls-cipher-suites tls-curve-preferences
	tls-min-version tls-sni-cert-key tracing-config-file vmodule watch-cache-sizes
`

// add defines the flags, hidden from help.
func (i *ignoredFlags) add(f *pflag.FlagSet) {
	for _, name := range strings.Fields(ignoredSwitches) {
		f.Bool(name, false, "has no effect")
		i.hide(f, name)
	}
	for _, name := range strings.Fields(ignoredValues) {
		f.StringArray(name, nil, "has no effect")
		i.hide(f, name)
	}
	f.StringP("v", "v", "", "has no effect; see --log-level")
	i.hide(f, "v")
}

func (i *ignoredFlags) hide(f *pflag.FlagSet, name string) {
	f.Lookup(name).Hidden = true
	i.names = append(i.names, name)
}

// used returns the ignored flags that were given.
func (i *ignoredFlags) used(f *pflag.FlagSet) []string {
	var out []string
	f.Visit(func(flag *pflag.Flag) {
		if slices.Contains(i.names, flag.Name) {
			out = append(out, flag.Name)
		}
	})
	return out
}
