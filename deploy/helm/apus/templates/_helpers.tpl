{{- /* The name of an image: repository, tag, digest, and the version that is its tag by default. */ -}}
{{- define "apus.imageName" -}}
{{- if .digest -}}
{{ .repository }}@{{ .digest }}
{{- else -}}
{{ .repository }}:{{ .tag | default .version }}
{{- end -}}
{{- end -}}

{{- define "apus.image" -}}
{{- include "apus.imageName" (merge (dict "version" .Chart.AppVersion) .Values.image) -}}
{{- end -}}

{{- define "apus.initImage" -}}
{{- include "apus.imageName" (merge (dict "version" .Chart.AppVersion) .Values.initImage) -}}
{{- end -}}

{{- /* What the gateway runs: the values', or what asks the control plane of this namespace. */ -}}
{{- define "apus.edge.bootstrap" -}}
{{- .Values.edge.bootstrap | default (.Files.Get "files/edge-bootstrap.yaml"
    | replace "control-plane.apus-system.svc" (printf "control-plane.%s.svc" .Release.Namespace)) -}}
{{- end -}}

{{- /* Names end in a hash of what they hold, so that a change is a rollout, and a rollback brings the old one. */ -}}
{{- define "apus.edge.configuration" -}}
edge-{{ include "apus.edge.bootstrap" . | sha256sum | trunc 10 }}
{{- end -}}

{{- define "apus.controlPlane.documents" -}}
{{- if .Values.controlPlane.documents -}}
{{ toYaml .Values.controlPlane.documents }}
{{- else -}}
mesh.yaml: {{ .Files.Get "files/control-plane-mesh.yaml"
    | replace "namespace: apus-system" (printf "namespace: %s" .Release.Namespace) | toJson }}
{{- end -}}
{{- end -}}

{{- define "apus.controlPlane.configuration" -}}
control-plane-{{ include "apus.controlPlane.documents" . | sha256sum | trunc 10 }}
{{- end -}}

{{- define "apus.controlPlane.ready" -}}
{{- list "/usr/local/bin/apus" "ready" "--admin=127.0.0.1:18000" "--ca=/etc/apus-tls/ca.crt"
    "--certificate=/etc/apus-tls/tls.crt" "--key=/etc/apus-tls/tls.key"
    (printf "--server-name=control-plane.%s.svc" .Release.Namespace) | toJson -}}
{{- end -}}
