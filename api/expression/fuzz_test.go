package expression

import (
	"context"
	"testing"
	"time"
)

// FuzzExpressions compiles whatever comes, alone and with variables, and evaluates
// what compiles: it ends within its budget.
func FuzzExpressions(f *testing.F) {
	for _, seed := range []string{
		`object.spec.replicas > 1 && 'a' in object.metadata.labels`,
		`object.metadata.labels.all(k, k.matches('^[a-z]+$')) ? variables.a : [1, 2, 3].map(i, i * i)[1] == 4`,
		`authorizer.group('').resource('pods').check('get').allowed()`,
		`Object{spec: Object.spec{replicas: 3}}`,
		`[JSONPatch{op: 'add', path: jsonpatch.escapeKey('a/b'), value: {'x': [1, 2.0]}}]`,
		`quantity('1Gi').add(quantity('1m')).isInteger()`, `url('https://[::1]:80/a?b=c').getPort() == '80'`,
		`duration('1h').getSeconds() + timestamp('2020-01-01T00:00:00Z').getFullYear()`,
		`cel.bind(x, 1, x + 1)`, `optional.of(1).hasValue()`, `'%s %d'.format(['a', 1])`, "((((((((1))))))))", "\"\\u{110000}\"", "b'\\xff'",
	} {
		f.Add(seed)
	}
	r := request()
	f.Fuzz(func(t *testing.T, text string) {
		in, err := NewInput(r)
		if err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
		defer cancel()
		everything := Scope{Params: true, Authorizer: true, Patches: true}
		set, err := environmentOf(everything)
		programs := []*Program{compile(set, err, text, New, Any), compile(set, err, text, Stored, Any)}
		if programs[0].Err == nil && programs[1].Err != nil {
			t.Errorf("%q compiles when new and not when stored: %v", text, programs[1].Err)
		}
		c := NewCompiler()
		c.Variable("a", text, full, Stored)
		programs = append(programs, c.Compile("variables.a == variables.a", full, Stored, Bool))
		for i, p := range programs {
			if p.Err != nil {
				continue
			}
			compiler := c
			if i < 2 {
				compiler = nil
			}
			e := NewEvaluation(ctx, compiler, in, Budget)
			if _, _, fatal := e.Eval(p); fatal == nil && e.Left() > Budget {
				t.Errorf("%q gives budget back", text)
			}
			if ctx.Err() != nil {
				t.Fatalf("%q does not end", text)
			}
		}
	})
}
