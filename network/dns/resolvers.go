package dns

import (
	"net"
	"net/netip"
	"os"

	"github.com/miekg/dns"
)

// behindStub lists the resolvers that systemd's own, on loopback, asks. It is
// reached from the machine's namespace only.
const behindStub = "/run/systemd/resolve/resolv.conf"

// Resolvers returns the resolvers that a file such as /etc/resolv.conf names, as
// "address:port". A machine without the file has none.
func Resolvers(file string) ([]string, error) {
	config, err := dns.ClientConfigFromFile(file)
	if os.IsNotExist(err) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	if allLoopback(config.Servers) {
		if behind, err := dns.ClientConfigFromFile(behindStub); err == nil {
			config = behind
		}
	}
	var out []string
	for _, server := range config.Servers {
		out = append(out, net.JoinHostPort(server, config.Port))
	}
	return out, nil
}

func allLoopback(servers []string) bool {
	for _, server := range servers {
		if address, err := netip.ParseAddr(server); err != nil || !address.IsLoopback() {
			return false
		}
	}
	return len(servers) > 0
}
