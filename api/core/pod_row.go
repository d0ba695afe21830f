package core

import (
	"fmt"
	"strconv"
	"time"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/skiff-k8s/skiff/api/table"
)

func podColumns() table.Columns {
	spec, status := corev1.PodSpec{}.SwaggerDoc(), corev1.PodStatus{}.SwaggerDoc()
	return table.Columns{
		table.Name(),
		table.Text("Ready", "How many of the pod's containers are ready, and how many there are"),
		table.Text("Status", "What the containers of the pod are doing, in one word"),
		table.Text("Restarts", "How often containers of the pod were restarted, and when the last of them was"),
		table.Age(),
		table.Wide(table.Text("IP", status["podIP"])),
		table.Wide(table.Text("Node", spec["nodeName"])),
		table.Wide(table.Text("Nominated Node", status["nominatedNodeName"])),
		table.Wide(table.Text("Readiness Gates", spec["readinessGates"])),
	}
}

func podRow(p *corev1.Pod, now time.Time) []any {
	s := summarize(p)
	restarts := strconv.Itoa(s.restarts)
	if s.restarts > 0 && !s.lastRestart.IsZero() {
		restarts += " (" + table.Since(s.lastRestart, now) + " ago)"
	}
	ip := table.None
	if len(p.Status.PodIPs) > 0 {
		ip = p.Status.PodIPs[0].IP
	}
	return []any{
		p.Name, fmt.Sprintf("%d/%d", s.ready, s.total), s.status, restarts, table.AgeOf(p, now),
		table.Or(ip, table.None), table.Or(p.Spec.NodeName, table.None),
		table.Or(p.Status.NominatedNodeName, table.None), readinessGates(p),
	}
}

func podRowConditions(p *corev1.Pod) []metav1.TableRowCondition {
	message := ""
	switch p.Status.Phase {
	case corev1.PodSucceeded:
		message = "The pod has completed successfully."
	case corev1.PodFailed:
		message = "The pod failed."
	default:
		return nil
	}
	return []metav1.TableRowCondition{{
		Type: metav1.RowCompleted, Status: metav1.ConditionTrue, Reason: string(p.Status.Phase), Message: message,
	}}
}

// podSummary is a pod in the words of kubectl get.
type podSummary struct {
	status       string
	ready, total int
	restarts     int
	lastRestart  metav1.Time
}

// count adds the restarts of one container.
func (s *podSummary) count(c *corev1.ContainerStatus) {
	s.restarts += int(c.RestartCount)
	if t := c.LastTerminationState.Terminated; t != nil && s.lastRestart.Before(&t.FinishedAt) {
		s.lastRestart = t.FinishedAt
	}
}

func summarize(p *corev1.Pod) podSummary {
	s := podSummary{
		status: table.Or(p.Status.Reason, string(p.Status.Phase)),
		total:  len(p.Spec.Containers),
	}
	for _, c := range p.Status.Conditions {
		if c.Type == corev1.PodScheduled && c.Reason == corev1.PodReasonSchedulingGated {
			s.status = corev1.PodReasonSchedulingGated
		}
	}
	sidecars := map[string]bool{}
	for i := range p.Spec.InitContainers {
		if c := &p.Spec.InitContainers[i]; c.RestartPolicy != nil && *c.RestartPolicy == corev1.ContainerRestartPolicyAlways {
			sidecars[c.Name] = true
			s.total++
		}
	}
	// While the pod initializes, the restarts of all init containers count;
	// afterwards only those of sidecars, which go on running.
	var sidecarsOnly podSummary
	initializing := false
	for i := range p.Status.InitContainerStatuses {
		c := &p.Status.InitContainerStatuses[i]
		s.count(c)
		if sidecars[c.Name] {
			sidecarsOnly.count(c)
		}
		word := initWord(c, sidecars[c.Name])
		switch word {
		case "":
			if c.Ready && c.State.Terminated == nil {
				s.ready++
			}
			continue
		case initWaits:
			word = fmt.Sprintf("%d/%d", i, len(p.Spec.InitContainers))
		}
		s.status = "Init:" + word
		initializing = true
		break
	}
	if !initializing || podCondition(p, corev1.PodInitialized) {
		s.restarts, s.lastRestart = sidecarsOnly.restarts, sidecarsOnly.lastRestart
		summarizeContainers(p, &s)
	}
	if p.DeletionTimestamp != nil {
		switch {
		case p.Status.Reason == "NodeLost":
			s.status = "Unknown"
		case p.Status.Phase != corev1.PodSucceeded && p.Status.Phase != corev1.PodFailed:
			s.status = "Terminating"
		}
	}
	return s
}

// initWaits stands for an init container of which there is nothing more to say
// than that it has not finished.
const initWaits = "waits"

// initWord says in one word what keeps an init container from being done, ""
// when nothing does.
func initWord(c *corev1.ContainerStatus, sidecar bool) string {
	t, w := c.State.Terminated, c.State.Waiting
	switch {
	case t != nil && t.ExitCode == 0:
		return ""
	case sidecar && c.Started != nil && *c.Started:
		return ""
	case t != nil:
		return endWord(t)
	case w != nil && w.Reason != "" && w.Reason != "PodInitializing":
		return w.Reason
	}
	return initWaits
}

func endWord(t *corev1.ContainerStateTerminated) string {
	switch {
	case t.Reason != "":
		return t.Reason
	case t.Signal != 0:
		return fmt.Sprintf("Signal:%d", t.Signal)
	}
	return fmt.Sprintf("ExitCode:%d", t.ExitCode)
}

// summarizeContainers lets the first container that has something to say decide
// on the status.
func summarizeContainers(p *corev1.Pod, s *podSummary) {
	running := false
	for i := len(p.Status.ContainerStatuses) - 1; i >= 0; i-- {
		c := &p.Status.ContainerStatuses[i]
		s.count(c)
		switch {
		case c.State.Waiting != nil && c.State.Waiting.Reason != "":
			s.status = c.State.Waiting.Reason
		case c.State.Terminated != nil:
			s.status = endWord(c.State.Terminated)
		case c.Ready && c.State.Running != nil:
			running = true
			s.ready++
		}
	}
	// One container may have completed while another still runs.
	if s.status == "Completed" && running {
		s.status = "NotReady"
		if podCondition(p, corev1.PodReady) {
			s.status = "Running"
		}
	}
}

func podCondition(p *corev1.Pod, kind corev1.PodConditionType) bool {
	for _, c := range p.Status.Conditions {
		if c.Type == kind {
			return c.Status == corev1.ConditionTrue
		}
	}
	return false
}

func readinessGates(p *corev1.Pod) string {
	if len(p.Spec.ReadinessGates) == 0 {
		return table.None
	}
	passed := 0
	for _, g := range p.Spec.ReadinessGates {
		if podCondition(p, g.ConditionType) {
			passed++
		}
	}
	return fmt.Sprintf("%d/%d", passed, len(p.Spec.ReadinessGates))
}
