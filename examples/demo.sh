#!/usr/bin/env bash
# The whole path, for real: a Deployment from "kubectl apply" to nginx's page,
# healed, scaled, updated, and explained. "make demo" runs it after the build.
# The cluster stays up; the last lines say how to go on and how to stop.
set -euo pipefail
cd "$(dirname "$0")/.."

skiff=bin/skiff
name=${SKIFF_DEMO_NAME:-demo}
context=skiff-$name
kubectl() { "$skiff" kubectl --context "$context" "$@"; }

say() { printf '\n\033[1m%s\033[0m\n' "$*"; }
show() { printf '\033[2m$ %s\033[0m\n' "$*"; "$@"; }

# pods prints the names of the demo's pods that are not on their way out.
pods() {
	kubectl get pods -l app=nginx-demo -o go-template='{{range .items}}{{if not .metadata.deletionTimestamp}}{{.metadata.name}}{{"\n"}}{{end}}{{end}}'
}

# until_true TITLE SECONDS COMMAND... shows what is waited for until it succeeds.
until_true() {
	local title=$1 limit=$2 start=$SECONDS
	shift 2
	until "$@" >/dev/null 2>&1; do
		if ((SECONDS - start > limit)); then
			printf '\r   gave up waiting for %s\n' "$title" >&2
			"$@" || true
			return 1
		fi
		printf '\r   waiting for %s %ds ' "$title" $((SECONDS - start))
		sleep 0.2
	done
	printf '\r\033[K'
}

page() { curl -fsS --max-time 2 "http://$address:$port/"; }
page_has() { page | grep -q "$1"; }
replaced() { [[ $(pods | wc -l) == "$1" ]] && ! pods | grep -q "$2"; }

say "1. A cluster of two nodes, with no route beyond this machine"
"$skiff" down --name "$name" >/dev/null 2>&1 || true
show "$skiff" up --name "$name" --nodes 2 --isolated

say "2. Images: nothing is pulled from anywhere, they were built here"
show "$skiff" image load --name "$name" bin/images/nginx.tar bin/images/nginx-next.tar bin/images/busybox.tar

say "3. One manifest"
show kubectl apply -f examples/nginx-demo.yaml -f examples/nginx-demo-service.yaml
show kubectl rollout status deployment/nginx-demo --timeout=120s
show kubectl get pods -l app=nginx-demo -o wide

say "4. nginx's page through the Service"
port=$(kubectl get service nginx-demo -o jsonpath='{.spec.ports[0].nodePort}')
address=$(kubectl get nodes -o jsonpath='{.items[0].status.addresses[?(@.type=="InternalIP")].address}')
until_true "the Service" 30 page
printf '\033[2m$ curl http://%s:%s/\033[0m\n' "$address" "$port"
page | sed 's/^/   /' | head -8

say "5. Somebody deletes a pod"
victim=$(pods | head -n 1)
show kubectl delete pod "$victim" --wait=false
until_true "its replacement" 60 replaced 2 "$victim"
show kubectl rollout status deployment/nginx-demo --timeout=120s
show kubectl get pods -l app=nginx-demo

say "6. Five replicas, and back to two"
show kubectl scale deployment/nginx-demo --replicas=5
show kubectl rollout status deployment/nginx-demo --timeout=120s
show kubectl scale deployment/nginx-demo --replicas=2
show kubectl rollout status deployment/nginx-demo --timeout=120s

say "7. A rolling update to another image"
show kubectl set image deployment/nginx-demo nginx=nginx:next
show kubectl rollout status deployment/nginx-demo --timeout=120s
until_true "the new page" 30 page_has "nginx:next"
page | grep "nginx:next" | sed 's/^/   /'

say "8. What happened, and why"
show "$skiff" trace --context "$context" deployment/nginx-demo

say "The cluster is up."
cat <<TXT
   go on:  $skiff kubectl --context $context get pods -A
           $skiff trace --context $context deployment/nginx-demo --watch
   stop:   $skiff down --name $name
TXT
