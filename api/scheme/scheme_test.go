package scheme

import (
	"net/url"
	"testing"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
)

func TestQueries(t *testing.T) {
	q, _ := url.ParseQuery("container=c&follow=true&tailLines=5&sinceTime=2026-01-02T03:04:05Z&previous&limitBytes=")
	var log corev1.PodLogOptions
	if err := ParameterCodec().DecodeParameters(q, corev1.SchemeGroupVersion, &log); err != nil {
		t.Fatal(err)
	}
	if log.Container != "c" || !log.Follow || !log.Previous || *log.TailLines != 5 || log.SinceTime.Year() != 2026 || log.LimitBytes != nil || log.Timestamps {
		t.Errorf("%+v", log)
	}
	q, _ = url.ParseQuery("command=sh&command=-c&stdin=1&tty=false")
	var exec corev1.PodExecOptions
	if err := ParameterCodec().DecodeParameters(q, corev1.SchemeGroupVersion, &exec); err != nil {
		t.Fatal(err)
	}
	if len(exec.Command) != 2 || !exec.Stdin || exec.TTY {
		t.Errorf("%+v", exec)
	}
	var list metav1.ListOptions
	q, _ = url.ParseQuery("labelSelector=a%3Db&limit=7&watch=true")
	if err := ParameterCodec().DecodeParameters(q, corev1.SchemeGroupVersion, &list); err != nil {
		t.Fatal(err)
	}
	if list.LabelSelector != "a=b" || list.Limit != 7 || !list.Watch {
		t.Errorf("%+v", list)
	}
	q, _ = url.ParseQuery("tailLines=many")
	if err := ParameterCodec().DecodeParameters(q, corev1.SchemeGroupVersion, &corev1.PodLogOptions{}); err == nil {
		t.Error("many lines are a number")
	}
}

func TestSerializers(t *testing.T) {
	pod := &corev1.Pod{ObjectMeta: metav1.ObjectMeta{Name: "p"}, Spec: corev1.PodSpec{NodeName: "n"}}
	for _, info := range Codecs().SupportedMediaTypes() {
		encoder := Codecs().EncoderForVersion(info.Serializer, corev1.SchemeGroupVersion)
		data, err := runtime.Encode(encoder, pod)
		if err != nil {
			t.Fatalf("%s: %v", info.MediaType, err)
		}
		o, gvk, err := Codecs().UniversalDeserializer().Decode(data, nil, nil)
		if err != nil || gvk.Kind != "Pod" || o.(*corev1.Pod).Spec.NodeName != "n" {
			t.Errorf("%s: %v, %v, %v", info.MediaType, o, gvk, err)
		}
	}
	if _, _, err := StrictCodecs().UniversalDeserializer().Decode([]byte(`{"apiVersion":"v1","kind":"Pod","speck":{}}`), nil, nil); !runtime.IsStrictDecodingError(err) {
		t.Errorf("an unknown field: %v", err)
	}
}
