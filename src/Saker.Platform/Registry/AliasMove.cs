namespace Saker.Platform.Registry;

/// <summary>One change of an alias: what was in production, from when, and who put it there.</summary>
/// <param name="Model">The model.</param>
/// <param name="Alias">The alias that moved.</param>
/// <param name="From">The version it pointed at before; null when it was new.</param>
/// <param name="To">The version it points at since.</param>
/// <param name="By">Who moved it.</param>
/// <param name="At">When.</param>
public sealed record AliasMove(string Model, string Alias, int? From, int To, string By, DateTimeOffset At);
