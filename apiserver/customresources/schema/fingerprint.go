package schema

import "hash/maphash"

var seed = maphash.MakeSeed()

// fingerprint is a number that changes when fields come or go, or change between
// null and something else. Dropping and defaulting do nothing else, so values
// need not be looked at.
func fingerprint(x any) uint64 {
	switch x := x.(type) {
	case nil:
		return 3
	case map[string]any:
		sum := uint64(5)
		for key, value := range x {
			// A sum, because maps have no order.
			sum += (maphash.String(seed, key) | 1) * fingerprint(value)
		}
		return sum
	case []any:
		sum := uint64(7)
		for _, value := range x {
			sum = sum*31 + fingerprint(value)
		}
		return sum
	}
	return 11
}
