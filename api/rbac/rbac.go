// Package rbac describes the kinds of rbac.authorization.k8s.io/v1: who may do
// what.
package rbac

import (
	"strings"
	"time"

	rbacv1 "k8s.io/api/rbac/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/api/badvalue"
	"github.com/skiff-k8s/skiff/api/names"
	"github.com/skiff-k8s/skiff/api/table"
)

const group = rbacv1.GroupName

// Resources lists the kinds of the group in alphabetical order of their paths.
func Resources() []*api.Resource {
	return []*api.Resource{ClusterRoleBindings, ClusterRoles, RoleBindings, Roles}
}

// ClusterRoles are sets of permissions without a namespace.
var ClusterRoles = api.Define(api.Meta{
	Group: group, Version: "v1", Name: "clusterroles", Singular: "clusterrole", Kind: "ClusterRole",
}, func() *rbacv1.ClusterRole { return &rbacv1.ClusterRole{} }, api.Rules[*rbacv1.ClusterRole]{
	NewList:      func() runtime.Object { return &rbacv1.ClusterRoleList{} },
	Validate:     validateClusterRole,
	ValidateName: names.PathSegment,
	Update:       api.UpdatePolicy{CreatesMissing: true},
	Columns:      table.Default(),
	Row:          func(r *rbacv1.ClusterRole, _ time.Time) []any { return table.DefaultRow(r) },
})

// Roles are sets of permissions in a namespace.
var Roles = api.Define(api.Meta{
	Group: group, Version: "v1", Name: "roles", Singular: "role", Kind: "Role", Namespaced: true,
}, func() *rbacv1.Role { return &rbacv1.Role{} }, api.Rules[*rbacv1.Role]{
	NewList: func() runtime.Object { return &rbacv1.RoleList{} },
	Validate: func(r, _ *rbacv1.Role) field.ErrorList {
		return validateRules(r.Rules, true, field.NewPath("rules"))
	},
	ValidateName: names.PathSegment,
	Update:       api.UpdatePolicy{CreatesMissing: true},
	Columns:      table.Default(),
	Row:          func(r *rbacv1.Role, _ time.Time) []any { return table.DefaultRow(r) },
})

// ClusterRoleBindings grant a cluster role everywhere.
var ClusterRoleBindings = api.Define(api.Meta{
	Group: group, Version: "v1", Name: "clusterrolebindings", Singular: "clusterrolebinding", Kind: "ClusterRoleBinding",
}, func() *rbacv1.ClusterRoleBinding { return &rbacv1.ClusterRoleBinding{} }, api.Rules[*rbacv1.ClusterRoleBinding]{
	NewList: func() runtime.Object { return &rbacv1.ClusterRoleBindingList{} },
	Default: func(b *rbacv1.ClusterRoleBinding) { defaultBinding(&b.RoleRef, b.Subjects) },
	Validate: func(b, old *rbacv1.ClusterRoleBinding) field.ErrorList {
		errs := validateBinding(b.RoleRef, b.Subjects, []string{"ClusterRole"}, false)
		if old != nil && old.RoleRef != b.RoleRef {
			errs = append(errs, field.Invalid(field.NewPath("roleRef"), badvalue.Of(b.RoleRef), "cannot change roleRef"))
		}
		return errs
	},
	ValidateName: names.PathSegment,
	Update:       api.UpdatePolicy{CreatesMissing: true},
	Columns:      bindingColumns(),
	Row: func(b *rbacv1.ClusterRoleBinding, now time.Time) []any {
		users, groups, accounts := subjectTexts(b.Subjects)
		return []any{b.Name, b.RoleRef.Kind + "/" + b.RoleRef.Name, table.AgeOf(b, now), users, groups, accounts}
	},
})

// RoleBindings grant a role, or a cluster role, in a namespace.
var RoleBindings = api.Define(api.Meta{
	Group: group, Version: "v1", Name: "rolebindings", Singular: "rolebinding", Kind: "RoleBinding", Namespaced: true,
}, func() *rbacv1.RoleBinding { return &rbacv1.RoleBinding{} }, api.Rules[*rbacv1.RoleBinding]{
	NewList: func() runtime.Object { return &rbacv1.RoleBindingList{} },
	Default: func(b *rbacv1.RoleBinding) { defaultBinding(&b.RoleRef, b.Subjects) },
	Validate: func(b, old *rbacv1.RoleBinding) field.ErrorList {
		errs := validateBinding(b.RoleRef, b.Subjects, []string{"Role", "ClusterRole"}, true)
		if old != nil && old.RoleRef != b.RoleRef {
			errs = append(errs, field.Invalid(field.NewPath("roleRef"), badvalue.Of(b.RoleRef), "cannot change roleRef"))
		}
		return errs
	},
	ValidateName: names.PathSegment,
	Update:       api.UpdatePolicy{CreatesMissing: true},
	Columns:      bindingColumns(),
	Row: func(b *rbacv1.RoleBinding, now time.Time) []any {
		users, groups, accounts := subjectTexts(b.Subjects)
		return []any{b.Name, b.RoleRef.Kind + "/" + b.RoleRef.Name, table.AgeOf(b, now), users, groups, accounts}
	},
})

func defaultBinding(ref *rbacv1.RoleRef, subjects []rbacv1.Subject) {
	if ref.APIGroup == "" {
		ref.APIGroup = group
	}
	for i := range subjects {
		s := &subjects[i]
		if s.APIGroup != "" {
			continue
		}
		if s.Kind == rbacv1.UserKind || s.Kind == rbacv1.GroupKind {
			s.APIGroup = group
		}
	}
}

func bindingColumns() table.Columns {
	return table.Columns{
		table.Name(),
		table.Text("Role", rbacv1.RoleBinding{}.SwaggerDoc()["roleRef"]),
		table.Age(),
		table.Wide(table.Text("Users", "The users that the role is granted to")),
		table.Wide(table.Text("Groups", "The groups that the role is granted to")),
		table.Wide(table.Text("ServiceAccounts", "The service accounts that the role is granted to")),
	}
}

func subjectTexts(subjects []rbacv1.Subject) (users, groups, accounts string) {
	var u, g, a []string
	for _, s := range subjects {
		switch s.Kind {
		case rbacv1.UserKind:
			u = append(u, s.Name)
		case rbacv1.GroupKind:
			g = append(g, s.Name)
		case rbacv1.ServiceAccountKind:
			a = append(a, s.Namespace+"/"+s.Name)
		}
	}
	return strings.Join(u, ", "), strings.Join(g, ", "), strings.Join(a, ", ")
}
