package health

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"testing"
)

func TestHandler(t *testing.T) {
	healthy := New("readyz", nil, Ping, Check{Name: "store", Run: func(*http.Request) error { return nil }})
	sick := New("livez", nil, Ping, Check{Name: "store", Run: func(*http.Request) error { return errors.New("broken") }})
	for _, c := range []struct {
		h    *Handler
		path string
		code int
		body string
	}{
		{healthy, "/readyz", 200, "ok"},
		{healthy, "/readyz?verbose", 200, "[+]ping ok\n[+]store ok\nreadyz check passed\n"},
		{healthy, "/readyz?verbose=true&exclude=ping", 200, "[+]ping excluded: ok\n[+]store ok\nreadyz check passed\n"},
		{healthy, "/readyz?verbose&exclude=x", 200, "[+]ping ok\n[+]store ok\nwarn: some health checks cannot be excluded: no matches for \"x\"\nreadyz check passed\n"},
		{healthy, "/readyz/store", 200, "ok"},
		{healthy, "/readyz/none", 404, "404 page not found\n"},
		{sick, "/livez", 500, "[+]ping ok\n[-]store failed: reason withheld\nlivez check failed\n"},
		{sick, "/livez?exclude=store", 200, "ok"},
		{sick, "/livez/ping", 200, "ok"},
		{sick, "/livez/store", 500, "internal server error: broken\n"},
	} {
		w := httptest.NewRecorder()
		c.h.ServeHTTP(w, httptest.NewRequest("GET", c.path, nil))
		if w.Code != c.code || w.Body.String() != c.body {
			t.Errorf("%s: %d %q", c.path, w.Code, w.Body.String())
		}
	}
}
