package webhooks_test

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	admissionv1 "k8s.io/api/admission/v1"
	registrationv1 "k8s.io/api/admissionregistration/v1"
	autoscalingv1 "k8s.io/api/autoscaling/v1"
	corev1 "k8s.io/api/core/v1"
	policyv1 "k8s.io/api/policy/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"

	"github.com/skiff-k8s/skiff/api/core"
	"github.com/skiff-k8s/skiff/client"
)

func TestMutation(t *testing.T) {
	w := start(t)
	w.on("/b", patching(`[{"op":"add","path":"/data/b","value":"2"}]`))
	w.on("/a", patching(`[{"op":"add","path":"/data/a","value":"1"}]`))
	w.mutating("two", nil, "/b", "core v1 configmaps CREATE")
	w.mutating("one", nil, "/a", "core v1 configmaps CREATE")
	o, err := w.create("c", "x", "y")
	if err != nil || keys(o.Data) != "a b x" {
		t.Fatalf("%v %v", o.Data, err)
	}
	if o.UID == "" || o.CreationTimestamp.IsZero() {
		t.Errorf("%+v", o.ObjectMeta)
	}
	first, second := w.asked("/a"), w.asked("/b")
	if len(first) != 1 || len(second) != 1 {
		t.Fatalf("asked %d and %d times", len(first), len(second))
	}
	var between corev1.ConfigMap
	if err := json.Unmarshal(second[0].Object.Raw, &between); err != nil || keys(between.Data) != "a x" {
		t.Errorf("two comes after one by name: %v %v", between.Data, err)
	}
	if between.Kind != "ConfigMap" || between.APIVersion != "v1" || between.UID != "" || !between.CreationTimestamp.IsZero() {
		t.Errorf("seen by a webhook before it exists: %+v", between.ObjectMeta)
	}
	// Gone at once with their configuration.
	w.unregister()
	if o, err := w.create("d"); err != nil || len(o.Data) != 0 || len(w.asked("/a")) != 0 {
		t.Errorf("%v %v", o.Data, err)
	}
}

func TestMutatedObjectsAreDefaultedAndValidated(t *testing.T) {
	w := start(t)
	w.mutating("one", nil, "/a", "core v1 pods CREATE")
	w.on("/a", patching(`[{"op":"add","path":"/spec/containers/-","value":{"name":"sidecar","image":"i"}},{"op":"add","path":"/status","value":{"phase":"Failed"}}]`))
	pod := func(name string) *corev1.Pod {
		return &corev1.Pod{ObjectMeta: metav1.ObjectMeta{GenerateName: name}, Spec: corev1.PodSpec{Containers: []corev1.Container{{Name: "c", Image: "i"}}}}
	}
	p, err := w.client.CoreV1().Pods("default").Create(ctx, pod("p-"), metav1.CreateOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if c := p.Spec.Containers; len(c) != 2 || c[1].TerminationMessagePath == "" || c[1].ImagePullPolicy != corev1.PullAlways {
		t.Errorf("%+v", p.Spec.Containers)
	}
	if p.Status.Phase != corev1.PodPending {
		t.Errorf("a webhook set the status: %s", p.Status.Phase)
	}
	asked := w.asked("/a")
	if len(asked) != 1 || asked[0].Name != "" || !strings.HasPrefix(p.Name, "p-") {
		t.Errorf("asked %d times, about %q", len(asked), asked[0].Name)
	}
	w.on("/a", patching(`[{"op":"add","path":"/spec/containers/-","value":{"name":"c","image":"i"}}]`))
	_, err = w.client.CoreV1().Pods("default").Create(ctx, pod("p-"), metav1.CreateOptions{})
	checkErr(t, "invalid", err, `spec.containers[1].name: Duplicate value: "c"`)
	for name, c := range map[string]struct{ patch, want string }{
		"not a patch":  {`{}`, "Internal error occurred: failed calling webhook \"a.example.com\": received undecodable patch in webhook response"},
		"does not fit": {`[{"op":"remove","path":"/none"}]`, "Internal error occurred: "},
		"another kind": {`[{"op":"replace","path":"/kind","value":"Service"}]`, "Internal error occurred: "},
		"another type": {`[{"op":"replace","path":"/spec/containers","value":7}]`, "Internal error occurred: "},
		"another name": {`[{"op":"replace","path":"/metadata/namespace","value":"other"}]`, "the namespace of the provided object does not match the namespace sent on the request"},
	} {
		w.on("/a", patching(c.patch))
		_, err := w.client.CoreV1().Pods("default").Create(ctx, pod("p-"), metav1.CreateOptions{})
		checkErr(t, name, err, c.want)
	}
	w.on("/a", patching(`[]`))
	if _, err := w.client.CoreV1().Pods("default").Create(ctx, pod("p-"), metav1.CreateOptions{}); err != nil {
		t.Errorf("an empty patch: %v", err)
	}
}

// addOnce adds a key to the data of a config map that does not have it.
func addOnce(name string) answerer {
	return func(r *admissionv1.AdmissionRequest) *admissionv1.AdmissionResponse {
		if strings.Contains(string(r.Object.Raw), fmt.Sprintf("%q:\"1\"", name)) {
			return &admissionv1.AdmissionResponse{Allowed: true}
		}
		return patching(fmt.Sprintf(`[{"op":"add","path":"/data/%s","value":"1"}]`, name))(r)
	}
}

func TestReinvocation(t *testing.T) {
	w := start(t)
	never, needed := registrationv1.NeverReinvocationPolicy, registrationv1.IfNeededReinvocationPolicy
	for name, c := range map[string]struct {
		policy        registrationv1.ReinvocationPolicyType
		second        answerer
		first, latter int
	}{
		"never":                  {never, addOnce("second"), 1, 1},
		"needed":                 {needed, addOnce("second"), 2, 1},
		"nothing new after them": {needed, nil, 1, 1},
		"changed in both rounds": {needed, patching(`[{"op":"add","path":"/data/more","value":"1"}]`), 2, 1},
	} {
		t.Run(name, func(t *testing.T) {
			w.unregister()
			w.on("/first", addOnce("first"))
			w.on("/second", c.second)
			w.mutating("hooks", func(h *mutatingHook) { h.ReinvocationPolicy = &c.policy },
				"/first", "core v1 configmaps CREATE", "/second", "core v1 configmaps CREATE")
			_, err := w.client.CoreV1().ConfigMaps("default").Create(ctx, &corev1.ConfigMap{
				ObjectMeta: metav1.ObjectMeta{GenerateName: "c-"}, Data: map[string]string{"x": "y"},
			}, metav1.CreateOptions{})
			if err != nil {
				t.Fatal(err)
			}
			if first, second := len(w.asked("/first")), len(w.asked("/second")); first != c.first || second != c.latter {
				t.Errorf("asked %d and %d times, want %d and %d", first, second, c.first, c.latter)
			}
		})
	}
}

func TestValidation(t *testing.T) {
	w := start(t)
	w.validating("hooks", nil, "/v", "core v1 configmaps CREATE,UPDATE,DELETE")
	deny := func(s *metav1.Status) answerer {
		return func(*admissionv1.AdmissionRequest) *admissionv1.AdmissionResponse {
			return &admissionv1.AdmissionResponse{Result: s, Warnings: []string{"careful"}}
		}
	}
	kind := admissionv1.PatchTypeJSONPatch
	for name, c := range map[string]struct {
		answer answerer
		want   metav1.Status
	}{
		"silent":   {deny(nil), metav1.Status{Status: "Failure", Code: 400, Message: `admission webhook "v.example.com" denied the request without explanation`}},
		"text":     {deny(&metav1.Status{Message: "no"}), metav1.Status{Status: "Failure", Code: 400, Message: `admission webhook "v.example.com" denied the request: no`}},
		"reason":   {deny(&metav1.Status{Reason: "Busy", Code: 403}), metav1.Status{Status: "Failure", Code: 403, Reason: "Busy", Message: `admission webhook "v.example.com" denied the request: Busy`}},
		"success?": {deny(&metav1.Status{Status: "Success", Code: 200, Message: "ok"}), metav1.Status{Status: "Failure", Code: 400, Message: `admission webhook "v.example.com" denied the request: ok`}},
		"broken": {func(*admissionv1.AdmissionRequest) *admissionv1.AdmissionResponse { return nil },
			metav1.Status{Status: "Failure", Code: 500, Reason: "InternalError", Message: `Internal error occurred: failed calling webhook "v.example.com": failed to call webhook: an error on the server ("broken") has prevented the request from succeeding`}},
		"another's answer": {func(r *admissionv1.AdmissionRequest) *admissionv1.AdmissionResponse {
			return &admissionv1.AdmissionResponse{UID: "x", Allowed: true}
		}, metav1.Status{Status: "Failure", Code: 500, Reason: "InternalError", Message: `received invalid webhook response: expected response.uid=`}},
		"a patch": {func(r *admissionv1.AdmissionRequest) *admissionv1.AdmissionResponse {
			return &admissionv1.AdmissionResponse{Allowed: true, Patch: []byte("[]"), PatchType: &kind}
		}, metav1.Status{Status: "Failure", Code: 500, Reason: "InternalError", Message: `validating webhook may not return response.patch`}},
	} {
		t.Run(name, func(t *testing.T) {
			w.on("/v", c.answer)
			_, err := w.create("c")
			status, ok := err.(apierrors.APIStatus)
			if !ok {
				t.Fatalf("%v", err)
			}
			got := status.Status()
			if got.Status != c.want.Status || got.Code != c.want.Code || got.Reason != c.want.Reason || !strings.Contains(got.Message, c.want.Message) {
				t.Errorf("got %+v", got)
			}
		})
	}
	if got := w.warnings(); len(got) != 4 || got[0] != "careful" {
		t.Errorf("warnings %q", got)
	}
	w.on("/v", nil)
	w.asked("/v")
	o, err := w.create("c", "x", "y")
	if err != nil {
		t.Fatal(err)
	}
	asked := w.asked("/v")
	if len(asked) != 1 || asked[0].Name != "c" || asked[0].Namespace != "default" || asked[0].UserInfo.Username != "kubernetes-admin" {
		t.Fatalf("%+v", asked)
	}
	var seen corev1.ConfigMap
	if err := json.Unmarshal(asked[0].Object.Raw, &seen); err != nil || seen.UID != o.UID {
		t.Errorf("the validator sees %s, stored is %s", seen.UID, o.UID)
	}
	// An update that is refused, and one that is not.
	w.on("/v", deny(&metav1.Status{Message: "no"}))
	o.Data["x"] = "z"
	_, err = w.client.CoreV1().ConfigMaps("default").Update(ctx, o, metav1.UpdateOptions{})
	checkErr(t, "update", err, "denied the request: no")
	asked = w.asked("/v")
	if len(asked) != 1 || len(asked[0].OldObject.Raw) == 0 || !strings.Contains(string(asked[0].Options.Raw), `"kind":"UpdateOptions"`) {
		t.Errorf("%+v", asked)
	}
	// A collection is asked about one by one.
	err = w.client.CoreV1().ConfigMaps("default").DeleteCollection(ctx, metav1.DeleteOptions{}, metav1.ListOptions{FieldSelector: "metadata.name=c"})
	checkErr(t, "delete", err, "denied the request: no")
	asked = w.asked("/v")
	if len(asked) != 1 || asked[0].Operation != admissionv1.Delete || len(asked[0].Object.Raw) != 0 && string(asked[0].Object.Raw) != "null" || !strings.Contains(string(asked[0].OldObject.Raw), `"uid":"`+string(o.UID)) {
		t.Errorf("%+v", asked)
	}
}

func TestControllersAreAskedAboutToo(t *testing.T) {
	w := start(t)
	w.validating("hooks", nil, "/v", "core v1 configmaps CREATE")
	w.on("/v", func(*admissionv1.AdmissionRequest) *admissionv1.AdmissionResponse {
		return &admissionv1.AdmissionResponse{Result: &metav1.Status{Message: "no"}}
	})
	_, err := w.Client().Create(ctx, core.ConfigMaps, &corev1.ConfigMap{ObjectMeta: metav1.ObjectMeta{Namespace: "default", Name: "c"}}, client.CreateOptions{})
	checkErr(t, "in process", err, `admission webhook "v.example.com" denied the request: no`)
}

func TestFailurePolicies(t *testing.T) {
	w := start(t)
	ignore := registrationv1.Ignore
	one := int32(1)
	w.on("/m", func(*admissionv1.AdmissionRequest) *admissionv1.AdmissionResponse { return nil })
	w.on("/v", func(*admissionv1.AdmissionRequest) *admissionv1.AdmissionResponse { return nil })
	w.mutating("hooks", func(h *mutatingHook) { h.FailurePolicy = &ignore }, "/m", "core v1 configmaps CREATE")
	w.validating("hooks", func(h *validatingHook) { h.FailurePolicy = &ignore }, "/v", "core v1 configmaps CREATE")
	if _, err := w.create("c"); err != nil {
		t.Errorf("failures to be ignored: %v", err)
	}
	w.unregister()
	// A webhook that never answers.
	slow := make(chan struct{})
	defer close(slow)
	w.on("/slow", func(*admissionv1.AdmissionRequest) *admissionv1.AdmissionResponse { <-slow; return nil })
	w.validating("hooks", func(h *validatingHook) { h.TimeoutSeconds = &one }, "/slow", "core v1 configmaps CREATE")
	_, err := w.create("d")
	checkErr(t, "too slow", err, `failed calling webhook "slow.example.com": failed to call webhook: Post "`+w.hooks.URL+`/slow?timeout=1s": context deadline exceeded`)
	if !apierrors.IsInternalError(err) {
		t.Errorf("%#v", err)
	}
	w.unregister()
	none := registrationv1.SideEffectClassNoneOnDryRun
	w.validating("hooks", func(h *validatingHook) { h.SideEffects = &none }, "/v2", "core v1 configmaps CREATE")
	if _, err := w.client.CoreV1().ConfigMaps("default").Create(ctx, &corev1.ConfigMap{ObjectMeta: metav1.ObjectMeta{Name: "e"}}, metav1.CreateOptions{DryRun: []string{metav1.DryRunAll}}); err != nil {
		t.Error(err)
	}
	if asked := w.asked("/v2"); len(asked) != 1 || asked[0].DryRun == nil || !*asked[0].DryRun || !strings.Contains(string(asked[0].Options.Raw), `"dryRun":["All"]`) {
		t.Errorf("%+v", asked)
	}
}

func TestMatching(t *testing.T) {
	w := start(t)
	if _, err := w.client.CoreV1().Namespaces().Create(ctx, &corev1.Namespace{ObjectMeta: metav1.ObjectMeta{Name: "shop", Labels: map[string]string{"env": "prod"}}}, metav1.CreateOptions{}); err != nil {
		t.Fatal(err)
	}
	exact := registrationv1.Exact
	w.validating("hooks", func(h *validatingHook) {
		switch h.Name {
		case "prod.example.com":
			h.NamespaceSelector = &metav1.LabelSelector{MatchLabels: map[string]string{"env": "prod"}}
		case "labelled.example.com":
			h.ObjectSelector = &metav1.LabelSelector{MatchLabels: map[string]string{"app": "web"}}
		case "condition.example.com":
			h.MatchConditions = []registrationv1.MatchCondition{{Name: "named", Expression: `object.metadata.name == "special"`}}
		case "old.example.com":
			h.MatchPolicy = &exact
		}
	}, "/prod", "core v1 configmaps CREATE", "/labelled", "core v1 configmaps CREATE", "/condition", "core v1 configmaps CREATE",
		"/new", "autoscaling v2 horizontalpodautoscalers CREATE", "/old", "autoscaling v2 horizontalpodautoscalers CREATE",
		"/none", "* * * UPDATE")
	for _, c := range []*corev1.ConfigMap{
		{ObjectMeta: metav1.ObjectMeta{Namespace: "default", Name: "plain"}},
		{ObjectMeta: metav1.ObjectMeta{Namespace: "shop", Name: "inshop"}},
		{ObjectMeta: metav1.ObjectMeta{Namespace: "default", Name: "labelled", Labels: map[string]string{"app": "web"}}},
		{ObjectMeta: metav1.ObjectMeta{Namespace: "default", Name: "special"}},
	} {
		if _, err := w.client.CoreV1().ConfigMaps(c.Namespace).Create(ctx, c, metav1.CreateOptions{}); err != nil {
			t.Fatal(err)
		}
	}
	percent := int32(50)
	if _, err := w.client.AutoscalingV1().HorizontalPodAutoscalers("default").Create(ctx, &autoscalingv1.HorizontalPodAutoscaler{
		ObjectMeta: metav1.ObjectMeta{Name: "h"},
		Spec:       autoscalingv1.HorizontalPodAutoscalerSpec{ScaleTargetRef: autoscalingv1.CrossVersionObjectReference{APIVersion: "apps/v1", Kind: "Deployment", Name: "d"}, MaxReplicas: 3, TargetCPUUtilizationPercentage: &percent},
	}, metav1.CreateOptions{}); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]string{"/prod": "inshop", "/labelled": "labelled", "/condition": "special", "/new": "h", "/old": "", "/none": ""} {
		asked := w.asked(path)
		var names []string
		for _, r := range asked {
			names = append(names, r.Name)
		}
		if got := strings.Join(names, " "); got != want {
			t.Errorf("%s was asked about %q, want %q", path, got, want)
		}
		if path == "/new" && len(asked) == 1 {
			r := asked[0]
			if r.Kind.Version != "v2" || r.Resource.Version != "v2" || r.RequestKind.Version != "v1" || r.RequestResource.Version != "v1" || !strings.Contains(string(r.Object.Raw), `"apiVersion":"autoscaling/v2"`) || !strings.Contains(string(r.Object.Raw), `"averageUtilization":50`) {
				t.Errorf("%+v %s", r, r.Object.Raw)
			}
		}
	}
}

func TestConfigurationsAreExempt(t *testing.T) {
	w := start(t)
	deny := func(*admissionv1.AdmissionRequest) *admissionv1.AdmissionResponse {
		return &admissionv1.AdmissionResponse{Result: &metav1.Status{Message: "no"}}
	}
	w.on("/v", deny)
	w.on("/m", deny)
	w.validating("hooks", nil, "/v", "* * */* *")
	w.mutating("hooks", nil, "/m", "* * */* *")
	if _, err := w.create("c"); err == nil {
		t.Error("the webhooks are not in force")
	}
	w.unregister() // fails when a webhook is asked
}

func TestSubresourcesAndConnections(t *testing.T) {
	w := start(t)
	pods := w.client.CoreV1().Pods("default")
	if _, err := pods.Create(ctx, &corev1.Pod{ObjectMeta: metav1.ObjectMeta{Name: "p"}, Spec: corev1.PodSpec{Containers: []corev1.Container{{Name: "c", Image: "i"}}}}, metav1.CreateOptions{}); err != nil {
		t.Fatal(err)
	}
	rc := &corev1.ReplicationController{ObjectMeta: metav1.ObjectMeta{Name: "r"}, Spec: corev1.ReplicationControllerSpec{
		Selector: map[string]string{"a": "b"}, Replicas: new(int32(1)),
		Template: &corev1.PodTemplateSpec{ObjectMeta: metav1.ObjectMeta{Labels: map[string]string{"a": "b"}}, Spec: corev1.PodSpec{Containers: []corev1.Container{{Name: "c", Image: "i"}}}},
	}}
	if _, err := w.client.CoreV1().ReplicationControllers("default").Create(ctx, rc, metav1.CreateOptions{}); err != nil {
		t.Fatal(err)
	}
	w.validating("hooks", nil, "/v", "core v1 */* *")
	w.mutating("hooks", nil, "/m", "core v1 */scale *")
	w.on("/m", patching(`[{"op":"replace","path":"/spec/replicas","value":4}]`))

	scale := &autoscalingv1.Scale{ObjectMeta: metav1.ObjectMeta{Name: "r"}, Spec: autoscalingv1.ScaleSpec{Replicas: 2}}
	got, err := w.client.CoreV1().ReplicationControllers("default").UpdateScale(ctx, "r", scale, metav1.UpdateOptions{})
	if err != nil || got.Spec.Replicas != 4 {
		t.Errorf("scale: %+v %v", got, err)
	}
	asked := w.asked("/v")
	if len(asked) != 1 || asked[0].SubResource != "scale" || asked[0].Kind.Kind != "Scale" || !strings.Contains(string(asked[0].Object.Raw), `"replicas":4`) || !strings.Contains(string(asked[0].OldObject.Raw), `"replicas":1`) {
		t.Errorf("%+v", asked)
	}
	if _, err := pods.Patch(ctx, "p", types.MergePatchType, []byte(`{"status":{"message":"m"}}`), metav1.PatchOptions{}, "status"); err != nil {
		t.Error(err)
	}
	if err := pods.Bind(ctx, &corev1.Binding{ObjectMeta: metav1.ObjectMeta{Name: "p"}, Target: corev1.ObjectReference{Kind: "Node", Name: "n"}}, metav1.CreateOptions{}); err != nil {
		t.Error(err)
	}
	var said []string
	for _, r := range w.asked("/v") {
		said = append(said, r.SubResource+" "+r.Kind.Kind+" "+string(r.Operation))
	}
	if got := strings.Join(said, ", "); got != "status Pod UPDATE, binding Binding CREATE" {
		t.Errorf("asked about %s", got)
	}
	w.on("/v", func(*admissionv1.AdmissionRequest) *admissionv1.AdmissionResponse {
		return &admissionv1.AdmissionResponse{Result: &metav1.Status{Message: "no"}}
	})
	for path, want := range map[string]string{
		"pods/p/attach?container=c&stdin=true":          `"PodAttachOptions","apiVersion":"v1","stdin":true,"container":"c"`,
		"pods/p/exec?container=c&command=ls&command=-l": `"PodExecOptions","apiVersion":"v1","container":"c","command":["ls","-l"]`,
		"pods/p/portforward":                            `"PodPortForwardOptions"`,
		"services/none/proxy/a/b/":                      `"ServiceProxyOptions","apiVersion":"v1","path":"/a/b/"`,
		"pods/p:80/proxy/":                              `"PodProxyOptions","apiVersion":"v1","path":"/"`,
		"pods/p/eviction":                               `"Eviction"`,
	} {
		w.asked("/v")
		path, query, _ := strings.Cut(path, "?")
		r := w.client.CoreV1().RESTClient().Post().AbsPath("/api/v1/namespaces/default/" + path)
		for _, pair := range strings.Split(query, "&") {
			if k, v, ok := strings.Cut(pair, "="); ok {
				r.Param(k, v)
			}
		}
		if strings.HasSuffix(path, "eviction") {
			r.Body(&policyv1.Eviction{ObjectMeta: metav1.ObjectMeta{Name: "p"}})
		}
		err := r.Do(ctx).Error()
		checkErr(t, path, err, `admission webhook "v.example.com" denied the request: no`)
		asked := w.asked("/v")
		if len(asked) != 1 || !strings.Contains(string(asked[0].Object.Raw), want) {
			t.Errorf("%s: %d, %s", path, len(asked), asked[0].Object.Raw)
		}
	}
}

func TestMetrics(t *testing.T) {
	w := start(t)
	w.on("/v", func(*admissionv1.AdmissionRequest) *admissionv1.AdmissionResponse {
		return &admissionv1.AdmissionResponse{Result: &metav1.Status{Message: "no", Code: 403}}
	})
	w.validating("hooks", nil, "/v", "core v1 configmaps CREATE")
	_, _ = w.create("c")
	body, err := w.client.RESTClient().Get().AbsPath("/metrics").Stream(ctx)
	if err != nil {
		t.Fatal(err)
	}
	defer body.Close()
	text, _ := io.ReadAll(body)
	for _, want := range []string{
		`apiserver_admission_webhook_request_total{name="v.example.com",type="validating",operation="CREATE",code="403",rejected="true"} 1`,
		`apiserver_admission_webhook_rejection_count{name="v.example.com",type="validating",operation="CREATE",error_type="no_error",rejection_code="403"} 1`,
		`apiserver_admission_webhook_admission_duration_seconds_count{name="v.example.com",type="validating",operation="CREATE",rejected="true"} 1`,
		`apiserver_admission_webhook_admission_duration_seconds_bucket{name="v.example.com",type="validating",operation="CREATE",rejected="true",le="+Inf"} 1`,
	} {
		if !strings.Contains(string(text), want) {
			t.Errorf("missing: %s", want)
		}
	}
}

func TestCustomResourcesArePrunedAfterMutation(t *testing.T) {
	w := start(t)
	do := func(method, path, body string) (string, error) {
		r := w.client.CoreV1().RESTClient().Verb(method).AbsPath(path)
		if body != "" {
			r.SetHeader("Content-Type", "application/json").Body([]byte(body))
		}
		data, err := r.DoRaw(ctx)
		return string(data), err
	}
	version := func(name string, storage bool) string {
		return fmt.Sprintf(`{"name":%q,"served":true,"storage":%t,"schema":{"openAPIV3Schema":{"type":"object","properties":{"data":{"type":"object","properties":{"a":{"type":"string"},"b":{"type":"string"}}}}}}}`, name, storage)
	}
	if out, err := do("POST", "/apis/apiextensions.k8s.io/v1/customresourcedefinitions", `{"metadata":{"name":"boats.example.com"},"spec":{"group":"example.com","scope":"Namespaced","names":{"plural":"boats","kind":"Boat"},"versions":[`+
		version("v1", true)+`,`+version("v2", false)+`]}}`); err != nil {
		t.Fatal(err, out)
	}
	w.on("/m", patching(`[{"op":"add","path":"/data/b","value":"2"},{"op":"add","path":"/data/c","value":"3"}]`))
	w.mutating("hooks", nil, "/m", "example.com v1 boats CREATE")
	w.validating("hooks", nil, "/v", "example.com v2 boats CREATE,DELETE")
	const boats = "/apis/example.com/v1/namespaces/default/boats"
	var out string
	for deadline := time.Now().Add(time.Minute); ; {
		var err error
		if out, err = do("POST", boats, `{"apiVersion":"example.com/v1","kind":"Boat","metadata":{"name":"x"},"data":{"a":"1"}}`); err == nil {
			break
		}
		if !apierrors.IsNotFound(err) || time.Now().After(deadline) {
			t.Fatal(err, out)
		}
		<-time.After(10 * time.Millisecond) // until the kind is served
	}
	if !strings.Contains(out, `"data":{"a":"1","b":"2"}`) {
		t.Errorf("stored %s", out)
	}
	asked := w.asked("/v")
	if len(asked) != 1 || asked[0].Kind.Version != "v2" || asked[0].RequestKind.Version != "v1" || !strings.Contains(string(asked[0].Object.Raw), `"apiVersion":"example.com/v2"`) {
		t.Errorf("%+v", asked)
	}
	w.on("/v", func(*admissionv1.AdmissionRequest) *admissionv1.AdmissionResponse {
		return &admissionv1.AdmissionResponse{Result: &metav1.Status{Message: "no"}}
	})
	if out, err := do("DELETE", boats+"/x", ""); err == nil || !strings.Contains(out, "denied the request: no") {
		t.Errorf("delete: %v %s", err, out)
	}
}
