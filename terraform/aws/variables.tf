variable "name" {
  description = "Begins the name of everything that is made. ElastiCache's users and clusters are the account's, so another environment needs another name."
  type        = string
  default     = "devmesh"

  validation {
    condition     = can(regex("^[a-z][a-z0-9]*(-[a-z0-9]+)*$", var.name)) && length(var.name) <= 20
    error_message = "name must be 1 to 20 lower-case letters, digits and single hyphens, beginning with a letter, because ElastiCache and its IAM tokens take nothing else: use devmesh or devmesh-staging, for example."
  }
}

variable "vpc_id" {
  description = "The VPC of the Kubernetes cluster."
  type        = string

  validation {
    condition     = can(regex("^vpc-[0-9a-f]+$", var.vpc_id))
    error_message = "vpc_id must be the id of a VPC, such as vpc-0123456789abcdef0: use the id, not the name."
  }
}

variable "subnet_ids" {
  description = "Sub-nets for Redis and PostgreSQL, in two or more zones, without a route to the internet."
  type        = list(string)

  validation {
    condition     = alltrue([for id in var.subnet_ids : can(regex("^subnet-[0-9a-f]+$", id))])
    error_message = "subnet_ids must be ids of sub-nets, such as subnet-0123456789abcdef0: use ids, not names or address ranges."
  }
  validation {
    condition     = length(distinct(var.subnet_ids)) >= 2 && length(distinct(var.subnet_ids)) == length(var.subnet_ids)
    error_message = "subnet_ids must name two or more sub-nets, none twice, because everything is Multi-AZ: add a sub-net of another zone."
  }
}

variable "client_security_group_ids" {
  description = "Groups of the pods, or of the nodes where pods have none of their own. Nobody else can connect."
  type        = list(string)

  validation {
    condition     = length(var.client_security_group_ids) >= 1 && length(distinct(var.client_security_group_ids)) == length(var.client_security_group_ids)
    error_message = "client_security_group_ids must name one group or more, none twice: give the group of the nodes or of the pods."
  }
  validation {
    condition     = alltrue([for id in var.client_security_group_ids : can(regex("^sg-[0-9a-f]+$", id))])
    error_message = "client_security_group_ids must be ids of security groups, such as sg-0123456789abcdef0: address ranges are not taken, name the group."
  }
}

variable "namespace" {
  description = "The Kubernetes namespace of both services."
  type        = string
  default     = "edge-mcp"

  validation {
    condition     = can(regex("^[a-z0-9]([a-z0-9-]*[a-z0-9])?$", var.namespace)) && length(var.namespace) <= 63
    error_message = "namespace must be 1 to 63 lower-case letters, digits and hyphens, as Kubernetes wants it: give the namespace that helm install is told."
  }
}

variable "service_accounts" {
  description = "Names of the Kubernetes service accounts: `edge_mcp` (`edge-mcp`) and `worker` (`worker`), which the charts make, and `schema` (`devmesh-schema`), for a Job of yours with `schema_owner = \"apart\"`."
  type = object({
    edge_mcp = optional(string, "edge-mcp")
    worker   = optional(string, "worker")
    schema   = optional(string, "devmesh-schema")
  })
  default = {}

  validation {
    condition     = alltrue([for name in values(var.service_accounts) : can(regex("^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$", name))])
    error_message = "service_accounts must be names of Kubernetes: lower-case letters, digits, hyphens and dots."
  }
  validation {
    condition     = length(distinct(values(var.service_accounts))) == 3
    error_message = "service_accounts must differ, because each has a role of its own with the least that it needs: give each another name."
  }
}

variable "identity" {
  description = "How pods get their role: `irsa` (by the cluster's OIDC provider), or `pod-identity` (by the add-on eks-pod-identity-agent)."
  type        = string
  default     = "irsa"

  validation {
    condition     = contains(["irsa", "pod-identity"], var.identity)
    error_message = "identity must be irsa or pod-identity."
  }
}

variable "oidc_provider_arn" {
  description = "With `irsa`: the cluster's OIDC provider."
  type        = string
  default     = ""

  validation {
    condition     = var.identity != "irsa" || can(regex("^arn:[a-z-]+:iam::[0-9]{12}:oidc-provider/.+$", var.oidc_provider_arn))
    error_message = "oidc_provider_arn must be arn:aws:iam::ACCOUNT:oidc-provider/HOST/id/ID, because identity is irsa: give the provider's ARN, not the issuer's URL, or set identity to pod-identity."
  }
}

variable "cluster_name" {
  description = "With `pod-identity`: the EKS cluster."
  type        = string
  default     = ""

  validation {
    condition     = var.identity != "pod-identity" || can(regex("^[0-9A-Za-z][0-9A-Za-z_-]{0,99}$", var.cluster_name))
    error_message = "cluster_name must be the name of the EKS cluster, because identity is pod-identity: give it, or set identity to irsa."
  }
}

variable "permissions_boundary_arn" {
  description = "A policy that bounds the roles, where your account asks for one."
  type        = string
  default     = null
}

variable "redis_clusters" {
  description = "`apart`: one cluster for the stream and one for the cache. `shared`: one for both, which evicts nothing; for a start."
  type        = string
  default     = "apart"

  validation {
    condition     = contains(["apart", "shared"], var.redis_clusters)
    error_message = "redis_clusters must be apart or shared."
  }
}

variable "redis_engine" {
  description = "`redis` or `valkey`."
  type        = string
  default     = "redis"

  validation {
    condition     = contains(["redis", "valkey"], var.redis_engine)
    error_message = "redis_engine must be redis or valkey, in lower case."
  }
}

variable "redis_engine_version" {
  description = "7.0 or 7.1 of Redis OSS; 7.2 or 8.x of Valkey."
  type        = string
  default     = "7.1"

  validation {
    condition     = can(regex({ redis = "^7\\.[01]$", valkey = "^(7\\.2|8\\.[0-9]+)$" }[var.redis_engine], var.redis_engine_version))
    error_message = "redis_engine_version must be 7.0 or 7.1 where redis_engine is redis, and 7.2 or 8.x where it is valkey, because older ones know no IAM: set both, and no patch version."
  }
}

variable "queue_node_type" {
  description = "Nodes of the stream's cluster. `cache.t*` run out of CPU credits under steady load."
  type        = string
  default     = "cache.m7g.large"

  validation {
    condition     = can(regex("^cache\\.[a-z0-9]+\\.[a-z0-9]+$", var.queue_node_type))
    error_message = "queue_node_type must be a node type of ElastiCache, such as cache.m7g.large: it begins with cache."
  }
}

variable "queue_nodes" {
  description = "A primary and its replicas."
  type        = number
  default     = 3

  validation {
    condition     = contains(range(2, 7), var.queue_nodes)
    error_message = "queue_nodes must be 2 to 6, because Multi-AZ needs a replica and ElastiCache has five at the most."
  }
}

variable "cache_node_type" {
  description = "Nodes of the cache's cluster, where it is apart."
  type        = string
  default     = "cache.t4g.medium"

  validation {
    condition     = can(regex("^cache\\.[a-z0-9]+\\.[a-z0-9]+$", var.cache_node_type))
    error_message = "cache_node_type must be a node type of ElastiCache, such as cache.t4g.medium: it begins with cache."
  }
}

variable "cache_nodes" {
  description = "A primary and its replicas."
  type        = number
  default     = 2

  validation {
    condition     = contains(range(2, 7), var.cache_nodes)
    error_message = "cache_nodes must be 2 to 6, because Multi-AZ needs a replica and ElastiCache has five at the most."
  }
}

variable "redis_auth" {
  description = "`iam`: users without a password. `users`: users with `redis_passwords`. `token`: one AUTH token, which opens everything to everybody."
  type        = string
  default     = "iam"

  validation {
    condition     = contains(["iam", "users", "token"], var.redis_auth)
    error_message = "redis_auth must be iam, users or token."
  }
}

variable "redis_passwords" {
  description = "With `users`: by user (`edge-queue`, `worker`, and where it is apart `edge-cache`) one password, or two while it is rotated. They are in Terraform's state."
  type        = map(set(string))
  default     = {}
  sensitive   = true

  validation {
    condition = var.redis_auth == "users" ? (
      nonsensitive(toset(keys(var.redis_passwords))) == toset(var.redis_clusters == "apart" ? ["edge-queue", "edge-cache", "worker"] : ["edge-queue", "worker"])
    ) : length(var.redis_passwords) == 0
    error_message = "redis_passwords must be there for edge-queue, worker and, with redis_clusters = \"apart\", edge-cache where redis_auth is users, and be empty otherwise."
  }
  validation {
    condition     = alltrue([for user, passwords in var.redis_passwords : contains([1, 2], length(passwords)) && alltrue([for password in passwords : can(regex("^[!-~]{16,128}$", password))])])
    error_message = "redis_passwords must be one or two for each user, of 16 to 128 printable ASCII characters without blanks: openssl rand -hex 32 makes one."
  }
}

variable "redis_auth_token" {
  description = "With `token`: the AUTH token. It is in Terraform's state."
  type        = string
  default     = null
  sensitive   = true

  validation {
    condition     = var.redis_auth == "token" ? can(regex("^[A-Za-z0-9!&#$^<>-]{16,128}$", var.redis_auth_token)) : var.redis_auth_token == null
    error_message = "redis_auth_token must be 16 to 128 letters, digits and ! & # $ ^ < > - where redis_auth is token, and be null otherwise: openssl rand -hex 32 makes one."
  }
}

variable "redis_auth_token_update_strategy" {
  description = "When the token changes: `ROTATE` takes the old one as well, `SET` the new one alone. First the one, and when no pod has the old token any more, the other."
  type        = string
  default     = "ROTATE"

  validation {
    condition     = contains(["ROTATE", "SET"], var.redis_auth_token_update_strategy)
    error_message = "redis_auth_token_update_strategy must be ROTATE or SET, in upper case."
  }
}

variable "database_auth" {
  description = "`iam`, or `password`: of Kubernetes Secrets that you make."
  type        = string
  default     = "iam"

  validation {
    condition     = contains(["iam", "password"], var.database_auth)
    error_message = "database_auth must be iam or password."
  }
}

variable "schema_owner" {
  description = "Who has the role that owns the schema: the `pods`, which bring it up to date when they start, or somebody `apart` from them."
  type        = string
  default     = "pods"

  validation {
    condition     = contains(["pods", "apart"], var.schema_owner)
    error_message = "schema_owner must be pods or apart."
  }
}

variable "database_name" {
  description = "The database; the services make the schema `devmesh` in it."
  type        = string
  default     = "devmesh"

  validation {
    condition     = can(regex("^[a-z][a-z0-9_]{0,62}$", var.database_name))
    error_message = "database_name must be 1 to 63 lower-case letters, digits and underscores, beginning with a letter."
  }
}

variable "database_instance_class" {
  description = "Of the instance and its standby."
  type        = string
  default     = "db.m7g.large"

  validation {
    condition     = can(regex("^db\\.[a-z0-9]+\\.[a-z0-9]+$", var.database_instance_class))
    error_message = "database_instance_class must be an instance class of RDS, such as db.m7g.large: it begins with db."
  }
}

variable "database_storage_gib" {
  description = "Storage (gp3) at first."
  type        = number
  default     = 100

  validation {
    condition     = var.database_storage_gib >= 20 && floor(var.database_storage_gib) == var.database_storage_gib
    error_message = "database_storage_gib must be a whole number of 20 or more, the least that gp3 has."
  }
}

variable "database_max_storage_gib" {
  description = "To which it grows by itself."
  type        = number
  default     = 500

  validation {
    condition     = var.database_max_storage_gib >= var.database_storage_gib * 1.1
    error_message = "database_max_storage_gib must be a tenth more than database_storage_gib at the least, because RDS grows by steps: raise it."
  }
}

variable "database_backup_days" {
  description = "How long backups are kept."
  type        = number
  default     = 7

  validation {
    condition     = contains(range(1, 36), var.database_backup_days)
    error_message = "database_backup_days must be 1 to 35: without backups an event that was answered 202 may be lost."
  }
}

variable "database_deletion_protection" {
  description = "Whether RDS refuses to delete the instance. Set false, and apply, before terraform destroy."
  type        = bool
  default     = true
}

variable "database_free_memory_mib" {
  description = "Less than that is an alarm."
  type        = number
  default     = 512

  validation {
    condition     = var.database_free_memory_mib > 0
    error_message = "database_free_memory_mib must be more than 0; about a sixteenth of the instance's memory is a start."
  }
}

variable "secrets_key" {
  description = "`create` a KMS key that wraps the tenants' keys, use an `existing` one, or `none`: then masterKey.existingSecret is yours to set."
  type        = string
  default     = "create"

  validation {
    condition     = contains(["create", "existing", "none"], var.secrets_key)
    error_message = "secrets_key must be create, existing or none."
  }
}

variable "secrets_key_arn" {
  description = "With `existing`: a symmetric key of KMS, whose policy leaves it to IAM who may use it."
  type        = string
  default     = ""

  validation {
    condition     = var.secrets_key == "existing" ? can(regex("^arn:[a-z-]+:kms:[a-z0-9-]+:[0-9]{12}:key/[0-9a-z-]+$", var.secrets_key_arn)) : var.secrets_key_arn == ""
    error_message = "secrets_key_arn must be arn:aws:kms:REGION:ACCOUNT:key/ID where secrets_key is existing, and be empty otherwise: give the key, because a policy can't name an alias."
  }
}

variable "pods" {
  description = "The most pods of each service, for the alarms on connections: `edge_mcp` (10), `worker` (6)."
  type = object({
    edge_mcp = optional(number, 10)
    worker   = optional(number, 6)
  })
  default = {}

  validation {
    condition     = var.pods.edge_mcp >= 1 && var.pods.worker >= 1
    error_message = "pods must be 1 or more of each service: give autoscaling.maxReplicas, or replicaCount without it."
  }
}

variable "alarm_topic_arns" {
  description = "SNS topics that the alarms notify. Without any the module makes one, which you subscribe to."
  type        = list(string)
  default     = []

  validation {
    condition     = alltrue([for arn in var.alarm_topic_arns : can(regex("^arn:[a-z-]+:sns:[a-z0-9-]+:[0-9]{12}:[^:]+$", arn))])
    error_message = "alarm_topic_arns must be topics of SNS, arn:aws:sns:REGION:ACCOUNT:NAME: give the topic, not a subscription of it."
  }
}
