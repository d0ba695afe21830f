package apiserver_test

import (
	"bufio"
	"context"
	"crypto/tls"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	openapi_v2 "github.com/google/gnostic-models/openapiv2"
	apidiscoveryv2 "k8s.io/api/apidiscovery/v2"
	corev1 "k8s.io/api/core/v1"
	discoveryv1 "k8s.io/api/discovery/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/kubernetes"
	clientrest "k8s.io/client-go/rest"
	apiregistrationv1 "k8s.io/kube-aggregator/pkg/apis/apiregistration/v1"

	"github.com/skiff-k8s/skiff/apiserver"
	"github.com/skiff-k8s/skiff/apiserver/apiservertest"
	"github.com/skiff-k8s/skiff/apiserver/pki"
)

// wardle is another API server: it serves wardle.example.com/v1alpha1 and says of
// every other request what reached it.
type wardle struct {
	t       *testing.T
	front   *pki.Authority
	old     bool        // knows only the legacy discovery documents
	gone    atomic.Bool // answers 500 to everything
	address netip.AddrPort
	ca      []byte
}

const wardleVersion = "/apis/wardle.example.com/v1alpha1"

func startWardle(t *testing.T, front *pki.Authority, old bool) *wardle {
	t.Helper()
	ca, _, err := pki.NewAuthority("wardle-ca", time.Now())
	if err != nil {
		t.Fatal(err)
	}
	pair, err := ca.IssueServing("wardle", []string{"api.wardle.svc"}, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	cert, err := pair.TLS()
	if err != nil {
		t.Fatal(err)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	w := &wardle{t: t, front: front, old: old, ca: ca.PEM, address: listener.Addr().(*net.TCPAddr).AddrPort()}
	server := &http.Server{Handler: w, ErrorLog: log.New(io.Discard, "", 0), TLSConfig: &tls.Config{
		Certificates: []tls.Certificate{cert}, ClientAuth: tls.RequireAndVerifyClientCert, ClientCAs: front.Pool(), NextProtos: []string{"h2", "http/1.1"},
	}}
	go func() { _ = server.ServeTLS(listener, "", "") }()
	t.Cleanup(func() { server.Close() })
	return w
}

func (w *wardle) ServeHTTP(rw http.ResponseWriter, r *http.Request) {
	switch {
	case w.gone.Load():
		http.Error(rw, "gone", http.StatusInternalServerError)
	case r.URL.Path == "/apis" && w.old:
		http.NotFound(rw, r)
	case r.URL.Path == "/apis":
		rw.Header().Set("Content-Type", "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList")
		_, _ = io.WriteString(rw, `{"items":[{"metadata":{"name":"wardle.example.com"},"versions":[{"version":"v1alpha1","resources":[
			{"resource":"flunders","responseKind":{"kind":"Flunder"},"scope":"Namespaced","singularResource":"flunder","verbs":["get","list","watch"]}]}]}]}`)
	case r.URL.Path == "/openapi/v2":
		rw.Header().Set("Etag", `"two"`)
		_, _ = io.WriteString(rw, `{"swagger":"2.0","info":{"title":"w","version":"1"},"paths":{"`+wardleVersion+`/flunders":{"get":{"produces":["application/json"],"responses":{"200":{"description":"OK","schema":{"$ref":"#/definitions/Flunder"}}}}},
			"/apis/other/v1/x":{"get":{}}},"definitions":{"Flunder":{"type":"object","properties":{"part":{"$ref":"#/definitions/Part"}}},"Part":{"type":"object"},"Other":{"type":"object"}}}`)
	case strings.HasPrefix(r.URL.Path, "/openapi/v3") && w.old:
		http.NotFound(rw, r)
	case r.URL.Path == "/openapi/v3":
		_, _ = io.WriteString(rw, `{"paths":{"apis/wardle.example.com/v1alpha1":{"serverRelativeURL":"/openapi/v3/apis/wardle.example.com/v1alpha1?hash=THREE"},"apis/apps/v1":{"serverRelativeURL":"/x"}}}`)
	case r.URL.Path == "/openapi/v3/apis/wardle.example.com/v1alpha1":
		_, _ = io.WriteString(rw, `{"openapi":"3.0.0","info":{"title":"w","version":"1"},"components":{"schemas":{"Flunder":{"type":"object"}}}}`)
	case r.URL.Path == wardleVersion:
		rw.Header().Set("Content-Type", "application/json")
		_, _ = io.WriteString(rw, `{"kind":"APIResourceList","apiVersion":"v1","groupVersion":"wardle.example.com/v1alpha1","resources":[
			{"name":"flunders","singularName":"flunder","namespaced":true,"kind":"Flunder","verbs":["get","list","watch"]}]}`)
	case r.URL.Query().Get("watch") == "true":
		w.events(rw, r)
	case r.Header.Get("Upgrade") == "echo":
		w.echo(rw)
	default:
		rw.Header().Set("Content-Type", "application/json")
		rw.Header().Set("Cache-Control", "theirs")
		body, _ := io.ReadAll(r.Body)
		_ = json.NewEncoder(rw).Encode(map[string]any{
			"method": r.Method, "path": r.URL.Path, "query": r.URL.RawQuery, "header": r.Header, "body": string(body), "tls": r.TLS.ServerName,
		})
	}
}

// events sends one event, and the next when the client asks again elsewhere.
func (w *wardle) events(rw http.ResponseWriter, r *http.Request) {
	for i := range 3 {
		fmt.Fprintf(rw, `{"type":"ADDED","object":{"n":%d}}`+"\n", i)
		rw.(http.Flusher).Flush()
	}
	<-r.Context().Done()
}

func (w *wardle) echo(rw http.ResponseWriter) {
	conn, buf, err := rw.(http.Hijacker).Hijack()
	if err != nil {
		w.t.Error(err)
		return
	}
	defer conn.Close()
	_, _ = io.WriteString(conn, "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n")
	line, _ := buf.ReadString('\n')
	_, _ = io.WriteString(conn, "you said "+line)
}

// register makes the Service, its endpoints and the APIService.
func (w *wardle) register(t *testing.T, config *clientrest.Config) {
	t.Helper()
	ctx := context.Background()
	c := kubernetes.NewForConfigOrDie(config)
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	_, err := c.CoreV1().Namespaces().Create(ctx, &corev1.Namespace{ObjectMeta: metav1.ObjectMeta{Name: "wardle"}}, metav1.CreateOptions{})
	must(err)
	_, err = c.CoreV1().Services("wardle").Create(ctx, &corev1.Service{ObjectMeta: metav1.ObjectMeta{Name: "api"}, Spec: corev1.ServiceSpec{
		Selector: map[string]string{"app": "wardle"}, Ports: []corev1.ServicePort{{Port: 7443}},
	}}, metav1.CreateOptions{})
	must(err)
	port, name := int32(w.address.Port()), ""
	_, err = c.DiscoveryV1().EndpointSlices("wardle").Create(ctx, &discoveryv1.EndpointSlice{
		ObjectMeta:  metav1.ObjectMeta{Name: "api-1", Labels: map[string]string{discoveryv1.LabelServiceName: "api"}},
		AddressType: discoveryv1.AddressTypeIPv4, Ports: []discoveryv1.EndpointPort{{Name: &name, Port: &port}},
		// The dialer of the test leads to the loopback address.
		Endpoints: []discoveryv1.Endpoint{{Addresses: []string{"10.9.9.9"}}},
	}, metav1.CreateOptions{})
	must(err)
	bundle, _ := json.Marshal(w.ca)
	resp, body := ask(t, config, "POST", "/apis/apiregistration.k8s.io/v1/apiservices", `{"metadata":{"name":"v1alpha1.wardle.example.com"},"spec":{"group":"wardle.example.com","version":"v1alpha1",
		"groupPriorityMinimum":2000,"versionPriority":200,"service":{"namespace":"wardle","name":"api","port":7443},"caBundle":`+string(bundle)+`}}`, "Content-Type: application/json")
	if resp.StatusCode != http.StatusCreated {
		t.Fatal(resp.Status, body)
	}
}

// dialLoopback leads every address to the same port of the loopback address.
func dialLoopback(ctx context.Context, network, address string) (net.Conn, error) {
	_, port, err := net.SplitHostPort(address)
	if err != nil {
		return nil, err
	}
	var d net.Dialer
	return d.DialContext(ctx, network, net.JoinHostPort("127.0.0.1", port))
}

// condition waits until Available says what is wanted and returns its message.
func condition(t *testing.T, config *clientrest.Config, status, reason string) string {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	config = clientrest.CopyConfig(config)
	client, err := clientrest.HTTPClientFor(config)
	if err != nil {
		t.Fatal(err)
	}
	r, _ := http.NewRequestWithContext(ctx, "GET", config.Host+"/apis/apiregistration.k8s.io/v1/apiservices?watch=true&fieldSelector="+url.QueryEscape("metadata.name=v1alpha1.wardle.example.com"), nil)
	resp, err := client.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	last := ""
	for d := json.NewDecoder(resp.Body); ; {
		var e struct{ Object apiregistrationv1.APIService }
		if err := d.Decode(&e); err != nil {
			t.Fatalf("waiting for %s %s: %v; last seen %s", status, reason, err, last)
		}
		for _, c := range e.Object.Status.Conditions {
			last = fmt.Sprint(c)
			if c.Type == "Available" && string(c.Status) == status && c.Reason == reason {
				return c.Message
			}
		}
	}
}

func groups(t *testing.T, config *clientrest.Config) (names []string, wardle *apidiscoveryv2.APIVersionDiscovery) {
	t.Helper()
	_, body := ask(t, config, "GET", "/apis", "", "Accept: application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList")
	var list apidiscoveryv2.APIGroupDiscoveryList
	if err := json.Unmarshal([]byte(body), &list); err != nil {
		t.Fatal(err, body)
	}
	for _, g := range list.Items {
		names = append(names, g.Name)
		if g.Name == "wardle.example.com" {
			wardle = &g.Versions[0]
		}
	}
	return names, wardle
}

func TestAggregation(t *testing.T) {
	for _, old := range []bool{false, true} {
		t.Run(fmt.Sprintf("old=%v", old), func(t *testing.T) { testAggregation(t, old) })
	}
}

func testAggregation(t *testing.T, old bool) {
	s := apiservertest.Start(t, func(c *apiserver.Config) { c.Dial = dialLoopback })
	admin := s.Config(t)
	other := startWardle(t, s.Keys().FrontProxy, old)
	other.register(t, admin)
	if m := condition(t, admin, "True", "Passed"); m != "all checks passed" {
		t.Error(m)
	}
	if resp, body := ask(t, admin, "GET", "/apis/apiregistration.k8s.io/v1/apiservices/v1alpha1.wardle.example.com", "", "Accept: application/json;as=Table;v=v1;g=meta.k8s.io"); !strings.Contains(body, `"wardle/api","True"`) {
		t.Error(resp.Status, body)
	}

	t.Run("requests", func(t *testing.T) {
		resp, body := ask(t, admin, "POST", wardleVersion+"/namespaces/default/flunders?x=1&dryRun=All", "the body", "Authorization: Bearer secret", "X-Remote-User: mallory", "X-Remote-Extra-A: b", "Audit-ID: abc", "Content-Type: text/x")
		var got struct {
			Method, Path, Query, Body, TLS string
			Header                         http.Header
		}
		if err := json.Unmarshal([]byte(body), &got); err != nil {
			t.Fatal(resp.Status, body)
		}
		if got.Method != "POST" || got.Path != wardleVersion+"/namespaces/default/flunders" || got.Query != "x=1&dryRun=All" || got.Body != "the body" || got.TLS != "api.wardle.svc" {
			t.Errorf("%+v", got)
		}
		h := got.Header
		if h.Get("X-Remote-User") != "kubernetes-admin" || !slices.Contains(h["X-Remote-Group"], "system:masters") || h.Get("X-Remote-Extra-A") != "" ||
			h.Get("Authorization") != "" || h.Get("Audit-Id") != "abc" || h.Get("Content-Type") != "text/x" {
			t.Errorf("%v", h)
		}
		if resp.Header.Get("Cache-Control") != "theirs" || len(resp.Header["Cache-Control"]) != 1 || resp.Header.Get("Audit-Id") != "abc" {
			t.Error(resp.Header)
		}
	})
	t.Run("authorized here", func(t *testing.T) {
		resp, body := ask(t, s.ConfigFor(t, "jane"), "GET", wardleVersion+"/namespaces/default/flunders", "")
		if resp.StatusCode != 403 || !strings.Contains(body, `flunders.wardle.example.com is forbidden: User \"jane\" cannot list resource \"flunders\" in API group \"wardle.example.com\" in the namespace \"default\"`) {
			t.Error(resp.Status, body)
		}
	})
	t.Run("watch", func(t *testing.T) {
		client, _ := clientrest.HTTPClientFor(admin)
		ctx, cancel := context.WithCancel(context.Background())
		defer cancel()
		r, _ := http.NewRequestWithContext(ctx, "GET", admin.Host+wardleVersion+"/flunders?watch=true", nil)
		resp, err := client.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		defer resp.Body.Close()
		lines := bufio.NewScanner(resp.Body)
		for i := range 3 { // each comes although the stream goes on
			if !lines.Scan() || lines.Text() != fmt.Sprintf(`{"type":"ADDED","object":{"n":%d}}`, i) {
				t.Fatal(lines.Text(), lines.Err())
			}
		}
	})
	t.Run("upgrade", func(t *testing.T) {
		u, _ := url.Parse(s.URL)
		config, err := clientrest.TLSConfigFor(admin)
		if err != nil {
			t.Fatal(err)
		}
		config.NextProtos = []string{"http/1.1"}
		conn, err := tls.Dial("tcp", u.Host, config)
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
		fmt.Fprintf(conn, "GET %s/namespaces/default/flunders/x/exec HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n", wardleVersion)
		in := bufio.NewReader(conn)
		resp, err := http.ReadResponse(in, nil)
		if err != nil || resp.StatusCode != http.StatusSwitchingProtocols {
			t.Fatal(resp, err)
		}
		fmt.Fprintf(conn, "hello\n")
		if line, _ := in.ReadString('\n'); line != "you said hello\n" {
			t.Error(line)
		}
	})
	t.Run("discovery", func(t *testing.T) {
		names, d := groups(t, admin)
		if d == nil || d.Freshness != "Current" || len(d.Resources) != 1 || d.Resources[0].Resource != "flunders" || d.Resources[0].Scope != "Namespaced" {
			t.Fatal(d)
		}
		if names[0] != "apiregistration.k8s.io" || names[len(names)-1] != "wardle.example.com" {
			t.Error(names)
		}
		if _, body := ask(t, admin, "GET", "/apis", ""); !strings.Contains(body, `"wardle.example.com/v1alpha1"`) {
			t.Error(body)
		}
		if _, body := ask(t, admin, "GET", "/apis/wardle.example.com", ""); !strings.Contains(body, `"preferredVersion":{"groupVersion":"wardle.example.com/v1alpha1","version":"v1alpha1"}`) {
			t.Error(body)
		}
		list, err := kubernetes.NewForConfigOrDie(admin).Discovery().ServerPreferredNamespacedResources()
		if err != nil || !slices.ContainsFunc(list, func(l *metav1.APIResourceList) bool { return l.GroupVersion == "wardle.example.com/v1alpha1" }) {
			t.Error(list, err)
		}
	})
	t.Run("openapi", func(t *testing.T) {
		const path = "/openapi/v3/apis/wardle.example.com/v1alpha1"
		eventually(t, "a line in the index", func() bool {
			_, body := ask(t, admin, "GET", "/openapi/v3", "")
			return strings.Contains(body, path+"?hash=")
		})
		if resp, body := ask(t, admin, "GET", path, ""); !strings.Contains(body, `"Flunder"`) || !strings.Contains(body, `"openapi":"3.0.0"`) || strings.Contains(body, "Other") {
			t.Error(resp.Status, body)
		}
		_, body := ask(t, admin, "GET", "/openapi/v2", "")
		if !strings.Contains(body, `"Flunder":{`) || !strings.Contains(body, `"Part":{`) || !strings.Contains(body, wardleVersion+"/flunders") || strings.Contains(body, `"Other":`) {
			t.Error("version 2 lacks what the other server serves, or has more")
		}
		doc, err := kubernetes.NewForConfigOrDie(admin).Discovery().OpenAPISchema()
		if err != nil || !slices.ContainsFunc(doc.Definitions.AdditionalProperties, func(d *openapi_v2.NamedSchema) bool { return d.Name == "Flunder" }) {
			t.Error("the protobuf form lacks it", err)
		}
	})
	t.Run("order", func(t *testing.T) {
		ask(t, admin, "PATCH", "/apis/apiregistration.k8s.io/v1/apiservices/v1alpha1.wardle.example.com", `{"spec":{"groupPriorityMinimum":17850}}`, "Content-Type: application/merge-patch+json")
		eventually(t, "the group's new place", func() bool {
			names, _ := groups(t, admin)
			return slices.Index(names, "wardle.example.com") < slices.Index(names, "apps")
		})
	})
	t.Run("gone", func(t *testing.T) {
		other.gone.Store(true)
		// Something happens to the Service: it is looked at again at once.
		ask(t, admin, "PATCH", "/api/v1/namespaces/wardle/services/api", `{"metadata":{"labels":{"a":"b"}}}`, "Content-Type: application/merge-patch+json")
		if m := condition(t, admin, "False", "FailedDiscoveryCheck"); !strings.HasSuffix(m, wardleVersion+": 500") || !strings.HasPrefix(m, "failing or missing response from https://10.96.") {
			t.Error(m)
		}
		eventually(t, "503", func() bool {
			resp, body := ask(t, admin, "GET", wardleVersion+"/flunders", "")
			return resp.StatusCode == http.StatusServiceUnavailable && body == "service unavailable\n"
		})
		eventually(t, "stale discovery", func() bool {
			_, d := groups(t, admin)
			return d != nil && d.Freshness == "Stale" && len(d.Resources) == 1
		})
		other.gone.Store(false)
		condition(t, admin, "True", "Passed")
	})
	t.Run("no endpoints", func(t *testing.T) {
		ask(t, admin, "DELETE", "/apis/discovery.k8s.io/v1/namespaces/wardle/endpointslices/api-1", "")
		if m := condition(t, admin, "False", "EndpointsNotFound"); m != `cannot find endpointslices for service/api in "wardle"` {
			t.Error(m)
		}
		ask(t, admin, "DELETE", "/api/v1/namespaces/wardle/services/api", "")
		condition(t, admin, "False", "ServiceNotFound")
	})
	t.Run("removed", func(t *testing.T) {
		ask(t, admin, "DELETE", "/apis/apiregistration.k8s.io/v1/apiservices/v1alpha1.wardle.example.com", "")
		eventually(t, "404", func() bool {
			resp, _ := ask(t, admin, "GET", wardleVersion+"/flunders", "")
			return resp.StatusCode == http.StatusNotFound
		})
		eventually(t, "no group", func() bool { _, d := groups(t, admin); return d == nil })
	})
}

// eventually asks again and again, without a pause but with a bound.
func eventually(t *testing.T, what string, ok func() bool) {
	t.Helper()
	for end := time.Now().Add(time.Minute); !ok(); {
		if time.Now().After(end) {
			t.Fatalf("%s did not come", what)
		}
	}
}

func TestAPIServicesOfBuiltInGroups(t *testing.T) {
	s := apiservertest.Start(t)
	admin := s.Config(t)
	_, body := ask(t, admin, "GET", "/apis/apiregistration.k8s.io/v1/apiservices", "")
	var list apiregistrationv1.APIServiceList
	if err := json.Unmarshal([]byte(body), &list); err != nil {
		t.Fatal(err)
	}
	if len(list.Items) != 21 {
		t.Errorf("%d", len(list.Items))
	}
	for _, i := range list.Items {
		c := i.Status.Conditions
		if i.Labels["kube-aggregator.kubernetes.io/automanaged"] != "onstart" || len(c) != 1 || c[0].Reason != "Local" || c[0].LastTransitionTime.IsZero() {
			t.Error(i)
		}
	}
}
