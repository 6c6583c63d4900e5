using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Saker.Platform.Audit;
using Saker.Platform.Identity;

namespace Saker.Server.Http.Access;

/// <summary>
/// What routes say about access, and what they ask about their caller:
/// <code>
/// group.MapPost("/models/{model}/infer", InferAsync).Needs(Role.User);
/// group.MapPost("/repository/models/{model}/load", LoadAsync).Needs(Role.Deployer).Audited(AuditActs.ModelLoaded);
///
/// await context.Grant().RunAsync(model, call, context.RequestAborted);
/// </code>
/// </summary>
internal static class AccessRoutes
{
    /// <summary>The least role that a caller needs. On a group it is the default of its routes; what a route says itself counts.</summary>
    public static TBuilder Needs<TBuilder>(this TBuilder route, Role role)
        where TBuilder : IEndpointConventionBuilder => route.WithMetadata(new NeedsRole(role));

    /// <summary>Open to everybody, also without a key.</summary>
    public static TBuilder OpenToAll<TBuilder>(this TBuilder route)
        where TBuilder : IEndpointConventionBuilder => route.WithMetadata(new NeedsRole(null));

    /// <summary>An administrative act: it is noted in the audit, done, failed or refused.</summary>
    /// <param name="route">The route.</param>
    /// <param name="act">One of <see cref="AuditActs"/>.</param>
    public static TBuilder Audited<TBuilder>(this TBuilder route, string act)
        where TBuilder : IEndpointConventionBuilder => route.WithMetadata(new Audited(act));

    /// <summary>Who the request comes from.</summary>
    public static AccessGrant Grant(this HttpContext context) => context.Features.Get<AccessGrant>() ?? AccessGrant.Local;

    /// <summary>Says what an audited act was done to, where the address does not.</summary>
    public static void SetAuditTarget(this HttpContext context, string target) => context.Features.Set(Note(context) with { Target = target });

    /// <summary>Says what else there is to know of an audited act that was done.</summary>
    public static void SetAuditDetail(this HttpContext context, params string?[] parts) =>
        context.Features.Set(Note(context) with { Detail = string.Join(", ", parts.OfType<string>()) });

    /// <summary>Says why an audited act failed, where the HTTP status does not (gRPC answers 200).</summary>
    public static void SetAuditFailure(this HttpContext context, string reason) => context.Features.Set(Note(context) with { Failure = reason });

    /// <summary>Says that the request has done another act too, whatever becomes of what it does afterwards: that has an entry of its own.</summary>
    public static void SetOtherAct(this HttpContext context, string act, string detail) => context.Features.Set(Note(context) with { Other = (act, detail) });

    private static AuditNote Note(HttpContext context) => context.Features.Get<AuditNote>() ?? new AuditNote();
}
