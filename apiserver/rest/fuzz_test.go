package rest

import (
	"testing"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
)

// FuzzContinue reads continue tokens: those that are understood are understood
// the same way when they are written down again; others are the client's mistake.
func FuzzContinue(f *testing.F) {
	f.Add(encodeContinue(continueToken{Revision: 7, Start: "default/a\x00"}))
	f.Add("eyJ2IjoibWV0YS5rOHMuaW8vdjEiLCJydiI6LTEsInN0YXJ0IjoiYSJ9")
	f.Add("e30")
	f.Add("not base64!")
	f.Fuzz(func(t *testing.T, text string) {
		token, err := decodeContinue(text)
		if err != nil {
			if !apierrors.IsBadRequest(err) {
				t.Errorf("%v is no 400", err)
			}
			return
		}
		again, err := decodeContinue(encodeContinue(token))
		if err != nil || again != token {
			t.Errorf("%+v is read again as %+v, %v", token, again, err)
		}
	})
}
