# The module beside what it is given, made in one go: at the first plan nobody knows an id.

resource "aws_vpc" "this" {
  cidr_block = "10.0.0.0/16"
}

resource "aws_subnet" "this" {
  count = 2

  vpc_id     = aws_vpc.this.id
  cidr_block = cidrsubnet(aws_vpc.this.cidr_block, 8, count.index)
}

resource "aws_security_group" "pods" {
  vpc_id = aws_vpc.this.id
}

resource "aws_iam_openid_connect_provider" "eks" {
  url            = "https://oidc.eks.eu-central-1.amazonaws.com/id/EXAMPLE"
  client_id_list = ["sts.amazonaws.com"]
}

resource "aws_kms_key" "secrets" {}

resource "aws_sns_topic" "pager" {}

module "devmesh" {
  source = "../.."

  vpc_id                    = aws_vpc.this.id
  subnet_ids                = aws_subnet.this[*].id
  client_security_group_ids = [aws_security_group.pods.id]
  oidc_provider_arn         = aws_iam_openid_connect_provider.eks.arn
  secrets_key               = "existing"
  secrets_key_arn           = aws_kms_key.secrets.arn
  alarm_topic_arns          = [aws_sns_topic.pager.arn]
}

output "devmesh" {
  value = module.devmesh
}
