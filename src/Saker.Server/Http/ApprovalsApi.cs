using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Saker.Client;
using Saker.Data;
using Saker.Platform.Audit;
using Saker.Platform.Identity;
using Saker.Platform.Registry;
using Saker.Server.Http.Access;

namespace Saker.Server.Http;

/// <summary>Requests to move protected aliases: what waits, and what is decided. Which role decides is said by the alias's protection.</summary>
internal static class ApprovalsApi
{
    public static void Map(RouteGroupBuilder group)
    {
        group.MapGet("/approvals", ListAsync).WithName("listApprovals").WithSummary("Requests to move protected aliases, the newest first.")
            .Fails(StatusCodes.Status400BadRequest);
        group.MapGet("/approvals/{id}", GetAsync).WithName("getApproval").WithSummary("One request.").Fails(StatusCodes.Status404NotFound);
        Map(group, "approve", "Approves a request; with enough approvals the alias moves.", AuditActs.MoveApproved, (store, id, by, reason, token) => store.ApproveAsync(id, by, reason, token));
        Map(group, "reject", "Rejects a request.", AuditActs.MoveRejected, (store, id, by, reason, token) => store.RejectAsync(id, by, reason, token));
        Map(group, "withdraw", "Takes one's own request back.", AuditActs.MoveWithdrawn, (store, id, by, reason, token) => store.WithdrawAsync(id, by, reason, token));
    }

    private static void Map(RouteGroupBuilder group, string word, string summary, string act, Func<IApprovalStore, string, Actor?, string?, CancellationToken, Task<MoveRequest>> decide) =>
        group.MapPost("/approvals/{id}/" + word, (string id, HttpContext context, IApprovalStore approvals, CancellationToken cancellationToken) => DecideAsync(id, context, approvals, decide, cancellationToken))
            .WithName(word + "Move").WithSummary(summary)
            .Needs(Role.Deployer).Audited(act)
            .Accepts<MoveDecision>("application/json", "application/x-www-form-urlencoded")
            .Produces<MoveRequestInfo>()
            .Fails(StatusCodes.Status400BadRequest, StatusCodes.Status403Forbidden, StatusCodes.Status404NotFound, StatusCodes.Status409Conflict, StatusCodes.Status415UnsupportedMediaType);

    private static async Task<Ok<MoveRequestList>> ListAsync(string? model, bool? all, int? max, IApprovalStore approvals, CancellationToken cancellationToken) =>
        TypedResults.Ok(new MoveRequestList([.. (await approvals.ListAsync(model, all is not true, max ?? 100, cancellationToken)).Select(request => request.ToInfo())]));

    private static async Task<Ok<MoveRequestInfo>> GetAsync(string id, IApprovalStore approvals, CancellationToken cancellationToken) => await approvals.FindAsync(id, cancellationToken) is { } request
        ? TypedResults.Ok(request.ToInfo())
        : throw new SakerException(ErrorKind.NotFound, $"There is no request '{id}'. GET /api/models/approvals lists what waits.", "id");

    private static async Task<IResult> DecideAsync(
        string id, HttpContext context, IApprovalStore approvals, Func<IApprovalStore, string, Actor?, string?, CancellationToken, Task<MoveRequest>> decide, CancellationToken cancellationToken)
    {
        var form = await PageForm.FindAsync(context, cancellationToken);
        var reason = form is not null ? form.Text("reason")
            : context.Request.ContentLength is 0 || (context.Request.ContentLength is null && context.Request.ContentType is null) ? null
            : (await RequestJson.ReadAsync(context, SakerJson.Default.MoveDecision)).Reason;
        var request = await decide(approvals, id, context.Actor(), string.IsNullOrWhiteSpace(reason) ? null : reason.Trim(), cancellationToken);
        context.SetAuditDetail($"{request.Model}@{request.Alias} to {(request.To is { } to ? $"{request.Model}/{to}" : "nothing")}, {request.State.ToString().ToLowerInvariant()}");
        return form is null ? TypedResults.Ok(request.ToInfo()) : PageForm.BackTo(context, "/models/" + Uri.EscapeDataString(request.Model));
    }
}
