namespace Saker.Server.Http.Access;

/// <summary>What the code behind an audited route knows of its act that the middleware cannot see.</summary>
internal sealed record AuditNote(string? Target = null, string? Failure = null, string? Detail = null)
{
    /// <summary>Another act that the request has done too, with what there is to know of it; null for none.</summary>
    public (string Act, string Detail)? Other { get; init; }
}
