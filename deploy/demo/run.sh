#!/usr/bin/env bash
# The demo of `make run`: two echo upstreams, the proxy on configs/edge.json, and what to try with them.
#
#   deploy/demo/run.sh [APUS_BINARY [CONFIGURATION]]
#
# Ctrl-C ends all of them politely; a second one at once.
set -euo pipefail
cd "$(dirname "$0")/../.."

apus=${1:-.build/release/apus}
configuration=${2:-configs/edge.json}
edge=10000 admin=9901
declare -a started=()

end_all() {
    local status=$?
    trap - EXIT
    trap 'kill -TERM "${started[@]}" 2>/dev/null || true' INT TERM
    kill -TERM "${started[@]}" 2>/dev/null || true
    # A signal ends `wait` early: wait again until none is left.
    while kill -0 "${started[@]}" 2>/dev/null; do wait 2>/dev/null || true; done
    exit "$status"
}
trap end_all EXIT
trap 'echo; echo "ending"; exit 0' INT TERM

start() {
    "$@" &
    started+=("$!")
}

answers() {
    (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null
}

await() {
    local port=$1 tries=0
    until answers "$port"; do
        # A process that has ended says why itself.
        if [ "$(jobs -pr | wc -l)" -lt "${#started[@]}" ] || [ "$tries" -ge 200 ]; then
            echo "nothing listens on 127.0.0.1:$port" >&2
            return 1
        fi
        tries=$((tries + 1))
        sleep 0.05
    done
}

for port in 10001 10002 "$edge" "$admin"; do
    if answers "$port"; then
        echo "127.0.0.1:$port is in use by another program; the demo needs it" >&2
        exit 4
    fi
done

start "$apus" echo --port 10001 --name echo-1
start "$apus" echo --port 10002 --name echo-2
await 10001
await 10002
start "$apus" proxy -c "$configuration"
await "$edge"
await "$admin"

cat <<GUIDE

Apus serves $configuration. Try, in another terminal:

  curl -i localhost:$edge/                                    a request, echoed by one of two upstreams
  curl -i localhost:$edge/echo/hello                          the prefix /echo/ is rewritten to /
  curl -i localhost:$edge/old/page?x=1                        redirected
  curl -i localhost:$edge/healthz                             answered by the proxy itself
  curl -i localhost:$edge/slow                                delayed half a second by the fault filter
  curl -i localhost:$edge/fault                               delayed, then aborted with 503
  curl -i -H 'host: api.example.com' localhost:$edge/v1/users another virtual host, path and host rewritten
  curl -i 'localhost:$edge/?status=418&delay=200'             an upstream that misbehaves to order
  curl -s localhost:$admin/stats/prometheus?usedonly          what the proxy counted
  curl -s localhost:$admin/clusters                           its upstreams

Ctrl-C ends it all.

GUIDE

wait -n "${started[@]}"
