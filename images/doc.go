// Package images keeps container images that a person has loaded, and serves
// them to every node as a registry would.
//
// A Store is a folder in the OCI image layout: blobs by digest, and an index
// that names images. "skiff image load" fills it from archives. Each node's
// containerd asks the Store's Handler before any other registry, so that
// "image: nginx", with its pull policy Always, resolves where no registry can
// be reached, and so that an image crosses the network once per cluster and
// not once per node.
//
// Several processes may use one folder: whoever changes it holds a lock, and
// readers notice a changed index.
package images

// PauseImage is the image of a pod's sandbox, which AddPause puts into a
// Store.
const PauseImage = "skiff.dev/pause:1"
