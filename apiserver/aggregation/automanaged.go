package aggregation

import (
	"context"
	"fmt"
	"slices"
	"strings"

	apiextensionsv1 "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	"k8s.io/apimachinery/pkg/api/equality"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime/schema"
	apiregistrationv1 "k8s.io/kube-aggregator/pkg/apis/apiregistration/v1"
	"k8s.io/kube-aggregator/pkg/apis/apiregistration/v1/helper"

	"github.com/skiff-k8s/skiff/apiserver/lookup"
	"github.com/skiff-k8s/skiff/client"
	"github.com/skiff-k8s/skiff/trace"
)

// change is one step towards the APIServices that should be; exactly one of its
// fields is set.
type change struct {
	create, update, delete *apiregistrationv1.APIService
	// available is one whose status does not say yet that it is served here.
	available *apiregistrationv1.APIService
}

// customVersions are the group-versions that definitions of custom resources
// serve, in order.
func customVersions(definitions []*apiextensionsv1.CustomResourceDefinition) []schema.GroupVersion {
	var out []schema.GroupVersion
	for _, d := range definitions {
		for i := range d.Spec.Versions {
			if v := &d.Spec.Versions[i]; v.Served {
				out = append(out, schema.GroupVersion{Group: d.Spec.Group, Version: v.Name})
			}
		}
	}
	slices.SortFunc(out, func(a, b schema.GroupVersion) int { return strings.Compare(name(a), name(b)) })
	return slices.Compact(out)
}

// plan compares the APIServices of custom resources with what the definitions
// want. Objects without the label, and those of the built-in groups, belong to
// others.
func plan(want []schema.GroupVersion, present map[string]*apiregistrationv1.APIService) []change {
	var out []change
	wanted := map[string]bool{}
	for _, gv := range want {
		s := local(gv, automanagedAlways)
		wanted[s.Name] = true
		is, ok := present[s.Name]
		switch {
		case !ok:
			out = append(out, change{create: s})
		case is.Labels[Automanaged] == automanagedAlways && !equality.Semantic.DeepEqual(is.Spec, s.Spec):
			is = is.DeepCopy()
			is.Spec = s.Spec
			out = append(out, change{update: is})
		}
	}
	for _, is := range present {
		switch {
		case is.Labels[Automanaged] == automanagedAlways && !wanted[is.Name]:
			out = append(out, change{delete: is})
		case is.Spec.Service == nil && !saysOwn(is):
			out = append(out, change{available: is})
		}
	}
	return out
}

// saysOwn is false for an APIService that had a Service until now.
func saysOwn(s *apiregistrationv1.APIService) bool {
	c := helper.GetAPIServiceConditionByType(s, apiregistrationv1.Available)
	return c != nil && c.Status == own.status && c.Reason == own.reason
}

// manage makes the APIServices of custom resources what they should be; false
// says that it is to be tried again.
func (a *Aggregator) manage(ctx context.Context) bool {
	var definitions []*apiextensionsv1.CustomResourceDefinition
	lookup.Each(a.Objects, customResourceDefinitions, "", func(d *apiextensionsv1.CustomResourceDefinition) bool {
		definitions = append(definitions, d)
		return true
	})
	present := map[string]*apiregistrationv1.APIService{}
	lookup.Each(a.Objects, apiServices, "", func(s *apiregistrationv1.APIService) bool {
		present[s.Name] = s
		return true
	})
	done := true
	for _, c := range plan(customVersions(definitions), present) {
		if err := a.apply(ctx, c); err != nil && ctx.Err() == nil {
			a.Log.Warn("keeping an APIService of custom resources", "error", err)
			done = false
		}
	}
	return done
}

func (a *Aggregator) apply(ctx context.Context, c change) error {
	because := func(format string, gv apiregistrationv1.APIServiceSpec) context.Context {
		return trace.With(ctx, trace.Cause{Actor: actor, Reason: fmt.Sprintf(format, gv.Group+"/"+gv.Version)})
	}
	var err error
	switch {
	case c.create != nil:
		_, err = a.Client.Create(because("custom resources are served in %s", c.create.Spec), a.apiServices, c.create, client.CreateOptions{})
		if apierrors.IsAlreadyExists(err) {
			return nil // the watch tells of it
		}
	case c.update != nil:
		_, err = a.Client.Update(because("the registration of %s was changed", c.update.Spec), a.apiServices, c.update, "")
	case c.delete != nil:
		uid, version := c.delete.UID, c.delete.ResourceVersion
		err = a.Client.Delete(because("no custom resource is served in %s any more", c.delete.Spec), a.apiServices, "", c.delete.Name,
			metav1.DeleteOptions{Preconditions: &metav1.Preconditions{UID: &uid, ResourceVersion: &version}})
	}
	if c.available != nil {
		s := c.available.DeepCopy()
		setAvailable(s, own, a.Now())
		_, err = a.Client.Update(because("%s is served by this server", s.Spec), a.apiServices, s, "status")
	}
	if apierrors.IsNotFound(err) {
		return nil
	}
	return err
}
