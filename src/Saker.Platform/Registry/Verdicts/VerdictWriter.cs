using System.Text.Json;
using Saker.Data;
using Saker.Platform.Storage;

namespace Saker.Platform.Registry.Verdicts;

/// <summary>Writes verdicts and requirements. Every method within a write.</summary>
internal sealed class VerdictWriter(Ids ids)
{
    private const int MaxReportLength = 2_000_000;

    /// <summary>Verdicts on files of a model that are no version yet.</summary>
    private const int MaxCandidates = 1_000;

    private static readonly TimeSpan CandidateKeep = TimeSpan.FromDays(30);

    private const string Insert =
        """
        INSERT INTO gate_requirements (model, alias, role, gates, suite, target, positive, dataset, of_pipeline, registration, required_by, required_at)
        VALUES (@Model, @alias, @role, @Gates, @Suite, @Target, @Positive, @Dataset, @ofPipeline, @registration, @by, @now)
        """;

    private const string Update =
        """
        role = excluded.role, gates = excluded.gates, suite = excluded.suite, target = excluded.target, positive = excluded.positive,
        dataset = excluded.dataset, of_pipeline = excluded.of_pipeline, registration = excluded.registration, required_by = excluded.required_by, required_at = excluded.required_at
        """;

    /// <exception cref="SakerException">The report is too long.</exception>
    public async Task<string> AddAsync(Session session, string model, int version, NewVerdict verdict, string? overrideReason, string by, long now)
    {
        RequireKeepable(verdict);
        var id = ids.NewUlid();
        await session.ExecuteAsync(
            """
            INSERT INTO gate_verdicts (id, model, version, passed, suite, target, positive, dataset, failed, report, judged_by, judged_at, override_reason)
            VALUES (@id, @model, @version, @passed, @Suite, @Target, @Positive, @Dataset, @failed, @Report, @by, @now, @overrideReason)
            """,
            new { id, model, version, passed = verdict.Passed ? 1 : 0, verdict.Suite, verdict.Target, verdict.Positive, verdict.Dataset, failed = JsonSerializer.Serialize(verdict.Failed), verdict.Report, by, now, overrideReason });
        return id;
    }

    /// <summary>Keeps what gates said of files that are no version yet.</summary>
    /// <exception cref="SakerException">The report is too long.</exception>
    public async Task AddCandidateAsync(Session session, string model, string hash, NewVerdict verdict, string by, long now)
    {
        RequireKeepable(verdict);
        // The newest on a question counts, and files that nobody registers are forgotten.
        await session.ExecuteAsync(
            """
            DELETE FROM gate_candidates WHERE model = @model
                AND (judged_at < @before OR (hash = @hash AND suite = @Suite AND COALESCE(target, '') = COALESCE(@Target, '') AND COALESCE(positive, '') = COALESCE(@Positive, '') AND COALESCE(dataset, '') = COALESCE(@Dataset, '')))
            """,
            new { model, hash, verdict.Suite, verdict.Target, verdict.Positive, verdict.Dataset, before = now - (long)CandidateKeep.TotalMilliseconds });
        if (await session.ScalarAsync<long>("SELECT COUNT(*) FROM gate_candidates WHERE model = @model", new { model }) >= MaxCandidates)
            throw new SakerException(ErrorKind.LimitExceeded, $"{MaxCandidates} verdicts on files wait for '{model}', as many as are kept; register what passed, the others are forgotten after {CandidateKeep.Days} days.", "model");
        await session.ExecuteAsync(
            """
            INSERT INTO gate_candidates (id, model, hash, passed, suite, target, positive, dataset, failed, report, judged_by, judged_at)
            VALUES (@id, @model, @hash, @passed, @Suite, @Target, @Positive, @Dataset, @failed, @Report, @by, @now)
            """,
            new { id = ids.NewUlid(), model, hash, passed = verdict.Passed ? 1 : 0, verdict.Suite, verdict.Target, verdict.Positive, verdict.Dataset, failed = JsonSerializer.Serialize(verdict.Failed), verdict.Report, by, now });
    }

    /// <summary>Files that were judged become a version: so do the verdicts on them.</summary>
    public static async Task AdoptAsync(Session session, string model, int version, string hash)
    {
        await session.ExecuteAsync(
            """
            INSERT INTO gate_verdicts (id, model, version, passed, suite, target, positive, dataset, failed, report, judged_by, judged_at)
            SELECT id, model, @version, passed, suite, target, positive, dataset, failed, report, judged_by, judged_at FROM gate_candidates WHERE model = @model AND hash = @hash
            """,
            new { model, version, hash });
        await session.ExecuteAsync("DELETE FROM gate_candidates WHERE model = @model AND hash = @hash", new { model, hash });
    }

    public static Task RequireAsync(Session session, GateRequirement requirement, string by, long now) =>
        session.ExecuteAsync($"{Insert} ON CONFLICT (model, alias) DO UPDATE SET {Update}", Values(requirement, by, now));

    /// <summary>Requires it unless something is required already. What a pipeline said once gives way to what a pipeline says now, if <paramref name="replaces"/>; what a person said stays.</summary>
    public static Task RequireIfNewAsync(Session session, GateRequirement requirement, bool replaces, string by, long now) =>
        session.ExecuteAsync($"{Insert} ON CONFLICT (model, alias) DO {(replaces ? $"UPDATE SET {Update} WHERE gate_requirements.of_pipeline = 1" : "NOTHING")}", Values(requirement, by, now));

    private static void RequireKeepable(NewVerdict verdict)
    {
        if (verdict.Report.Length > MaxReportLength)
            throw new SakerException(ErrorKind.TooLarge, $"The report of the gates has {verdict.Report.Length} characters; at most {MaxReportLength} are kept. Ask for fewer segments.", "gates");
    }

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
        registration = requirement.HoldsRegistration ? 1 : 0,
        by,
        now,
    };
}
