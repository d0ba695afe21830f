package dns

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net"
	"net/netip"
	"sync/atomic"
	"time"

	"github.com/miekg/dns"
	corev1 "k8s.io/api/core/v1"
	discoveryv1 "k8s.io/api/discovery/v1"

	"github.com/skiff-k8s/skiff/api/core"
	"github.com/skiff-k8s/skiff/api/discovery"
	"github.com/skiff-k8s/skiff/client"
)

// Port is where each node's server listens, on the node's address. It is not 53,
// which another name server of the machine may have.
const Port = 10053

const (
	// maxForwards bounds the questions that are being forwarded; one more is
	// answered with a failure at once, and its sender tries again.
	maxForwards = 256
	// forwardTimeout is how long one resolver may take; maxResolvers bounds how
	// many are asked, so that an answer comes before the client gives up.
	forwardTimeout = 2 * time.Second
	maxResolvers   = 2
	// udpSize is the largest answer over UDP that we offer: what fits into one
	// packet everywhere.
	udpSize = 1232
)

// Config says whom a server answers, and where.
type Config struct {
	// Domain is the cluster's, such as "cluster.local".
	Domain string
	// Listen is the node's address with the port.
	Listen netip.AddrPort
	// Pods is the range of all pods; besides the node itself, only they are
	// answered.
	Pods netip.Prefix
	// Resolvers are where other names are looked up, as "address:port"; with
	// none there are no other names.
	Resolvers []string
	// Log receives what goes wrong; nil means slog.Default().
	Log *slog.Logger
}

// Server is a node's name server.
type Server struct {
	config   Config
	names    *Names
	client   client.Reader
	log      *slog.Logger
	unsynced atomic.Int32
	forwards chan struct{} // a token for each question being forwarded
}

// New prepares a server that learns the cluster's names from reader.
func New(config Config, reader client.Reader) *Server {
	s := &Server{config: config, names: NewNames(config.Domain), client: reader, log: config.Log, forwards: make(chan struct{}, maxForwards)}
	s.unsynced.Store(2)
	if s.log == nil {
		s.log = slog.Default()
	}
	return s
}

// Run answers until ctx ends.
func (s *Server) Run(ctx context.Context) error {
	if err := s.client.Watch(ctx, core.Services, client.ListOptions{}, s.onService); err != nil {
		return fmt.Errorf("dns: watch services: %w", err)
	}
	if err := s.client.Watch(ctx, discovery.EndpointSlices, client.ListOptions{}, s.onSlice); err != nil {
		return fmt.Errorf("dns: watch endpoint slices: %w", err)
	}
	packets, err := net.ListenPacket("udp", s.config.Listen.String())
	if err != nil {
		return fmt.Errorf("dns: %w", err)
	}
	listener, err := net.Listen("tcp", s.config.Listen.String())
	if err != nil {
		return errors.Join(fmt.Errorf("dns: %w", err), packets.Close())
	}
	return s.serve(ctx, packets, listener)
}

// serve answers on open sockets, which it closes.
func (s *Server) serve(ctx context.Context, packets net.PacketConn, listener net.Listener) error {
	servers := []*dns.Server{
		{PacketConn: packets, Handler: s, UDPSize: dns.DefaultMsgSize},
		{Listener: listener, Handler: s},
	}
	failed := make(chan error, len(servers))
	for _, server := range servers {
		started := make(chan struct{})
		server.NotifyStartedFunc = func() { close(started) }
		go func() { failed <- server.ActivateAndServe() }()
		select {
		case <-started:
		case err := <-failed:
			return errors.Join(err, packets.Close(), listener.Close())
		}
	}
	var err error
	select {
	case <-ctx.Done():
	case err = <-failed:
	}
	for _, server := range servers {
		_ = server.Shutdown() // the one that failed is down already
	}
	return err
}

func (s *Server) onService(e client.Event) {
	switch e.Type {
	case client.Synced:
		s.unsynced.Add(-1)
	case client.Deleted:
		s.names.DeleteService(e.Object.GetNamespace(), e.Object.GetName())
	default:
		s.names.SetService(e.Object.(*corev1.Service))
	}
}

func (s *Server) onSlice(e client.Event) {
	switch e.Type {
	case client.Synced:
		s.unsynced.Add(-1)
	case client.Deleted:
		s.names.DeleteSlice(e.Object.(*discoveryv1.EndpointSlice))
	default:
		old, _ := e.Old.(*discoveryv1.EndpointSlice)
		s.names.SetSlice(old, e.Object.(*discoveryv1.EndpointSlice))
	}
}

// ServeDNS answers one message.
func (s *Server) ServeDNS(w dns.ResponseWriter, request *dns.Msg) {
	if !s.mayAsk(w.RemoteAddr()) {
		return // silence, so that nobody is flooded by way of us
	}
	reply := s.reply(request, isUDP(w))
	if isUDP(w) {
		size := dns.MinMsgSize
		if o := request.IsEdns0(); o != nil {
			size = min(max(size, int(o.UDPSize())), udpSize)
		}
		reply.Truncate(size)
	}
	if err := w.WriteMsg(reply); err != nil {
		s.log.Debug("cannot answer a question of names", "to", w.RemoteAddr(), "error", err)
	}
}

// mayAsk is for the node itself and for pods.
func (s *Server) mayAsk(from net.Addr) bool {
	ap, err := netip.ParseAddrPort(from.String())
	if err != nil {
		return false
	}
	address := ap.Addr().Unmap()
	return address.IsLoopback() || address == s.config.Listen.Addr() || s.config.Pods.Contains(address)
}

func isUDP(w dns.ResponseWriter) bool {
	_, ok := w.RemoteAddr().(*net.UDPAddr)
	return ok
}

// reply makes the answer to a message.
func (s *Server) reply(request *dns.Msg, udp bool) *dns.Msg {
	reply := new(dns.Msg)
	reply.SetReply(request)
	reply.RecursionAvailable = true
	switch {
	case request.Opcode != dns.OpcodeQuery:
		reply.Rcode = dns.RcodeNotImplemented
		return reply
	case len(request.Question) != 1:
		reply.Rcode = dns.RcodeFormatError
		return reply
	case request.Question[0].Qclass != dns.ClassINET:
		reply.Rcode = dns.RcodeRefused
		return reply
	case s.unsynced.Load() > 0:
		// Not knowing is not the same as there being no such name.
		reply.Rcode = dns.RcodeServerFailure
		return reply
	}
	q := request.Question[0]
	answer, ours := s.names.Answer(q.Name, q.Qtype)
	if !ours {
		return s.forward(request, reply, udp)
	}
	reply.Authoritative = true
	reply.Rcode, reply.Answer, reply.Extra = answer.Rcode, answer.Records, answer.Extra
	for _, rr := range reply.Answer {
		if rr.Header().Name == lower(q.Name) {
			rr.Header().Name = q.Name // as it was asked, in upper or lower case
		}
	}
	rand.Shuffle(len(reply.Answer), func(i, j int) {
		if answer.Elsewhere == "" && !hasAlias(reply.Answer) {
			reply.Answer[i], reply.Answer[j] = reply.Answer[j], reply.Answer[i]
		}
	})
	if answer.Elsewhere != "" {
		s.follow(reply, answer.Elsewhere, q.Qtype, udp)
	} else if len(reply.Answer) == 0 {
		reply.Ns = []dns.RR{s.names.SOA()}
	}
	if o := request.IsEdns0(); o != nil {
		reply.SetEdns0(udpSize, o.Do())
	}
	return reply
}

func lower(name string) string { return dns.CanonicalName(name) }

// hasAlias says whether the order of records means something.
func hasAlias(records []dns.RR) bool {
	return len(records) > 0 && records[0].Header().Rrtype == dns.TypeCNAME
}

// follow adds what a name outside the cluster stands for, as far as it can be
// found out: the alias itself is a good answer.
func (s *Server) follow(reply *dns.Msg, name string, kind uint16, udp bool) {
	question := new(dns.Msg)
	question.SetQuestion(name, kind)
	if further, err := s.ask(question, udp); err == nil {
		reply.Answer = append(reply.Answer, further.Answer...)
	}
}

// forward asks the node's resolvers, and passes on what they say.
func (s *Server) forward(request, reply *dns.Msg, udp bool) *dns.Msg {
	if len(s.config.Resolvers) == 0 {
		reply.Rcode = dns.RcodeNameError
		return reply
	}
	further, err := s.ask(request, udp)
	if err != nil {
		s.log.Debug("cannot look up a name elsewhere", "name", request.Question[0].Name, "error", err)
		reply.Rcode = dns.RcodeServerFailure
		return reply
	}
	further.Id = request.Id
	return further
}

// ask asks one resolver after the other.
func (s *Server) ask(question *dns.Msg, udp bool) (*dns.Msg, error) {
	select {
	case s.forwards <- struct{}{}:
		defer func() { <-s.forwards }()
	default:
		return nil, errors.New("too many questions at once")
	}
	c := dns.Client{Net: "tcp", Timeout: forwardTimeout, UDPSize: dns.DefaultMsgSize}
	if udp {
		c.Net = "udp"
	}
	err := errors.New("no resolvers")
	for _, resolver := range s.config.Resolvers[:min(len(s.config.Resolvers), maxResolvers)] {
		var answer *dns.Msg
		if answer, _, err = c.Exchange(question.Copy(), resolver); err == nil {
			return answer, nil
		}
	}
	return nil, err
}
