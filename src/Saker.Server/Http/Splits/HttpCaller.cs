using System.Globalization;
using Microsoft.AspNetCore.Http;
using Saker.Platform.Serving;

namespace Saker.Server.Http.Splits;

/// <summary>A request of HTTP, or a call of gRPC, whose metadata are headers too.</summary>
internal readonly struct HttpCaller(HttpContext context) : ISplitCaller
{
    /// <summary>The name of the arm that answered.</summary>
    public const string ArmHeader = "x-saker-arm";

    /// <summary>The version that answered.</summary>
    public const string VersionHeader = "x-saker-version";

    public string RequestId => context.TraceIdentifier;

    public string? FindHeader(string name) => context.Request.Headers[name];

    public void Answered(InferCall call)
    {
        // Of a stream the first answer is on its way already.
        if (call.ArmName is not { } arm || context.Response.HasStarted)
            return;
        context.Response.Headers[ArmHeader] = arm;
        context.Response.Headers[VersionHeader] = call.AnsweredVersion.ToString(CultureInfo.InvariantCulture);
    }
}
