using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Saker.Client;
using Saker.Data;
using Saker.Platform.Audit;
using Saker.Platform.Identity;
using Saker.Platform.Rollouts;
using Saker.Server.Http.Access;

namespace Saker.Server.Http;

/// <summary>Rollouts: how versions come to endpoints, and what people do about it.</summary>
internal static class RolloutsApi
{
    private const int DefaultMax = 100;

    // Of the ids of rollouts, which tokens are.
    private const int TokenLength = 26;

    private static readonly OperationExample s_why = new("""{"reason":"nothing odd in the log","revision":7}""");

    public static void Map(IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/rollouts").WithTags("Rollouts").Needs(Role.Viewer);
        group.MapGet("", ListAllAsync).WithName("listRollouts").WithSummary("Rollouts, the newest first.").Fails(StatusCodes.Status400BadRequest);
        group.MapGet("/{id}", GetAsync).WithName("getRollout").WithSummary("One rollout: its arms, what the guards say now and how that came to be, and what was decided.").Fails(StatusCodes.Status404NotFound);
        group.MapGet("/{id}/decisions", ListDecisionsAsync).WithName("listRolloutDecisions").WithSummary("What was decided of a rollout, the oldest first: the newest 200, or with a page token those before.").Fails(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound);
        MapAct(group, "promote", "promoteRollout", "Goes on to the next step whatever the guards say; behind the last one, and where there are no steps, the candidate serves.", AuditActs.RolloutPromoted);
        MapAct(group, "hold", "holdRollout", "Has it stay as it is until somebody resumes it.", AuditActs.RolloutHeld);
        MapAct(group, "resume", "resumeRollout", "Goes on with one that is held.", AuditActs.RolloutResumed);
        MapAct(group, "rollback", "rollBackRollout", "Gives all requests back to the control, from the next one on. The version comes back only when a person says so.", AuditActs.RolloutRolledBack);
        MapAct(group, "conclude", "concludeRollout", "Ends it: the arm serves, or the candidate where none is named.", AuditActs.RolloutConcluded);
        MapAct(group, "cancel", "cancelRollout", "Ends it without a judgement: the control serves, and the version may be tried again.", AuditActs.RolloutCancelled);
        MapAct(group, "approve", "approveRollout", "Lets one begin that waits for approval, or carries out what it proposes.", AuditActs.RolloutApproved);
    }

    private static void MapAct(RouteGroupBuilder group, string word, string name, string summary, string act) =>
        group.MapPost("/{id}/" + word, (string id, HttpContext context, RolloutDesk desk, RolloutReader reader, CancellationToken cancellationToken) => ActAsync(id, word, context, desk, reader, cancellationToken))
            .WithName(name).WithSummary(summary)
            .Needs(Role.Deployer).Audited(act)
            .Accepts<RolloutActRequest>("application/json", "application/x-www-form-urlencoded").WithMetadata(s_why)
            .Produces<RolloutInfo>()
            .Fails(StatusCodes.Status400BadRequest, StatusCodes.Status403Forbidden, StatusCodes.Status404NotFound, StatusCodes.Status409Conflict, StatusCodes.Status415UnsupportedMediaType);

    /// <summary>One page of rollouts.</summary>
    public static async Task<RolloutList> ListAsync(string? endpoint, bool? open, int max, string? pageToken, RolloutReader rollouts, CancellationToken cancellationToken)
    {
        if (pageToken is not null && !(pageToken.Length == TokenLength && pageToken.All(char.IsAsciiLetterOrDigit)))
            throw new SakerException(ErrorKind.InvalidInput, $"'{pageToken}' is no page token of rollouts; take the one that a page before gave.", "pageToken");
        var looks = await rollouts.ListAsync(new RolloutQuery { Endpoint = endpoint, IsOpen = open, Before = pageToken, Max = max }, cancellationToken);
        return new RolloutList([.. looks.Select(look => look.ToInfo())], looks.Count == max ? looks[^1].Rollout.Id : null);
    }

    private static async Task<Ok<RolloutList>> ListAllAsync(string? endpoint, bool? open, int? max, string? pageToken, RolloutReader rollouts, CancellationToken cancellationToken) =>
        TypedResults.Ok(await ListAsync(endpoint, open, max ?? DefaultMax, pageToken, rollouts, cancellationToken));

    private static async Task<Ok<RolloutInfo>> GetAsync(string id, RolloutReader rollouts, CancellationToken cancellationToken) => TypedResults.Ok((await rollouts.GetAsync(id, cancellationToken)).ToWholeInfo());

    private static async Task<Ok<RolloutDecisionList>> ListDecisionsAsync(string id, string? pageToken, RolloutReader rollouts, CancellationToken cancellationToken)
    {
        var before = pageToken is null ? long.MaxValue : long.TryParse(pageToken, CultureInfo.InvariantCulture, out var revision) && revision > 0
            ? revision
            : throw new SakerException(ErrorKind.InvalidInput, $"'{pageToken}' is no page token of decisions; take the one that a page before gave.", "pageToken");
        var (rollout, decisions) = await rollouts.ListDecisionsAsync(id, before, cancellationToken);
        return TypedResults.Ok(new RolloutDecisionList(
            [.. decisions.Select(decision => RolloutWire.Decision(rollout, decision))], decisions is [{ Revision: > 1 and var first }, ..] ? first.ToString(CultureInfo.InvariantCulture) : null));
    }

    private static async Task<IResult> ActAsync(string id, string word, HttpContext context, RolloutDesk desk, RolloutReader reader, CancellationToken cancellationToken)
    {
        var form = await PageForm.FindAsync(context, cancellationToken);
        var request = form is null ? await RequestJson.ReadOptionalAsync(context, SakerJson.Default.RolloutActRequest) : Read(form, word);
        var rollout = await desk.ActAsync(word, id, request, context.Actor(), cancellationToken);
        context.SetAuditTarget($"{rollout.Endpoint} to {rollout.Candidate.Reference}");
        context.SetAuditDetail(RolloutWire.Note(rollout, request.Reason));
        return form is null ? TypedResults.Ok((await reader.GetAsync(rollout.Id, cancellationToken)).ToWholeInfo()) : PageForm.BackTo(context, "/rollouts/" + Uri.EscapeDataString(rollout.Id));
    }

    private static RolloutActRequest Read(IFormCollection form, string word) => new()
    {
        Reason = form.Text("reason"),
        // Who stops it means so, whatever has happened since the page was drawn.
        Revision = word is "hold" or "rollback" or "cancel" ? null : form.Text("revision") is { } text ? (long.TryParse(text, CultureInfo.InvariantCulture, out var revision) ? revision : throw new SakerException(ErrorKind.InvalidInput, $"'{text}' is no revision.", "revision")) : null,
        Arm = form.Text("arm"),
    };
}
