package replay

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"mime"
	"net/http"
	"sort"
	"strconv"
	"strings"
	"time"

	"sigs.k8s.io/yaml"
)

// maxAnswer bounds the body of an answer.
const maxAnswer = 64 << 20

// Player sends the steps of one story, in order.
type Player struct {
	clients *clients
	vars    map[string]string // what @keep kept, by name
	now     time.Time
}

// NewPlayer makes a player of one story; what steps keep is kept until Close.
func NewPlayer(target Target) *Player {
	return &Player{
		clients: &clients{target: target, byUser: map[string]*http.Client{}},
		vars:    map[string]string{},
		now:     time.Now(),
	}
}

// Close drops the connections.
func (p *Player) Close() { p.clients.close() }

// untilTimeout is how long a step with @until is sent again.
const untilTimeout = 30 * time.Second

// Play sends one step and returns the normalised answer. A step with @until is
// sent again until it is answered as it wants.
func (p *Player) Play(ctx context.Context, step *Step) (*Answer, error) {
	want, ok := step.Directive("until")
	if !ok {
		return p.send(ctx, step)
	}
	if len(want) != 1 || len(want[0]) != 3 {
		return nil, fmt.Errorf("@until takes one status")
	}
	ctx, cancel := context.WithTimeout(ctx, untilTimeout)
	defer cancel()
	tick := time.NewTicker(100 * time.Millisecond)
	defer tick.Stop()
	for {
		answer, err := p.send(ctx, step)
		if err != nil || strings.HasPrefix(strconv.Itoa(answer.Status), strings.TrimRight(want[0], "x")) {
			return answer, err
		}
		select {
		case <-tick.C:
		case <-ctx.Done():
			return nil, fmt.Errorf("the answer stays %d %s", answer.Status, answer.Body)
		}
	}
}

func (p *Player) send(ctx context.Context, step *Step) (*Answer, error) {
	ctx, cancel := context.WithTimeout(ctx, requestTimeout)
	defer cancel()
	req, err := p.request(ctx, step)
	if err != nil {
		return nil, err
	}
	who, _ := step.Directive("as")
	client, err := p.clients.as(who)
	if err != nil {
		return nil, err
	}
	res, err := client.Do(req)
	if err != nil {
		return nil, err
	}
	defer res.Body.Close()
	answer := &Answer{Status: res.StatusCode, Header: normaliseHeader(res.Header)}
	answer.Body, err = p.body(step, res)
	return answer, err
}

func (p *Player) request(ctx context.Context, step *Step) (*http.Request, error) {
	fill, ok, err := step.number("fill")
	if err != nil {
		return nil, err
	}
	expand := p.expander(fill)
	body := []byte(expand(step.Body))
	contentType := ""
	if _, ok := step.Directive("yaml"); ok {
		if body, err = yaml.YAMLToJSON(body); err != nil {
			return nil, err
		}
		contentType = "application/json"
	} else if _, ok := step.Directive("protobuf"); ok {
		if body, err = toProtobuf(body); err != nil {
			return nil, err
		}
		contentType = protobufType
	}
	cut, ok, err := step.number("cut")
	if err != nil {
		return nil, err
	}
	if ok {
		if cut > len(body) {
			return nil, fmt.Errorf("@cut %d of %d bytes", cut, len(body))
		}
		body = body[:len(body)-cut]
	}
	url := p.clients.target.URL + expand(step.Path)
	req, err := http.NewRequestWithContext(ctx, step.Method, url, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	if len(body) == 0 {
		req.Body, req.ContentLength = http.NoBody, 0
	}
	if contentType != "" {
		req.Header.Set("Content-Type", contentType)
	}
	for i, f := range step.Header {
		if i == 0 || step.Header[i-1].Name != f.Name {
			req.Header.Del(f.Name)
		}
		req.Header.Add(f.Name, expand(f.Value))
	}
	return req, nil
}

// expander replaces ${name} by what was kept under that name.
func (p *Player) expander(fill int) func(string) string {
	pairs := []string{"${fill}", strings.Repeat("x", fill)}
	names := make([]string, 0, len(p.vars))
	for name := range p.vars {
		names = append(names, name)
	}
	sort.Strings(names)
	for _, name := range names {
		pairs = append(pairs, "${"+name+"}", p.vars[name])
	}
	return strings.NewReplacer(pairs...).Replace
}

// body reads the answer's body, keeps what the step wants kept, and normalises.
func (p *Player) body(step *Step, res *http.Response) (string, error) {
	media, _, _ := mime.ParseMediaType(res.Header.Get("Content-Type"))
	var doc any
	n, stream, err := step.number("events")
	if err != nil {
		return "", err
	}
	switch {
	case stream && res.StatusCode == http.StatusOK && media == protobufType:
		doc, err = protobufEvents(res.Body, n)
	case stream && res.StatusCode == http.StatusOK:
		doc, err = jsonEvents(res.Body, n)
	default:
		text, readErr := io.ReadAll(io.LimitReader(res.Body, maxAnswer))
		switch {
		case readErr != nil:
			return "", readErr
		case media == protobufType:
			doc, err = fromProtobuf(text)
		case media == "application/json" && len(text) > 0:
			doc, err = fromJSON(text)
		case media == "application/yaml":
			if text, err = yaml.YAMLToJSON(text); err == nil {
				doc, err = fromJSON(text)
			}
		default:
			return strings.TrimRight((&normaliser{now: p.now}).text("", string(text)).(string), "\n"), nil
		}
	}
	if err != nil {
		return "", fmt.Errorf("body of the answer: %w", err)
	}
	for _, d := range step.Directives {
		if d.Word != "keep" {
			continue
		}
		if len(d.Args) != 2 {
			return "", fmt.Errorf("@keep takes a name and a path")
		}
		p.vars[d.Args[0]] = fmt.Sprint(lookup(doc, d.Args[1]))
	}
	paths, _ := step.Directive("only")
	return Normalise(doc, p.now, paths...), nil
}
