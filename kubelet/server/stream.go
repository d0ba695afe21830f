package server

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"k8s.io/apimachinery/pkg/util/proxy"
	cri "k8s.io/cri-api/pkg/apis/runtime/v1"
)

// streams are the query parameters that exec and attach share.
type streams struct{ stdin, stdout, stderr, tty bool }

func streamsOf(query url.Values) streams {
	on := func(keys ...string) bool {
		for _, key := range keys {
			if value := query.Get(key); value == "true" || value == "1" {
				return true
			}
		}
		return false
	}
	// input, output and error are the kubelet's own names, the others those of
	// the API's options.
	return streams{stdin: on("input", "stdin"), stdout: on("output", "stdout"), stderr: on("error", "stderr"), tty: on("tty")}
}

// exec runs a command in a container with its streams connected to the caller.
func (s *Server) exec(w http.ResponseWriter, r *http.Request) {
	id, ok := s.runningContainer(w, r)
	if !ok {
		return
	}
	query := r.URL.Query()
	on := streamsOf(query)
	answer, err := s.Runtime.Exec(r.Context(), &cri.ExecRequest{
		ContainerId: id, Cmd: query["command"],
		Stdin: on.stdin, Stdout: on.stdout, Stderr: on.stderr && !on.tty, Tty: on.tty,
	})
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	s.forward(w, r, answer.Url)
}

// attach connects the caller to the streams of a container's own process.
func (s *Server) attach(w http.ResponseWriter, r *http.Request) {
	id, ok := s.runningContainer(w, r)
	if !ok {
		return
	}
	on := streamsOf(r.URL.Query())
	answer, err := s.Runtime.Attach(r.Context(), &cri.AttachRequest{
		ContainerId: id, Stdin: on.stdin, Stdout: on.stdout, Stderr: on.stderr && !on.tty, Tty: on.tty,
	})
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	s.forward(w, r, answer.Url)
}

// portForward connects the caller to ports of a pod.
func (s *Server) portForward(w http.ResponseWriter, r *http.Request) {
	pod, ok := s.podOf(w, r)
	if !ok {
		return
	}
	id, err := s.Node.Sandbox(r.Context(), pod)
	if err != nil {
		fail(w, err)
		return
	}
	var ports []int32
	for _, list := range r.URL.Query()["port"] {
		for text := range strings.SplitSeq(list, ",") {
			port, err := strconv.ParseUint(text, 10, 16)
			if err != nil || port == 0 {
				http.Error(w, "port "+strconv.Quote(text)+" is not a number from 1 to 65535", http.StatusBadRequest)
				return
			}
			ports = append(ports, int32(port))
		}
	}
	answer, err := s.Runtime.PortForward(r.Context(), &cri.PortForwardRequest{PodSandboxId: id, Port: ports})
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	s.forward(w, r, answer.Url)
}

// forward connects the caller with the runtime's streaming endpoint, which
// listens on this node's loopback and takes each URL once. It speaks SPDY, and the
// API server translates for clients that do not.
func (s *Server) forward(w http.ResponseWriter, r *http.Request, to string) {
	target, err := url.Parse(to)
	if err != nil {
		fail(w, err)
		return
	}
	handler := proxy.NewUpgradeAwareHandler(target, s.transport(), false, true, responder{s})
	handler.UseLocationHost = true
	handler.ServeHTTP(w, r)
}

// transport reaches the runtime's streaming endpoint.
func (s *Server) transport() *http.Transport { return &http.Transport{DialContext: s.Dial} }

// responder answers when the runtime's endpoint cannot be reached.
type responder struct{ s *Server }

func (r responder) Error(w http.ResponseWriter, _ *http.Request, err error) {
	r.s.Log.Warn("streaming failed", "error", err)
	http.Error(w, err.Error(), http.StatusInternalServerError)
}

// runTimeout bounds a command of /run.
const runTimeout = 2 * time.Minute

// run runs a command to its end and answers with what it wrote.
func (s *Server) run(w http.ResponseWriter, r *http.Request) {
	id, ok := s.runningContainer(w, r)
	if !ok {
		return
	}
	answer, err := s.Runtime.ExecSync(r.Context(), &cri.ExecSyncRequest{
		ContainerId: id, Cmd: strings.Fields(r.URL.Query().Get("cmd")), Timeout: int64(runTimeout / time.Second),
	})
	if err != nil {
		fail(w, err)
		return
	}
	if answer.ExitCode != 0 {
		w.WriteHeader(http.StatusInternalServerError)
	}
	_, _ = w.Write(append(answer.Stdout, answer.Stderr...)) // the caller went away
}
