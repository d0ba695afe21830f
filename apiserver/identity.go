package apiserver

import (
	"context"
	"crypto/sha256"
	"encoding/base32"
	"encoding/binary"
	"os"
	"strings"
	"time"

	coordinationv1 "k8s.io/api/coordination/v1"
	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/apimachinery/pkg/runtime/schema"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/client"
)

// Each API server says by a lease that it runs. It is renewed often and ends late,
// so that whoever looks for servers does not miss one; what ended is swept up by
// the others, and by the next start.
const (
	identityDuration = time.Hour
	identityRenewal  = 10 * time.Second
	identitySweep    = time.Hour

	identityLabel = "apiserver.kubernetes.io/identity"
	identityValue = "kube-apiserver"
	// peerAddress is where other servers reach the one of a lease.
	peerAddress = "kubernetes.io/peer-advertise-address"
)

var leases = schema.GroupResource{Group: coordinationv1.GroupName, Resource: "leases"}

// identity keeps the lease of one server.
type identity struct {
	client client.Client
	leases *api.Resource
	now    func() time.Time

	host, address string
	name, holder  string
}

// identityName is that of the server of a host: a digest of both names, each behind
// its length in two bytes.
func identityName(host string) string {
	var data []byte
	for _, part := range []string{host, identityValue} {
		data = append(binary.BigEndian.AppendUint16(data, uint16(len(part))), part...)
	}
	sum := sha256.Sum256(data)
	return "apiserver-" + strings.ToLower(base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(sum[:16]))
}

// keepIdentity keeps the lease until ctx ends.
func (s *Server) keepIdentity(ctx context.Context) error {
	r := s.resources.stored(leases)
	host, err := os.Hostname()
	if r == nil || err != nil {
		return err
	}
	name := identityName(host)
	i := &identity{client: s.own(), leases: r, now: s.config.Now, host: host, name: name, holder: name + "_" + string(s.config.NewUID())}
	if s.config.Advertise.IsValid() {
		i.address = s.config.Advertise.String()
	}
	tick := time.NewTicker(identityRenewal)
	defer tick.Stop()
	for swept := (time.Time{}); ; {
		if err := i.renew(ctx); err != nil && ctx.Err() == nil {
			s.config.Log.Warn("the lease of this server is not renewed", "error", err)
		}
		if now := i.now(); now.Sub(swept) >= identitySweep {
			swept = now
			if err := i.sweep(ctx); err != nil && ctx.Err() == nil {
				s.config.Log.Warn("leases of servers that ended are not deleted", "error", err)
			}
		}
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
	}
}

// renew writes the lease as it is to be now.
func (i *identity) renew(ctx context.Context) error {
	present, err := client.Get[*coordinationv1.Lease](ctx, i.client, i.leases, metav1.NamespaceSystem, i.name)
	if err != nil && !apierrors.IsNotFound(err) {
		return err
	}
	if apierrors.IsNotFound(err) {
		_, err = i.client.Create(ctx, i.leases, i.next(nil), client.CreateOptions{})
		return err
	}
	_, err = i.client.Update(ctx, i.leases, i.next(present), "")
	return err
}

// next is what follows a lease; there may be none yet.
func (i *identity) next(present *coordinationv1.Lease) *coordinationv1.Lease {
	l := &coordinationv1.Lease{ObjectMeta: metav1.ObjectMeta{Namespace: metav1.NamespaceSystem, Name: i.name}}
	if present != nil {
		l = present.DeepCopy()
	}
	if l.Labels == nil {
		l.Labels = map[string]string{}
	}
	l.Labels[identityLabel], l.Labels[corev1.LabelHostname] = identityValue, i.host
	if i.address != "" {
		if l.Annotations == nil {
			l.Annotations = map[string]string{}
		}
		l.Annotations[peerAddress] = i.address
	}
	renewed := metav1.NewMicroTime(i.now())
	l.Spec.HolderIdentity, l.Spec.LeaseDurationSeconds, l.Spec.RenewTime = &i.holder, new(int32(identityDuration/time.Second)), &renewed
	return l
}

// sweep deletes the leases of servers that ended.
func (i *identity) sweep(ctx context.Context) error {
	all, _, err := i.client.List(ctx, i.leases, client.ListOptions{
		Namespace: metav1.NamespaceSystem, Labels: labels.SelectorFromSet(labels.Set{identityLabel: identityValue}),
	})
	if err != nil {
		return err
	}
	for _, o := range all {
		if l := o.(*coordinationv1.Lease); ended(l, i.now()) {
			uid, version := l.UID, l.ResourceVersion
			err := i.client.Delete(ctx, i.leases, l.Namespace, l.Name, metav1.DeleteOptions{Preconditions: &metav1.Preconditions{UID: &uid, ResourceVersion: &version}})
			if err != nil && !apierrors.IsNotFound(err) && !apierrors.IsConflict(err) {
				return err
			}
		}
	}
	return nil
}

// ended says whether a lease is over; one that does not say for how long it is was
// not made by a server.
func ended(l *coordinationv1.Lease, now time.Time) bool {
	return l.Spec.RenewTime == nil || l.Spec.LeaseDurationSeconds == nil ||
		l.Spec.RenewTime.Add(time.Duration(*l.Spec.LeaseDurationSeconds)*time.Second).Before(now)
}
