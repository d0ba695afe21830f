package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"k8s.io/apimachinery/pkg/runtime/schema"
	utilyaml "k8s.io/apimachinery/pkg/util/yaml"
	"sigs.k8s.io/yaml"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/api/all"
	"github.com/skiff-k8s/skiff/test/replay"
)

// sweepPrefix begins the names of the stories that are written here.
const sweepPrefix = "sweep-"

// settled are the kinds that kube-apiserver itself goes on writing after they were
// created: only what clients wrote can be compared.
var settled = map[string]bool{
	"apiservices": true, "customresourcedefinitions": true, "flowschemas": true,
	"prioritylevelconfigurations": true, "servicecidrs": true, "validatingadmissionpolicies": true,
}

// sweep writes a story for each kind that there is a sample of: every verb, right and
// wrong, the same for all. The answers are recorded afterwards.
func sweep(_ context.Context, root string, args []string) error {
	if err := flag.NewFlagSet("sweep", flag.ContinueOnError).Parse(args); err != nil {
		return err
	}
	data := filepath.Join(root, "test", "replay", "testdata")
	old, err := filepath.Glob(filepath.Join(data, "stories", sweepPrefix+"*.story"))
	if err != nil {
		return err
	}
	for _, file := range old {
		if err := os.Remove(file); err != nil {
			return err
		}
	}
	files, err := filepath.Glob(filepath.Join(data, "samples", "*.yaml"))
	if err != nil {
		return err
	}
	catalog := api.NewCatalog(all.Resources()...)
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		samples, err := documents(text)
		if err != nil {
			return fmt.Errorf("%s: %w", file, err)
		}
		for _, sample := range samples {
			gv, err := schema.ParseGroupVersion(sample["apiVersion"].(string))
			if err != nil {
				return err
			}
			resource := catalog.ByKind(gv.WithKind(sample["kind"].(string)))
			if resource == nil {
				return fmt.Errorf("%s: no resource of kind %s", file, sample["kind"])
			}
			s := sweeper{resource: resource, sample: sample}
			story := s.story()
			path := filepath.Join(data, "stories", story.Name+".story")
			if err := os.WriteFile(path, []byte(story.String()), 0o644); err != nil {
				return err
			}
			fmt.Printf("%-60s %3d steps\n", story.Name, len(story.Steps))
		}
	}
	return nil
}

// documents reads the objects of a file.
func documents(text []byte) ([]map[string]any, error) {
	var out []map[string]any
	decoder := utilyaml.NewYAMLOrJSONDecoder(bytes.NewReader(text), 4096)
	for {
		var doc map[string]any
		if err := decoder.Decode(&doc); errors.Is(err, io.EOF) {
			return out, nil
		} else if err != nil {
			return nil, err
		}
		if doc != nil {
			out = append(out, doc)
		}
	}
}

// sweeper makes the story of one kind.
type sweeper struct {
	resource *api.Resource
	sample   map[string]any
	steps    []*replay.Step
}

// with returns the sample with a change made to a copy of it.
func (s *sweeper) with(change func(o map[string]any)) string {
	text, err := json.Marshal(s.sample)
	if err != nil {
		panic(err) // it came from YAML
	}
	var o map[string]any
	if err := json.Unmarshal(text, &o); err != nil {
		panic(err)
	}
	change(o)
	return document(o)
}

func document(o map[string]any) string {
	text, err := yaml.Marshal(o)
	if err != nil {
		panic(err)
	}
	return strings.TrimRight(string(text), "\n")
}

func metadata(o map[string]any) map[string]any { return o["metadata"].(map[string]any) }

// add appends a step; directives and headers come as lines.
func (s *sweeper) add(name, method, path, body string, lines ...string) {
	step := &replay.Step{Name: name, Method: method, Path: path, Body: body}
	for _, line := range lines {
		if word, ok := strings.CutPrefix(line, "@"); ok {
			words := strings.Fields(word)
			step.Directives = append(step.Directives, replay.Directive{Word: words[0], Args: words[1:]})
			continue
		}
		name, value, _ := strings.Cut(line, ": ")
		step.Header = append(step.Header, replay.Field{Name: name, Value: value})
	}
	s.steps = append(s.steps, step)
}

// Headers of the steps.
const (
	table    = "Accept: application/json;as=Table;v=v1;g=meta.k8s.io"
	partial  = "Accept: application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io"
	protobuf = "Accept: application/vnd.kubernetes.protobuf, application/json"
	merge    = "Content-Type: application/merge-patch+json"
	strategy = "Content-Type: application/strategic-merge-patch+json"
	jsonSix  = "Content-Type: application/json-patch+json"
	applied  = "Content-Type: application/apply-patch+yaml"
)

// touched compares what the patches change.
func (s *sweeper) touched() string {
	const most = "@only kind metadata.name metadata.labels metadata.annotations metadata.generation code reason message details"
	if settled[s.resource.Name] {
		return most
	}
	return most + " metadata.managedFields"
}

func (s *sweeper) story() *replay.Story {
	r := s.resource
	name := sweepPrefix + r.Name
	if r.Group != "" {
		name += "." + r.Group
	}
	if r.Group == "autoscaling" {
		name += "." + r.Version
	}
	collection := "/api/" + r.Version
	if r.Group != "" {
		collection = "/apis/" + r.Group + "/" + r.Version
	}
	if r.Namespaced {
		s.add("a namespace", "POST", "/api/v1/namespaces", "apiVersion: v1\nkind: Namespace\nmetadata: {name: sweep}", "@setup", "@yaml")
		collection += "/namespaces/sweep"
		if r.Name == "pods" { // which no loop makes one for
			s.add("an account for its pod", "POST", "/api/v1/namespaces/sweep/serviceaccounts",
				"apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: default}", "@setup", "@yaml")
		}
	}
	collection += "/" + r.Name
	object := collection + "/" + metadata(s.sample)["name"].(string)
	whole := []string{}
	if settled[r.Name] {
		whole = []string{"@only kind metadata.name metadata.labels metadata.generation spec code reason message details"}
	}
	s.creates(collection, whole)
	s.reads(collection, object, whole)
	s.patches(object)
	s.puts(object, whole)
	s.parts(object, whole)
	s.deletes(collection, object, whole)
	return &replay.Story{
		Name:    name,
		Comment: "# Every verb on " + r.Name + ", right and wrong. Written by the sweep from the samples.",
		Steps:   s.steps,
	}
}

func (s *sweeper) creates(collection string, whole []string) {
	same := document(s.sample)
	s.add("create it dry", "POST", collection+"?dryRun=All", same, append(whole, "@yaml")...)
	s.add("create it with a field that is not known", "POST", collection+"?fieldValidation=Strict",
		s.with(func(o map[string]any) { o["bogus"] = 1; metadata(o)["wrong"] = true }), "@yaml")
	s.add("warn of a field that is not known", "POST", collection+"?dryRun=All&fieldValidation=Warn",
		s.with(func(o map[string]any) { o["bogus"] = 1 }), "@only kind code message", "@yaml")
	s.add("create it without a name", "POST", collection+"?dryRun=All", s.with(func(o map[string]any) { delete(metadata(o), "name") }), "@yaml")
	s.add("create it under a bad name", "POST", collection, s.with(func(o map[string]any) { metadata(o)["name"] = "Bad/Name" }), "@yaml")
	s.add("create it with bad labels", "POST", collection,
		s.with(func(o map[string]any) {
			metadata(o)["labels"] = map[string]any{"k": "no spaces, please"}
			metadata(o)["finalizers"] = []any{"nogroup"}
			metadata(o)["ownerReferences"] = []any{map[string]any{"apiVersion": "v1", "kind": "Pod", "name": ""}}
		}), "@yaml")
	s.add("create it as another kind", "POST", collection, s.with(func(o map[string]any) { o["kind"] = "Other" }), "@yaml")
	if part := s.part(); part != "" {
		s.add("create it with a "+part+" of another type", "POST", collection, s.with(func(o map[string]any) { o[part] = []any{"text"} }), "@yaml")
		s.add("create it without "+part, "POST", collection+"?dryRun=All", s.with(func(o map[string]any) { delete(o, part) }), append(whole, "@yaml")...)
	}
	how := "@protobuf"
	if strings.HasSuffix(s.resource.Group, "extensions.k8s.io") || s.resource.Group == "apiregistration.k8s.io" {
		how = "@yaml" // the recorder does not know their types
	}
	s.add("create it", "POST", collection+"?fieldManager=sweep", same, s.touched(), how, "Accept: application/json")
	s.add("create it again", "POST", collection, same, "@yaml")
}

// part is the member that makes the kind what it is.
func (s *sweeper) part() string {
	for _, part := range []string{"spec", "template", "rules", "webhooks", "data", "subsets", "endpoints", "roleRef", "value", "provisioner", "handler"} {
		if _, ok := s.sample[part]; ok {
			return part
		}
	}
	return ""
}

func (s *sweeper) reads(collection, object string, whole []string) {
	s.add("get it", "GET", object, "", whole...)
	if !settled[s.resource.Name] {
		s.add("list as a table", "GET", collection+"?labelSelector=sweep%3Da", "", "@only kind rows", table)
		if how := protobuf; !strings.HasSuffix(s.resource.Group, "extensions.k8s.io") {
			s.add("list in protobuf", "GET", collection+"?labelSelector=sweep%3Da&resourceVersion=0", "", "@only kind items.kind", how)
		}
		s.add("watch from the beginning", "GET", collection+"?watch=1&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true&labelSelector=sweep%3Da", "", "@only type object.kind object.metadata.name", "@events 2")
	}
	s.add("get its metadata", "GET", object, "", partial)
	s.add("list nothing", "GET", collection+"?labelSelector=sweep%3Dother&limit=5", "")
	s.add("list by a selector that cannot be read", "GET", collection+"?labelSelector=a+in+(", "")
	s.add("list by a field that is not known", "GET", collection+"?fieldSelector=spec.nosuch%3Dx", "")
	s.add("list by name", "GET", collection+"?fieldSelector=metadata.name%3Dnone", "")
	s.add("list a revision that is none", "GET", collection+"?resourceVersion=x", "")
	s.add("get with a body type that is not served", "GET", object, "", "Accept: text/html")
}

func (s *sweeper) patches(object string) {
	s.add("merge a label in", "PATCH", object+"?fieldManager=merger", `{"metadata":{"labels":{"merged":"yes"}}}`, s.touched(), merge)
	s.add("merge an annotation in, by strategy", "PATCH", object, `{"metadata":{"annotations":{"a":"1","b":null},"labels":{"merged":null}}}`, s.touched(), strategy)
	s.add("test and fail", "PATCH", object, `[{"op":"test","path":"/metadata/labels/sweep","value":"b"},{"op":"remove","path":"/metadata/labels/sweep"}]`, jsonSix)
	s.add("replace by operations", "PATCH", object, `[{"op":"test","path":"/metadata/labels/sweep","value":"a"},{"op":"add","path":"/metadata/labels/ops","value":"1"}]`, s.touched(), jsonSix)
	s.add("patch its name", "PATCH", object, `{"metadata":{"name":"other"}}`, merge)
	s.add("patch its uid", "PATCH", object, `{"metadata":{"uid":"0"}}`, merge)
	unknown := []string{merge}
	if settled[s.resource.Name] {
		unknown = []string{"@only kind code reason", merge} // the message shows the whole object
	}
	s.add("patch with a field that is not known", "PATCH", object+"?fieldValidation=Strict", `{"metadata":{"bogus":1},"strange":{}}`, unknown...)
	s.add("patch with no object", "PATCH", object, `["a"]`, strategy)
	s.add("patch what is not there", "PATCH", object+"-not", `{"metadata":{"labels":{"a":"b"}}}`, merge)
	r := s.resource
	meta := map[string]any{"name": metadata(s.sample)["name"], "labels": map[string]any{"owned": "yes"}}
	apply := document(map[string]any{"apiVersion": s.sample["apiVersion"], "kind": r.Kind, "metadata": meta})
	s.add("apply a label", "PATCH", object+"?fieldManager=applier", apply, s.touched(), applied)
	s.add("apply without a manager", "PATCH", object, apply, applied)
	meta["labels"] = map[string]any{"merged": "mine", "sweep": "mine"}
	s.add("apply against others", "PATCH", object+"?fieldManager=applier",
		document(map[string]any{"apiVersion": s.sample["apiVersion"], "kind": r.Kind, "metadata": meta}), applied)
	s.add("apply with force", "PATCH", object+"?fieldManager=applier&force=true&dryRun=All",
		document(map[string]any{"apiVersion": s.sample["apiVersion"], "kind": r.Kind, "metadata": meta}), s.touched(), applied)
}

func (s *sweeper) puts(object string, whole []string) {
	s.add("put with an old revision", "PUT", object, s.with(func(o map[string]any) { metadata(o)["resourceVersion"] = "1" }), "@yaml")
	s.add("put with a revision that is none", "PUT", object, s.with(func(o map[string]any) { metadata(o)["resourceVersion"] = "x" }), "@yaml")
	s.add("put under another name", "PUT", object, s.with(func(o map[string]any) { metadata(o)["name"] = "other" }), "@yaml")
	s.add("put with another uid", "PUT", object, s.with(func(o map[string]any) { metadata(o)["uid"] = "0" }), "@only kind code reason", "@yaml")
	s.add("put it as it was", "PUT", object+"?fieldManager=putter", document(s.sample), s.touched(), "@yaml")
}

func (s *sweeper) parts(object string, whole []string) {
	r := s.resource
	for _, sub := range r.Subresources {
		switch {
		case sub.Name == "status":
			s.add("get its status", "GET", object+"/status", "", s.touched())
			s.add("patch its status with another type", "PATCH", object+"/status", `{"status":"fine"}`, merge)
			s.add("patch its status's labels", "PATCH", object+"/status", `{"metadata":{"labels":{"by-status":"1"}}}`, s.touched(), merge)
			s.add("put its spec by its status", "PUT", object+"/status", document(s.sample), s.touched(), "@yaml")
		case sub.Name == "scale":
			s.add("get its scale", "GET", object+"/scale", "")
			s.add("patch its scale", "PATCH", object+"/scale", `{"spec":{"replicas":7}}`, merge)
			s.add("scale it below zero", "PATCH", object+"/scale", `{"spec":{"replicas":-1}}`, merge)
		case slices.Equal(sub.Verbs, []string{"get", "patch", "update"}):
			s.add("get its "+sub.Name, "GET", object+"/"+sub.Name, "", whole...)
		}
	}
	s.add("get a part that it has not", "GET", object+"/nosuch", "")
	s.add("ask for a verb that it has not", "POST", object, document(s.sample), "@yaml")
}

func (s *sweeper) deletes(collection, object string, whole []string) {
	s.add("delete another uid", "DELETE", object, `{"kind":"DeleteOptions","apiVersion":"v1","preconditions":{"uid":"0"}}`, "@only kind code reason", "Content-Type: application/json")
	s.add("delete in a way that is none", "DELETE", object+"?propagationPolicy=Some", "")
	s.add("delete it dry", "DELETE", object+"?dryRun=All", "", append(whole, "@only kind status details.name details.kind details.group metadata.name code message")[len(whole):]...)
	if slices.Contains(verbs(s.resource), "deletecollection") {
		s.add("delete them dry", "DELETE", collection+"?labelSelector=sweep%3Da&dryRun=All", "", "@only kind apiVersion status code message")
	}
	s.add("delete it", "DELETE", object, `{"kind":"DeleteOptions","apiVersion":"v1","propagationPolicy":"Background","gracePeriodSeconds":0}`, "@only kind status details.name details.kind details.group metadata.name code message", "Content-Type: application/json")
	if s.resource.Name == "customresourcedefinitions" {
		return // it stays until its objects are known to be gone
	}
	s.add("get what was deleted", "GET", object, "", "@only kind status code reason message details")
}

func verbs(r *api.Resource) []string {
	if r.Verbs != nil {
		return r.Verbs
	}
	return api.AllVerbs
}
