package bootstraptokens

import (
	"maps"
	"slices"
	"testing"
	"time"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

var now = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)

func token(id string, change func(map[string]string)) *corev1.Secret {
	data := map[string]string{"token-id": id, "token-secret": "0123456789abcdef", "usage-bootstrap-signing": "true"}
	if change != nil {
		change(data)
	}
	s := &corev1.Secret{ObjectMeta: metav1.ObjectMeta{Namespace: "kube-system", Name: "bootstrap-token-" + id}, Type: secretType, Data: map[string][]byte{}}
	for k, v := range data {
		s.Data[k] = []byte(v)
	}
	return s
}

// The signature is the one that any JOSE library makes of these inputs, and that
// joining machines compare with.
func TestSignature(t *testing.T) {
	const want = "eyJhbGciOiJIUzI1NiIsImtpZCI6ImpvZGEifQ..4G9bOGyeRYjZtVT5RHcQUmzq5BkXEKW3jtY6TASG0t8"
	if got := signature("payload", "joda", "secret"); got != want {
		t.Errorf("signature %s, want %s", got, want)
	}
}

func TestSigned(t *testing.T) {
	data := map[string]string{"kubeconfig": "k", "other": "o", "jws-kubeconfig-000000": "old"}
	for _, tt := range []struct {
		name    string
		secrets []*corev1.Secret
		ids     []string
		next    time.Duration
	}{
		{"no tokens", nil, nil, 0},
		{"two", []*corev1.Secret{token("abcdef", nil), token("ghijkl", func(d map[string]string) { d["expiration"] = "2026-03-01T13:00:00Z" })}, []string{"abcdef", "ghijkl"}, time.Hour},
		{"one that is over", []*corev1.Secret{token("abcdef", func(d map[string]string) { d["expiration"] = "2026-03-01T12:00:00Z" })}, nil, 0},
		{"one with a bad end", []*corev1.Secret{token("abcdef", func(d map[string]string) { d["expiration"] = "tomorrow" })}, nil, 0},
		{"one that is not for it", []*corev1.Secret{token("abcdef", func(d map[string]string) { d["usage-bootstrap-signing"] = "false" })}, nil, 0},
		{"one of another name", []*corev1.Secret{token("abcdef", func(d map[string]string) { d["token-id"] = "fedcba" })}, nil, 0},
		{"one without secret", []*corev1.Secret{token("abcdef", func(d map[string]string) { delete(d, "token-secret") })}, nil, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			out, next := signed(data, tt.secrets, now)
			want := []string{"kubeconfig", "other"}
			for _, id := range tt.ids {
				want = append(want, "jws-kubeconfig-"+id)
			}
			slices.Sort(want)
			if got := slices.Sorted(maps.Keys(out)); !slices.Equal(got, want) || next != tt.next {
				t.Errorf("keys %v, next in %s; want %v, %s", got, next, want, tt.next)
			}
			if again, _ := signed(out, tt.secrets, now); again != nil {
				t.Errorf("signing again changes it to %v", again)
			}
		})
	}
	if out, _ := signed(map[string]string{"other": "o"}, []*corev1.Secret{token("abcdef", nil)}, now); out != nil {
		t.Errorf("signed what has no kubeconfig: %v", out)
	}
}

func TestRemaining(t *testing.T) {
	for _, tt := range []struct {
		text string
		left time.Duration
		ends bool
	}{
		{"", 0, false}, {"2026-03-01T12:00:01Z", time.Second, true}, {"2026-03-01T11:59:59Z", 0, true}, {"nonsense", 0, true},
	} {
		left, ends := remaining(token("abcdef", func(d map[string]string) { d["expiration"] = tt.text }), now)
		if left != tt.left || ends != tt.ends {
			t.Errorf("%q: %s %v, want %s %v", tt.text, left, ends, tt.left, tt.ends)
		}
	}
}
