package endpoints

import (
	"encoding/binary"
	"encoding/json"
	"strconv"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/watch"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/apiserver/rest"
)

const eventBookmark = watch.Bookmark

// frames writes watch events in the form that the client asked for.
type frames struct {
	res    *api.Resource
	out    output
	tabler *tabler
	// columns says that a table has told its columns.
	columns bool
	scratch []byte
}

func (c *call) frames() (*frames, error) {
	f := &frames{res: c.res, out: c.out}
	f.out.pretty = false
	switch c.out.shape {
	case shapeTable:
		t, err := newTabler(c.res, c.out, c.i, c.config.Now)
		f.tabler = t
		return f, err
	case shapeMetadataList:
		return nil, notAcceptable("you requested PartialObjectMetadataList, but a watch gives single objects")
	}
	return f, nil
}

func (f *frames) contentType() string {
	if f.out.format == formatJSON {
		return mediaJSON
	}
	return f.out.contentType() + ";stream=watch"
}

// append adds the frame of one event.
func (f *frames) append(dst []byte, e *rest.WatchEvent) ([]byte, error) {
	if f.out.shape == shapeWhole && e.Entry != nil && f.out.format == formatJSON {
		dst = appendEventHead(dst, e.Type)
		dst, err := e.Entry.AppendJSON(dst)
		return append(dst, "}\n"...), err
	}
	var err error
	switch {
	case e.Entry == nil || f.out.shape != shapeWhole:
		var o runtime.Object
		if o, err = f.object(e); err != nil {
			return nil, err
		}
		return f.appendObject(dst, e.Type, o)
	case f.out.format == formatProtobuf:
		f.scratch, err = e.Entry.AppendProtobuf(f.scratch[:0])
	default: // YAML is made of JSON
		f.scratch, err = e.Entry.AppendJSON(f.scratch[:0])
	}
	if err != nil {
		return nil, err
	}
	return f.wrap(dst, e.Type), nil
}

// object is what is sent of an event when that is not its whole entry.
func (f *frames) object(e *rest.WatchEvent) (runtime.Object, error) {
	var o api.Object
	if e.Entry != nil {
		o = e.Entry.Object()
	} else {
		o = f.res.New()
		o.SetResourceVersion(strconv.FormatInt(e.Revision, 10))
		if e.InitialEnd {
			o.SetAnnotations(map[string]string{metav1.InitialEventsAnnotationKey: "true"})
		}
		o.GetObjectKind().SetGroupVersionKind(f.res.GVK())
	}
	switch f.out.shape {
	case shapeMetadata:
		return partial(o, f.out.version), nil
	case shapeTable:
		t, err := f.tabler.one(o)
		if err != nil {
			return nil, err
		}
		if f.columns {
			t.ColumnDefinitions = nil
		}
		f.columns = true
		return t, nil
	}
	return o, nil
}

func (f *frames) appendObject(dst []byte, kind watch.EventType, o runtime.Object) ([]byte, error) {
	gvk := o.GetObjectKind().GroupVersionKind()
	var err error
	if f.out.format == formatProtobuf {
		f.scratch, err = appendProtobuf(f.scratch[:0], gvk, o)
	} else {
		f.scratch, err = appendJSON(f.scratch[:0], gvk, o)
	}
	if err != nil {
		return nil, err
	}
	return f.wrap(dst, kind), nil
}

func (f *frames) appendError(dst []byte, status *metav1.Status) ([]byte, error) {
	return f.appendObject(dst, watch.Error, status)
}

// wrap adds the frame around the object in scratch.
func (f *frames) wrap(dst []byte, kind watch.EventType) []byte {
	switch f.out.format {
	case formatProtobuf:
		return appendProtobufFrame(dst, kind, f.scratch)
	case formatYAML:
		return appendYAMLFrame(dst, kind, f.scratch)
	}
	dst = appendEventHead(dst, kind)
	dst = append(dst, f.scratch...)
	return append(dst, "}\n"...)
}

func appendEventHead(dst []byte, kind watch.EventType) []byte {
	dst = append(dst, `{"type":"`...)
	dst = append(dst, kind...)
	return append(dst, `","object":`...)
}

// appendProtobufFrame adds a WatchEvent with its length before it, four bytes in
// network order.
func appendProtobufFrame(dst []byte, kind watch.EventType, object []byte) []byte {
	// RawExtension{raw} is field 2, and raw is its field 1.
	raw := 1 + varintSize(len(object)) + len(object)
	event := 1 + varintSize(len(kind)) + len(kind) + 1 + varintSize(raw) + raw
	dst = binary.BigEndian.AppendUint32(dst, uint32(event))
	dst = appendLengthField(dst, 0x0a, []byte(kind))
	dst = append(dst, 0x12)
	dst = appendVarint(dst, raw)
	return appendLengthField(dst, 0x0a, object)
}

func appendYAMLFrame(dst []byte, kind watch.EventType, object []byte) []byte {
	if !json.Valid(object) {
		return dst
	}
	event, err := finishJSON(append(append(appendEventHead(nil, kind), object...), '}'), 0, output{format: formatYAML})
	if err != nil {
		return dst
	}
	return append(append(dst, "---\n"...), event...)
}

func varintSize(n int) int {
	size := 1
	for n >= 0x80 {
		n >>= 7
		size++
	}
	return size
}
