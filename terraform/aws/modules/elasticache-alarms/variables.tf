variable "nodes" {
  description = "Ids of the replication group's nodes, for example devmesh-queue-001. Not member_clusters, which nobody knows before the group is made."
  type        = set(string)
}

variable "topic_arns" {
  description = "Topics that the alarms notify."
  type        = list(string)
}

variable "small_nodes" {
  description = "True for nodes with 1 or 2 vCPUs, where Redis shares the CPU with the rest: CPUUtilization is watched as well."
  type        = bool
  default     = false
}

variable "vcpus" {
  description = "vCPUs of one node; only used where small_nodes is true."
  type        = number
  default     = 2
}

variable "burstable" {
  description = "True for cache.t3 and cache.t4g nodes: CPUCreditBalance is watched as well."
  type        = bool
  default     = false
}

variable "is_cache" {
  description = "True for a cluster that may evict (allkeys-lru, allkeys-lfu); false for the queue's, where one eviction is one too many."
  type        = bool
  default     = false
}

variable "max_connections" {
  description = "Connections that the pods may open in all, twice during a rolling update; see the budget in elasticache.md."
  type        = number
  default     = 1000
}

variable "max_new_connections_per_minute" {
  description = "More than this is churn: connections should be kept for an hour."
  type        = number
  default     = 300
}
