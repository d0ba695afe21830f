package volumebinding

import (
	"fmt"
	"strings"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/types"

	storagev1 "k8s.io/api/storage/v1"
)

// Annotations by which the parts of the binding are known.
const (
	bindCompleted     = "pv.kubernetes.io/bind-completed"
	boundByController = "pv.kubernetes.io/bound-by-controller"
	provisionedBy     = "pv.kubernetes.io/provisioned-by"
	provisioner       = "volume.kubernetes.io/storage-provisioner"
	betaProvisioner   = "volume.beta.kubernetes.io/storage-provisioner"
	selectedNode      = "volume.kubernetes.io/selected-node"
	// noProvisioner is the provisioner of classes whose volumes people make.
	noProvisioner = "kubernetes.io/no-provisioner"
)

// note is an event to record.
type note struct{ kind, reason, message string }

// claimView is all that the decision on a claim rests on.
type claimView struct {
	claim   *corev1.PersistentVolumeClaim
	volumes []*corev1.PersistentVolume // all, in order of names
	class   *storagev1.StorageClass    // nil when it has none, or it is not there
	node    *corev1.Node               // where a pod that uses the claim has come to; nil when there is none
}

// claimPlan is what becomes of a claim; the zero value is nothing.
type claimPlan struct {
	bind  *corev1.PersistentVolume // bind the claim to it
	phase corev1.PersistentVolumeClaimPhase
	// provisioner is asked to make a volume, by annotations.
	provisioner string
	note        note
}

func decideClaim(v claimView) claimPlan {
	c := v.claim
	if c.Spec.VolumeName != "" {
		return decideNamed(v)
	}
	if c.DeletionTimestamp != nil {
		return claimPlan{}
	}
	late := v.class != nil && v.class.VolumeBindingMode != nil && *v.class.VolumeBindingMode == storagev1.VolumeBindingWaitForFirstConsumer
	if late && v.node == nil && c.Annotations[selectedNode] == "" && !reserved(v) {
		return claimPlan{note: note{corev1.EventTypeNormal, "WaitForFirstConsumer", "waiting for first consumer to be created before binding"}}
	}
	if found := match(c, v.volumes, v.node); found != nil {
		return claimPlan{bind: found}
	}
	name := classOfClaim(c)
	switch {
	case name == "":
		return claimPlan{note: note{corev1.EventTypeNormal, "FailedBinding", "no persistent volumes available for this claim and no storage class is set"}}
	case v.class == nil:
		return claimPlan{note: note{corev1.EventTypeWarning, "ProvisioningFailed", fmt.Sprintf("storageclass.storage.k8s.io %q not found", name)}}
	case v.class.Provisioner == noProvisioner:
		return claimPlan{note: note{corev1.EventTypeNormal, "FailedBinding", "no persistent volumes available for this claim and its storage class makes none"}}
	}
	return claimPlan{provisioner: v.class.Provisioner, note: note{corev1.EventTypeNormal, "ExternalProvisioning",
		fmt.Sprintf("Waiting for a volume to be created either by the external provisioner '%s' or manually by the system administrator. If volume creation is delayed, please verify that the provisioner is running and correctly registered.", v.class.Provisioner)}}
}

// reserved says whether some volume is reserved for the claim.
func reserved(v claimView) bool {
	for _, o := range v.volumes {
		if refersTo(o.Spec.ClaimRef, v.claim) {
			return true
		}
	}
	return false
}

// decideNamed judges a claim that names its volume.
func decideNamed(v claimView) claimPlan {
	c := v.claim
	_, complete := c.Annotations[bindCompleted]
	var named *corev1.PersistentVolume
	for _, o := range v.volumes {
		if o.Name == c.Spec.VolumeName {
			named = o
		}
	}
	switch {
	case named == nil && complete:
		return claimPlan{phase: corev1.ClaimLost, note: note{corev1.EventTypeWarning, "ClaimLost", "Bound claim has lost its PersistentVolume. Data on the volume is lost!"}}
	case named == nil:
		return claimPlan{}
	case named.Spec.ClaimRef == nil || refersTo(named.Spec.ClaimRef, c):
		if why := unfit(c, named); !complete && why != "" {
			return claimPlan{note: note{corev1.EventTypeWarning, "VolumeMismatch", fmt.Sprintf("Cannot bind to requested volume %q: %s", named.Name, why)}}
		}
		return claimPlan{bind: named}
	case complete:
		return claimPlan{phase: corev1.ClaimLost, note: note{corev1.EventTypeWarning, "ClaimMisbound", "Two claims are bound to the same volume, this one is bound incorrectly"}}
	}
	return claimPlan{note: note{corev1.EventTypeWarning, "FailedBinding", fmt.Sprintf("volume %q already bound to a different claim.", named.Name)}}
}

// unfit says why a claim cannot have the volume that it names.
func unfit(c *corev1.PersistentVolumeClaim, v *corev1.PersistentVolume) string {
	wanted, size := c.Spec.Resources.Requests[corev1.ResourceStorage], v.Spec.Capacity[corev1.ResourceStorage]
	switch {
	case size.Cmp(wanted) < 0:
		return "requested PV is too small"
	case classOfVolume(v) != classOfClaim(c):
		return "storageClassName does not match"
	case modeOf(v.Spec.VolumeMode) != modeOf(c.Spec.VolumeMode):
		return "incompatible volumeMode"
	case !offers(v, c.Spec.AccessModes):
		return "incompatible accessMode"
	}
	return ""
}

// volumePlan is what becomes of a volume; the zero value is nothing.
type volumePlan struct {
	phase   corev1.PersistentVolumePhase // "" when it stays
	message string
	release bool // take the reference to the claim away
	// remove is the folder to remove before the volume is deleted.
	delete bool
	remove string
	reason string
	note   note
}

// decideVolume judges a volume beside the claim that it names, nil when that is
// not there.
func decideVolume(v *corev1.PersistentVolume, c *corev1.PersistentVolumeClaim) (p volumePlan) {
	ref := v.Spec.ClaimRef
	if c != nil && ref != nil && ref.UID != "" && c.UID != ref.UID {
		c = nil // another one of that name
	}
	switch {
	case ref == nil:
		p = volumePlan{phase: corev1.VolumeAvailable, reason: "no claim has it"}
	case ref.UID == types.UID(""):
		p = volumePlan{phase: corev1.VolumeAvailable, reason: "it waits for claim " + ref.Namespace + "/" + ref.Name}
	case c == nil:
		return reclaim(v)
	case c.Spec.VolumeName == v.Name:
		p = volumePlan{phase: corev1.VolumeBound, reason: "claim " + c.Namespace + "/" + c.Name + " has it"}
	case c.Spec.VolumeName != "":
		return volumePlan{release: true, phase: corev1.VolumeAvailable, reason: "claim " + c.Namespace + "/" + c.Name + " has another volume"}
	}
	if p.phase == v.Status.Phase {
		return volumePlan{}
	}
	return p
}

// hostPathRoot is the folder below which folders of the server are removed with
// their volumes; others may be anybody's.
const hostPathRoot = "/tmp/"

// reclaim judges a volume whose claim is gone.
func reclaim(v *corev1.PersistentVolume) volumePlan {
	ref := v.Spec.ClaimRef
	if v.Status.Phase != corev1.VolumeReleased && v.Status.Phase != corev1.VolumeFailed {
		return volumePlan{phase: corev1.VolumeReleased, reason: "claim " + ref.Namespace + "/" + ref.Name + " is gone"}
	}
	if v.DeletionTimestamp != nil || v.Status.Phase == corev1.VolumeFailed {
		return volumePlan{}
	}
	fail := func(reason, message string) volumePlan {
		return volumePlan{phase: corev1.VolumeFailed, message: message, reason: message, note: note{corev1.EventTypeWarning, reason, message}}
	}
	switch v.Spec.PersistentVolumeReclaimPolicy {
	case corev1.PersistentVolumeReclaimDelete:
		host := v.Spec.HostPath
		switch {
		case v.Annotations[provisionedBy] != "" || v.Spec.CSI != nil:
			return volumePlan{} // for who made it
		case host == nil:
			return fail("VolumeFailedDelete", fmt.Sprintf("error getting deleter volume plugin for volume %q: no deletable volume plugin matched", v.Name))
		case !below(host.Path, hostPathRoot):
			return fail("VolumeFailedDelete", fmt.Sprintf("host_path deleter only supports /tmp/.+ but received provided %s", host.Path))
		}
		return volumePlan{delete: true, remove: host.Path, reason: "its claim is gone, and its policy is Delete"}
	case corev1.PersistentVolumeReclaimRecycle:
		return fail("VolumeFailedRecycle", fmt.Sprintf("no volume plugin matched volume %q to recycle it", v.Name))
	}
	return volumePlan{}
}

// below says whether a path leads below a folder, without ways around.
func below(path, root string) bool {
	rest, ok := strings.CutPrefix(path, root)
	if !ok {
		return false
	}
	for _, part := range strings.Split(rest, "/") {
		if part == ".." || part == "." {
			return false
		}
	}
	return strings.Trim(rest, "/") != ""
}
