namespace Saker.Client;

/// <summary>Something that happened to an alert.</summary>
/// <param name="At">When.</param>
/// <param name="Kind"><c>pending</c>, <c>fired</c>, <c>acknowledged</c>, <c>resolved</c>, <c>delivered</c> or <c>dead</c>.</param>
/// <param name="Actor">Who did it; absent when Saker did.</param>
/// <param name="Note">What there is to say of it.</param>
public sealed record AlertEventInfo(DateTimeOffset At, string Kind, string? Actor, string? Note);
