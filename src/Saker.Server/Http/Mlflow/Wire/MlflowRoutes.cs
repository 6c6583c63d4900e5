using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Saker.Platform.Identity;
using Saker.Server.Http.Access;

namespace Saker.Server.Http.Mlflow.Wire;

/// <summary>
/// MLflow's routes, each under both bases at which its clients (<c>/api</c>) and its page (<c>/ajax-api</c>) ask:
/// <code>
/// routes.Post("mlflow/runs/create", CreateAsync, Role.User);
/// </code>
/// They are left out of the OpenAPI document: MLflow's own documentation describes them.
/// </summary>
internal sealed class MlflowRoutes(IEndpointRouteBuilder routes)
{
    private static readonly string[] Bases = ["/api/", "/ajax-api/"];
    private static readonly string[] Versions = ["2.0", "3.0"];

    /// <summary>Under this lies what MLflow's table of routes writes without the slash after the version.</summary>
    public const string VersionWithoutSlash = "2.0mlflow";

    private static readonly string[] Owned = [.. Versions, VersionWithoutSlash];

    /// <summary>Whether a path lies under one of MLflow's bases.</summary>
    public static bool Owns(string path)
    {
        foreach (var start in Bases)
            foreach (var version in Owned)
                if (path.StartsWith(start, StringComparison.OrdinalIgnoreCase) && path.AsSpan(start.Length).StartsWith(version, StringComparison.Ordinal) && (path.Length == start.Length + version.Length || path[start.Length + version.Length] == '/'))
                    return true;
        return false;
    }

    public void Get(string path, RequestDelegate handler, Role role = Role.Viewer) => Map("GET", path, handler, role, null);

    public void Post(string path, RequestDelegate handler, Role role, string? act = null) => Map("POST", path, handler, role, act);

    public void Put(string path, RequestDelegate handler, Role role, string? act = null) => Map("PUT", path, handler, role, act);

    public void Patch(string path, RequestDelegate handler, Role role, string? act = null) => Map("PATCH", path, handler, role, act);

    public void Delete(string path, RequestDelegate handler, Role role, string? act = null) => Map("DELETE", path, handler, role, act);

    /// <param name="method">The HTTP method.</param>
    /// <param name="path">Below the version, such as <c>mlflow/runs/get</c>.</param>
    /// <param name="handler">Answers it.</param>
    /// <param name="role">The least role of the caller.</param>
    /// <param name="act">One of <see cref="Platform.Audit.AuditActs"/>, when the act is to be noted.</param>
    /// <param name="version">The major version of the route.</param>
    public void Map(string method, string path, RequestDelegate handler, Role role, string? act, string version = "2.0")
    {
        foreach (var start in Bases)
        {
            var route = routes.MapMethods($"{start}{version}/{path}", [method], handler).Needs(role).ExcludeFromDescription();
            if (act is not null)
                route.Audited(act);
        }
    }

    /// <summary>Every other path under the bases.</summary>
    public void MapUnknown()
    {
        foreach (var start in Bases)
            foreach (var version in Versions)
                routes.MapFallback($"{start}{version}/{{**path}}", AnswerUnknownAsync).Needs(Role.Viewer).ExcludeFromDescription();
    }

    private static Task AnswerUnknownAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return MlflowErrors.WriteAsync(context, "ENDPOINT_NOT_FOUND", $"No API found for '{context.Request.Method} {context.Request.Path}'. docs/tracking.md lists what of MLflow's API is answered here.");
    }
}
