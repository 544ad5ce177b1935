# Only the pods may connect, and they are named by group. Neither group lets anything out.

resource "aws_security_group" "redis" {
  name        = "${var.name}-redis"
  description = "Redis of Developer Mesh"
  vpc_id      = var.vpc_id
  tags        = { Name = "${var.name}-redis" }
}

resource "aws_vpc_security_group_ingress_rule" "redis" {
  count = length(var.client_security_group_ids)

  security_group_id            = aws_security_group.redis.id
  description                  = "Pods of Developer Mesh"
  referenced_security_group_id = var.client_security_group_ids[count.index]
  ip_protocol                  = "tcp"
  from_port                    = 6379
  to_port                      = 6379
}

resource "aws_security_group" "database" {
  name        = "${var.name}-database"
  description = "PostgreSQL of Developer Mesh"
  vpc_id      = var.vpc_id
  tags        = { Name = "${var.name}-database" }
}

resource "aws_vpc_security_group_ingress_rule" "database" {
  count = length(var.client_security_group_ids)

  security_group_id            = aws_security_group.database.id
  description                  = "Pods of Developer Mesh"
  referenced_security_group_id = var.client_security_group_ids[count.index]
  ip_protocol                  = "tcp"
  from_port                    = 5432
  to_port                      = 5432
}

resource "aws_elasticache_subnet_group" "this" {
  name        = var.name
  description = "Developer Mesh"
  subnet_ids  = var.subnet_ids
}

resource "aws_db_subnet_group" "this" {
  name        = var.name
  description = "Developer Mesh"
  subnet_ids  = var.subnet_ids
}
