package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/url"
	"strings"

	"github.com/spf13/cobra"
	"k8s.io/apimachinery/pkg/api/meta"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/client-go/discovery"
	"k8s.io/client-go/discovery/cached/memory"
	"k8s.io/client-go/rest"
	"k8s.io/client-go/restmapper"
	"k8s.io/client-go/tools/clientcmd"
	"sigs.k8s.io/yaml"

	"github.com/skiff-k8s/skiff/trace/serve"
	"github.com/skiff-k8s/skiff/trace/tree"
)

// traceOptions are the flags of "skiff trace".
type traceOptions struct {
	kubeconfig, context, namespace string
	output                         string
	watch, all                     bool
}

func newTraceCommand() *cobra.Command {
	var o traceOptions
	cmd := &cobra.Command{
		Use:   "trace TYPE/NAME",
		Short: "Show what led to an object and what came of it",
		Long: `Show the causal tree of an object: the request that began it, each loop's
decision with its reason, down to the containers, with the time each step took.

It is read from the records that the server keeps beside every write, so it is
what happened, not what may have happened. Bookkeeping (status reports by
controllers, events) is left out unless --all is given.`,
		Example: `  skiff trace deployment/nginx-demo
  skiff trace pod/nginx-demo-5d4f-7xk2p -n web   # a replacement: who deleted the old one?
  skiff trace deploy nginx-demo --watch          # live`,
		GroupID: groupUse,
		Args:    cobra.RangeArgs(1, 2),
		RunE: func(cmd *cobra.Command, args []string) error {
			return runTrace(cmd.Context(), cmd.OutOrStdout(), o, strings.Join(args, "/"))
		},
	}
	f := cmd.Flags()
	f.StringVar(&o.kubeconfig, "kubeconfig", "", "kubeconfig file (default $KUBECONFIG or ~/.kube/config)")
	f.StringVar(&o.context, "context", "", "kubeconfig context")
	f.StringVarP(&o.namespace, "namespace", "n", "", "namespace (default that of the context)")
	f.StringVarP(&o.output, "output", "o", "tree", "output format: tree, json or yaml")
	f.BoolVarP(&o.watch, "watch", "w", false, "show the tree again whenever it grows")
	f.BoolVar(&o.all, "all", false, "show bookkeeping too")
	return cmd
}

func runTrace(ctx context.Context, out io.Writer, o traceOptions, object string) error {
	switch o.output {
	case "tree", "json", "yaml":
	default:
		return fmt.Errorf("unknown output format %q: use tree, json or yaml", o.output)
	}
	kind, name, ok := strings.Cut(object, "/")
	if !ok || kind == "" || name == "" || strings.Contains(name, "/") {
		return fmt.Errorf("%q does not name an object: say for example deployment/nginx-demo", object)
	}
	config, namespace, err := loadKubeconfig(o)
	if err != nil {
		return err
	}
	disco, err := discovery.NewDiscoveryClientForConfig(config)
	if err != nil {
		return err
	}
	mapper := restmapper.NewDeferredDiscoveryRESTMapper(memory.NewMemCacheClient(disco))
	mapping, err := findResource(restmapper.NewShortcutExpander(mapper, disco, nil), mapper, kind)
	if err != nil {
		return err
	}
	if mapping.Scope.Name() == meta.RESTScopeNameRoot {
		namespace = ""
	}
	query := url.Values{
		"group": {mapping.Resource.Group}, "resource": {mapping.Resource.Resource},
		"namespace": {namespace}, "name": {name},
	}
	if o.watch {
		query.Set("watch", "true")
	}
	body, err := getTrace(ctx, disco.RESTClient(), query)
	if err != nil {
		return err
	}
	defer body.Close()
	namer := func(group, resource string) string { return singularOf(mapper, group, resource) }
	return printTrees(out, json.NewDecoder(body), o, namer)
}

// loadKubeconfig resolves the flags as kubectl does.
func loadKubeconfig(o traceOptions) (*rest.Config, string, error) {
	rules := clientcmd.NewDefaultClientConfigLoadingRules()
	rules.ExplicitPath = o.kubeconfig
	loader := clientcmd.NewNonInteractiveDeferredLoadingClientConfig(rules, &clientcmd.ConfigOverrides{CurrentContext: o.context})
	config, err := loader.ClientConfig()
	if err != nil {
		return nil, "", fmt.Errorf("%w; is a cluster up? \"skiff up\" starts one", err)
	}
	namespace := o.namespace
	if namespace == "" {
		namespace, _, err = loader.Namespace()
	}
	return config, namespace, err
}

// findResource resolves what a person types for a kind: pod, pods, po,
// deployments.apps.
func findResource(expander, mapper meta.RESTMapper, kind string) (*meta.RESTMapping, error) {
	full, group := schema.ParseResourceArg(strings.ToLower(kind))
	if full != nil {
		if gvk, err := expander.KindFor(*full); err == nil {
			return mapper.RESTMapping(gvk.GroupKind(), gvk.Version)
		}
	}
	gvk, err := expander.KindFor(group.WithVersion(""))
	if err != nil {
		return nil, fmt.Errorf("the server has no resource type %q", kind)
	}
	return mapper.RESTMapping(gvk.GroupKind(), gvk.Version)
}

func getTrace(ctx context.Context, c rest.Interface, query url.Values) (io.ReadCloser, error) {
	request := c.Get().AbsPath(serve.Path)
	for key, values := range query {
		request = request.Param(key, values[0])
	}
	return request.Stream(ctx)
}

// printTrees prints each tree that the server sends: one, or one after another.
func printTrees(out io.Writer, decoder *json.Decoder, o traceOptions, name tree.Namer) error {
	for first := true; ; first = false {
		var t tree.Tree
		if err := decoder.Decode(&t); errors.Is(err, io.EOF) || errors.Is(err, context.Canceled) {
			return nil
		} else if err != nil {
			return fmt.Errorf("reading the trace: %w", err)
		}
		shown := &t
		if !o.all {
			shown = tree.Concise(shown)
		}
		if o.watch && o.output == "tree" && !first {
			fmt.Fprintln(out)
		}
		if err := printTree(out, shown, o.output, name); err != nil {
			return err
		}
	}
}

func printTree(out io.Writer, t *tree.Tree, format string, name tree.Namer) error {
	switch format {
	case "json":
		encoder := json.NewEncoder(out)
		encoder.SetIndent("", "  ")
		return encoder.Encode(t)
	case "yaml":
		raw, err := yaml.Marshal(t)
		if err != nil {
			return err
		}
		_, err = out.Write(raw)
		return err
	default:
		return tree.Render(out, t, name)
	}
}

// singularOf returns the name that people use for one object of a resource.
func singularOf(mapper meta.RESTMapper, group, resource string) string {
	if kind, err := mapper.KindFor(schema.GroupVersionResource{Group: group, Resource: resource}); err == nil {
		return strings.ToLower(kind.Kind)
	}
	return resource
}
