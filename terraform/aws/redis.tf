# The stream must not be evicted, a cache may: they are apart unless redis_clusters says otherwise.

locals {
  apart = var.redis_clusters == "apart"

  clusters = { for use, cluster in {
    queue = { policy = "noeviction", node_type = var.queue_node_type, nodes = var.queue_nodes }
    cache = { policy = "allkeys-lru", node_type = var.cache_node_type, nodes = var.cache_nodes }
  } : use => cluster if use == "queue" || local.apart }

  # redis7, valkey7, valkey8
  parameter_family = "${var.redis_engine}${split(".", var.redis_engine_version)[0]}"
}

resource "aws_elasticache_parameter_group" "redis" {
  for_each = local.clusters

  name        = "${var.name}-${each.key}-${local.parameter_family}"
  description = "Developer Mesh: ${each.key}"
  family      = local.parameter_family

  parameter {
    name  = "maxmemory-policy"
    value = each.value.policy
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_elasticache_replication_group" "redis" {
  for_each = local.clusters

  # This is also the name that IAM tokens are signed for.
  replication_group_id = "${var.name}-${each.key}"
  description          = "Developer Mesh: ${each.key}"
  engine               = var.redis_engine
  engine_version       = var.redis_engine_version
  node_type            = each.value.node_type
  parameter_group_name = aws_elasticache_parameter_group.redis[each.key].name
  port                 = 6379

  num_cache_clusters         = each.value.nodes
  multi_az_enabled           = true
  automatic_failover_enabled = true

  subnet_group_name  = aws_elasticache_subnet_group.this.name
  security_group_ids = [aws_security_group.redis.id]

  # AWS's own online migration wants TLS off at first; devmesh migrate does not.
  transit_encryption_enabled = true
  transit_encryption_mode    = "required"
  at_rest_encryption_enabled = true

  user_group_ids             = var.redis_auth == "token" ? null : [aws_elasticache_user_group.redis[each.key].user_group_id]
  auth_token                 = var.redis_auth == "token" ? var.redis_auth_token : null
  auth_token_update_strategy = var.redis_auth == "token" ? var.redis_auth_token_update_strategy : null

  # What is on the stream is seconds old, and PostgreSQL has what the cache has.
  snapshot_retention_limit   = 0
  auto_minor_version_upgrade = true
}
