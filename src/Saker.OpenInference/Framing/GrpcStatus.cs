namespace Saker.OpenInference.Framing;

/// <summary>How a call ended, and for people, why.</summary>
public readonly record struct GrpcStatus(GrpcStatusCode Code, string Message)
{
    public static GrpcStatus Ok { get; } = new(GrpcStatusCode.Ok, "");

    public bool IsOk => Code == GrpcStatusCode.Ok;

    /// <summary>What an answer without a gRPC status means by its HTTP status, as gRPC's own table says.</summary>
    public static GrpcStatusCode FromHttp(int httpStatus) => httpStatus switch
    {
        400 => GrpcStatusCode.Internal,
        401 => GrpcStatusCode.Unauthenticated,
        403 => GrpcStatusCode.PermissionDenied,
        404 => GrpcStatusCode.Unimplemented,
        429 or 502 or 503 or 504 => GrpcStatusCode.Unavailable,
        _ => GrpcStatusCode.Unknown,
    };
}
