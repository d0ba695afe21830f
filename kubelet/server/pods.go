package server

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"

	v1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// pods answers with the pods of this node.
func (s *Server) pods(w http.ResponseWriter, _ *http.Request) {
	list := v1.PodList{TypeMeta: metav1.TypeMeta{Kind: "PodList", APIVersion: "v1"}, Items: []v1.Pod{}}
	for _, pod := range s.Node.Pods() {
		list.Items = append(list.Items, *pod)
	}
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(&list) // the caller went away
}

// podOf finds the pod that the path names; it has answered when ok is false.
func (s *Server) podOf(w http.ResponseWriter, r *http.Request) (pod *v1.Pod, ok bool) {
	namespace, name := r.PathValue("namespace"), r.PathValue("pod")
	pod, ok = s.Node.Pod(namespace, name)
	if uid := r.PathValue("uid"); ok && uid != "" && string(pod.UID) != uid {
		ok = false
	}
	if !ok {
		http.Error(w, fmt.Sprintf("pod %q not found in namespace %q on this node", name, namespace), http.StatusNotFound)
	}
	return pod, ok
}

// runningContainer finds the container that the path names and that must run; it
// has answered when ok is false.
func (s *Server) runningContainer(w http.ResponseWriter, r *http.Request) (id string, ok bool) {
	pod, ok := s.podOf(w, r)
	if !ok {
		return "", false
	}
	name := r.PathValue("container")
	id, running, err := s.Node.Container(r.Context(), pod, name)
	if err == nil && !running {
		err = fmt.Errorf("container %q of pod %s/%s is not running: %w", name, pod.Namespace, pod.Name, ErrNotFound)
	}
	if err != nil {
		fail(w, err)
		return "", false
	}
	return id, true
}

// fail answers with an error as plain text, which the API server wraps.
func fail(w http.ResponseWriter, err error) {
	code := http.StatusInternalServerError
	if errors.Is(err, ErrNotFound) {
		code = http.StatusNotFound
	}
	http.Error(w, err.Error(), code)
}
