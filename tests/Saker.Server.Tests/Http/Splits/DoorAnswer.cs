namespace Saker.Server.Tests.Http.Splits;

/// <summary>What a door said of who answered.</summary>
internal sealed record DoorAnswer(string Version, string? Arm, string? Step, string Label);
