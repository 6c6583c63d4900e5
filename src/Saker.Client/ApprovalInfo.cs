namespace Saker.Client;

/// <summary>One who approved a request.</summary>
public sealed record ApprovalInfo(string By, DateTimeOffset At, string? Reason);
