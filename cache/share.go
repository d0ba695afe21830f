package cache

import (
	"bytes"
	"reflect"
	"strconv"
	"strings"
	"sync"

	"github.com/skiff-k8s/skiff/api"
)

// Most writes change little of an object: a status, a label. What the bytes say is
// the same as in the state before is not read again but taken over from there, so
// that the states of an object share their unchanged parts: that is less to do, and
// most of the memory of a history.

// shareDepth is how deep unchanged parts are looked for: the fields of the object
// and the fields of those (of metadata, spec and status).
const shareDepth = 2

// maxRuns bounds the fields of a message that are told apart; one with more is read
// whole.
const maxRuns = 64

// message says where the fields of a Go struct are in its protobuf message.
type message struct {
	fields map[int]messageField
}

type messageField struct {
	index int
	// inner is the message that the field is, nil for anything but a struct.
	inner *message
}

// messages has a *message for each reflect.Type that was asked for.
var messages sync.Map

func messageOf(t reflect.Type, depth int) *message {
	type key struct {
		t     reflect.Type
		depth int
	}
	if m, ok := messages.Load(key{t, depth}); ok {
		return m.(*message)
	}
	m := &message{fields: map[int]messageField{}}
	for i := range t.NumField() {
		f := t.Field(i)
		parts := strings.SplitN(f.Tag.Get("protobuf"), ",", 3)
		if len(parts) < 3 || !f.IsExported() {
			continue
		}
		number, err := strconv.Atoi(parts[1])
		if err != nil {
			continue
		}
		field := messageField{index: i}
		if _, ok := reflect.New(f.Type).Interface().(protobuf); ok && depth > 1 && f.Type.Kind() == reflect.Struct {
			field.inner = messageOf(f.Type, depth-1)
		}
		m.fields[number] = field
	}
	kept, _ := messages.LoadOrStore(key{t, depth}, m)
	return kept.(*message)
}

// run is where a field is in a message, all of it where it is repeated.
type run struct {
	number     int
	start, end int
}

// runs tells the fields of a message apart; ok is false when they are not in the
// order in which the generated code writes them.
func runs(b []byte, into *[maxRuns]run) (n int, ok bool) {
	for at := 0; at < len(b); {
		tag, used := readVarint(b[at:])
		if used == 0 || tag&7 != 2 && tag&7 != 0 {
			return 0, false
		}
		end := at + used
		size, used := readVarint(b[end:])
		switch {
		case tag&7 == 2 && used > 0 && size <= len(b)-end-used:
			end += used + size
		case tag&7 == 0: // a number, of up to ten bytes
			for end < len(b) && b[end] >= 0x80 {
				end++
			}
			end++
		default:
			return 0, false
		}
		if end > len(b) {
			return 0, false
		}
		number := tag >> 3
		switch {
		case n > 0 && into[n-1].number == number:
			into[n-1].end = end
		case n == maxRuns || n > 0 && into[n-1].number > number:
			return 0, false
		default:
			into[n] = run{number, at, end}
			n++
		}
		at = end
	}
	return n, true
}

// take is a field of the old state that the new one takes over.
type take struct {
	outer, inner int // the index of the field, and in it; inner is -1 for all of it
}

// unmarshalBeside reads the message raw into o, which is empty. before is the
// message of an older state, old: what the two have in common o takes from there.
func unmarshalBeside(o api.Object, raw []byte, old api.Object, before []byte) error {
	to, from := reflect.ValueOf(o).Elem(), reflect.ValueOf(old).Elem()
	if to.Type() != from.Type() || to.Kind() != reflect.Struct {
		return o.(protobuf).Unmarshal(raw)
	}
	var buf [maxRuns]take
	rest, taken, ok := split(make([]byte, 0, len(raw)), buf[:0], messageOf(to.Type(), shareDepth), raw, before, -1)
	if !ok {
		return o.(protobuf).Unmarshal(raw)
	}
	if err := o.(protobuf).Unmarshal(rest); err != nil {
		return err
	}
	for _, t := range taken {
		dst, src := to.Field(t.outer), from.Field(t.outer)
		if t.inner >= 0 {
			dst, src = dst.Field(t.inner), src.Field(t.inner)
		}
		dst.Set(src)
	}
	o.SetResourceVersion("")
	return nil
}

// split appends to rest what of the message raw differs from before, and to taken
// the fields that do not. outer is the field that the message is in, -1 for none.
func split(rest []byte, taken []take, m *message, raw, before []byte, outer int) ([]byte, []take, bool) {
	var newRuns, oldRuns [maxRuns]run
	n, ok := runs(raw, &newRuns)
	if !ok {
		return rest, taken, false
	}
	olds, ok := runs(before, &oldRuns)
	if !ok {
		return rest, taken, false
	}
	o := 0
	for _, r := range newRuns[:n] {
		for o < olds && oldRuns[o].number < r.number {
			o++
		}
		part := raw[r.start:r.end]
		f, known := m.fields[r.number]
		if !known || o == olds || oldRuns[o].number != r.number {
			rest = append(rest, part...)
			continue
		}
		was := before[oldRuns[o].start:oldRuns[o].end]
		switch {
		case bytes.Equal(part, was) && outer < 0:
			taken = append(taken, take{f.index, -1})
		case bytes.Equal(part, was):
			taken = append(taken, take{outer, f.index})
		case f.inner != nil && outer < 0:
			now, one := payload(part)
			then, oneBefore := payload(was)
			if !one || !oneBefore {
				return rest, taken, false
			}
			var inner []byte
			if inner, taken, ok = split(make([]byte, 0, len(now)), taken, f.inner, now, then, f.index); !ok {
				return rest, taken, false
			}
			rest = appendVarint(rest, r.number<<3|2)
			rest = appendVarint(rest, len(inner))
			rest = append(rest, inner...)
		default:
			rest = append(rest, part...)
		}
	}
	return rest, taken, true
}

// payload is what is in a field of bytes, without its tag and length; ok is false
// for another field, or several.
func payload(field []byte) (data []byte, ok bool) {
	tag, used := readVarint(field)
	size, length := readVarint(field[used:])
	data = field[used+length:]
	return data, tag&7 == 2 && size == len(data)
}
