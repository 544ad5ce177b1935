# What the module refuses before anything is asked of AWS; the messages are in variables.tf.

mock_provider "aws" {
  source = "./tests/mocks"
}

variables {
  vpc_id                    = "vpc-0123456789abcdef0"
  subnet_ids                = ["subnet-0aaaaaaaaaaaaaaaa", "subnet-0bbbbbbbbbbbbbbbb"]
  client_security_group_ids = ["sg-0fedcba9876543210"]
  oidc_provider_arn         = "arn:aws:iam::123456789012:oidc-provider/oidc.eks.eu-central-1.amazonaws.com/id/EXAMPLE"
}

run "a_name_in_upper_case" {
  command = plan
  variables {
    name = "DevMesh"
  }
  expect_failures = [var.name]
}

run "a_name_that_is_too_long" {
  command = plan
  variables {
    name = "developer-mesh-in-staging"
  }
  expect_failures = [var.name]
}

run "a_vpc_by_its_name" {
  command = plan
  variables {
    vpc_id = "main"
  }
  expect_failures = [var.vpc_id]
}

run "a_single_subnet" {
  command = plan
  variables {
    subnet_ids = ["subnet-0aaaaaaaaaaaaaaaa"]
  }
  expect_failures = [var.subnet_ids]
}

run "a_subnet_twice" {
  command = plan
  variables {
    subnet_ids = ["subnet-0aaaaaaaaaaaaaaaa", "subnet-0aaaaaaaaaaaaaaaa"]
  }
  expect_failures = [var.subnet_ids]
}

run "a_subnet_by_its_range" {
  command = plan
  variables {
    subnet_ids = ["10.0.1.0/24", "10.0.2.0/24"]
  }
  expect_failures = [var.subnet_ids]
}

run "everybody_as_client" {
  command = plan
  variables {
    client_security_group_ids = ["0.0.0.0/0"]
  }
  expect_failures = [var.client_security_group_ids]
}

run "nobody_as_client" {
  command = plan
  variables {
    client_security_group_ids = []
  }
  expect_failures = [var.client_security_group_ids]
}

run "a_namespace_in_upper_case" {
  command = plan
  variables {
    namespace = "Edge"
  }
  expect_failures = [var.namespace]
}

run "one_service_account_for_both" {
  command = plan
  variables {
    service_accounts = { edge_mcp = "devmesh", worker = "devmesh" }
  }
  expect_failures = [var.service_accounts]
}

run "an_identity_that_there_is_not" {
  command = plan
  variables {
    identity = "kiam"
  }
  expect_failures = [var.identity]
}

run "irsa_without_a_provider" {
  command = plan
  variables {
    oidc_provider_arn = ""
  }
  expect_failures = [var.oidc_provider_arn]
}

run "the_issuers_url" {
  command = plan
  variables {
    oidc_provider_arn = "https://oidc.eks.eu-central-1.amazonaws.com/id/EXAMPLE"
  }
  expect_failures = [var.oidc_provider_arn]
}

run "pod_identity_without_a_cluster" {
  command = plan
  variables {
    identity = "pod-identity"
  }
  expect_failures = [var.cluster_name]
}

run "clusters_that_are_neither" {
  command = plan
  variables {
    redis_clusters = "separate"
  }
  expect_failures = [var.redis_clusters]
}

run "another_engine" {
  command = plan
  variables {
    redis_engine = "memcached"
  }
  expect_failures = [var.redis_engine]
}

run "redis_without_iam" {
  command = plan
  variables {
    redis_engine_version = "6.2"
  }
  expect_failures = [var.redis_engine_version]
}

run "valkey_with_a_version_of_redis" {
  command = plan
  variables {
    redis_engine         = "valkey"
    redis_engine_version = "7.1"
  }
  expect_failures = [var.redis_engine_version]
}

run "an_instance_class_for_the_queue" {
  command = plan
  variables {
    queue_node_type = "db.m7g.large"
  }
  expect_failures = [var.queue_node_type]
}

run "a_queue_without_a_replica" {
  command = plan
  variables {
    queue_nodes = 1
  }
  expect_failures = [var.queue_nodes]
}

run "an_instance_class_for_the_cache" {
  command = plan
  variables {
    cache_node_type = "t4g.medium"
  }
  expect_failures = [var.cache_node_type]
}

run "a_cache_with_too_many_replicas" {
  command = plan
  variables {
    cache_nodes = 7
  }
  expect_failures = [var.cache_nodes]
}

run "another_way_to_log_in" {
  command = plan
  variables {
    redis_auth = "password"
  }
  expect_failures = [var.redis_auth]
}

run "users_without_passwords" {
  command = plan
  variables {
    redis_auth = "users"
  }
  expect_failures = [var.redis_passwords]
}

run "passwords_of_nobody" {
  command = plan
  variables {
    redis_passwords = { worker = ["0123456789abcdef"] }
  }
  expect_failures = [var.redis_passwords]
}

run "a_short_password" {
  command = plan
  variables {
    redis_auth      = "users"
    redis_clusters  = "shared"
    redis_passwords = { edge-queue = ["0123456789abcdef"], worker = ["short"] }
  }
  expect_failures = [var.redis_passwords]
}

run "three_passwords" {
  command = plan
  variables {
    redis_auth      = "users"
    redis_clusters  = "shared"
    redis_passwords = { edge-queue = ["0123456789abcdef"], worker = ["0123456789abcdef1", "0123456789abcdef2", "0123456789abcdef3"] }
  }
  expect_failures = [var.redis_passwords]
}

run "no_token" {
  command = plan
  variables {
    redis_auth = "token"
  }
  expect_failures = [var.redis_auth_token]
}

run "a_token_that_is_too_short" {
  command = plan
  variables {
    redis_auth       = "token"
    redis_auth_token = "0123456789abcde"
  }
  expect_failures = [var.redis_auth_token]
}

run "a_token_that_is_too_long" {
  command = plan
  variables {
    redis_auth       = "token"
    redis_auth_token = join("", [for i in range(129) : "x"])
  }
  expect_failures = [var.redis_auth_token]
}

run "a_token_with_an_at_sign" {
  command = plan
  variables {
    redis_auth       = "token"
    redis_auth_token = "0123456789abcdef@"
  }
  expect_failures = [var.redis_auth_token]
}

run "a_token_beside_iam" {
  command = plan
  variables {
    redis_auth_token = "0123456789abcdef"
  }
  expect_failures = [var.redis_auth_token]
}

run "another_strategy" {
  command = plan
  variables {
    redis_auth_token_update_strategy = "DELETE"
  }
  expect_failures = [var.redis_auth_token_update_strategy]
}

run "another_way_to_log_in_to_the_database" {
  command = plan
  variables {
    database_auth = "md5"
  }
  expect_failures = [var.database_auth]
}

run "another_owner" {
  command = plan
  variables {
    schema_owner = "job"
  }
  expect_failures = [var.schema_owner]
}

run "a_database_with_a_hyphen" {
  command = plan
  variables {
    database_name = "dev-mesh"
  }
  expect_failures = [var.database_name]
}

run "a_node_type_for_the_database" {
  command = plan
  variables {
    database_instance_class = "cache.m7g.large"
  }
  expect_failures = [var.database_instance_class]
}

run "little_storage" {
  command = plan
  variables {
    database_storage_gib = 10
  }
  expect_failures = [var.database_storage_gib]
}

run "storage_that_can_not_grow" {
  command = plan
  variables {
    database_max_storage_gib = 100
  }
  expect_failures = [var.database_max_storage_gib]
}

run "no_backups" {
  command = plan
  variables {
    database_backup_days = 0
  }
  expect_failures = [var.database_backup_days]
}

run "no_memory" {
  command = plan
  variables {
    database_free_memory_mib = 0
  }
  expect_failures = [var.database_free_memory_mib]
}

run "another_key" {
  command = plan
  variables {
    secrets_key = "alias/devmesh"
  }
  expect_failures = [var.secrets_key]
}

run "no_key" {
  command = plan
  variables {
    secrets_key = "existing"
  }
  expect_failures = [var.secrets_key_arn]
}

run "a_key_by_its_alias" {
  command = plan
  variables {
    secrets_key     = "existing"
    secrets_key_arn = "arn:aws:kms:eu-central-1:123456789012:alias/devmesh"
  }
  expect_failures = [var.secrets_key_arn]
}

run "a_key_beside_one_that_is_made" {
  command = plan
  variables {
    secrets_key_arn = "arn:aws:kms:eu-central-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab"
  }
  expect_failures = [var.secrets_key_arn]
}

run "no_pods" {
  command = plan
  variables {
    pods = { worker = 0 }
  }
  expect_failures = [var.pods]
}

run "a_subscription_for_a_topic" {
  command = plan
  variables {
    alarm_topic_arns = ["arn:aws:sns:eu-central-1:123456789012:pager:0000-1111"]
  }
  expect_failures = [var.alarm_topic_arns]
}
