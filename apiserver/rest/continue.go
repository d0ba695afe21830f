package rest

import (
	"encoding/base64"
	"encoding/json"
	"fmt"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
)

// continueToken is where a chunked list goes on. Clients treat it as opaque; its
// form is the one that Kubernetes uses.
type continueToken struct {
	APIVersion string `json:"v"`
	// Revision of the state that the list shows; -1 for the present one.
	Revision int64 `json:"rv"`
	// Start is the first key of the next page.
	Start string `json:"start"`
}

const continueVersion = "meta.k8s.io/v1"

func encodeContinue(t continueToken) string {
	t.APIVersion = continueVersion
	data, err := json.Marshal(t)
	if err != nil {
		return "" // strings and numbers always encode
	}
	return base64.RawURLEncoding.EncodeToString(data)
}

func decodeContinue(s string) (continueToken, error) {
	var t continueToken
	data, err := base64.RawURLEncoding.DecodeString(s)
	if err == nil {
		err = json.Unmarshal(data, &t)
	}
	switch {
	case err != nil:
	case t.APIVersion != continueVersion:
		err = fmt.Errorf("server does not recognize this encoded version %v", t.APIVersion)
	case t.Revision == 0:
		err = fmt.Errorf("incorrect encoded start resourceVersion (version %s)", continueVersion)
	case t.Start == "":
		err = fmt.Errorf("no start key found in continue token")
	}
	if err != nil {
		return t, apierrors.NewBadRequest(fmt.Sprintf("invalid continue token: continue key is not valid: %v", err))
	}
	return t, nil
}
