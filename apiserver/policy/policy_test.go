package policy_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	admissionregistrationv1 "k8s.io/api/admissionregistration/v1"
	corev1 "k8s.io/api/core/v1"
	rbacv1 "k8s.io/api/rbac/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/client-go/kubernetes"
	"sigs.k8s.io/yaml"

	"github.com/skiff-k8s/skiff/apiserver/apiservertest"
)

// cluster is a server with clients.
type cluster struct {
	*testing.T
	kubernetes.Interface
	server *apiservertest.Server
	warned *warnings
}

// warnings collects the warnings that the client is answered with.
type warnings struct {
	mu   sync.Mutex
	list []string
}

func (w *warnings) HandleWarningHeader(_ int, _, text string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.list = append(w.list, text)
}

func (w *warnings) take() []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	out := w.list
	w.list = nil
	return out
}

func start(t *testing.T) *cluster {
	t.Helper()
	c := &cluster{T: t, server: apiservertest.Start(t), warned: &warnings{}}
	config := c.server.Config(t)
	config.WarningHandler = c.warned
	var err error
	if c.Interface, err = kubernetes.NewForConfig(config); err != nil {
		t.Fatal(err)
	}
	return c
}

// in returns the cluster for a part of a test, at whose end all policies go.
func (c *cluster) in(t *testing.T) *cluster {
	t.Cleanup(func() {
		a := c.AdmissionregistrationV1()
		for _, err := range []error{
			a.ValidatingAdmissionPolicies().DeleteCollection(c.Context(), metav1.DeleteOptions{}, metav1.ListOptions{}),
			a.ValidatingAdmissionPolicyBindings().DeleteCollection(c.Context(), metav1.DeleteOptions{}, metav1.ListOptions{}),
			a.MutatingAdmissionPolicies().DeleteCollection(c.Context(), metav1.DeleteOptions{}, metav1.ListOptions{}),
			a.MutatingAdmissionPolicyBindings().DeleteCollection(c.Context(), metav1.DeleteOptions{}, metav1.ListOptions{}),
		} {
			if err != nil {
				t.Error(err)
			}
		}
	})
	return &cluster{T: t, Interface: c.Interface, server: c.server, warned: c.warned}
}

func read[T any](t *testing.T, text string) *T {
	t.Helper()
	o := new(T)
	if err := yaml.UnmarshalStrict([]byte(text), o); err != nil {
		t.Fatal(err)
	}
	return o
}

// onConfigMaps are match constraints for writes to config maps.
const onConfigMaps = `
matchConstraints:
  resourceRules:
  - {apiGroups: [""], apiVersions: [v1], operations: [CREATE, UPDATE], resources: [configmaps]}
`

// validating creates a policy of that spec with a binding that denies, or whose
// spec is given.
func (c *cluster) validating(name, spec string, bindings ...string) {
	c.Helper()
	p := &admissionregistrationv1.ValidatingAdmissionPolicy{
		ObjectMeta: metav1.ObjectMeta{Name: name}, Spec: *read[admissionregistrationv1.ValidatingAdmissionPolicySpec](c.T, spec),
	}
	if _, err := c.AdmissionregistrationV1().ValidatingAdmissionPolicies().Create(c.Context(), p, metav1.CreateOptions{}); err != nil {
		c.Fatal(err)
	}
	if len(bindings) == 0 {
		bindings = []string{"validationActions: [Deny]"}
	}
	for i, spec := range bindings {
		b := &admissionregistrationv1.ValidatingAdmissionPolicyBinding{
			ObjectMeta: metav1.ObjectMeta{Name: fmt.Sprintf("%s-%d", name, i)}, Spec: *read[admissionregistrationv1.ValidatingAdmissionPolicyBindingSpec](c.T, spec),
		}
		b.Spec.PolicyName = name
		if _, err := c.AdmissionregistrationV1().ValidatingAdmissionPolicyBindings().Create(c.Context(), b, metav1.CreateOptions{}); err != nil {
			c.Fatal(err)
		}
	}
}

// mutating is validating for policies that change objects.
func (c *cluster) mutating(name, spec string, bindings ...string) {
	c.Helper()
	p := &admissionregistrationv1.MutatingAdmissionPolicy{
		ObjectMeta: metav1.ObjectMeta{Name: name}, Spec: *read[admissionregistrationv1.MutatingAdmissionPolicySpec](c.T, spec),
	}
	if _, err := c.AdmissionregistrationV1().MutatingAdmissionPolicies().Create(c.Context(), p, metav1.CreateOptions{}); err != nil {
		c.Fatal(err)
	}
	if len(bindings) == 0 {
		bindings = []string{"{}"}
	}
	for i, spec := range bindings {
		b := &admissionregistrationv1.MutatingAdmissionPolicyBinding{
			ObjectMeta: metav1.ObjectMeta{Name: fmt.Sprintf("%s-%d", name, i)}, Spec: *read[admissionregistrationv1.MutatingAdmissionPolicyBindingSpec](c.T, spec),
		}
		b.Spec.PolicyName = name
		if _, err := c.AdmissionregistrationV1().MutatingAdmissionPolicyBindings().Create(c.Context(), b, metav1.CreateOptions{}); err != nil {
			c.Fatal(err)
		}
	}
}

// put creates a config map of those keys and values ("a=1").
func (c *cluster) put(name string, data ...string) (*corev1.ConfigMap, error) {
	return c.create(metav1.CreateOptions{}, name, data)
}

// try is put, but nothing stays.
func (c *cluster) try(name string, data ...string) (*corev1.ConfigMap, error) {
	return c.create(dry, name, data)
}

var dry = metav1.CreateOptions{DryRun: []string{metav1.DryRunAll}}

func (c *cluster) create(options metav1.CreateOptions, name string, data []string) (*corev1.ConfigMap, error) {
	o := &corev1.ConfigMap{ObjectMeta: metav1.ObjectMeta{Name: name}, Data: map[string]string{}}
	for _, pair := range data {
		key, value, _ := strings.Cut(pair, "=")
		o.Data[key] = value
	}
	return c.CoreV1().ConfigMaps("default").Create(c.Context(), o, options)
}

func (c *cluster) must(_ any, err error) {
	c.Helper()
	if err != nil {
		c.Fatal(err)
	}
}

// refused wants an error with that text in its message.
func (c *cluster) refused(want string, reason metav1.StatusReason) func(any, error) {
	return func(_ any, err error) {
		c.Helper()
		if err == nil || !strings.Contains(err.Error(), want) {
			c.Errorf("got  %v\nwant %s", err, want)
		} else if got := apierrors.ReasonForError(err); got != reason {
			c.Errorf("%v has the reason %q", err, got)
		}
	}
}

func TestAPolicyIsInForceFromItsBindingToItsEnd(t *testing.T) {
	c := start(t)
	c.must(c.put("before"))
	c.validating("need-a", onConfigMaps+`
validations:
- {expression: "'a' in object.data", message: a is missing}
`)
	_, err := c.put("one", "b=1")
	c.refused(`configmaps "one" is forbidden: ValidatingAdmissionPolicy 'need-a' with binding 'need-a-0' denied request: a is missing`, metav1.StatusReasonInvalid)(nil, err)
	var status *apierrors.StatusError
	if s, ok := err.(*apierrors.StatusError); ok {
		status = s
	} else {
		t.Fatal(err)
	}
	want := `{"metadata":{},"status":"Failure","message":"configmaps \"one\" is forbidden: ValidatingAdmissionPolicy 'need-a' with binding 'need-a-0' denied request: a is missing",` +
		`"reason":"Invalid","details":{"name":"one","kind":"configmaps","causes":[{"message":"ValidatingAdmissionPolicy 'need-a' with binding 'need-a-0' denied request: a is missing"}]},"code":422}`
	if got, _ := json.Marshal(status.ErrStatus); string(got) != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	c.must(c.put("two", "a=1"))
	_, err = c.CoreV1().ConfigMaps("default").Patch(t.Context(), "two", types.MergePatchType, []byte(`{"data":null}`), metav1.PatchOptions{})
	c.refused("expression ''a' in object.data' resulted in error: no such key: data", metav1.StatusReasonInvalid)(nil, err)

	_, err = c.AdmissionregistrationV1().ValidatingAdmissionPolicies().Patch(t.Context(), "need-a", types.JSONPatchType,
		[]byte(`[{"op": "replace", "path": "/spec/validations/0/message", "value": "changed"}]`), metav1.PatchOptions{})
	c.must(nil, err)
	c.refused("denied request: changed", metav1.StatusReasonInvalid)(c.put("three", "b=1"))
	c.must(nil, c.AdmissionregistrationV1().ValidatingAdmissionPolicyBindings().Delete(t.Context(), "need-a-0", metav1.DeleteOptions{}))
	c.must(c.put("four", "b=1"))

	text, err := c.Discovery().RESTClient().Get().AbsPath("/metrics").DoRaw(t.Context())
	c.must(nil, err)
	const line = `apiserver_validating_admission_policy_check_total{policy="need-a",policy_binding="need-a-0",enforcement_action="deny",error_type="invalid_error"} 3`
	if !strings.Contains(string(text), line+"\n") {
		t.Errorf("the metrics have no %s", line)
	}
}

func TestValidations(t *testing.T) {
	all := start(t)
	for _, test := range []struct {
		name, spec, binding string
		want                string // empty to let it pass
		reason              metav1.StatusReason
		warning             string
	}{
		{name: "holds", spec: `validations: [{expression: object.data.a == '1'}]`},
		{name: "without a message", spec: `validations: [{expression: " object.data.a == '2' "}]`, want: "denied request: failed expression: object.data.a == '2'"},
		{name: "with a message of its own making", spec: `validations: [{expression: "false", messageExpression: "'a is ' + object.data.a", message: nope}]`, want: "denied request: a is 1"},
		{name: "whose making fails", spec: `validations: [{expression: "false", messageExpression: "string(object.data.x)", message: nope}]`, want: "denied request: nope"},
		{name: "with lines", spec: `validations: [{expression: "false", messageExpression: "'a\\nb'"}]`, want: "denied request: failed expression: false"},
		{name: "with a reason", spec: `validations: [{expression: "false", message: nope, reason: Forbidden}]`, want: "denied request: nope", reason: metav1.StatusReasonForbidden},
		{name: "the first counts", spec: `validations: [{expression: "true"}, {expression: "false", message: one}, {expression: "false", message: two}]`, want: "denied request: one"},
		{name: "variables", spec: `
variables: [{name: a, expression: object.data.a}, {name: both, expression: variables.a + variables.a}]
validations: [{expression: variables.both == '22', messageExpression: "'both are ' + variables.both"}]`, want: "denied request: both are 11"},
		{name: "conditions that do not hold", spec: `
matchConditions: [{name: never, expression: request.name == 'other'}]
validations: [{expression: "false"}]`},
		{name: "conditions that fail", spec: `
matchConditions: [{name: broken, expression: object.data.x == '1'}]
validations: [{expression: "false"}]`, want: "denied request: expression 'object.data.x == '1'' resulted in error: no such key: x"},
		{name: "conditions that fail and are ignored", spec: `
failurePolicy: Ignore
matchConditions: [{name: broken, expression: object.data.x == '1'}]
validations: [{expression: "false"}]`},
		{name: "a failure", spec: `validations: [{expression: object.data.x == '1', message: nope}]`, want: "denied request: expression 'object.data.x == '1'' resulted in error: no such key: x"},
		{name: "a failure that is ignored", spec: `{failurePolicy: Ignore, validations: [{expression: object.data.x == '1', message: nope}]}`},
		{name: "warns", spec: `validations: [{expression: "false", message: hear hear}]`, binding: `validationActions: [Warn, Audit]`,
			warning: "Validation failed for ValidatingAdmissionPolicy 'p' with binding 'p-0': hear hear"},
		{name: "only audits", spec: `validations: [{expression: "false", message: hear hear}]`, binding: `validationActions: [Audit]`},
		{name: "annotations that fail", spec: `auditAnnotations: [{key: k, valueExpression: string(object.data.x)}]`, want: "denied request: expression 'string(object.data.x)' resulted in error: no such key: x"},
		{name: "annotations", spec: `auditAnnotations: [{key: k, valueExpression: "object.data.a == '1' ? 'yes' : ''"}]`},
		{name: "asks what the user may do", spec: `validations: [{expression: "authorizer.group('').resource('configmaps').namespace('default').check('delete').allowed() && authorizer.requestResource.check('create').allowed()"}]`},
		{name: "sees the namespace", spec: `validations: [{expression: "namespaceObject.metadata.name == 'default' && request.namespace == 'default' && object.kind == 'ConfigMap' && oldObject == null"}]`},
		{name: "binding for others", spec: `validations: [{expression: "false"}]`, binding: `{validationActions: [Deny], matchResources: {objectSelector: {matchLabels: {a: b}}}}`},
		{name: "binding by rule", spec: `validations: [{expression: "false", message: nope}]`, want: "denied request: nope",
			binding: `{validationActions: [Deny], matchResources: {resourceRules: [{apiGroups: ["*"], apiVersions: ["*"], operations: ["*"], resources: ["*"]}]}}`},
		{name: "too dear", spec: `
variables: [{name: l, expression: "[0,1,2,3,4,5,6,7,8,9]"}]
validations: [{expression: "variables.l.all(a, variables.l.all(b, variables.l.all(c, variables.l.all(d, variables.l.all(e, variables.l.all(f, a + b + c + d + e + f >= 0))))))"}]`,
			want: "actual cost limit exceeded"},
	} {
		t.Run(test.name, func(t *testing.T) {
			c := all.in(t)
			if test.binding == "" {
				test.binding = "validationActions: [Deny]"
			}
			spec := test.spec
			if strings.HasPrefix(spec, "{") {
				spec = strings.TrimSuffix(spec, "}") + `, matchConstraints: {resourceRules: [{apiGroups: [""], apiVersions: [v1], operations: [CREATE], resources: [configmaps]}]}}`
			} else {
				spec = onConfigMaps + spec
			}
			c.validating("p", spec, test.binding)
			_, err := c.try("x", "a=1")
			if test.want == "" {
				c.must(nil, err)
			} else {
				if test.reason == "" {
					test.reason = metav1.StatusReasonInvalid
				}
				c.refused(test.want, test.reason)(nil, err)
			}
			if got := strings.Join(c.warned.take(), "; "); got != test.warning {
				t.Errorf("warned %q", got)
			}
		})
	}
}

func TestParams(t *testing.T) {
	c := start(t)
	_, err := c.CoreV1().Namespaces().Create(t.Context(), &corev1.Namespace{ObjectMeta: metav1.ObjectMeta{Name: "limits"}}, metav1.CreateOptions{})
	c.must(nil, err)
	for name, labels := range map[string]map[string]string{"small": {"kind": "max"}, "smaller": {"kind": "max"}, "other": nil} {
		_, err := c.CoreV1().ConfigMaps("limits").Create(t.Context(), &corev1.ConfigMap{
			ObjectMeta: metav1.ObjectMeta{Name: name, Labels: labels}, Data: map[string]string{"max": fmt.Sprint(len(name) - 3)},
		}, metav1.CreateOptions{})
		c.must(nil, err)
	}
	const policy = `
paramKind: {apiVersion: v1, kind: ConfigMap}
matchConstraints:
  resourceRules: [{apiGroups: [""], apiVersions: [v1], operations: [CREATE], resources: [secrets, namespaces]}]
validations:
- {expression: "params == null || int(params.data.max) >= size(object.metadata.name) || params.kind != 'ConfigMap'", messageExpression: "params.metadata.name + ' allows ' + params.data.max"}
`
	secret := func(name string) (any, error) {
		return c.CoreV1().Secrets("default").Create(t.Context(), &corev1.Secret{ObjectMeta: metav1.ObjectMeta{Name: name}}, metav1.CreateOptions{})
	}
	i := 0
	use := func(binding string) (end func()) {
		name := fmt.Sprintf("params-%d", i)
		i++
		c.validating(name, policy, "{validationActions: [Deny], "+binding+"}")
		return func() {
			c.must(nil, c.AdmissionregistrationV1().ValidatingAdmissionPolicyBindings().Delete(t.Context(), name+"-0", metav1.DeleteOptions{}))
		}
	}
	end := use("paramRef: {name: small, namespace: limits, parameterNotFoundAction: Deny}")
	c.must(secret("ab"))
	c.refused("small allows 2", metav1.StatusReasonInvalid)(secret("abc"))
	end()

	end = use("paramRef: {selector: {matchLabels: {kind: max}}, namespace: limits, parameterNotFoundAction: Deny}")
	c.refused("small allows 2", metav1.StatusReasonInvalid)(secret("abc"))
	end()

	end = use("paramRef: {selector: {matchLabels: {kind: min}}, namespace: limits, parameterNotFoundAction: Allow}")
	c.must(secret("abcd"))
	end()

	end = use("paramRef: {name: none, namespace: limits, parameterNotFoundAction: Deny}")
	c.refused("failed to configure binding: no params found for policy binding with `Deny` parameterNotFoundAction", metav1.StatusReasonInvalid)(secret("abcde"))
	end()

	end = use("paramRef: {name: small, parameterNotFoundAction: Allow}") // in the request's namespace
	c.must(secret("abcdef"))
	_, err = c.CoreV1().Namespaces().Create(t.Context(), &corev1.Namespace{ObjectMeta: metav1.ObjectMeta{Name: "new"}}, metav1.CreateOptions{})
	c.must(nil, err)
	end()

	end = use("matchResources: {}")
	c.must(secret("abcdefg"))
	end()

	c.validating("unknown", strings.Replace(policy, "kind: ConfigMap}", "kind: Nothing}", 1), "{validationActions: [Deny], paramRef: {name: a, parameterNotFoundAction: Deny}}")
	c.refused("ValidatingAdmissionPolicy 'unknown' denied request: failed to configure policy: failed to find resource referenced by paramKind: '/v1, Kind=Nothing'", metav1.StatusReasonInvalid)(secret("h"))
}

func TestPoliciesDoNotLockThemselvesAway(t *testing.T) {
	c := start(t)
	c.validating("nothing", `
matchConstraints: {resourceRules: [{apiGroups: ["*"], apiVersions: ["*"], operations: ["*"], resources: ["*/*"]}]}
validations: [{expression: "false", message: nothing may be done}]`)
	c.refused("nothing may be done", metav1.StatusReasonInvalid)(c.put("x"))
	c.must(nil, c.AdmissionregistrationV1().ValidatingAdmissionPolicies().Delete(t.Context(), "nothing", metav1.DeleteOptions{}))
	c.must(c.put("x"))
}

func TestDeletesAndSubresources(t *testing.T) {
	c := start(t)
	c.must(c.put("kept"))
	c.validating("keep", `
matchConstraints: {resourceRules: [{apiGroups: [""], apiVersions: [v1], operations: [DELETE], resources: [configmaps]}]}
validations: [{expression: "object != null || oldObject.metadata.name != 'kept'", message: it is kept}]`)
	c.refused("it is kept", metav1.StatusReasonInvalid)(nil, c.CoreV1().ConfigMaps("default").Delete(t.Context(), "kept", metav1.DeleteOptions{}))
}

func TestMutations(t *testing.T) {
	all := start(t)
	for _, test := range []struct {
		name, spec string
		labels     string // of the config map that is made, "k=v,k=v"
		data       string
		err        string
	}{
		{name: "apply configuration", labels: "by=policy,own=1", data: "a=1", spec: `
mutations:
- {patchType: ApplyConfiguration, applyConfiguration: {expression: "Object{metadata: Object.metadata{labels: {'by': 'policy'}}}"}}`},
		{name: "JSON patch", labels: "a.b/c=d,own=1", data: "a=2", spec: `
mutations:
- patchType: JSONPatch
  jsonPatch: {expression: "[JSONPatch{op: 'test', path: '/data/a', value: '1'}, JSONPatch{op: 'replace', path: '/data/a', value: '2'}, JSONPatch{op: 'add', path: '/metadata/labels/' + jsonpatch.escapeKey('a.b/c'), value: 'd'}]"}`},
		{name: "a test that fails changes nothing", labels: "own=1", data: "a=1", spec: `
mutations:
- patchType: JSONPatch
  jsonPatch: {expression: "[JSONPatch{op: 'replace', path: '/data/a', value: '2'}, JSONPatch{op: 'test', path: '/data/a', value: '1'}]"}`},
		{name: "one after the other", labels: "own=1", data: "a=111", spec: `
variables: [{name: twice, expression: object.data.a}]
mutations:
- {patchType: ApplyConfiguration, applyConfiguration: {expression: "Object{data: {'a': object.data.a + '1'}}"}}
- {patchType: ApplyConfiguration, applyConfiguration: {expression: "Object{data: {'a': variables.twice + '1'}}"}}`},
		{name: "conditions", labels: "own=1", data: "a=1", spec: `
matchConditions: [{name: never, expression: "!has(object.data.a)"}]
mutations:
- {patchType: ApplyConfiguration, applyConfiguration: {expression: "Object{data: {'a': '2'}}"}}`},
		{name: "repeated when needed", labels: "own=1", data: "a=111", spec: `
reinvocationPolicy: IfNeeded
mutations:
- {patchType: ApplyConfiguration, applyConfiguration: {expression: "Object{data: {'a': object.data.a + '1'}}"}}`},
		{name: "unknown field", spec: `
mutations:
- {patchType: ApplyConfiguration, applyConfiguration: {expression: "Object{spec: Object.spec{a: 1}}"}}`,
			err: `policy 'p' with binding 'p-0' denied request: error applying patch: failed to convert patch object to typed object: .spec: field not declared in schema`},
		{name: "wrong type", spec: `
mutations:
- {patchType: ApplyConfiguration, applyConfiguration: {expression: "Object{metadata: Object.spec{}}"}}`,
			err: "denied request: type mismatch"},
		{name: "no such path", spec: `
mutations:
- patchType: JSONPatch
  jsonPatch: {expression: "[JSONPatch{op: 'replace', path: '/spec/x', value: '2'}]"}`,
			err: "policy 'p' with binding 'p-0' denied request: JSON Patch: replace operation does not apply: doc is missing path: /spec/x: missing value"},
		{name: "failure that is ignored", labels: "own=1", data: "a=1", spec: `
failurePolicy: Ignore
mutations:
- {patchType: ApplyConfiguration, applyConfiguration: {expression: "Object{data: {'a': object.data.x}}"}}`},
		{name: "copies without end", err: "JSON Patch: Unable to complete the copy, the accumulated size increase of copy is", spec: `
mutations:
- patchType: JSONPatch
  jsonPatch: {expression: "lists.range(30).map(i, JSONPatch{op: 'copy', from: '/data', path: '/data/x' + string(i)})"}`},
		{name: "unknown field by JSON patch", spec: `
mutations:
- patchType: JSONPatch
  jsonPatch: {expression: "[JSONPatch{op: 'add', path: '/spec', value: {'a': 1}}]"}`,
			err: `Internal error occurred: strict decoding error: unknown field "spec"`},
	} {
		t.Run(test.name, func(t *testing.T) {
			c := all.in(t)
			if !strings.Contains(test.spec, "reinvocationPolicy") {
				test.spec += "\nreinvocationPolicy: Never"
			}
			c.mutating("p", onConfigMaps+test.spec)
			got, err := c.CoreV1().ConfigMaps("default").Create(t.Context(), &corev1.ConfigMap{
				ObjectMeta: metav1.ObjectMeta{Name: "x", Labels: map[string]string{"own": "1"}}, Data: map[string]string{"a": "1"},
			}, dry)
			if test.err != "" {
				if err == nil || !strings.Contains(err.Error(), test.err) {
					t.Fatalf("got  %v\nwant %s", err, test.err)
				}
				return
			}
			c.must(nil, err)
			if labels, data := pairs(got.Labels), pairs(got.Data); labels != test.labels || data != test.data {
				t.Errorf("got %q, %q", labels, data)
			}
		})
	}
}

func pairs(m map[string]string) string {
	var out []string
	for k, v := range m {
		out = append(out, k+"="+v)
	}
	slices.Sort(out)
	return strings.Join(out, ",")
}

func TestMutationsOfLists(t *testing.T) {
	c := start(t)
	c.mutating("sidecar", `
reinvocationPolicy: Never
matchConstraints: {resourceRules: [{apiGroups: [""], apiVersions: [v1], operations: [CREATE], resources: [pods]}]}
mutations:
- patchType: ApplyConfiguration
  applyConfiguration:
    expression: >
      Object{spec: Object.spec{initContainers: [Object.spec.initContainers{name: "mesh", image: "mesh:1", restartPolicy: "Always"}]}}
`)
	pod := &corev1.Pod{ObjectMeta: metav1.ObjectMeta{Name: "a"}, Spec: corev1.PodSpec{
		InitContainers: []corev1.Container{{Name: "first", Image: "first:1"}},
		Containers:     []corev1.Container{{Name: "main", Image: "main:1"}},
	}}
	got, err := c.CoreV1().Pods("default").Create(t.Context(), pod, metav1.CreateOptions{})
	c.must(nil, err)
	if n := got.Spec.InitContainers; len(n) != 2 || n[1].Name != "mesh" || n[1].TerminationMessagePath != corev1.TerminationMessagePathDefault {
		t.Errorf("got %+v", n)
	}
}

func TestMutationsSeeParamsAndEachOther(t *testing.T) {
	c := start(t)
	c.must(c.put("suffixes", "s=x"))
	const policy = onConfigMaps + `
reinvocationPolicy: Never
paramKind: {apiVersion: v1, kind: ConfigMap}
matchConditions: [{name: others, expression: "request.name != 'suffixes'"}]
mutations:
- {patchType: ApplyConfiguration, applyConfiguration: {expression: "Object{data: {'a': object.data.a + params.data.s + '%s'}}"}}`
	c.mutating("one", fmt.Sprintf(policy, "1"), "paramRef: {name: suffixes, parameterNotFoundAction: Deny}")
	c.mutating("two", fmt.Sprintf(policy, "2"), "paramRef: {name: suffixes, parameterNotFoundAction: Deny}")
	got, err := c.put("it", "a=0")
	c.must(nil, err)
	if got.Data["a"] != "0x1x2" {
		t.Errorf("got %q", got.Data["a"])
	}
	// What a policy has made, another may refuse.
	c.validating("strict", onConfigMaps+`validations: [{expression: "object.data.a == '0x1x2'", message: too much}]`)
	c.must(c.put("again", "a=0"))
	c.refused("too much", metav1.StatusReasonInvalid)(c.put("more", "a=1"))
}

// TestParamsNeedToBeReadable: a policy tells what its params say, so whoever
// makes one must be allowed to read them.
func TestParamsNeedToBeReadable(t *testing.T) {
	c := start(t)
	_, err := c.RbacV1().ClusterRoles().Create(t.Context(), &rbacv1.ClusterRole{
		ObjectMeta: metav1.ObjectMeta{Name: "policies"},
		Rules: []rbacv1.PolicyRule{
			{APIGroups: []string{"admissionregistration.k8s.io"}, Resources: []string{"*"}, Verbs: []string{"*"}},
			{APIGroups: []string{""}, Resources: []string{"configmaps"}, Verbs: []string{"get", "list"}},
		},
	}, metav1.CreateOptions{})
	c.must(nil, err)
	_, err = c.RbacV1().ClusterRoleBindings().Create(t.Context(), &rbacv1.ClusterRoleBinding{
		ObjectMeta: metav1.ObjectMeta{Name: "policies"},
		Subjects:   []rbacv1.Subject{{Kind: "User", Name: "anna", APIGroup: rbacv1.GroupName}},
		RoleRef:    rbacv1.RoleRef{APIGroup: rbacv1.GroupName, Kind: "ClusterRole", Name: "policies"},
	}, metav1.CreateOptions{})
	c.must(nil, err)
	anna, err := kubernetes.NewForConfig(c.server.ConfigFor(t, "anna"))
	c.must(nil, err)
	create := func(kind string) (any, error) {
		p := &admissionregistrationv1.ValidatingAdmissionPolicy{
			ObjectMeta: metav1.ObjectMeta{Name: strings.ToLower(kind)},
			Spec: *read[admissionregistrationv1.ValidatingAdmissionPolicySpec](t, onConfigMaps+`
paramKind: {apiVersion: v1, kind: `+kind+`}
validations: [{expression: "true"}]`),
		}
		return anna.AdmissionregistrationV1().ValidatingAdmissionPolicies().Create(t.Context(), p, metav1.CreateOptions{})
	}
	c.must(create("ConfigMap"))
	c.refused(`spec.paramKind: Forbidden: user &{anna  [system:authenticated] map[`, metav1.StatusReasonInvalid)(create("Secret"))
	bind := func(policy, ref string) (any, error) {
		b := &admissionregistrationv1.ValidatingAdmissionPolicyBinding{
			ObjectMeta: metav1.ObjectMeta{GenerateName: "b-"},
			Spec: *read[admissionregistrationv1.ValidatingAdmissionPolicyBindingSpec](t, `
policyName: `+policy+`
validationActions: [Deny]
paramRef: `+ref),
		}
		return anna.AdmissionregistrationV1().ValidatingAdmissionPolicyBindings().Create(t.Context(), b, metav1.CreateOptions{})
	}
	c.must(bind("configmap", "{name: a, parameterNotFoundAction: Deny}"))
	c.refused("unable to get policy other to determine minimum required permissions", metav1.StatusReasonInvalid)(bind("other", "{selector: {}, parameterNotFoundAction: Deny}"))
}
