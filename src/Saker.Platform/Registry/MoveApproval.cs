namespace Saker.Platform.Registry;

/// <summary>One who approved a request.</summary>
public sealed record MoveApproval(string By, DateTimeOffset At, string? Reason);
