package endpoints

import (
	"errors"

	"google.golang.org/protobuf/encoding/protowire"
)

// maxNesting bounds how deep messages of a protobuf body lie within one another,
// as the JSON decoder bounds objects and lists. Generated decoders have no bound
// of their own, and three megabytes of one schema within the other overflow the
// stack, which ends the process.
const maxNesting = 10_000

var errNesting = errors.New("exceeded max depth")

// checkNesting refuses a message that is nested too deep. It does not know which
// fields are messages and takes every one for it whose bytes could be: bytes that
// are none do not go on looking like one for thousands of levels.
func checkNesting(message []byte) error {
	const least = 2 // bytes of a level: a tag and a length
	if len(message) <= least*maxNesting {
		return nil
	}
	return checkLevel(message, maxNesting)
}

func checkLevel(message []byte, left int) error {
	if left == 0 {
		return errNesting
	}
	for len(message) > 0 {
		_, kind, n := protowire.ConsumeTag(message)
		if n < 0 {
			return nil // no message
		}
		message = message[n:]
		if kind == protowire.BytesType {
			part, n := protowire.ConsumeBytes(message)
			if n < 0 {
				return nil
			}
			if err := checkLevel(part, left-1); err != nil {
				return err
			}
			message = message[n:]
			continue
		}
		if n = protowire.ConsumeFieldValue(1, kind, message); n < 0 {
			return nil
		}
		message = message[n:]
	}
	return nil
}
