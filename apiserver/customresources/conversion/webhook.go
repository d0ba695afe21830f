package conversion

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	apiextensionsv1 "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	apiextensionsv1beta1 "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1beta1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/apimachinery/pkg/util/uuid"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/apiserver/webhook"
)

// reviewTimeout bounds one call, whatever the request may take.
const reviewTimeout = 30 * time.Second

// Reviewer prepares calls of webhooks: *webhook.Client does, with Types and
// Versions as its kinds.
type Reviewer interface {
	Endpoint(h webhook.Hook) (webhook.Endpoint, error)
}

// Types and Versions are the kinds of reviews, for the client that calls them.
var (
	Types    = []func(*runtime.Scheme) error{apiextensionsv1beta1.AddToScheme, apiextensionsv1.AddToScheme}
	Versions = []schema.GroupVersion{apiextensionsv1.SchemeGroupVersion, apiextensionsv1beta1.SchemeGroupVersion}
)

// hooked is the strategy Webhook.
type hooked struct {
	reviews  Reviewer
	hook     webhook.Hook
	versions []string // of the review, in the order of the definition
	known    []string // versions of the kind, with its group
	recent   *recent
}

func newWebhook(d *apiextensionsv1.CustomResourceDefinition, reviews Reviewer) *hooked {
	h := &hooked{
		reviews: reviews, versions: d.Spec.Conversion.Webhook.ConversionReviewVersions, recent: newRecent(time.Now),
		hook: webhook.Hook{Name: "conversion_webhook_for_" + d.Name},
	}
	for _, v := range d.Spec.Versions {
		h.known = append(h.known, d.Spec.Group+"/"+v.Name)
	}
	c := d.Spec.Conversion.Webhook.ClientConfig
	if c == nil {
		return h
	}
	if len(bytes.TrimSpace(c.CABundle)) > 0 {
		h.hook.CABundle = c.CABundle
	}
	if c.URL != nil {
		h.hook.URL = *c.URL
	}
	if s := c.Service; s != nil {
		h.hook.Service = &webhook.Service{Namespace: s.Namespace, Name: s.Name}
		if s.Path != nil {
			h.hook.Service.Path = *s.Path
		}
		if s.Port != nil {
			h.hook.Service.Port = *s.Port
		}
	}
	return h
}

// Convert implements Converter with one review for all objects.
func (h *hooked) Convert(ctx context.Context, objects []api.Object, version string) ([]api.Object, error) {
	if !slices.Contains(h.known, version) {
		return nil, fmt.Errorf("request to convert CR to an invalid group/version: %s", version)
	}
	out := make([]api.Object, len(objects))
	var asked []int
	for i, o := range objects {
		from := versionOf(o)
		switch known := h.recent.get(o, version); {
		case from == version:
			out[i] = o
		case !slices.Contains(h.known, from):
			return nil, fmt.Errorf("request to convert CR from an invalid group/version: %s", from)
		case known != nil:
			out[i] = known
		default:
			asked = append(asked, i)
		}
	}
	if len(asked) == 0 {
		return out, nil
	}
	sent := make([]*unstructured.Unstructured, len(asked))
	for n, i := range asked {
		sent[n] = objects[i].(*unstructured.Unstructured)
	}
	got, err := h.review(ctx, sent, version)
	if err != nil {
		return nil, err
	}
	for n, i := range asked {
		out[i] = got[n]
		h.recent.put(objects[i], version, got[n])
	}
	return out, nil
}

// review asks the webhook and checks its answer.
func (h *hooked) review(ctx context.Context, sent []*unstructured.Unstructured, version string) ([]*unstructured.Unstructured, error) {
	kind := sent[0].GroupVersionKind()
	uid := uuid.NewUUID()
	raw := make([]runtime.RawExtension, len(sent))
	for i, o := range sent {
		raw[i].Object = o
	}
	review, answer, err := h.bodies(raw, version, uid)
	if err != nil {
		return nil, err
	}
	endpoint, err := h.reviews.Endpoint(h.hook)
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(ctx, reviewTimeout)
	defer cancel()
	if err := endpoint.Call(ctx, review, answer); err != nil {
		return nil, fmt.Errorf("conversion webhook for %v failed: %v", kind, err)
	}
	converted, err := resultOf(answer, uid)
	if err != nil {
		return nil, fmt.Errorf("conversion webhook for %v failed: %v", kind, err)
	}
	if len(converted) != len(sent) {
		return nil, fmt.Errorf("conversion webhook for %v returned %d objects, expected %d", kind, len(converted), len(sent))
	}
	out := make([]*unstructured.Unstructured, len(sent))
	for i := range converted {
		if out[i], err = accept(sent[i], converted[i], version); err != nil {
			var invalid *invalidError
			if len(sent) == 1 && errors.As(err, &invalid) {
				return nil, fmt.Errorf("conversion webhook for %v returned invalid %s: %v", kind, invalid.one, invalid.reason)
			}
			if errors.As(err, &invalid) {
				return nil, fmt.Errorf("conversion webhook for %v returned invalid %s at index %v: %v", kind, invalid.many, i, invalid.reason)
			}
			return nil, err
		}
	}
	return out, nil
}

// bodies makes the review in the first version that both sides know.
func (h *hooked) bodies(objects []runtime.RawExtension, version string, uid types.UID) (review, answer runtime.Object, err error) {
	for _, v := range h.versions {
		switch v {
		case apiextensionsv1.SchemeGroupVersion.Version:
			return &apiextensionsv1.ConversionReview{
				Request:  &apiextensionsv1.ConversionRequest{UID: uid, DesiredAPIVersion: version, Objects: objects},
				Response: &apiextensionsv1.ConversionResponse{},
			}, &apiextensionsv1.ConversionReview{}, nil
		case apiextensionsv1beta1.SchemeGroupVersion.Version:
			return &apiextensionsv1beta1.ConversionReview{
				Request:  &apiextensionsv1beta1.ConversionRequest{UID: uid, DesiredAPIVersion: version, Objects: objects},
				Response: &apiextensionsv1beta1.ConversionResponse{},
			}, &apiextensionsv1beta1.ConversionReview{}, nil
		}
	}
	return nil, nil, errors.New("no supported conversion review versions")
}

// resultOf returns what an answer brings, or why it brings nothing. Only version
// v1 says what it answers.
func resultOf(answer runtime.Object, uid types.UID) ([]runtime.RawExtension, error) {
	switch a := answer.(type) {
	case *apiextensionsv1.ConversionReview:
		want := apiextensionsv1.SchemeGroupVersion.WithKind("ConversionReview")
		switch got := a.GroupVersionKind(); {
		case got != want:
			return nil, fmt.Errorf("expected webhook response of %v, got %v", want, got)
		case a.Response == nil:
			return nil, errors.New("no response provided")
		case a.Response.UID != uid:
			return nil, fmt.Errorf("expected response.uid=%q, got %q", uid, a.Response.UID)
		}
		return a.Response.ConvertedObjects, refusal(a.Response.Result)
	case *apiextensionsv1beta1.ConversionReview:
		if a.Response == nil {
			return nil, errors.New("no response provided")
		}
		return a.Response.ConvertedObjects, refusal(a.Response.Result)
	}
	return nil, fmt.Errorf("unrecognized response type: %T", answer)
}

func refusal(s metav1.Status) error {
	switch {
	case s.Status == metav1.StatusSuccess:
		return nil
	case s.Message != "":
		return errors.New(s.Message)
	}
	return fmt.Errorf("response.result.status was '%s', not 'Success'", s.Status)
}
