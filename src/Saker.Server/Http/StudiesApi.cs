using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Saker.Client;
using Saker.Data;
using Saker.Learning.Tuning;
using Saker.Platform.Audit;
using Saker.Platform.Identity;
using Saker.Platform.Studies;
using Saker.Server.Http.Access;

namespace Saker.Server.Http;

/// <summary>Searches for hyper-parameters, whose trials are evaluated wherever the caller is.</summary>
internal static class StudiesApi
{
    private const int MaxListed = 1000;

    public static void Map(IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/studies").WithTags("Studies").Needs(Role.Viewer);
        group.MapGet("", ListAsync).WithName("listStudies").WithSummary("Studies, the newest first, with the counts of their trials.");
        group.MapGet("/{study}", GetAsync).WithName("getStudy").WithSummary("One study with all its trials.").Fails(StatusCodes.Status404NotFound);
        group.MapGet("/{study}/importance", GetImportanceAsync).WithName("getStudyImportance").WithSummary("How much each parameter of a study matters, and how far that can be believed.").Fails(StatusCodes.Status404NotFound);
        group.MapPost("", CreateAsync).Needs(Role.Deployer).Audited(AuditActs.StudyCreated).WithName("createStudy").WithSummary("Makes a study.")
            .Accepts<CreateStudyRequest>("application/json")
            .WithMetadata(new OperationExample("""{"name":"rosenbrock","direction":"minimize","space":{"x":{"from":-2,"to":2}}}"""))
            .Produces<StudyInfo>(StatusCodes.Status201Created)
            .Fails(StatusCodes.Status400BadRequest, StatusCodes.Status409Conflict, StatusCodes.Status415UnsupportedMediaType);
        group.MapDelete("/{study}", DeleteAsync).Needs(Role.Deployer).Audited(AuditActs.StudyDeleted).WithName("deleteStudy").WithSummary("Removes a study with its trials; its runs are deleted as other runs are.")
            .Fails(StatusCodes.Status404NotFound, StatusCodes.Status409Conflict);
        group.MapPost("/{study}/ask", AskAsync).Needs(Role.Deployer).Audited(AuditActs.TrialChanged).WithName("askTrial").WithSummary("Begins a trial; 204 when nothing is left to try.")
            .Accepts<AskRequest>("application/json").WithMetadata(new OperationExample("""{"maxTrials":50}"""))
            .Produces<TrialInfo>(StatusCodes.Status200OK).Produces(StatusCodes.Status204NoContent)
            .Fails(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound, StatusCodes.Status415UnsupportedMediaType);
        var trial = group.MapGroup("/{study}/trials/{number:int}").Needs(Role.Deployer).Audited(AuditActs.TrialChanged);
        trial.MapPost("/report", ReportAsync).WithName("reportTrial").WithSummary("Notes how a running trial does; the answer says whether to end it.")
            .Accepts<TrialReportInfo>("application/json").WithMetadata(new OperationExample("""{"step":1,"value":0.5}"""))
            .Fails(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound, StatusCodes.Status409Conflict, StatusCodes.Status415UnsupportedMediaType);
        trial.MapPost("/tell", TellAsync).WithName("tellTrial").WithSummary("Ends a running trial with its value, as pruned, or as failed.")
            .Accepts<TellRequest>("application/json").WithMetadata(new OperationExample("""{"value":0.42}"""))
            .Fails(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound, StatusCodes.Status409Conflict, StatusCodes.Status415UnsupportedMediaType);
    }

    private static async Task<Ok<StudyList>> ListAsync(StudyCatalogue studies, CancellationToken cancellationToken) =>
        TypedResults.Ok(new StudyList([.. (await studies.ListAsync(MaxListed, cancellationToken)).Select(StudyWire.ToInfo)]));

    private static async Task<Ok<StudyInfo>> GetAsync(string study, StudyCatalogue studies, CancellationToken cancellationToken)
    {
        var found = await studies.GetAsync(study, cancellationToken);
        return TypedResults.Ok(StudyWire.ToInfo(found, await studies.ListTrialsAsync(study, cancellationToken)));
    }

    private static async Task<Ok<ImportanceInfo>> GetImportanceAsync(string study, StudyCatalogue studies, CancellationToken cancellationToken) =>
        TypedResults.Ok(StudyWire.ToInfo(await studies.GetImportanceAsync(await studies.GetAsync(study, cancellationToken), cancellationToken)));

    private static async Task<Created<StudyInfo>> CreateAsync(HttpContext context, StudyCatalogue studies, CancellationToken cancellationToken)
    {
        using var body = await RequestBody.ReadRecordAsync(context);
        var study = StudyJson.Read(body.Memory);
        context.SetAuditTarget(study.Name);
        var made = await studies.CreateAsync(study, cancellationToken);
        return TypedResults.Created($"/api/studies/{made.Name}", StudyWire.ToInfo(made, []));
    }

    private static async Task<NoContent> DeleteAsync(string study, StudyCatalogue studies, CancellationToken cancellationToken)
    {
        await studies.DeleteAsync(study, cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<Results<Ok<TrialInfo>, NoContent>> AskAsync(string study, HttpContext context, StudyCatalogue studies, CancellationToken cancellationToken)
    {
        var request = await RequestJson.ReadOptionalAsync(context, SakerJson.Default.AskRequest);
        if (request.MaxTrials is < 1)
            throw new SakerException(ErrorKind.InvalidInput, $"maxTrials must be at least 1; got {request.MaxTrials}.", "maxTrials");
        var open = await studies.OpenAsync(study, cancellationToken);

        // What other clients were silent about for too long is begun again before anything new is.
        await studies.RecoverAtTimesAsync(cancellationToken);
        var trial = request.Parameters is { } parameters
            ? await open.AskAsync(StudyJson.ReadParameters(parameters), cancellationToken)
            : await open.AskAsync(request.MaxTrials ?? int.MaxValue, cancellationToken);
        return trial is null ? TypedResults.NoContent() : TypedResults.Ok(StudyWire.ToInfo(trial, run: null));
    }

    private static async Task<Ok<PruneAnswer>> ReportAsync(string study, int number, HttpContext context, StudyCatalogue studies, CancellationToken cancellationToken)
    {
        var report = await RequestJson.ReadAsync(context, SakerJson.Default.TrialReportInfo);
        var open = await studies.OpenAsync(study, cancellationToken);
        return TypedResults.Ok(new PruneAnswer(await open.ReportAsync(number, report.Step, report.Value, cancellationToken)));
    }

    private static async Task<Ok<TrialInfo>> TellAsync(string study, int number, HttpContext context, StudyCatalogue studies, CancellationToken cancellationToken)
    {
        var request = await RequestJson.ReadAsync(context, SakerJson.Default.TellRequest);
        var result = ResultOf(request);
        var open = await studies.OpenAsync(study, cancellationToken);
        await open.TellAsync(number, result, cancellationToken);
        var stored = (await studies.ListTrialsAsync(study, cancellationToken)).First(trial => trial.Trial.Number == number);
        return TypedResults.Ok(StudyWire.ToInfo(stored.Trial, stored.Run.Value));
    }

    private static TrialResult ResultOf(TellRequest request) => (request.State ?? "complete", request.Value) switch
    {
        ("complete", { } value) => TrialResult.Of(value),
        ("complete", null) => throw new SakerException(ErrorKind.InvalidInput, "A complete trial has a value; give 'value', or 'state': 'pruned' or 'failed'.", "value"),
        ("pruned", null) => TrialResult.Pruned,
        ("failed", null) => TrialResult.Failed(request.Reason is { Length: > 0 } reason ? reason : "The client gave no reason."),
        ("pruned" or "failed", _) => throw new SakerException(ErrorKind.InvalidInput, "A trial that was pruned or failed has no value; leave 'value' out.", "value"),
        var (state, _) => throw new SakerException(ErrorKind.InvalidInput, $"state is '{state}'; give complete, pruned or failed.", "state"),
    };
}
