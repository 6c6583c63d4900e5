namespace Saker.Platform.Alerts;

/// <summary>Something that happened to an alert.</summary>
/// <param name="At">When.</param>
/// <param name="Kind">What: <c>pending</c>, <c>fired</c>, <c>acknowledged</c>, <c>resolved</c>, <c>delivered</c>, <c>dead</c> or <c>note</c>.</param>
/// <param name="Actor">Who did it; null when Saker did.</param>
/// <param name="Note">What there is to say of it.</param>
public sealed record AlertEvent(DateTimeOffset At, string Kind, string? Actor, string? Note);
