# Lets the workflows of one branch exchange their OIDC token at IAM, with one permission: to read jobs of CCE.
terraform {
  required_providers {
    huaweicloud = { source = "huaweicloud/huaweicloud" }
    http        = { source = "hashicorp/http" }
  }
}

variable "subjects" {
  description = "The `sub` of each job that may come in"
  type        = list(string)
  default     = ["repo:octo-org/octo-repo:ref:refs/heads/main"]
}

variable "project_id" {
  description = "The project whose jobs are read"
  type        = string
}

# IAM holds a copy of GitHub's signing keys: apply this each day.
data "http" "keys" {
  url = "https://token.actions.githubusercontent.com/.well-known/jwks"
}

resource "huaweicloud_identity_provider" "github" {
  name     = "github"
  protocol = "oidc"

  access_config {
    access_type  = "program"
    provider_url = "https://token.actions.githubusercontent.com"
    client_id    = "cloud-job-gate"
    signing_key  = data.http.keys.response_body
  }
}

resource "huaweicloud_identity_provider_conversion" "github" {
  provider_id = huaweicloud_identity_provider.github.id

  conversion_rules {
    local {
      username = "cloud-job-gate"
      group    = huaweicloud_identity_group.gate.name
    }
    remote {
      attribute = "sub"
      condition = "any_one_of"
      value     = var.subjects
    }
  }
}

resource "huaweicloud_identity_group" "gate" {
  name = "cloud-job-gate"
}

resource "huaweicloud_identity_role" "gate" {
  name        = "cloud-job-gate"
  description = "Reads jobs of CCE"
  type        = "XA"
  policy = jsonencode({
    Version   = "1.1"
    Statement = [{ Effect = "Allow", Action = ["cce:job:get"] }]
  })
}

resource "huaweicloud_identity_group_role_assignment" "gate" {
  group_id   = huaweicloud_identity_group.gate.id
  role_id    = huaweicloud_identity_role.gate.id
  project_id = var.project_id
}
