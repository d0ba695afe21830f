package cri

// Labels and annotations by which the node agent finds its sandboxes and
// containers again after a restart. They are the ones that other tools for the
// container runtime know.
const (
	LabelPodName       = "io.kubernetes.pod.name"
	LabelPodNamespace  = "io.kubernetes.pod.namespace"
	LabelPodUID        = "io.kubernetes.pod.uid"
	LabelContainerName = "io.kubernetes.container.name"

	annotationHash     = "io.kubernetes.container.hash"
	annotationRestarts = "io.kubernetes.container.restartCount"
	annotationMessage  = "io.kubernetes.container.terminationMessagePath"
	annotationPolicy   = "io.kubernetes.container.terminationMessagePolicy"
	annotationGrace    = "io.kubernetes.pod.terminationGracePeriod"
)
