resource "aws_sns_topic" "alarms" {
  count = length(var.alarm_topic_arns) == 0 ? 1 : 0

  name = "${var.name}-alarms"
}

locals {
  alarm_topic_arns = length(var.alarm_topic_arns) == 0 ? aws_sns_topic.alarms[*].arn : var.alarm_topic_arns

  # Connections that pods may open, twice during a rolling update: docs/operations/elasticache.md. Pools have 32 for Redis, 20 for PostgreSQL.
  redis_pool    = 32
  database_pool = 20
  connections = {
    queue    = (var.pods.edge_mcp * (local.apart ? 1 : 2) + var.pods.worker) * local.redis_pool * 2
    cache    = var.pods.edge_mcp * local.redis_pool * 2
    database = (var.pods.edge_mcp + var.pods.worker) * local.database_pool * 2
  }

  database_alarms = { for metric, alarm in {
    CPUUtilization = {
      statistic = "Average", comparison = "GreaterThanThreshold", threshold = 80, minutes = 15
      why       = "PostgreSQL is nearly busy. Which statements? Use a larger instance class, or EVENT_RETENTION."
    }
    FreeStorageSpace = {
      statistic = "Minimum", comparison = "LessThanThreshold", threshold = var.database_storage_gib * pow(1024, 3) / 10, minutes = 15
      why       = "Less than a tenth of the storage is free, and it does not grow: database_max_storage_gib is reached, or it has grown within the last six hours."
    }
    DatabaseConnections = {
      statistic = "Maximum", comparison = "GreaterThanThreshold", threshold = local.connections.database, minutes = 5
      why       = "More than the pools of all pods may open. Who else is connected? See pg_stat_activity."
    }
    FreeableMemory = {
      statistic = "Minimum", comparison = "LessThanThreshold", threshold = var.database_free_memory_mib * pow(1024, 2), minutes = 15
      why       = "Little memory is free. Use a larger instance class."
    }
    MaximumUsedTransactionIDs = {
      statistic = "Maximum", comparison = "GreaterThanThreshold", threshold = 1000000000, minutes = 15
      why       = "Half of the transaction ids are used up, and vacuum does not free them. What holds it back? A transaction that never ends?"
    }
    CPUCreditBalance = {
      statistic = "Minimum", comparison = "LessThanThreshold", threshold = 50, minutes = 5
      why       = "A burstable instance that has no credits left is slow, or costs more. Use another class for steady load."
    }
  } : metric => alarm if metric != "CPUCreditBalance" || startswith(var.database_instance_class, "db.t") }
}

module "redis_alarms" {
  source   = "./modules/elasticache-alarms"
  for_each = local.clusters

  nodes           = [for number in range(each.value.nodes) : format("%s-%s-%03d", var.name, each.key, number + 1)]
  topic_arns      = local.alarm_topic_arns
  is_cache        = each.key == "cache"
  burstable       = startswith(each.value.node_type, "cache.t")
  small_nodes     = length(regexall("\\.(micro|small|medium|large)$", each.value.node_type)) > 0 # two vCPUs
  max_connections = local.connections[each.key]
}

resource "aws_cloudwatch_metric_alarm" "database" {
  for_each = local.database_alarms

  alarm_name          = "${var.name}-database-${each.key}"
  alarm_description   = each.value.why
  namespace           = "AWS/RDS"
  metric_name         = each.key
  dimensions          = { DBInstanceIdentifier = aws_db_instance.postgres.identifier }
  statistic           = each.value.statistic
  comparison_operator = each.value.comparison
  threshold           = each.value.threshold
  period              = 60
  evaluation_periods  = each.value.minutes
  alarm_actions       = local.alarm_topic_arns
  ok_actions          = local.alarm_topic_arns
}
