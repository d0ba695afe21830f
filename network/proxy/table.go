package proxy

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"
	"time"

	"sigs.k8s.io/knftables"
)

// The names of the table and of what is always in it.
const (
	tableName  = "skiff-services"
	serviceIPs = "service-ips"
	nodePorts  = "node-ports"
	hairpins   = "hairpins"
	podSet     = "pods"
)

// markBit is set on packets that are to get the node's address as their
// source. It is the bit that Kubernetes' own proxy uses, which other software
// therefore leaves alone.
const markBit = "0x4000"

// Ranges are the cluster's ranges of addresses.
type Ranges struct {
	Pods     netip.Prefix // of all nodes
	Services netip.Prefix
}

// create writes the whole table anew: what was there goes, in the same
// transaction.
func create(tx *knftables.Transaction, ranges Ranges, rules Ruleset) {
	table := &knftables.Table{Comment: knftables.PtrTo("Services of the cluster, by skiff")}
	tx.Add(table) // so that there is one to delete
	tx.Delete(table)
	tx.Add(table)
	tx.Add(&knftables.Map{Name: serviceIPs, Type: "ipv4_addr . inet_proto . inet_service : verdict"})
	tx.Add(&knftables.Map{Name: nodePorts, Type: "inet_proto . inet_service : verdict"})
	tx.Add(&knftables.Set{Name: hairpins, Type: "ipv4_addr . ipv4_addr"})
	tx.Add(&knftables.Set{Name: podSet, Type: "ipv4_addr", Flags: []knftables.SetFlag{knftables.IntervalFlag}})
	tx.Add(&knftables.Element{Set: podSet, Key: []string{ranges.Pods.String()}})

	chain := func(name string, rules ...string) {
		tx.Add(&knftables.Chain{Name: name})
		for _, rule := range rules {
			tx.Add(&knftables.Rule{Chain: name, Rule: rule})
		}
	}
	hook := func(name string, kind knftables.BaseChainType, hook knftables.BaseChainHook, priority knftables.BaseChainPriority, rules ...string) {
		tx.Add(&knftables.Chain{Name: name, Type: &kind, Hook: &hook, Priority: &priority})
		for _, rule := range rules {
			tx.Add(&knftables.Rule{Chain: name, Rule: rule})
		}
	}
	chain("masquerade-later", "meta mark set meta mark or "+markBit)
	chain("services",
		"ip daddr . meta l4proto . th dport vmap @"+serviceIPs,
		"ip daddr != 127.0.0.0/8 fib daddr type local meta l4proto . th dport vmap @"+nodePorts)
	// Who reaches a Service's address from outside the cluster does not know
	// the way back from a pod.
	hook("prerouting", knftables.NATType, knftables.PreroutingHook, knftables.DNATPriority,
		fmt.Sprintf("ip daddr %s ip saddr != @%s jump masquerade-later", ranges.Services, podSet),
		"jump services")
	hook("output", knftables.NATType, knftables.OutputHook, knftables.DNATPriority, "jump services")
	hook("sources", knftables.NATType, knftables.PostroutingHook, knftables.SNATPriority,
		"meta mark and "+markBit+" != 0 meta mark set meta mark and 0xffffbfff masquerade",
		"ip saddr . ip daddr @"+hairpins+" masquerade",
		// No one beyond the cluster knows the way to a pod.
		fmt.Sprintf("ip saddr @%s ip daddr != @%s ip daddr != 224.0.0.0/4 masquerade", podSet, podSet))
	chain("unknown", "ip daddr "+ranges.Services.String()+" reject")
	hook("forward", knftables.FilterType, knftables.ForwardHook, knftables.FilterPriority, "ct state new jump unknown")
	hook("local-output", knftables.FilterType, knftables.OutputHook, knftables.FilterPriority, "ct state new jump unknown")
	change(tx, Ruleset{}, rules)
}

// change writes what leads from one set of rules to another, and reports
// whether that is anything. Its order is what the kernel demands: what is
// named must exist before, and what is deleted must not be named any more.
func change(tx *knftables.Transaction, from, to Ruleset) bool {
	before := tx.NumOperations()
	// A set or a chain is never another under the same name, but for a
	// chain's rules.
	sameSet := func(a, b time.Duration) bool { return true }
	sameChain := func(a, b Chain) bool { return true }
	for name, timeout := range without(to.Clients, from.Clients, sameSet) {
		tx.Add(&knftables.Set{Name: name, Type: "ipv4_addr", Timeout: knftables.PtrTo(timeout),
			Flags: []knftables.SetFlag{knftables.DynamicFlag, knftables.TimeoutFlag}})
	}
	for name, chain := range without(to.Chains, from.Chains, sameChain) {
		tx.Add(&knftables.Chain{Name: name, Comment: knftables.PtrTo(short(chain.Comment))})
	}
	removeElements(tx, serviceIPs, from.ServiceIPs, to.ServiceIPs)
	removeElements(tx, nodePorts, from.NodePorts, to.NodePorts)
	for name, chain := range without(to.Chains, from.Chains, func(a, b Chain) bool { return slices.Equal(a.Rules, b.Rules) }) {
		if _, existed := from.Chains[name]; existed {
			tx.Flush(&knftables.Chain{Name: name})
		}
		for _, rule := range chain.Rules {
			tx.Add(&knftables.Rule{Chain: name, Rule: rule})
		}
	}
	addElements(tx, serviceIPs, from.ServiceIPs, to.ServiceIPs)
	addElements(tx, nodePorts, from.NodePorts, to.NodePorts)
	for pair := range without(from.Hairpins, to.Hairpins, equal) {
		tx.Delete(&knftables.Element{Set: hairpins, Key: key(pair)})
	}
	for pair := range without(to.Hairpins, from.Hairpins, equal) {
		tx.Add(&knftables.Element{Set: hairpins, Key: key(pair)})
	}
	for name := range without(from.Chains, to.Chains, sameChain) {
		tx.Flush(&knftables.Chain{Name: name}) // they may name each other
	}
	for name := range without(from.Chains, to.Chains, sameChain) {
		tx.Delete(&knftables.Chain{Name: name})
	}
	for name := range without(from.Clients, to.Clients, sameSet) {
		tx.Delete(&knftables.Set{Name: name})
	}
	return tx.NumOperations() > before
}

func removeElements(tx *knftables.Transaction, name string, from, to map[string]string) {
	for k, chain := range without(from, to, equal) {
		tx.Delete(&knftables.Element{Map: name, Key: key(k), Value: []string{"goto " + chain}})
	}
}

func addElements(tx *knftables.Transaction, name string, from, to map[string]string) {
	for k, chain := range without(to, from, equal) {
		tx.Add(&knftables.Element{Map: name, Key: key(k), Value: []string{"goto " + chain}})
	}
}

// key takes a concatenation apart.
func key(text string) []string { return strings.Split(text, " . ") }

// short cuts a comment to what the kernel takes.
func short(comment string) string {
	return comment[:min(len(comment), knftables.CommentLengthMax)]
}

// without walks what is in a but not, or not the same, in b. It goes in the
// order of the keys, so that equal differences make equal transactions.
func without[V any](a, b map[string]V, same func(V, V) bool) func(yield func(string, V) bool) {
	var keys []string
	for k, v := range a {
		if other, ok := b[k]; !ok || !same(v, other) {
			keys = append(keys, k)
		}
	}
	slices.Sort(keys)
	return func(yield func(string, V) bool) {
		for _, k := range keys {
			if !yield(k, a[k]) {
				return
			}
		}
	}
}

func equal[V comparable](a, b V) bool { return a == b }
