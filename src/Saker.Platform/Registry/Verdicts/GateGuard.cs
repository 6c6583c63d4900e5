using Saker.Data;
using Saker.Platform.Identity;
using Saker.Platform.Storage;

namespace Saker.Platform.Registry.Verdicts;

/// <summary>Keeps registration, aliases, stages and endpoints that require gates from versions whose gates did not pass. Within a write.</summary>
internal static class GateGuard
{
    /// <summary>Whether an alias may move to a version, or be taken away.</summary>
    /// <returns>The reason of the override that it needed; null where it needed none.</returns>
    /// <exception cref="SakerException">The version's gates did not pass, or it was not judged (conflict); or the actor may not override (forbidden).</exception>
    public static async Task<string?> RequireAsync(Session session, AliasChange change, Actor by)
    {
        var requirements = await ListAsync(session, change.Model, "AND (alias = '' OR alias = @alias)", change.Alias);
        var name = $"{change.Model}@{change.Alias}";
        if (change.Version is not { } version)
            return RequireMayRemove(requirements, name, change, by);
        var remedy = $"'saker models alias {change.Model} {change.Alias} {version} --override REASON', \"override\" in PUT /api/models/{change.Model}/aliases/{change.Alias}";
        return await RequireAsync(session, requirements, new GatedTarget(change.Model, version, $"become {name}", remedy), change.Override, by);
    }

    /// <summary>Whether a version may come to a stage. Production counts as any alias that requires gates does, Staging where every alias does.</summary>
    /// <inheritdoc cref="RequireAsync(Session, AliasChange, Actor)"/>
    public static async Task<string?> RequireAsync(Session session, StageChange change, Actor by)
    {
        if (change.Stage is not (ModelStage.Staging or ModelStage.Production))
            return null;
        var requirements = await ListAsync(session, change.Model, change.Stage == ModelStage.Production ? "" : "AND alias = ''", "");
        return await RequireAsync(session, requirements, new GatedTarget(change.Model, change.Version, $"become {change.Model} in {change.Stage}", "the header Saker-Override of the request"), change.Override, by);
    }

    /// <summary>
    /// Whether an endpoint may serve a version that it is given by number: what the model's aliases require is then required of it. What such an
    /// alias points at was let through already.
    /// </summary>
    /// <inheritdoc cref="RequireAsync(Session, AliasChange, Actor)"/>
    public static async Task<string?> RequireDeployableAsync(Session session, string model, int version, string endpoint, string? overrideReason, Actor by)
    {
        var requirements = await ListAsync(session, model, "", "");
        if (requirements.Count == 0 || (await ListGuardedAsync(session, model, version)).Count > 0)
            return null;
        var remedy = $"'saker deploy {endpoint} {model}/{version} --override REASON', \"override\" in POST /api/endpoints";
        return await RequireAsync(session, requirements, new GatedTarget(model, version, $"be served by endpoint '{endpoint}'", remedy), overrideReason, by);
    }

    /// <summary>Whether a version that was just added may stay.</summary>
    /// <inheritdoc cref="RequireAsync(Session, AliasChange, Actor)"/>
    public static async Task<string?> RequireRegistrationAsync(Session session, string model, int version, string? overrideReason, Actor by)
    {
        var requirements = await ListAsync(session, model, "AND registration = 1", "");
        var target = new GatedTarget(model, version, "be registered", "--override REASON of 'saker models import', the header Saker-Override of the request")
        {
            Judge = $"Judge its files before: 'saker gate FOLDER --for {model} --gates FILE --data FILE', 'saker gate runs:/RUN/model --for {model} ...' or POST /api/models/{model}/candidates",
        };
        return await RequireAsync(session, requirements, target, overrideReason, by);
    }

    /// <summary>What an alias points at that requires gates is not deleted: that would take the alias away.</summary>
    /// <exception cref="SakerException">An alias of this version requires gates (conflict).</exception>
    public static async Task RequireUnguardedAsync(Session session, string model, int version)
    {
        if (await ListGuardedAsync(session, model, version) is [var alias, ..])
            throw new SakerException(ErrorKind.Conflict, $"{model}/{version} cannot be deleted: it is {model}@{alias}, which requires gates. Move the alias first.", "version");
    }

    /// <summary>The least role of those who may have something else than an alias decide; null when the alias requires no gates.</summary>
    public static async Task<Role?> FindRoleAsync(Session session, string model, string alias) =>
        (await ListAsync(session, model, "AND (alias = '' OR alias = @alias)", alias)).Select(requirement => (Role?)requirement.Role).Max();

    private static string? RequireMayRemove(IReadOnlyList<GateRequirement> requirements, string name, AliasChange change, Actor by)
    {
        if (requirements.Count == 0)
            return null;
        var role = requirements.Max(requirement => requirement.Role);
        if (change.Override is { } reason)
            return by.Role >= role ? reason : throw MayNotOverride(name, role, by);
        throw new SakerException(
            ErrorKind.Conflict,
            $"{name} requires gates, and nothing could take its place unjudged: somebody with the role '{role.Word()}' takes it away with a reason: 'saker models alias {change.Model} {change.Alias} --remove --override REASON', "
            + $"the header Saker-Override of DELETE /api/models/{change.Model}/aliases/{change.Alias}.",
            "override");
    }

    /// <summary>The aliases of a version that require gates.</summary>
    private static Task<IReadOnlyList<string>> ListGuardedAsync(Session session, string model, int version) => session.QueryAsync<string>(
        """
        SELECT a.alias FROM aliases a WHERE a.model = @model AND a.version = @version
            AND EXISTS (SELECT 1 FROM gate_requirements r WHERE r.model = a.model AND (r.alias = '' OR r.alias = a.alias)) ORDER BY a.alias
        """,
        new { model, version });

    private static async Task<IReadOnlyList<GateRequirement>> ListAsync(Session session, string model, string which, string alias) =>
        [.. (await session.QueryAsync<RequirementRow>($"SELECT {RequirementRow.Fields} FROM gate_requirements WHERE model = @model {which} ORDER BY alias", new { model, alias })).Select(row => row.ToRequirement())];

    private static async Task<string?> RequireAsync(Session session, IReadOnlyList<GateRequirement> requirements, GatedTarget target, string? overrideReason, Actor by)
    {
        if (requirements.Count == 0)
            return null;
        var verdicts = await ListVerdictsAsync(session, target);
        var refused = new List<(GateRequirement Requirement, string Reason)>();
        foreach (var requirement in requirements)
        {
            if (VerdictMatch.FindFault(requirement, verdicts) is { } fault)
                refused.Add((requirement, fault));
        }
        if (refused.Count == 0)
            return null;
        var role = refused.Max(refusal => refusal.Requirement.Role);
        if (overrideReason is not null)
            return by.Role >= role ? overrideReason : throw MayNotOverride(refused[0].Requirement.Subject, role, by);
        throw new SakerException(
            ErrorKind.Conflict,
            $"{target.Reference} cannot {target.Act}, which requires gates: {string.Join(" ", refused.Select(refusal => refusal.Reason).Distinct())} "
            + $"{target.Judge}, or somebody with the role '{role.Word()}' overrides with a reason: {target.Remedy}.",
            "version");
    }

    private static SakerException MayNotOverride(string name, Role role, Actor by) =>
        new(ErrorKind.Forbidden, $"To override the gates of {name} needs the role '{role.Word()}'; '{by.Name}' has the role '{by.Role.Word()}'.", "override");

    /// <summary>The newest verdict on every question, the newest first.</summary>
    private static async Task<IReadOnlyList<GateVerdict>> ListVerdictsAsync(Session session, GatedTarget target) => [.. (await session.QueryAsync<VerdictRow>(
        $"""
        SELECT {VerdictRow.Fields} FROM gate_verdicts
        WHERE id IN (SELECT MAX(id) FROM gate_verdicts WHERE model = @Model AND version = @Version GROUP BY suite, target, positive, dataset) ORDER BY id DESC
        """,
        new { target.Model, target.Version })).Select(row => row.ToVerdict())];
}
