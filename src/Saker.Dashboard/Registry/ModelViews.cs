using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Saker.Dashboard.Layout;
using Saker.Platform.Registry;
using Saker.Platform.Rollouts;
using Saker.Platform.Serving;

namespace Saker.Dashboard.Registry;

/// <summary>Gathers what the page of a model shows: as much whether it has two versions or two thousand.</summary>
public sealed class ModelViews(IRegistrySearch registry, IApprovalStore approvals, ModelHost host, RolloutReader rollouts)
{
    /// <summary>Versions of a page.</summary>
    public const int MaxVersions = 25;

    private const int MaxMoves = 20;

    /// <summary>Requests for approval of a page.</summary>
    public const int MaxRequests = 50;

    // Each is looked up by itself.
    private const int MaxFollowers = 10;

    /// <param name="name">The model.</param>
    /// <param name="before">Versions with lower numbers than this; null from the newest on.</param>
    /// <param name="moves">How many of the newest moves are left out.</param>
    /// <param name="server">Where this server is.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="Saker.Data.SakerException">There is no such model.</exception>
    public async Task<ModelView> GetAsync(string name, int? before, int moves, string server, CancellationToken cancellationToken)
    {
        var model = await registry.FindSummaryAsync(name, cancellationToken) ?? throw Pages.Missing("model", name, "/models");
        // One more of each tells whether there is another page.
        var versions = await registry.ListVersionsAsync(name, before, MaxVersions + 1, cancellationToken);
        var moved = await registry.ListMovesAsync(name, null, moves, MaxMoves + 1, cancellationToken);
        List<Saker.Platform.Serving.Endpoint> endpoints = [.. host.List().Select(status => status.Endpoint).Where(endpoint => endpoint.Model == name)];
        return new ModelView
        {
            Model = model,
            Versions = [.. versions.Take(MaxVersions)],
            Older = versions.Count > MaxVersions ? versions[MaxVersions - 1].Version : null,
            IsFirst = before is null,
            Moves = [.. moved.Take(MaxMoves)],
            MoveOffset = moves,
            HasMoreMoves = moved.Count > MaxMoves,
            Requests = await approvals.ListAsync(name, isWaiting: true, MaxRequests + 1, cancellationToken),
            Endpoints = endpoints,
            Rollouts = await ListRolloutsAsync(endpoints, cancellationToken),
            Server = server,
        };
    }

    /// <summary>The page of a model, with why what it asked for was not done.</summary>
    /// <param name="context">The request.</param>
    /// <param name="name">The model.</param>
    /// <param name="fault">Why not, in words.</param>
    /// <param name="status">The answer's status.</param>
    public static async Task<IResult> RefuseAsync(HttpContext context, string name, string fault, int status)
    {
        var views = context.RequestServices.GetRequiredService<ModelViews>();
        var view = await views.GetAsync(name, before: null, moves: 0, Pages.Server(context.Request), context.RequestAborted);
        return new PageResult<ModelPage>(Pages.Parameters((nameof(ModelPage.View), view with { Fault = fault })), status);
    }

    private async Task<IReadOnlyList<Rollout>> ListRolloutsAsync(IEnumerable<Saker.Platform.Serving.Endpoint> endpoints, CancellationToken cancellationToken)
    {
        List<Rollout> open = [];
        foreach (var endpoint in endpoints.Where(endpoint => endpoint.Follows is not null).Take(MaxFollowers))
            open.AddRange((await rollouts.ListAsync(new RolloutQuery { Endpoint = endpoint.Name, IsOpen = true, Max = 1 }, cancellationToken)).Select(look => look.Rollout));
        return open;
    }
}
