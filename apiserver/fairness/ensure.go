package fairness

import (
	"context"
	"time"

	flowcontrolv1 "k8s.io/api/flowcontrol/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/apiserver/lookup"
	"github.com/skiff-k8s/skiff/client"
	"github.com/skiff-k8s/skiff/trace"
)

// ensureEvery is how often the default objects are looked after: one that is
// deleted comes back after at most this time.
const ensureEvery = time.Minute

// actor is how traces name what this package writes.
const actor = "priority and fairness"

// ensure makes the default objects what they should be.
func (f *Fairness) ensure(ctx context.Context, schemas, levels *api.Resource) {
	resource := func(o api.Object) *api.Resource {
		if _, ok := o.(*flowcontrolv1.FlowSchema); ok {
			return schemas
		}
		return levels
	}
	because := func(reason string) context.Context {
		return trace.With(ctx, trace.Cause{Actor: actor, Reason: reason})
	}
	defaults := Defaults()
	for _, d := range defaults {
		r := resource(d.Object)
		present := f.Objects.Get(r.GR(), "", d.Object.GetName())
		var err error
		if present == nil {
			_, err = f.Client.Create(because("a default object is missing"), r, d.Object, client.CreateOptions{})
		} else if o := present.DeepCopyObject().(api.Object); d.Revise(o) {
			_, err = f.Client.Update(because("a default object was changed"), r, o, "")
		}
		f.complain(ctx, err)
	}
	for _, r := range []*api.Resource{schemas, levels} {
		var old []api.Object
		f.Objects.Each(r.GR(), "", func(o api.Object) bool {
			if unwanted(o, defaults) {
				old = append(old, o)
			}
			return true
		})
		for _, o := range old {
			uid, version := o.GetUID(), o.GetResourceVersion()
			f.complain(ctx, f.Client.Delete(because("it is no default object any more"), r, "", o.GetName(),
				metav1.DeleteOptions{Preconditions: &metav1.Preconditions{UID: &uid, ResourceVersion: &version}}))
		}
	}
}

// complain tells of an error that the next round will not set right by itself.
func (f *Fairness) complain(ctx context.Context, err error) {
	if err == nil || ctx.Err() != nil || apierrors.IsConflict(err) || apierrors.IsAlreadyExists(err) || apierrors.IsNotFound(err) {
		return
	}
	f.Log.Warn("looking after the objects of priority and fairness", "error", err)
}

// report says in the status of each schema whether its level exists.
func (f *Fairness) report(ctx context.Context, schemas *api.Resource) {
	var changed []*flowcontrolv1.FlowSchema
	lookup.Each(f.Objects, flowSchemas, "", func(s *flowcontrolv1.FlowSchema) bool {
		exists := f.Objects.Get(priorityLevels, "", s.Spec.PriorityLevelConfiguration.Name) != nil
		s = s.DeepCopy()
		if SetDangling(s, exists, f.Now()) {
			changed = append(changed, s)
		}
		return true
	})
	for _, s := range changed {
		ctx := trace.With(ctx, trace.Cause{Actor: actor, Reason: "whether its priority level exists has changed"})
		if _, err := f.Client.Update(ctx, schemas, s, "status"); apierrors.IsConflict(err) {
			f.wakeUp() // who wrote has read something newer than this
		} else {
			f.complain(ctx, err)
		}
	}
}

// SetDangling makes the condition Dangling tell whether the level of a schema
// exists, and says whether it had to change.
func SetDangling(s *flowcontrolv1.FlowSchema, exists bool, now time.Time) bool {
	name := s.Spec.PriorityLevelConfiguration.Name
	want := flowcontrolv1.FlowSchemaCondition{
		Type: flowcontrolv1.FlowSchemaConditionDangling, Status: flowcontrolv1.ConditionFalse, Reason: "Found",
		Message: "This FlowSchema references the PriorityLevelConfiguration object named \"" + name + "\" and it exists",
	}
	if !exists {
		want.Status, want.Reason = flowcontrolv1.ConditionTrue, "NotFound"
		want.Message = "This FlowSchema references the PriorityLevelConfiguration object named \"" + name + "\" but there is no such object"
	}
	want.LastTransitionTime = metav1.Time{Time: now.Truncate(time.Second)}
	for i := range s.Status.Conditions {
		c := &s.Status.Conditions[i]
		if c.Type != want.Type {
			continue
		}
		if c.Status == want.Status {
			want.LastTransitionTime = c.LastTransitionTime
		}
		if *c == want {
			return false
		}
		*c = want
		return true
	}
	s.Status.Conditions = append(s.Status.Conditions, want)
	return true
}
