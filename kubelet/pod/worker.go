package pod

import (
	"context"
	"maps"
	"slices"
	"strconv"
	"sync"
	"time"

	v1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/types"

	"github.com/skiff-k8s/skiff/kubelet/cgroups"
	"github.com/skiff-k8s/skiff/kubelet/state"
	"github.com/skiff-k8s/skiff/trace"
)

const (
	// maxRounds bounds how often one pass looks and acts before it reports.
	maxRounds = 24
	// observeRetry is the delay after the runtime did not answer.
	observeRetry = time.Second
	// slowAfter is when a pass reports what it has, because it takes long.
	slowAfter = 500 * time.Millisecond
	// forgottenGrace is for a pod that vanished without a word about its grace.
	forgottenGrace = time.Second
)

// Worker looks after one pod until nothing is left of it.
type Worker struct {
	*Node
	uid  types.UID
	wake chan struct{}  // holds one
	ops  sync.WaitGroup // hooks and stops under way; they end with the worker's context

	// Guarded by mu, for others write them: the watch, hooks, pulls, stops.
	mu         sync.Mutex
	pod        *v1.Pod
	gone       bool    // no longer in the API
	parents    []int64 // revisions that woke since the last write
	writing    bool
	heldWake   bool
	stale      bool // volumes show old content
	images     map[string]state.Image
	stops      map[string]*stop
	starting   map[string]bool
	hookFailed map[string]string
	failure    *state.Waiting
	disrupted  bool
	deadline   time.Time // of the deletion
	effective  *v1.Pod   // as others are to count it, nil for pod

	// Only for the worker's own goroutine.
	backoffs      map[string]Backoff
	startFailed   map[string]Retry
	sandboxFailed *Retry
	volumesReady  bool
	volumesFailed *Retry
	refreshAt     time.Time
	endBy         time.Time // of an end that is not a deletion
	known         map[string]state.Health
	ran           map[string]bool // containers seen running
	settled       bool            // torn down
	agreed        state.Agreed
	refused       *state.Waiting // why more than agreed is not granted
	refusedAt     int64          // the generation that asked for it
	askAt         time.Time      // when to ask again
	resizeFailed  *Retry
	podLimits     cgroups.Limits // as they were last set
	deleteAt      time.Time      // when to try the API's deletion again

	story story
	pub   sync.Mutex // one write at a time
	// retryWrite is when a failed write is to be tried again; guarded by pub.
	retryWrite time.Time
}

// stop is a container's stop under way.
type stop struct {
	deadline time.Time
	cancel   context.CancelFunc
}

func newWorker(n *Node, pod *v1.Pod) *Worker {
	return &Worker{
		Node: n, uid: pod.UID, pod: pod, wake: make(chan struct{}, 1),
		images: map[string]state.Image{}, stops: map[string]*stop{}, starting: map[string]bool{}, hookFailed: map[string]string{},
		backoffs: map[string]Backoff{}, startFailed: map[string]Retry{}, known: knownHealth(pod), ran: map[string]bool{},
		agreed: state.RecallAgreed(pod),
	}
}

// knownHealth is what a pod's status says of the health of its running containers,
// for those that an earlier process has probed.
func knownHealth(pod *v1.Pod) map[string]state.Health {
	out := map[string]state.Health{}
	for _, cs := range slices.Concat(pod.Status.InitContainerStatuses, pod.Status.ContainerStatuses) {
		if cs.State.Running != nil {
			out[state.TrimID(cs.ContainerID)] = state.Health{Ready: cs.Ready, Started: cs.Started != nil && *cs.Started}
		}
	}
	return out
}

// Wake has the worker look again.
func (w *Worker) Wake() {
	select {
	case w.wake <- struct{}{}:
	default:
	}
}

// Pod returns the pod as it was last heard of.
func (w *Worker) Pod() *v1.Pod {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.pod
}

// update takes a change of the pod, made by the write with that revision.
func (w *Worker) update(pod *v1.Pod, revision int64) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if revisionOf(pod) < revisionOf(w.pod) || pod.ResourceVersion == w.pod.ResourceVersion && pod.ResourceVersion != "" {
		// Known already, from the answer to our own write.
		return
	}
	old := w.pod
	w.pod = pod
	w.noteParent(revision)
	if !maps.Equal(old.Labels, pod.Labels) || !maps.Equal(old.Annotations, pod.Annotations) {
		w.stale = true
	}
	if w.writing {
		w.heldWake = true
		return
	}
	w.Wake()
}

func revisionOf(pod *v1.Pod) int64 {
	n, err := strconv.ParseInt(pod.ResourceVersion, 10, 64)
	if err != nil {
		return 0
	}
	return n
}

// noteParent remembers a revision that woke; mu is held.
func (w *Worker) noteParent(revision int64) {
	if revision == 0 || slices.Contains(w.parents, revision) {
		return
	}
	if len(w.parents) == trace.MaxParents {
		w.parents = w.parents[1:]
	}
	w.parents = append(w.parents, revision)
}

// vanish says that the pod is no longer in the API; last is its last state.
func (w *Worker) vanish(last *v1.Pod, revision int64) {
	w.mu.Lock()
	w.pod, w.gone = last, true
	w.noteParent(revision)
	w.mu.Unlock()
	w.Wake()
}

// refresh says that something that the pod's volumes show has changed.
func (w *Worker) refresh() {
	w.mu.Lock()
	w.stale = true
	w.mu.Unlock()
	w.Wake()
}

// fail ends the pod as Failed with this reason and message.
func (w *Worker) fail(f state.Waiting, disrupted bool) {
	w.mu.Lock()
	if w.failure == nil {
		w.failure, w.disrupted = &f, disrupted
	}
	w.mu.Unlock()
	w.Wake()
}

// run works until nothing is left of the pod, or ctx ends.
func (w *Worker) run(ctx context.Context) {
	timer := time.NewTimer(0)
	defer timer.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-w.wake:
		case <-timer.C:
		}
		again, done := w.pass(ctx)
		if done {
			return
		}
		if again > 0 {
			timer.Reset(again)
		} else {
			timer.Stop()
		}
	}
}
