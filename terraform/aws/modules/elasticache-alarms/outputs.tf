output "thresholds" {
  description = "Of the alarms, by their names."
  value       = { for name, alarm in aws_cloudwatch_metric_alarm.node : alarm.alarm_name => alarm.threshold }
}
