package apiserver

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"

	"k8s.io/apimachinery/pkg/runtime/schema"
	utilrand "k8s.io/apimachinery/pkg/util/rand"
	"k8s.io/apimachinery/pkg/util/version"
	"k8s.io/apiserver/pkg/authentication/user"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/api/apiextensions"
	"github.com/skiff-k8s/skiff/apiserver/actions"
	"github.com/skiff-k8s/skiff/apiserver/admission"
	"github.com/skiff-k8s/skiff/apiserver/admission/webhooks"
	"github.com/skiff-k8s/skiff/apiserver/aggregation"
	"github.com/skiff-k8s/skiff/apiserver/allocate"
	"github.com/skiff-k8s/skiff/apiserver/apply"
	"github.com/skiff-k8s/skiff/apiserver/connect"
	"github.com/skiff-k8s/skiff/apiserver/customresources"
	"github.com/skiff-k8s/skiff/apiserver/customresources/conversion"
	"github.com/skiff-k8s/skiff/apiserver/endpoints"
	"github.com/skiff-k8s/skiff/apiserver/fairness"
	"github.com/skiff-k8s/skiff/apiserver/lookup"
	"github.com/skiff-k8s/skiff/apiserver/matching"
	"github.com/skiff-k8s/skiff/apiserver/pki"
	"github.com/skiff-k8s/skiff/apiserver/rest"
	"github.com/skiff-k8s/skiff/apiserver/webhook"
)

// internalResources are kept in the store and served to nobody.
func internalResources() []*api.Resource { return []*api.Resource{allocate.NodePorts} }

// admission puts the chain together, in the order of kube-apiserver.
func (s *Server) admission() rest.Admission {
	hooks := &webhooks.Config{
		World: &matching.World{Objects: s.objects, Resources: s.resources.all}, Authorizer: upstream{s.authorizer},
		Dial: webhook.Dial(s.config.Dial), Metrics: webhooks.NewMetrics(s.metrics), Now: s.config.Now, NewUID: s.config.NewUID,
	}
	var plugins []any
	for _, p := range []struct {
		name   string
		plugin any
	}{
		{"NamespaceLifecycle", admission.NamespaceLifecycle{Objects: s.objects}},
		{"LimitRanger", admission.LimitRanger{Objects: s.objects}},
		{"ServiceAccount", admission.ServiceAccount{Objects: s.objects, Suffix: func() string { return utilrand.String(5) }}},
		{"NodeRestriction", admission.NodeRestriction{Objects: s.objects}},
		{"TaintNodesByCondition", admission.TaintNodesByCondition{}},
		{"PodSecurity", admission.PodSecurity{Objects: s.objects}},
		{"Priority", admission.Priority{Objects: s.objects}},
		{"DefaultTolerationSeconds", admission.DefaultTolerationSeconds{}},
		{"DefaultStorageClass", admission.DefaultStorageClass{Objects: s.objects}},
		{"StorageObjectInUseProtection", admission.StorageObjectInUseProtection{}},
		{"PersistentVolumeClaimResize", admission.PersistentVolumeClaimResize{Objects: s.objects}},
		{"RuntimeClass", admission.RuntimeClass{Objects: s.objects}},
		{"CertificateApproval", admission.CertificateApproval{Authorizer: s.authorizer}},
		{"CertificateSigning", admission.CertificateSigning{Authorizer: s.authorizer}},
		{"CertificateSubjectRestriction", admission.CertificateSubjectRestriction{}},
		{"DefaultIngressClass", admission.DefaultIngressClass{Objects: s.objects}},
		{"PodTopologyLabels", admission.PodTopologyLabels{Objects: s.objects}},
		{"NodeDeclaredFeatureValidator", admission.NodeDeclaredFeatureValidator{Objects: s.objects, Version: version.MajorMinor(1, 36)}},
		{"PodResizeValidator", admission.PodResizeValidator{Objects: s.objects}},
		{"Escalation", admission.Escalation{Rules: s.roles, Authorizer: s.authorizer}},
		{"PolicyParams", s.policies.access},
		{"MutatingAdmissionPolicy", s.policies.mutating},
		{"MutatingAdmissionWebhook", webhooks.NewMutating(hooks)},
		{"ValidatingAdmissionPolicy", s.policies.validating},
		{"ValidatingAdmissionWebhook", webhooks.NewValidating(hooks)},
	} {
		if !slices.Contains(s.config.DisableAdmission, p.name) {
			plugins = append(plugins, p.plugin)
		}
	}
	for _, more := range s.config.Admission {
		plugins = append(plugins, more)
	}
	// Whoever is charged has passed everything else.
	if quotas := s.resources.stored(lookup.ResourceQuotas); quotas != nil && !slices.Contains(s.config.DisableAdmission, "ResourceQuota") {
		plugins = append(plugins, &admission.ResourceQuota{Objects: s.objects, Quotas: quotas, Now: s.config.Now})
	}
	return admission.New(plugins...)
}

// contended says whether creates in the namespace have quotas to share.
func (s *Server) contended(r *api.Resource, namespace string) bool {
	return r.Namespaced && namespace != "" && admission.Limited(s.objects, namespace)
}

func (s *Server) allocators() map[schema.GroupResource]rest.Allocator {
	out := map[schema.GroupResource]rest.Allocator{
		apiextensions.CustomResourceDefinitions.GR(): customresources.Settle{Manager: s.custom.Load},
	}
	addresses := s.resources.stored(schema.GroupResource{Group: "networking.k8s.io", Resource: "ipaddresses"})
	if addresses == nil {
		return out // a server without those kinds has no Services to speak of
	}
	out[lookup.Services] = &allocate.Services{
		Objects: s.objects, IPAddresses: addresses, Ranges: s.config.ServiceCIDRs,
		First: s.config.NodePortFirst, Last: s.config.NodePortLast,
		Now: s.config.Now, NewUID: s.config.NewUID, Rand: rand.IntN,
	}
	return out
}

// serveCustom begins to serve custom kinds.
func (s *Server) serveCustom(ctx context.Context) error {
	m, err := customresources.Start(ctx, customresources.Options{
		Cache:   s.cache,
		Client:  s.LocalClient(&user.DefaultInfo{Name: user.APIServerUser, Groups: []string{user.SystemPrivilegedGroup}}, "kube-apiserver"),
		Reviews: webhook.New(webhook.Options{Objects: s.objects, Dial: webhook.Dial(s.config.Dial), Types: conversion.Types, Versions: conversion.Versions}),
		Publish: func(kinds []*customresources.Kind) {
			s.resources.setCustom(kinds)
			s.paths.groups.Invalidate()
		},
		Now: s.config.Now, Log: s.config.Log,
	})
	s.custom.Store(m)
	return err
}

// openBooks makes what answers server-side apply.
func (s *Server) openBooks() {
	s.books = &apply.Books{
		Find:       s.resources.forKind,
		Authorizer: upstream{s.authorizer},
		Now:        s.config.Now,
	}
}

func (s *Server) actions() {
	a := &actions.Actions{
		Service: s.service, Objects: s.objects, Find: s.resources.stored, Authorizer: s.authorizer, Rules: s.roles,
		Accounts: s.tokens, Tokens: s.authenticator, Now: s.config.Now,
	}
	a.Register()
}

func (s *Server) connectors() (map[endpoints.ConnectKey]endpoints.Connector, error) {
	client, err := s.keys.KubeletClient.TLS()
	if err != nil {
		return nil, err
	}
	kubelets, err := pki.Pool(s.config.Trust.KubeletCAs)
	if err != nil {
		return nil, fmt.Errorf("authorities of kubelets: %w", err)
	}
	nodes := connect.NewNodes(s.objects, client, kubelets, s.config.Dial)
	return connect.All(nodes, s.authorizer), nil
}

// systemUser is who the API server itself is when it writes.
var systemUser = &user.DefaultInfo{Name: user.APIServerUser, Groups: []string{user.SystemPrivilegedGroup, user.AllAuthenticated}}

// newAggregator follows the APIServices.
func (s *Server) newAggregator() *aggregation.Aggregator {
	return aggregation.New(aggregation.Config{
		Find: s.resources.stored, Objects: s.objects, Client: s.LocalClient(systemUser, "kube-apiserver"),
		Certificate: s.keys.ProxyClient, Dial: s.config.Dial,
		Changed: func() { s.paths.groups.Invalidate() },
		Now:     s.config.Now, Log: s.config.Log,
	})
}

// newFairness shares the server between its clients.
func (s *Server) newFairness() *fairness.Fairness {
	f := fairness.New(fairness.Config{
		Find: s.resources.stored, Objects: s.objects, Client: s.LocalClient(systemUser, "kube-apiserver"),
		Count: func(gr schema.GroupResource) int {
			if t := s.cache.TableOf(gr); t != nil {
				return t.Len()
			}
			return 0
		},
		Now: s.config.Now, Log: s.config.Log,
	})
	f.Register(s.metrics)
	return f
}

// order is that of groups and versions in discovery.
func (s *Server) order(gv schema.GroupVersion) (group, version int32) {
	p := s.aggregator.Priority(gv)
	return p.Group, p.Version
}
