package dns

import (
	"context"
	"fmt"
	"net"
	"net/netip"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/miekg/dns"
	corev1 "k8s.io/api/core/v1"

	"github.com/skiff-k8s/skiff/client"
)

// start serves the world on loopback and returns where.
func start(t *testing.T, config Config) (*Server, string) {
	t.Helper()
	packets, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := packets.LocalAddr().String()
	listener, err := net.Listen("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	config.Domain = "cluster.local"
	s := New(config, nil)
	s.names = world()
	s.unsynced.Store(0)
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- s.serve(ctx, packets, listener) }()
	t.Cleanup(func() {
		cancel()
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
	return s, address
}

func ask(t *testing.T, network, address string, question *dns.Msg) *dns.Msg {
	t.Helper()
	c := dns.Client{Net: network}
	reply, _, err := c.Exchange(question, address)
	if err != nil {
		t.Fatal(err)
	}
	return reply
}

func question(name string, kind uint16) *dns.Msg {
	m := new(dns.Msg)
	return m.SetQuestion(name, kind)
}

func TestServer(t *testing.T) {
	_, elsewhere := start(t, Config{}) // stands for the node's resolver
	_, alone := start(t, Config{})
	_, address := start(t, Config{Resolvers: []string{elsewhere}})
	tests := []struct {
		name, address, question string
		kind                    uint16
		rcode                   int
		authoritative           bool
		want                    []string
	}{
		{"ours", address, "web.shop.svc.cluster.local.", dns.TypeA, dns.RcodeSuccess, true, []string{"A 10.96.1.2"}},
		{"nothing of the type", address, "web.shop.svc.cluster.local.", dns.TypeMX, dns.RcodeSuccess, true, nil},
		{"no name", address, "x.shop.svc.cluster.local.", dns.TypeA, dns.RcodeNameError, true, nil},
		{"another's, asked for elsewhere", address, "example.com.", dns.TypeA, dns.RcodeNameError, false, nil},
		{"another's, with nobody to ask", alone, "example.com.", dns.TypeA, dns.RcodeNameError, false, nil},
		{"an alias of another's name", alone, "out.shop.svc.cluster.local.", dns.TypeA, dns.RcodeSuccess, true, []string{"CNAME www.example.com."}},
	}
	for _, test := range tests {
		for _, network := range []string{"udp", "tcp"} {
			t.Run(test.name+" by "+network, func(t *testing.T) {
				reply := ask(t, network, test.address, question(test.question, test.kind))
				if reply.Rcode != test.rcode || reply.Authoritative != test.authoritative || !reply.RecursionAvailable {
					t.Errorf("got %s", reply)
				}
				if got := show(reply.Answer); !slices.Equal(got, test.want) {
					t.Errorf("got %q, want %q", got, test.want)
				}
				if soa := len(reply.Ns) == 1; soa != (test.authoritative && len(test.want) == 0) {
					t.Errorf("authority: %v", reply.Ns)
				}
			})
		}
	}
}

func TestServerKeepsTheQuestionsLetters(t *testing.T) {
	_, address := start(t, Config{})
	reply := ask(t, "udp", address, question("WeB.shop.svc.cluster.local.", dns.TypeA))
	if len(reply.Answer) != 1 || reply.Answer[0].Header().Name != "WeB.shop.svc.cluster.local." {
		t.Errorf("got %v", reply.Answer)
	}
}

func TestServerRefusesWhatItDoesNotDo(t *testing.T) {
	s, address := start(t, Config{})
	chaos := question("version.bind.", dns.TypeTXT)
	chaos.Question[0].Qclass = dns.ClassCHAOS
	two := question("web.shop.svc.cluster.local.", dns.TypeA)
	two.Question = append(two.Question, two.Question[0])
	update := new(dns.Msg)
	update.SetUpdate("cluster.local.")
	for _, test := range []struct {
		name    string
		message *dns.Msg
		rcode   int
	}{
		{"another class", chaos, dns.RcodeRefused},
		{"an update", update, dns.RcodeNotImplemented},
	} {
		if reply := ask(t, "udp", address, test.message); reply.Rcode != test.rcode {
			t.Errorf("%s: %s", test.name, dns.RcodeToString[reply.Rcode])
		}
	}
	if reply := s.reply(two, true); reply.Rcode != dns.RcodeFormatError {
		t.Errorf("two questions: %s", dns.RcodeToString[reply.Rcode])
	}
}

// Until all that exists is known, no name is said not to exist.
func TestServerWaitsForItsNames(t *testing.T) {
	s := New(Config{Domain: "cluster.local"}, nil)
	q := question("web.shop.svc.cluster.local.", dns.TypeA)
	s.onService(client.Event{Type: client.Synced})
	if reply := s.reply(q, true); reply.Rcode != dns.RcodeServerFailure {
		t.Errorf("half synced: %s", dns.RcodeToString[reply.Rcode])
	}
	s.onSlice(client.Event{Type: client.Synced})
	if reply := s.reply(q, true); reply.Rcode != dns.RcodeNameError {
		t.Errorf("synced: %s", dns.RcodeToString[reply.Rcode])
	}
	web := service("shop", "web", corev1.ServiceSpec{ClusterIP: "10.96.1.2"})
	s.onService(client.Event{Type: client.Added, Object: web})
	if reply := s.reply(q, true); len(reply.Answer) != 1 {
		t.Errorf("added: %s", reply)
	}
	s.onService(client.Event{Type: client.Deleted, Object: web})
	if reply := s.reply(q, true); reply.Rcode != dns.RcodeNameError {
		t.Errorf("deleted: %s", dns.RcodeToString[reply.Rcode])
	}
}

// A long answer is cut for UDP, so that the client asks again over TCP.
func TestServerCutsLongAnswers(t *testing.T) {
	s, address := start(t, Config{})
	s.names.SetService(service("shop", "many", corev1.ServiceSpec{ClusterIP: "None"}))
	many := slice("shop", "many", "many", nil)
	for i := range 100 {
		many.Endpoints = append(many.Endpoints, at(fmt.Sprintf("10.244.1.%d", i), "", true))
	}
	s.names.SetSlice(nil, many)
	q := question("many.shop.svc.cluster.local.", dns.TypeA)
	size := func(m *dns.Msg) int {
		m.Compress = true // as it was sent
		return m.Len()
	}
	if reply := ask(t, "udp", address, q); !reply.Truncated || size(reply) > dns.MinMsgSize {
		t.Errorf("udp: truncated %t, %d bytes", reply.Truncated, size(reply))
	}
	q.SetEdns0(4096, false)
	if reply := ask(t, "udp", address, q); !reply.Truncated || size(reply) > udpSize || size(reply) < dns.MinMsgSize {
		t.Errorf("udp with EDNS: truncated %t, %d bytes", reply.Truncated, size(reply))
	}
	if reply := ask(t, "tcp", address, q); reply.Truncated || len(reply.Answer) != 100 {
		t.Errorf("tcp: %d answers", len(reply.Answer))
	}
}

func TestServerAnswersTheNodeAndPodsOnly(t *testing.T) {
	s := New(Config{Listen: netip.MustParseAddrPort("192.0.2.1:53"), Pods: netip.MustParsePrefix("10.244.0.0/16")}, nil)
	for from, want := range map[string]bool{
		"127.0.0.1:1": true, "192.0.2.1:1": true, "10.244.3.4:1": true, "[::ffff:10.244.3.4]:1": true,
		"192.0.2.2:1": false, "10.245.0.1:1": false, "[2001:db8::1]:1": false,
	} {
		address := net.UDPAddrFromAddrPort(netip.MustParseAddrPort(from))
		if got := s.mayAsk(address); got != want {
			t.Errorf("%s: %t", from, got)
		}
	}
}

func TestForwardIsBounded(t *testing.T) {
	s := New(Config{Domain: "cluster.local", Resolvers: []string{"127.0.0.1:1"}}, nil)
	for range maxForwards {
		s.forwards <- struct{}{}
	}
	if _, err := s.ask(question("example.com.", dns.TypeA), true); err == nil || !strings.Contains(err.Error(), "too many") {
		t.Errorf("got %v", err)
	}
}

func TestResolvers(t *testing.T) {
	file := filepath.Join(t.TempDir(), "resolv.conf")
	if err := os.WriteFile(file, []byte("# by hand\nsearch example.com\nnameserver 192.0.2.53\nnameserver 2001:db8::53\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	got, err := Resolvers(file)
	if want := []string{"192.0.2.53:53", "[2001:db8::53]:53"}; err != nil || !slices.Equal(got, want) {
		t.Errorf("got %q, %v, want %q", got, err, want)
	}
	if got, err := Resolvers(file + ".none"); err != nil || len(got) != 0 {
		t.Errorf("without a file: %q, %v", got, err)
	}
}
