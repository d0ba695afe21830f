package apiserver_test

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gorilla/websocket"
	authenticationv1 "k8s.io/api/authentication/v1"
	corev1 "k8s.io/api/core/v1"
	rbacv1 "k8s.io/api/rbac/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/watch"
	"k8s.io/client-go/informers"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/rest"
	"k8s.io/client-go/tools/cache"

	"github.com/skiff-k8s/skiff/apiserver/apiservertest"
	"github.com/skiff-k8s/skiff/store"
	"github.com/skiff-k8s/skiff/trace"
)

func clientset(t *testing.T, config *rest.Config, contentType string) *kubernetes.Clientset {
	t.Helper()
	config = rest.CopyConfig(config)
	config.ContentType, config.AcceptContentTypes = contentType, contentType
	c, err := kubernetes.NewForConfig(config)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func configMap(name string) *corev1.ConfigMap {
	return &corev1.ConfigMap{ObjectMeta: metav1.ObjectMeta{Name: name}}
}

// TestInformers runs client-go's informers, in both encodings, against creates,
// updates and deletes.
func TestInformers(t *testing.T) {
	for _, contentType := range []string{"application/json", "application/vnd.kubernetes.protobuf"} {
		t.Run(contentType, func(t *testing.T) {
			s := apiservertest.Start(t)
			c := clientset(t, s.Config(t), contentType)
			ctx, cancel := context.WithCancel(context.Background())
			defer cancel()
			maps := c.CoreV1().ConfigMaps("default")
			if _, err := maps.Create(ctx, configMap("before"), metav1.CreateOptions{}); err != nil {
				t.Fatal(err)
			}
			events := make(chan string, 100)
			factory := informers.NewSharedInformerFactory(c, 0)
			informer := factory.Core().V1().ConfigMaps().Informer()
			told := func(what string, o any) {
				if m, ok := o.(*corev1.ConfigMap); ok && m.Namespace == "default" {
					events <- what + " " + m.Name + m.Data["n"]
				}
			}
			_, err := informer.AddEventHandler(cache.ResourceEventHandlerFuncs{
				AddFunc:    func(o any) { told("added", o) },
				UpdateFunc: func(_, o any) { told("modified", o) },
				DeleteFunc: func(o any) { told("deleted", o) },
			})
			if err != nil {
				t.Fatal(err)
			}
			factory.Start(ctx.Done())
			if !cache.WaitForCacheSync(ctx.Done(), informer.HasSynced) {
				t.Fatal("never synced")
			}
			expect := func(want string) {
				t.Helper()
				select {
				case got := <-events:
					if got != want {
						t.Fatalf("got %q, want %q", got, want)
					}
				case <-time.After(time.Minute):
					t.Fatalf("nothing told, want %q", want)
				}
			}
			expect("added before")
			made, err := maps.Create(ctx, configMap("after"), metav1.CreateOptions{})
			if err != nil {
				t.Fatal(err)
			}
			expect("added after")
			made.Data = map[string]string{"n": "2"}
			if _, err := maps.Update(ctx, made, metav1.UpdateOptions{}); err != nil {
				t.Fatal(err)
			}
			expect("modified after2")
			if err := maps.Delete(ctx, "after", metav1.DeleteOptions{}); err != nil {
				t.Fatal(err)
			}
			expect("deleted after2")
		})
	}
}

func TestWatchFromThePast(t *testing.T) {
	s := apiservertest.Start(t)
	c := clientset(t, s.Config(t), "application/json")
	ctx := context.Background()
	maps := c.CoreV1().ConfigMaps("default")
	first, err := maps.Create(ctx, configMap("a"), metav1.CreateOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := maps.Create(ctx, configMap("b"), metav1.CreateOptions{}); err != nil {
		t.Fatal(err)
	}
	w, err := maps.Watch(ctx, metav1.ListOptions{ResourceVersion: first.ResourceVersion})
	if err != nil {
		t.Fatal(err)
	}
	defer w.Stop()
	if e := <-w.ResultChan(); e.Type != watch.Added || e.Object.(*corev1.ConfigMap).Name != "b" {
		t.Errorf("%+v", e)
	}
	yes := true
	listing, err := maps.Watch(ctx, metav1.ListOptions{
		SendInitialEvents: &yes, AllowWatchBookmarks: true, ResourceVersionMatch: metav1.ResourceVersionMatchNotOlderThan,
	})
	if err != nil {
		t.Fatal(err)
	}
	defer listing.Stop()
	for _, want := range []string{"a", "b"} {
		if e := <-listing.ResultChan(); e.Type != watch.Added || e.Object.(*corev1.ConfigMap).Name != want {
			t.Errorf("%+v", e)
		}
	}
	if e := <-listing.ResultChan(); e.Type != watch.Bookmark || e.Object.(*corev1.ConfigMap).Annotations[metav1.InitialEventsAnnotationKey] != "true" {
		t.Errorf("%+v", e)
	}
	seconds := int64(1)
	short, err := maps.Watch(ctx, metav1.ListOptions{TimeoutSeconds: &seconds, ResourceVersion: first.ResourceVersion, FieldSelector: "metadata.name=none"})
	if err != nil {
		t.Fatal(err)
	}
	if e, ok := <-short.ResultChan(); ok {
		t.Errorf("a watch of nothing told %+v", e)
	}
}

// TestWatchByWebSocket is what pages in browsers do.
func TestWatchByWebSocket(t *testing.T) {
	s := apiservertest.Start(t)
	config := s.Config(t)
	tlsConfig, err := rest.TLSConfigFor(config)
	if err != nil {
		t.Fatal(err)
	}
	tlsConfig.NextProtos = []string{"http/1.1"}
	dialer := websocket.Dialer{TLSClientConfig: tlsConfig}
	conn, _, err := dialer.Dial("wss"+strings.TrimPrefix(s.URL, "https")+"/api/v1/namespaces/default/configmaps?watch=true&resourceVersion=0", nil)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	c := clientset(t, config, "application/json")
	for _, name := range []string{"a", "b"} {
		if _, err := c.CoreV1().ConfigMaps("default").Create(context.Background(), configMap(name), metav1.CreateOptions{}); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{"a", "b"} {
		kind, message, err := conn.ReadMessage()
		if err != nil || kind != websocket.TextMessage || !strings.Contains(string(message), `{"type":"ADDED","object":{"kind":"ConfigMap","apiVersion":"v1","metadata":{"name":"`+name+`"`) {
			t.Fatalf("%d %s %v", kind, message, err)
		}
	}
}

func TestServiceAccountTokens(t *testing.T) {
	s := apiservertest.Start(t)
	admin := clientset(t, s.Config(t), "application/json")
	ctx := context.Background()
	accounts := admin.CoreV1().ServiceAccounts("default")
	if _, err := accounts.Create(ctx, &corev1.ServiceAccount{ObjectMeta: metav1.ObjectMeta{Name: "bot"}}, metav1.CreateOptions{}); err != nil {
		t.Fatal(err)
	}
	issued, err := accounts.CreateToken(ctx, "bot", &authenticationv1.TokenRequest{}, metav1.CreateOptions{})
	if err != nil || issued.Status.Token == "" {
		t.Fatal(issued, err)
	}
	bot := clientset(t, &rest.Config{Host: s.URL, BearerToken: issued.Status.Token, TLSClientConfig: rest.TLSClientConfig{CAData: s.Keys().CA.PEM}}, "application/json")
	if _, err := bot.CoreV1().ConfigMaps("default").List(ctx, metav1.ListOptions{}); !apierrors.IsForbidden(err) {
		t.Errorf("before the binding: %v", err)
	}
	_, err = admin.RbacV1().RoleBindings("default").Create(ctx, &rbacv1.RoleBinding{
		ObjectMeta: metav1.ObjectMeta{Name: "bot"}, RoleRef: rbacv1.RoleRef{APIGroup: rbacv1.GroupName, Kind: "ClusterRole", Name: "view"},
		Subjects: []rbacv1.Subject{{Kind: "ServiceAccount", Name: "bot", Namespace: "default"}},
	}, metav1.CreateOptions{})
	if err != nil {
		t.Fatal(err)
	}
	// Whoever was told of the binding finds it in force, at once.
	if _, err := bot.CoreV1().ConfigMaps("default").List(ctx, metav1.ListOptions{}); err != nil {
		t.Errorf("after the binding: %v", err)
	}
	if _, err := bot.CoreV1().Secrets("default").List(ctx, metav1.ListOptions{}); !apierrors.IsForbidden(err) {
		t.Errorf("view shows secrets: %v", err)
	}
	review, err := admin.AuthenticationV1().TokenReviews().Create(ctx, &authenticationv1.TokenReview{Spec: authenticationv1.TokenReviewSpec{Token: issued.Status.Token}}, metav1.CreateOptions{})
	if err != nil || !review.Status.Authenticated || review.Status.User.Username != "system:serviceaccount:default:bot" {
		t.Errorf("%+v %v", review.Status, err)
	}
	if err := accounts.Delete(ctx, "bot", metav1.DeleteOptions{}); err != nil {
		t.Fatal(err)
	}
	if _, err := bot.CoreV1().ConfigMaps("default").List(ctx, metav1.ListOptions{}); !apierrors.IsUnauthorized(err) {
		t.Errorf("after the account is gone: %v", err)
	}
}

func TestNodesKeepToThemselves(t *testing.T) {
	s := apiservertest.Start(t)
	admin := clientset(t, s.Config(t), "application/json")
	node := clientset(t, s.ConfigFor(t, "system:node:n1", "system:nodes"), "application/vnd.kubernetes.protobuf")
	ctx := context.Background()
	if _, err := node.CoreV1().Nodes().Create(ctx, &corev1.Node{ObjectMeta: metav1.ObjectMeta{Name: "n2"}}, metav1.CreateOptions{}); !apierrors.IsForbidden(err) {
		t.Errorf("another's node: %v", err)
	}
	made, err := node.CoreV1().Nodes().Create(ctx, &corev1.Node{ObjectMeta: metav1.ObjectMeta{Name: "n1"}}, metav1.CreateOptions{})
	if err != nil || len(made.Spec.Taints) != 1 || made.Spec.Taints[0].Key != corev1.TaintNodeNotReady {
		t.Fatal(made, err)
	}
	for _, name := range []string{"mine", "theirs"} {
		if _, err := admin.CoreV1().Secrets("default").Create(ctx, &corev1.Secret{ObjectMeta: metav1.ObjectMeta{Name: name}}, metav1.CreateOptions{}); err != nil {
			t.Fatal(err)
		}
	}
	pod := &corev1.Pod{ObjectMeta: metav1.ObjectMeta{Name: "p"}, Spec: corev1.PodSpec{
		Containers: []corev1.Container{{Name: "c", Image: "i"}},
		Volumes:    []corev1.Volume{{Name: "v", VolumeSource: corev1.VolumeSource{Secret: &corev1.SecretVolumeSource{SecretName: "mine"}}}},
	}}
	if _, err := admin.CoreV1().Pods("default").Create(ctx, pod, metav1.CreateOptions{}); err != nil {
		t.Fatal(err)
	}
	if _, err := node.CoreV1().Secrets("default").Get(ctx, "mine", metav1.GetOptions{}); !apierrors.IsForbidden(err) {
		t.Errorf("secret before the pod is bound: %v", err)
	}
	bind := &corev1.Binding{ObjectMeta: metav1.ObjectMeta{Name: "p"}, Target: corev1.ObjectReference{Kind: "Node", Name: "n1"}}
	if err := admin.CoreV1().Pods("default").Bind(ctx, bind, metav1.CreateOptions{}); err != nil {
		t.Fatal(err)
	}
	if err := admin.CoreV1().Pods("default").Bind(ctx, bind, metav1.CreateOptions{}); !apierrors.IsConflict(err) {
		t.Errorf("bound twice: %v", err)
	}
	if _, err := node.CoreV1().Secrets("default").Get(ctx, "mine", metav1.GetOptions{}); err != nil {
		t.Errorf("secret of its pod: %v", err)
	}
	if _, err := node.CoreV1().Secrets("default").Get(ctx, "theirs", metav1.GetOptions{}); !apierrors.IsForbidden(err) {
		t.Errorf("another secret: %v", err)
	}
	pods, err := node.CoreV1().Pods("").List(ctx, metav1.ListOptions{FieldSelector: "spec.nodeName=n1"})
	if err != nil || len(pods.Items) != 1 {
		t.Errorf("its pods: %v %v", pods, err)
	}
	if _, err := node.CoreV1().Pods("").List(ctx, metav1.ListOptions{}); !apierrors.IsForbidden(err) {
		t.Errorf("all pods: %v", err)
	}
}

func service(name string) *corev1.Service {
	return &corev1.Service{ObjectMeta: metav1.ObjectMeta{Name: name}, Spec: corev1.ServiceSpec{Type: corev1.ServiceTypeNodePort, Ports: []corev1.ServicePort{{Port: 80}}}}
}

func TestAddressesAreGivenOutOnce(t *testing.T) {
	s := apiservertest.Start(t)
	c := clientset(t, s.Config(t), "application/json")
	ctx := context.Background()
	const n = 40
	var wg sync.WaitGroup
	var mu sync.Mutex
	seen := map[string]string{}
	for i := range n {
		wg.Go(func() {
			// Half of them want the same port: one at most may have it.
			svc := service(fmt.Sprint("s", i))
			if i%2 == 0 {
				svc.Spec.Ports[0].NodePort = 30077
			}
			made, err := c.CoreV1().Services("default").Create(ctx, svc, metav1.CreateOptions{})
			if err != nil {
				if i%2 != 0 || !apierrors.IsInvalid(err) {
					t.Error(err)
				}
				return
			}
			mu.Lock()
			defer mu.Unlock()
			for _, what := range []string{made.Spec.ClusterIP, fmt.Sprint(made.Spec.Ports[0].NodePort)} {
				if other, taken := seen[what]; taken {
					t.Errorf("%s was given to %s and %s", what, other, made.Name)
				}
				seen[what] = made.Name
			}
		})
	}
	wg.Wait()
	if seen["30077"] == "" || len(seen) != 2*(n/2+1) {
		t.Errorf("%d things given out: %v", len(seen), seen)
	}
	owner := seen["30077"]
	if err := c.CoreV1().Services("default").Delete(ctx, owner, metav1.DeleteOptions{}); err != nil {
		t.Fatal(err)
	}
	again := service("again")
	again.Spec.Ports[0].NodePort = 30077
	if _, err := c.CoreV1().Services("default").Create(ctx, again, metav1.CreateOptions{}); err != nil {
		t.Errorf("a port that was given back: %v", err)
	}
}

// TestCausesAreBelievedOfOurOwn checks whose word is taken on why a write was
// made.
func TestCausesAreBelievedOfOurOwn(t *testing.T) {
	s := apiservertest.Start(t)
	header := trace.Header + ": " + trace.Encode(trace.Cause{Actor: "claimed", Reason: "because", Parents: []int64{2}})
	record := func(config *rest.Config, name string) trace.Record {
		t.Helper()
		resp, body := ask(t, config, "POST", "/api/v1/namespaces/default/configmaps", `{"metadata":{"name":"`+name+`"}}`, "Content-Type: application/json", header)
		if resp.StatusCode != 201 {
			t.Fatal(body)
		}
		var last trace.Record
		err := s.Store.Notes(context.Background(), 0, func(n store.Note) bool {
			if r, err := trace.DecodeRecord(n.Revision, n.Data); err == nil {
				last = r
			}
			return true
		})
		if err != nil || last.Name != name {
			t.Fatal(last, err)
		}
		return last
	}
	if r := record(s.ConfigFor(t, "system:kube-controller-manager", "system:masters"), "ours"); r.Cause.Actor != "claimed" || r.Cause.Reason != "because" {
		t.Errorf("of a component: %+v", r)
	}
	if r := record(s.ConfigFor(t, "mallory", "system:masters"), "theirs"); r.Cause.Actor != "" || r.User != "mallory" {
		t.Errorf("of a stranger: %+v", r)
	}
}
