using Microsoft.AspNetCore.Http;
using Saker.Data;
using Saker.Platform.Serving;
using Saker.Server.Hosting;

namespace Saker.Server.Http.Mlflow.Scoring;

/// <summary>MLflow's server has one model and no name for it; ours has many. Which one answers at the root path?</summary>
internal static class ScoringEndpoint
{
    /// <summary>Names an endpoint for one request.</summary>
    public const string Header = "X-Saker-Endpoint";

    // What fits in a line of a client's log.
    private const int MaxNamed = 20;

    /// <summary>The one that the request's header names, else the one that the server was started with, else the only one there is.</summary>
    /// <exception cref="SakerException">It is not there or there is none (not found), or several and none is named (invalid input).</exception>
    public static string Choose(HttpRequest request, ModelHost host, ServerOptions options)
    {
        var named = request.Headers[Header] is [{ Length: > 0 } header, ..] ? header : options.ScoringEndpoint;
        if (named is not null)
            return host.Find(named) is not null ? named : throw new SakerException(ErrorKind.NotFound, $"There is no endpoint '{named}'. {Choices(host.List())}", "endpoint");
        return host.List() switch
        {
            [var only] => only.Endpoint.Name,
            [] => throw new SakerException(ErrorKind.NotFound, "There is no endpoint yet: deploy a model first.", "endpoint"),
            var several => throw new SakerException(ErrorKind.InvalidInput, $"{Choices(several)} Name one: POST /api/endpoints/NAME/invocations, the header {Header}, or start the server with --scoring-endpoint.", "endpoint"),
        };
    }

    private static string Choices(IReadOnlyList<EndpointStatus> endpoints) => endpoints.Count == 0
        ? "There are no endpoints yet."
        : $"There are the endpoints {string.Join(", ", endpoints.Take(MaxNamed).Select(status => status.Endpoint.Name))}{(endpoints.Count > MaxNamed ? $" and {endpoints.Count - MaxNamed} more" : "")}.";
}
