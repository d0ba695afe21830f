// Package table makes the columns and cells of server-side tables, what kubectl
// get prints.
//
// A column has a type that clients know: string, integer, boolean or date. The
// first column is the name. Columns of priority 1 show only with -o wide.
package table

import (
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// Columns of a table.
type Columns = []metav1.TableColumnDefinition

// Column is one column of a table.
type Column = metav1.TableColumnDefinition

// Name is the first column of every table.
func Name() Column {
	return Column{Name: "Name", Type: "string", Format: "name", Description: metav1.ObjectMeta{}.SwaggerDoc()["name"]}
}

// Age is the column with the time since the object was created.
func Age() Column {
	return Text("Age", metav1.ObjectMeta{}.SwaggerDoc()["creationTimestamp"])
}

// Text is a column of strings.
func Text(name, description string) Column {
	return Column{Name: name, Type: "string", Description: description}
}

// Number is a column of integers.
func Number(name, description string) Column {
	return Column{Name: name, Type: "integer", Description: description}
}

// Flag is a column of booleans.
func Flag(name, description string) Column {
	return Column{Name: name, Type: "boolean", Description: description}
}

// Wide makes a column show with -o wide only.
func Wide(c Column) Column {
	c.Priority = 1
	return c
}

// Default is the table of kinds that have none of their own.
func Default() Columns {
	return Columns{Name(), {
		Name: "Created At", Type: "date", Description: metav1.ObjectMeta{}.SwaggerDoc()["creationTimestamp"],
	}}
}
