using Microsoft.AspNetCore.Http;

namespace Saker.Server.Http.Access;

/// <summary>The header by which a client of MLflow's routes, whose bodies have no place for it, says why a version is tried again that was rolled back.</summary>
internal static class RetryHeader
{
    public const string Name = "Saker-Retry";

    /// <summary>The reason; null when nothing is to be tried again.</summary>
    public static string? Find(HttpRequest request) => request.Headers.TryGetValue(Name, out var values) && !string.IsNullOrWhiteSpace(values.ToString()) ? values.ToString() : null;
}
