using Saker.Data;
using Saker.Platform.Identity;
using Saker.Platform.Registry.Verdicts;
using Saker.Platform.Storage;

namespace Saker.Platform.Registry;

/// <summary>Protections and requests in the home's database.</summary>
internal sealed class SqlApprovalStore(Database database, AliasMover mover, HomeOptions options, TimeProvider time) : IApprovalStore
{
    private const int MaxListed = 1_000;
    private const int MaxTextLength = 10_000;

    public Task ProtectAsync(AliasProtection protection, Actor? by, CancellationToken cancellationToken)
    {
        List<Problem> problems = [];
        AliasNames.Check(problems, "alias", protection.Alias);
        if (protection.Role is not (Role.Deployer or Role.Admin))
            problems.Add(new Problem("role", $"'{protection.Role.Word()}' cannot approve; deployer and admin can."));
        if (protection.Count is < 1 or > AliasProtection.MaxApprovals)
            problems.Add(new Problem("count", $"is {protection.Count}; 1 to {AliasProtection.MaxApprovals} approvals are possible."));
        RegistryChecks.ThrowIfAny(problems, "The alias cannot be protected like that.");
        return database.WriteAsync(
            async session =>
            {
                await RegistryChecks.RequireModelAsync(session, protection.Model);
                await session.ExecuteAsync(
                    """
                    INSERT INTO alias_protections (model, alias, role, approval_count, protected_by, protected_at) VALUES (@Model, @Alias, @role, @Count, @by, @now)
                    ON CONFLICT (model, alias) DO UPDATE SET role = excluded.role, approval_count = excluded.approval_count, protected_by = excluded.protected_by, protected_at = excluded.protected_at
                    """,
                    new { protection.Model, protection.Alias, role = protection.Role.Word(), protection.Count, by = Actor.Of(by, options).Name, now = Now() });
            },
            cancellationToken);
    }

    public Task<bool> UnprotectAsync(string model, string alias, Actor? by, CancellationToken cancellationToken) => database.WriteAsync(
        async session =>
        {
            await RegistryChecks.RequireModelAsync(session, model);
            await AliasMover.CloseStaleAsync(session, model, alias, $"The alias is no longer protected: {Actor.Of(by, options).Name} ended that, so it can be moved.", Now());
            return await session.ExecuteAsync("DELETE FROM alias_protections WHERE model = @model AND alias = @alias", new { model, alias }) > 0;
        },
        cancellationToken);

    public Task<IReadOnlyList<MoveRequest>> ListAsync(string? model, bool isWaiting, int max, CancellationToken cancellationToken) => max is >= 1 and <= MaxListed
        ? database.ReadAsync(session => RequestReader.ListAsync(session, model, isWaiting, max), cancellationToken)
        : throw new SakerException(ErrorKind.InvalidInput, $"{max} requests cannot be listed at once; ask for 1 to {MaxListed}.", "max");

    public Task<MoveRequest?> FindAsync(string id, CancellationToken cancellationToken) => database.ReadAsync(session => RequestReader.FindAsync(session, id), cancellationToken);

    public Task<MoveRequest> ApproveAsync(string id, Actor? by, string? reason, CancellationToken cancellationToken) => ChangeAsync(
        id, reason,
        async (session, request) =>
        {
            var who = Actor.Of(by, options);
            if (who.Name == request.By)
                throw new SakerException(ErrorKind.Forbidden, $"Request {id} was asked for by '{who.Name}', so somebody else with the role '{request.Role.Word()}' must approve it.", "id");
            RequireRole(request, who, "approve");
            if (request.Approvals.Any(approval => approval.By == who.Name))
                throw new SakerException(ErrorKind.Conflict, $"'{who.Name}' has approved request {id} already; it waits for {request.Count - request.Approvals.Count} more.", "id");
            await session.ExecuteAsync("INSERT INTO alias_approvals (request_id, approved_by, approved_at, reason) VALUES (@id, @Name, @now, @reason)", new { id, who.Name, now = Now(), reason });
            if (request.Approvals.Count + 1 >= request.Count)
                await MoveAsync(session, request, who, reason);
        },
        cancellationToken);

    public Task<MoveRequest> RejectAsync(string id, Actor? by, string? reason, CancellationToken cancellationToken) => ChangeAsync(
        id, reason,
        (session, request) =>
        {
            RequireRole(request, Actor.Of(by, options), "reject");
            return CloseAsync(session, id, "rejected", Actor.Of(by, options).Name, reason);
        },
        cancellationToken);

    public Task<MoveRequest> WithdrawAsync(string id, Actor? by, string? reason, CancellationToken cancellationToken) => ChangeAsync(
        id, reason,
        (session, request) => Actor.Of(by, options).Name == request.By
            ? CloseAsync(session, id, "withdrawn", request.By, reason)
            : throw new SakerException(ErrorKind.Forbidden, $"Request {id} was asked for by '{request.By}'; only '{request.By}' can withdraw it. Others can reject it.", "id"),
        cancellationToken);

    /// <summary>Runs a change of a request that waits, and gives the request as it is then.</summary>
    private Task<MoveRequest> ChangeAsync(string id, string? reason, Func<Session, MoveRequest, Task> change, CancellationToken cancellationToken)
    {
        if (reason is { Length: > MaxTextLength })
            throw new SakerException(ErrorKind.InvalidInput, $"The reason has {reason.Length} characters; at most {MaxTextLength} are kept.", "reason");
        return database.WriteAsync(
            async session =>
            {
                var request = await GetAsync(session, id);
                if (request.State != MoveRequestState.Waiting)
                    throw new SakerException(ErrorKind.Conflict, $"Request {id} does not wait any more: it is {request.State.ToString().ToLowerInvariant()}.{(request.Reason is { } why ? $" {why}" : "")} Ask again by moving the alias.", "id");
                await change(session, request);
                return await GetAsync(session, id);
            },
            cancellationToken);
    }

    private async Task MoveAsync(Session session, MoveRequest request, Actor by, string? reason)
    {
        if (request.To is { } version)
            await RegistryChecks.RequireVersionAsync(session, request.Model, version);
        var change = new AliasChange { Model = request.Model, Alias = request.Alias, Version = request.To, Evidence = request.Evidence, Override = request.Override, Retry = $"{by.Name} approved request {request.Id}." };
        // Who overrode might when they asked, and those who approve see it. Gates may be required, or have failed, since.
        if (request.Override is null)
            await GateGuard.RequireAsync(session, change, by);
        await mover.MoveAsync(session, change, request.By, request.Id, [.. request.Approvals.Select(approval => approval.By), by.Name]);
        await CloseAsync(session, request.Id, "approved", by.Name, reason);
    }

    private Task CloseAsync(Session session, string id, string state, string by, string? reason) =>
        session.ExecuteAsync("UPDATE alias_requests SET state = @state, closed_by = @by, closed_at = @now, reason = @reason WHERE id = @id", new { id, state, by, reason, now = Now() });

    private static async Task<MoveRequest> GetAsync(Session session, string id) =>
        await RequestReader.FindAsync(session, id) ?? throw new SakerException(ErrorKind.NotFound, $"There is no request '{id}'. 'saker models approvals' lists what waits.", "id");

    private static void RequireRole(MoveRequest request, Actor who, string act)
    {
        if (who.Role < request.Role)
            throw new SakerException(ErrorKind.Forbidden, $"To {act} moves of {request.Model}@{request.Alias} needs the role '{request.Role.Word()}'; '{who.Name}' has the role '{who.Role.Word()}'.", "id");
    }

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();
}
