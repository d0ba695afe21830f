package cache

type Table struct{}
