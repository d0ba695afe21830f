package endpoints

import (
	"net/http"
	"strconv"
	"strings"
)

// Media types of bodies.
const (
	mediaJSON     = "application/json"
	mediaYAML     = "application/yaml"
	mediaProtobuf = "application/vnd.kubernetes.protobuf"
)

// format is how a body is written.
type format uint8

const (
	formatJSON format = iota
	formatYAML
	formatProtobuf
)

// shape is what is written of an object.
type shape uint8

const (
	shapeWhole shape = iota
	shapeTable
	shapeMetadata
	shapeMetadataList
)

// output is the form of a response.
type output struct {
	format format
	shape  shape
	// version of meta.k8s.io that a table or metadata was asked for in.
	version string
	pretty  bool
}

func (o output) contentType() string {
	switch o.format {
	case formatYAML:
		return mediaYAML
	case formatProtobuf:
		return mediaProtobuf
	}
	return mediaJSON
}

// accepts says what an endpoint can give.
type accepts struct {
	// shapes says whether tables and metadata can be asked for.
	shapes bool
	// noTable is set for what is computed and not kept: it has no columns.
	noTable bool
	// noProtobuf is set for custom objects, which have no such form; their metadata
	// has.
	noProtobuf bool
	// stream says whether watch events can be asked for.
	stream bool
}

var acceptsPlain = accepts{}

// types are the media types of answers.
func (a accepts) types() []string { return []string{mediaJSON, mediaYAML, mediaProtobuf} }

// media are the types and those of streams, where there is one.
func (a accepts) media() []string {
	if !a.stream {
		return a.types()
	}
	return []string{mediaJSON, mediaYAML, mediaProtobuf, mediaJSON + ";stream=watch", mediaProtobuf + ";stream=watch"}
}

// negotiate chooses the form of the response by the Accept header.
func negotiate(r *http.Request, can accepts) (output, error) {
	header := r.Header.Get("Accept")
	if more := r.Header["Accept"]; len(more) > 1 {
		header = strings.Join(more, ",")
	}
	switch header { // what clients send most
	case "", "*/*", mediaJSON, "application/json, */*":
		return output{pretty: wantsPretty(r)}, nil
	case mediaProtobuf, "application/vnd.kubernetes.protobuf,application/json":
		if !can.noProtobuf {
			return output{format: formatProtobuf}, nil
		}
	}
	known := false
	for _, c := range parseAccept(header) {
		if c.quality == 0 {
			continue
		}
		out, media, ok := can.accept(&c)
		known = known || media
		if !ok || out.shape == shapeTable && out.format == formatProtobuf {
			continue
		}
		if out.format == formatJSON {
			out.pretty = out.pretty || wantsPretty(r)
		}
		return out, nil
	}
	if !known {
		return output{}, noMedia(can.media())
	}
	return output{}, notAcceptable("only the following media types are accepted: " + strings.Join(can.types(), ", "))
}

// accept says whether one media range can be given; media is set when at least
// its type can.
func (a accepts) accept(c *clause) (out output, media, ok bool) {
	switch {
	case c.kind == "*" && c.sub == "*", c.kind == "application" && (c.sub == "*" || c.sub == "json"):
	case c.kind == "application" && c.sub == "yaml":
		out.format = formatYAML
	case c.kind == "application" && c.sub == "vnd.kubernetes.protobuf":
		out.format = formatProtobuf
	default:
		return out, false, false
	}
	if s := c.parameter("stream"); s != "" && s != "watch" {
		return out, true, false
	}
	out.pretty = c.parameter("pretty") == "1"
	as, group, version := c.parameter("as"), c.parameter("g"), c.parameter("v")
	if as == "" && group == "" && version == "" {
		return out, true, !a.noProtobuf || out.format != formatProtobuf
	}
	if !a.shapes || group != "meta.k8s.io" || version != "v1" && version != "v1beta1" {
		return out, true, false
	}
	out.version = version
	switch as {
	case "Table":
		if a.noTable {
			return out, true, false
		}
		out.shape = shapeTable
	case "PartialObjectMetadata":
		out.shape = shapeMetadata
	case "PartialObjectMetadataList":
		out.shape = shapeMetadataList
	default:
		return out, true, false
	}
	return out, true, true
}

// wantsPretty says whether JSON is for human eyes: when ?pretty says so, or the
// client is a person's tool.
func wantsPretty(r *http.Request) bool {
	if strings.Contains(r.URL.RawQuery, "pretty") {
		if p := r.URL.Query().Get("pretty"); p != "" {
			pretty, _ := strconv.ParseBool(p)
			return pretty
		}
	}
	agent := r.UserAgent()
	return strings.HasPrefix(agent, "curl") || strings.HasPrefix(agent, "Wget") || strings.HasPrefix(agent, "Mozilla/5.0")
}
