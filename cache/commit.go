package cache

import "github.com/skiff-k8s/skiff/api"

// Write is one change of a commit.
type Write struct {
	Resource        *api.Resource
	Namespace, Name string
	// Object is the new state, nil to delete. It belongs to the cache afterwards.
	Object api.Object
	// Expect is the revision that the object must be at: 0 that it must not
	// exist, store.AnyRevision that it does not matter.
	Expect int64
}
