namespace Saker.OpenInference.Framing;

/// <summary>Names of headers and trailers, and the values that gRPC gives them.</summary>
public static class GrpcHeaders
{
    public const string ContentType = "application/grpc";
    public const string Status = "grpc-status";
    public const string Message = "grpc-message";
    public const string Timeout = "grpc-timeout";
    public const string Encoding = "grpc-encoding";
    public const string AcceptEncoding = "grpc-accept-encoding";
    public const string Gzip = "gzip";
    public const string Identity = "identity";

    /// <summary>Whether a content type is gRPC with protobuf messages: <c>application/grpc</c> or <c>application/grpc+proto</c>, parameters aside.</summary>
    public static bool IsGrpc(string? contentType)
    {
        if (contentType is null || !contentType.StartsWith(ContentType, StringComparison.OrdinalIgnoreCase))
            return false;
        var rest = contentType.AsSpan(ContentType.Length);
        if (rest.StartsWith("+proto", StringComparison.OrdinalIgnoreCase))
            rest = rest["+proto".Length..];
        rest = rest.TrimStart(" \t");
        return rest.IsEmpty || rest[0] == ';';
    }
}
