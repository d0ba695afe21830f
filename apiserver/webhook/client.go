package webhook

import (
	"context"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"sync"
	"time"

	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/runtime/serializer"
	"k8s.io/client-go/rest"

	"github.com/skiff-k8s/skiff/apiserver/lookup"
)

const (
	// maxClients bounds the configurations that keep connections; over it all are
	// let go, and those in use come back with the next call.
	maxClients = 200
	// maxIdle bounds the idle connections of one configuration.
	maxIdle = 25
	// dialTimeout bounds the time to open a connection, TLS included.
	dialTimeout = 10 * time.Second
	// defaultServicePort is the port of a Service that the reference does not name.
	defaultServicePort = 443
	// userAgent is what webhooks know the API server by.
	userAgent = "kube-apiserver-admission"
)

// Dial opens connections to Services.
type Dial func(ctx context.Context, network, address string) (net.Conn, error)

// Hook is where a webhook is and how it proves who it is: the client
// configuration of admissionregistration.k8s.io and apiextensions.k8s.io.
type Hook struct {
	// Name of the webhook, for errors about its configuration.
	Name string
	// URL or Service, exactly one of them.
	URL     string
	Service *Service
	// CABundle signs the webhook's certificate, in PEM; empty means the authorities
	// that the system trusts.
	CABundle []byte
}

// Service refers to a port of a Service. Port 0 means 443.
type Service struct {
	Namespace, Name string
	Path            string
	Port            int32
}

// Options put a client together.
type Options struct {
	// Objects finds Services.
	Objects lookup.Objects
	// Dial reaches Services; nil means the network that this process is in. URLs
	// are always reached from there.
	Dial Dial
	// Types are the kinds of reviews; Versions are those that they travel in.
	Types    []func(*runtime.Scheme) error
	Versions []schema.GroupVersion
}

// Client calls webhooks. It is safe for concurrent use.
type Client struct {
	options    Options
	serializer func() (runtime.NegotiatedSerializer, error)

	mu      sync.Mutex
	clients map[clientKey]*rest.RESTClient
}

// clientKey says all of a configuration but its name.
type clientKey struct {
	url     string
	service Service
	ca      [sha256.Size]byte
}

// New makes a client. It costs nothing until the first call.
func New(options Options) *Client {
	if options.Dial == nil {
		options.Dial = plainDial
	}
	return &Client{
		options:    options,
		serializer: sync.OnceValues(func() (runtime.NegotiatedSerializer, error) { return reviews(options) }),
		clients:    map[clientKey]*rest.RESTClient{},
	}
}

var plainDial = (&net.Dialer{Timeout: dialTimeout, KeepAlive: 30 * time.Second}).DialContext

func reviews(options Options) (runtime.NegotiatedSerializer, error) {
	scheme := runtime.NewScheme()
	for _, add := range options.Types {
		if err := add(scheme); err != nil {
			return nil, err
		}
	}
	return serializer.NegotiatedSerializerWrapper(runtime.SerializerInfo{
		Serializer: serializer.NewCodecFactory(scheme).LegacyCodec(options.Versions...),
	}), nil
}

// ConfigError is a configuration that nothing can be called with.
type ConfigError struct {
	Hook   string
	Reason error
}

// Error implements error.
func (e *ConfigError) Error() string {
	return fmt.Sprintf("failed calling webhook %q: %v", e.Hook, e.Reason)
}

// Unwrap returns the reason.
func (e *ConfigError) Unwrap() error { return e.Reason }

// Endpoint is a webhook that is ready to be called.
type Endpoint struct{ client *rest.RESTClient }

// Endpoint prepares the calls of a webhook, or says what is wrong with its
// configuration.
func (c *Client) Endpoint(h Hook) (Endpoint, error) {
	key := clientKey{url: h.URL, ca: sha256.Sum256(h.CABundle)}
	if h.Service != nil {
		key.service = *h.Service
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if client := c.clients[key]; client != nil {
		return Endpoint{client}, nil
	}
	client, err := c.newClient(h)
	if err != nil {
		return Endpoint{}, err
	}
	if len(c.clients) >= maxClients {
		for _, old := range c.clients {
			old.Client.CloseIdleConnections()
		}
		clear(c.clients)
	}
	c.clients[key] = client
	return Endpoint{client}, nil
}

// Call posts the review and decodes the answer into answer, an object of a kind
// that Options names. ctx bounds the time; the webhook is told of it. Errors are
// those of client-go's rest package: API status errors where the webhook answered
// with another code than 2xx, else those of transport and decoding.
func (e Endpoint) Call(ctx context.Context, review, answer runtime.Object) error {
	r := e.client.Post().Body(review)
	if deadline, ok := ctx.Deadline(); ok {
		if left := time.Until(deadline); left > 0 {
			r.Timeout((left + time.Second - 1).Truncate(time.Second))
		}
	}
	return r.Do(ctx).Into(answer)
}

// newClient makes the client of one configuration.
func (c *Client) newClient(h Hook) (*rest.RESTClient, error) {
	to, err := c.locate(h)
	if err != nil {
		return nil, err
	}
	serializer, err := c.serializer()
	if err != nil {
		return nil, err
	}
	transport := &http.Transport{
		Proxy:               to.proxy,
		DialContext:         to.dial,
		TLSHandshakeTimeout: dialTimeout,
		MaxIdleConnsPerHost: maxIdle,
		IdleConnTimeout:     90 * time.Second,
		TLSClientConfig:     &tls.Config{MinVersion: tls.VersionTLS12, ServerName: to.serverName},
	}
	// One HTTP/2 connection would bring all calls to the same pod of a Service.
	if !to.loopback {
		transport.TLSClientConfig.NextProtos = []string{"http/1.1"}
	} else {
		transport.ForceAttemptHTTP2 = true
	}
	if len(h.CABundle) > 0 {
		pool := x509.NewCertPool()
		if !pool.AppendCertsFromPEM(h.CABundle) {
			return nil, errors.New("unable to load root certificates: no valid certificate authority data seen")
		}
		transport.TLSClientConfig.RootCAs = pool
	}
	return rest.NewRESTClient(to.base, to.path,
		rest.ClientContentConfig{ContentType: runtime.ContentTypeJSON, Negotiator: runtime.NewClientNegotiator(serializer, schema.GroupVersion{})},
		nil, &http.Client{
			Transport:     bounded{transport},
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		})
}

// location is where a configuration points.
type location struct {
	base       *url.URL
	path       string
	serverName string
	loopback   bool
	dial       Dial
	proxy      func(*http.Request) (*url.URL, error)
}

func (c *Client) locate(h Hook) (location, error) {
	if s := h.Service; s != nil {
		port := s.Port
		if port == 0 {
			port = defaultServicePort
		}
		name := s.Name + "." + s.Namespace + ".svc"
		return location{
			base: &url.URL{Scheme: "https", Host: net.JoinHostPort(name, strconv.Itoa(int(port)))}, path: s.Path, serverName: name,
			dial: func(ctx context.Context, network, _ string) (net.Conn, error) {
				address, err := resolve(c.options.Objects, s.Namespace, s.Name, port)
				if err != nil {
					return nil, err
				}
				return c.options.Dial(ctx, network, address)
			},
		}, nil
	}
	if h.URL == "" {
		return location{}, &ConfigError{h.Name, errors.New("webhook configuration must have either service or URL")}
	}
	u, err := url.Parse(h.URL)
	if err != nil {
		return location{}, &ConfigError{h.Name, fmt.Errorf("Unparsable URL: %v", err)}
	}
	return location{
		base: &url.URL{Scheme: u.Scheme, Host: u.Host}, path: u.Path,
		loopback: isLoopback(u.Hostname()), dial: plainDial, proxy: http.ProxyFromEnvironment,
	}, nil
}
