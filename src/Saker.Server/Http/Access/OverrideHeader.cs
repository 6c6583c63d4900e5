using Microsoft.AspNetCore.Http;

namespace Saker.Server.Http.Access;

/// <summary>The header by which a client of MLflow's routes, whose bodies have no place for it, says why gates are to be overridden.</summary>
internal static class OverrideHeader
{
    public const string Name = "Saker-Override";

    /// <summary>The reason; null when the request does not override.</summary>
    public static string? Find(HttpRequest request) => request.Headers.TryGetValue(Name, out var values) ? values.ToString() : null;
}
