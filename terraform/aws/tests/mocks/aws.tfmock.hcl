# What AWS would answer, for tests that reach no AWS.

mock_data "aws_caller_identity" {
  defaults = { account_id = "123456789012" }
}

mock_data "aws_partition" {
  defaults = { partition = "aws" }
}

mock_data "aws_region" {
  defaults = { name = "eu-central-1" }
}

mock_resource "aws_security_group" {
  defaults = { id = "sg-0aaaaaaaaaaaaaaaa" }
}

mock_resource "aws_sns_topic" {
  defaults = { arn = "arn:aws:sns:eu-central-1:123456789012:devmesh-alarms" }
}

mock_resource "aws_kms_key" {
  defaults = {
    arn    = "arn:aws:kms:eu-central-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab"
    key_id = "1234abcd-12ab-34cd-56ef-1234567890ab"
  }
}

mock_resource "aws_kms_alias" {
  defaults = { arn = "arn:aws:kms:eu-central-1:123456789012:alias/devmesh" }
}

mock_resource "aws_db_instance" {
  defaults = {
    address     = "devmesh.abc123.eu-central-1.rds.amazonaws.com"
    arn         = "arn:aws:rds:eu-central-1:123456789012:db:devmesh"
    resource_id = "db-ABCDEFGHIJKLMNOPQRSTUVWXYZ"
  }
}

override_resource {
  target = aws_elasticache_replication_group.redis["queue"]
  values = {
    arn                      = "arn:aws:elasticache:eu-central-1:123456789012:replicationgroup:devmesh-queue"
    primary_endpoint_address = "master.devmesh-queue.abc123.euc1.cache.amazonaws.com"
  }
}

override_resource {
  target = aws_elasticache_replication_group.redis["cache"]
  values = {
    arn                      = "arn:aws:elasticache:eu-central-1:123456789012:replicationgroup:devmesh-cache"
    primary_endpoint_address = "master.devmesh-cache.abc123.euc1.cache.amazonaws.com"
  }
}

override_resource {
  target = aws_elasticache_user.service["edge-queue"]
  values = { arn = "arn:aws:elasticache:eu-central-1:123456789012:user:devmesh-edge-queue" }
}

override_resource {
  target = aws_elasticache_user.service["edge-cache"]
  values = { arn = "arn:aws:elasticache:eu-central-1:123456789012:user:devmesh-edge-cache" }
}

override_resource {
  target = aws_elasticache_user.service["worker"]
  values = { arn = "arn:aws:elasticache:eu-central-1:123456789012:user:devmesh-worker" }
}

override_resource {
  target = aws_iam_role.service["edge-mcp"]
  values = { arn = "arn:aws:iam::123456789012:role/devmesh-edge-mcp" }
}

override_resource {
  target = aws_iam_role.service["worker"]
  values = { arn = "arn:aws:iam::123456789012:role/devmesh-worker" }
}

override_resource {
  target = aws_iam_role.service["schema"]
  values = { arn = "arn:aws:iam::123456789012:role/devmesh-schema" }
}
