package endpoints

import (
	"bufio"
	"io"
	"net/http"
	"strconv"
	"sync"

	"github.com/klauspost/compress/gzip"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime/schema"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/apiserver/rest"
)

// listBuffer is how many bytes of a list are put together before they are sent.
const listBuffer = 64 << 10

var listWriters = sync.Pool{New: func() any { return bufio.NewWriterSize(nil, listBuffer) }}

// writeList sends a list of whole objects, put together from the encodings of
// its entries.
func writeList(w http.ResponseWriter, r *http.Request, out output, res *api.Resource, l rest.List) error {
	gvk := res.ListGVK()
	switch {
	case out.format == formatProtobuf:
		return writeProtobufList(w, r, gvk, l)
	case out.format == formatYAML || out.pretty:
		b, err := appendJSONList(nil, gvk, l, isCustom(res))
		if err != nil {
			return err
		}
		if b, err = finishJSON(b, 0, out); err != nil {
			return err
		}
		writeBody(w, r, http.StatusOK, out.contentType(), b)
		return nil
	}
	// The size is known only when all items are encoded; the encodings are kept,
	// so this costs nothing twice.
	head := appendJSONListHead(nil, gvk, l, isCustom(res))
	size := len(head) + len(listTail)
	for i, e := range l.Entries {
		item, err := e.ItemJSON()
		if err != nil {
			return err
		}
		if i > 0 {
			size++
		}
		size += len(item)
	}
	return stream(w, r, mediaJSON, size, func(b *bufio.Writer) error {
		_, _ = b.Write(head)
		for i, e := range l.Entries {
			if i > 0 {
				_ = b.WriteByte(',')
			}
			item, err := e.ItemJSON()
			if err != nil {
				return err
			}
			if _, err := b.Write(item); err != nil {
				return err
			}
		}
		_, err := b.WriteString(listTail)
		return err
	})
}

const listTail = "]}\n"

// appendJSONListHead appends what stands before the items. Lists of custom objects
// have their continuation even when there is none.
func appendJSONListHead(dst []byte, gvk schema.GroupVersionKind, l rest.List, custom bool) []byte {
	version, kind := gvk.ToAPIVersionAndKind()
	dst = append(dst, `{"kind":`...)
	dst = strconv.AppendQuote(dst, kind)
	dst = append(dst, `,"apiVersion":`...)
	dst = strconv.AppendQuote(dst, version)
	dst = append(dst, `,"metadata":{"resourceVersion":"`...)
	dst = strconv.AppendInt(dst, l.Revision, 10)
	dst = append(dst, '"')
	if l.Continue != "" || custom {
		dst = append(dst, `,"continue":`...)
		dst = strconv.AppendQuote(dst, l.Continue)
	}
	if l.Remaining != nil {
		dst = append(dst, `,"remainingItemCount":`...)
		dst = strconv.AppendInt(dst, *l.Remaining, 10)
	}
	return append(dst, `},"items":[`...)
}

func appendJSONList(dst []byte, gvk schema.GroupVersionKind, l rest.List, custom bool) ([]byte, error) {
	dst = appendJSONListHead(dst, gvk, l, custom)
	for i, e := range l.Entries {
		if i > 0 {
			dst = append(dst, ',')
		}
		item, err := e.ItemJSON()
		if err != nil {
			return nil, err
		}
		dst = append(dst, item...)
	}
	return append(dst, "]}"...), nil
}

// writeProtobufList sends the envelope with a list message in it. Lengths stand
// before what they measure, so the sizes of the items are added up first.
func writeProtobufList(w http.ResponseWriter, r *http.Request, gvk schema.GroupVersionKind, l rest.List) error {
	meta, err := listMeta(l).Marshal()
	if err != nil {
		return err
	}
	size := 0
	for _, e := range l.Entries {
		n, err := e.ItemProtobufSize()
		if err != nil {
			return err
		}
		size += n
	}
	head := append([]byte(nil), protobufMagic...)
	head = append(head, typeMetaField(gvk)...)
	list := appendLengthField(nil, 0x0a, meta)
	head = append(head, 0x12)
	head = appendVarint(head, len(list)+size)
	head = append(head, list...)
	tail := []byte{0x1a, 0, 0x22, 0}
	return stream(w, r, mediaProtobuf, len(head)+size+len(tail), func(b *bufio.Writer) error {
		_, _ = b.Write(head)
		for _, e := range l.Entries {
			if err := e.WriteItemProtobuf(b); err != nil {
				return err
			}
		}
		_, err := b.Write(tail)
		return err
	})
}

func listMeta(l rest.List) *metav1.ListMeta {
	return &metav1.ListMeta{
		ResourceVersion: strconv.FormatInt(l.Revision, 10), Continue: l.Continue, RemainingItemCount: l.Remaining,
	}
}

// stream sends a body of a known size that write gives piece by piece.
func stream(w http.ResponseWriter, r *http.Request, contentType string, size int, write func(*bufio.Writer) error) error {
	h := w.Header()
	h["Content-Type"] = contentTypes(contentType)
	b := listWriters.Get().(*bufio.Writer)
	defer func() {
		b.Reset(nil)
		listWriters.Put(b)
	}()
	if r.Method == http.MethodHead {
		h["Content-Length"] = []string{strconv.Itoa(size)}
		w.WriteHeader(http.StatusOK)
		return nil
	}
	var target io.Writer = w
	if size >= gzipFrom && acceptsGzip(r) {
		startGzip(w, http.StatusOK)
		z := gzipWriters.Get().(*gzip.Writer)
		z.Reset(w)
		defer func() {
			_ = z.Close()
			gzipWriters.Put(z)
		}()
		target = z
	} else {
		h["Content-Length"] = []string{strconv.Itoa(size)}
		w.WriteHeader(http.StatusOK)
	}
	b.Reset(target)
	// Once the header is out an error can only break the answer off, which the
	// client notices by its length.
	if err := write(b); err != nil {
		return errBroken
	}
	_ = b.Flush()
	return nil
}
