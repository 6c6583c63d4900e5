using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Saker.Client;
using Saker.Data;
using Saker.Platform.Audit;
using Saker.Platform.Identity;
using Saker.Platform.Jobs;
using Saker.Server.Http.Access;

namespace Saker.Server.Http;

/// <summary>The recurring jobs of the servers that share a database.</summary>
internal static class JobsApi
{
    private const int MaxListed = 1_000;
    private const int StandardListed = 20;

    public static void Map(IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/jobs").WithTags("Jobs");
        group.MapGet("", ListAsync).Needs(Role.Viewer).WithName("listJobs").WithSummary("Recurring jobs: how the last run of each went, and when the next is due.");
        group.MapGet("/{job}/runs", ListRunsAsync).Needs(Role.Viewer).WithName("listJobRuns").WithSummary("The runs of a job that are kept, the newest first.").Fails(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound);
        group.MapPost("/{job}/run", RunAsync).Needs(Role.Admin).Audited(AuditActs.JobHastened).WithName("runJob").WithSummary("Has a job run as soon as a server looks.")
            .Produces<JobInfo>(StatusCodes.Status202Accepted).Fails(StatusCodes.Status404NotFound);
    }

    private static async Task<Ok<JobList>> ListAsync(IJobStore jobs, CancellationToken cancellationToken) =>
        TypedResults.Ok(new JobList([.. (await jobs.ListAsync(cancellationToken)).Select(ToInfo)]));

    private static async Task<Ok<JobRunList>> ListRunsAsync(string job, int? max, IJobStore jobs, CancellationToken cancellationToken)
    {
        if (max is < 1 or > MaxListed)
            throw new SakerException(ErrorKind.InvalidInput, $"max is {max}; ask for 1 to {MaxListed}.", "max");
        var runs = await jobs.ListRunsAsync(job, max ?? StandardListed, cancellationToken);
        if (runs.Count == 0 && (await jobs.ListAsync(cancellationToken)).All(status => status.Name != job))
            throw new SakerException(ErrorKind.NotFound, $"There is no job '{job}'. GET /api/jobs lists them.", "job");
        return TypedResults.Ok(new JobRunList([.. runs.Select(ToInfo)]));
    }

    private static async Task<IResult> RunAsync(string job, HttpContext context, IJobStore jobs, CancellationToken cancellationToken)
    {
        context.SetAuditTarget(job);
        var form = await PageForm.FindAsync(context, cancellationToken);
        var hastened = await jobs.HastenAsync(job, cancellationToken);
        return form is null ? TypedResults.Accepted((string?)null, hastened.ToInfo()) : PageForm.BackTo(context, "/settings/jobs");
    }

    private static JobInfo ToInfo(this JobStatus status) => new()
    {
        Name = status.Name,
        Interval = DurationText.Write(status.Interval),
        DueAt = status.DueAt,
        FailureCount = status.FailureCount,
        LastRun = status.LastRun?.ToInfo(),
    };

    private static JobRunInfo ToInfo(this JobRun run) => new()
    {
        Number = run.Number,
        Owner = run.Owner,
        StartedAt = run.StartedAt,
        EndedAt = run.EndedAt,
        DurationSeconds = run.Duration?.TotalSeconds,
        Outcome = Wire.Word(run.Outcome),
        Error = run.Error,
    };
}
