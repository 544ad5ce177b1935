{{/* What both charts share; a test keeps the two copies equal. The chart's own part is in _chart.tpl. */}}

{{- define "devmesh.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" }}
{{- end }}

{{- define "devmesh.fullname" -}}
{{- if .Values.fullnameOverride }}
{{- .Values.fullnameOverride | trunc 53 | trimSuffix "-" }}
{{- else if contains (include "devmesh.name" .) .Release.Name }}
{{- .Release.Name | trunc 53 | trimSuffix "-" }}
{{- else }}
{{- printf "%s-%s" .Release.Name (include "devmesh.name" .) | trunc 53 | trimSuffix "-" }}
{{- end }}
{{- end }}

{{- define "devmesh.selectorLabels" -}}
app.kubernetes.io/name: {{ include "devmesh.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "devmesh.labels" -}}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
{{ include "devmesh.selectorLabels" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/part-of: developer-mesh
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- with .Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{- define "devmesh.serviceAccountName" -}}
{{- if .Values.serviceAccount.create }}
{{- default (include "devmesh.fullname" .) .Values.serviceAccount.name }}
{{- else }}
{{- default "default" .Values.serviceAccount.name }}
{{- end }}
{{- end }}

{{/* repository, tag or digest, and the chart's appVersion where neither is set */}}
{{- define "devmesh.image" -}}
{{- if .image.digest }}
{{- printf "%s@%s" .image.repository .image.digest }}
{{- else }}
{{- printf "%s:%s" .image.repository (default .root.Chart.AppVersion .image.tag | toString) }}
{{- end }}
{{- end }}

{{- define "devmesh.imagePullSecrets" -}}
{{- with .Values.global.imagePullSecrets }}
imagePullSecrets:
{{- range . }}
  - name: {{ if kindIs "map" . }}{{ .name }}{{ else }}{{ . }}{{ end }}
{{- end }}
{{- end }}
{{- end }}

{{/* One variable; nothing where it has no value. Helm reads numbers as floats, which print as 1e+06. */}}
{{- define "devmesh.env" -}}
{{- $value := .value }}
{{- if kindIs "float64" $value }}{{ $value = int64 $value }}{{ end }}
{{- $value = join "," (ternary $value (list $value) (kindIs "slice" $value)) }}
{{- if and (not (kindIs "invalid" .value)) (ne $value "") }}
- name: {{ .name }}
  value: {{ $value | quote }}
{{- end }}
{{- end }}

{{- define "devmesh.secretsName" -}}{{ include "devmesh.fullname" . }}-secrets{{- end }}

{{/* Where the stream and the cache are: with "redis" the values of one Redis, and "prefix" REDIS or REDIS_QUEUE. */}}
{{- define "devmesh.redisEnv" -}}
{{- $redis := .redis }}
{{- $prefix := .prefix }}
{{- $host := ternary (printf "[%s]" $redis.host) $redis.host (contains ":" $redis.host) }}
- name: {{ $prefix }}_ADDR
  value: {{ printf "%s:%d" $host (int $redis.port) | quote }}
{{- if ne $redis.mode "standalone" }}
{{- include "devmesh.env" (dict "name" (print $prefix "_MODE") "value" $redis.mode) }}
{{- end }}
{{- if eq $redis.auth "iam" }}
{{- include "devmesh.env" (dict "name" (print $prefix "_AUTH") "value" "iam") }}
{{- include "devmesh.env" (dict "name" (print $prefix "_IAM_CACHE_NAME") "value" $redis.iam.cacheName) }}
{{- if $redis.iam.serverless }}
{{- include "devmesh.env" (dict "name" (print $prefix "_IAM_SERVERLESS") "value" "true") }}
{{- end }}
{{- end }}
{{- include "devmesh.env" (dict "name" (print $prefix "_USERNAME") "value" $redis.username) }}
- name: {{ $prefix }}_TLS_ENABLED
  value: {{ $redis.tls.enabled | quote }}
{{- if $redis.tls.enabled }}
{{- if $redis.tls.skipVerify }}
{{- include "devmesh.env" (dict "name" (print $prefix "_TLS_SKIP_VERIFY") "value" "true") }}
{{- end }}
{{- include "devmesh.env" (dict "name" (print $prefix "_TLS_SERVER_NAME") "value" $redis.tls.serverName) }}
{{- $folder := printf "/etc/devmesh/%s-tls" (lower $prefix | replace "_" "-") }}
{{- if or $redis.tls.ca.configMap $redis.tls.ca.secret }}
{{- include "devmesh.env" (dict "name" (print $prefix "_TLS_CA_FILE") "value" (print $folder "/ca.crt")) }}
{{- end }}
{{- if $redis.tls.clientCertificate.secret }}
{{- include "devmesh.env" (dict "name" (print $prefix "_TLS_CERT_FILE") "value" (print $folder "/tls.crt")) }}
{{- include "devmesh.env" (dict "name" (print $prefix "_TLS_KEY_FILE") "value" (print $folder "/tls.key")) }}
{{- end }}
{{- end }}
{{- if eq $redis.mode "sentinel" }}
{{- include "devmesh.env" (dict "name" (print $prefix "_SENTINEL_MASTER") "value" $redis.sentinel.master) }}
{{- include "devmesh.env" (dict "name" (print $prefix "_SENTINEL_ADDRS") "value" $redis.sentinel.addresses) }}
{{- end }}
{{- end }}

{{/* Folder of certificates of one Redis, or nothing. */}}
{{- define "devmesh.redisTlsSources" -}}
{{- if .tls.enabled }}
{{- with .tls.ca.configMap }}
- configMap:
    name: {{ . }}
    items:
      - { key: {{ $.tls.ca.key | quote }}, path: ca.crt }
{{- end }}
{{- with .tls.ca.secret }}
- secret:
    name: {{ . }}
    items:
      - { key: {{ $.tls.ca.key | quote }}, path: ca.crt }
{{- end }}
{{- with .tls.clientCertificate.secret }}
- secret:
    name: {{ . }}
    items:
      - { key: tls.crt, path: tls.crt }
      - { key: tls.key, path: tls.key }
{{- end }}
{{- end }}
{{- end }}

{{/* One file of the folder of secrets. */}}
{{- define "devmesh.secretFile" -}}
- secret:
    name: {{ .secret }}
    items:
      - { key: {{ .key | quote }}, path: {{ .variable }} }
{{- end }}

{{- define "devmesh.redisSecretFiles" -}}
{{- $redis := .redis }}
{{- if ne $redis.auth "iam" }}
{{- if $redis.existingSecret }}
{{ include "devmesh.secretFile" (dict "secret" $redis.existingSecret "key" $redis.existingSecretPasswordKey "variable" (print .prefix "_PASSWORD")) }}
{{- else if $redis.password }}
{{ include "devmesh.secretFile" (dict "secret" (include "devmesh.secretsName" .root) "key" (print .prefix "_PASSWORD") "variable" (print .prefix "_PASSWORD")) }}
{{- end }}
{{- end }}
{{- if and $redis.existingSecret $redis.existingSecretUsernameKey }}
{{ include "devmesh.secretFile" (dict "secret" $redis.existingSecret "key" $redis.existingSecretUsernameKey "variable" (print .prefix "_USERNAME")) }}
{{- end }}
{{- if and (eq $redis.mode "sentinel") $redis.sentinel.existingSecret }}
{{ include "devmesh.secretFile" (dict "secret" $redis.sentinel.existingSecret "key" $redis.sentinel.existingSecretPasswordKey "variable" (print .prefix "_SENTINEL_PASSWORD")) }}
{{- end }}
{{- end }}

{{/* Every secret is one file whose name is the variable: sources of a projected volume. */}}
{{- define "devmesh.secretSources" -}}
{{- $service := index .Values (include "devmesh.key" .) }}
{{- if .Values.redis.enabled }}
{{- if .Values.redis.auth.enabled }}
{{ include "devmesh.secretFile" (dict "secret" (default .Values.redis.name .Values.redis.auth.existingSecret) "key" .Values.redis.auth.existingSecretPasswordKey "variable" "REDIS_PASSWORD") }}
{{- end }}
{{- else }}
{{- include "devmesh.redisSecretFiles" (dict "root" . "redis" .Values.externalRedis "prefix" "REDIS") }}
{{- end }}
{{- include "devmesh.ownSecretFiles" . }}
{{- $database := $service.database }}
{{- if .Values.postgresql.enabled }}
{{ include "devmesh.secretFile" (dict "secret" .Values.postgresql.name "key" "password" "variable" "DATABASE_PASSWORD") }}
{{- else if ne $database.auth "iam" }}
{{- if $database.existingSecret }}
{{ include "devmesh.secretFile" (dict "secret" $database.existingSecret "key" $database.existingSecretPasswordKey "variable" "DATABASE_PASSWORD") }}
{{- else if $database.password }}
{{ include "devmesh.secretFile" (dict "secret" (include "devmesh.secretsName" .) "key" "DATABASE_PASSWORD" "variable" "DATABASE_PASSWORD") }}
{{- end }}
{{- end }}
{{- if not $database.migration.job }}
{{- with $database.migration.existingSecret }}
{{ include "devmesh.secretFile" (dict "secret" . "key" $database.migration.existingSecretPasswordKey "variable" "DATABASE_MIGRATION_PASSWORD") }}
{{- end }}
{{- end }}
{{- with .Values.masterKey.existingSecret }}
{{ include "devmesh.secretFile" (dict "secret" . "key" $.Values.masterKey.existingSecretKey "variable" "SECRETS_MASTER_KEY") }}
{{- end }}
{{- range .Values.extraSecretFiles }}
{{ include "devmesh.secretFile" (dict "secret" .secretName "key" .key "variable" .variable) }}
{{- end }}
{{- end }}

{{- define "devmesh.secretFolders" -}}
{{- $own := ternary (list "/etc/devmesh/secrets") list (ne (include "devmesh.secretSources" . | trim) "") }}
{{- concat $own .Values.extraSecretFolders | join ":" }}
{{- end }}

{{- define "devmesh.databaseEnv" -}}
{{- $database := (index .Values (include "devmesh.key" .)).database }}
- name: DATABASE_HOST
  value: {{ ternary .Values.postgresql.name $database.host .Values.postgresql.enabled | quote }}
- name: DATABASE_PORT
  value: {{ int $database.port | quote }}
- name: DATABASE_NAME
  value: {{ $database.name | quote }}
- name: DATABASE_USER
  value: {{ $database.user | quote }}
- name: DATABASE_SSL_MODE
  value: {{ ternary "prefer" $database.sslMode .Values.postgresql.enabled | quote }}
{{- if eq $database.auth "iam" }}
{{- include "devmesh.env" (dict "name" "DATABASE_AUTH" "value" "iam") }}
{{- end }}
{{- if or $database.ca.configMap $database.ca.secret }}
{{- include "devmesh.env" (dict "name" "DATABASE_SSL_ROOT_CERT" "value" "/etc/devmesh/database-ca/ca.pem") }}
{{- end }}
{{- include "devmesh.env" (dict "name" "DATABASE_POOL_MAX" "value" $database.poolMax) }}
{{- if not $database.migration.job }}
{{- include "devmesh.env" (dict "name" "DATABASE_MIGRATION_USER" "value" $database.migration.user) }}
{{- end }}
{{- end }}

{{/* All variables of the service, for its container and for the doctor. */}}
{{- define "devmesh.allEnv" -}}
{{- $service := index .Values (include "devmesh.key" .) }}
- name: DEVMESH_ENVIRONMENT
  value: {{ .Values.environment | quote }}
- name: DEVMESH_POD_NAME
  valueFrom:
    fieldRef:
      fieldPath: metadata.name
{{- include "devmesh.env" (dict "name" "VARIABLE_SOURCE_DIRS" "value" (include "devmesh.secretFolders" .)) }}
{{- include "devmesh.env" (dict "name" "LOG_FORMAT" "value" $service.logFormat) }}
{{- include "devmesh.env" (dict "name" "AWS_REGION" "value" $service.aws.region) }}
{{- if .Values.redis.enabled }}
- name: REDIS_ADDR
  value: {{ printf "%s:6379" .Values.redis.name | quote }}
{{- else }}
{{ include "devmesh.redisEnv" (dict "redis" .Values.externalRedis "prefix" "REDIS") | trim }}
{{- end }}
- name: REDIS_STREAM_NAME
  value: {{ .Values.stream.name | quote }}
- name: REDIS_CONSUMER_GROUP
  value: {{ .Values.stream.consumerGroup | quote }}
{{ include "devmesh.databaseEnv" . | trim }}
{{- include "devmesh.env" (dict "name" "SECRETS_KMS_KEY_ID" "value" .Values.masterKey.kmsKeyId) }}
{{ include "devmesh.ownEnv" . | trim }}
{{- with $service.extraEnv }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{- define "devmesh.mounts" -}}
- name: tmp
  mountPath: /tmp
- name: output
  mountPath: /opt/ol/wlp/output
- name: logs
  mountPath: /logs
{{- if include "devmesh.secretSources" . | trim }}
- name: secrets
  mountPath: /etc/devmesh/secrets
  readOnly: true
{{- end }}
{{- range $name, $sources := include "devmesh.certificateFolders" . | fromYaml }}
- name: {{ $name }}
  mountPath: /etc/devmesh/{{ $name }}
  readOnly: true
{{- end }}
{{- with (index .Values (include "devmesh.key" .)).extraVolumeMounts }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{/* Names of the volumes of certificates, with what is in them. */}}
{{- define "devmesh.certificateFolders" -}}
{{- $database := (index .Values (include "devmesh.key" .)).database }}
{{- if not .Values.redis.enabled }}
{{- with include "devmesh.redisTlsSources" .Values.externalRedis | trim }}
redis-tls:
  {{- . | nindent 2 }}
{{- end }}
{{- end }}
{{- with include "devmesh.ownCertificates" . | trim }}
{{ . }}
{{- end }}
{{- with include "devmesh.databaseCa" $database | trim }}
database-ca:
  {{- . | nindent 2 }}
{{- end }}
{{- end }}

{{- define "devmesh.databaseCa" -}}
{{- if .ca.configMap }}
- configMap:
    name: {{ .ca.configMap }}
    items:
      - { key: {{ .ca.key | quote }}, path: ca.pem }
{{- else if .ca.secret }}
- secret:
    name: {{ .ca.secret }}
    items:
      - { key: {{ .ca.key | quote }}, path: ca.pem }
{{- end }}
{{- end }}

{{/* The root file system is read-only; Liberty writes to three folders. */}}
{{- define "devmesh.volumes" -}}
- name: tmp
  emptyDir: {}
- name: output
  emptyDir: {}
- name: logs
  emptyDir: {}
{{- with include "devmesh.secretSources" . | trim }}
- name: secrets
  projected:
    defaultMode: 0440
    sources:
      {{- . | nindent 6 }}
{{- end }}
{{- range $name, $sources := include "devmesh.certificateFolders" . | fromYaml }}
- name: {{ $name }}
  projected:
    defaultMode: 0440
    sources:
      {{- toYaml $sources | nindent 6 }}
{{- end }}
{{- with (index .Values (include "devmesh.key" .)).extraVolumes }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{- define "devmesh.probe" -}}
{{- if .probe.enabled }}
{{ .name }}:
  httpGet:
    path: {{ .path }}
    port: http
  {{- omit .probe "enabled" | toYaml | nindent 2 }}
{{- end }}
{{- end }}

{{/* Whether something else than the chart decides on the number of replicas. */}}
{{- define "devmesh.scaled" -}}
{{- if or .Values.autoscaling.enabled (include "devmesh.kedaEnabled" .) }}true{{ end }}
{{- end }}

{{- define "devmesh.leastReplicas" -}}
{{- if .Values.autoscaling.enabled }}{{ int .Values.autoscaling.minReplicas }}
{{- else }}{{ int (index .Values (include "devmesh.key" .)).replicaCount }}{{ end }}
{{- end }}

{{/* What no schema can say. */}}
{{- define "devmesh.validate" -}}
{{- $key := include "devmesh.key" . }}
{{- $service := index .Values $key }}
{{- $needed := add (int $service.preStopSeconds) 35 }}
{{- if lt (int $service.terminationGracePeriodSeconds) (int $needed) }}
{{- fail (printf "%s.terminationGracePeriodSeconds is %d, but preStop (%d s) and the drain (30 s) need %d: a pod would be killed while it works" $key (int $service.terminationGracePeriodSeconds) (int $service.preStopSeconds) (int $needed)) }}
{{- end }}
{{- if .Values.podDisruptionBudget.enabled }}
{{- $least := .Values.podDisruptionBudget.minAvailable }}
{{- if and (not (kindIs "invalid" $least)) (not (kindIs "string" $least)) (ge (int $least) (include "devmesh.leastReplicas" . | int)) }}
{{- fail (printf "podDisruptionBudget.minAvailable is %d and there are as few as %s replicas, so no node could ever be drained: set less, or podDisruptionBudget.maxUnavailable" (int $least) (include "devmesh.leastReplicas" .)) }}
{{- end }}
{{- end }}
{{- if and .Values.autoscaling.enabled (gt (int .Values.autoscaling.minReplicas) (int .Values.autoscaling.maxReplicas)) }}
{{- fail "autoscaling.minReplicas is more than autoscaling.maxReplicas" }}
{{- end }}
{{- if and .Values.autoscaling.enabled (include "devmesh.kedaEnabled" .) }}
{{- fail "autoscaling.enabled and keda.enabled are both true, but KEDA makes a HorizontalPodAutoscaler of its own: set one of them to false" }}
{{- end }}
{{- if and $service.database.migration.job (eq $service.database.auth "iam") .Values.serviceAccount.create }}
{{- fail (printf "%s.database.migration.job is true, and with auth=iam the Job needs a service account that is there before the release: set serviceAccount.create=false and serviceAccount.name" $key) }}
{{- end }}
{{- $names := list }}
{{- range include "devmesh.allEnv" . | fromYamlArray }}
{{- if has .name $names }}
{{- fail (printf "%s.extraEnv has %s, which the chart sets by itself: use the value for it" $key .name) }}
{{- end }}
{{- $names = append $names .name }}
{{- end }}
{{- include "devmesh.ownValidation" . }}
{{- end }}

{{- define "devmesh.peers" -}}
{{- with . }}
to:
  {{- range . }}
  - ipBlock:
      cidr: {{ . }}
  {{- end }}
{{- end }}
{{- end }}

{{/* A sentinel's port is another one than that of the servers it watches. */}}
{{- define "devmesh.redisPorts" -}}
{{- $ports := list 6379 }}
{{- if not .Values.redis.enabled }}
{{- $ports = append $ports (int .Values.externalRedis.port) }}
{{- with .Values.externalQueueRedis }}{{- if .host }}{{- $ports = append $ports (int .port) }}{{- end }}{{- end }}
{{- end }}
{{- $ports | uniq | toYaml }}
{{- end }}

{{/* What is allowed and yet unwise, at the end of the notes. */}}
{{- define "devmesh.warnings" -}}
{{- $service := index .Values (include "devmesh.key" .) }}
{{- if and .Values.redis.enabled (eq .Values.environment "production") }}

WARNING: the bundled Redis is one server without a replica. In production set redis.enabled=false and externalRedis.
{{- end }}
{{- if and (not .Values.redis.enabled) .Values.externalRedis.tls.skipVerify }}

WARNING: externalRedis.tls.skipVerify is true: whoever is in the way can read and change what goes to Redis.
{{- end }}
{{- if or $service.database.password .Values.externalRedis.password }}

WARNING: a password is in the release's values, where everybody who may read Secrets finds it. Use existingSecret.
{{- end }}
{{- if .Values.postgresql.enabled }}

WARNING: the bundled PostgreSQL has no backup and no replica: for trials only.
{{- end }}
{{- if not (or .Values.masterKey.existingSecret .Values.masterKey.kmsKeyId) }}

WARNING: without masterKey.existingSecret or masterKey.kmsKeyId webhook secrets are stored unencrypted.
{{- end }}
{{- end }}
