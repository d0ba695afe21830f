// Package controllers is the list of the cluster's loops. Each loop is a package
// below this one: it looks at the state, decides by a pure function, and acts
// through the API as the user that the same controller has in Kubernetes.
package controllers

import (
	"context"
	"os"
	"time"

	"github.com/skiff-k8s/skiff/client"
	"github.com/skiff-k8s/skiff/controllers/accounttokens"
	"github.com/skiff-k8s/skiff/controllers/bootstraptokens"
	"github.com/skiff-k8s/skiff/controllers/certificates"
	"github.com/skiff-k8s/skiff/controllers/clusterdns"
	"github.com/skiff-k8s/skiff/controllers/clusterroles"
	"github.com/skiff-k8s/skiff/controllers/cronjob"
	"github.com/skiff-k8s/skiff/controllers/daemonset"
	"github.com/skiff-k8s/skiff/controllers/deployment"
	"github.com/skiff-k8s/skiff/controllers/disruption"
	"github.com/skiff-k8s/skiff/controllers/endpoints"
	"github.com/skiff-k8s/skiff/controllers/endpointslice"
	"github.com/skiff-k8s/skiff/controllers/endpointslicemirroring"
	"github.com/skiff-k8s/skiff/controllers/ephemeralvolume"
	"github.com/skiff-k8s/skiff/controllers/garbage"
	"github.com/skiff-k8s/skiff/controllers/horizontalpodautoscaler"
	"github.com/skiff-k8s/skiff/controllers/job"
	"github.com/skiff-k8s/skiff/controllers/legacytokens"
	"github.com/skiff-k8s/skiff/controllers/namespace"
	"github.com/skiff-k8s/skiff/controllers/nodeipam"
	"github.com/skiff-k8s/skiff/controllers/nodelifecycle"
	"github.com/skiff-k8s/skiff/controllers/nodettl"
	"github.com/skiff-k8s/skiff/controllers/podgc"
	"github.com/skiff-k8s/skiff/controllers/policytypes"
	"github.com/skiff-k8s/skiff/controllers/replicaset"
	"github.com/skiff-k8s/skiff/controllers/replicationcontroller"
	"github.com/skiff-k8s/skiff/controllers/resourcequota"
	"github.com/skiff-k8s/skiff/controllers/rootca"
	"github.com/skiff-k8s/skiff/controllers/serviceaccount"
	"github.com/skiff-k8s/skiff/controllers/servicecidrs"
	"github.com/skiff-k8s/skiff/controllers/statefulset"
	"github.com/skiff-k8s/skiff/controllers/storageprotection"
	"github.com/skiff-k8s/skiff/controllers/ttlafterfinished"
	"github.com/skiff-k8s/skiff/controllers/volumebinding"
	"github.com/skiff-k8s/skiff/reconcile"
)

// Options of All. Clients and Resources are required.
type Options struct {
	// Clients returns the client of a user. It is called with Reader and with
	// the users of the loops.
	Clients func(user string) client.Client
	// Resources tells what is stored, custom resources included.
	Resources client.Resources
	// Remotes tells what other servers serve behind this one, and Far returns the
	// client by which a user reaches it, and what is stored here too, without any
	// delay. Both are nil where there are no other servers.
	Remotes func() []client.Remote
	Far     func(user string) client.Client
	// Now is the time of day; nil means time.Now.
	Now func() time.Time
	// Read returns what gets paths of the API as a user, those of aggregated
	// servers too: where metrics come from. nil means that there are none.
	Read func(user string) func(ctx context.Context, path string) ([]byte, error)
	// RootCA is the PEM-encoded certificate by which pods verify the API server;
	// without one it is not published.
	RootCA []byte
	// Authority signs approved certificate requests; without one nothing is
	// signed.
	Authority certificates.Authority
	// Tokens makes the tokens that are kept in secrets; without it such secrets
	// stay empty.
	Tokens accounttokens.Issuer
	// DNSPort is where each node serves names; 0 where they do not.
	DNSPort int32
	// Schemas tells what objects of a kind look like; without it the types in
	// admission policies are not checked.
	Schemas policytypes.Schemas
	// PodRanges are the ranges of pod addresses, at most one of each family;
	// with none, nodes bring their own.
	PodRanges []nodeipam.Range
}

// Users of the loops: most are service accounts; what concerns those themselves is
// done by the manager, and what belongs to the API server by that.
const (
	account   = "system:serviceaccount:kube-system:"
	manager   = "system:kube-controller-manager"
	apiserver = "system:apiserver"
)

// Reader is the user as which all loops read: like Kubernetes' controllers, they
// share what one identity sees and write as one each. The garbage collector may
// read everything.
const Reader = account + "generic-garbage-collector"

// All returns the loops of the cluster.
func All(o Options) []reconcile.Loop {
	if o.Now == nil {
		o.Now = time.Now
	}
	reader := o.Clients(Reader)
	of := func(user string) client.Client {
		return reconcile.Tracked(identity{Reader: reader, Writer: o.Clients(user)})
	}
	as := func(name string) client.Client { return of(account + name) }
	// Two loops go wherever there are objects.
	far := func(name string) client.Client { return reader }
	all, anywhere := o.Resources, as
	if o.Remotes == nil {
		o.Remotes = func() []client.Remote { return nil }
	} else {
		all = everything{o.Resources, o.Remotes}
		far = func(name string) client.Client { return o.Far(account + name) }
		anywhere = func(name string) client.Client { return reaching{as(name), far(name)} }
	}
	loops := []reconcile.Loop{
		deployment.New(as("deployment-controller"), o.Now),
		replicaset.New(as("replicaset-controller"), o.Now),
		replicationcontroller.New(as("replication-controller"), o.Now),
		job.New(as("job-controller"), o.Now),
		daemonset.New(as("daemon-set-controller"), o.Now),
		statefulset.New(as("statefulset-controller"), o.Now),
		cronjob.New(as("cronjob-controller"), o.Now),
		disruption.New(as("disruption-controller"), o.Resources, o.Now),
		disruption.NewStale(as("disruption-controller"), o.Now),
		ttlafterfinished.New(as("ttl-after-finished-controller"), o.Now),
		garbage.New(anywhere("generic-garbage-collector"), far("generic-garbage-collector"), all),
		resourcequota.New(as("resourcequota-controller"), o.Resources, o.Now),
		storageprotection.Claims(as("pvc-protection-controller")),
		storageprotection.Volumes(as("pv-protection-controller")),
		storageprotection.Classes(as("volumeattributesclass-protection-controller")),
		namespace.New(anywhere("namespace-controller"), o.Resources, o.Remotes, o.Now),
		serviceaccount.New(as("service-account-controller")),
		clusterroles.New(as("clusterrole-aggregation-controller")),
		endpointslice.New(as("endpointslice-controller")),
		endpointslicemirroring.New(as("endpointslicemirroring-controller")),
		endpoints.New(as("endpoint-controller")),
		nodelifecycle.New(as("node-controller"), o.Now),
		podgc.New(as("pod-garbage-collector"), o.Now),
		nodettl.New(as("ttl-controller")),
		legacytokens.New(as("legacy-service-account-token-cleaner"), o.Now),
	}
	loops = append(loops, certificates.Approver(as("certificate-controller")), certificates.Cleaner(as("certificate-controller"), o.Now))
	loops = append(loops, bootstraptokens.Signer(as("bootstrap-signer"), o.Now), bootstraptokens.Cleaner(as("token-cleaner"), o.Now))
	loops = append(loops, servicecidrs.New(as("service-cidrs-controller"), o.Now), servicecidrs.Repair(of(apiserver), o.Now))
	loops = append(loops,
		volumebinding.New(as("persistent-volume-binder"), o.Now, os.RemoveAll),
		ephemeralvolume.New(as("ephemeral-volume-controller"), o.Now),
	)
	if o.Authority != nil {
		loops = append(loops, certificates.Signer(as("certificate-controller"), o.Authority, o.Now))
	}
	if o.Tokens != nil {
		loops = append(loops, accounttokens.New(of(manager), o.Tokens, o.RootCA))
	}
	if o.Schemas != nil {
		loops = append(loops, policytypes.New(as("validatingadmissionpolicy-status-controller"), o.Resources, o.Schemas))
	}
	var read horizontalpodautoscaler.Read
	if o.Read != nil {
		read = o.Read(account + "horizontal-pod-autoscaler")
	}
	loops = append(loops, horizontalpodautoscaler.New(as("horizontal-pod-autoscaler"), o.Resources, read, o.Now))
	if len(o.RootCA) > 0 {
		loops = append(loops, rootca.New(as("root-ca-cert-publisher"), o.RootCA))
	}
	if o.DNSPort > 0 {
		loops = append(loops, clusterdns.New(as("endpointslice-controller"), o.DNSPort))
	}
	if len(o.PodRanges) > 0 {
		loops = append(loops, nodeipam.New(as("node-controller"), o.PodRanges, o.Now))
	}
	return loops
}

// identity reads as one user and writes as another.
type identity struct {
	client.Reader
	client.Writer
}
