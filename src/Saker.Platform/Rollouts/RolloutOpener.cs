using Saker.Data;
using Saker.Platform.Identity;
using Saker.Platform.Registry;
using Saker.Platform.Registry.Verdicts;
using Saker.Platform.Serving;
using Saker.Platform.Storage;

namespace Saker.Platform.Rollouts;

/// <summary>Begins rollouts: whether they may, how, and what is in their way. Every method within a write.</summary>
internal sealed class RolloutOpener(RolloutChanges changes, Lazy<ICandidateWatch> watch, Ids ids, RolloutOptions options, HomeOptions home, TimeProvider time)
{
    /// <summary>By then a server that runs has a version warm that can be loaded, or tells why it has not.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    private static string? Ended(string? sentence) => sentence is { Length: > 0 } && !".!?".Contains(sentence[^1], StringComparison.Ordinal) ? sentence + "." : sentence;

    /// <summary>The alias of a model as its approvals see it.</summary>
    private sealed record ProtectionRow
    {
        public required string Role { get; init; }

        public long Count { get; init; }
    }

    /// <exception cref="SakerException">
    /// A version is unknown, or an alias not set (not found); a version has no files, its gates did not pass, it was rolled back here, or another rollout is under way (conflict);
    /// the strategy does not fit (invalid input); or the caller may not (forbidden).
    /// </exception>
    public async Task<Rollout> OpenAsync(Session session, RolloutRequest request)
    {
        var endpoint = await EndpointRows.FindAsync(session, request.Endpoint);
        await RequireVersionsAsync(session, request, endpoint);
        await RequireGatesAsync(session, request);
        var open = await RolloutRows.FindOpenAsync(session, request.Endpoint);
        if (open is not null && await DeployAgainAsync(session, request, endpoint, open) is { } again)
            return again;
        if (open is not null && (IsUnproven(open) || IsToldAnew(request, open)))
        {
            await GiveUpAsync(session, open, request);
            (open, endpoint) = (null, await EndpointRows.FindAsync(session, request.Endpoint));
        }
        var settings = await SettingsAsync(session, request, endpoint);
        await RequireNotRolledBackAsync(session, request, endpoint);
        var (role, count) = await ApprovalAsync(session, request, settings);
        if (open is not null)
            await SupersedeAsync(session, open, request);
        var by = Actor.Of(request.By, home);
        var now = Now();
        var rollout = new Rollout
        {
            Id = ids.NewUlid(),
            Endpoint = request.Endpoint,
            Strategy = settings.Strategy!.Value,
            State = count > 0 ? RolloutState.Waiting : RolloutState.Warming,
            Cause = request.Cause,
            Settings = settings,
            Arms = ArmsOf(request, settings.Strategy.Value, endpoint),
            Revision = 1,
            CreatedAt = now,
            CreatedBy = by.Name,
            Reason = request.Reason,
            WarmingAt = count > 0 ? null : now,
            Follows = request.Follows,
            MovesAlias = request.MovesAlias,
            Override = request.Override,
            Retry = request.Retry,
            ApprovalRole = role,
            ApprovalCount = count,
            FollowedBefore = endpoint?.Follows,
            PreviousBefore = endpoint?.Previous,
        };
        var reason = $"{by.Name} {(request.Cause == RolloutCause.Alias ? $"moved {request.Candidates[0].Model}@{request.Follows}" : "asked for it")}{(request.Reason is { Length: > 0 } why ? $": {why}" : ".")}";
        await changes.OpenAsync(session, rollout with { Note = reason }, new RolloutDecider(by.Name, IsAutomatic: request.Cause == RolloutCause.Retraining), reason);
        if (request.EndpointSettings is { } serving)
            await EndpointRows.ConfigureAsync(session, request.Endpoint, serving);
        await RolloutRows.TrimAsync(session, request.Endpoint, options.MaxRolloutCount);
        return (await RolloutRows.FindAsync(session, rollout.Id))!;
    }

    private static async Task RequireVersionsAsync(Session session, RolloutRequest request, Endpoint? endpoint)
    {
        foreach (var candidate in request.Candidates)
            await DeployableVersions.RequireAsync(session, candidate.Model, candidate.Version);
        // It is let through as what the alias points at, which is so only if it does, now.
        if (request.Follows is { } alias && alias != request.MovesAlias && await AliasMover.FindAsync(session, request.Candidates[0].Model, alias) is var points && points != request.Candidates[0].Version)
        {
            throw new SakerException(
                ErrorKind.Conflict, $"{request.Candidates[0].Model}@{alias} {(points is null ? "is not set" : $"points at version {points}")}, so following it does not bring {request.Candidates[0]}. Name the version, or what the alias points at.", "alias");
        }
        await EndpointRows.RequireMayLeaveAsync(session, endpoint, request.Candidates[0].Model, request.Follows, request.By);
    }

    /// <summary>Before a version gets its first request, not only when it wins. What an alias points at was let through when it moved there.</summary>
    private async Task RequireGatesAsync(Session session, RolloutRequest request)
    {
        if (request.Follows is not null && request.MovesAlias is null)
            return;
        var by = Actor.Of(request.By, home);
        foreach (var candidate in request.Candidates)
        {
            if (request.MovesAlias is { } alias)
                await GateGuard.RequireAsync(session, new AliasChange { Model = candidate.Model, Alias = alias, Version = candidate.Version, Override = request.Override }, by);
            else
                await GateGuard.RequireDeployableAsync(session, candidate.Model, candidate.Version, request.Endpoint, request.Override, by);
        }
    }

    /// <summary>Who deploys what is being switched to anyway has it loaded again, and begins nothing.</summary>
    private async Task<Rollout?> DeployAgainAsync(Session session, RolloutRequest request, Endpoint? endpoint, Rollout open)
    {
        if (endpoint is null || !open.Strategy.SwitchesAtOnce() || open.State == RolloutState.Waiting || request.Candidates is not [var only] || request.Settings?.Strategy is not (null or RolloutKind.BlueGreen or RolloutKind.Immediate))
            return null;
        if ((only.Model, only.Version, request.Follows) != (open.Candidate.Model, open.Candidate.Version, endpoint.Follows))
            return null;
        if (IsToldAnew(request, open))
            return null;
        if (open.Control is not null && HasOtherSettings(request, open))
        {
            throw new SakerException(
                ErrorKind.Conflict, $"Endpoint '{endpoint.Name}' serves {only} since rollout {open.Id} ({open.Describe()}), which other settings do not change. To have it loaded again, deploy it without settings; to begin anew, roll it back first: 'saker rollouts rollback {open.Id}'.", "settings");
        }
        await EndpointRows.ServeAsync(session, endpoint.Name, only.Model, only.Version, endpoint.Follows, Now().ToUnixTimeMilliseconds());
        if (request.EndpointSettings is { } serving)
            await EndpointRows.ConfigureAsync(session, endpoint.Name, serving);
        if ((request.Retry ?? request.Reason) is not { Length: > 0 } why)
            return open;
        var by = new RolloutDecider(Actor.Of(request.By, home).Name, IsAutomatic: false);
        return await changes.TryNoteAsync(session, open, new RolloutMove(RolloutDecisionKind.Open, $"{by.Name} asked for it again: {why}"), by) ?? open;
    }

    /// <summary>Whether a version that no server has warm yet is asked for again with something to say about how or why: that counts, and not what was said before.</summary>
    private static bool IsToldAnew(RolloutRequest request, Rollout open) =>
        open is { Strategy: RolloutKind.BlueGreen, StartedAt: null, Control: not null, State: not RolloutState.Waiting } && request.Candidates is [var only] && (only.Model, only.Version) == (open.Candidate.Model, open.Candidate.Version)
        && (HasOtherSettings(request, open) || request.Reason is not null || request.Retry is not null);

    private static bool HasOtherSettings(RolloutRequest request, Rollout open) =>
        request.Settings is { } settings && !IsSame(settings with { Strategy = open.Strategy }, open.Settings);

    /// <summary>Whether an endpoint was switched to a version that no server has had warm since, or that this one could not load: nobody can go back to that.</summary>
    private bool IsUnproven(Rollout open) => open is { Strategy: RolloutKind.BlueGreen, State: RolloutState.Warming, Control: not null }
        && (time.GetUtcNow() - open.WarmingAt >= s_patience || watch.Value.Look(open).Fault is not null);

    private Task<Rollout?> GiveUpAsync(Session session, Rollout open, RolloutRequest request)
    {
        var move = new RolloutMove(RolloutDecisionKind.Cancel, $"No server had it warm when {string.Join(", ", request.Candidates)} was asked for{(IsToldAnew(request, open) ? " again" : "")}.");
        return changes.TryApplyAsync(session, open, move, new RolloutDecider(Actor.Of(request.By, home).Name, IsAutomatic: false), null);
    }

    /// <summary>What counts for the rollout, with its strategy.</summary>
    private static async Task<RolloutSettings> SettingsAsync(Session session, RolloutRequest request, Endpoint? endpoint)
    {
        var policy = (await RolloutPolicyRows.FindAsync(session, request.Endpoint))?.Settings ?? new RolloutSettings();
        var settings = request.Settings ?? policy;
        var serves = endpoint is null ? null : new RolloutCandidate(endpoint.Model, endpoint.Version);
        var isSame = serves is not null && request.Candidates is [var only] && only == serves;
        if (serves is null || isSame)
        {
            // Who has it follow an alias that points at what it serves changes no version.
            var isFollowing = isSame && request.Follows is not null && request.Follows != endpoint!.Follows;
            if (request.Settings?.Strategy is { } asked && !asked.SwitchesAtOnce() && !isFollowing)
            {
                throw new SakerException(
                    ErrorKind.Conflict,
                    $"{Capital(RolloutWords.One(RolloutWords.Of(asked)))} compares a version with the one that serves, and endpoint '{request.Endpoint}' {(isSame ? $"serves {serves} itself" : "serves nothing yet")}: {(isSame ? "name another version, or have this one loaded again by --strategy blue-green" : "deploy the first version without a strategy")}.",
                    "strategy");
            }
            if (request.Candidates.Count > 1)
                throw new SakerException(ErrorKind.Conflict, $"Endpoint '{request.Endpoint}' serves nothing yet, so that there is nothing to compare {string.Join(" and ", request.Candidates)} with: deploy one of them first, and then the others beside it.", "candidates");
            return settings with { Strategy = RolloutKind.Immediate };
        }
        var strategy = settings.Strategy ?? RolloutKind.BlueGreen;
        if (strategy == RolloutKind.Immediate)
            throw new SakerException(ErrorKind.Conflict, $"Endpoint '{request.Endpoint}' serves {serves}, so nothing can take its place unprepared: use blue-green, which loads the version first and keeps the one before warm.", "strategy");
        RequireFits(request, settings, strategy, serves, policy);
        if (!strategy.SwitchesAtOnce())
            await KeyColumn.RequireAsync(session, settings.Key, serves);
        return settings with { Strategy = strategy };
    }

    private static void RequireFits(RolloutRequest request, RolloutSettings settings, RolloutKind strategy, RolloutCandidate serves, RolloutSettings policy)
    {
        List<Problem> problems = [];
        var takesSeveral = strategy is RolloutKind.Ab or RolloutKind.Bandit;
        if (request.Candidates.Count > 1 && !takesSeveral)
            problems.Add(new Problem("candidates", $"there are {request.Candidates.Count}, and {RolloutWords.One(RolloutWords.Of(strategy))} takes one; ab and bandit take several."));
        if (request.Candidates.Contains(serves))
            problems.Add(new Problem("candidates", $"{serves} serves already: it is what the others are compared with."));
        if (strategy == RolloutKind.Ab && settings.Weights.Count > 0 && settings.Weights.Count != request.Candidates.Count)
            problems.Add(new Problem("weights", $"there are {settings.Weights.Count} for {request.Candidates.Count} candidates; give one for each, the control has the rest."));
        if (strategy == RolloutKind.Bandit && settings.Metric is null)
            problems.Add(new Problem("metric", "a bandit needs something to learn from: 'metric: outcome', or the name of a business metric."));
        // A policy whose times do not fit was stored before that was refused: it is held when they are over, as ever.
        if (RolloutTimes.WhyNot(settings, strategy) is { } why && !IsSame(settings, policy))
            problems.Add(new Problem(RolloutTimes.Field, why));
        if (problems.Count > 0)
            throw new SakerException(ErrorKind.InvalidInput, "The rollout is not possible.", problems);
    }

    private static bool IsSame(RolloutSettings one, RolloutSettings other) => RolloutSettingsText.WriteJson(one).AsSpan().SequenceEqual(RolloutSettingsText.WriteJson(other));

    private static async Task RequireNotRolledBackAsync(Session session, RolloutRequest request, Endpoint? endpoint)
    {
        foreach (var candidate in request.Candidates)
        {
            if (endpoint is not null && candidate == new RolloutCandidate(endpoint.Model, endpoint.Version) || await RolloutRows.FindBindingAsync(session, request.Endpoint, candidate.Model, candidate.Version) is not { } earlier)
                continue;
            // Who says why lifts it, when it begins: which may be after an approval that never comes.
            if (request.Cause != RolloutCause.Retraining && request.Retry is not null)
                continue;
            throw new SakerException(
                ErrorKind.Conflict,
                $"{candidate} was rolled back on endpoint '{request.Endpoint}' (rollout {earlier.Id}): {Ended(earlier.Note)} It comes back only when a person says why: 'saker deploy {request.Endpoint} {candidate} --retry REASON', "
                + $"\"retry\" in POST /api/endpoints/{request.Endpoint}/rollouts, or --retry, \"retry\" and, of MLflow's routes, the header Saker-Retry where the alias is moved.",
                "retry");
        }
    }

    /// <summary>Who must approve first: those of the alias that is to move, or whoever else may deploy.</summary>
    private static async Task<(Role? Role, int Count)> ApprovalAsync(Session session, RolloutRequest request, RolloutSettings settings)
    {
        var protection = request.MovesAlias is null ? null : await session.FindAsync<ProtectionRow>(
            "SELECT role, approval_count AS Count FROM alias_protections WHERE model = @Model AND alias = @MovesAlias", new { request.Candidates[0].Model, request.MovesAlias });
        if (protection is not null)
            return (Roles.Parse(protection.Role), (int)protection.Count);
        // What the policy asks for, settings of a single rollout cannot take away.
        var asks = settings.Approval || request.Asks || (await RolloutPolicyRows.FindAsync(session, request.Endpoint))?.Settings.Approval == true;
        return asks ? (Role.Deployer, 1) : (null, 0);
    }

    /// <summary>What only keeps a version warm, or waits, gives way to what is asked for later. What compares versions does not.</summary>
    private async Task SupersedeAsync(Session session, Rollout open, RolloutRequest request)
    {
        if (!open.Strategy.SwitchesAtOnce() && open.State != RolloutState.Waiting)
            throw new SakerException(ErrorKind.Conflict, $"Endpoint '{open.Endpoint}' has rollout {open.Id} under way ({open.Describe()}). {RolloutWords.HowToEnd(open.Id)}", "endpoint");
        // What no server had warm before something else took its place was never tried. A first version is what there is.
        var kind = open.State is RolloutState.Running or RolloutState.Held || open.Strategy == RolloutKind.Immediate ? RolloutDecisionKind.Promote : RolloutDecisionKind.Cancel;
        var move = new RolloutMove(kind, $"{string.Join(", ", request.Candidates)} was asked for in its place.") { IsSuperseded = true };
        await changes.TryApplyAsync(session, open, move, new RolloutDecider(Actor.Of(request.By, home).Name, IsAutomatic: false), null);
    }

    private static List<RolloutArm> ArmsOf(RolloutRequest request, RolloutKind strategy, Endpoint? endpoint)
    {
        List<RolloutArm> arms = [];
        // Until a rollout begins the control has everything, if there is one.
        var whole = strategy == RolloutKind.Immediate ? 1 : 0;
        if (endpoint is not null && strategy != RolloutKind.Immediate)
            arms.Add(new RolloutArm { Number = 0, Name = "control", Model = endpoint.Model, Version = endpoint.Version });
        for (var i = 0; i < request.Candidates.Count; i++)
            arms.Add(new RolloutArm { Number = i + 1, Name = i == 0 ? "candidate" : $"candidate-{i + 1}", Model = request.Candidates[i].Model, Version = request.Candidates[i].Version });
        return [.. arms.Select(arm => arm.Number == whole ? arm with { Weight = RolloutArm.WholeWeight } : arm)];
    }

    private DateTimeOffset Now() => DateTimeOffset.FromUnixTimeMilliseconds(time.GetUtcNow().ToUnixTimeMilliseconds());
}
