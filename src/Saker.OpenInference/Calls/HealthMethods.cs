using Saker.OpenInference.Messages;

namespace Saker.OpenInference.Calls;

/// <summary>The methods of <c>grpc.health.v1.Health</c>.</summary>
public static class HealthMethods
{
    public const string Service = "grpc.health.v1.Health";

    public static GrpcMethod<HealthCheckRequest, HealthCheckResponse> Check { get; } = new(Service, nameof(Check), HealthCheckRequest.Parser, HealthCheckResponse.Parser);

    /// <summary>Streams answers.</summary>
    public static GrpcMethod<HealthCheckRequest, HealthCheckResponse> Watch { get; } = new(Service, nameof(Watch), HealthCheckRequest.Parser, HealthCheckResponse.Parser);
}
