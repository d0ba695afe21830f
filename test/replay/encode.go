package replay

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"io"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/runtime/serializer/protobuf"
	"k8s.io/client-go/kubernetes/scheme"
	"sigs.k8s.io/yaml"
)

const protobufType = "application/vnd.kubernetes.protobuf"

// maxFrame bounds one event of a protobuf watch.
const maxFrame = 16 << 20

// toProtobuf turns an object written as YAML into its protobuf form.
func toProtobuf(text []byte) ([]byte, error) {
	var kind metav1.TypeMeta
	if err := yaml.Unmarshal(text, &kind); err != nil {
		return nil, err
	}
	object, err := newObject(kind.GroupVersionKind())
	if err != nil {
		return nil, err
	}
	if err := yaml.Unmarshal(text, object); err != nil {
		return nil, err
	}
	var out bytes.Buffer
	err = protobuf.NewSerializer(scheme.Scheme, scheme.Scheme).Encode(object, &out)
	return out.Bytes(), err
}

// newObject makes an empty object of a kind. The kinds of meta/v1 that every
// group knows are found under v1.
func newObject(gvk schema.GroupVersionKind) (runtime.Object, error) {
	object, err := scheme.Scheme.New(gvk)
	if runtime.IsNotRegisteredError(err) {
		switch gvk.Kind {
		case "PartialObjectMetadata":
			return &metav1.PartialObjectMetadata{}, nil
		case "PartialObjectMetadataList":
			return &metav1.PartialObjectMetadataList{}, nil
		}
	}
	return object, err
}

// fromProtobuf decodes an object in the protobuf envelope to generic JSON.
func fromProtobuf(body []byte) (any, error) {
	magic := []byte("k8s\x00")
	if !bytes.HasPrefix(body, magic) {
		return nil, fmt.Errorf("no protobuf envelope: %q", body[:min(len(body), 40)])
	}
	var envelope runtime.Unknown
	if err := envelope.Unmarshal(body[len(magic):]); err != nil {
		return nil, err
	}
	object, err := newObject(schema.FromAPIVersionAndKind(envelope.APIVersion, envelope.Kind))
	if err != nil {
		return nil, err
	}
	message, ok := object.(interface{ Unmarshal([]byte) error })
	if !ok {
		return nil, fmt.Errorf("%s has no protobuf form", envelope.Kind)
	}
	if err := message.Unmarshal(envelope.Raw); err != nil {
		return nil, err
	}
	object.GetObjectKind().SetGroupVersionKind(schema.FromAPIVersionAndKind(envelope.APIVersion, envelope.Kind))
	text, err := json.Marshal(object)
	if err != nil {
		return nil, err
	}
	return fromJSON(text)
}

// fromJSON decodes to generic values and keeps numbers as they were written.
func fromJSON(text []byte) (any, error) {
	dec := json.NewDecoder(bytes.NewReader(text))
	dec.UseNumber()
	var doc any
	err := dec.Decode(&doc)
	return doc, err
}

// jsonEvents reads n events of a JSON watch, fewer when the stream ends before.
func jsonEvents(r io.Reader, n int) ([]any, error) {
	dec := json.NewDecoder(r)
	dec.UseNumber()
	events := []any{}
	for len(events) < n {
		var event any
		if err := dec.Decode(&event); err == io.EOF {
			break
		} else if err != nil {
			return events, err
		}
		events = append(events, event)
	}
	return events, nil
}

// protobufEvents is jsonEvents for a protobuf watch: each event is preceded by
// its length in four bytes.
func protobufEvents(r io.Reader, n int) ([]any, error) {
	events := []any{}
	for len(events) < n {
		var length uint32
		if err := binary.Read(r, binary.BigEndian, &length); err == io.EOF {
			break
		} else if err != nil {
			return events, err
		}
		if length > maxFrame {
			return events, fmt.Errorf("an event of %d bytes", length)
		}
		frame := make([]byte, length)
		if _, err := io.ReadFull(r, frame); err != nil {
			return events, err
		}
		var event metav1.WatchEvent
		if err := event.Unmarshal(frame); err != nil {
			return events, err
		}
		object, err := fromProtobuf(event.Object.Raw)
		if err != nil {
			return events, err
		}
		events = append(events, map[string]any{"type": event.Type, "object": object})
	}
	return events, nil
}
