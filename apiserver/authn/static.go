package authn

import (
	"context"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"

	"k8s.io/apiserver/pkg/authentication/user"
)

// StaticTokens are tokens fixed at start. They are compared by digest, so the
// time a comparison takes says nothing of them.
type StaticTokens struct {
	users []staticUser
}

type staticUser struct {
	digest [sha256.Size]byte
	user   user.Info
}

// Add adds a token of a user.
func (s *StaticTokens) Add(token string, u user.Info) {
	s.users = append(s.users, staticUser{sha256.Sum256([]byte(token)), u})
}

// ReadStaticTokens reads a file of lines token,user,uid,"group1,group2".
func ReadStaticTokens(r io.Reader) (*StaticTokens, error) {
	reader := csv.NewReader(r)
	reader.FieldsPerRecord = -1
	reader.Comment = '#'
	s := &StaticTokens{}
	for {
		record, err := reader.Read()
		if errors.Is(err, io.EOF) {
			return s, nil
		}
		if err != nil {
			return nil, err
		}
		if len(record) < 3 || record[0] == "" {
			line, _ := reader.FieldPos(0)
			return nil, fmt.Errorf("line %d: want token,user,uid[,groups]", line)
		}
		u := &user.DefaultInfo{Name: strings.TrimSpace(record[1]), UID: strings.TrimSpace(record[2])}
		if len(record) > 3 && record[3] != "" {
			u.Groups = strings.Split(record[3], ",")
		}
		s.Add(strings.TrimSpace(record[0]), u)
	}
}

// AuthenticateToken implements TokenAuthenticator.
func (s *StaticTokens) AuthenticateToken(_ context.Context, token string, _ []string) (*Identity, bool, error) {
	digest := sha256.Sum256([]byte(token))
	for i := range s.users {
		if subtle.ConstantTimeCompare(digest[:], s.users[i].digest[:]) == 1 {
			return &Identity{User: s.users[i].user}, true, nil
		}
	}
	return nil, false, nil
}
