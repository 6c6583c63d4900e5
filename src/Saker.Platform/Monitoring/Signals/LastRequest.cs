namespace Saker.Platform.Monitoring.Signals;

/// <summary>When an endpoint was last asked, as far as this process knows.</summary>
/// <param name="At">Null when it never was.</param>
/// <param name="LookedAt">When this process last looked: what came since then it may have missed.</param>
internal sealed record LastRequest(DateTimeOffset? At, DateTimeOffset LookedAt);
