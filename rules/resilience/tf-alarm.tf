terraform {}
# ruleid: tf-alarm

resource "aws_cloudwatch_metric_alarm" "errors" {
  threshold = 5
}
# ruleid: tf-alarm

resource "google_monitoring_alert_policy" "latency" {}
# ruleid: tf-alarm

resource "datadog_monitor" "queue" {
  name = "queue"
}
# ok: tf-alarm

resource "aws_cloudwatch_log_group" "errors" {}
# ok: tf-alarm

data "aws_cloudwatch_metric_alarm" "errors" {}
# ok: tf-alarm

resource "aws_cloudwatch_dashboard" "errors" {
  dashboard_body = "aws_cloudwatch_metric_alarm"
}
# ok: tf-alarm

# resource "datadog_monitor" "old" {}
# ok: tf-alarm

module "datadog_monitor" {
  source = "./monitor"
}
