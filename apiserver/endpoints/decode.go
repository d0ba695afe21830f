package endpoints

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"os"
	"reflect"
	"strings"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	kjson "sigs.k8s.io/json"
	"sigs.k8s.io/yaml"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/api/scheme"
)

// MaxBodyBytes bounds the body of a request.
const MaxBodyBytes = 3 << 20

// readBody reads a body within the bound.
func readBody(r *http.Request) ([]byte, error) {
	if r.Body == nil {
		return nil, nil
	}
	if r.ContentLength > MaxBodyBytes {
		return nil, apierrors.NewRequestEntityTooLargeError(fmt.Sprintf("limit is %d", MaxBodyBytes))
	}
	if n := r.ContentLength; n > 0 {
		b := make([]byte, n)
		got, err := io.ReadFull(r.Body, b)
		return b[:got], bodyError(err)
	}
	b, err := io.ReadAll(io.LimitReader(r.Body, MaxBodyBytes+1))
	if len(b) > MaxBodyBytes {
		return nil, apierrors.NewRequestEntityTooLargeError(fmt.Sprintf("limit is %d", MaxBodyBytes))
	}
	return b, bodyError(err)
}

func bodyError(err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, io.ErrUnexpectedEOF):
		return apierrors.NewBadRequest("unexpected EOF")
	case errors.Is(err, os.ErrDeadlineExceeded):
		return apierrors.NewTimeoutError("request did not complete within requested timeout - the body took too long", 0)
	}
	return apierrors.NewInternalError(fmt.Errorf("error reading request body: %w", err))
}

// inputFormat finds out the form of the body.
func inputFormat(r *http.Request, can accepts) (format, error) {
	header := r.Header.Get("Content-Type")
	switch header {
	case "", mediaJSON:
		return formatJSON, nil
	case mediaProtobuf:
		if !can.noProtobuf {
			return formatProtobuf, nil
		}
	}
	media, _, err := mime.ParseMediaType(header)
	if err != nil {
		return 0, unsupported(can.media())
	}
	switch {
	case media == mediaJSON:
		return formatJSON, nil
	case media == mediaYAML:
		return formatYAML, nil
	case media == mediaProtobuf && !can.noProtobuf:
		return formatProtobuf, nil
	}
	return 0, unsupported(can.media())
}

// decodeBody reads an object of kind want into a new one of made by create.
// unknown are the unknown and duplicate fields, in words; they are looked for
// only when strict.
func decodeBody(data []byte, f format, want schema.GroupVersionKind, create func() api.Object, strict bool) (o api.Object, unknown []error, err error) {
	o = create()
	switch f {
	case formatProtobuf:
		err = decodeProtobuf(data, want, o)
		return o, nil, err
	case formatYAML:
		asJSON, err := yaml.YAMLToJSON(data)
		if err != nil {
			return nil, nil, unrecognized(want, err, data)
		}
		if strict {
			if _, err := yaml.YAMLToJSONStrict(data); err != nil {
				unknown = append(unknown, err)
			}
		}
		o, more, err := decodeJSON(asJSON, data, want, o, strict)
		return o, append(unknown, more...), err
	}
	return decodeJSON(data, data, want, o, strict)
}

// decodeJSON reads data, which sent was turned into; errors show the latter.
func decodeJSON(data, sent []byte, want schema.GroupVersionKind, o api.Object, strict bool) (api.Object, []error, error) {
	var (
		unknown []error
		err     error
	)
	if u, ok := o.(runtime.Unstructured); ok {
		content := map[string]any{}
		if strict {
			unknown, err = kjson.UnmarshalStrict(data, &content, kjson.DisallowDuplicateFields)
		} else {
			err = kjson.UnmarshalCaseSensitivePreserveInts(data, &content)
		}
		if err == nil {
			u.SetUnstructuredContent(content)
		}
	} else if strict {
		unknown, err = kjson.UnmarshalStrict(data, o)
	} else {
		err = kjson.UnmarshalCaseSensitivePreserveInts(data, o)
	}
	got, kindErr := kindOfJSON(data, o, err)
	if kindErr != nil {
		return nil, nil, unrecognized(want, kindErr, sent)
	}
	if _, custom := o.(runtime.Unstructured); custom && got.Kind != "" && got.GroupVersion() == want.GroupVersion() {
		// Of which kind it is validation sees: any object fits.
	} else if mismatch := checkKind(&got, want, custom); mismatch != nil {
		return nil, nil, mismatch
	}
	if err != nil {
		return nil, nil, unusable(got, want, err)
	}
	o.GetObjectKind().SetGroupVersionKind(got)
	return o, unknown, nil
}

// kindOfJSON returns the kind that the body names, which may be none. When the
// body could not be decoded into o it is looked for apart.
func kindOfJSON(data []byte, o api.Object, decodeErr error) (schema.GroupVersionKind, error) {
	var named struct {
		APIVersion string `json:"apiVersion,omitempty"`
		Kind       string `json:"kind,omitempty"`
	}
	if decodeErr == nil {
		named.APIVersion, named.Kind = namedKind(o)
	} else if err := kjson.UnmarshalCaseSensitivePreserveInts(data, &named); err != nil {
		return schema.GroupVersionKind{}, fmt.Errorf("couldn't get version/kind; json parse error: %w", err)
	}
	gv, err := schema.ParseGroupVersion(named.APIVersion)
	return gv.WithKind(named.Kind), err
}

// namedKind is what an object says that it is, in its own words.
func namedKind(o api.Object) (version, kind string) {
	switch k := o.GetObjectKind().(type) {
	case *metav1.TypeMeta:
		return k.APIVersion, k.Kind
	default:
		return k.GroupVersionKind().ToAPIVersionAndKind()
	}
}

// checkKind completes what a body says of its kind with what is expected, and
// refuses what is something else.
func checkKind(got *schema.GroupVersionKind, want schema.GroupVersionKind, custom bool) error {
	if *got == want {
		return nil
	}
	if got.Kind == "" {
		got.Kind = want.Kind
	}
	if got.Version == "" && got.Group == "" {
		got.Group, got.Version = want.Group, want.Version
	}
	if *got == want {
		return nil
	}
	if custom || got.Kind == want.Kind && got.Group == want.Group {
		return apierrors.NewBadRequest(fmt.Sprintf("the API version in the data (%s) does not match the expected API version (%s)", got.GroupVersion(), want.GroupVersion()))
	}
	t, err := scheme.Scheme().New(*got)
	if err != nil {
		return unusable(*got, want, fmt.Errorf("no kind %q is registered for version %q in scheme \"pkg/runtime/scheme.go:111\"", got.Kind, got.GroupVersion()))
	}
	return unusable(*got, want, fmt.Errorf("converting (%s) to (%s.%s): unknown conversion", reflect.TypeOf(t).Elem(), internalPackage(want.Group), want.Kind))
}

// internalPackage is the short name of an API group in messages.
func internalPackage(group string) string {
	if group == "" {
		return "core"
	}
	short, _, _ := strings.Cut(group, ".")
	return short
}

func decodeProtobuf(data []byte, want schema.GroupVersionKind, o api.Object) error {
	if len(data) == 0 {
		return unrecognized(want, errors.New("empty data"), data)
	}
	body, ok := bytes.CutPrefix(data, protobufMagic)
	if !ok {
		return unrecognized(want, errors.New("provided data does not appear to be a protobuf message, expected prefix [107 56 115 0]"), data)
	}
	var u runtime.Unknown
	if err := u.Unmarshal(body); err != nil {
		return unrecognized(want, err, data)
	}
	got := schema.FromAPIVersionAndKind(u.APIVersion, u.Kind)
	if err := checkKind(&got, want, false); err != nil {
		return err
	}
	p, ok := o.(interface{ Unmarshal([]byte) error })
	if !ok {
		return apierrors.NewBadRequest(fmt.Sprintf("%s has no protobuf form", want.Kind))
	}
	if err := checkNesting(u.Raw); err != nil {
		return unusable(got, want, err)
	}
	if err := p.Unmarshal(u.Raw); err != nil {
		return unusable(got, want, err)
	}
	o.GetObjectKind().SetGroupVersionKind(got)
	return nil
}

// unusable is the answer to a body of a known kind that cannot be read.
func unusable(got, want schema.GroupVersionKind, err error) error {
	return apierrors.NewBadRequest(fmt.Sprintf("%s in version %q cannot be handled as a %s: %v", got.Kind, got.Version, want.Kind, err))
}

// unrecognized is the answer to a body that says nothing.
func unrecognized(want schema.GroupVersionKind, err error, data []byte) error {
	const shown = 30
	more := ""
	if len(data) > shown {
		data, more = data[:shown], " ..."
	}
	summary := fmt.Sprintf("%x", data)
	switch {
	case len(data) == 0:
		summary = "<empty>"
	case data[0] == '{':
		summary = string(data)
	}
	summary += more
	return apierrors.NewBadRequest(fmt.Sprintf("the object provided is unrecognized (must be of type %s): %v (%s)", want.Kind, err, summary))
}

// strictFailure is the answer to unknown fields when the client wants to be told.
func strictFailure(want schema.GroupVersionKind, unknown []error) error {
	return unusable(want, want, runtime.NewStrictDecodingError(unknown))
}
