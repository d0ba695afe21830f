// Command pack compresses the programs that skiff carries into the folder
// that package bundle embeds. "make build" runs it:
//
//	pack DIR PROGRAM...
package main

import (
	"fmt"
	"os"

	"github.com/skiff-k8s/skiff/bundle"
)

func main() {
	if len(os.Args) < 3 {
		fmt.Fprintln(os.Stderr, "usage: pack DIR PROGRAM...")
		os.Exit(2)
	}
	index, err := bundle.Pack(os.Args[1], os.Args[2:])
	if err != nil {
		fmt.Fprintln(os.Stderr, "pack:", err)
		os.Exit(1)
	}
	fmt.Printf("bundle %s: %d programs\n", index.Version, len(index.Programs))
}
