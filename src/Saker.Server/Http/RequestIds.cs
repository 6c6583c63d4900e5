using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Saker.OpenInference.Calls;

namespace Saker.Server.Http;

/// <summary>
/// Gives every request an id: the caller's <c>X-Request-Id</c> when it is usable, else a new one. It is in the answer's
/// header, in bodies and in everything logged.
/// </summary>
internal sealed class RequestIds(RequestDelegate next)
{
    public const string Header = "X-Request-Id";
    public const int MaxLength = 128;

    public Task InvokeAsync(HttpContext context)
    {
        var sent = context.Request.Headers[Header];
        var id = sent is [{ } given] && IsUsable(given) ? given : ActivityTraceId.CreateRandom().ToHexString();
        context.TraceIdentifier = id;
        context.Response.Headers[Header] = id;
        return next(context);
    }

    /// <summary>
    /// Whether the request is for predictions by Open Inference, over HTTP or gRPC, of which there are many: nothing is done for them that
    /// only a page or a log would need. What fails is logged in a scope of its own.
    /// </summary>
    public static bool IsHot(HttpRequest request) => request.Path.Value is { } path
        && ((path.StartsWith("/v2/models/", StringComparison.Ordinal) && path.EndsWith("/infer", StringComparison.Ordinal)) || path == InferenceMethods.ModelInfer.Path);

    // Visible ASCII only: an id goes into headers and logs as it came.
    private static bool IsUsable(string id) => id.Length is > 0 and <= MaxLength && !id.AsSpan().ContainsAnyExceptInRange('!', '~');
}
