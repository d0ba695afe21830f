package webhooks_test

import (
	"context"
	"encoding/json"
	"encoding/pem"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"

	admissionv1 "k8s.io/api/admission/v1"
	registrationv1 "k8s.io/api/admissionregistration/v1"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/rest"

	"github.com/skiff-k8s/skiff/apiserver/apiservertest"
)

// answerer is a webhook: it says what to answer to a request; nil allows.
type answerer func(r *admissionv1.AdmissionRequest) *admissionv1.AdmissionResponse

// world is an API server and a webhook server beside it.
type world struct {
	*apiservertest.Server
	t      *testing.T
	client *kubernetes.Clientset
	hooks  *httptest.Server
	ca     []byte

	mu      sync.Mutex
	answers map[string]answerer                        // by path
	seen    map[string][]*admissionv1.AdmissionRequest // by path
	raw     map[string][]string                        // the same as they came
	warned  []string
}

func start(t *testing.T) *world {
	t.Helper()
	w := &world{
		Server: apiservertest.Start(t), t: t,
		answers: map[string]answerer{}, seen: map[string][]*admissionv1.AdmissionRequest{}, raw: map[string][]string{},
	}
	w.hooks = httptest.NewTLSServer(w)
	t.Cleanup(w.hooks.Close)
	w.ca = pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: w.hooks.Certificate().Raw})
	config := w.Config(t)
	config.WarningHandler = w
	var err error
	if w.client, err = kubernetes.NewForConfig(config); err != nil {
		t.Fatal(err)
	}
	return w
}

// HandleWarningHeader implements rest.WarningHandler.
func (w *world) HandleWarningHeader(_ int, _ string, text string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.warned = append(w.warned, text)
}

var _ rest.WarningHandler = (*world)(nil)

// ServeHTTP is the webhook server.
func (w *world) ServeHTTP(rw http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	var review admissionv1.AdmissionReview
	if err := json.Unmarshal(body, &review); err != nil || review.Request == nil {
		http.Error(rw, "not a review", http.StatusBadRequest)
		return
	}
	w.mu.Lock()
	w.seen[r.URL.Path] = append(w.seen[r.URL.Path], review.Request)
	w.raw[r.URL.Path] = append(w.raw[r.URL.Path], string(body))
	answer := w.answers[r.URL.Path]
	w.mu.Unlock()
	response := &admissionv1.AdmissionResponse{Allowed: true}
	if answer != nil {
		response = answer(review.Request)
	}
	if response == nil {
		http.Error(rw, "broken", http.StatusInternalServerError)
		return
	}
	if response.UID == "" {
		response.UID = review.Request.UID
	}
	review.Request, review.Response = nil, response
	rw.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(rw).Encode(&review)
}

// on sets what a path of the webhook server answers.
func (w *world) on(path string, a answerer) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.answers[path] = a
}

// asked returns the requests that a path was asked about, and forgets them.
func (w *world) asked(path string) []*admissionv1.AdmissionRequest {
	w.mu.Lock()
	defer w.mu.Unlock()
	list := w.seen[path]
	w.seen[path], w.raw[path] = nil, nil
	return list
}

func (w *world) warnings() []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	list := w.warned
	w.warned = nil
	return list
}

type mutatingHook = registrationv1.MutatingWebhook
type validatingHook = registrationv1.ValidatingWebhook

// rule is "group version resource operation[,operation]".
func rule(text string) registrationv1.RuleWithOperations {
	f := strings.Fields(text)
	group := f[0]
	if group == "core" {
		group = ""
	}
	r := registrationv1.RuleWithOperations{Rule: registrationv1.Rule{APIGroups: []string{group}, APIVersions: []string{f[1]}, Resources: strings.Split(f[2], ",")}}
	for _, op := range strings.Split(f[3], ",") {
		r.Operations = append(r.Operations, registrationv1.OperationType(op))
	}
	return r
}

// mutating registers a configuration of webhooks on the webhook server: path,
// which also names the webhook, and rule of each.
func (w *world) mutating(name string, change func(h *mutatingHook), pairs ...string) *registrationv1.MutatingWebhookConfiguration {
	w.t.Helper()
	c := &registrationv1.MutatingWebhookConfiguration{ObjectMeta: metav1.ObjectMeta{Name: name}}
	for i := 0; i < len(pairs); i += 2 {
		url, none := w.hooks.URL+pairs[i], registrationv1.SideEffectClassNone
		h := mutatingHook{
			Name: strings.Trim(pairs[i], "/") + ".example.com", ClientConfig: registrationv1.WebhookClientConfig{URL: &url, CABundle: w.ca},
			Rules: []registrationv1.RuleWithOperations{rule(pairs[i+1])}, SideEffects: &none, AdmissionReviewVersions: []string{"v1"},
		}
		if change != nil {
			change(&h)
		}
		c.Webhooks = append(c.Webhooks, h)
	}
	c, err := w.client.AdmissionregistrationV1().MutatingWebhookConfigurations().Create(ctx, c, metav1.CreateOptions{})
	if err != nil {
		w.t.Fatal(err)
	}
	return c
}

// validating is the same for validating webhooks.
func (w *world) validating(name string, change func(h *validatingHook), pairs ...string) *registrationv1.ValidatingWebhookConfiguration {
	w.t.Helper()
	c := &registrationv1.ValidatingWebhookConfiguration{ObjectMeta: metav1.ObjectMeta{Name: name}}
	for i := 0; i < len(pairs); i += 2 {
		url, none := w.hooks.URL+pairs[i], registrationv1.SideEffectClassNone
		h := validatingHook{
			Name: strings.Trim(pairs[i], "/") + ".example.com", ClientConfig: registrationv1.WebhookClientConfig{URL: &url, CABundle: w.ca},
			Rules: []registrationv1.RuleWithOperations{rule(pairs[i+1])}, SideEffects: &none, AdmissionReviewVersions: []string{"v1"},
		}
		if change != nil {
			change(&h)
		}
		c.Webhooks = append(c.Webhooks, h)
	}
	c, err := w.client.AdmissionregistrationV1().ValidatingWebhookConfigurations().Create(ctx, c, metav1.CreateOptions{})
	if err != nil {
		w.t.Fatal(err)
	}
	return c
}

func (w *world) unregister() {
	w.t.Helper()
	r := w.client.AdmissionregistrationV1()
	if err := r.MutatingWebhookConfigurations().DeleteCollection(ctx, metav1.DeleteOptions{}, metav1.ListOptions{}); err != nil {
		w.t.Fatal(err)
	}
	if err := r.ValidatingWebhookConfigurations().DeleteCollection(ctx, metav1.DeleteOptions{}, metav1.ListOptions{}); err != nil {
		w.t.Fatal(err)
	}
}

// create makes a config map with pairs of data.
func (w *world) create(name string, data ...string) (*corev1.ConfigMap, error) {
	c := &corev1.ConfigMap{ObjectMeta: metav1.ObjectMeta{Name: name}, Data: map[string]string{}}
	for i := 0; i+1 < len(data); i += 2 {
		c.Data[data[i]] = data[i+1]
	}
	return w.client.CoreV1().ConfigMaps("default").Create(ctx, c, metav1.CreateOptions{})
}

// patching answers with a JSON patch.
func patching(patch string) answerer {
	return func(*admissionv1.AdmissionRequest) *admissionv1.AdmissionResponse {
		kind := admissionv1.PatchTypeJSONPatch
		return &admissionv1.AdmissionResponse{Allowed: true, Patch: []byte(patch), PatchType: &kind}
	}
}

// checkErr compares an error with the words it must hold, none for nil.
func checkErr(t *testing.T, name string, err error, want string) {
	t.Helper()
	if want == "" && err != nil || want != "" && (err == nil || !strings.Contains(err.Error(), want)) {
		t.Errorf("%s: got %v, want %q", name, err, want)
	}
}

func keys(m map[string]string) string {
	var out []string
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return strings.Join(out, " ")
}

var ctx = context.Background()

func httpClient(t *testing.T, config *rest.Config) *http.Client {
	t.Helper()
	client, err := rest.HTTPClientFor(config)
	if err != nil {
		t.Fatal(err)
	}
	return client
}
