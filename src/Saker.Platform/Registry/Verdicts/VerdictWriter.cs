using System.Text.Json;
using Saker.Data;
using Saker.Platform.Storage;

namespace Saker.Platform.Registry.Verdicts;

/// <summary>Writes verdicts and requirements. Every method within a write.</summary>
internal sealed class VerdictWriter(Ids ids)
{
    private const int MaxReportLength = 2_000_000;

    /// <exception cref="SakerException">The report is too long.</exception>
    public async Task<string> AddAsync(Session session, string model, int version, NewVerdict verdict, string? overrideReason, string by, long now)
    {
        if (verdict.Report.Length > MaxReportLength)
            throw new SakerException(ErrorKind.TooLarge, $"The report of the gates has {verdict.Report.Length} characters; at most {MaxReportLength} are kept. Ask for fewer segments.", "gates");
        var id = ids.NewUlid();
        await session.ExecuteAsync(
            """
            INSERT INTO gate_verdicts (id, model, version, passed, suite, failed, report, judged_by, judged_at, override_reason)
            VALUES (@id, @model, @version, @passed, @Suite, @failed, @Report, @by, @now, @overrideReason)
            """,
            new { id, model, version, passed = verdict.Passed ? 1 : 0, verdict.Suite, failed = JsonSerializer.Serialize(verdict.Failed), verdict.Report, by, now, overrideReason });
        return id;
    }

    public static Task RequireAsync(Session session, GateRequirement requirement, string by, long now) => session.ExecuteAsync(
        """
        INSERT INTO gate_requirements (model, alias, role, gates, suite, required_by, required_at) VALUES (@Model, @alias, @role, @Gates, @Suite, @by, @now)
        ON CONFLICT (model, alias) DO UPDATE SET role = excluded.role, gates = excluded.gates, suite = excluded.suite, required_by = excluded.required_by, required_at = excluded.required_at
        """,
        Values(requirement, by, now));

    /// <summary>Requires it unless it is required already, however that was said.</summary>
    public static Task RequireIfNewAsync(Session session, GateRequirement requirement, string by, long now) => session.ExecuteAsync(
        """
        INSERT INTO gate_requirements (model, alias, role, gates, suite, required_by, required_at) VALUES (@Model, @alias, @role, @Gates, @Suite, @by, @now)
        ON CONFLICT (model, alias) DO NOTHING
        """,
        Values(requirement, by, now));

    private static object Values(GateRequirement requirement, string by, long now) =>
        new { requirement.Model, alias = requirement.Alias ?? "", role = Identity.Roles.Word(requirement.Role), requirement.Gates, requirement.Suite, by, now };
}
