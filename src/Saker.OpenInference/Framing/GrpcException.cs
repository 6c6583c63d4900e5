namespace Saker.OpenInference.Framing;

/// <summary>A call that did not end with <see cref="GrpcStatusCode.Ok"/>.</summary>
public sealed class GrpcException(GrpcStatus status, Exception? inner = null) : Exception($"{status.Code}: {status.Message}", inner)
{
    public GrpcException(GrpcStatusCode code, string message)
        : this(new GrpcStatus(code, message))
    {
    }

    public GrpcStatus Status { get; } = status;

    public GrpcStatusCode Code => Status.Code;
}
