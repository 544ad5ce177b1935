locals {
  # What each service must be allowed: docs/operations/elasticache.md. A test keeps these equal to that page.
  rules = {
    edge-queue = "~webhook-events ~{mcp* -@all +ping +client|setname +xadd +wait +xlen +info +xread +xrange +exists +set +hset +hget +hgetall +hdel +pexpire +eval +time"
    edge-cache = "~edge_mcp:cache:* resetchannels &edge_mcp:cache:invalidate -@all +ping +client|setname +get +set +del +publish +subscribe +unsubscribe"
    worker     = "~webhook-events ~{mcp}:stored -@all +ping +client|setname +xgroup|create +xreadgroup +xpending +xclaim +xrange +xack +xdel +xlen +xinfo|groups +xinfo|consumers +xgroup|delconsumer +xtrim +eval +xadd"
  }

  # Edge MCP uses one user for both where both are in one cluster: keys, then -@all, then commands.
  words_of_edge = split(" ", "${local.rules.edge-queue} ${local.rules.edge-cache}")
  rule_of_edge = join(" ", distinct(concat(
    [for word in local.words_of_edge : word if !startswith(word, "+") && word != "-@all"],
    ["-@all"],
    [for word in local.words_of_edge : word if startswith(word, "+")],
  )))

  users = { for user, of in {
    edge-queue = { clusters = ["queue"], rule = local.apart ? local.rules.edge-queue : local.rule_of_edge }
    edge-cache = { clusters = ["cache"], rule = local.rules.edge-cache }
    worker     = { clusters = ["queue"], rule = local.rules.worker }
  } : user => of if var.redis_auth != "token" && (user != "edge-cache" || local.apart) }
}

# IAM wants a user's id to be its name, and ids are the account's: so both begin with var.name.
resource "aws_elasticache_user" "service" {
  for_each = local.users

  user_id       = "${var.name}-${each.key}"
  user_name     = "${var.name}-${each.key}"
  engine        = "redis" # also of users of Valkey
  access_string = "on ${each.value.rule}"

  authentication_mode {
    type      = var.redis_auth == "iam" ? "iam" : "password"
    passwords = var.redis_auth == "iam" ? null : var.redis_passwords[each.key]
  }
}

# Each group needs a user named default; this one can do nothing.
resource "aws_elasticache_user" "default" {
  count = var.redis_auth == "token" ? 0 : 1

  user_id       = "${var.name}-default"
  user_name     = "default"
  engine        = "redis"
  access_string = "off -@all"

  authentication_mode {
    type = "no-password-required"
  }
}

resource "aws_elasticache_user_group" "redis" {
  for_each = { for use, cluster in local.clusters : use => cluster if var.redis_auth != "token" }

  user_group_id = "${var.name}-${each.key}"
  engine        = "redis"
  user_ids = concat(
    [aws_elasticache_user.default[0].user_id],
    [for user, of in local.users : aws_elasticache_user.service[user].user_id if contains(of.clusters, each.key)],
  )
}
