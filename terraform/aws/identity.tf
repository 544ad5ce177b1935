# One role for each service, for its service account alone, with what it needs and nothing else.

locals {
  irsa        = var.identity == "irsa"
  oidc_issuer = element(split("oidc-provider/", var.oidc_provider_arn), 1)

  rds_user = "arn:${local.partition}:rds-db:${local.region}:${local.account}:dbuser:${aws_db_instance.postgres.resource_id}"

  roles_of_pods = var.schema_owner == "pods" ? ["devmesh", "devmesh_owner"] : ["devmesh"]

  needs = { for service, need in {
    edge-mcp = {
      account  = var.service_accounts.edge_mcp
      clusters = keys(local.clusters)
      users    = ["edge-queue", "edge-cache"]
      roles    = local.roles_of_pods
      secrets  = true
    }
    worker = {
      account  = var.service_accounts.worker
      clusters = ["queue"]
      users    = ["worker"]
      roles    = local.roles_of_pods
      secrets  = true
    }
    # Whoever runs `devmesh schema` where no pod has the owner's role.
    schema = {
      account  = var.service_accounts.schema
      clusters = []
      users    = []
      roles    = ["devmesh_owner"]
      secrets  = false
    }
  } : service => need if service != "schema" || (var.schema_owner == "apart" && var.database_auth == "iam") }

  statements = { for service, need in local.needs : service => concat(
    [for clusters in [need.clusters] : {
      Effect = "Allow"
      Action = ["elasticache:Connect"]
      Resource = concat(
        [for use in clusters : aws_elasticache_replication_group.redis[use].arn],
        [for user in need.users : aws_elasticache_user.service[user].arn if contains(keys(local.users), user)],
      )
    } if var.redis_auth == "iam" && length(clusters) > 0],
    [for roles in [need.roles] : {
      Effect   = "Allow"
      Action   = ["rds-db:connect"]
      Resource = [for role in roles : "${local.rds_user}/${role}"]
    } if var.database_auth == "iam"],
    [for key in [local.secrets_key_arn] : {
      Effect   = "Allow"
      Action   = ["kms:Encrypt", "kms:Decrypt"]
      Resource = [key]
      Condition = {
        "ForAllValues:StringEquals" = { "kms:EncryptionContextKeys" = ["devmesh-tenant", "devmesh-key", "devmesh-check"] }
      }
    } if var.secrets_key != "none" && need.secrets],
  ) }
}

resource "aws_iam_role" "service" {
  for_each = local.needs

  name                 = "${var.name}-${each.key}"
  description          = "Pods of the service account ${var.namespace}/${each.value.account}"
  permissions_boundary = var.permissions_boundary_arn

  assume_role_policy = local.irsa ? jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Federated = var.oidc_provider_arn }
      Action    = "sts:AssumeRoleWithWebIdentity"
      Condition = {
        StringEquals = {
          "${local.oidc_issuer}:sub" = "system:serviceaccount:${var.namespace}:${each.value.account}"
          "${local.oidc_issuer}:aud" = "sts.amazonaws.com"
        }
      }
    }]
    }) : jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "pods.eks.amazonaws.com" }
      Action    = ["sts:AssumeRole", "sts:TagSession"]
    }]
  })
}

resource "aws_iam_role_policy" "service" {
  for_each = { for service, need in local.needs : service => need
  if var.redis_auth == "iam" || var.database_auth == "iam" || var.secrets_key != "none" }

  name   = "developer-mesh"
  role   = aws_iam_role.service[each.key].name
  policy = jsonencode({ Version = "2012-10-17", Statement = local.statements[each.key] })
}

resource "aws_eks_pod_identity_association" "service" {
  for_each = { for service, need in local.needs : service => need if !local.irsa }

  cluster_name    = var.cluster_name
  namespace       = var.namespace
  service_account = each.value.account
  role_arn        = aws_iam_role.service[each.key].arn
}
