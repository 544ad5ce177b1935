# What the module makes of its inputs. Nothing is made: AWS is played by tests/mocks.

mock_provider "aws" {
  source = "./tests/mocks"
}

variables {
  vpc_id                    = "vpc-0123456789abcdef0"
  subnet_ids                = ["subnet-0aaaaaaaaaaaaaaaa", "subnet-0bbbbbbbbbbbbbbbb", "subnet-0cccccccccccccccc"]
  client_security_group_ids = ["sg-0fedcba9876543210"]
  oidc_provider_arn         = "arn:aws:iam::123456789012:oidc-provider/oidc.eks.eu-central-1.amazonaws.com/id/EXAMPLE"
}

run "by_itself_it_uses_iam_alone" {
  assert {
    condition     = alltrue([for cluster in aws_elasticache_replication_group.redis : cluster.transit_encryption_enabled && cluster.transit_encryption_mode == "required"])
    error_message = "A cluster takes connections without TLS."
  }
  assert {
    condition     = alltrue([for cluster in aws_elasticache_replication_group.redis : cluster.at_rest_encryption_enabled == "true"])
    error_message = "A cluster is not encrypted at rest."
  }
  assert {
    condition     = alltrue([for cluster in aws_elasticache_replication_group.redis : cluster.multi_az_enabled && cluster.automatic_failover_enabled && cluster.num_cache_clusters >= 2])
    error_message = "A cluster is not Multi-AZ."
  }
  assert {
    condition = { for use, group in aws_elasticache_parameter_group.redis : use => one([for parameter in group.parameter : parameter.value if parameter.name == "maxmemory-policy"]) } == {
      queue = "noeviction"
      cache = "allkeys-lru"
    }
    error_message = "The stream may be evicted, or the cache may not."
  }
  assert {
    condition     = aws_elasticache_replication_group.redis["queue"].parameter_group_name == "devmesh-queue-redis7" && aws_elasticache_parameter_group.redis["queue"].family == "redis7"
    error_message = "The stream's cluster does not use its parameter group."
  }
  assert {
    condition     = alltrue([for user in aws_elasticache_user.service : user.user_id == user.user_name && user.authentication_mode[0].type == "iam"])
    error_message = "A user is none of IAM: its id must be its name."
  }
  assert {
    condition     = aws_elasticache_user.default[0].user_name == "default" && aws_elasticache_user.default[0].access_string == "off -@all"
    error_message = "The default user can do something."
  }
  assert {
    condition = { for use, group in aws_elasticache_user_group.redis : use => join(" ", sort(group.user_ids)) } == {
      queue = "devmesh-default devmesh-edge-queue devmesh-worker"
      cache = "devmesh-default devmesh-edge-cache"
    }
    error_message = "A cluster has other users than those who need it."
  }
  assert {
    condition     = alltrue([for cluster in aws_elasticache_replication_group.redis : cluster.auth_token == null && length(cluster.user_group_ids) == 1])
    error_message = "A cluster has a token beside its users."
  }

  assert {
    condition     = aws_db_instance.postgres.multi_az && aws_db_instance.postgres.storage_encrypted && aws_db_instance.postgres.iam_database_authentication_enabled && aws_db_instance.postgres.manage_master_user_password && aws_db_instance.postgres.deletion_protection && !aws_db_instance.postgres.publicly_accessible && !aws_db_instance.postgres.skip_final_snapshot && aws_db_instance.postgres.backup_retention_period == 7
    error_message = "The database is not Multi-AZ, encrypted, backed up and protected, or is public."
  }
  assert {
    condition     = aws_db_instance.postgres.engine == "postgres" && aws_db_instance.postgres.engine_version == "17" && aws_db_instance.postgres.storage_type == "gp3"
    error_message = "The database is not PostgreSQL 17 on gp3."
  }
  assert {
    condition     = one([for parameter in aws_db_parameter_group.postgres.parameter : parameter.value if parameter.name == "rds.force_ssl"]) == "1" && aws_db_instance.postgres.parameter_group_name == aws_db_parameter_group.postgres.name
    error_message = "The database takes connections without TLS."
  }

  assert {
    condition = alltrue([for rule in concat(aws_vpc_security_group_ingress_rule.redis, aws_vpc_security_group_ingress_rule.database) :
    rule.referenced_security_group_id == "sg-0fedcba9876543210" && rule.cidr_ipv4 == null && rule.cidr_ipv6 == null && rule.prefix_list_id == null && rule.from_port == rule.to_port])
    error_message = "Somebody else than the pods' group may connect."
  }
  assert {
    condition     = [aws_vpc_security_group_ingress_rule.redis[0].to_port, aws_vpc_security_group_ingress_rule.database[0].to_port] == [6379, 5432]
    error_message = "The ports are not those of Redis and PostgreSQL."
  }

  assert {
    condition = jsondecode(aws_iam_role_policy.service["worker"].policy).Statement == [
      {
        Effect = "Allow"
        Action = ["elasticache:Connect"]
        Resource = [
          "arn:aws:elasticache:eu-central-1:123456789012:replicationgroup:devmesh-queue",
          "arn:aws:elasticache:eu-central-1:123456789012:user:devmesh-worker",
        ]
      },
      {
        Effect = "Allow"
        Action = ["rds-db:connect"]
        Resource = [
          "arn:aws:rds-db:eu-central-1:123456789012:dbuser:db-ABCDEFGHIJKLMNOPQRSTUVWXYZ/devmesh",
          "arn:aws:rds-db:eu-central-1:123456789012:dbuser:db-ABCDEFGHIJKLMNOPQRSTUVWXYZ/devmesh_owner",
        ]
      },
      {
        Effect    = "Allow"
        Action    = ["kms:Encrypt", "kms:Decrypt"]
        Resource  = ["arn:aws:kms:eu-central-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab"]
        Condition = { "ForAllValues:StringEquals" = { "kms:EncryptionContextKeys" = ["devmesh-tenant", "devmesh-key", "devmesh-check"] } }
      },
    ]
    error_message = "The Worker's role may do something else than it needs."
  }
  assert {
    condition = toset(jsondecode(aws_iam_role_policy.service["edge-mcp"].policy).Statement[0].Resource) == toset([
      "arn:aws:elasticache:eu-central-1:123456789012:replicationgroup:devmesh-cache",
      "arn:aws:elasticache:eu-central-1:123456789012:replicationgroup:devmesh-queue",
      "arn:aws:elasticache:eu-central-1:123456789012:user:devmesh-edge-cache",
      "arn:aws:elasticache:eu-central-1:123456789012:user:devmesh-edge-queue",
    ])
    error_message = "Edge MCP may connect to something else than its clusters by its users."
  }
  assert {
    condition     = alltrue([for policy in aws_iam_role_policy.service : !strcontains(policy.policy, "*")])
    error_message = "A policy has a wildcard."
  }
  assert {
    condition = jsondecode(aws_iam_role.service["edge-mcp"].assume_role_policy).Statement[0].Condition.StringEquals == {
      "oidc.eks.eu-central-1.amazonaws.com/id/EXAMPLE:sub" = "system:serviceaccount:edge-mcp:edge-mcp"
      "oidc.eks.eu-central-1.amazonaws.com/id/EXAMPLE:aud" = "sts.amazonaws.com"
    }
    error_message = "Another service account than Edge MCP's may take its role."
  }
  assert {
    condition     = length(aws_eks_pod_identity_association.service) == 0
    error_message = "With IRSA there is an association of Pod Identity."
  }

  assert {
    condition     = aws_kms_key.secrets[0].enable_key_rotation && aws_kms_key.secrets[0].deletion_window_in_days == 30 && aws_kms_alias.secrets[0].name == "alias/devmesh"
    error_message = "The key does not rotate, or can be deleted within days."
  }

  assert {
    condition     = toset(keys(aws_cloudwatch_metric_alarm.database)) == toset(["CPUUtilization", "DatabaseConnections", "FreeStorageSpace", "FreeableMemory", "MaximumUsedTransactionIDs"])
    error_message = "The database's alarms are others than the README has."
  }
  assert {
    condition     = alltrue([for alarm in aws_cloudwatch_metric_alarm.database : alarm.dimensions == tomap({ DBInstanceIdentifier = "devmesh" }) && contains(alarm.alarm_actions, "arn:aws:sns:eu-central-1:123456789012:devmesh-alarms")])
    error_message = "An alarm of the database watches something else, or notifies nobody."
  }
  assert {
    condition     = aws_cloudwatch_metric_alarm.database["DatabaseConnections"].threshold == 640 && aws_cloudwatch_metric_alarm.database["FreeStorageSpace"].threshold == 10737418240
    error_message = "The thresholds are not what the pools may open, and a tenth of the storage."
  }
  assert {
    condition = alltrue([for metric in ["EngineCPUUtilization", "DatabaseMemoryUsagePercentage", "Evictions", "ReplicationLag", "AuthenticationFailures"] :
    alltrue([for node in ["001", "002", "003"] : contains(output.alarm_names, "devmesh-queue-${node}-${metric}")])])
    error_message = join(" ", output.alarm_names)
  }
  assert {
    condition     = module.redis_alarms["queue"].thresholds["devmesh-queue-001-CurrConnections"] == 1024 && module.redis_alarms["cache"].thresholds["devmesh-cache-002-CurrConnections"] == 640
    error_message = "The alarms on connections are not at what the pools may open."
  }
  assert {
    condition     = module.redis_alarms["queue"].thresholds["devmesh-queue-001-CPUUtilization"] == 45 && contains(output.alarm_names, "devmesh-cache-001-CPUCreditBalance")
    error_message = "The alarms do not fit the node types."
  }
  assert {
    condition     = !contains(output.alarm_names, "devmesh-cache-001-Evictions") && !contains(output.alarm_names, "devmesh-queue-001-CPUCreditBalance")
    error_message = "The cache may evict, and the queue's nodes have no credits."
  }

  assert {
    condition     = output.helm_values_edge_mcp == file("tests/values/edge-mcp.iam.yaml")
    error_message = output.helm_values_edge_mcp
  }
  assert {
    condition     = output.helm_values_worker == file("tests/values/worker.iam.yaml")
    error_message = output.helm_values_worker
  }
  assert {
    condition     = output.database_roles_sql == file("tests/values/roles.sql")
    error_message = output.database_roles_sql
  }
}

run "users_with_passwords_and_the_schema_apart" {
  variables {
    redis_auth    = "users"
    database_auth = "password"
    schema_owner  = "apart"
    identity      = "pod-identity"
    cluster_name  = "my-eks"
    secrets_key   = "none"
    redis_engine  = "valkey"

    redis_engine_version = "8.0"
    redis_passwords = {
      edge-queue = ["0123456789abcdef-edge-queue"]
      edge-cache = ["0123456789abcdef-edge-cache"]
      worker     = ["0123456789abcdef-worker-old", "0123456789abcdef-worker-new"]
    }
  }

  assert {
    condition     = alltrue([for user in aws_elasticache_user.service : user.authentication_mode[0].type == "password"]) && length(aws_elasticache_user.service["worker"].authentication_mode[0].passwords) == 2
    error_message = "A user has no password, or the Worker not both."
  }
  assert {
    condition     = aws_elasticache_parameter_group.redis["cache"].family == "valkey8" && aws_elasticache_replication_group.redis["cache"].engine == "valkey"
    error_message = "Valkey has not the parameters of Valkey."
  }
  assert {
    condition     = length(aws_iam_role_policy.service) == 0 && length(aws_kms_key.secrets) == 0
    error_message = "A role may do something although nothing needs it."
  }
  assert {
    condition = { for service, association in aws_eks_pod_identity_association.service : service => "${association.cluster_name}/${association.namespace}/${association.service_account}" } == {
      edge-mcp = "my-eks/edge-mcp/edge-mcp"
      worker   = "my-eks/edge-mcp/worker"
    }
    error_message = "The roles are associated with other service accounts."
  }
  assert {
    condition     = jsondecode(aws_iam_role.service["worker"].assume_role_policy).Statement[0].Principal == { Service = "pods.eks.amazonaws.com" }
    error_message = "The roles trust somebody else than Pod Identity."
  }
  assert {
    condition     = output.helm_values_edge_mcp == file("tests/values/edge-mcp.users.yaml")
    error_message = output.helm_values_edge_mcp
  }
  assert {
    condition     = output.helm_values_worker == file("tests/values/worker.users.yaml")
    error_message = output.helm_values_worker
  }
  assert {
    condition     = !strcontains(output.database_roles_sql, "rds_iam")
    error_message = output.database_roles_sql
  }
}

run "one_cluster_with_a_token" {
  variables {
    name             = "devmesh"
    redis_clusters   = "shared"
    redis_auth       = "token"
    redis_auth_token = "0123456789abcdef-token"
    secrets_key      = "existing"
    secrets_key_arn  = "arn:aws:kms:eu-central-1:123456789012:key/9999abcd-12ab-34cd-56ef-1234567890ab"
    schema_owner     = "apart"
    queue_node_type  = "cache.t4g.medium"
    alarm_topic_arns = ["arn:aws:sns:eu-central-1:123456789012:pager"]

    database_instance_class = "db.t4g.medium"
  }

  assert {
    condition     = keys(aws_elasticache_replication_group.redis) == ["queue"] && aws_elasticache_replication_group.redis["queue"].auth_token == "0123456789abcdef-token" && aws_elasticache_replication_group.redis["queue"].auth_token_update_strategy == "ROTATE"
    error_message = "There is not one cluster with the token."
  }
  assert {
    condition     = aws_elasticache_replication_group.redis["queue"].user_group_ids == null && length(aws_elasticache_user.service) == 0 && length(aws_elasticache_user.default) == 0 && length(aws_elasticache_user_group.redis) == 0
    error_message = "There are users beside the token."
  }
  assert {
    condition     = one([for parameter in aws_elasticache_parameter_group.redis["queue"].parameter : parameter.value if parameter.name == "maxmemory-policy"]) == "noeviction"
    error_message = "The shared cluster may evict the stream."
  }
  assert {
    condition     = length(aws_kms_key.secrets) == 0 && jsondecode(aws_iam_role_policy.service["worker"].policy).Statement[1].Resource == [var.secrets_key_arn]
    error_message = "The key that is there is not used."
  }
  assert {
    condition = jsondecode(aws_iam_role_policy.service["schema"].policy).Statement == [{
      Effect   = "Allow"
      Action   = ["rds-db:connect"]
      Resource = ["arn:aws:rds-db:eu-central-1:123456789012:dbuser:db-ABCDEFGHIJKLMNOPQRSTUVWXYZ/devmesh_owner"]
    }]
    error_message = "The schema's role may do something else than log in as the owner."
  }
  assert {
    condition     = jsondecode(aws_iam_role_policy.service["edge-mcp"].policy).Statement[0].Resource == ["arn:aws:rds-db:eu-central-1:123456789012:dbuser:db-ABCDEFGHIJKLMNOPQRSTUVWXYZ/devmesh"]
    error_message = "A pod may log in as the schema's owner."
  }
  assert {
    condition     = length(aws_sns_topic.alarms) == 0 && alltrue([for alarm in aws_cloudwatch_metric_alarm.database : alarm.alarm_actions == toset(["arn:aws:sns:eu-central-1:123456789012:pager"])])
    error_message = "The alarms notify another topic than the one that is there."
  }
  assert {
    condition     = contains(keys(aws_cloudwatch_metric_alarm.database), "CPUCreditBalance")
    error_message = "Nobody watches the credits of a burstable instance."
  }
  assert {
    condition     = output.helm_values_edge_mcp == file("tests/values/edge-mcp.token.yaml")
    error_message = output.helm_values_edge_mcp
  }
  assert {
    condition     = output.helm_values_worker == file("tests/values/worker.token.yaml")
    error_message = output.helm_values_worker
  }
}

run "one_cluster_with_iam" {
  command = plan

  variables {
    redis_clusters = "shared"
  }

  assert {
    condition     = keys(aws_elasticache_user.service) == ["edge-queue", "worker"]
    error_message = "Each service has not one user."
  }
  assert {
    condition     = startswith(aws_elasticache_user.service["edge-queue"].access_string, "on ~webhook-events ~{mcp* ~edge_mcp:cache:* resetchannels &edge_mcp:cache:invalidate -@all +ping +client|setname +xadd ") && endswith(aws_elasticache_user.service["edge-queue"].access_string, " +eval +time +get +del +publish +subscribe +unsubscribe")
    error_message = aws_elasticache_user.service["edge-queue"].access_string
  }
}

run "all_in_one_go" {
  command = plan

  module {
    source = "./tests/all-in-one"
  }

  assert {
    condition     = length(output.devmesh.redis_hosts) == 2
    error_message = "What is not known before it is made decides on what is made."
  }
}
