using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using Saker.Data;
using Saker.Platform.Audit;
using Saker.Platform.Identity;
using Saker.Server.Hosting;

namespace Saker.Server.Http.Access;

/// <summary>
/// Lets a request through when its caller may make it, and notes administrative acts. Where access is off all may all. For a key,
/// a request that is let through costs about a microsecond and allocates nothing.
/// </summary>
internal sealed class AccessChecks(RequestDelegate next, AccessControl access, AuditTrail trail, ILogger<AccessChecks> logger)
{
    public Task InvokeAsync(HttpContext context)
    {
        var endpoint = context.GetEndpoint();
        // A foreign page cannot send a key: whoever does is no such page.
        if (!SameOrigin.IsReading(context.Request) && context.Request.Headers.Authorization.Count == 0 && SameOrigin.IsForeign(context.Request))
            return RefuseAsync(context, endpoint, null, Role.Viewer, new Refusal(ErrorKind.Forbidden, "A page of another origin may not change anything here; programs send no Origin, or a key."));
        if (!access.IsOn)
            return ContinueAsync(context, endpoint);
        if (Needed(endpoint) is not { } role)
            return next(context);
        var credential = Credential.Find(context.Request);
        if (credential is { Text: not null, IsSession: false } && access.FindByKey(credential.Span) is { } grant)
            return Admit(context, endpoint, grant, role);
        return IdentifyAsync(context, endpoint, credential, role);
    }

    /// <summary>Null where everybody may. Without a route of ours (nothing there, or the wrong method) a caller learns even that only after saying who it is.</summary>
    private static Role? Needed(Endpoint? endpoint)
    {
        if (endpoint is not RouteEndpoint)
            return Role.Viewer;
        return endpoint.Metadata.GetMetadata<NeedsRole>() is { } needs ? needs.Role : Role.Admin;
    }

    private async Task IdentifyAsync(HttpContext context, Endpoint? endpoint, Credential credential, Role role)
    {
        var (grant, refusal) = await DecideAsync(context, credential);
        if (refusal is not null)
            await RefuseAsync(context, endpoint, grant, role, refusal);
        else
            await Admit(context, endpoint, grant!, role);
    }

    private async ValueTask<(AccessGrant? Grant, Refusal? Refusal)> DecideAsync(HttpContext context, Credential credential)
    {
        if (credential.Text is null)
            return (null, new Refusal(ErrorKind.Unauthenticated, "Say who you are: send a key as 'Authorization: Bearer KEY' or 'x-api-key: KEY'. Keys are made with: saker keys create."));
        try
        {
            var (grant, reason) = credential.IsSession ? FindSession(credential) : await access.AuthenticateAsync(credential.Span.ToString(), context.RequestAborted);
            if (grant is null)
                return (null, new Refusal(ErrorKind.Unauthenticated, reason ?? "") { IsCredentialWrong = true });
            return credential.IsSession && !SameOrigin.IsReading(context.Request) && !SameOrigin.IsFrom(context.Request)
                ? (grant, new Refusal(ErrorKind.Forbidden, "A browser's session is taken for changes only from a page of this server; programs send a key."))
                : (grant, null);
        }
        catch (SakerException exception) when (exception.Kind == ErrorKind.Unavailable)
        {
            return (null, new Refusal(exception.Kind, exception.Message) { RetryAfter = exception.RetryAfter });
        }
    }

    private AccessDecision FindSession(Credential credential) => access.FindBySession(credential.Text!) is { } grant
        ? new AccessDecision(grant, null)
        : AccessDecision.Refuse("The session is over; sign in again.");

    private Task Admit(HttpContext context, Endpoint? endpoint, AccessGrant grant, Role role)
    {
        if (!grant.TryTakeRequest(out var reached))
            return RefuseAsync(context, endpoint, grant, role, new Refusal(ErrorKind.LimitExceeded, reached!.Message) { Field = reached.Limit, RetryAfter = reached.RetryAfter });
        if (!grant.Allows(role))
            return RefuseAsync(context, endpoint, grant, role, new Refusal(ErrorKind.Forbidden, $"This needs the role '{role.Word()}'; '{grant.Subject}' has the role '{grant.Role.Word()}'."));
        context.Features.Set(grant);
        return ContinueAsync(context, endpoint);
    }

    private Task ContinueAsync(HttpContext context, Endpoint? endpoint) =>
        endpoint?.Metadata.GetMetadata<Audited>() is { } audited ? trail.RunAsync(context, audited.Act, next) : next(context);

    private async Task RefuseAsync(HttpContext context, Endpoint? endpoint, AccessGrant? grant, Role role, Refusal refusal)
    {
        logger.RequestRefused(context.Request.Method, context.Request.Path, ErrorResponses.Status(refusal.Kind), refusal.Message);
        if (role >= Role.Deployer && refusal.Kind is ErrorKind.Unauthenticated or ErrorKind.Forbidden)
            await trail.NoteRefusalAsync(context, grant, endpoint?.Metadata.GetMetadata<Audited>()?.Act ?? AuditActs.Access, refusal.Message);
        // A page that says no says it to somebody: with their role, and a way to sign in as another.
        if (grant is not null)
            context.Features.Set(grant);
        await refusal.WriteAsync(context);
    }
}
