package expression

import (
	"context"
	"errors"
	"strings"
	"testing"

	admissionv1 "k8s.io/api/admission/v1"
	admissionregistrationv1 "k8s.io/api/admissionregistration/v1"
	appsv1 "k8s.io/api/apps/v1"
	authenticationv1 "k8s.io/api/authentication/v1"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apiserver/pkg/authentication/user"
	"k8s.io/apiserver/pkg/authorization/authorizer"
	apicel "k8s.io/apiserver/pkg/cel"
)

// request is the creation of a Deployment by somebody who may get pods.
func request() *Request {
	replicas := int32(3)
	dry := false
	return &Request{
		Object: &appsv1.Deployment{
			ObjectMeta: metav1.ObjectMeta{Name: "web", Namespace: "shop", Labels: map[string]string{"app": "web"}},
			Spec:       appsv1.DeploymentSpec{Replicas: &replicas},
		},
		Kind: appsv1.SchemeGroupVersion.WithKind("Deployment"),
		Admission: &admissionv1.AdmissionRequest{
			UID:  "not shown",
			Kind: metav1.GroupVersionKind{Group: "apps", Version: "v1", Kind: "Deployment"}, RequestKind: &metav1.GroupVersionKind{Group: "apps", Version: "v1", Kind: "Deployment"},
			Resource:        metav1.GroupVersionResource{Group: "apps", Version: "v1", Resource: "deployments"},
			RequestResource: &metav1.GroupVersionResource{Group: "apps", Version: "v1", Resource: "deployments"},
			Name:            "web", Namespace: "shop", Operation: admissionv1.Create, DryRun: &dry,
			UserInfo: authenticationv1.UserInfo{Username: "anna", Groups: []string{"dev"}},
			Options:  runtime.RawExtension{Object: &metav1.CreateOptions{FieldManager: "kubectl"}},
		},
		Namespace: &corev1.Namespace{
			ObjectMeta: metav1.ObjectMeta{Name: "shop", Labels: map[string]string{"env": "prod"}, ManagedFields: []metav1.ManagedFieldsEntry{{Manager: "hidden"}}},
			Status:     corev1.NamespaceStatus{Phase: corev1.NamespaceActive},
		},
		User: &user.DefaultInfo{Name: "anna"},
		Authorizer: authorizer.AuthorizerFunc(func(_ context.Context, a authorizer.Attributes) (authorizer.Decision, string, error) {
			if a.GetVerb() == "get" && a.GetResource() == "pods" || a.GetVerb() == "create" && a.GetName() == "web" {
				return authorizer.DecisionAllow, "", nil
			}
			return authorizer.DecisionNoOpinion, "", nil
		}),
	}
}

func input(t *testing.T) *Input {
	t.Helper()
	in, err := NewInput(request())
	if err != nil {
		t.Fatal(err)
	}
	in, err = in.WithParams(&corev1.ConfigMap{Data: map[string]string{"max": "5"}}, corev1.SchemeGroupVersion.WithKind("ConfigMap"))
	if err != nil {
		t.Fatal(err)
	}
	return in
}

var full = Scope{Params: true, Authorizer: true}

func TestExpressionsSeeTheRequest(t *testing.T) {
	in := input(t)
	for _, text := range []string{
		`object.spec.replicas == 3`,
		`object.apiVersion == "apps/v1" && object.kind == "Deployment"`,
		`oldObject == null`,
		`!has(object.metadata.annotations)`,
		`object.?metadata.labels["app"].orValue("") == "web"`,
		`request.operation == "CREATE" && request.name == "web" && !request.dryRun`,
		`request.resource.resource == "deployments" && request.requestKind.kind == "Deployment"`,
		`request.userInfo.username == "anna" && "dev" in request.userInfo.groups && !has(request.userInfo.extra)`,
		`request.options.fieldManager == "kubectl"`,
		`namespaceObject.metadata.labels["env"] == "prod" && namespaceObject.status.phase == "Active"`,
		`object.spec.replicas <= int(params.data.max) && params.kind == "ConfigMap"`,
		`authorizer.group("").resource("pods").namespace("shop").check("get").allowed()`,
		`!authorizer.group("").resource("secrets").namespace("shop").check("get").allowed()`,
		`authorizer.requestResource.check("create").allowed()`,
		`quantity("1Gi").isGreaterThan(quantity("1Mi")) && ip("10.0.0.1").family() == 4`,
		`[1, 2, 3].all(i, i < 4)`,
	} {
		t.Run(text, func(t *testing.T) {
			p := Compile(text, full, Stored, Bool)
			if p.Err != nil {
				t.Fatal(p.Err)
			}
			value, err, fatal := NewEvaluation(t.Context(), nil, in, Budget).Eval(p)
			if err != nil || fatal != nil {
				t.Fatal(err, fatal)
			}
			if value.Value() != true {
				t.Fatalf("got %v", value)
			}
		})
	}
}

func TestWhatDoesNotCompile(t *testing.T) {
	for text, want := range map[string]string{
		`object.`:                      "compilation failed: ERROR: <input>:1:8: Syntax error: no viable alternative at input '.'",
		`nobody`:                       "undeclared reference to 'nobody'",
		`object.x + 1`:                 "must evaluate to bool but got int",
		`request.nothing`:              "undefined field 'nothing'",
		`namespaceObject.metadata.uid`: "undefined field 'uid'",
		`variables.a`:                  "undeclared reference to 'variables'",
		`params.a == 1`:                "undeclared reference to 'params'",
		`'text'`:                       "must evaluate to bool but got string",
		`authorizer.x()`:               "undeclared reference to 'authorizer'",
		`Object{spec: 1} == null`:      "undeclared reference to 'Object'",
		`[1, "a"].size() == 2`:         "expected type 'int' but found 'string'",
	} {
		if err := Compile(text, Scope{}, New, Bool).Err; err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got %v, want %s", text, err, want)
		}
	}
	if err := Compile("1", Scope{}, New, StringOrNull).Err; err == nil || err.Error() != "must evaluate to one of [string null_type] but got int" {
		t.Errorf("got %v", err)
	}
}

func TestPatchTypes(t *testing.T) {
	s := Scope{Patches: true}
	for _, p := range []*Program{
		Compile(`Object{spec: Object.spec{replicas: 5}}`, s, New, Object),
		Compile(`[JSONPatch{op: "add", path: "/metadata/labels/" + jsonpatch.escapeKey("a/b"), value: "x"}]`, s, New, Patch),
	} {
		if p.Err != nil {
			t.Error(p.Err)
		}
	}
	if p := Compile(`Object{spec: Object.spec{replicas: 5}}`, s, New, Patch); p.Err == nil {
		t.Error("an object is no list of patches")
	}
}

func TestVariablesAreComposedOnce(t *testing.T) {
	in := input(t)
	c := NewCompiler()
	for _, v := range [][2]string{
		{"replicas", `object.spec.replicas`},
		{"labels", `object.metadata.labels`},
		{"names", `["a", "b"]`},
		{"twice", `variables.replicas * 2`},
		{"broken", `nonsense`},
		{"failing", `object.spec.nothing.at.all`},
	} {
		c.Variable(v[0], v[1], full, Stored)
	}
	e := NewEvaluation(t.Context(), c, in, Budget)
	for text, want := range map[string]string{
		`variables.twice == 6 && variables.names[1] == "b" && variables.labels.app == "web"`: "",
		`variables.broken == 1`:  `composited variable "broken" fails to compile`,
		`variables.failing == 1`: `composited variable "failing" fails to evaluate: no such key: nothing`,
	} {
		p := c.Compile(text, full, Stored, Bool)
		if p.Err != nil {
			t.Fatal(text, p.Err)
		}
		value, err, fatal := e.Eval(p)
		switch {
		case fatal != nil:
			t.Errorf("%s: %v", text, fatal)
		case want == "" && (err != nil || value.Value() != true):
			t.Errorf("%s: got %v, %v", text, value, err)
		case want != "" && (err == nil || !strings.Contains(err.Error(), want)):
			t.Errorf("%s: got %v, want %s", text, err, want)
		}
	}
	if p := c.Compile(`variables.names == 1`, full, Stored, Bool); p.Err == nil {
		t.Error("the type of a variable is known")
	}
	if p := c.Compile(`variables.later == 1`, full, Stored, Bool); p.Err == nil || !strings.Contains(p.Err.Error(), "undefined field 'later'") {
		t.Errorf("got %v", p.Err)
	}
}

func TestBudgetsAreKept(t *testing.T) {
	in := input(t)
	p := Compile(`object.spec.replicas == 3 && object.spec.replicas == 3`, full, Stored, Bool)
	e := NewEvaluation(t.Context(), nil, in, 10)
	if _, err, fatal := e.Eval(p); err != nil || fatal != nil {
		t.Fatal(err, fatal)
	}
	spent := 10 - e.Left()
	if spent <= 0 {
		t.Fatal("it cost nothing")
	}
	_, _, fatal := e.Eval(p)
	for ; fatal == nil; _, _, fatal = e.Eval(p) {
	}
	if !errors.Is(fatal, apicel.ErrOutOfBudget) || !strings.HasPrefix(fatal.Error(), "validation failed due to running out of cost budget") {
		t.Errorf("got %v", fatal)
	}

	c := NewCompiler()
	c.Variable("dear", `object.spec.replicas == 3 && object.spec.replicas == 3`, full, Stored)
	if _, _, fatal := NewEvaluation(t.Context(), c, in, spent).Eval(c.Compile(`variables.dear`, full, Stored, Bool)); fatal == nil {
		t.Error("variables cost what their expressions cost")
	}

	// One program alone may not run for ever.
	long := "[1,2,3,4,5,6,7,8,9,10]"
	text := long + `.all(a, ` + long + `.all(b, ` + long + `.all(c, ` + long + `.all(d, ` + long + `.all(e, ` + long + `.all(f, a + b + c + d + e + f > 0))))))`
	_, err, fatal := NewEvaluation(t.Context(), nil, in, Budget).Eval(Compile(text, full, Stored, Bool))
	if fatal == nil && (err == nil || !strings.Contains(err.Error(), "actual cost limit exceeded")) {
		t.Errorf("got %v, %v", err, fatal)
	}
}

func TestMatchConditions(t *testing.T) {
	in := input(t)
	yes := admissionregistrationv1.MatchCondition{Name: "yes", Expression: `object.spec.replicas == 3`}
	no := admissionregistrationv1.MatchCondition{Name: "no", Expression: `request.operation == "DELETE"`}
	bad := admissionregistrationv1.MatchCondition{Name: "bad", Expression: `object.spec.nothing == 1`}
	blind := admissionregistrationv1.MatchCondition{Name: "blind", Expression: `namespaceObject == null`}
	type conditions = []admissionregistrationv1.MatchCondition
	for _, test := range []struct {
		list   conditions
		ok     bool
		failed string
		err    string
	}{
		{nil, true, "", ""},
		{conditions{yes, blind}, true, "", ""},
		{conditions{yes, no}, false, "no", ""},
		{conditions{bad, no}, false, "no", ""},
		{conditions{yes, bad}, false, "", "expression 'object.spec.nothing == 1' resulted in error: no such key: nothing"},
		{conditions{bad, {Name: "worse", Expression: `object.spec.gone == 1`}}, false, "", "[expression 'object.spec.nothing == 1' resulted in error: no such key: nothing, expression 'object.spec.gone == 1' resulted in error: no such key: gone]"},
	} {
		ok, failed, err := CompileConditions(test.list).Match(t.Context(), in)
		text := ""
		if err != nil {
			text = err.Error()
		}
		if ok != test.ok || failed != test.failed || text != test.err {
			t.Errorf("%v: got %v, %q, %v", test.list, ok, failed, err)
		}
	}
}

func TestProgramsAreRemembered(t *testing.T) {
	a := Compile(`object.spec.replicas == 7`, full, Stored, Bool)
	if b := Compile(`object.spec.replicas == 7`, full, Stored, Bool); a != b {
		t.Error("compiled twice")
	}
	if b := Compile(`object.spec.replicas == 7`, Scope{}, Stored, Bool); a == b {
		t.Error("another scope is another program")
	}
}

func BenchmarkCompiler(b *testing.B) {
	for b.Loop() {
		c := NewCompiler()
		c.Variable("a", "object.spec.replicas", full, Stored)
		c.Compile("variables.a == 3", full, Stored, Bool)
	}
}

func BenchmarkCompile(b *testing.B) {
	for b.Loop() {
		set, err := environmentOf(full)
		compile(set, err, "object.spec.replicas == 3 && object.metadata.name.startsWith('a')", Stored, Bool)
	}
}

func BenchmarkEval(b *testing.B) {
	in, err := NewInput(request())
	if err != nil {
		b.Fatal(err)
	}
	p := Compile("object.spec.replicas == 3 && object.metadata.name.startsWith('w')", full, Stored, Bool)
	for b.Loop() {
		NewEvaluation(b.Context(), nil, in, Budget).Eval(p)
	}
}
