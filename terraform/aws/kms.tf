# The master key, which wraps the tenants' keys: SECRETS_KMS_KEY_ID. What it has wrapped is lost with it.

resource "aws_kms_key" "secrets" {
  count = var.secrets_key == "create" ? 1 : 0

  description             = "${var.name}: wraps the tenants' keys"
  enable_key_rotation     = true
  deletion_window_in_days = 30
}

resource "aws_kms_alias" "secrets" {
  count = var.secrets_key == "create" ? 1 : 0

  name          = "alias/${var.name}"
  target_key_id = aws_kms_key.secrets[0].key_id
}

locals {
  # What the services are told, with its region; and what their roles are allowed, which must be the key and not an alias.
  secrets_key_id  = { create = one(aws_kms_alias.secrets[*].arn), existing = var.secrets_key_arn, none = "" }[var.secrets_key]
  secrets_key_arn = { create = one(aws_kms_key.secrets[*].arn), existing = var.secrets_key_arn, none = "" }[var.secrets_key]
}
