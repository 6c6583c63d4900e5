using System.Globalization;
using Saker.Client;
using Saker.Data;
using Saker.Platform;
using Saker.Platform.Audit;
using Saker.Platform.Rollouts;
using Saker.Platform.Serving.Lifecycle;
using Saker.Server.Http;

namespace Saker.Cli.Commands.Rollouts;

/// <summary>Rollouts: of the home, or of a running server where one is named.</summary>
internal sealed class RolloutAccess(Uri? server, SakerPlatform platform)
{
    private static readonly char[] s_marks = ['/', '@'];

    /// <summary>By then a server that runs has taken up what was opened.</summary>
    private static readonly TimeSpan s_start = TimeSpan.FromSeconds(5);

    public async Task<IReadOnlyList<RolloutInfo>> ListAsync(RolloutSelection query, CancellationToken cancellationToken) => server is null
        ? [.. (await platform.RolloutReader.ListAsync(new() { Endpoint = query.Endpoint, IsOpen = query.Open, Max = query.Max }, cancellationToken)).Select(RolloutWire.ToInfo)]
        : (await AskAsync(client => client.Rollouts.ListAsync(query, cancellationToken))).Rollouts;

    /// <summary>A rollout by its id, or by its endpoint: the open one, else the newest.</summary>
    /// <exception cref="SakerException">There is none (not found).</exception>
    public async Task<RolloutInfo> GetAsync(string subject, CancellationToken cancellationToken) => await GetByIdAsync(await IdOfAsync(subject, cancellationToken), cancellationToken);

    public async Task<RolloutInfo> GetByIdAsync(string id, CancellationToken cancellationToken)
    {
        if (server is not null)
            return await AskAsync(client => client.Rollouts.GetAsync(id, cancellationToken));
        var look = await platform.RolloutReader.GetAsync(id, cancellationToken);
        var info = look.ToWholeInfo();
        var goesOn = look.Rollout.State is RolloutState.Warming or RolloutState.Running && look.At - look.Rollout.CreatedAt > s_start;
        return goesOn && !await platform.Rollouts.IsDecidedAsync(cancellationToken) ? info with { Words = $"{info.Words} No server runs that would go on with it: start one with 'saker up'." } : info;
    }

    public async Task<RolloutInfo> ActAsync(string subject, string word, string act, RolloutActRequest request, CancellationToken cancellationToken)
    {
        var id = await IdOfAsync(subject, cancellationToken);
        if (server is not null)
            return await AskAsync(client => client.Rollouts.ActAsync(id, word, request, cancellationToken));
        var rollout = await platform.Rollouts.ActAsync(word, id, request, by: null, cancellationToken);
        await LocalAct.NoteAsync(platform, act, $"{rollout.Endpoint} to {rollout.Candidate.Reference}", RolloutWire.Note(rollout, request.Reason));
        return await GetByIdAsync(id, cancellationToken);
    }

    /// <summary>Has a version come to an endpoint. Where it serves at once, it is loaded here too: one that cannot be is found out here, and not by who looks at the server.</summary>
    public async Task<RolloutInfo> StartAsync(string endpoint, StartRolloutRequest request, CancellationToken cancellationToken)
    {
        if (server is not null)
            return await AskAsync(client => client.Rollouts.StartAsync(endpoint, request, cancellationToken));
        var before = await platform.Rollouts.FindOpenAsync(endpoint, cancellationToken);
        var rollout = await platform.Rollouts.StartAsync(await RolloutRequests.ReadAsync(endpoint, request, platform.Registry, platform.Rollouts, by: null, cancellationToken), cancellationToken);
        // As the audit called it before there were rollouts: what is looked for is who deployed what.
        await LocalAct.NoteAsync(platform, AuditActs.Deployed, $"{rollout.Endpoint} to {rollout.Candidate.Reference}", RolloutWire.Note(rollout, request.Reason));
        if (rollout.Strategy.SwitchesAtOnce() && rollout.State != RolloutState.Waiting)
            await LoadAsync(rollout, isNew: rollout.Id != before?.Id, cancellationToken);
        return await GetByIdAsync(rollout.Id, cancellationToken);
    }

    /// <summary>How many requests and how long a rollout needs.</summary>
    public async Task<RolloutPlanInfo> PlanAsync(string endpoint, RolloutPlanRequest request, CancellationToken cancellationToken) => server is null
        ? (await platform.RolloutPlanner.PlanAsync(await RolloutPlanWire.ReadAsync(endpoint, request, platform.Rollouts, cancellationToken), cancellationToken)).ToInfo()
        : await AskAsync(client => client.Rollouts.PlanAsync(endpoint, request, cancellationToken));

    /// <summary>What would have become of a rollout on logged traffic.</summary>
    public async Task<RolloutSimulationInfo> SimulateAsync(string endpoint, SimulateRolloutRequest request, CancellationToken cancellationToken) => server is null
        ? (await platform.RolloutSimulator.SimulateAsync(await RolloutPlanWire.ReadAsync(endpoint, request, platform.Registry, platform.Rollouts, cancellationToken), cancellationToken)).ToInfo()
        : await AskAsync(client => client.Rollouts.SimulateAsync(endpoint, request, cancellationToken));

    /// <exception cref="SakerException">There is no such endpoint (not found).</exception>
    public async Task RequireEndpointAsync(string endpoint, CancellationToken cancellationToken)
    {
        if (server is not null)
            await AskAsync(client => client.GetEndpointAsync(endpoint, cancellationToken));
        else if (await platform.Endpoints.FindAsync(endpoint, cancellationToken) is null)
            throw new SakerException(ErrorKind.NotFound, $"There is no endpoint '{endpoint}'. `saker endpoints` lists them.", "endpoint");
    }

    /// <summary>The alias that an endpoint follows, as <c>churn@champion</c>; null for none.</summary>
    public async Task<string?> FindFollowedAsync(string endpoint, CancellationToken cancellationToken) => server is null
        ? await platform.Endpoints.FindAsync(endpoint, cancellationToken) is { Follows: { } alias } found ? $"{found.Model}@{alias}" : null
        : (await AskAsync(client => client.GetEndpointAsync(endpoint, cancellationToken))).Follows;

    /// <summary>The endpoint and the versions that <c>saker deploy</c> is given: without an endpoint it is the one of the model, or is called as the model is.</summary>
    /// <exception cref="SakerException">No version is named, or several endpoints serve the model (invalid input).</exception>
    public async Task<(string Endpoint, IReadOnlyList<string> Models)> ReadNamesAsync(IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        if (names.Count == 0)
            throw new SakerException(ErrorKind.InvalidInput, "Name the version: saker deploy churn/3, or with the endpoint: saker deploy live churn/3. `saker models` lists them.", "names");
        // Names of endpoints have neither.
        if (names.Count > 1 && names[0].IndexOfAny(s_marks) < 0)
            return (names[0], [.. names.Skip(1)]);
        var model = names[0].Split(s_marks)[0];
        IReadOnlyList<string> serving = server is null
            ? [.. (await platform.Endpoints.ListAsync(cancellationToken)).Where(endpoint => endpoint.Model == model).Select(endpoint => endpoint.Name)]
            : [.. (await AskAsync(client => client.ListEndpointsAsync(cancellationToken))).Where(endpoint => endpoint.Model == model).Select(endpoint => endpoint.Name)];
        if (serving.Count > 1 && !serving.Contains(model))
            throw new SakerException(ErrorKind.InvalidInput, $"{model} serves at {string.Join(", ", serving)}: name the endpoint too, as in saker deploy {serving[0]} {names[0]}.", "names");
        return (serving is [var only] ? only : model, names);
    }

    private async Task LoadAsync(Rollout rollout, bool isNew, CancellationToken cancellationToken)
    {
        await platform.Host.RefreshAsync(rollout.Endpoint, cancellationToken);
        var wanted = rollout.Candidate;
        try
        {
            await platform.Host.LoadAsync(rollout.Endpoint, wanted.Version.ToString(CultureInfo.InvariantCulture), cancellationToken);
        }
        catch (SakerException refused) when (refused.Kind is ErrorKind.Unavailable or ErrorKind.NotFound)
        {
            var then = rollout.Control is not { } control
                ? "A server that serves another version goes on with that one."
                : isNew && await TryCancelAsync(rollout, wanted, cancellationToken)
                    ? $"Rollout {rollout.Id} was cancelled: {control.Reference} goes on serving."
                    : $"Rollout {rollout.Id} goes on trying for {DurationText.Write(rollout.Settings.MaxWarmUp)}, while {control.Reference} serves; 'saker rollouts cancel {rollout.Endpoint}' ends it.";
            // What it says of a later try is not true of what was cancelled.
            var why = platform.Host.FindVersion(wanted.Model, wanted.Version) is { State: VersionState.Failed } failed ? $"Version {failed.Version} of model '{failed.Model}' cannot be loaded: {failed.Reason}" : refused.Message;
            throw new SakerException(ErrorKind.Unavailable, $"{rollout.Endpoint} should serve {wanted.Reference} now, which cannot be loaded: {why} {then}", "names", refused);
        }
    }

    /// <summary>What ends with an error is not to take effect later.</summary>
    private async Task<bool> TryCancelAsync(Rollout rollout, RolloutArm wanted, CancellationToken cancellationToken)
    {
        try
        {
            await platform.Rollouts.CancelAsync(new RolloutAct { Id = rollout.Id, Revision = rollout.Revision, Reason = $"{wanted.Reference} cannot be loaded where it was deployed." }, cancellationToken);
            return true;
        }
        catch (SakerException changed) when (changed.Kind == ErrorKind.Conflict)
        {
            return false;
        }
    }

    private async Task<string> IdOfAsync(string subject, CancellationToken cancellationToken)
    {
        var ofEndpoint = await ListAsync(new RolloutSelection { Endpoint = subject, Max = 1 }, cancellationToken);
        // The newest is the open one, where there is one.
        return ofEndpoint is [var newest] ? newest.Id : subject;
    }

    private Task<T> AskAsync<T>(Func<SakerClient, Task<T>> call) => ServerCall.RunAsync(server, call);
}
