// Package horizontalpodautoscaler gives the targets of HorizontalPodAutoscalers as
// many pods as their metrics ask for.
//
// look: the autoscaler, the scale of its target, the target's pods and what they
// use, which an aggregated server of metrics.k8s.io tells, and other metrics, of
// custom.metrics.k8s.io and external.metrics.k8s.io. decide (decide.go,
// propose.go, ratio.go, limits.go): the number of pods and why it is that. act: scale the
// target, write the status.
package horizontalpodautoscaler

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	autoscalingv1 "k8s.io/api/autoscaling/v1"
	autoscalingv2 "k8s.io/api/autoscaling/v2"
	corev1 "k8s.io/api/core/v1"
	apiequality "k8s.io/apimachinery/pkg/api/equality"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/types"

	"github.com/skiff-k8s/skiff/api/autoscaling"
	"github.com/skiff-k8s/skiff/api/core"
	"github.com/skiff-k8s/skiff/client"
	"github.com/skiff-k8s/skiff/controllers/scaling"
	"github.com/skiff-k8s/skiff/events"
	"github.com/skiff-k8s/skiff/reconcile"
	"github.com/skiff-k8s/skiff/trace"
)

// period is how often an autoscaler looks at its metrics.
const period = 15 * time.Second

type controller struct {
	client client.Client
	events *events.Recorder
	finder scaling.Finder
	read   Read
	now    func() time.Time

	mu    sync.Mutex
	pasts map[types.NamespacedName]*memory // of the autoscalers that exist
}

// memory is the past of one autoscaler.
type memory struct {
	uid types.UID
	past
}

// New makes the loop. Its writes go through c; resources tells what can be a
// target; read may be nil where there are no metrics.
func New(c client.Client, resources client.Resources, read Read, now func() time.Time) reconcile.Loop {
	r := &controller{
		client: c,
		events: events.New(c, "horizontal-pod-autoscaler", "", now),
		finder: scaling.Finder{Client: c, Resources: resources},
		read:   read,
		now:    now,
		pasts:  make(map[types.NamespacedName]*memory),
	}
	return reconcile.Loop{
		Name:       "horizontal pod autoscaler",
		Client:     c,
		Sources:    []reconcile.Source{{Resource: autoscaling.HorizontalPodAutoscalers, Keys: changed}},
		Reconciler: r,
		Workers:    5,
	}
}

// changed wakes an autoscaler whose spec changed: its status is written by this
// loop alone.
func changed(e client.Event) []reconcile.Request {
	if old, ok := e.Old.(*autoscalingv2.HorizontalPodAutoscaler); ok && e.Type == client.Modified &&
		old.UID == e.Object.GetUID() && apiequality.Semantic.DeepEqual(old.Spec, e.Object.(*autoscalingv2.HorizontalPodAutoscaler).Spec) {
		return nil
	}
	return []reconcile.Request{reconcile.Key(e.Object.GetNamespace(), e.Object.GetName())}
}

// Reconcile looks at one autoscaler, decides and acts.
func (r *controller) Reconcile(ctx context.Context, req reconcile.Request) (reconcile.Result, error) {
	hpa, err := client.Get[*autoscalingv2.HorizontalPodAutoscaler](ctx, r.client, autoscaling.HorizontalPodAutoscalers, req.Namespace, req.Name)
	if apierrors.IsNotFound(err) {
		r.mu.Lock()
		defer r.mu.Unlock()
		delete(r.pasts, req.NamespacedName)
		return reconcile.Result{}, nil
	}
	if err != nil {
		return reconcile.Result{}, err
	}
	v, target := r.look(ctx, hpa)
	past := r.past(hpa)
	p := decide(v, past)
	for _, n := range p.notes {
		r.events.Event(ctx, hpa, n.kind, n.reason, n.message)
	}
	if p.rescale {
		r.rescale(ctx, hpa, target, &p, past)
	}
	// What failed is tried again in its time, not sooner.
	return reconcile.Result{RequeueAfter: period}, r.writeStatus(ctx, hpa, p)
}

// past returns what is remembered of an autoscaler. One key runs once at a time,
// so that its past needs no lock.
func (r *controller) past(hpa *autoscalingv2.HorizontalPodAutoscaler) *past {
	r.mu.Lock()
	defer r.mu.Unlock()
	key := types.NamespacedName{Namespace: hpa.Namespace, Name: hpa.Name}
	m, ok := r.pasts[key]
	if !ok || m.uid != hpa.UID {
		m = &memory{uid: hpa.UID}
		r.pasts[key] = m
	}
	return &m.past
}

func (r *controller) look(ctx context.Context, hpa *autoscalingv2.HorizontalPodAutoscaler) (view, scaling.Target) {
	v := view{hpa: hpa, now: r.now()}
	target, err := r.target(ctx, hpa)
	if err != nil {
		v.scaleErr = err
		return v, target
	}
	v.scale = target.Scale
	if !measured(hpa, v.scale.Spec.Replicas) {
		return v, target
	}
	selector, err := labels.Parse(v.scale.Status.Selector)
	switch {
	case v.scale.Status.Selector == "":
		v.selectorErr, v.selectorReason = errors.New("selector is required"), "SelectorRequired"
		return v, target
	case err != nil:
		v.selectorErr, v.selectorReason = fmt.Errorf("couldn't convert selector into a corresponding internal selector object: %w", err), "InvalidSelector"
		return v, target
	}
	if v.pods, err = client.List[*corev1.Pod](ctx, r.client, core.Pods, client.ListOptions{Namespace: hpa.Namespace, Labels: selector}); err != nil {
		v.usageErr = err
		return v, target
	}
	if others := r.rivals(ctx, hpa, v.pods); len(others) > 1 {
		v.selectorErr, v.selectorReason = fmt.Errorf("pods by selector %v are controlled by multiple HPAs: %v", v.scale.Status.Selector, others), "AmbiguousSelector"
		return v, target
	}
	r.readMetrics(ctx, &v, selector)
	return v, target
}

// readMetrics asks those who serve the metrics that the autoscaler names.
func (r *controller) readMetrics(ctx context.Context, v *view, selector labels.Selector) {
	m := &meter{read: r.read, namespace: v.hpa.Namespace, selector: selector, plural: func(gvk schema.GroupVersionKind) (schema.GroupResource, bool) {
		found := r.finder.Resources.ResourceFor(gvk)
		if found == nil {
			return schema.GroupResource{}, false
		}
		return found.GR(), true
	}}
	for i := range v.hpa.Spec.Metrics {
		if got := m.ask(ctx, &v.hpa.Spec.Metrics[i]); got != nil {
			if v.readings == nil {
				v.readings = make(map[int]*reading)
			}
			v.readings[i] = got
		} else if v.usage == nil && v.usageErr == nil {
			v.usage, v.usageErr = readUsage(ctx, r.read, v.hpa.Namespace, selector)
		}
	}
}

func (r *controller) target(ctx context.Context, hpa *autoscalingv2.HorizontalPodAutoscaler) (scaling.Target, error) {
	ref := &hpa.Spec.ScaleTargetRef
	gv, err := schema.ParseGroupVersion(ref.APIVersion)
	if err != nil {
		return scaling.Target{}, err
	}
	return r.finder.Find(ctx, gv.WithKind(ref.Kind), hpa.Namespace, ref.Name)
}

// rivals names the autoscalers whose targets select any of the pods, this one
// included.
func (r *controller) rivals(ctx context.Context, hpa *autoscalingv2.HorizontalPodAutoscaler, pods []*corev1.Pod) (names []string) {
	all, err := client.List[*autoscalingv2.HorizontalPodAutoscaler](ctx, r.client, autoscaling.HorizontalPodAutoscalers, client.ListOptions{Namespace: hpa.Namespace})
	if err != nil || len(all) < 2 {
		return nil
	}
	for _, other := range all {
		t, err := r.target(ctx, other)
		if err != nil || t.Scale.Status.Selector == "" {
			continue
		}
		s, err := labels.Parse(t.Scale.Status.Selector)
		if err == nil && slices.ContainsFunc(pods, func(p *corev1.Pod) bool { return s.Matches(labels.Set(p.Labels)) }) {
			names = append(names, other.Namespace+"/"+other.Name)
		}
	}
	return names
}

// rescale changes the target's size, and notes in the plan how that went.
func (r *controller) rescale(ctx context.Context, hpa *autoscalingv2.HorizontalPodAutoscaler, target scaling.Target, p *plan, past *past) {
	now := r.now()
	from := target.Scale.Spec.Replicas
	next := &autoscalingv1.Scale{
		ObjectMeta: metav1.ObjectMeta{Namespace: hpa.Namespace, Name: target.Scale.Name, UID: target.Scale.UID, ResourceVersion: target.Scale.ResourceVersion},
		Spec:       autoscalingv1.ScaleSpec{Replicas: p.to},
	}
	_, err := r.client.Update(trace.Because(ctx, p.why), target.Resource, next, "scale")
	if err != nil {
		r.events.Eventf(ctx, hpa, corev1.EventTypeWarning, "FailedRescale", "New size: %d; reason: %s; error: %v", p.to, p.why, err)
		p.set(autoscalingv2.AbleToScale, condition{false, "FailedUpdateScale", fmt.Sprintf("the HPA controller was unable to update the target scale: %v", err)}, now)
		p.status.DesiredReplicas = hpa.Status.DesiredReplicas
		return
	}
	r.events.Eventf(ctx, hpa, corev1.EventTypeNormal, "SuccessfulRescale", "New size: %d; reason: %s", p.to, p.why)
	p.set(autoscalingv2.AbleToScale, condition{true, "SucceededRescale", fmt.Sprintf("the HPA controller was able to update the target scale to %d", p.to)}, now)
	p.status.LastScaleTime = &metav1.Time{Time: now}
	past.scaled(from, p.to, now)
}

func (r *controller) writeStatus(ctx context.Context, hpa *autoscalingv2.HorizontalPodAutoscaler, p plan) error {
	if apiequality.Semantic.DeepEqual(hpa.Status, p.status) {
		return nil
	}
	reason := fmt.Sprintf("%d replicas, %d wanted", p.status.CurrentReplicas, p.status.DesiredReplicas)
	if len(p.notes) > 0 {
		reason = p.notes[0].message
	}
	next := hpa.DeepCopy()
	next.Status = p.status
	_, err := r.client.Update(trace.Because(ctx, reason), autoscaling.HorizontalPodAutoscalers, next, "status")
	if apierrors.IsNotFound(err) {
		return nil
	}
	return err
}
