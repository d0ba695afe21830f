package webhook

import (
	"context"
	"crypto/tls"
	"encoding/json"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	admissionv1 "k8s.io/api/admission/v1"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"

	"github.com/skiff-k8s/skiff/apiserver/lookup"
	"github.com/skiff-k8s/skiff/apiserver/lookup/lookuptest"
	"github.com/skiff-k8s/skiff/apiserver/pki"
)

// hooks is a webhook server that answers by path.
func hooks(t *testing.T) (*httptest.Server, []byte) {
	t.Helper()
	mux := http.NewServeMux()
	review := func(w http.ResponseWriter, r *http.Request) {
		var in admissionv1.AdmissionReview
		if err := json.NewDecoder(r.Body).Decode(&in); err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		in.Response = &admissionv1.AdmissionResponse{
			UID: in.Request.UID, Allowed: true, Warnings: []string{r.URL.String(), r.Host, r.Header.Get("User-Agent"), in.APIVersion + "/" + in.Kind},
		}
		_ = json.NewEncoder(w).Encode(&in)
	}
	mux.HandleFunc("/ok", review)
	mux.HandleFunc("/away", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "/ok", http.StatusTemporaryRedirect)
	})
	mux.HandleFunc("/broken", func(w http.ResponseWriter, _ *http.Request) { http.Error(w, "sorry", http.StatusInternalServerError) })
	mux.HandleFunc("/text", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "hello") })
	mux.HandleFunc("/other", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, `{"kind":"Pod","apiVersion":"v1"}`) })
	mux.HandleFunc("/slow", func(_ http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body) // without that a server does not see the client go
		<-r.Context().Done()
	})
	mux.HandleFunc("/flood", func(w http.ResponseWriter, _ *http.Request) {
		chunk := []byte(strings.Repeat(" ", 1<<20))
		for range maxAnswer>>20 + 1 {
			if _, err := w.Write(chunk); err != nil {
				return
			}
		}
	})
	s := httptest.NewTLSServer(mux)
	t.Cleanup(s.Close)
	return s, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: s.Certificate().Raw})
}

func admissionClient(objects lookup.Objects, dial Dial) *Client {
	return New(Options{Objects: objects, Dial: dial, Types: []func(*runtime.Scheme) error{admissionv1.AddToScheme}, Versions: []schema.GroupVersion{admissionv1.SchemeGroupVersion}})
}

func call(t *testing.T, c *Client, h Hook, timeout time.Duration) (*admissionv1.AdmissionReview, error) {
	t.Helper()
	e, err := c.Endpoint(h)
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(t.Context(), timeout)
	defer cancel()
	var answer admissionv1.AdmissionReview
	err = e.Call(ctx, &admissionv1.AdmissionReview{Request: &admissionv1.AdmissionRequest{UID: "u"}}, &answer)
	return &answer, err
}

func TestCallByURL(t *testing.T) {
	s, ca := hooks(t)
	c := admissionClient(lookuptest.Fixed{}, nil)
	answer, err := call(t, c, Hook{Name: "h", URL: s.URL + "/ok", CABundle: ca}, 9500*time.Millisecond)
	if err != nil || answer.Response == nil || answer.Response.UID != "u" {
		t.Fatalf("%+v %v", answer, err)
	}
	want := []string{"/ok?timeout=10s", strings.TrimPrefix(s.URL, "https://"), userAgent, "admission.k8s.io/v1/AdmissionReview"}
	if got := answer.Response.Warnings; strings.Join(got, " ") != strings.Join(want, " ") {
		t.Errorf("the webhook saw %q, want %q", got, want)
	}
	closed := httptest.NewUnstartedServer(nil)
	closed.Listener.Close()
	for name, c2 := range map[string]struct {
		url     string
		ca      []byte
		timeout time.Duration
		want    string
	}{
		"unreachable":     {"https://" + closed.Listener.Addr().String() + "/x", ca, time.Minute, `Post "https://` + closed.Listener.Addr().String() + `/x?timeout=1m0s": dial tcp ` + closed.Listener.Addr().String() + ": connect: connection refused"},
		"another CA":      {s.URL + "/ok", nil, time.Minute, "x509: certificate signed by unknown authority"},
		"bad CA":          {s.URL + "/ok", []byte("x"), time.Minute, "unable to load root certificates"},
		"redirect":        {s.URL + "/away", ca, time.Minute, "the server responded with the status code 307"},
		"not there":       {s.URL + "/none", ca, time.Minute, "the server could not find the requested resource"},
		"broken":          {s.URL + "/broken", ca, time.Minute, `an error on the server ("sorry") has prevented the request from succeeding`},
		"no JSON":         {s.URL + "/text", ca, time.Minute, "couldn't get version/kind; json parse error"},
		"something else":  {s.URL + "/other", ca, time.Minute, `no kind "Pod" is registered for version "v1"`},
		"too slow":        {s.URL + "/slow", ca, 50 * time.Millisecond, "context deadline exceeded"},
		"too much":        {s.URL + "/flood", ca, time.Minute, "is larger than"},
		"nowhere":         {"", ca, time.Minute, `failed calling webhook "h": webhook configuration must have either service or URL`},
		"not a URL":       {"https://a b", ca, time.Minute, `failed calling webhook "h": Unparsable URL`},
		"not even a port": {"https://127.0.0.1:0/x", ca, time.Minute, "dial tcp 127.0.0.1:0: connect:"},
	} {
		if _, err := call(t, c, Hook{Name: "h", URL: c2.url, CABundle: c2.ca}, c2.timeout); err == nil || !strings.Contains(err.Error(), c2.want) {
			t.Errorf("%s: %v, want %q", name, err, c2.want)
		}
	}
}

func TestCallByService(t *testing.T) {
	authority, _, err := pki.NewAuthority("test", time.Now())
	if err != nil {
		t.Fatal(err)
	}
	pair, err := authority.IssueServing("hook", []string{"hook.ns.svc"}, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	certificate, err := pair.TLS()
	if err != nil {
		t.Fatal(err)
	}
	s, _ := hooks(t)
	secure := httptest.NewUnstartedServer(s.Config.Handler)
	secure.TLS = &tls.Config{Certificates: []tls.Certificate{certificate}}
	secure.StartTLS()
	t.Cleanup(secure.Close)

	service := func(name string, change func(*corev1.Service)) *corev1.Service {
		o := &corev1.Service{ObjectMeta: metav1.ObjectMeta{Namespace: "ns", Name: name}, Spec: corev1.ServiceSpec{
			Type: corev1.ServiceTypeClusterIP, ClusterIP: "10.0.0.7", Ports: []corev1.ServicePort{{Port: 443}, {Port: 8443}},
		}}
		change(o)
		return o
	}
	objects := lookuptest.Fixed{}.With(lookup.Services,
		service("hook", func(*corev1.Service) {}),
		service("headless", func(o *corev1.Service) { o.Spec.ClusterIP = corev1.ClusterIPNone }),
		service("elsewhere", func(o *corev1.Service) {
			o.Spec = corev1.ServiceSpec{Type: corev1.ServiceTypeExternalName, ExternalName: "hook.example"}
		}),
	)
	var dials atomic.Int32
	dialled := make(chan string, 10)
	c := admissionClient(objects, func(ctx context.Context, network, address string) (net.Conn, error) {
		dials.Add(1)
		dialled <- address
		if address != "10.0.0.7:8443" && address != "10.0.0.7:443" {
			return nil, errors.New("nobody there")
		}
		u, _ := url.Parse(secure.URL)
		return (&net.Dialer{}).DialContext(ctx, network, u.Host)
	})
	to := func(name string, port int32) Hook {
		return Hook{Name: "h", CABundle: authority.PEM, Service: &Service{Namespace: "ns", Name: name, Path: "/ok", Port: port}}
	}
	for range 3 {
		answer, err := call(t, c, to("hook", 8443), time.Minute)
		if err != nil {
			t.Fatal(err)
		}
		if got := answer.Response.Warnings[1]; got != "hook.ns.svc:8443" {
			t.Errorf("the webhook is called %s", got)
		}
	}
	if dials.Load() != 1 || <-dialled != "10.0.0.7:8443" {
		t.Errorf("%d connections for three calls", dials.Load())
	}
	if _, err := call(t, c, to("hook", 0), time.Minute); err != nil || <-dialled != "10.0.0.7:443" {
		t.Errorf("without a port: %v", err)
	}
	for _, f := range []struct {
		name string
		port int32
		want string
	}{
		{"none", 443, `Post "https://none.ns.svc:443/ok?timeout=1m0s": service "none" not found`},
		{"hook", 1, `no service port 1 found for service "hook"`},
		{"headless", 443, `cannot route to service with ClusterIP "None"`},
		{"elsewhere", 443, "nobody there"},
	} {
		if _, err := call(t, c, to(f.name, f.port), time.Minute); err == nil || !strings.Contains(err.Error(), f.want) {
			t.Errorf("%s: %v, want %q", f.name, err, f.want)
		}
	}
	if got := <-dialled; got != "hook.example:443" {
		t.Errorf("an external name is dialled as %s", got)
	}
}

func TestClientsAreBounded(t *testing.T) {
	c := admissionClient(lookuptest.Fixed{}, nil)
	for i := range maxClients + 10 {
		if _, err := c.Endpoint(Hook{URL: fmt.Sprintf("https://127.0.0.1:%d/", i+1)}); err != nil {
			t.Fatal(err)
		}
	}
	if len(c.clients) > maxClients {
		t.Errorf("%d configurations keep connections", len(c.clients))
	}
}
