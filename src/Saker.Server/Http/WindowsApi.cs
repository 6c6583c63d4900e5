using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Saker.Client;
using Saker.Data;
using Saker.Platform.Identity;
using Saker.Platform.Monitoring.Windows;
using Saker.Platform.Serving;
using Saker.Server.Http.Access;

namespace Saker.Server.Http;

/// <summary>What requests to an endpoint were like, by minute, hour and day.</summary>
internal static class WindowsApi
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/endpoints/{name}/windows").WithTags("Watching").Needs(Role.Viewer);
        group.MapGet("", ListAsync).WithName("listWindows").WithSummary("What requests to an endpoint were like, by minute, hour or day and by version, the oldest first.")
            .Fails(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound, StatusCodes.Status413PayloadTooLarge);
        group.MapGet("/profile", GetProfileAsync).WithName("getWindowProfile").WithSummary("Any time as one window, with the profiles of inputs and outputs.")
            .Fails(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound, StatusCodes.Status409Conflict);
    }

    private static async Task<Ok<WindowList>> ListAsync(
        string name, string? grain, DateTimeOffset? from, DateTimeOffset? to, int? version, IWindowStore windows, ModelHost host, TimeProvider time, CancellationToken cancellationToken)
    {
        var wanted = WindowGrains.Parse(grain ?? WindowGrain.Minute.Name());
        var span = WindowSpan.Of(from, to, wanted, time.GetUtcNow());
        var found = await windows.ListAsync(name, version, span.From, span.To, wanted, cancellationToken);
        // Windows outlive their endpoint.
        if (found.Count == 0)
            host.Require(name);
        return TypedResults.Ok(new WindowList([.. found.Select(WindowWire.ToInfo)]));
    }

    private static async Task<Ok<WindowProfileInfo>> GetProfileAsync(
        string name, DateTimeOffset? from, DateTimeOffset? to, int? version, IWindowStore windows, ModelHost host, TimeProvider time, CancellationToken cancellationToken)
    {
        var span = WindowSpan.Of(from, to, WindowGrain.Minute, time.GetUtcNow());
        if (await windows.FindAsync(name, version, span.From, span.To, cancellationToken) is { } window)
            return TypedResults.Ok(WindowWire.ToInfo(window));
        host.Require(name);
        throw new SakerException(ErrorKind.NotFound, $"Nothing was captured of endpoint '{name}' from {span.From:u} to {span.To:u}.", "from");
    }
}
