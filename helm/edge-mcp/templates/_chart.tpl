{{/* What _common.tpl asks of this chart. */}}

{{- define "devmesh.key" -}}edgeMcp{{- end }}

{{- define "devmesh.port" -}}{{ int .Values.edgeMcp.port }}{{- end }}

{{- define "devmesh.doctorService" -}}edge-mcp{{- end }}

{{/* It waits by itself after SIGTERM, and tells clients meanwhile to leave. */}}
{{- define "devmesh.drainsItself" -}}true{{- end }}

{{- define "devmesh.kedaEnabled" -}}{{- end }}

{{/* A Redis of its own for the stream. */}}
{{- define "devmesh.queueApart" -}}
{{- if and (not .Values.redis.enabled) .Values.externalQueueRedis.host }}true{{ end }}
{{- end }}

{{- define "devmesh.ownSecretFiles" -}}
{{- if include "devmesh.queueApart" . }}
{{- include "devmesh.redisSecretFiles" (dict "root" . "redis" .Values.externalQueueRedis "prefix" "REDIS_QUEUE") }}
{{- end }}
{{- end }}

{{- define "devmesh.ownCertificates" -}}
{{- if include "devmesh.queueApart" . }}
{{- with include "devmesh.redisTlsSources" .Values.externalQueueRedis | trim }}
redis-queue-tls:
  {{- . | nindent 2 }}
{{- end }}
{{- end }}
{{- end }}

{{- define "devmesh.ownEnv" -}}
{{- $edge := .Values.edgeMcp }}
{{- if include "devmesh.queueApart" . }}
{{- $queue := .Values.externalQueueRedis }}
{{ include "devmesh.redisEnv" (dict "redis" $queue "prefix" "REDIS_QUEUE") | trim }}
{{- /* What is not said of the stream's Redis is that of the cache's, so each difference is said. */}}
{{- if ne $queue.mode .Values.externalRedis.mode }}
{{- if eq $queue.mode "standalone" }}
- name: REDIS_QUEUE_MODE
  value: standalone
{{- end }}
{{- end }}
{{- if and (ne $queue.auth "iam") (eq .Values.externalRedis.auth "iam") }}
- name: REDIS_QUEUE_AUTH
  value: password
{{- end }}
{{- if and (or .Values.externalRedis.username .Values.externalRedis.existingSecretUsernameKey) (not $queue.username) (not $queue.existingSecretUsernameKey) }}
- name: REDIS_QUEUE_USERNAME
  value: ""
{{- end }}
{{- if and (ne $queue.auth "iam") (not $queue.password) (not $queue.existingSecret) }}
- name: REDIS_QUEUE_PASSWORD
  value: ""
{{- end }}
{{- if and (eq $queue.auth "iam") (eq .Values.externalRedis.auth "password") }}
- name: REDIS_QUEUE_PASSWORD
  value: ""
{{- end }}
{{- $tls := $queue.tls }}
{{- $cache := .Values.externalRedis.tls }}
{{- if and $cache.enabled (or $cache.ca.configMap $cache.ca.secret) (not (and $tls.enabled (or $tls.ca.configMap $tls.ca.secret))) }}
- name: REDIS_QUEUE_TLS_CA_FILE
  value: ""
{{- end }}
{{- if and $cache.enabled $cache.clientCertificate.secret (not (and $tls.enabled $tls.clientCertificate.secret)) }}
- name: REDIS_QUEUE_TLS_CERT_FILE
  value: ""
- name: REDIS_QUEUE_TLS_KEY_FILE
  value: ""
{{- end }}
{{- if and $cache.enabled $cache.serverName (not (and $tls.enabled $tls.serverName)) }}
- name: REDIS_QUEUE_TLS_SERVER_NAME
  value: ""
{{- end }}
{{- if and .Values.externalRedis.tls.skipVerify (not (and $queue.tls.enabled $queue.tls.skipVerify)) }}
- name: REDIS_QUEUE_TLS_SKIP_VERIFY
  value: "false"
{{- end }}
{{- if and .Values.externalRedis.iam.serverless (not $queue.iam.serverless) }}
- name: REDIS_QUEUE_IAM_SERVERLESS
  value: "false"
{{- end }}
{{- end }}
- name: EDGE_MCP_PORT
  value: {{ include "devmesh.port" . | quote }}
- name: EDGE_MCP_REDIS_ENABLED
  value: {{ $edge.cache.redis.enabled | quote }}
{{- if not .Values.redis.enabled }}
{{- include "devmesh.env" (dict "name" "EDGE_MCP_REDIS_DB" "value" .Values.externalRedis.database) }}
{{- else }}
- name: EDGE_MCP_REDIS_DB
  value: "0"
{{- end }}
- name: EDGE_MCP_REDIS_FALLBACK_MODE
  value: {{ $edge.cache.redis.fallbackMode | quote }}
{{- include "devmesh.env" (dict "name" "EDGE_MCP_L1_MAX_ITEMS" "value" $edge.cache.l1.maxItems) }}
{{- include "devmesh.env" (dict "name" "EDGE_MCP_L1_TTL" "value" $edge.cache.l1.ttl) }}
{{- include "devmesh.env" (dict "name" "EDGE_MCP_L2_TTL" "value" $edge.cache.l2.ttl) }}
{{- include "devmesh.env" (dict "name" "EDGE_MCP_ENABLE_COMPRESSION" "value" $edge.cache.compression.enabled) }}
{{- include "devmesh.env" (dict "name" "EDGE_MCP_COMPRESSION_THRESHOLD" "value" $edge.cache.compression.threshold) }}
{{- with $edge.rateLimit }}
{{- include "devmesh.env" (dict "name" "EDGE_MCP_GLOBAL_RPS" "value" (ternary "off" .globalRps (eq (toString .globalRps) "false"))) }}
{{- include "devmesh.env" (dict "name" "EDGE_MCP_GLOBAL_BURST" "value" .globalBurst) }}
{{- include "devmesh.env" (dict "name" "EDGE_MCP_TENANT_RPS" "value" (ternary "off" .tenantRps (eq (toString .tenantRps) "false"))) }}
{{- include "devmesh.env" (dict "name" "EDGE_MCP_TENANT_BURST" "value" .tenantBurst) }}
{{- include "devmesh.env" (dict "name" "EDGE_MCP_KEY_RPS" "value" (ternary "off" .keyRps (eq (toString .keyRps) "false"))) }}
{{- include "devmesh.env" (dict "name" "EDGE_MCP_KEY_BURST" "value" .keyBurst) }}
{{- include "devmesh.env" (dict "name" "EDGE_MCP_TOOL_RPS" "value" (ternary "off" .toolRps (eq (toString .toolRps) "false"))) }}
{{- include "devmesh.env" (dict "name" "EDGE_MCP_TOOL_BURST" "value" .toolBurst) }}
{{- include "devmesh.env" (dict "name" "EDGE_MCP_ENABLE_QUOTAS" "value" .enableQuotas) }}
{{- end }}
{{- include "devmesh.env" (dict "name" "EDGE_MCP_DRAIN_DELAY" "value" (printf "%ds" (int $edge.preStopSeconds))) }}
{{- include "devmesh.env" (dict "name" "EDGE_MCP_TOOL_TIMEOUT" "value" $edge.toolTimeout) }}
{{- include "devmesh.env" (dict "name" "EDGE_MCP_ALLOWED_ORIGINS" "value" $edge.allowedOrigins) }}
{{- include "devmesh.env" (dict "name" "EDGE_MCP_ALLOWED_HOSTS" "value" $edge.allowedHosts) }}
{{- include "devmesh.env" (dict "name" "EDGE_MCP_TRUSTED_PROXIES" "value" $edge.trustedProxies) }}
{{- with $edge.oauth }}
{{- include "devmesh.env" (dict "name" "EDGE_MCP_OAUTH_ISSUER" "value" .issuer) }}
{{- include "devmesh.env" (dict "name" "EDGE_MCP_OAUTH_RESOURCE" "value" .resource) }}
{{- include "devmesh.env" (dict "name" "EDGE_MCP_OAUTH_JWKS_URI" "value" .jwksUri) }}
{{- include "devmesh.env" (dict "name" "EDGE_MCP_OAUTH_AUDIENCE" "value" .audience) }}
{{- include "devmesh.env" (dict "name" "EDGE_MCP_OAUTH_TENANT_CLAIM" "value" .tenantClaim) }}
{{- end }}
{{- include "devmesh.env" (dict "name" "WEBHOOK_MAX_BODY" "value" $edge.webhook.maxBody) }}
{{- include "devmesh.env" (dict "name" "WEBHOOK_DURABILITY" "value" $edge.webhook.durability) }}
{{- end }}

{{- define "devmesh.ownValidation" -}}{{- end }}

{{- define "devmesh.redisSelectorLabels" -}}
app.kubernetes.io/name: {{ .Values.redis.name }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "devmesh.redisLabels" -}}
{{ include "devmesh.redisSelectorLabels" . }}
app.kubernetes.io/component: redis
app.kubernetes.io/part-of: developer-mesh
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- end }}

{{/* The stream is in it, so nothing may be evicted: what is full refuses, and webhooks go to PostgreSQL. */}}
{{- define "devmesh.redisConfig" -}}
port 6379
bind * -::*
dir /data
maxmemory {{ .Values.redis.maxmemory }}
maxmemory-policy noeviction
appendonly {{ ternary "yes" "no" .Values.redis.persistence.enabled }}
appendfsync everysec
save ""
{{- if not .Values.redis.auth.enabled }}
protected-mode no
{{- end }}
{{- end }}

{{- define "devmesh.postgresqlSelectorLabels" -}}
app.kubernetes.io/name: {{ .Values.postgresql.name }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "devmesh.postgresqlLabels" -}}
{{ include "devmesh.postgresqlSelectorLabels" . }}
app.kubernetes.io/component: postgresql
app.kubernetes.io/part-of: developer-mesh
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- end }}

{{/* A stream is silent for EDGE_MCP_KEEP_ALIVE (15 s) at the most, a WebSocket for longer; nothing may be buffered. */}}
{{- define "devmesh.ingressAnnotations" -}}
{{- $seconds := int .Values.ingress.idleTimeoutSeconds }}
{{- if eq .Values.ingress.controller "nginx" }}
nginx.ingress.kubernetes.io/proxy-read-timeout: {{ $seconds | quote }}
nginx.ingress.kubernetes.io/proxy-send-timeout: {{ $seconds | quote }}
nginx.ingress.kubernetes.io/proxy-buffering: "off"
nginx.ingress.kubernetes.io/proxy-body-size: {{ .Values.ingress.maxBody | quote }}
{{- else if eq .Values.ingress.controller "alb" }}
alb.ingress.kubernetes.io/target-type: ip
alb.ingress.kubernetes.io/healthcheck-path: /health/ready
alb.ingress.kubernetes.io/load-balancer-attributes: idle_timeout.timeout_seconds={{ $seconds }}
alb.ingress.kubernetes.io/target-group-attributes: deregistration_delay.timeout_seconds={{ int .Values.edgeMcp.terminationGracePeriodSeconds }}
{{- else if eq .Values.ingress.controller "haproxy" }}
haproxy.org/timeout-server: {{ $seconds }}s
haproxy.org/timeout-tunnel: {{ $seconds }}s
{{- end }}
{{- end }}
