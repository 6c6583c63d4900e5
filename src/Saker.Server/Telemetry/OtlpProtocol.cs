namespace Saker.Server.Telemetry;

/// <summary>How OTLP is spoken.</summary>
public enum OtlpProtocol
{
    /// <summary>By gRPC; collectors listen on port 4317.</summary>
    Grpc,

    /// <summary>Protobuf over HTTP; collectors listen on port 4318, and <c>/v1/traces</c>, <c>/v1/logs</c> and <c>/v1/metrics</c> are added to the address.</summary>
    Http,
}
