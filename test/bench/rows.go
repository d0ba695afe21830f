package bench

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"net/http"
	"slices"
	"strconv"
)

// Plan says how much work a run does.
type Plan struct {
	Pods     int // created, listed and deleted; the reading and changing rows go round them
	Changes  int // requests of the rows that change pods
	Lists    int // requests of each list row
	InFlight int // requests at once
	Watchers int
	Events   int // changes that every watcher is told of
	// Begin is called before each row; it may be nil.
	Begin func(row string)
}

// DefaultPlan is the one that the budgets are given for.
var DefaultPlan = Plan{Pods: 5000, Changes: 5000, Lists: 16, InFlight: 32, Watchers: 100, Events: 500}

// listsInFlight bounds the lists under way: 32 lists of 23 MB would measure the
// machine's memory.
const listsInFlight = 4

// Names of the rows, in the order in which they run.
const (
	RowCreate   = "create a pod"
	RowGet      = "get a pod"
	RowListJSON = "list all pods, JSON"
	RowListPB   = "list all pods, protobuf"
	RowPut      = "get + put a pod"
	RowStatus   = "strategic patch of a pod's status"
	RowApply    = "server-side apply to a pod"
	RowWatch    = "watch: one event to one watcher"
	RowDelete   = "delete a pod"
)

const podsPath = "/api/v1/namespaces/" + namespace + "/pods"

// Run measures every row on a server and hands each result to report.
func Run(ctx context.Context, s *Server, plan Plan, report func(Result)) error {
	if err := s.prepare(ctx); err != nil {
		return err
	}
	rows := []struct {
		name            string
		count, inflight int
		one             func(ctx context.Context, i int) error
	}{
		{RowCreate, plan.Pods, plan.InFlight, s.create},
		{RowGet, plan.Changes, plan.InFlight, func(ctx context.Context, i int) error { return s.get(ctx, i%plan.Pods) }},
		{RowListJSON, plan.Lists, listsInFlight, func(ctx context.Context, _ int) error { return s.list(ctx, jsonType, plan.Pods) }},
		{RowListPB, plan.Lists, listsInFlight, func(ctx context.Context, _ int) error { return s.list(ctx, protobufType, plan.Pods) }},
		{RowPut, plan.Changes, plan.InFlight, func(ctx context.Context, i int) error { return s.put(ctx, i, plan.Pods) }},
		{RowStatus, plan.Changes, plan.InFlight, func(ctx context.Context, i int) error { return s.patchStatus(ctx, i, plan.Pods) }},
		{RowApply, plan.Changes, plan.InFlight, func(ctx context.Context, i int) error { return s.apply(ctx, i, plan.Pods) }},
		{RowWatch, 0, 0, nil},
		{RowDelete, plan.Pods, plan.InFlight, s.delete},
	}
	for _, row := range rows {
		var result Result
		var err error
		if plan.Begin != nil {
			plan.Begin(row.name)
		}
		if row.one == nil {
			result, err = s.watch(ctx, plan)
		} else {
			result, err = s.measure(ctx, row.name, row.count, row.inflight, row.one)
		}
		if errors.Is(err, errUnsupported) {
			result, err = Result{Row: row.name, Skipped: true}, nil
		}
		if err != nil {
			return fmt.Errorf("%s, %s: %w", s.Name, row.name, err)
		}
		report(result)
	}
	return nil
}

// prepare makes the namespace and the account that pods run as. They may be
// there already, made by the server's own loops.
func (s *Server) prepare(ctx context.Context) error {
	err := s.ensure(ctx, "/api/v1/namespaces",
		`{"apiVersion":"v1","kind":"Namespace","metadata":{"name":"`+namespace+`"}}`)
	if err != nil {
		return err
	}
	return s.ensure(ctx, "/api/v1/namespaces/"+namespace+"/serviceaccounts",
		`{"apiVersion":"v1","kind":"ServiceAccount","metadata":{"name":"default"}}`)
}

func (s *Server) ensure(ctx context.Context, path, body string) error {
	_, _, err := s.do(ctx, request{method: "POST", path: path, contentType: jsonType, body: []byte(body)}, false)
	if isStatus(err, http.StatusConflict) {
		return nil
	}
	return err
}

func (s *Server) create(ctx context.Context, i int) error {
	_, _, err := s.do(ctx, request{method: "POST", path: podsPath, contentType: jsonType, body: podJSON(i)}, false)
	return err
}

func (s *Server) get(ctx context.Context, i int) error {
	_, size, err := s.do(ctx, request{method: "GET", path: podsPath + "/" + podName(i)}, false)
	if err == nil && size < podSize {
		err = fmt.Errorf("a pod of %d bytes", size)
	}
	return err
}

func (s *Server) list(ctx context.Context, accept string, pods int) error {
	_, size, err := s.do(ctx, request{method: "GET", path: podsPath, accept: accept}, false)
	// Protobuf is the smaller form, and has still each pod's note in it.
	if err == nil && size < int64(pods)*podSize/2 {
		err = fmt.Errorf("a list of %d bytes does not hold %d pods", size, pods)
	}
	return err
}

// put is what a controller does: read, change a label, write with the revision.
func (s *Server) put(ctx context.Context, i, pods int) error {
	path := podsPath + "/" + podName(i%pods)
	body, _, err := s.do(ctx, request{method: "GET", path: path}, true)
	if err != nil {
		return err
	}
	if body, err = setTurn(body, i); err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	_, _, err = s.do(ctx, request{method: "PUT", path: path, contentType: jsonType, body: body}, false)
	return err
}

// setTurn changes the label of that name in a pod's JSON, in place of decoding
// it: the client is to cost little beside the server.
func setTurn(body []byte, i int) ([]byte, error) {
	label := []byte(`"turn":"`)
	start := bytes.Index(body, label)
	if start < 0 {
		return nil, errors.New("no label to change")
	}
	start += len(label)
	end := start + bytes.IndexByte(body[start:], '"')
	return slices.Concat(body[:start], strconv.AppendInt(nil, int64(i), 10), body[end:]), nil
}

func (s *Server) patchStatus(ctx context.Context, i, pods int) error {
	_, _, err := s.do(ctx, request{
		method: "PATCH", path: podsPath + "/" + podName(i%pods) + "/status",
		contentType: strategicType, body: statusPatch(i),
	}, false)
	return err
}

func (s *Server) apply(ctx context.Context, i, pods int) error {
	name := podName(i % pods)
	body := fmt.Sprintf(`{"apiVersion":"v1","kind":"Pod","metadata":{"name":%q,"labels":{"applied":"round-%d"}}}`, name, i)
	_, _, err := s.do(ctx, request{
		method: "PATCH", path: podsPath + "/" + name + "?fieldManager=bench&force=true",
		contentType: applyType, body: []byte(body),
	}, false)
	return err
}

func (s *Server) delete(ctx context.Context, i int) error {
	_, _, err := s.do(ctx, request{method: "DELETE", path: podsPath + "/" + podName(i) + "?gracePeriodSeconds=0"}, false)
	return err
}

// median of values, the lower one of two.
func median[T int64 | float64](values []T) T {
	if len(values) == 0 {
		return 0
	}
	sorted := slices.Clone(values)
	slices.Sort(sorted)
	return sorted[(len(sorted)-1)/2]
}

// listRevision reads the revision of a list's JSON.
func listRevision(body []byte) (string, error) {
	var list struct {
		Metadata struct {
			ResourceVersion string `json:"resourceVersion"`
		} `json:"metadata"`
	}
	err := json.Unmarshal(body, &list)
	return list.Metadata.ResourceVersion, err
}

// drain reads a stream to its end and counts lines and bytes; each event of a
// JSON watch is a line.
func drain(r io.Reader, line func()) {
	buf := make([]byte, 64<<10)
	for {
		n, err := r.Read(buf)
		for range bytes.Count(buf[:n], []byte{'\n'}) {
			line()
		}
		if err != nil {
			return
		}
	}
}

// perDelivery spreads what the watchers cost over the events delivered to them.
func perDelivery(total, writes float64, deliveries int) float64 {
	if deliveries == 0 {
		return 0
	}
	return math.Max(0, total-writes) / float64(deliveries)
}
