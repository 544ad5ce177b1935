locals {
  primary = { for use, cluster in aws_elasticache_replication_group.redis : use => cluster.primary_endpoint_address }

  # Each says every value that it decides on, also the empty ones: so it wins, as the last file, over values.production.yaml.
  redis_values = { for user, use in { edge-queue = "queue", edge-cache = local.apart ? "cache" : "queue", worker = "queue" } : user => {
    host           = local.primary[use]
    port           = 6379
    auth           = var.redis_auth == "iam" ? "iam" : "password"
    username       = var.redis_auth == "token" ? "" : "${var.name}-${user}"
    existingSecret = { iam = "", users = "elasticache-${user}", token = "elasticache-auth" }[var.redis_auth]
    iam            = { cacheName = var.redis_auth == "iam" ? "${var.name}-${use}" : "" }
    tls            = { enabled = true }
  } }

  # With a password somebody apart is a Job of the Worker's chart; with IAM it would share the pods' role, so it is a Job of yours.
  schema_job = var.schema_owner == "apart" && var.database_auth == "password"
  database_values = { for service, migrates in { edge-mcp = var.schema_owner == "pods", worker = var.schema_owner == "pods" || local.schema_job } : service => {
    host           = aws_db_instance.postgres.address
    port           = 5432
    name           = var.database_name
    user           = "devmesh"
    auth           = var.database_auth
    existingSecret = var.database_auth == "password" ? "rds-auth" : ""
    sslMode        = "verify-full"
    ca             = { configMap = "rds-ca" }
    migration = {
      user           = migrates ? "devmesh_owner" : ""
      existingSecret = migrates && var.database_auth == "password" ? "rds-owner-auth" : ""
      job            = service == "worker" && local.schema_job
    }
  } }

  common_values = { for service, name in { edge-mcp = var.service_accounts.edge_mcp, worker = var.service_accounts.worker } : service => merge(
    {
      redis = { enabled = false }
      serviceAccount = {
        create      = true
        name        = name
        annotations = local.irsa ? { "eks.amazonaws.com/role-arn" = aws_iam_role.service[service].arn } : {}
      }
    },
    # Without a key of KMS the master key is none of this module's business.
    { for key, value in { masterKey = { kmsKeyId = local.secrets_key_id, existingSecret = "" } } : key => value if var.secrets_key != "none" },
  ) }
}

output "helm_values_edge_mcp" {
  description = "Values of the chart edge-mcp, without secrets."
  value = yamlencode(merge(
    local.common_values.edge-mcp,
    {
      externalRedis = local.redis_values[local.apart ? "edge-cache" : "edge-queue"]
      edgeMcp = {
        aws      = { region = local.region }
        cache    = { redis = { enabled = true } }
        database = local.database_values.edge-mcp
      }
    },
    { for key, value in { externalQueueRedis = local.redis_values.edge-queue } : key => value if local.apart },
  ))
}

output "helm_values_worker" {
  description = "Values of the chart worker, without secrets."
  value = yamlencode(merge(
    local.common_values.worker,
    {
      externalRedis = local.redis_values.worker
      worker = {
        aws      = { region = local.region }
        database = local.database_values.worker
      }
    },
  ))
}

output "database_roles_sql" {
  description = "What the master user runs once, before the charts are installed."
  value = join("", [for statement in concat(
    [
      "CREATE ROLE devmesh_owner LOGIN",
      "CREATE ROLE devmesh LOGIN",
      "GRANT CREATE, CONNECT ON DATABASE ${var.database_name} TO devmesh_owner",
      "GRANT CONNECT ON DATABASE ${var.database_name} TO devmesh",
    ],
    var.database_auth == "iam" ? ["GRANT rds_iam TO devmesh_owner, devmesh"] : [],
  ) : "${statement};\n"])
}

output "database_master_secret_arn" {
  description = "The secret of Secrets Manager with the master user's password."
  value       = one(aws_db_instance.postgres.master_user_secret[*].secret_arn)
}

output "database_host" {
  description = "The writer's endpoint; with IAM exactly this name, because it is signed."
  value       = aws_db_instance.postgres.address
}

output "redis_hosts" {
  description = "Primary endpoints, by `queue` and `cache`."
  value       = local.primary
}

output "role_arns" {
  description = "Roles, by `edge-mcp`, `worker` and, with `schema_owner = \"apart\"` and IAM, `schema`."
  value       = { for service, role in aws_iam_role.service : service => role.arn }
}

output "security_group_ids" {
  description = "Groups of `redis` and `database`: where what pods may reach is restricted, let them reach these."
  value       = { redis = aws_security_group.redis.id, database = aws_security_group.database.id }
}

output "secrets_key_arn" {
  description = "The key of KMS, or empty."
  value       = local.secrets_key_arn
}

output "alarm_topic_arns" {
  description = "Topics that the alarms notify."
  value       = local.alarm_topic_arns
}

output "alarm_names" {
  description = "All alarms."
  value       = sort(concat(flatten([for alarms in module.redis_alarms : keys(alarms.thresholds)]), [for alarm in aws_cloudwatch_metric_alarm.database : alarm.alarm_name]))
}
