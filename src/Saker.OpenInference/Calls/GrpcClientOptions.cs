namespace Saker.OpenInference.Calls;

/// <summary>Where a server is, and the client's limits.</summary>
public sealed record GrpcClientOptions
{
    /// <summary>The server: <c>http://host:port</c> for HTTP/2 without TLS, <c>https://host:port</c> with.</summary>
    public required Uri Address { get; init; }

    /// <summary>The largest message that is read.</summary>
    public int MaxMessageBytes { get; init; } = 256 * 1024 * 1024;

    public TimeProvider Time { get; init; } = TimeProvider.System;
}
