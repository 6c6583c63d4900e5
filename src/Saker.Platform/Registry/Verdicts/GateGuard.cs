using Saker.Data;
using Saker.Platform.Identity;
using Saker.Platform.Storage;

namespace Saker.Platform.Registry.Verdicts;

/// <summary>Keeps aliases and stages that require gates from versions whose gates did not pass. Within a write.</summary>
internal static class GateGuard
{
    /// <summary>Whether a version may become what an alias points at.</summary>
    /// <returns>The reason of the override that it needed; null where it needed none.</returns>
    /// <exception cref="SakerException">Its gates did not pass, or it was not judged (conflict); or the actor may not override (forbidden).</exception>
    public static async Task<string?> RequireAsync(Session session, AliasChange change, Actor by)
    {
        if (change.Version is not { } version)
            return null;
        var requirements = await ListAsync(session, change.Model, "AND (alias = '' OR alias = @alias)", change.Alias);
        var remedy = $"'saker models alias {change.Model} {change.Alias} {version} --override REASON', \"override\" in PUT /api/models/{change.Model}/aliases/{change.Alias}";
        return await RequireAsync(session, requirements, new Target(change.Model, version, $"{change.Model}@{change.Alias}", remedy), change.Override, by);
    }

    /// <summary>Whether a version may come to a stage. Production counts as any alias that requires gates does, Staging where every alias does.</summary>
    /// <inheritdoc cref="RequireAsync(Session, AliasChange, Actor)"/>
    public static async Task<string?> RequireAsync(Session session, StageChange change, Actor by)
    {
        if (change.Stage is not (ModelStage.Staging or ModelStage.Production))
            return null;
        var requirements = await ListAsync(session, change.Model, change.Stage == ModelStage.Production ? "" : "AND alias = ''", "");
        return await RequireAsync(session, requirements, new Target(change.Model, change.Version, $"{change.Model} in {change.Stage}", "the header Saker-Override of the request"), change.Override, by);
    }

    /// <summary>The least role of those who may have something else than an alias decide; null when the alias requires no gates.</summary>
    public static async Task<Role?> FindRoleAsync(Session session, string model, string alias) =>
        (await ListAsync(session, model, "AND (alias = '' OR alias = @alias)", alias)).Select(requirement => (Role?)requirement.Role).Max();

    private static async Task<IReadOnlyList<GateRequirement>> ListAsync(Session session, string model, string which, string alias) =>
        [.. (await session.QueryAsync<RequirementRow>($"SELECT {RequirementRow.Fields} FROM gate_requirements WHERE model = @model {which} ORDER BY alias", new { model, alias })).Select(row => row.ToRequirement())];

    private static async Task<string?> RequireAsync(Session session, IReadOnlyList<GateRequirement> requirements, Target target, string? overrideReason, Actor by)
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
        {
            return by.Role >= role
                ? overrideReason
                : throw new SakerException(ErrorKind.Forbidden, $"To override the gates of {target.Name} needs the role '{role.Word()}'; '{by.Name}' has the role '{by.Role.Word()}'.", "override");
        }
        var reference = $"{target.Model}/{target.Version}";
        throw new SakerException(
            ErrorKind.Conflict,
            $"{reference} cannot become {target.Name}, which requires gates: {string.Join(" ", refused.Select(refusal => refusal.Reason).Distinct())} "
            + $"Judge it with 'saker gate {reference} --gates FILE --data FILE' or POST /api/models/{target.Model}/versions/{target.Version}/gates, "
            + $"or somebody with the role '{role.Word()}' overrides with a reason: {target.Remedy}.",
            "version");
    }

    /// <summary>The newest verdict on every question, the newest first.</summary>
    private static async Task<IReadOnlyList<GateVerdict>> ListVerdictsAsync(Session session, Target target) => [.. (await session.QueryAsync<VerdictRow>(
        $"""
        SELECT {VerdictRow.Fields} FROM gate_verdicts
        WHERE id IN (SELECT MAX(id) FROM gate_verdicts WHERE model = @Model AND version = @Version GROUP BY suite, target, positive, dataset) ORDER BY id DESC
        """,
        new { target.Model, target.Version })).Select(row => row.ToVerdict())];

    /// <param name="Model">The model.</param>
    /// <param name="Version">The version that is to become it.</param>
    /// <param name="Name">What it is to become, in words.</param>
    /// <param name="Remedy">How to override.</param>
    private sealed record Target(string Model, int Version, string Name, string Remedy);
}
