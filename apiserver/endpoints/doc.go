// Package endpoints is the HTTP face of the API server: it turns requests into
// calls of the REST code (apiserver/rest) and results into bytes.
//
// A request passes these steps, a file each: its path is taken apart (info), the
// sender is found and judged (access), a place in the bounded number of requests
// is taken (package fairness), the method becomes a verb of a resource (dispatch), query
// and body are decoded (options, decode), the verb runs (read, write, patch,
// watch, connect), and the result is written in the form that the client accepts
// (negotiate, encode, list, table).
//
// Stored objects are never encoded here: their cache entries keep the encodings,
// and single objects, lists and watches are put together from those.
package endpoints
