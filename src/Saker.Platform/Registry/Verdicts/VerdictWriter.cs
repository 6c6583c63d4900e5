using System.Text.Json;
using Saker.Data;
using Saker.Platform.Storage;

namespace Saker.Platform.Registry.Verdicts;

/// <summary>Writes verdicts and requirements. Every method within a write.</summary>
internal sealed class VerdictWriter(Ids ids)
{
    private const int MaxReportLength = 2_000_000;

    private const string Insert =
        """
        INSERT INTO gate_requirements (model, alias, role, gates, suite, target, positive, dataset, of_pipeline, required_by, required_at)
        VALUES (@Model, @alias, @role, @Gates, @Suite, @Target, @Positive, @Dataset, @ofPipeline, @by, @now)
        """;

    private const string Update =
        """
        role = excluded.role, gates = excluded.gates, suite = excluded.suite, target = excluded.target, positive = excluded.positive,
        dataset = excluded.dataset, of_pipeline = excluded.of_pipeline, required_by = excluded.required_by, required_at = excluded.required_at
        """;

    /// <exception cref="SakerException">The report is too long.</exception>
    public async Task<string> AddAsync(Session session, string model, int version, NewVerdict verdict, string? overrideReason, string by, long now)
    {
        if (verdict.Report.Length > MaxReportLength)
            throw new SakerException(ErrorKind.TooLarge, $"The report of the gates has {verdict.Report.Length} characters; at most {MaxReportLength} are kept. Ask for fewer segments.", "gates");
        var id = ids.NewUlid();
        await session.ExecuteAsync(
            """
            INSERT INTO gate_verdicts (id, model, version, passed, suite, target, positive, dataset, failed, report, judged_by, judged_at, override_reason)
            VALUES (@id, @model, @version, @passed, @Suite, @Target, @Positive, @Dataset, @failed, @Report, @by, @now, @overrideReason)
            """,
            new { id, model, version, passed = verdict.Passed ? 1 : 0, verdict.Suite, verdict.Target, verdict.Positive, verdict.Dataset, failed = JsonSerializer.Serialize(verdict.Failed), verdict.Report, by, now, overrideReason });
        return id;
    }

    public static Task RequireAsync(Session session, GateRequirement requirement, string by, long now) =>
        session.ExecuteAsync($"{Insert} ON CONFLICT (model, alias) DO UPDATE SET {Update}", Values(requirement, by, now));

    /// <summary>Requires it unless something is required already. What a pipeline said once gives way to what a pipeline says now, if <paramref name="replaces"/>; what a person said stays.</summary>
    public static Task RequireIfNewAsync(Session session, GateRequirement requirement, bool replaces, string by, long now) =>
        session.ExecuteAsync($"{Insert} ON CONFLICT (model, alias) DO {(replaces ? $"UPDATE SET {Update} WHERE gate_requirements.of_pipeline = 1" : "NOTHING")}", Values(requirement, by, now));

    private static object Values(GateRequirement requirement, string by, long now) => new
    {
        requirement.Model,
        alias = requirement.Alias ?? "",
        role = Identity.Roles.Word(requirement.Role),
        requirement.Gates,
        requirement.Suite,
        requirement.Target,
        requirement.Positive,
        requirement.Dataset,
        ofPipeline = requirement.IsOfPipeline ? 1 : 0,
        by,
        now,
    };
}
