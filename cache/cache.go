package cache

// Cache holds the present state of all resources.
type Cache struct{}
