package trace

import (
	"reflect"
	"strings"
	"testing"
	"time"
)

func sample() Record {
	at := time.Date(2026, 1, 2, 3, 4, 5, 678000, time.UTC)
	return Record{
		Revision: 814, Time: at,
		Cause: Cause{Actor: "replicaset controller", Parents: []int64{812, 813}, Reason: "0 of 2 pods exist",
			Detail: []byte(`{"a":1}`), Started: at.Add(-time.Millisecond)},
		User: "system:serviceaccount:kube-system:replicaset-controller", Client: "skiff", Verb: "create",
		Resource: "pods", Namespace: "default", Name: "nginx-demo-5d4f-7xk2p", UID: "u-1", Summary: "created",
	}
}

func TestRecordRoundTrip(t *testing.T) {
	for _, want := range []Record{sample(), {Revision: 1}} {
		got, err := DecodeRecord(want.Revision, AppendRecord(nil, &want))
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("got %+v, %v\nwant %+v", got, err, want)
		}
	}
}

func TestRecordIsCutNotRefused(t *testing.T) {
	r := sample()
	r.Cause.Reason = strings.Repeat("x", 2*MaxReasonBytes)
	r.Cause.Detail = []byte(strings.Repeat("1", 2*MaxDetailBytes))
	r.Cause.Parents = make([]int64, 100)
	r.Cause.Parents[99] = 99
	got, err := DecodeRecord(1, AppendRecord(nil, &r))
	if err != nil {
		t.Fatal(err)
	}
	if len(got.Cause.Reason) != MaxReasonBytes || got.Cause.Detail != nil || len(got.Cause.Parents) != MaxParents || got.Cause.Parents[MaxParents-1] != 99 {
		t.Errorf("not cut to the limits: %d %d %v", len(got.Cause.Reason), len(got.Cause.Detail), got.Cause.Parents)
	}
}

func FuzzDecodeRecord(f *testing.F) {
	r := sample()
	f.Add(AppendRecord(nil, &r))
	f.Add([]byte{recordFormat})
	f.Fuzz(func(t *testing.T, data []byte) {
		got, err := DecodeRecord(1, data)
		if err != nil {
			return
		}
		again, err := DecodeRecord(1, AppendRecord(nil, &got))
		if err != nil {
			t.Fatalf("cannot read back what was written: %v", err)
		}
		if again.Name != got.Name || again.User != got.User {
			t.Error("a record changed on its way")
		}
	})
}

func BenchmarkAppendRecord(b *testing.B) {
	r := sample()
	buf := make([]byte, 0, 1024)
	for b.Loop() {
		buf = AppendRecord(buf[:0], &r)
	}
}
