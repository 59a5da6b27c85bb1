"""What the operator is told of traces."""

TRACES_NOT_INSTALLED = (
    "要往 OTEL_EXPORTER_OTLP_ENDPOINT 送追踪，可是没装这一部分，所以不送。"
    "装上再启动：pip install 'unionbot[otel]'；不要追踪就去掉这个变量。"
)
