//go:build !race

package local

// raceDetector says that this is a build with the race detector.
const raceDetector = false
