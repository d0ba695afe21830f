package apiserver

import (
	"io"
	"log"
)

// quiet drops what net/http says of connections that break off, which is the
// clients' business.
var quiet = log.New(io.Discard, "", 0)
