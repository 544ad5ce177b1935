{{/* What _common.tpl asks of this chart. */}}

{{- define "devmesh.key" -}}worker{{- end }}

{{- define "devmesh.port" -}}{{ int .Values.worker.port }}{{- end }}

{{- define "devmesh.doctorService" -}}worker{{- end }}

{{- define "devmesh.drainsItself" -}}{{- end }}

{{- define "devmesh.kedaEnabled" -}}{{ if .Values.keda.enabled }}true{{ end }}{{- end }}

{{- define "devmesh.ownSecretFiles" -}}
{{- with .Values.worker.bootstrapToken.existingSecret }}
{{ include "devmesh.secretFile" (dict "secret" . "key" $.Values.worker.bootstrapToken.existingSecretKey "variable" "WORKER_BOOTSTRAP_TOKEN") }}
{{- end }}
{{- end }}

{{- define "devmesh.ownCertificates" -}}
{{- with .Values.worker.forward.ca }}
{{- if .configMap }}
forward-ca:
  - configMap:
      name: {{ .configMap }}
      items:
        - { key: {{ .key | quote }}, path: ca.crt }
{{- end }}
{{- end }}
{{- end }}

{{- define "devmesh.ownEnv" -}}
{{- $worker := .Values.worker }}
- name: WORKER_PORT
  value: {{ include "devmesh.port" . | quote }}
{{- include "devmesh.env" (dict "name" "WORKER_CONCURRENCY" "value" $worker.concurrency) }}
{{- include "devmesh.env" (dict "name" "WORKER_BATCH_SIZE" "value" $worker.batchSize) }}
{{- include "devmesh.env" (dict "name" "EVENT_RETENTION" "value" $worker.eventRetention) }}
{{- include "devmesh.env" (dict "name" "AUDIT_RETENTION" "value" $worker.auditRetention) }}
{{- include "devmesh.env" (dict "name" "FORWARD_ALLOWED_NETWORKS" "value" $worker.forward.allowedNetworks) }}
{{- if $worker.forward.ca.configMap }}
- name: FORWARD_CA_FILE
  value: /etc/devmesh/forward-ca/ca.crt
{{- end }}
{{- end }}

{{- define "devmesh.ownValidation" -}}
{{- if and .Values.keda.enabled .Values.keda.streamLag.enabled (not .Values.redis.enabled) }}
{{- if eq .Values.externalRedis.auth "iam" }}
{{- fail "keda.streamLag.enabled is true, but KEDA can't sign the tokens of externalRedis.auth=iam: set keda.streamLag.enabled=false, and a prometheus trigger in keda.triggers" }}
{{- end }}
{{- if ne .Values.externalRedis.mode "standalone" }}
{{- fail "keda.streamLag.enabled is true, which works with externalRedis.mode=standalone only: set a trigger of the type redis-cluster-streams or redis-sentinel-streams in keda.triggers" }}
{{- end }}
{{- end }}
{{- if and .Values.keda.enabled (not .Values.keda.streamLag.enabled) (not .Values.keda.triggers) }}
{{- fail "keda.enabled is true, but there is nothing to scale by: set keda.streamLag.enabled=true or keda.triggers" }}
{{- end }}
{{- end }}
