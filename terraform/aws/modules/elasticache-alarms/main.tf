# CloudWatch alarms for one ElastiCache replication group that Developer Mesh uses; one instance of this module for the
# queue's and one for the cache's. Every metric is per node, and ElastiCache publishes one value a minute.

terraform {
  required_version = ">= 1.3"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.0"
    }
  }
}

locals {
  always = {
    EngineCPUUtilization = {
      statistic = "Average", comparison = "GreaterThanThreshold", threshold = 80, minutes = 5
      why       = "Redis runs commands in one thread, and that thread is nearly busy. Use a larger node, or a cluster of its own for the cache."
    }
    DatabaseMemoryUsagePercentage = {
      statistic = "Maximum", comparison = "GreaterThanThreshold", threshold = 75, minutes = 5
      why       = "With noeviction, a full queue answers OOM and webhooks go to PostgreSQL. Is a Worker running, and is it fast enough?"
    }
    CurrConnections = {
      statistic = "Maximum", comparison = "GreaterThanThreshold", threshold = var.max_connections, minutes = 5
      why       = "More than the pools of all pods may open. Who else is connected? See CLIENT LIST."
    }
    NewConnections = {
      statistic = "Sum", comparison = "GreaterThanThreshold", threshold = var.max_new_connections_per_minute, minutes = 5
      why       = "Connections are not kept. Look for restarting pods, rejected passwords, or probes that connect each time."
    }
    ReplicationLag = {
      statistic = "Maximum", comparison = "GreaterThanThreshold", threshold = 5, minutes = 5
      why       = "Seconds that a replica is behind. What it lacks is lost when it is promoted."
    }
    SwapUsage = {
      statistic = "Maximum", comparison = "GreaterThanThreshold", threshold = 300 * 1024 * 1024, minutes = 5
      why       = "Bytes in swap. Raise reserved-memory-percent, or use a larger node."
    }
    AuthenticationFailures = {
      statistic = "Sum", comparison = "GreaterThanThreshold", threshold = 0, minutes = 1
      why       = "Somebody logs in with a wrong password. During a rotation: was SET done before all pods had the new one?"
    }
  }

  evictions = var.is_cache ? {} : {
    Evictions = {
      statistic = "Sum", comparison = "GreaterThanThreshold", threshold = 0, minutes = 1
      why       = "The queue lost keys. Set maxmemory-policy noeviction, and move the cache to a cluster of its own."
    }
  }

  small = var.small_nodes ? {
    CPUUtilization = {
      statistic = "Average", comparison = "GreaterThanThreshold", threshold = 90 / var.vcpus, minutes = 5
      why       = "The node's CPU is nearly busy."
    }
  } : {}

  credits = var.burstable ? {
    CPUCreditBalance = {
      statistic = "Minimum", comparison = "LessThanThreshold", threshold = 50, minutes = 5
      why       = "A burstable node that has no credits left is slow. Use another node type for steady load."
    }
  } : {}

  alarms = merge(local.always, local.evictions, local.small, local.credits)

  of_nodes = {
    for pair in setproduct(var.nodes, keys(local.alarms)) : "${pair[0]}-${pair[1]}" => {
      node = pair[0], metric = pair[1], alarm = local.alarms[pair[1]]
    }
  }
}

resource "aws_cloudwatch_metric_alarm" "node" {
  for_each = local.of_nodes

  alarm_name          = each.key
  alarm_description   = each.value.alarm.why
  namespace           = "AWS/ElastiCache"
  metric_name         = each.value.metric
  dimensions          = { CacheClusterId = each.value.node }
  statistic           = each.value.alarm.statistic
  comparison_operator = each.value.alarm.comparison
  threshold           = each.value.alarm.threshold
  period              = 60
  evaluation_periods  = each.value.alarm.minutes
  # ReplicationLag is only there on replicas.
  treat_missing_data = "notBreaching"
  alarm_actions      = var.topic_arns
  ok_actions         = var.topic_arns
}
