// Package policytypes checks the expressions of ValidatingAdmissionPolicies
// against the types of what the policies are about, and tells in their status what
// it finds: a field that does not exist, a number compared with a text. A policy
// with such warnings is in force all the same.
package policytypes

import (
	"context"
	"fmt"

	admissionregistrationv1 "k8s.io/api/admissionregistration/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"

	"github.com/skiff-k8s/skiff/api/admissionregistration"
	"github.com/skiff-k8s/skiff/client"
	"github.com/skiff-k8s/skiff/reconcile"
	"github.com/skiff-k8s/skiff/trace"
)

// New makes the loop. Its writes go through c; schemas tells what objects look
// like.
func New(c client.Client, resources client.Resources, schemas Schemas) reconcile.Loop {
	return reconcile.Loop{
		Name:       "validatingadmissionpolicy status controller",
		Client:     c,
		Sources:    []reconcile.Source{{Resource: admissionregistration.ValidatingAdmissionPolicies}},
		Reconciler: &loop{c, resources, schemas},
		Workers:    1,
	}
}

type loop struct {
	client    client.Client
	resources client.Resources
	schemas   Schemas
}

// Reconcile checks one policy, once for each of its generations.
func (l *loop) Reconcile(ctx context.Context, req reconcile.Request) (reconcile.Result, error) {
	p, err := client.Get[*admissionregistrationv1.ValidatingAdmissionPolicy](ctx, l.client, admissionregistration.ValidatingAdmissionPolicies, "", req.Name)
	if apierrors.IsNotFound(err) {
		return reconcile.Result{}, nil
	}
	if err != nil || p.Generation <= p.Status.ObservedGeneration {
		return reconcile.Result{}, err
	}
	warnings := check(ctx, p, l.resources, l.schemas)
	ctx = trace.Because(ctx, fmt.Sprintf("%d warnings about generation %d", len(warnings), p.Generation))
	next := p.DeepCopy()
	next.Status.ObservedGeneration = p.Generation
	next.Status.TypeChecking = &admissionregistrationv1.TypeChecking{ExpressionWarnings: warnings}
	_, err = l.client.Update(ctx, admissionregistration.ValidatingAdmissionPolicies, next, "status")
	if apierrors.IsNotFound(err) || apierrors.IsConflict(err) {
		return reconcile.Result{}, nil // it is gone, or comes again with its change
	}
	return reconcile.Result{}, err
}
